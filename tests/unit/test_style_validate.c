// SPDX-License-Identifier: MIT
// Validation: messages, places and suggestions.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "model/diag.h"
#include "style/spec_tables.h"
#include "style/style.h"

struct log {
  char text[2000];
  long column;  // of the last
};

static void note(void *user, const struct ct_diagnostic *d) {
  struct log *log = user;
  log->column = d->column;
  size_t n = strlen(log->text);
  snprintf(log->text + n, sizeof log->text - n, "%s %ld: %s%s%s\n", d->code, d->line, d->message,
           d->suggestion ? " -> " : "", d->suggestion ? d->suggestion : "");
}

struct row {
  const char *document, *findings;
};

#define LAYER(rest) \
  "{\"version\":8,\"sources\":{\"s\":{\"type\":\"geojson\",\"data\":\"x\"}},\n\"layers\":[" rest "]}"

static const struct row rows[] = {
    {LAYER("{\"id\":\"a\",\"type\":\"background\"}"), ""},
    {"[]", "CT-S102 1: object expected, array found\n"},
    {"{\"version\":7,\n\"sources\":{},\"layers\":[]}", "CT-S104 1: version: expected one of [8], 7 found\n"},
    {"{\"version\":8,\"sources\":{\"s\":{\"type\":\"geojsn\"}},\"layers\":[]}",
     "CT-S104 1: sources.s.type: expected one of [vector, raster, raster-dem, geojson, video, image], "
     "\"geojsn\" "
     "found -> geojson\n"},
    {LAYER("{\"id\":\"a\",\"type\":\"fill\",\"source\":\"ss\"}"),
     "CT-S106 2: layers[0]: source \"ss\" not found -> s\n"},
    {LAYER("{\"id\":\"a\",\"type\":\"fill\",\"source\":\"s\",\n\"paint\":{\"fill-colr\":\"red\"}}"),
     "CT-S101 3: layers[0].paint.fill-colr: unknown property \"fill-colr\" -> fill-color\n"},
    {LAYER("{\"id\":\"a\",\"type\":\"fill\",\"source\":\"s\",\n\"paint\":{\"fill-color\":\"rouge\"}}"),
     "CT-S105 3: layers[0].paint.fill-color: color expected, \"rouge\" found\n"},
    {LAYER("{\"id\":\"a\",\"type\":\"circle\",\"source\":\"s\",\n\"paint\":{\"circle-radius\":[\"+\",1,\n["
           "\"gett\","
           "\"x\"]]}}"),
     "CT-S107 4: layers[0].paint.circle-radius[2][0]: Unknown expression \"gett\". If you wanted a literal "
     "array, "
     "use [\"literal\", [...]]. -> get\n"},
    {LAYER("{\"id\":\"a\",\"type\":\"circle\",\"source\":\"s\",\n\"filter\":[\"==\",\"a\"]}"),
     "CT-S108 3: layers[0].filter: Expected two or three arguments.\n"},
    {LAYER("{\"id\":\"a\",\"type\":\"circle\",\"source\":\"s\",\n\"filter\":[\"in\"]}"), ""},
    {LAYER("{\"id\":\"a\",\"type\":\"circle\",\"source\":\"s\",\n\"paint\":{\"circle-radius\":-1}}"),
     "CT-S104 3: layers[0].paint.circle-radius: -1 is less than the minimum value 0\n"},
    // In the order of the reference (26.3.0), whose sort takes findings without a line as equal to all.
    {"{\n\"centerAltitude\":\"1\",\n\"sources\":\"x\",\n\"layers\":null}",
     "CT-S102 2: centerAltitude: number expected, string found\n"
     "CT-S102 3: sources: object expected, string found\n"
     "CT-S102 4: layers: array expected, null found\n"
     "CT-S103 1: missing required property \"version\"\n"},
    {"{\"version\":8,\"sources\":{},\"sprite\":[{\"id\":\"a\",\"url\":\"u\"},\n{\"id\":\"a\",\"url\":\"v\"}],"
     "\"layers\":[]}",
     "CT-S109 1: sprite: all the sprites' ids must be unique, but a is duplicated\n"},
    {"{\"version\":8,\"sources\":{},\"layers\":[],\n\"layers\":[]}",
     "CT-S111 2: key 'layers' stands twice in one object: the last one counts\n"},
    {LAYER("{\"id\":\"a\",\"type\":\"background\"},\n{\"id\":\"b\",\"ref\":\"c\"},\n{\"id\":\"a\",\"ref\":"
           "\"b\"}"),
     "CT-S109 3: layers[1]: ref layer \"c\" not found\n"
     "CT-S109 4: layers[2]: duplicate layer id \"a\", previously used at line 2\n"
     "CT-S109 4: layers[2]: ref cannot reference another ref layer\n"},
};

static void findings(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct ct_arena a = {0};
    struct ct_err err = {0};
    struct log log = {"", 0};
    struct ct_diags diags = {.fn = note, .user = &log};
    const struct ct_value *root = NULL;
    const char *text = rows[i].document;
    if (!ct_value_parse(&a, text, strlen(text), "t", CT_SYNTAX_JSON, &root, &err))
      fail_msg("%s", err.message);
    size_t errors = ct_style_validate(root, "t.json", &diags);
    if (strcmp(log.text, rows[i].findings) != 0)
      fail_msg("%s\nexpected %s\ngot      %s", text, rows[i].findings, log.text);
    bool warned = strncmp(rows[i].findings, "CT-S111", 7) == 0;  // which is no error
    assert_int_equal(errors > 0, rows[i].findings[0] != '\0' && !warned);
    if (strstr(text, "-1")) assert_int_equal(log.column, 26);
    ct_arena_release(&a);
  }
}

static void count(void *user, const struct ct_diagnostic *d) {
  struct log *log = user;
  log->column++;
  snprintf(log->text, sizeof log->text, "%s", d->code);
}

// A style without end of mistakes: some thousands are told, and that there are more.
static void many(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct log log = {"", 0};
  struct ct_diags diags = {.fn = count, .user = &log};
  struct ct_str text = {.arena = &a};
  const struct ct_value *root = NULL;
  ct_str_add(&text, "{\"version\":8,\"sources\":{},\"layers\":[");
  for (int i = 0; i < 20000; i++) ct_str_addf(&text, "%s{\"id\":\"l%d\",\"type\":\"x\"}", i ? "," : "", i);
  ct_str_add(&text, "]}");
  assert_true(ct_value_parse(&a, ct_str_text(&text), text.n, "t", CT_SYNTAX_JSON, &root, &err));
  ct_style_validate(root, "t.json", &diags);
  assert_in_range(log.column, 5000, 5010);
  assert_string_equal(log.text, "CT-S110");
  ct_arena_release(&a);
}

static void tables(void **state) {
  (void)state;
  const struct ct_spec *s = ct_spec_find(ct_spec_group("paint_circle"), "circle-radius");
  assert_non_null(s);
  assert_float_equal(s->fallback->number, 5, 0);
  assert_float_equal(s->minimum, 0, 0);
  assert_true(s->interpolated && s->zoom && ct_spec_takes_data(s));
  assert_string_equal(s->units, "pixels");
  s = ct_spec_find(ct_spec_group("layout_symbol"), "text-font");
  assert_int_equal(s->fallback->n, 2);
  assert_null(ct_spec_group("paint_nothing"));
  assert_null(ct_spec_find(NULL, "x"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(findings), cmocka_unit_test(many),
                                     cmocka_unit_test(tables)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

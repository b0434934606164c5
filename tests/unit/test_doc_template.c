// SPDX-License-Identifier: MIT
// Page templates: stops, defaults under documents, what suits a page, and errors that name their place.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/value.h"
#include "cartouche.h"
#include "doc/template.h"
#include "model/document.h"

static struct ct_arena arena;

static const struct ct_value *parse(const char *text) {
  const struct ct_value *v;
  struct ct_err err = {0};
  if (!ct_value_parse(&arena, text, strlen(text), "t.yaml", CT_SYNTAX_YAML, &v, &err))
    fail_msg("%s", err.message);
  return v;
}

static void read_ok(const char *text, struct ct_template *t) {
  struct ct_err err = {0};
  if (!ct_doc_read_template(parse(text), "t.yaml", &arena, t, &err)) fail_msg("%s", err.message);
}

static void stops(void **state) {
  (void)state;
  struct ct_template t = {0};
  read_ok("unit: px\ntype: { title: { 1920: 36, 600: 20 }, foot: 9 }\nlegend: { at: below }\n", &t);
  assert_true(t.in_pixels);
  assert_int_equal(t.legend_at, CT_LEGEND_BELOW);
  assert_true(ct_by_page_at(&t.title, 100) == 20 && ct_by_page_at(&t.title, 5000) == 36);
  assert_true(ct_by_page_at(&t.title, 1260) == 28 && ct_by_page_at(&t.foot, 1) == 9);
  assert_true(ct_by_page_at(&t.kicker, 1) == 0);
  // One that is like it keeps what it does not say.
  read_ok("title: { align: center }\ntype: { foot: 11 }\n", &t);
  assert_true(t.in_pixels && t.legend_at == CT_LEGEND_BELOW && t.title_align == CT_TITLE_CENTER);
  assert_true(ct_by_page_at(&t.foot, 1) == 11 && ct_by_page_at(&t.title, 600) == 20);
}

static void measures(void **state) {
  (void)state;
  struct ct_document d = {0};
  d.page.w_pt = 1440, d.page.h_pt = 810, d.page.in_pixels = true;
  assert_true(ct_page_measure(&d, true) == 1920);
  d.page.h_pt = 300;
  assert_true(ct_page_measure(&d, true) == 800);
  d.page.w_pt = 297 * 72 / 25.4, d.page.h_pt = 210 * 72 / 25.4;
  assert_true(ct_page_measure(&d, false) > 209.99 && ct_page_measure(&d, false) < 210.01);
}

static void errors(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"type: { titel: 3 }\n", "t.yaml:1:9: unknown key 'titel' in 'type' (did you mean 'title'?)"},
      {"unit: mm\ntypes: {}\n",
       "t.yaml:2:1: unknown key 'types' in the page template (did you mean 'type'?)"},
      {"space: { margin: -1 }\n", "t.yaml:1:18: 'margin' is -1 (expected 0 to 1000)"},
      {"space: { margin: wide }\n",
       "t.yaml:1:18: 'margin' must be a number, or stops {size of the page: number}"},
      {"legend: { at: left }\n", "t.yaml:1:15: 'at' must be map, beside or below"},
      {"unit: inch\n", "t.yaml:1:7: 'unit' must be mm or px"},
      {"page: { size: A9 }\n", "t.yaml:1:15: unknown page size 'A9'"},
      {"map: { labels: close }\n", "t.yaml:1:16: unknown mode of labels 'close'"},
      {"suits: { width: [5, 1] }\n", "t.yaml:1:17: 'width' must be two rising numbers"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_template t = {0};
    struct ct_err err = {0};
    assert_false(ct_doc_read_template(parse(cases[i][0]), "t.yaml", &arena, &t, &err));
    if (strncmp(err.message, cases[i][1], strlen(cases[i][1])) != 0)
      fail_msg("'%s'\n  expected '%s'", err.message, cases[i][1]);
  }
}

static const char *under(const char *doc, const char *template, const char *section, const char *key) {
  const struct ct_value *v = ct_doc_under_template(parse(doc), parse(template), &arena);
  return ct_value_string(ct_value_get(ct_value_get(v, section), key));
}

static void defaults(void **state) {
  (void)state;
  const char *t = "page: { size: A5, orientation: portrait }\nmap: { labels: near }\n";
  assert_string_equal(under("title: x\n", t, "page", "size"), "A5");
  assert_string_equal(under("page: { orientation: landscape }\n", t, "page", "orientation"), "landscape");
  // A size of the document's own is not turned by the template.
  assert_string_equal(under("page: { size: A3 }\n", t, "page", "size"), "A3");
  assert_null(under("page: { size: A3 }\n", t, "page", "orientation"));
  assert_string_equal(under("labels: { hide: [x] }\n", t, "labels", "mode"), "near");
  assert_string_equal(under("labels: { mode: auto }\n", t, "labels", "mode"), "auto");
  assert_null(under("labels: leaders\n", t, "labels", "mode"));
}

// Every built-in template can be read alone and is whole with what it is like; the document's page finds its own.
static void built_in(void **state) {
  (void)state;
  static const char *const names[] = {"screen", "slide",       "column",
                                      "social", "briefing-a4", "briefing-letter"};
  static const struct {
    double w, h;
    const char *best;
  } pages[] = {{1920, 1080, "slide"}, {600, 720, "column"}, {1200, 630, "social"}, {1600, 1200, "screen"}};
  struct ct_template t[6] = {0};
  for (int i = 0; i < 6; i++) {
    struct ct_err err = {0};
    const struct ct_value *v;
    const char *path = ct_arena_printf(&arena, "styles/pages/%s.yaml", names[i]);
    if (!ct_value_read(&arena, path, &v, &err)) fail_msg("%s", err.message);
    if (i) t[i] = i < 4 ? t[0] : t[4];
    if (!ct_doc_read_template(v, path, &arena, &t[i], &err)) fail_msg("%s", err.message);
    assert_non_null(ct_doc_template_summary(v));
    const struct ct_by_page *all[] = {&t[i].title, &t[i].subtitle, &t[i].kicker, &t[i].legend, &t[i].foot,
                                      &t[i].small, &t[i].band,     &t[i].least,  &t[i].margin, &t[i].gap,
                                      &t[i].grid,  &t[i].inset,    &t[i].logo,   &t[i].names,  &t[i].marks};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) assert_true(all[k]->n > 0);
  }
  for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
    struct ct_document d = {0};
    d.page.w_pt = pages[p].w * 0.75, d.page.h_pt = pages[p].h * 0.75, d.page.in_pixels = true;
    int most = 0, best = 0;
    for (int i = 0; i < 6; i++)
      if (ct_doc_template_suits(&t[i], &d) > most) most = ct_doc_template_suits(&t[i], &d), best = i;
    assert_string_equal(names[best], pages[p].best);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(stops), cmocka_unit_test(measures),
                                     cmocka_unit_test(errors), cmocka_unit_test(defaults),
                                     cmocka_unit_test(built_in)};
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  ct_arena_release(&arena);
  return failed;
}

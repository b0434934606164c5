// SPDX-License-Identifier: MIT
// Runs the cases of tests/stage/page.test: which furniture a page has and what it says.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/page.h"
#include "text/text.h"

struct test_case {
  int line;
  struct ct_document doc;
  struct ct_view view;
  ct_vec(const char *) sources;
  ct_vec(struct ct_legend_entry) legend;
  ct_vec(struct ct_document_change) changes;
  const char *groups;
  ct_vec(const char *) words;  // "group text | text"
};

static struct ct_arena arena;
static struct ct_text *text;

static void set_page(struct test_case *t, const char *name) {
  t->doc.page.w_pt = 842;
  t->doc.page.h_pt = 595;
  t->doc.page.bare = strcmp(name, "bare") == 0;
  if (strcmp(name, "slide") != 0) return;
  t->doc.page.w_pt = 1440;
  t->doc.page.h_pt = 810;
  t->doc.page.in_pixels = true;
}

static void add_legend(struct test_case *t, char *spec) {
  static const struct ct_circle_style dot = {.radius = 3, .color = {0, 0, 0, 1}};
  char *label = strchr(spec, '|'), *count = strrchr(spec, '|');
  *label++ = *count++ = 0;
  struct ct_legend_entry e = {.heading = spec, .label = label, .kind = CT_KEY_CIRCLE, .show_count = true};
  e.style.circle = &dot;
  e.count = (size_t)strtoul(count, NULL, 10);
  ct_vec_push(&arena, &t->legend, e);
}

// "moved|Elm base|moved 2 km N"; "0": the table, and nothing has changed.
static void add_change(struct test_case *t, char *spec) {
  char *name = strchr(spec, '|'), *what = strrchr(spec, '|');
  t->doc.edition.since = "last.json";
  t->doc.edition.table = true;
  if (!name) return;
  *name++ = *what++ = 0;
  ct_vec_push(&arena, &t->changes, ((struct ct_document_change){spec, name, what}));
}

static bool set_text(struct test_case *t, const char *key, const char *value) {
  const struct {
    const char *key;
    const char **to;
  } texts[] = {{"title", &t->doc.title},   {"kicker", &t->doc.kicker},
               {"as_of", &t->doc.as_of},   {"since", &t->doc.since},
               {"until", &t->doc.until},   {"note", &t->doc.note},
               {"crs", &t->view.crs_name}, {"heading", &t->doc.edition.heading}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (strcmp(key, texts[i].key) == 0) {
      *texts[i].to = value;
      return true;
    }
  return false;
}

static void set(struct test_case *t, const char *key, char *value) {
  double x = atof(value);
  if (set_text(t, key, value)) return;
  if (!strcmp(key, "page"))
    set_page(t, value);
  else if (!strcmp(key, "source"))
    ct_vec_push(&arena, &t->sources, value);
  else if (!strcmp(key, "legend"))
    add_legend(t, value);
  else if (!strcmp(key, "change"))
    add_change(t, value);
  else if (!strcmp(key, "scale"))
    t->view.scale = x;
  else if (!strcmp(key, "varies"))
    t->view.scale_variation = x;
  else if (!strcmp(key, "north"))
    t->view.north_deg = x;
  else if (!strcmp(key, "span"))
    t->view.east = t->view.west + x;
  else if (!strcmp(key, "given_crs"))
    t->view.crs_auto = false;
  else if (!strcmp(key, "no_bar"))
    t->doc.scale_bar = false;
  else if (!strcmp(key, "locator"))
    t->doc.locator = true;
  else if (!strcmp(key, "unit"))
    t->doc.unit = strcmp(value, "nm") ? CT_MI : CT_NM;
  else if (!strcmp(key, "and_unit"))
    t->doc.two_units = true, t->doc.unit2 = strcmp(value, "nm") ? CT_MI : CT_NM;
  else if (!strcmp(key, "bar_at"))
    t->view.bar_at = true, t->view.bar_lat = x;
  else if (!strcmp(key, "asked_at"))
    t->view.bar_at = t->doc.has_scale_lat = true, t->view.bar_lat = x;
  else if (!strcmp(key, "bar_scale"))
    t->view.bar_scale = x;
  else if (!strcmp(key, "turns"))
    t->view.north_most_deg = x / 2, t->view.north_least_deg = -x / 2;
  else if (!strcmp(key, "arrow"))
    t->doc.north = strcmp(value, "always") ? CT_NORTH_NEVER : CT_NORTH_ALWAYS;
  else if (!strcmp(key, "graticule"))
    t->doc.graticule.on = true;
  else
    fail_msg("page.test: unknown word '%s'", key);
}

static void plain_spaces(struct ct_str *out, const char *s) {
  for (; *s; s++) {
    if (!strncmp(s, "\u2009", 3) || !strncmp(s, "\u2002", 3)) {
      ct_str_add(out, " ");
      s += 2;
    } else if (!strncmp(s, "\u00a0", 2)) {
      if (!out->n || out->v[out->n - 1] != ' ') ct_str_add(out, " ");
      s++;
    } else {
      ct_str_add_n(out, s, 1);
    }
  }
}

static void add_words(const struct ct_op *group, struct ct_str *out) {
  for (const struct ct_op *op = group->group.first; op; op = op->next) {
    if (op->kind == CT_OP_GROUP) add_words(op, out);
    if (op->kind != CT_OP_TEXT) continue;
    if (out->n) ct_str_add(out, " | ");
    plain_spaces(out, ct_run_text(op->text.run));
  }
}

static void check_words(const struct ct_op *root, const char *expected, int line) {
  for (const struct ct_op *g = root->group.first; g; g = g->next) {
    size_t n = strlen(g->group.name);
    if (strncmp(expected, g->group.name, n) != 0 || expected[n] != ' ') continue;
    struct ct_str got = {.arena = &arena};
    add_words(g, &got);
    if (strcmp(ct_str_text(&got), expected + n + 1) != 0)
      fail_msg("page.test:%d: %s: '%s'\n  expected '%s'", line, g->group.name, ct_str_text(&got),
               expected + n + 1);
    return;
  }
  fail_msg("page.test:%d: no group for '%s'", line, expected);
}

static void run_case(struct test_case *t) {
  struct ct_page_theme theme = {.ink = {0, 0, 0, 1}};
  struct ct_page *page;
  struct ct_err err = {0};
  t->doc.sources = t->sources.v;
  t->doc.nsources = t->sources.n;
  t->doc.edition.changes = t->changes.v;
  t->doc.edition.nchanges = t->changes.n;
  if (!ct_page_layout(&t->doc, &theme, text, &arena, &page, &err))
    fail_msg("page.test:%d: %s", t->line, err.message);
  t->view.frame = ct_page_frame(page);
  struct ct_legend legend = {t->legend.n, t->legend.v};
  assert_true(ct_page_place(page, &t->view, &legend, NULL, 0, &arena, &err));
  struct ct_scene scene;
  ct_scene_init(&scene, t->doc.page.w_pt, t->doc.page.h_pt);
  struct ct_page_locator_map locator = {0};
  assert_true(ct_page_compose(page, &t->view, &locator, &arena, &scene.root, &err));
  struct ct_str groups = {.arena = &arena};
  for (const struct ct_op *g = scene.root.group.first; g; g = g->next)
    ct_str_addf(&groups, "%s%s", groups.n ? " " : "", g->group.name);
  if (strcmp(ct_str_text(&groups), t->groups) != 0)
    fail_msg("page.test:%d: groups '%s'\n  expected '%s'", t->line, ct_str_text(&groups), t->groups);
  for (size_t i = 0; i < t->words.n; i++) check_words(&scene.root, t->words.v[i], t->line);
}

static void begin(struct test_case *t, int line) {
  *t = (struct test_case){.line = line};
  t->doc.scale_bar = t->doc.legend = true;
  t->view = (struct ct_view){.crs_auto = true, .scale_variation = 1.01, .west = 124, .east = 131};
}

static void cases(void **state) {
  (void)state;
  FILE *f = fopen("tests/stage/page.test", "r");
  assert_non_null(f);
  struct test_case t;
  char buf[1024];
  int line = 0, ran = 0;
  bool open = false;
  while (fgets(buf, sizeof buf, f) || open) {
    line++;
    bool end = feof(f);
    size_t n = end ? 0 : strcspn(buf, "\n");
    if (!end && buf[0] == '#') continue;
    if (n == 0) {
      if (open) run_case(&t);
      ran += open;
      open = false;
      if (end) break;
      continue;
    }
    if (!open) begin(&t, line);
    open = true;
    char *key = ct_arena_strndup(&arena, buf, n), *value = strchr(key, ' ');
    if (t.groups) {
      ct_vec_push(&arena, &t.words, key);
      continue;
    }
    if (value) *value++ = 0;
    if (!strcmp(key, "groups"))
      t.groups = value ? value : "";
    else
      set(&t, key, value ? value : key + strlen(key));
  }
  fclose(f);
  assert_true(ran >= 12);
}

static int setup(void **state) {
  (void)state;
  static struct ct_diags diags;
  struct ct_err err = {0};
  return ct_text_new("styles/fonts", &diags, &text, &err) ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  ct_text_free(text);
  ct_arena_release(&arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases)};
  return cmocka_run_group_tests(tests, setup, teardown);
}

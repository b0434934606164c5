// SPDX-License-Identifier: MIT
// Tests of legend scales: circles of round sizes, bars of colours, rings, and classes that are not in the frame.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "cartouche.h"
#include "model/item.h"
#include "model/page.h"
#include "model/table.h"
#include "style/legend.h"

enum { MOST = 16 };

struct made {
  struct ct_arena a;
  struct ct_column column;
  struct ct_table table;
  uint32_t feature[MOST], style[MOST];
  struct ct_items items;
  struct ct_legend legend;
};

static const struct ct_value *json(struct ct_arena *a, const char *text) {
  const struct ct_value *v;
  struct ct_err err = {0};
  if (!ct_value_parse(a, text, strlen(text), "t", CT_SYNTAX_JSON, &v, &err)) fail_msg("%s", err.message);
  return v;
}

static void build(struct made *m, const struct ct_legend_layer *layer, const struct ct_legend_request *more) {
  struct ct_legend_request q = more ? *more : (struct ct_legend_request){0};
  q.n = 1;
  q.layers = layer;
  q.zoom = 5;
  ct_legend_build(&q, &m->a, &m->legend);
}

static void make_sized(struct made *m, const double *values, size_t n, double max_px,
                       const struct ct_circle_style *styles, size_t nstyles) {
  *m = (struct made){0};
  double most = 0;
  for (size_t i = 0; i < n; i++) {
    m->feature[i] = (uint32_t)i;
    m->style[i] = (uint32_t)(i % nstyles);
    most = fmax(most, values[i]);
  }
  m->column = (struct ct_column){.name = "v", .type = CT_COLUMN_NUMBER, .number = (double *)values};
  m->table = (struct ct_table){.n = n, .ncolumns = 1, .columns = &m->column};
  const char *meta = ct_arena_printf(&m->a,
                                     "{\"cartouche:legend\": {\"data\": \"d\", \"size_column\": \"v\","
                                     " \"size_max\": %g, \"size_max_px\": %g, \"size_min_px\": 4,"
                                     " \"size_label\": \"Yield\"}}",
                                     most, max_px);
  m->items = (struct ct_items){.layer_id = "l",
                               .type = CT_LAYER_CIRCLE,
                               .metadata = json(&m->a, meta),
                               .table = &m->table,
                               .n = n,
                               .feature = m->feature,
                               .style = m->style,
                               .nstyles = nstyles,
                               .styles = {.circle = styles}};
  build(m, &(struct ct_legend_layer){&m->items, NAN, NAN}, NULL);
}

static const char *labels(struct made *m) {
  struct ct_str s = {.arena = &m->a};
  const struct ct_legend_scale *scale = m->legend.n ? m->legend.v[0].scale : NULL;
  for (size_t i = 0; scale && i < scale->n; i++) ct_str_addf(&s, "%s%s", i ? " " : "", scale->label[i]);
  return ct_str_text(&s);
}

// Values are round, none is above what is drawn, and radii are those of the map.
static void test_sizes_are_round_and_true(void **state) {
  (void)state;
  static const struct ct_circle_style one = {.color = {1, 0, 0, 1}};
  static const struct {
    double values[6];
    size_t n;
    const char *labels;
  } cases[] = {{{1, 3, 17, 2}, 4, "15 5 1"},
               {{0.4, 12.5, 3}, 3, "10 2 1"},
               {{9, 8, 7}, 3, "8 5"},
               {{5, 5}, 2, "5"},
               {{250, 20, 100}, 3, "250 100 20"},
               {{1, 2}, 2, "2 1"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct made m;
    make_sized(&m, cases[i].values, cases[i].n, 40, &one, 1);
    assert_int_equal(m.legend.n, 1);
    assert_int_equal(m.legend.v[0].kind, CT_KEY_SIZES);
    assert_string_equal(m.legend.v[0].heading, "Yield");
    assert_string_equal(labels(&m), cases[i].labels);
    double most = 0, value;
    for (size_t k = 0; k < cases[i].n; k++) most = fmax(most, cases[i].values[k]);
    for (size_t k = 0; k < m.legend.v[0].scale->n; k++) {
      assert_true(ct_parse_number(m.legend.v[0].scale->label[k], &value) && value <= most);
      assert_true(fabs(m.legend.v[0].scale->at[k] - 20 * sqrt(value / most) * 0.75) < 1e-9);
    }
    ct_arena_release(&m.a);
  }
}

static void test_sizes_of_classes_have_no_class_colour(void **state) {
  (void)state;
  static const struct ct_circle_style two[] = {{.color = {1, 0, 0, 1}}, {.color = {0, 0, 1, 1}}};
  struct made m;
  make_sized(&m, (double[]){4, 9}, 2, 40, two, 2);
  const struct ct_color c = m.legend.v[0].style.circle->color;
  assert_true(c.r == c.g && c.g == c.b);
  ct_arena_release(&m.a);
}

static void test_nothing_drawn_no_sizes(void **state) {
  (void)state;
  static const struct ct_circle_style one = {.color = {1, 0, 0, 1}};
  struct made m;
  make_sized(&m, (double[]){0, -3}, 2, 40, &one, 1);
  assert_int_equal(m.legend.n, 0);
  ct_arena_release(&m.a);
}

// A ramp is cut to the heights that are shown; its labels are round and lie where their values do.
static void test_relief_bar(void **state) {
  (void)state;
  struct made m = {0};
  static const double at[] = {-1000, 0, 4000};
  static const struct ct_color color[] = {{0, 0, 1, 1}, {0, 1, 0, 1}, {1, 0, 0, 1}};
  static const struct ct_ramp ramp = {3, at, color};
  static const struct ct_relief_style style = {.opacity = 0.5f};
  m.items = (struct ct_items){.type = CT_LAYER_COLOR_RELIEF,
                              .metadata = json(&m.a, "{\"cartouche:legend\": {\"label\": \"Height (m)\"}}"),
                              .ramp = &ramp,
                              .nstyles = 1,
                              .styles = {.relief = &style}};
  build(&m, &(struct ct_legend_layer){&m.items, 0, 2000}, NULL);
  assert_int_equal(m.legend.n, 1);
  assert_int_equal(m.legend.v[0].kind, CT_KEY_RAMP);
  assert_string_equal(m.legend.v[0].heading, "Height (m)");
  assert_string_equal(labels(&m), "0 500 1000 1500 2000");
  const struct ct_legend_scale *s = m.legend.v[0].scale;
  assert_true(s->at[0] == 0 && fabs(s->at[2] - 0.5) < 1e-9 && s->at[4] == 1);
  const struct ct_gradient *g = s->colors;
  assert_true(g->at[0] == 0 && g->at[g->n - 1] == 1);
  const struct ct_color last = g->color[g->n - 1];
  assert_true(fabs(last.r - 0.5) < 1e-5 && fabs(last.g - 0.5) < 1e-5 && fabs(last.a - 0.5) < 1e-5);
  build(&m, &(struct ct_legend_layer){&m.items, NAN, NAN}, NULL);
  assert_string_equal(labels(&m), "0 2000 4000");
  ct_arena_release(&m.a);
}

static void test_rings(void **state) {
  (void)state;
  struct made m = {0};
  static const struct ct_line_style two[] = {{.color = {1, 0, 0, 1}, .width = 1},
                                             {.color = {0, 0, 1, 1}, .width = 1}};
  m.table = (struct ct_table){.n = 2};
  m.feature[1] = m.style[1] = 1;
  m.items = (struct ct_items){
      .type = CT_LAYER_LINE,
      .metadata =
          json(&m.a, "{\"cartouche:legend\": {\"data\": \"d\", \"label\": \"R\", \"kind\": \"ring\"}}"),
      .table = &m.table,
      .n = 2,
      .feature = m.feature,
      .style = m.style,
      .nstyles = 2,
      .styles = {.line = two}};
  build(&m, &(struct ct_legend_layer){&m.items, NAN, NAN}, NULL);
  assert_int_equal(m.legend.n, 1);
  assert_int_equal(m.legend.v[0].kind, CT_KEY_RING);
  assert_int_equal(m.legend.v[0].count, 2);
  assert_true(m.legend.v[0].style.line->color.r == m.legend.v[0].style.line->color.b);
  ct_arena_release(&m.a);
}

static const struct ct_items *absent(void *user, size_t layer, const char *value) {
  assert_int_equal(layer, 0);
  return strcmp(value, "never") == 0 ? NULL : user;
}

// Without `absent` only what is drawn; with it all classes, in their order, the others counted 0.
static void test_all_classes(void **state) {
  (void)state;
  struct made m = {0};
  static const char *kinds[] = {"b"};
  static const struct ct_symbol_style styles[] = {{.has_icon = true, .icon = "b"},
                                                  {.has_icon = true, .icon = "a"}};
  static const uint32_t other[] = {1};
  m.column = (struct ct_column){.name = "k", .type = CT_COLUMN_STRING, .string = kinds};
  m.table = (struct ct_table){.n = 1, .ncolumns = 1, .columns = &m.column};
  m.items = (struct ct_items){
      .type = CT_LAYER_SYMBOL,
      .metadata = json(&m.a,
                       "{\"cartouche:legend\": {\"data\": \"d\", \"column\": \"k\", \"values\":"
                       " {\"a\": \"A\", \"b\": \"B\", \"never\": \"N\"}}}"),
      .table = &m.table,
      .n = 1,
      .feature = m.feature,
      .nstyles = 2,
      .styles = {.symbol = styles}};
  struct ct_items found = m.items;
  found.style = other;
  build(&m, &(struct ct_legend_layer){&m.items, NAN, NAN}, NULL);
  assert_int_equal(m.legend.n, 1);
  build(&m, &(struct ct_legend_layer){&m.items, NAN, NAN},
        &(struct ct_legend_request){.absent = absent, .user = &found, .counts = true});
  assert_int_equal(m.legend.n, 2);
  assert_string_equal(m.legend.v[0].label, "A");
  assert_int_equal(m.legend.v[0].count, 0);
  assert_string_equal(m.legend.v[0].style.symbol->icon, "a");
  assert_string_equal(m.legend.v[1].label, "B");
  assert_int_equal(m.legend.v[1].count, 1);
  ct_arena_release(&m.a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_sizes_are_round_and_true),
                                     cmocka_unit_test(test_sizes_of_classes_have_no_class_colour),
                                     cmocka_unit_test(test_nothing_drawn_no_sizes),
                                     cmocka_unit_test(test_relief_bar),
                                     cmocka_unit_test(test_rings),
                                     cmocka_unit_test(test_all_classes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Bench: 1,000,000 features through a style with a match and an interpolation: CPU seconds, median of several runs.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "expr/expr.h"
#include "expr/spec.h"
#include "model/diag.h"
#include "model/table.h"
#include "style/style.h"

enum { ROWS = 1000000, RUNS = 7, LABELS = 8 };

static const char color_text[] =
    "[\"match\",[\"get\",\"kind\"],\"launch\",\"#d7301f\",\"test\",\"#7a0177\",\"transfer\",\"#2166ac\","
    "\"cyber\","
    "\"#1a9850\",\"port\",\"#ff7f00\",\"mine\",\"#a65628\",\"depot\",\"#f781bf\",\"site\",\"#999999\",\"#"
    "000000\"]";
static const char radius_text[] = "[\"interpolate\",[\"linear\"],[\"get\",\"size\"],0,2,10,4,100,8,1000,16]";

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

// Texts are pointers of their own unless `shared`, as readers share equal ones of a column.
static struct ct_table make_table(struct ct_arena *a, bool shared) {
  static const char *const kinds[] = {"launch", "test",  "transfer", "cyber", "port",
                                      "mine",   "depot", "site",     "other"};
  const char **kind = CT_NEW_N(a, const char *, ROWS);
  double *size = CT_NEW_N(a, double, ROWS), *lonlat = CT_NEW_N(a, double, 2 * ROWS);
  uint32_t state = 7;
  for (size_t i = 0; i < ROWS; i++) {
    const char *k = kinds[next_random(&state) % (LABELS + 1)];
    kind[i] = shared ? k : ct_arena_strdup(a, k);
    size[i] = next_random(&state) % 1100000 / 1000.0;
  }
  struct ct_column *columns = CT_NEW_N(a, struct ct_column, 2);
  columns[0] = (struct ct_column){.name = "kind", .type = CT_COLUMN_STRING, .string = kind};
  columns[1] = (struct ct_column){.name = "size", .type = CT_COLUMN_NUMBER, .number = size};
  return (struct ct_table){
      .name = "t", .n = ROWS, .ncolumns = 2, .columns = columns, .geoms = {.lonlat = lonlat}};
}

static const struct ct_value *parse(struct ct_arena *a, const char *text) {
  const struct ct_value *v = NULL;
  struct ct_err err = {0};
  if (!ct_value_parse(a, text, strlen(text), "bench", CT_SYNTAX_JSON, &v, &err)) {
    fprintf(stderr, "bench_eval: %s\n", err.message);
    exit(1);
  }
  return v;
}

static void compile(struct ct_arena *a, const char *text, enum ct_spec_type type, struct ct_expr *out) {
  const struct ct_spec spec = {
      .type = type, .zoom = true, .interpolated = true, .property_type = CT_PROPERTY_DATA_DRIVEN};
  struct ct_expr_errors errors = {0};
  if (ct_expr_compile_property(parse(a, text), &spec, a, out, &errors)) return;
  fprintf(stderr, "bench_eval: %s\n", errors.v[0].message);
  exit(1);
}

// Both expressions, bound once, for every row.
static double evaluate(const struct ct_table *t) {
  struct ct_arena a = {0};
  struct ct_expr color, radius;
  struct ct_val c, r;
  double sum = 0, start;
  compile(&a, color_text, CT_SPEC_COLOR, &color);
  compile(&a, radius_text, CT_SPEC_NUMBER, &radius);
  start = seconds();
  struct ct_eval ev = {.arena = &a, .has_globals = true, .zoom = 5, .table = t, .quiet = true};
  ct_expr_bind(&color, t, &ev, &a, &color);
  ct_expr_bind(&radius, t, &ev, &a, &radius);
  for (ev.row = 0; ev.row < t->n; ev.row++)
    if (ct_expr_eval(&color, &ev, &c) && ct_expr_eval(&radius, &ev, &r)) sum += c.u.color.r + r.u.number;
  double took = seconds() - start;
  ct_arena_release(&a);
  return sum > 0 ? took : -1;
}

// The whole stage: evaluated, checked, and made into shared styles.
static double resolve(const struct ct_table *t) {
  struct ct_arena a = {0};
  struct ct_diags diags = {0};
  struct ct_err err = {0};
  struct ct_style *s;
  struct ct_items items;
  struct ct_rows rows = {.all = true, .n = t->n};
  const char *text = ct_arena_printf(
      &a,
      "{\"version\":8,\"sources\":{\"s\":{\"type\":\"geojson\",\"data\":\"x\"}},\"layers\":[{\"id\":\"c\","
      "\"type\":\"circle\",\"source\":\"s\",\"paint\":{\"circle-color\":%s,\"circle-radius\":%s}}]}",
      color_text, radius_text);
  if (!ct_style_compile(parse(&a, text), "bench", &a, &diags, &s, &err)) return -1;
  double start = seconds();
  bool ok = ct_style_resolve(s, 0, t, &rows, 5, &a, &diags, &items, &err);
  double took = seconds() - start;
  ok = ok && items.n == t->n;
  ct_arena_release(&a);
  return ok ? took : -1;
}

static int by_value(const void *x, const void *y) {
  double p = *(const double *)x, q = *(const double *)y;
  return p < q ? -1 : p > q;
}

static bool report(const char *name, double (*measure)(const struct ct_table *), const struct ct_table *t) {
  double took[RUNS];
  for (int i = 0; i < RUNS; i++) took[i] = measure(t);
  qsort(took, RUNS, sizeof *took, by_value);
  if (took[0] < 0) return false;
  printf("%-52s %.3f s CPU\n", name, took[RUNS / 2]);
  return true;
}

int main(void) {
  struct ct_arena a = {0};
  struct ct_table shared = make_table(&a, true), own = make_table(&a, false);
  bool ok = report("1M features, match + interpolate, evaluation", evaluate, &shared) &&
            report("1M features, the same, every text its own", evaluate, &own) &&
            report("1M features, match + interpolate, to shared styles", resolve, &shared);
  ct_arena_release(&a);
  return ok ? 0 : 1;
}

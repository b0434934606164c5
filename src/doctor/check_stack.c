// SPDX-License-Identifier: MIT
// Check stack: one point under many names, and rows that stand twice.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "doctor/exam.h"
#include "doctor/fold.h"
#include "model/diag.h"
#include "model/table.h"

struct stack {
  uint32_t group, rows, names;
};

struct work {
  struct ct_exam *x;
  struct ct_exam_table *et;
  struct ct_arena a;
  struct ct_exam_groups g;
  ct_vec(struct stack) stacks;
};

static uint64_t point_hash(const struct ct_table *t, size_t i) {
  double p[2];
  if (!ct_exam_point(t, i, &p[0], &p[1])) return 0;
  uint64_t v[2];
  p[0] += 0.0;  // -0 becomes 0
  p[1] += 0.0;
  memcpy(v, p, sizeof v);
  uint64_t h = (v[0] * 0x9E3779B97F4A7C15u) ^ (v[1] + 0x7F4A7C15u + (v[0] >> 31));
  h = (h ^ h >> 32) * 0xD6E8FEB86659FD93u;
  return h ? h : 1;
}

// Do all rows of the group say the same in the column?
static bool constant(const struct work *w, uint32_t group, int column) {
  char buf[32], first[CT_FOLD_SIZE], folded[CT_FOLD_SIZE];
  if (column < 0) return false;
  const char *s = ct_table_text(w->et->t, column, w->g.first[group], buf);
  if (!s || !ct_fold(s, first)) return false;
  for (uint32_t i = w->g.next[w->g.first[group]]; i != CT_EXAM_END; i = w->g.next[i]) {
    s = ct_table_text(w->et->t, column, i, buf);
    if (!s || !ct_fold(s, folded) || strcmp(first, folded) != 0) return false;
  }
  return true;
}

// Several days at one place are events there.
static bool events(const struct work *w, uint32_t group) {
  char buf[32];
  int column = w->et->roles.date;
  if (column < 0 || constant(w, group, column)) return false;
  return ct_table_text(w->et->t, column, w->g.first[group], buf) != NULL;
}

// Distinct names, and whether all begin alike ("Alpha unit 1", "Alpha unit 2": parts of one thing).
static uint32_t count_names(struct work *w, uint32_t group, bool *alike) {
  struct ct_map names = {.arena = &w->a}, starts = {.arena = &w->a};
  char buf[32], folded[CT_FOLD_SIZE];
  for (uint32_t i = w->g.first[group]; i != CT_EXAM_END; i = w->g.next[i]) {
    const char *s = ct_exam_name(w->et, i, buf);
    size_t n = s ? ct_fold(s, folded) : 0;
    if (!n) continue;
    ct_map_add(&names, folded, n, 0, NULL);
    ct_map_add(&starts, folded, strcspn(folded, " 0123456789"), 0, NULL);
  }
  *alike = starts.n < 2;
  return (uint32_t)names.n;
}

static int largest_first(const void *a, const void *b) {
  const struct stack *x = a, *y = b;
  if (x->names != y->names) return x->names < y->names ? 1 : -1;
  return x->group < y->group ? -1 : x->group > y->group;
}

static void say_stack(struct work *w, const struct stack *s) {
  enum { SHOWN = 5 };
  struct ct_str names = {.arena = &w->a};
  uint32_t *rows = CT_NEW_N(&w->a, uint32_t, s->rows), n = 0, shown = 0;
  char buf[32], published[96];
  for (uint32_t i = w->g.first[s->group]; i != CT_EXAM_END; i = w->g.next[i]) {
    const char *name = ct_exam_name(w->et, i, buf);
    rows[n++] = i;
    if (name && shown < SHOWN) ct_str_addf(&names, "%s'%.60s'", shown++ ? ", " : "", name);
  }
  uint32_t first = w->g.first[s->group];
  struct ct_exam_finding d = {"CT-D142",
                              s->names < 5 ? CT_NOTE : CT_WARNING,
                              w->et->t,
                              first,
                              w->et->roles.lat,
                              ct_exam_published(w->et->t, first, published),
                              "one position for several places is often a stand-in, such as a town's"};
  ct_exam_say_of(w->x, &d, rows, n, "%u names at one point: %s%s (rows %s)", s->names, ct_str_text(&names),
                 s->rows > SHOWN ? " ..." : "", ct_exam_rows(w->x, w->et->t, rows, n));
}

static uint64_t row_hash(const struct ct_table *t, size_t i, int without) {
  uint64_t h = 0;
  char buf[32];
  for (size_t k = 0; k < t->ncolumns; k++) {
    const char *s = (int)k == without ? "" : ct_table_text(t, (int)k, i, buf);
    h = s ? ct_hash(s, strlen(s) + 1, h) : ct_hash("\1", 1, h);
  }
  return h;
}

static bool same_rows(const struct ct_table *t, uint32_t a, uint32_t b) {
  char x[32], y[32];
  for (size_t k = 0; k < t->ncolumns; k++) {
    const char *s = ct_table_text(t, (int)k, a, x), *u = ct_table_text(t, (int)k, b, y);
    if (!s != !u || (s && strcmp(s, u) != 0)) return false;
  }
  return true;
}

// Whole rows that stand twice; each is told of the first like it.
static void duplicates(struct work *w, uint32_t group) {
  struct ct_map seen = {.arena = &w->a};
  for (uint32_t i = w->g.first[group]; i != CT_EXAM_END; i = w->g.next[i]) {
    uint64_t h = row_hash(w->et->t, i, -1);
    bool added;
    struct ct_map_entry *e = ct_map_add(&seen, &h, sizeof h, i, &added);
    if (added || !same_rows(w->et->t, (uint32_t)e->value, i)) continue;
    struct ct_exam_finding d = {"CT-D143", CT_NOTE, w->et->t, i, -1, NULL, "keep one of the rows"};
    ct_exam_say(w->x, &d, "the row is equal to row %ld in every cell", ct_exam_row(w->et->t, e->value));
  }
}

static void examine_group(struct work *w, uint32_t group) {
  const struct ct_exam_roles *r = &w->et->roles;
  bool alike;
  if (w->et->t->ncolumns > 2) duplicates(w, group);
  if (r->name < 0 || (r->site != r->name && constant(w, group, r->site)) || events(w, group)) return;
  uint32_t names = count_names(w, group, &alike);
  if (names < 2 || (alike && names < 5)) return;
  ct_vec_push(&w->a, &w->stacks, (struct stack){group, w->g.count[group], names});
}

void ct_exam_stacks(struct ct_exam *x, struct ct_exam_table *et) {
  struct work w = {.x = x, .et = et, .a = {.oom = x->a->oom}};
  if (ct_exam_afloat(et)) return;
  uint64_t *hash = CT_NEW_N(&w.a, uint64_t, et->t->n);
  for (size_t i = 0; i < et->t->n; i++) hash[i] = point_hash(et->t, i);
  ct_exam_group(&w.a, hash, et->t->n, &w.g);
  for (uint32_t k = 0; k < w.g.n; k++)
    if (w.g.count[k] > 1) examine_group(&w, k);
  if (w.stacks.n > 1) qsort(w.stacks.v, w.stacks.n, sizeof *w.stacks.v, largest_first);
  for (size_t k = 0; k < w.stacks.n; k++) say_stack(&w, &w.stacks.v[k]);
  ct_arena_release(&w.a);
}

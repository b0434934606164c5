// SPDX-License-Identifier: MIT
// Check apart: one name at places far apart, in two sources of a table or in two tables.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "doctor/doctor.h"
#include "doctor/exam.h"
#include "doctor/fold.h"
#include "doctor/measure.h"
#include "model/diag.h"
#include "model/table.h"

enum { MAX_GROUP = 24 };  // a name that stands so often is no name of one place

struct place {
  const struct ct_exam_table *et;
  uint32_t i;
  double lon, lat, precision_m;
};

static bool take(const struct ct_exam_table *et, size_t i, struct place *p) {
  *p = (struct place){et, (uint32_t)i, 0, 0, ct_exam_precision_m(et->t, i)};
  return ct_exam_point(et->t, i, &p->lon, &p->lat);
}

static double apart(const struct place *a, const struct place *b) {
  return ct_measure_m(a->lon, a->lat, b->lon, b->lat);
}

// Two places of one thing may differ by what the more precise one states; that the other was marked as vague
// because of the difference is no excuse.
static bool too_far(const struct place *a, const struct place *b, double m) {
  return m > fmax(1000, fmin(a->precision_m, b->precision_m));
}

static const char *cell(const struct ct_exam_table *et, int column, size_t i, char buf[32]) {
  const char *s = ct_table_text(et->t, column, i, buf);
  return s && *s ? s : NULL;
}

static bool same_cell(const struct place *a, const struct place *b, int column_a, int column_b) {
  char x[32], y[32];
  const char *s = cell(a->et, column_a, a->i, x), *t = cell(b->et, column_b, b->i, y);
  return s && t && strcmp(s, t) == 0;
}

static bool differ(const struct place *a, const struct place *b, int column_a, int column_b) {
  char x[32], y[32];
  const char *s = cell(a->et, column_a, a->i, x), *t = cell(b->et, column_b, b->i, y);
  return s && t && strcmp(s, t) != 0;
}

static const char *called(const struct place *p, const char *otherwise, char buf[32]) {
  const char *s = ct_exam_name(p->et, p->i, buf);
  return s ? s : otherwise;
}

// The member farthest from the others together is the one to doubt; of two, the later.
static size_t farthest(const struct place *v, size_t n, size_t *from, double *m) {
  double sum[MAX_GROUP] = {0}, best = -1;
  size_t odd = 0;
  for (size_t a = 0; a < n; a++)
    for (size_t b = 0; b < a; b++) {
      double d = apart(&v[a], &v[b]);
      sum[a] += d;
      sum[b] += d;
    }
  for (size_t a = 0; a < n; a++)
    if (sum[a] >= sum[odd]) odd = a;
  for (size_t b = 0; b < n; b++) {
    double d = b == odd ? -1 : apart(&v[odd], &v[b]);
    if (d > best && (best < 0 || !too_far(&v[odd], &v[*from], best) || too_far(&v[odd], &v[b], d))) {
      best = d;
      *from = b;
    }
  }
  *m = best;
  return odd;
}

static void say(struct ct_exam *x, const struct place *p, const struct place *from, double m,
                const char *code) {
  char far[32], buf[32], buf2[32], published[96], other[96], suggestion[512], stated[64] = "", more[32];
  const struct ct_exam_roles *r = &from->et->roles;
  const char *source = cell(from->et, r->source, from->i, buf2);
  double sum = p->precision_m + from->precision_m;
  if (m <= sum)
    snprintf(stated, sizeof stated, " (stated precision %s)",
             ct_measure_say(fmax(p->precision_m, from->precision_m), more));
  snprintf(suggestion, sizeof suggestion, "compare with %.80s%s%.150s",
           ct_exam_published(from->et->t, from->i, other), source ? " from " : "", source ? source : "");
  struct ct_exam_finding d = {code,
                              code[6] == '0' ? CT_WARNING : CT_NOTE,
                              p->et->t,
                              p->i,
                              p->et->roles.lat,
                              ct_exam_published(p->et->t, p->i, published),
                              suggestion};
  const char *file = from->et == p->et ? "" : from->et->t->file ? from->et->t->file : from->et->t->name;
  ct_exam_say(x, &d, "'%.120s' lies %s from where row %ld%s%.200s has it%s", called(p, "the same thing", buf),
              ct_measure_say(m, far), ct_exam_row(from->et->t, from->i), *file ? " of " : "", file, stated);
}

// ---- Within a table

static size_t members(const struct ct_exam_table *et, const struct ct_exam_groups *g, size_t k,
                      struct place *v) {
  size_t n = 0;
  for (uint32_t i = g->first[k]; i != CT_EXAM_END && n < MAX_GROUP; i = g->next[i])
    if (take(et, i, &v[n])) n++;
  return n;
}

// Rows of different days are events, which may be anywhere.
static bool comparable(const struct place *a, const struct place *b) {
  const struct ct_exam_roles *r = &a->et->roles;
  return !differ(a, b, r->date, r->date) && !differ(a, b, r->country, r->country) &&
         !differ(a, b, r->province, r->province);
}

static void group_of_sources(struct ct_exam *x, const struct ct_exam_table *et, const struct place *v,
                             size_t n) {
  size_t from = 0;
  double m;
  const struct place *odd = &v[farthest(v, n, &from, &m)];
  if (!too_far(odd, &v[from], m) || !comparable(odd, &v[from])) return;
  bool sources = differ(odd, &v[from], et->roles.source, et->roles.source);
  bool ids = same_cell(odd, &v[from], et->roles.id, et->roles.id);
  char buf[32];
  const char *name = called(odd, NULL, buf);
  if (sources || ids)
    say(x, odd, &v[from], m, "CT-D140");
  else if (n == 2 && name && strchr(name, ' ') &&
           same_cell(odd, &v[from], et->roles.province, et->roles.province))
    say(x, odd, &v[from], m, "CT-D141");
}

static uint64_t key_of(const struct ct_exam_table *et, int column, size_t i) {
  char buf[32];
  const char *s = ct_table_text(et->t, column, i, buf);
  return s ? ct_fold_hash(s) : 0;
}

static void groups_by(struct ct_exam *x, struct ct_exam_table *et, int column, bool is_id) {
  const struct ct_table *t = et->t;
  struct ct_arena a = {.oom = x->a->oom};
  uint64_t *hash = CT_NEW_N(&a, uint64_t, t->n);
  struct ct_exam_groups g;
  size_t repeated = 0;
  for (size_t i = 0; i < t->n; i++) hash[i] = key_of(et, column, i);
  ct_exam_group(&a, hash, t->n, &g);
  for (size_t k = 0; k < g.n; k++) repeated += g.count[k] > 1;
  // Ids that hardly ever repeat are ids of rows: those that do are another check's.
  bool few = is_id ? repeated * 20 < g.n : false;
  for (size_t k = 0; k < g.n && !few; k++) {
    struct place v[MAX_GROUP];
    if (g.count[k] < 2 || g.count[k] > MAX_GROUP) continue;
    size_t n = members(et, &g, k, v);
    if (n > 1) group_of_sources(x, et, v, n);
  }
  ct_arena_release(&a);
}

void ct_exam_sources(struct ct_exam *x, struct ct_exam_table *et) {
  const struct ct_exam_roles *r = &et->roles;
  if (ct_exam_afloat(et)) return;
  bool by_id = r->id >= 0 && r->source >= 0;
  if (by_id) groups_by(x, et, r->id, true);
  if (!by_id && r->name >= 0 && (r->source >= 0 || r->province >= 0)) groups_by(x, et, r->name, false);
}

// ---- In two tables

// Names that stand once in a table (or often, but at one place) by hash: row + 1.
static void index_names(struct ct_exam *x, const struct ct_exam_table *et, int column, struct ct_map *map) {
  struct place first, p;
  map->arena = &x->scratch;
  for (size_t i = 0; i < et->t->n; i++) {
    uint64_t h = key_of(et, column, i);
    bool added;
    if (!h || !take(et, i, &p)) continue;
    struct ct_map_entry *e = ct_map_add(map, &h, sizeof h, i + 1, &added);
    if (added || !e->value) continue;
    take(et, e->value - 1, &first);
    if (apart(&first, &p) > 1000) e->value = 0;
  }
}

static void compare(struct ct_exam *x, const struct ct_exam_table *a, const struct ct_exam_table *b, int ca,
                    int cb) {
  struct ct_map in_a = {0}, in_b = {0};
  index_names(x, a, ca, &in_a);
  index_names(x, b, cb, &in_b);
  for (size_t k = 0; k < in_b.n; k++) {
    const struct ct_map_entry *e = ct_map_find(&in_a, in_b.entries[k].key, sizeof(uint64_t));
    struct place p, from;
    if (!e || !e->value || !in_b.entries[k].value) continue;
    take(b, in_b.entries[k].value - 1, &p);
    take(a, e->value - 1, &from);
    double m = apart(&p, &from);
    if (!too_far(&p, &from, m) || differ(&p, &from, b->roles.country, a->roles.country)) continue;
    if (differ(&p, &from, b->roles.date, a->roles.date)) continue;
    say(x, &p, &from, m, "CT-D140");
  }
}

// Ids are comparable when they have one header and at least a quarter of them are in both.
static bool share_ids(struct ct_exam *x, const struct ct_exam_table *a, const struct ct_exam_table *b) {
  if (a->roles.id < 0 || b->roles.id < 0 || a->t->columns[a->roles.id].type != CT_COLUMN_STRING) return false;
  if (!ct_same_nocase(a->t->columns[a->roles.id].name, b->t->columns[b->roles.id].name)) return false;
  struct ct_map map = {0};
  size_t shared = 0;
  index_names(x, a, a->roles.id, &map);
  for (size_t i = 0; i < b->t->n; i++) {
    uint64_t h = key_of(b, b->roles.id, i);
    shared += h && ct_map_find(&map, &h, sizeof h);
  }
  return shared * 4 >= b->t->n || shared * 4 >= a->t->n;
}

void ct_exam_tables(struct ct_exam *x) {
  for (size_t i = 0; i < x->ntables; i++)
    for (size_t j = i + 1; j < x->ntables; j++) {
      const struct ct_exam_table *a = &x->tables[i], *b = &x->tables[j];
      if (ct_exam_afloat(a) || ct_exam_afloat(b)) continue;
      if (share_ids(x, a, b))
        compare(x, a, b, a->roles.id, b->roles.id);
      else if (a->roles.name >= 0 && b->roles.name >= 0)
        compare(x, a, b, a->roles.name, b->roles.name);
    }
}

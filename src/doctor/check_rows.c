// SPDX-License-Identifier: MIT
// Check rows: unplaced names, duplicated ids, texts that say another position, coarseness for the map's scale.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "coord/coord.h"
#include "doctor/doctor.h"
#include "doctor/exam.h"
#include "doctor/fold.h"
#include "doctor/measure.h"
#include "model/diag.h"
#include "model/table.h"

// ---- Unplaced

void ct_exam_unplaced(struct ct_exam *x, struct ct_exam_table *et) {
  enum { SHOWN = 20 };
  struct ct_str names = {.arena = &x->scratch};
  size_t n = 0, shown = 0;
  for (size_t i = 0; i < et->t->n; i++) {
    char buf[32];
    if (ct_table_placed(et->t, i)) continue;
    n++;
    if (shown == SHOWN) continue;
    const char *s = ct_exam_name(et, i, buf);
    if (s && !ct_coord_is_sentinel(s, strlen(s)))
      ct_str_addf(&names, "%s%.80s", shown++ ? ", " : "", s);
    else
      ct_str_addf(&names, "%srow %ld", shown++ ? ", " : "", ct_exam_row(et->t, i));
  }
  if (!n) return;
  struct ct_exam_finding d = {
      "CT-D151", CT_NOTE, et->t, CT_EXAM_WHOLE, -1, NULL, "they stay in the table and are drawn nowhere"};
  if (n > shown) ct_str_addf(&names, " and %zu more", n - shown);
  ct_exam_say(x, &d, "%zu of %zu rows are not placed: %.900s", n, et->t->n, ct_str_text(&names));
}

// ---- Ids

static bool is_id_header(const char *name) {
  static const char *const whole[] = {"id",         "uid",  "fid", "code",       "gid", "objectid",
                                      "identifier", "mmsi", "imo", "imo number", NULL};
  char folded[CT_FOLD_SIZE];
  size_t n = ct_fold(name, folded);
  for (const char *const *s = whole; *s; s++)
    if (strcmp(folded, *s) == 0) return true;
  return n > 3 && strcmp(folded + n - 3, " id") == 0;
}

static uint64_t id_hash(const struct ct_column *c, size_t i) {
  if (c->type == CT_COLUMN_STRING) {
    const char *s = c->string[i];
    uint64_t h = s && *s ? ct_hash(s, strlen(s), 0) : 0;
    return s && *s && !h ? 1 : h;
  }
  if (c->type != CT_COLUMN_NUMBER || isnan(c->number[i])) return 0;
  double v = c->number[i] + 0.0;
  return ct_hash(&v, sizeof v, 0) | 1;
}

static void say_ids(struct ct_exam *x, struct ct_exam_table *et, int column, const struct ct_exam_groups *g,
                    size_t k) {
  uint32_t first = g->first[k];
  char a[32], b[32];
  const char *id = ct_table_text(et->t, column, first, a);
  for (uint32_t i = g->next[first]; i != CT_EXAM_END; i = g->next[i]) {
    const char *other = ct_table_text(et->t, column, i, b);
    if (!id || !other || strcmp(id, other) != 0 || ct_coord_is_sentinel(id, strlen(id))) continue;
    struct ct_exam_finding d = {
        "CT-D152", CT_WARNING, et->t, i, column, other, "give each row an id of its own"};
    ct_exam_say(x, &d, "id '%.80s' stands in row %ld as well", other, ct_exam_row(et->t, first));
  }
}

static void examine_ids(struct ct_exam *x, struct ct_exam_table *et, int column) {
  const struct ct_table *t = et->t;
  struct ct_arena a = {.oom = x->a->oom};
  uint64_t *hash = CT_NEW_N(&a, uint64_t, t->n);
  struct ct_exam_groups g;
  size_t filled = 0;
  for (size_t i = 0; i < t->n; i++) {
    hash[i] = id_hash(&t->columns[column], i);
    filled += hash[i] != 0;
  }
  ct_exam_group(&a, hash, t->n, &g);
  // Only what is nearly always different is meant to be.
  bool ids = g.n * 20 > filled * 19 || (filled >= 5 && g.n + 1 == filled);
  for (size_t k = 0; k < g.n && ids && g.n < filled; k++)
    if (g.count[k] > 1) say_ids(x, et, column, &g, k);
  ct_arena_release(&a);
}

void ct_exam_ids(struct ct_exam *x, struct ct_exam_table *et) {
  if (et->t->n < 3) return;
  for (size_t k = 0; k < et->t->ncolumns; k++)
    if (is_id_header(et->t->columns[k].name)) examine_ids(x, et, (int)k);
}

// ---- Text

void ct_exam_text(struct ct_exam *x, struct ct_exam_table *et) {
  const struct ct_table *t = et->t;
  if (et->roles.text < 0) return;
  for (size_t i = 0; i < t->n; i++) {
    const char *s = t->columns[et->roles.text].string[i];
    double lon, lat;
    struct ct_coord c;
    size_t n = s ? strlen(s) : 0;
    if (!n || n > 200 || !ct_exam_point(t, i, &lon, &lat)) continue;
    if (ct_coord_read_point(NULL, s, n, &c) != CT_COORD_OK || fabs(c.lat) > 90 || fabs(c.lon) > 180) continue;
    double m = ct_measure_m(lon, lat, c.lon, c.lat);
    double allowed = fmax(1000, 2 * (isfinite(c.precision_m) ? c.precision_m : 0));
    if (!(m > allowed)) continue;
    char pair[96], far[32], published[96], suggestion[160];
    snprintf(suggestion, sizeof suggestion, "the text reads as %s", ct_exam_pair(c.lat, c.lon, pair));
    struct ct_exam_finding d = {"CT-D153", CT_WARNING, t, (long long)i, et->roles.text, s, suggestion};
    ct_exam_say(x, &d, "'%.100s' is %s from the row's position %s", s, ct_measure_say(m, far),
                ct_exam_published(t, i, published));
  }
}

// ---- Scale

static bool on_map(const struct ct_doctor_map *m, double lon, double lat) {
  bool across = m->west <= m->east ? lon >= m->west && lon <= m->east : lon >= m->west || lon <= m->east;
  return across && lat >= m->south && lat <= m->north;
}

void ct_exam_scale(struct ct_exam *x, struct ct_exam_table *et) {
  const struct ct_table *t = et->t;
  const struct ct_doctor_map *map = x->q->maps ? &x->q->maps[et - x->tables] : NULL;
  double most = 0, scale = map ? map->scale : 0;
  size_t n = 0, worst = 0;
  if (!map || !(scale > 0) || !t->precision_m) return;
  for (size_t i = 0; i < t->n; i++) {
    double lon, lat, m = ct_exam_precision_m(t, i);
    if (m / scale <= 0.002 || (t->approx && t->approx[i]) || !ct_exam_point(t, i, &lon, &lat)) continue;
    if (!on_map(map, lon, lat)) continue;
    n++;
    if (m > most) {
      most = m;
      worst = i;
    }
  }
  if (!n) return;
  char far[32], published[96];
  struct ct_exam_finding d = {"CT-D150",
                              CT_WARNING,
                              t,
                              (long long)worst,
                              et->roles.lat,
                              ct_exam_published(t, worst, published),
                              "draw them as approximate, or use a smaller scale"};
  ct_exam_say(x, &d,
              "%zu positions are known less exactly than 2 mm of the map at 1:%.0f; this one to %s, %.0f mm",
              n, scale, ct_measure_say(most, far), most / scale * 1000);
}

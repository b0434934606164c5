// SPDX-License-Identifier: MIT
// Match: which feature of a catalogue each row of an import is.
#include "catalog/match.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/str.h"
#include "catalog/blob.h"
#include "catalog/known.h"
#include "model/diag.h"
#include "model/table.h"

static const double NEAR_M = 1000, M_PER_DEG = 111195;

// Rows and features of one folded name; lists by number, NONE at the end.
enum { NONE = UINT32_MAX };
struct group {
  uint32_t first_row, first_feature;
};

struct names {
  struct ct_catalog_match *m;
  struct ct_map keys;
  ct_vec(struct group) groups;
  uint32_t *next_row, *next_feature;
  struct ct_blob blob;
};

static long row_number(const struct ct_catalog_item *i) {
  return (long)(i->t->row ? i->t->row[i->row] : i->row + 1);
}

// ---- By id

static bool duplicate(const struct ct_catalog_match *m, const struct ct_catalog_item *i, struct ct_err *err) {
  const struct ct_catalog_item *first = m->items;
  while (!first->id || strcmp(first->id, i->id) != 0) first++;
  return ct_fail(err,
                 "%s:%ld: id '%.100s' is that of %s:%ld as well (ids are unique in an import; choose the "
                 "column with --id)",
                 i->t->file, row_number(i), i->id, first->t->file, row_number(first));
}

static bool match_ids(struct ct_catalog_match *m, struct ct_err *err) {
  for (size_t k = 0; k < m->known->n; k++) ct_map_add_string(&m->ids, m->known->v[k].id, k, NULL);
  for (size_t k = 0; k < m->n; k++) {
    struct ct_catalog_item *i = &m->items[k];
    i->was = CT_CATALOG_NEW;
    if (!i->id) continue;
    bool added;
    size_t was = ct_map_add_string(&m->ids, i->id, CT_CATALOG_NEW, &added)->value;
    if (added) continue;
    if (was == CT_CATALOG_NEW || m->known->v[was].taken) return duplicate(m, i, err);
    m->known->v[was].taken = true;
    i->was = (uint32_t)was;
  }
  return true;
}

// ---- By name

static const char *fold(struct ct_arena *a, const char *name) {
  size_t n = name ? strlen(name) : 0, size = 2 * n + 8;
  char *out = ct_arena_alloc(a, size, 1);
  if (n) ct_fold_words(name, n, out, size);
  return out;
}

static struct group *group_of(struct names *g, const char *name) {
  bool added;
  struct ct_arena *a = g->m->a;
  size_t k = ct_map_add_string(&g->keys, fold(a, name), g->groups.n, &added)->value;
  if (added) ct_vec_push(a, &g->groups, ((struct group){NONE, NONE}));
  return &g->groups.v[k];
}

// Lists in the order of rows and features.
static void gather(struct names *g) {
  struct ct_catalog_match *m = g->m;
  g->next_row = CT_NEW_N(m->a, uint32_t, m->n);
  g->next_feature = CT_NEW_N(m->a, uint32_t, m->known->n);
  for (size_t k = m->n; k-- > 0;) {
    if (m->items[k].id) continue;
    struct group *to = group_of(g, m->items[k].name);
    g->next_row[k] = to->first_row;
    to->first_row = (uint32_t)k;
  }
  for (size_t k = m->known->n; k-- > 0;) {
    const struct ct_catalog_known_one *f = &m->known->v[k];
    if (!f->fid || !f->there || f->taken) continue;
    struct group *to = group_of(g, f->name);
    g->next_feature[k] = to->first_feature;
    to->first_feature = (uint32_t)k;
  }
}

static void take(struct ct_catalog_match *m, uint32_t row, uint32_t feature) {
  m->items[row].was = feature;
  m->items[row].id = m->known->v[feature].id;
  m->known->v[feature].taken = true;
}

// Rows that say to the letter what a feature says, in order.
static void match_same(struct names *g, const struct group *group) {
  struct ct_catalog_match *m = g->m;
  struct ct_map said = {.arena = m->a};
  uint32_t *then = g->next_feature;
  for (uint32_t f = group->first_feature; f != NONE; f = then[f])
    ct_map_add(&said, m->known->v[f].hash, CT_CATALOG_HASH, f, NULL);
  for (uint32_t r = group->first_row; r != NONE; r = g->next_row[r]) {
    struct ct_map_entry *e = (struct ct_map_entry *)ct_map_find(&said, m->items[r].hash, CT_CATALOG_HASH);
    uint32_t f = e ? (uint32_t)e->value : NONE;
    while (f != NONE &&
           (m->known->v[f].taken || memcmp(m->known->v[f].hash, m->items[r].hash, CT_CATALOG_HASH) != 0))
      f = then[f];
    if (f != NONE) take(m, r, f);
    if (e) e->value = f;
  }
}

struct spot {
  uint32_t number;
  double lon, lat, precision_m;
  size_t near;     // how many of the other side are
  uint32_t which;  // one of them, a place in its list
};

static int by_lat(const void *a, const void *b) {
  const struct spot *x = a, *y = b;
  if (x->lat != y->lat) return x->lat < y->lat ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static double distance_m(const struct spot *x, const struct spot *y) {
  double wide = fabs(x->lon - y->lon);
  wide = fmin(fmod(wide, 360), 360 - fmod(wide, 360));
  return hypot(wide * cos((x->lat + y->lat) / 2 * M_PI / 180), x->lat - y->lat) * M_PER_DEG;
}

static bool other_dates(const struct ct_catalog_item *i, const struct ct_catalog_known_one *f) {
  return i->has_happened && f->has_happened &&
         (i->happened.first > f->happened.last || f->happened.first > i->happened.last);
}

static struct spot row_spot(struct names *g, uint32_t r) {
  const struct ct_catalog_item *i = &g->m->items[r];
  struct spot s = {r, NAN, NAN, ct_table_precision(i->t, i->row), 0, NONE};
  if (!ct_blob_of_row(i->t, i->row, &g->blob)) return s;
  s.lon = (g->blob.box[0] + g->blob.box[2]) / 2;
  s.lat = (g->blob.box[1] + g->blob.box[3]) / 2;
  return s;
}

static struct spot feature_spot(const struct names *g, uint32_t f) {
  const struct ct_catalog_known_one *k = &g->m->known->v[f];
  return (struct spot){f, k->lon, k->lat, k->precision_m, 0, NONE};
}

static void say_match(const struct ct_catalog_match *m, const struct spot *r, const struct spot *f) {
  const struct ct_catalog_item *i = &m->items[r->number];
  double far = distance_m(r, f);
  char message[256];
  if (isnan(far))
    snprintf(message, sizeof message, "taken for '%.100s' by its name, the only one of that name",
             m->known->v[f->number].id);
  else
    snprintf(message, sizeof message, "taken for '%.100s' by its name, %.0f m from where that was",
             m->known->v[f->number].id, far);
  ct_diag_send(m->diags, &(struct ct_diagnostic){.code = "CT-C101",
                                                 .severity = CT_NOTE,
                                                 .file = i->t->file,
                                                 .line = row_number(i),
                                                 .value = i->name,
                                                 .message = message,
                                                 .layer = i->t->layer});
}

static void say_ambiguous(const struct ct_catalog_match *m, const struct spot *r) {
  const struct ct_catalog_item *i = &m->items[r->number];
  ct_diag_send(m->diags, &(struct ct_diagnostic){
                             .code = "CT-C102",
                             .severity = CT_WARNING,
                             .file = i->t->file,
                             .line = row_number(i),
                             .value = i->name,
                             .message = "may be more than one feature of that name: taken as a new one",
                             .suggestion = "a column of ids (--id)",
                             .layer = i->t->layer});
}

struct spots {
  struct spot *v;
  size_t n;
};

// For each the number of the other side's that are near, by the latitudes between which these can be.
static void find_near(const struct names *g, struct spots *rows, struct spots *features) {
  double reach = NEAR_M;
  for (size_t i = 0; i < rows->n; i++) reach = fmax(reach, rows->v[i].precision_m);
  for (size_t i = 0; i < features->n; i++) reach = fmax(reach, features->v[i].precision_m);
  double high = reach / M_PER_DEG;
  size_t from = 0;
  for (size_t i = 0; i < rows->n; i++) {
    struct spot *r = &rows->v[i];
    while (from < features->n && features->v[from].lat < r->lat - high) from++;
    for (size_t k = from; k < features->n && features->v[k].lat <= r->lat + high; k++) {
      struct spot *f = &features->v[k];
      double limit = fmax(NEAR_M, fmax(r->precision_m, f->precision_m));
      if (distance_m(r, f) > limit || other_dates(&g->m->items[r->number], &g->m->known->v[f->number]))
        continue;
      r->near++;
      f->near++;
      r->which = (uint32_t)k;
    }
  }
}

static void match_near(struct names *g, struct spots *rows, struct spots *features) {
  struct ct_catalog_match *m = g->m;
  // One of a name on either side, and one of them has no position: nothing speaks against it.
  if (rows->n == 1 && features->n == 1 && m->items[rows->v[0].number].name &&
      (isnan(rows->v[0].lat) || isnan(features->v[0].lat)) &&
      !other_dates(&m->items[rows->v[0].number], &m->known->v[features->v[0].number])) {
    say_match(m, &rows->v[0], &features->v[0]);
    take(m, rows->v[0].number, features->v[0].number);
    return;
  }
  // What has no position sorts nowhere.
  for (int side = 0; side < 2; side++) {
    struct spots *s = side ? rows : features;
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
      if (!isnan(s->v[i].lat)) s->v[n++] = s->v[i];
    s->n = n;
    if (n) qsort(s->v, n, sizeof *s->v, by_lat);
  }
  find_near(g, rows, features);
  for (size_t i = 0; i < rows->n; i++) {
    struct spot *r = &rows->v[i];
    if (r->near == 1 && features->v[r->which].near == 1) {
      say_match(m, r, &features->v[r->which]);
      take(m, r->number, features->v[r->which].number);
    } else if (r->near) {
      say_ambiguous(m, r);
    }
  }
}

static void match_group(struct names *g, const struct group *group) {
  struct ct_catalog_match *m = g->m;
  struct spots rows = {0}, features = {0};
  match_same(g, group);
  for (uint32_t r = group->first_row; r != NONE; r = g->next_row[r]) rows.n += !m->items[r].id;
  for (uint32_t f = group->first_feature; f != NONE; f = g->next_feature[f])
    features.n += !m->known->v[f].taken;
  if (!rows.n || !features.n) return;
  rows.v = CT_NEW_N(m->a, struct spot, rows.n);
  features.v = CT_NEW_N(m->a, struct spot, features.n);
  size_t n = 0;
  for (uint32_t r = group->first_row; r != NONE; r = g->next_row[r])
    if (!m->items[r].id) rows.v[n++] = row_spot(g, r);
  n = 0;
  for (uint32_t f = group->first_feature; f != NONE; f = g->next_feature[f])
    if (!m->known->v[f].taken) features.v[n++] = feature_spot(g, f);
  match_near(g, &rows, &features);
}

// ---- New ids

static const char *slug(struct ct_arena *a, const char *name) {
  char *s = (char *)fold(a, name);
  for (char *c = s; *c; c++)
    if (*c == ' ') *c = '-';
  return *s ? s : "unnamed";
}

static void give_ids(struct ct_catalog_match *m) {
  struct ct_map last = {.arena = m->a};
  for (size_t k = 0; k < m->n; k++) {
    struct ct_catalog_item *i = &m->items[k];
    if (i->id) continue;
    const char *stem = slug(m->a, i->name);
    struct ct_map_entry *count = ct_map_add_string(&last, stem, 1, NULL);
    bool added;
    i->id = stem;
    while (ct_map_add_string(&m->ids, i->id, CT_CATALOG_NEW, &added), !added)
      i->id = ct_arena_printf(m->a, "%s-%zu", stem, ++count->value);
  }
}

bool ct_catalog_match(struct ct_catalog_match *m, struct ct_err *err) {
  struct names g = {.m = m, .keys = {.arena = m->a}, .blob = {.arena = m->a}};
  m->ids.arena = m->a;
  if (!match_ids(m, err)) return false;
  gather(&g);
  for (size_t k = 0; k < g.groups.n; k++)
    if (g.groups.v[k].first_row != NONE) match_group(&g, &g.groups.v[k]);
  give_ids(m);
  return true;
}

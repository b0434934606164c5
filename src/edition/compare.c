// SPDX-License-Identifier: MIT
// Compare: features found by data and id, then fields by name.
#include "edition/compare.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "coord/apart.h"

struct compare {
  struct ct_arena *a;
  ct_vec(struct ct_change) changes;
  ct_vec(size_t) from;
  ct_vec(size_t) to;
  ct_vec(struct ct_change_field) fields;  // of the feature in hand
  size_t *count;
};

// "data", a NUL, "id".
static const char *key_of(struct ct_str *s, const struct ct_edition_feature *f) {
  s->n = 0;
  ct_str_add_n(s, f->data, strlen(f->data) + 1);
  ct_str_add(s, f->id);
  return s->v;
}

static struct ct_map *index_of(const struct ct_edition *e, struct ct_arena *a) {
  struct ct_map *m = CT_NEW(a, struct ct_map);
  struct ct_str s = {.arena = a};
  *m = (struct ct_map){.arena = a};
  for (size_t i = 0; i < e->n; i++) {
    const char *key = key_of(&s, &e->v[i]);
    ct_map_add(m, key, s.n, i, NULL);
  }
  return m;
}

// A code that begins with a zero is no number.
static bool is_code(const char *s) {
  if (*s == '-' || *s == '+') s++;
  return s[0] == '0' && s[1] >= '0' && s[1] <= '9';
}

static bool same_value(const char *x, const char *y) {
  double p, q;
  if (!x || !y) return x == y;
  if (strcmp(x, y) == 0) return true;
  return !is_code(x) && !is_code(y) && ct_parse_number(x, &p) && ct_parse_number(y, &q) && p == q;
}

// The field of that name; `guess` is where it stands when both have the same columns.
static const char *value_of(const struct ct_edition_feature *f, const char *name, size_t guess) {
  if (guess < f->nfields && strcmp(f->fields[guess].name, name) == 0) return f->fields[guess].value;
  for (size_t i = 0; i < f->nfields; i++)
    if (strcmp(f->fields[i].name, name) == 0) return f->fields[i].value;
  return NULL;
}

static bool has_field(const struct ct_edition_feature *f, const char *name, size_t guess) {
  if (guess < f->nfields && strcmp(f->fields[guess].name, name) == 0) return true;
  for (size_t i = 0; i < f->nfields; i++)
    if (strcmp(f->fields[i].name, name) == 0) return true;
  return false;
}

static void add_field(struct compare *c, const char *name, const char *from, const char *to) {
  ct_vec_push(c->a, &c->fields, (struct ct_change_field){name, from, to});
}

// What differs, in the order of the newer edition's columns, then what only the older one has.
static void find_fields(struct compare *c, const struct ct_edition_feature *from,
                        const struct ct_edition_feature *to) {
  c->fields.n = 0;
  if ((from->shape || to->shape) && !(from->shape && to->shape && strcmp(from->shape, to->shape) == 0))
    add_field(c, CT_EDITION_SHAPE, from->shape, to->shape);
  for (size_t i = 0; i < to->nfields; i++) {
    const struct ct_edition_field *x = &to->fields[i];
    const char *was = value_of(from, x->name, i);
    if (!same_value(was, x->value)) add_field(c, x->name, was, x->value);
  }
  for (size_t i = 0; i < from->nfields; i++) {
    const struct ct_edition_field *x = &from->fields[i];
    if (x->value && !has_field(to, x->name, i)) add_field(c, x->name, x->value, NULL);
  }
}

static bool is_placed(const struct ct_edition_feature *f) {
  return !isnan(f->lon) && !isnan(f->lat);
}

static void add(struct compare *c, const struct ct_change *change, size_t from, size_t to) {
  ct_vec_push(c->a, &c->changes, (*change));
  ct_vec_push(c->a, &c->from, from);
  ct_vec_push(c->a, &c->to, to);
  c->count[change->kind]++;
}

static void add_one(struct compare *c, enum ct_change_kind kind, const struct ct_edition_feature *f,
                    size_t from, size_t to) {
  struct ct_change change = {.kind = kind,
                             .data = f->data,
                             .id = f->id,
                             .name = f->name,
                             .from_lon = NAN,
                             .from_lat = NAN,
                             .to_lon = NAN,
                             .to_lat = NAN,
                             .moved_m = NAN};
  if (kind == CT_ADDED)
    change.to_lon = f->lon, change.to_lat = f->lat;
  else
    change.from_lon = f->lon, change.from_lat = f->lat;
  add(c, &change, from, to);
}

// Of two states of a feature.
static void add_both(struct compare *c, const struct ct_edition *from, size_t i, const struct ct_edition *to,
                     size_t k) {
  static const double LEAST_M = 0.5;
  const struct ct_edition_feature *x = &from->v[i], *y = &to->v[k];
  if (x->hash && y->hash && strcmp(x->hash, y->hash) == 0) return;
  double m = x->lon == y->lon && x->lat == y->lat ? 0 : ct_apart_m(x->lon, x->lat, y->lon, y->lat);
  bool moved = is_placed(x) != is_placed(y) || (m > LEAST_M && !(x->shape && y->shape));
  find_fields(c, x, y);
  if (!moved && !c->fields.n) return;
  struct ct_change_field *fields = CT_NEW_N(c->a, struct ct_change_field, c->fields.n + 1);
  if (c->fields.n) memcpy(fields, c->fields.v, c->fields.n * sizeof *fields);
  struct ct_change change = {.kind = moved ? CT_MOVED : CT_CHANGED,
                             .data = y->data,
                             .id = y->id,
                             .name = y->name ? y->name : x->name,
                             .from_lon = x->lon,
                             .from_lat = x->lat,
                             .to_lon = y->lon,
                             .to_lat = y->lat,
                             .moved_m = m,
                             .moved_to = ct_apart_wind(x->lon, x->lat, y->lon, y->lat),
                             .nfields = c->fields.n,
                             .fields = fields};
  add(c, &change, i, k);
}

void ct_edition_compare(const struct ct_edition *from, const struct ct_edition *to, struct ct_arena *a,
                        struct ct_changes *out) {
  struct compare c = {.a = a, .count = out->count};
  struct ct_str s = {.arena = a};
  const struct ct_map *had = index_of(from, a);
  char *found = CT_NEW_N(a, char, from->n + 1);
  *out = (struct ct_changes){0};
  for (size_t k = 0; k < to->n; k++) {
    const char *key = key_of(&s, &to->v[k]);
    const struct ct_map_entry *e = ct_map_find(had, key, s.n);
    if (!e) {
      add_one(&c, CT_ADDED, &to->v[k], SIZE_MAX, k);
      continue;
    }
    found[e->value] = 1;
    add_both(&c, from, e->value, to, k);
  }
  for (size_t i = 0; i < from->n; i++)
    if (!found[i]) add_one(&c, CT_REMOVED, &from->v[i], i, SIZE_MAX);
  out->n = c.changes.n;
  out->v = c.changes.v;
  out->from = c.from.v;
  out->to = c.to.v;
}

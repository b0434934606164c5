// SPDX-License-Identifier: MIT
// Sharing: one style for features whose values are equal.
#include "style/share.h"

#include <string.h>

#include "base/arena.h"

static uint64_t mixed(uint64_t h, uint64_t x) {
  h = (h ^ x) * 0x9E3779B97F4A7C15u;
  return h ^ h >> 29;
}

static uint64_t hash_bytes(const char *p, size_t n) {
  uint64_t h = n, x;
  for (; n >= sizeof x; p += sizeof x, n -= sizeof x) {
    memcpy(&x, p, sizeof x);
    h = mixed(h, x);
  }
  for (; n > 0; p++, n--) h = mixed(h, (unsigned char)*p);
  return h;
}

static void rehash(struct ct_share *s) {
  s->nslots = s->nslots ? s->nslots * 2 : 64;
  s->slots = CT_NEW_N(s->a, uint32_t, s->nslots);
  for (size_t i = 0; i < s->n; i++) {
    size_t k = hash_bytes(s->styles + i * s->size, s->size) & (s->nslots - 1);
    while (s->slots[k]) k = (k + 1) & (s->nslots - 1);
    s->slots[k] = (uint32_t)i + 1;
  }
}

uint32_t ct_share_add(struct ct_share *s, const void *style) {
  if (2 * s->n >= s->nslots) rehash(s);
  size_t k = hash_bytes(style, s->size) & (s->nslots - 1);
  for (; s->slots[k]; k = (k + 1) & (s->nslots - 1))
    if (memcmp(s->styles + (s->slots[k] - 1) * s->size, style, s->size) == 0) return s->slots[k] - 1;
  if (s->n == s->cap) {
    size_t cap = s->cap ? 2 * s->cap : 16;
    s->styles = ct_arena_grow(s->a, s->styles, s->cap, cap, s->size);
    s->cap = cap;
  }
  memcpy(s->styles + s->n * s->size, style, s->size);
  s->slots[k] = (uint32_t)++s->n;
  return (uint32_t)s->n - 1;
}

void ct_memo_init(struct ct_memo *m, size_t nvalues, size_t n, struct ct_arena *a) {
  m->nvalues = nvalues;
  for (m->size = 16; m->size < n && m->size < 8192; m->size *= 2) continue;
  m->values = CT_NEW_N(a, struct ct_val, m->size * (nvalues ? nvalues : 1));
  m->style = CT_NEW_N(a, uint32_t, m->size);
}

// Values that a row can repeat are compared as they are; made ones (lists, formatted
// texts) by where they are, so they are never found again.
static uint64_t bits(const struct ct_val *v) {
  uint64_t x = 0;
  switch (v->kind) {
    case CT_KIND_NULL:
      return 0;
    case CT_KIND_BOOLEAN:
      return v->u.boolean;
    case CT_KIND_COLOR:
      return hash_bytes((const char *)&v->u.color, sizeof v->u.color);
    default:
      memcpy(&x, &v->u, sizeof x);
      return x;
  }
}

static bool same(const struct ct_val *x, const struct ct_val *y) {
  if (x->kind != y->kind || x->n != y->n) return false;
  switch (x->kind) {
    case CT_KIND_NULL:
      return true;
    case CT_KIND_NUMBER:
      return x->u.number == y->u.number;
    case CT_KIND_BOOLEAN:
      return x->u.boolean == y->u.boolean;
    case CT_KIND_STRING:
      return x->u.string == y->u.string;
    case CT_KIND_COLOR:
      return x->u.color.r == y->u.color.r && x->u.color.g == y->u.color.g && x->u.color.b == y->u.color.b &&
             x->u.color.a == y->u.color.a;
    case CT_KIND_IMAGE:
      return x->u.image.name == y->u.image.name;
    case CT_KIND_FORMATTED:
      return x->u.sections == y->u.sections;
    default:
      return x->u.list.items == y->u.list.items;
  }
}

size_t ct_memo_find(const struct ct_memo *m, const struct ct_val *values, bool *known) {
  uint64_t h = 0;
  for (size_t i = 0; i < m->nvalues; i++) h = mixed(h, bits(&values[i]) + values[i].kind);
  size_t place = (size_t)(h >> 20) & (m->size - 1);
  *known = m->style[place] != 0;
  for (size_t i = 0; i < m->nvalues && *known; i++)
    *known = same(&m->values[place * m->nvalues + i], &values[i]);
  return place;
}

void ct_memo_set(struct ct_memo *m, size_t place, const struct ct_val *values, uint32_t style) {
  m->style[place] = style + 1;
  if (m->nvalues) memcpy(m->values + place * m->nvalues, values, m->nvalues * sizeof *values);
}

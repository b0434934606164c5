// SPDX-License-Identifier: MIT
// Way: pieces of lines of equal text joined into one, as rivers and roads come in many.
#include "label/way.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "label/solver.h"
#include "model/shapes.h"
#include "model/table.h"

// Ends this close touch.
#define TOUCH_PT 0.4F

// A part of an item's line.
struct piece {
  uint32_t item, name, n;
  const float *xy;
  double length;
  bool used;
  uint32_t next[2];  // of the pieces' ends in the same cell: 2 * piece + end, plus one
};

struct joining {
  struct ct_solver *s;
  const struct ct_label_layer *layer;
  struct ct_map names, ends;
  struct ct_str key;
  ct_vec(struct piece) pieces;
};

static uint32_t style_number(const struct ct_items *items, uint32_t item) {
  return items->style ? items->style[item] : 0;
}

// The number of the item's text and style. Lines without text are each their own.
static uint32_t name_of(struct joining *j, uint32_t item) {
  const struct ct_items *items = j->layer->items;
  uint32_t style = style_number(items, item);
  const struct ct_rich_text *text = items->text ? &items->text[item] : NULL;
  bool any = false;
  j->key.n = 0;
  ct_str_add_n(&j->key, (const char *)&style, sizeof style);
  for (size_t i = 0; text && i < text->n; i++) {
    if (!text->spans[i].text || !*text->spans[i].text) continue;
    ct_str_add(&j->key, text->spans[i].text);
    any = true;
  }
  if (!any) ct_str_add_n(&j->key, (const char *)&item, sizeof item);
  return (uint32_t)ct_map_add(&j->names, j->key.v, j->key.n, j->names.n, NULL)->value;
}

static double length_of(const float *xy, uint32_t n) {
  double sum = 0;
  for (uint32_t i = 0; i + 1 < n; i++)
    sum += hypot((double)xy[2 * i + 2] - xy[2 * i], (double)xy[2 * i + 3] - xy[2 * i + 1]);
  return sum;
}

static void add_pieces(struct joining *j, uint32_t item, size_t shape) {
  const struct ct_shapes *sh = j->layer->shapes;
  uint32_t name = name_of(j, item);
  for (uint32_t q = sh->part0[shape]; q < sh->part0[shape + 1]; q++) {
    struct piece p = {.item = item, .name = name, .xy = sh->xy + 2 * (size_t)sh->coord0[q]};
    p.n = sh->coord0[q + 1] - sh->coord0[q];
    p.length = p.n > 1 ? length_of(p.xy, p.n) : 0;
    if (p.length > 0 && p.length < 1e7) ct_vec_push(j->s->arena, &j->pieces, p);
  }
}

// The longest of a name first; else as they came.
static int by_length(const void *va, const void *vb) {
  const struct piece *a = va, *b = vb;
  if (a->name != b->name) return a->name < b->name ? -1 : 1;
  if (a->length != b->length) return a->length > b->length ? -1 : 1;
  if (a->item != b->item) return a->item < b->item ? -1 : 1;
  return a->xy < b->xy ? -1 : a->xy > b->xy;
}

static const float *end_of(const struct piece *p, int end) {
  return p->xy + (end ? 2 * (size_t)(p->n - 1) : 0);
}

struct cell {
  uint32_t name;
  int32_t x, y;
};

static struct cell cell_at(const struct piece *p, const float *at) {
  // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): pieces have points
  return (struct cell){p->name, (int32_t)floorf(fminf(fmaxf(at[0], -1e6F), 1e6F)),
                       (int32_t)floorf(fminf(fmaxf(at[1], -1e6F), 1e6F))};
}

static void index_ends(struct joining *j) {
  for (uint32_t i = 0; i < j->pieces.n; i++)
    for (int end = 0; end < 2; end++) {
      struct piece *p = &j->pieces.v[i];
      struct cell c = cell_at(p, end_of(p, end));
      struct ct_map_entry *e = ct_map_add(&j->ends, &c, sizeof c, 0, NULL);
      p->next[end] = (uint32_t)e->value;
      e->value = 2 * (size_t)i + (size_t)end + 1;
    }
}

// Cosine of the turn from the way that comes to `tip` from `before` into the piece at its end.
static double straightness(const float *before, const float *tip, const struct piece *p, int end) {
  const float *a = end_of(p, end), *b = end ? a - 2 : a + 2;
  double ux = tip[0] - before[0], uy = tip[1] - before[1], vx = b[0] - a[0], vy = b[1] - a[1];
  double d = hypot(ux, uy) * hypot(vx, vy);
  return d > 0 ? (ux * vx + uy * vy) / d : 0;
}

// The unused piece of the name that goes on from the tip most straightly; 0: none, else its end as indexed.
static uint32_t goes_on(struct joining *j, const struct piece *from, const float *before, const float *tip) {
  double best = -0.5;  // sharper than 120 degrees is no way on
  uint32_t found = 0;
  for (int k = 0; k < 9; k++) {
    struct cell c = cell_at(from, tip);
    c.x += k % 3 - 1;
    c.y += k / 3 - 1;
    const struct ct_map_entry *e = ct_map_find(&j->ends, &c, sizeof c);
    for (uint32_t at = e ? (uint32_t)e->value : 0; at; at = j->pieces.v[(at - 1) / 2].next[(at - 1) % 2]) {
      const struct piece *p = &j->pieces.v[(at - 1) / 2];
      const float *end = end_of(p, (at - 1) % 2);
      if (p->used || hypotf(end[0] - tip[0], end[1] - tip[1]) > TOUCH_PT) continue;
      double straight = straightness(before, tip, p, (at - 1) % 2);
      if (straight <= best) continue;
      best = straight;
      found = at;
    }
  }
  return found;
}

struct line {
  ct_vec(float) xy;
};

static void append(struct ct_arena *a, struct line *l, const struct piece *p, bool reversed) {
  uint32_t first = l->xy.n ? 1 : 0;
  for (uint32_t i = first; i < p->n; i++) {
    const float *at = p->xy + 2 * (size_t)(reversed ? p->n - 1 - i : i);
    ct_vec_push(a, &l->xy, at[0]);
    ct_vec_push(a, &l->xy, at[1]);
  }
}

static void grow(struct joining *j, const struct piece *from, struct line *l) {
  for (;;) {
    const float *tip = l->xy.v + l->xy.n - 2;
    uint32_t at = goes_on(j, from, tip - 2, tip);
    if (!at) return;
    struct piece *p = &j->pieces.v[(at - 1) / 2];
    p->used = true;
    append(j->s->arena, l, p, (at - 1) % 2 == 1);
  }
}

static void reverse(float *xy, size_t n) {
  for (size_t i = 0, k = n - 1; i < k; i++, k--)
    for (int c = 0; c < 2; c++) {
      float t = xy[2 * i + (size_t)c];
      xy[2 * i + (size_t)c] = xy[2 * k + (size_t)c];
      xy[2 * k + (size_t)c] = t;
    }
}

static struct ct_way join(struct joining *j, struct piece *p) {
  struct line l = {0};
  struct ct_way w = {.item = p->item, .name = p->name};
  p->used = true;
  append(j->s->arena, &l, p, false);
  grow(j, p, &l);
  reverse(l.xy.v, l.xy.n / 2);
  grow(j, p, &l);
  reverse(l.xy.v, l.xy.n / 2);
  w.n = (uint32_t)(l.xy.n / 2);
  w.xy = l.xy.v;
  w.length = length_of(w.xy, w.n);
  return w;
}

static int longer(const void *va, const void *vb) {
  const struct ct_way *a = va, *b = vb;
  if (a->name != b->name) return a->name < b->name ? -1 : 1;
  if (a->length != b->length) return a->length > b->length ? -1 : 1;
  return a->item < b->item ? -1 : a->item > b->item;
}

void ct_ways_join(struct ct_solver *s, uint32_t layer, struct ct_ways *out) {
  struct joining j = {.s = s, .layer = &s->in->layers[layer]};
  j.names.arena = j.ends.arena = j.key.arena = s->arena;
  const struct ct_items *items = j.layer->items;
  const struct ct_shapes *sh = j.layer->shapes;
  out->v.n = 0;
  for (uint32_t i = 0; sh->part0 && sh->coord0 && i < items->n; i++) {
    size_t shape;
    if (items->styles.symbol[style_number(items, i)].placement == CT_PLACE_POINT) continue;
    if (!ct_shapes_find(sh, items->feature[i], &shape)) continue;
    if (sh->type && sh->type[shape] == CT_GEOM_POINT) continue;
    add_pieces(&j, i, shape);
  }
  if (!j.pieces.n) return;
  qsort(j.pieces.v, j.pieces.n, sizeof *j.pieces.v, by_length);
  index_ends(&j);
  for (size_t i = 0; i < j.pieces.n; i++)
    if (!j.pieces.v[i].used) ct_vec_push(s->arena, &out->v, join(&j, &j.pieces.v[i]));
  if (out->v.n) qsort(out->v.v, out->v.n, sizeof *out->v.v, longer);
}

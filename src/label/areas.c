// SPDX-License-Identifier: MIT
// Areas: what is filled in the data's colours, so that names keep off the areas of others.
#include "label/areas.h"

#include <math.h>

#include "base/arena.h"
#include "model/item.h"
#include "model/placement.h"
#include "model/shapes.h"
#include "model/table.h"

static struct ct_box part_box(const struct ct_shapes *s, uint32_t part) {
  struct ct_box b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (uint32_t k = s->coord0[part]; k < s->coord0[part + 1]; k++) {
    struct ct_box p = {s->xy[2 * k], s->xy[2 * k + 1], s->xy[2 * k], s->xy[2 * k + 1]};
    b = ct_box_union(&b, &p);
  }
  return b;
}

// Is the point inside the ring (even-odd)?
static bool in_ring(const struct ct_shapes *s, uint32_t part, float x, float y) {
  uint32_t from = s->coord0[part], to = s->coord0[part + 1];
  bool inside = false;
  for (uint32_t k = from; k < to; k++) {
    const float *p = s->xy + 2 * k, *q = s->xy + 2 * (k + 1 < to ? k + 1 : from);
    if ((p[1] <= y) != (q[1] <= y) && x < p[0] + (y - p[1]) / (q[1] - p[1]) * (q[0] - p[0])) inside = !inside;
  }
  return inside;
}

static bool in_area(const struct ct_area *a, float x, float y) {
  bool inside = false;
  if (x < a->box.x0 || x > a->box.x1 || y < a->box.y0 || y > a->box.y1) return false;
  for (uint32_t p = a->shapes->part0[a->shape]; p < a->shapes->part0[a->shape + 1]; p++)
    inside ^= in_ring(a->shapes, p, x, y);
  return inside;
}

void ct_areas_init(struct ct_areas *a, struct ct_arena *arena, const struct ct_label_input *in) {
  enum { MOST = 2000 };
  *a = (struct ct_areas){.v = CT_NEW_N(arena, struct ct_area, MOST)};
  for (size_t l = 0; l < in->nfills; l++) {
    const struct ct_items *items = in->fills[l].items;
    const struct ct_shapes *s = in->fills[l].shapes;
    for (size_t i = 0; i < items->n && a->n < MOST && s->part0 && s->coord0; i++) {
      size_t k;
      if (!ct_shapes_find(s, items->feature[i], &k) || !s->type || s->type[k] != CT_GEOM_POLYGON) continue;
      struct ct_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
      for (uint32_t p = s->part0[k]; p < s->part0[k + 1]; p++) {
        struct ct_box part = part_box(s, p);
        box = ct_box_union(&box, &part);
      }
      a->v[a->n++] = (struct ct_area){items->table, s, k, items->feature[i], box};
    }
  }
}

void ct_areas_shares(const struct ct_areas *a, const struct ct_table *table, uint32_t feature,
                     const struct ct_box *box, float *own, float *others) {
  enum { ACROSS = 8, DOWN = 2 };
  int mine = 0, theirs = 0;
  *own = *others = 0;
  for (size_t i = 0; i < a->n; i++) {
    const struct ct_area *v = &a->v[i];
    if (!ct_box_overlap(&v->box, box)) continue;
    int *count = v->table == table && v->feature == feature ? &mine : &theirs;
    for (int k = 0; k < ACROSS * DOWN; k++) {
      int column = k % ACROSS, row = k / ACROSS;
      float x = box->x0 + (box->x1 - box->x0) * ((float)column + 0.5F) / ACROSS;
      float y = box->y0 + (box->y1 - box->y0) * ((float)row + 0.5F) / DOWN;
      *count += in_area(v, x, y);
    }
  }
  *own = fminf((float)mine / (ACROSS * DOWN), 1);
  *others = fminf((float)theirs / (ACROSS * DOWN), 1);
}

static const struct ct_area *find(const struct ct_areas *a, const struct ct_table *table, uint32_t feature) {
  for (size_t i = 0; i < a->n; i++)
    if (a->v[i].table == table && a->v[i].feature == feature) return &a->v[i];
  return NULL;
}

// Widens left..right by what of the edge p-q is between the heights.
static void widen(const float *p, const float *q, const float heights[2], float *left, float *right) {
  if (fminf(p[1], q[1]) > heights[1] || fmaxf(p[1], q[1]) < heights[0]) return;
  for (int end = 0; end < 2; end++) {
    const float *at = end ? q : p, *other = end ? p : q;
    float y = fminf(fmaxf(at[1], heights[0]), heights[1]), d = other[1] - at[1];
    float x = d != 0 ? at[0] + (y - at[1]) / d * (other[0] - at[0]) : at[0];
    *left = fminf(*left, x);
    *right = fmaxf(*right, x);
  }
}

bool ct_areas_span(const struct ct_areas *a, const struct ct_table *table, uint32_t feature,
                   const float point[2], const float heights[2], float *left, float *right) {
  const struct ct_area *v = find(a, table, feature);
  *left = INFINITY;
  *right = -INFINITY;
  if (!v) return false;
  const struct ct_shapes *s = v->shapes;
  for (uint32_t p = s->part0[v->shape]; p < s->part0[v->shape + 1]; p++) {
    if (!in_ring(s, p, point[0], point[1])) continue;
    for (uint32_t k = s->coord0[p]; k < s->coord0[p + 1]; k++) {
      uint32_t next = k + 1 < s->coord0[p + 1] ? k + 1 : s->coord0[p];
      widen(s->xy + 2 * k, s->xy + 2 * next, heights, left, right);
    }
  }
  return *left < *right;
}

bool ct_areas_around(const struct ct_areas *a, const struct ct_table *table, uint32_t feature,
                     const float point[2], struct ct_box *box) {
  for (size_t i = 0; i < a->n; i++) {
    const struct ct_area *v = &a->v[i];
    if (v->table != table || v->feature != feature) continue;
    for (uint32_t p = v->shapes->part0[v->shape]; p < v->shapes->part0[v->shape + 1]; p++) {
      if (!in_ring(v->shapes, p, point[0], point[1])) continue;
      *box = part_box(v->shapes, p);
      return true;
    }
  }
  return false;
}

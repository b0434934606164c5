// SPDX-License-Identifier: MIT
// Tile nest: holes put behind the exteriors that hold them.
#include "load/tile_nest.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "load/tile_work.h"

struct box {
  int64_t x0, y0, x1, y1;
};

static struct box box_of(const struct ct_tile_shape *s, const struct ct_tile_path *p) {
  const struct ct_tile_vertex *v = s->vertices.v + p->v0;
  struct box b = {v->x, v->y, v->x, v->y};
  for (size_t i = 1; i < p->n; i++) {
    if (v[i].x < b.x0) b.x0 = v[i].x;
    if (v[i].x > b.x1) b.x1 = v[i].x;
    if (v[i].y < b.y0) b.y0 = v[i].y;
    if (v[i].y > b.y1) b.y1 = v[i].y;
  }
  return b;
}

static bool holds(const struct box *o, const struct box *i) {
  return i->x0 >= o->x0 && i->x1 <= o->x1 && i->y0 >= o->y0 && i->y1 <= o->y1;
}

static bool inside(const struct ct_tile_shape *s, const struct ct_tile_path *ring, double x, double y) {
  const struct ct_tile_vertex *v = s->vertices.v + ring->v0;
  bool in = false;
  for (size_t i = 0, j = ring->n - 1; i < ring->n; j = i++) {
    if (((double)v[i].y > y) == ((double)v[j].y > y)) continue;
    double t = (y - (double)v[i].y) / (double)(v[j].y - v[i].y);
    if (x < (double)v[i].x + t * (double)(v[j].x - v[i].x)) in = !in;
  }
  return in;
}

// Index of the smallest exterior that holds the hole; SIZE_MAX: none.
static size_t exterior_of(const struct ct_tile_shape *s, const struct box *boxes, size_t hole) {
  const struct ct_tile_path *h = &s->paths.v[hole];
  const struct ct_tile_vertex *a = &s->vertices.v[h->v0], *b = a + 1;
  size_t best = SIZE_MAX;
  double least = INFINITY;
  for (size_t i = 0; i < s->paths.n; i++) {
    const struct ct_tile_path *p = &s->paths.v[i];
    if (p->hole || !holds(&boxes[i], &boxes[hole])) continue;
    double area = (double)(boxes[i].x1 - boxes[i].x0) * (double)(boxes[i].y1 - boxes[i].y0);
    if (area >= least || !inside(s, p, (double)(a->x + b->x) / 2, (double)(a->y + b->y) / 2)) continue;
    least = area;
    best = i;
  }
  return best;
}

// Looking for each hole's exterior is given up where it would take minutes.
static const size_t PATIENCE = 400000000;

void ct_tile_nest(struct ct_tile_shape *s) {
  size_t n = s->paths.n, k = 0, exteriors = 0, only = 0;
  if (n < 2) return;
  struct box *boxes = CT_NEW_N(s->a, struct box, n);
  size_t *of = CT_NEW_N(s->a, size_t, n), *head = CT_NEW_N(s->a, size_t, n),
         *next = CT_NEW_N(s->a, size_t, n);
  struct ct_tile_path *out = CT_NEW_N(s->a, struct ct_tile_path, n);
  for (size_t i = 0; i < n; i++) {
    boxes[i] = box_of(s, &s->paths.v[i]);
    if (!s->paths.v[i].hole) exteriors++, only = i;
  }
  if (!exteriors) {
    s->paths.n = 0;
    return;
  }
  for (size_t i = n; i-- > 0;) {
    if (!s->paths.v[i].hole) continue;
    of[i] = exteriors == 1 || n > PATIENCE / exteriors ? only : exterior_of(s, boxes, i);
    if (of[i] == SIZE_MAX) continue;
    next[i] = head[of[i]];
    head[of[i]] = i + 1;
  }
  for (size_t i = 0; i < n; i++) {
    if (s->paths.v[i].hole) continue;
    out[k++] = s->paths.v[i];
    for (size_t h = head[i]; h; h = next[h - 1]) out[k++] = s->paths.v[h - 1];
  }
  memcpy(s->paths.v, out, k * sizeof *out);
  s->paths.n = k;
}

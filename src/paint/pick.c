// SPDX-License-Identifier: MIT
// Pick: the shapes of items, and paths gathered from them.
#include "paint/pick.h"

#include <string.h>

#include "model/shapes.h"
#include "model/table.h"

enum { LOOK_AHEAD = 8 };

static uint32_t row_of(const struct ct_shapes *s, size_t k) {
  return s->feature ? s->feature[k] : (uint32_t)k;
}

bool ct_pick_find(struct ct_pick *p, uint32_t row, size_t *k) {
  const struct ct_shapes *s = p->shapes;
  size_t at = p->next;
  for (int i = 0; i < LOOK_AHEAD && at < s->n && row_of(s, at) < row; i++) at++;
  if (at >= s->n || row_of(s, at) != row) {
    size_t lo = 0, hi = s->n;
    while (lo < hi) {
      size_t mid = lo + (hi - lo) / 2;
      if (row_of(s, mid) < row)
        lo = mid + 1;
      else
        hi = mid;
    }
    at = lo;
  }
  p->next = at;
  if (at >= s->n || row_of(s, at) != row) return false;
  p->next = at + 1;
  *k = at;
  return true;
}

size_t ct_shape_part0(const struct ct_shapes *s, size_t k) {
  return s->part0 ? s->part0[k] : k;
}

size_t ct_shape_coord0(const struct ct_shapes *s, size_t part) {
  return s->coord0 ? s->coord0[part] : part;
}

int ct_shape_type(const struct ct_shapes *s, size_t k) {
  return s->type ? s->type[k] : CT_GEOM_POINT;
}

void ct_gather_part(struct ct_gather *g, const float *xy, size_t n, const float move[2], bool reversed) {
  ct_vec_push(g->arena, &g->part0, (uint32_t)(g->xy.n / 2));
  if (g->feature) ct_vec_push(g->arena, &g->features, g->feature);
  ct_vec_reserve(g->arena, &g->xy, 2 * n);
  float *to = g->xy.v + g->xy.n;
  for (size_t i = 0; i < n; i++) {
    const float *from = xy + 2 * (reversed ? n - 1 - i : i);
    to[2 * i] = from[0] + move[0];
    to[2 * i + 1] = from[1] + move[1];
  }
  g->xy.n += 2 * n;
}

static double signed_area(const float *xy, size_t n) {
  double sum = 0;
  for (size_t i = 0, j = n - 1; i < n; j = i++)
    sum += (double)xy[2 * j] * xy[2 * i + 1] - (double)xy[2 * i] * xy[2 * j + 1];
  return sum;
}

void ct_gather_rings(struct ct_gather *g, const struct ct_shapes *s, size_t k, const float move[2]) {
  for (size_t part = ct_shape_part0(s, k); part < ct_shape_part0(s, k + 1); part++) {
    size_t from = ct_shape_coord0(s, part), n = ct_shape_coord0(s, part + 1) - from;
    if (n < 3) continue;
    const float *xy = s->xy + 2 * from;
    bool hole = s->hole && s->hole[part];
    ct_gather_part(g, xy, n, move, (signed_area(xy, n) < 0) != hole);
  }
}

struct ct_path ct_gather_take(struct ct_gather *g) {
  struct ct_path path = {.closed = g->closed, .nparts = (uint32_t)g->part0.n, .n = (uint32_t)(g->xy.n / 2)};
  if (g->features.n && g->features.n == g->part0.n) path.feature = g->features.v;
  ct_vec_push(g->arena, &g->part0, path.n);
  path.part0 = g->part0.v;
  path.xy = g->xy.v;
  memset(&g->xy, 0, sizeof g->xy);
  memset(&g->part0, 0, sizeof g->part0);
  memset(&g->features, 0, sizeof g->features);
  return path;
}

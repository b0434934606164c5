// SPDX-License-Identifier: MIT
// Lines: coasts, borders and tracks that names had better not cross, found by place.
#include "label/lines.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/placement.h"
#include "model/shapes.h"
#include "model/table.h"

enum { CELL_PT = 8, MAX_CELLS_A_SIDE = 600 };

struct segments {
  ct_vec(float) v;
};

static void add_part(struct ct_arena *a, struct segments *out, const float *xy, size_t n, bool ring) {
  for (size_t i = 0; i + 1 < n + (ring ? 1 : 0); i++) {
    const float *p = xy + 2 * i, *q = xy + 2 * ((i + 1) % n);
    if (!isfinite(p[0] + p[1] + q[0] + q[1])) continue;
    ct_vec_reserve(a, &out->v, 4);
    memcpy(out->v.v + out->v.n, (float[4]){p[0], p[1], q[0], q[1]}, 4 * sizeof(float));
    out->v.n += 4;
  }
}

static void add_shapes(struct ct_arena *a, struct segments *out, const struct ct_shapes *s) {
  for (size_t k = 0; s->type && k < s->n; k++) {
    if (s->type[k] != CT_GEOM_LINE && s->type[k] != CT_GEOM_POLYGON) continue;
    for (uint32_t p = s->part0[k]; p < s->part0[k + 1]; p++)
      add_part(a, out, s->xy + 2 * s->coord0[p], s->coord0[p + 1] - s->coord0[p],
               s->type[k] == CT_GEOM_POLYGON);
  }
}

static int clamp_cell(double at, int n) {
  if (!(at > 0)) return 0;
  return at >= n ? n - 1 : (int)at;
}

// Calls for every cell of the segment's box: count when of is NULL, else fill.
static void spread(struct ct_lines *l, size_t k, uint32_t *count, uint32_t *of) {
  const float *s = l->segments + 4 * k;
  int i0 = clamp_cell((fminf(s[0], s[2]) - l->x0) / l->cell, l->nx);
  int i1 = clamp_cell((fmaxf(s[0], s[2]) - l->x0) / l->cell, l->nx);
  int j0 = clamp_cell((fminf(s[1], s[3]) - l->y0) / l->cell, l->ny);
  int j1 = clamp_cell((fmaxf(s[1], s[3]) - l->y0) / l->cell, l->ny);
  for (int j = j0; j <= j1; j++)
    for (int i = i0; i <= i1; i++) {
      size_t c = (size_t)j * (size_t)l->nx + (size_t)i;
      if (of) of[l->start[c] + count[c]] = (uint32_t)k;
      count[c]++;
    }
}

static bool outside(const float *s, const struct ct_rect *r) {
  return fmaxf(s[0], s[2]) < r->x || fminf(s[0], s[2]) > r->x + r->w || fmaxf(s[1], s[3]) < r->y ||
         fminf(s[1], s[3]) > r->y + r->h;
}

// Only what can touch a name: in the frame.
static void keep_near(struct ct_lines *l, struct segments *all, const struct ct_rect *frame) {
  for (size_t k = 0; k < all->v.n / 4; k++) {
    if (outside(all->v.v + 4 * k, frame)) continue;
    memmove(all->v.v + 4 * l->n++, all->v.v + 4 * k, 4 * sizeof(float));
  }
  l->segments = all->v.v;
}

void ct_lines_init(struct ct_lines *l, struct ct_arena *a, const struct ct_rect *f,
                   const struct ct_shapes *const *layers, size_t n) {
  struct segments all = {0};
  for (size_t i = 0; i < n; i++) add_shapes(a, &all, layers[i]);
  *l = (struct ct_lines){.x0 = f->x, .y0 = f->y};
  keep_near(l, &all, f);
  l->cell = fmax(CELL_PT, fmax(f->w, f->h) / MAX_CELLS_A_SIDE);
  l->nx = (int)ceil(fmax(f->w, 1) / l->cell);
  l->ny = (int)ceil(fmax(f->h, 1) / l->cell);
  size_t cells = (size_t)l->nx * (size_t)l->ny;
  uint32_t *count = CT_NEW_N(a, uint32_t, cells);
  l->start = CT_NEW_N(a, uint32_t, cells + 1);
  for (size_t k = 0; l->segments && k < l->n; k++) spread(l, k, count, NULL);
  for (size_t c = 0; c < cells; c++) l->start[c + 1] = l->start[c] + count[c];
  l->of = CT_NEW_N(a, uint32_t, l->start[cells] + 1);
  l->seen = CT_NEW_N(a, uint32_t, l->n + 1);
  memset(count, 0, cells * sizeof *count);
  for (size_t k = 0; l->segments && k < l->n; k++) spread(l, k, count, l->of);
}

// Most of those that are asked about are beside it.
static bool beside(const float s[4], const struct ct_box *b) {
  return (s[0] < b->x0 && s[2] < b->x0) || (s[0] > b->x1 && s[2] > b->x1) || (s[1] < b->y0 && s[3] < b->y0) ||
         (s[1] > b->y1 && s[3] > b->y1);
}

// Length of the segment within the box (Liang and Barsky).
double ct_lines_clipped(const float s[4], const struct ct_box *b) {
  if (beside(s, b)) return 0;
  double dx = s[2] - s[0], dy = s[3] - s[1], t0 = 0, t1 = 1;
  double p[4] = {-dx, dx, -dy, dy};
  double q[4] = {s[0] - b->x0, b->x1 - s[0], s[1] - b->y0, b->y1 - s[1]};
  for (int i = 0; i < 4; i++) {
    if (p[i] == 0 && q[i] < 0) return 0;
    if (p[i] < 0) t0 = fmax(t0, q[i] / p[i]);
    if (p[i] > 0) t1 = fmin(t1, q[i] / p[i]);
  }
  return t1 > t0 ? (t1 - t0) * sqrt(dx * dx + dy * dy) : 0;
}

static double side(const float *p, const float *q, const float *r) {
  return ((double)q[0] - p[0]) * ((double)r[1] - p[1]) - ((double)q[1] - p[1]) * ((double)r[0] - p[0]);
}

bool ct_lines_cross(const float s[4], const float a[2], const float b[2]) {
  return side(s, s + 2, a) * side(s, s + 2, b) < 0 && side(a, b, s) * side(a, b, s + 2) < 0;
}

static void next_search(struct ct_lines *l) {
  if (++l->search) return;
  memset(l->seen, 0, l->n * sizeof *l->seen);
  l->search = 1;
}

struct span {
  int from, to;
};

// The cells from a to b in one direction.
static struct span cells(const struct ct_lines *l, double a, double b, int n) {
  return (struct span){clamp_cell(a / l->cell, n), clamp_cell(b / l->cell, n)};
}

// Those of a row that the straight way from a to b may pass through.
static struct span passed(const struct ct_lines *l, int row, const float *a, const float *b) {
  double dy = (double)b[1] - a[1], top = l->y0 + row * l->cell, x0 = a[0], x1 = b[0];
  if (fabs(dy) > 1e-3) {
    double slope = ((double)b[0] - a[0]) / dy, least = fmin(a[0], b[0]), most = fmax(a[0], b[0]);
    // Rows at the edge of the frame have in them what lies beyond.
    double t = row == 0 ? -INFINITY : top - a[1], u = row == l->ny - 1 ? INFINITY : top + l->cell - a[1];
    x0 = fmin(fmax(a[0] + slope * (slope < 0 ? u : t), least), most);
    x1 = fmin(fmax(a[0] + slope * (slope < 0 ? t : u), least), most);
    if (slope == 0) x0 = x1 = a[0];
  }
  // A hair more, for what rounding may do.
  return cells(l, fmin(x0, x1) - l->x0 - 0.01, fmax(x0, x1) - l->x0 + 0.01, l->nx);
}

// Sums over the segments in the cells of the box: length inside, or crossings of a-b.
static double sum(struct ct_lines *l, const struct ct_box *box, const float *a, const float *b) {
  double total = 0;
  if (!l->n) return 0;
  next_search(l);
  struct span rows = cells(l, box->y0 - l->y0, box->y1 - l->y0, l->ny);
  struct span all = cells(l, box->x0 - l->x0, box->x1 - l->x0, l->nx);
  for (int j = rows.from; j <= rows.to; j++) {
    struct span some = a && rows.from < rows.to ? passed(l, j, a, b) : all;
    size_t row = (size_t)j * (size_t)l->nx;
    uint32_t end = l->start[row + (size_t)some.to + 1];
    for (uint32_t k = l->start[row + (size_t)some.from]; k < end; k++) {
      uint32_t s = l->of[k];
      const float *segment = l->segments + 4 * (size_t)s;
      if (l->seen[s] == l->search) continue;
      l->seen[s] = l->search;
      if (beside(segment, box)) continue;
      total += a ? ct_lines_cross(segment, a, b) : ct_lines_clipped(segment, box);
    }
  }
  return total;
}

double ct_lines_inside(struct ct_lines *l, const struct ct_box *box) {
  return sum(l, box, NULL, NULL);
}

int ct_lines_crossed(struct ct_lines *l, const float a[2], const float b[2]) {
  struct ct_box box = {fminf(a[0], b[0]), fminf(a[1], b[1]), fmaxf(a[0], b[0]), fmaxf(a[1], b[1])};
  return (int)sum(l, &box, a, b);
}

// SPDX-License-Identifier: MIT
// Spot: the place inside a shape where its label should hang.
#include "project/spot.h"

#include <math.h>
#include <stddef.h>

#include "base/vec.h"
#include "project/builder.h"

enum { CELLS_MAX = 2000 };

// A further place is no worse than this share of the first.
#define SECOND_BEST 0.5

static size_t part_end(const struct ct_builder *b, size_t part) {
  return part + 1 < b->coord0.n ? b->coord0.v[part + 1] : b->xy.n / 2;
}

static double ring_area(const struct ct_builder *b, size_t part) {
  size_t from = b->coord0.v[part], to = part_end(b, part);
  double sum = 0, x0 = b->xy.v[2 * from], y0 = b->xy.v[2 * from + 1];
  for (size_t i = from, j = to - 1; i < to; j = i++)
    sum +=
        (b->xy.v[2 * j] - x0) * (b->xy.v[2 * i + 1] - y0) - (b->xy.v[2 * i] - x0) * (b->xy.v[2 * j + 1] - y0);
  return fabs(sum) / 2;
}

static double segment_distance2(double x, double y, const float *p, const float *q) {
  double dx = q[0] - p[0], dy = q[1] - p[1], len2 = dx * dx + dy * dy;
  double along = (x - p[0]) * dx + (y - p[1]) * dy;
  // A division, which takes longer than all the rest, only where it is needed.
  double t = along > 0 ? along < len2 ? along / len2 : 1 : 0;
  double ex = x - p[0] - t * dx, ey = y - p[1] - t * dy;
  return ex * ex + ey * ey;
}

// Some segments on end of a ring.
struct stretch {
  float x0, y0, x1, y1;  // what they are in
  const float *first, *last;
  const float *before;  // where the first one begins
};

// An exterior with its holes, and places that a further one keeps away from.
struct rings {
  const struct ct_builder *b;
  size_t from, to;
  size_t nstretches;
  struct stretch *stretches;
  const double *taken;  // x, y each
  size_t ntaken;
};

static void widen(struct stretch *s, const float *p) {
  s->x0 = fminf(s->x0, p[0]), s->x1 = fmaxf(s->x1, p[0]);
  s->y0 = fminf(s->y0, p[1]), s->y1 = fmaxf(s->y1, p[1]);
}

// Outlines have thousands of segments, and are asked for their distance hundreds of times.
static void cut_up(struct rings *r, struct ct_arena *a) {
  enum { SEGMENTS = 16 };
  const struct ct_builder *b = r->b;
  size_t n = 0;
  for (size_t part = r->from; part < r->to; part++)
    n += (part_end(b, part) - b->coord0.v[part]) / SEGMENTS + 1;
  r->stretches = CT_NEW_N(a, struct stretch, n);
  for (size_t part = r->from; part < r->to; part++) {
    const float *from = b->xy.v + 2 * b->coord0.v[part], *end = b->xy.v + 2 * part_end(b, part);
    const float *before = end - 2;
    for (const float *p = from; p < end; p += (size_t)2 * SEGMENTS) {
      const float *last = end - p > 2 * SEGMENTS ? p + 2 * (SEGMENTS - 1) : end - 2;
      struct stretch s = {before[0], before[1], before[0], before[1], p, last, before};
      for (const float *q = p; q <= last; q += 2) widen(&s, q);
      r->stretches[r->nstretches++] = s;
      before = last;
    }
  }
}

static double box_distance2(const struct stretch *s, double x, double y) {
  double dx = x < s->x0 ? s->x0 - x : x > s->x1 ? x - s->x1 : 0;
  double dy = y < s->y0 ? s->y0 - y : y > s->y1 ? y - s->y1 : 0;
  return dx * dx + dy * dy;
}

// Does a ray to the right from there cross the stretch an odd number of times? *least: the distance to it, if that is less.
static bool look_along(const struct stretch *s, double x, double y, double *least) {
  bool crossed = false;
  for (const float *p = s->before, *q = s->first; q <= s->last; p = q, q += 2) {
    if ((p[1] > y) != (q[1] > y) && x < (q[0] - p[0]) * (y - p[1]) / (q[1] - p[1]) + p[0]) crossed = !crossed;
    double d = segment_distance2(x, y, p, q);
    if (d < *least) *least = d;
  }
  return crossed;
}

// Distance to the outline and to what is taken, negative outside. Where it is `enough` or less, how much less is not told.
static double depth_at(const struct rings *r, double x, double y, double enough) {
  double least = INFINITY, enough2 = enough > 0 ? enough * enough : -1;
  bool in = false;
  for (size_t i = 0; i < r->nstretches; i++) {
    if (least <= enough2) return enough;
    const struct stretch *s = &r->stretches[i];
    bool beside = y < s->y0 || y > s->y1 || x < s->x0 || x > s->x1;
    if (!beside || box_distance2(s, x, y) < least)
      in ^= look_along(s, x, y, &least);
    else if (x < s->x0)
      in ^= (s->before[1] > y) != (s->last[1] > y);
  }
  for (size_t i = 0; in && i < r->ntaken; i++) {
    double dx = x - r->taken[2 * i], dy = y - r->taken[2 * i + 1];
    least = fmin(least, dx * dx + dy * dy);
  }
  return in ? sqrt(least) : -sqrt(least);
}

// Mapbox's polylabel: a square of half size h whose middle is `depth` inside can hold
// nothing deeper than depth + h sqrt 2.
struct ct_spot_square {
  double x, y, h, depth, most;
};

// Squares that can hold nothing deeper than `best` are as good as any other of them.
static struct ct_spot_square square_at(const struct rings *r, double x, double y, double h, double best) {
  struct ct_spot_square s = {x, y, h, depth_at(r, x, y, best - h * 1.5), 0};
  s.most = s.depth + h * 1.4142135623730951;
  return s;
}

static void heap_push(struct ct_spot_heap *heap, struct ct_spot_square s) {
  ct_vec_push(heap->arena, heap, s);
  size_t i = heap->n - 1;
  while (i && heap->v[(i - 1) / 2].most < s.most) {
    heap->v[i] = heap->v[(i - 1) / 2];
    i = (i - 1) / 2;
  }
  heap->v[i] = s;
}

static struct ct_spot_square heap_pop(struct ct_spot_heap *heap) {
  struct ct_spot_square top = heap->v[0], s = heap->v[--heap->n];
  size_t i = 0, n = heap->n;
  for (size_t child; (child = 2 * i + 1) < n; i = child) {
    if (child + 1 < n && heap->v[child + 1].most > heap->v[child].most) child++;
    if (heap->v[child].most <= s.most) break;
    heap->v[i] = heap->v[child];
  }
  heap->v[i] = s;
  return top;
}

static struct ct_box part_box(const struct ct_builder *b, size_t part) {
  struct ct_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (size_t i = b->coord0.v[part]; i < part_end(b, part); i++) {
    double x = b->xy.v[2 * i], y = b->xy.v[2 * i + 1];
    box.x0 = fmin(box.x0, x), box.x1 = fmax(box.x1, x);
    box.y0 = fmin(box.y0, y), box.y1 = fmax(box.y1, y);
  }
  return box;
}

// Returns how deep it is.
static double inaccessible(const struct rings *r, const struct ct_box *box, struct ct_spot_heap *heap,
                           double *x, double *y) {
  double w = box->x1 - box->x0, h = box->y1 - box->y0, size = fmin(w, h), precision = fmax(0.25, size / 64);
  heap->n = 0;
  struct ct_spot_square best = square_at(r, (box->x0 + box->x1) / 2, (box->y0 + box->y1) / 2, 0, -INFINITY);
  // At most 32 squares along the longer side to start with.
  double cell = fmax(size, fmax(w, h) / 32);
  int columns = cell > 0 ? (int)ceil(w / cell) : 0, rows = cell > 0 ? (int)ceil(h / cell) : 0;
  for (int row = 0; row < rows; row++)
    for (int column = 0; column < columns; column++)
      heap_push(heap, square_at(r, box->x0 + cell * (column + 0.5), box->y0 + cell * (row + 0.5), cell / 2,
                                best.depth));
  for (int seen = 0; heap->n && seen < CELLS_MAX; seen++) {
    struct ct_spot_square s = heap_pop(heap);
    if (s.depth > best.depth) best = s;
    if (s.most - best.depth <= precision) break;
    for (int i = 0; i < 4; i++)
      heap_push(heap, square_at(r, s.x + (i & 1 ? s.h : -s.h) / 2, s.y + (i & 2 ? s.h : -s.h) / 2, s.h / 2,
                                best.depth));
  }
  *x = best.x, *y = best.y;
  return best.depth;
}

static struct rings rings_from(const struct ct_builder *b, size_t exterior, struct ct_arena *a) {
  struct rings r = {.b = b, .from = exterior, .to = exterior + 1};
  while (r.to < b->coord0.n && b->hole.v[r.to]) r.to++;
  cut_up(&r, a);
  return r;
}

static void spot_of(const struct ct_builder *b, size_t exterior, struct ct_spot_heap *heap, double *x,
                    double *y) {
  struct rings r = rings_from(b, exterior, heap->arena);
  struct ct_box box = part_box(b, exterior);
  inaccessible(&r, &box, heap, x, y);
}

size_t ct_spots_of_polygon(const struct ct_builder *b, struct ct_spot_heap *heap, double xy[2 * CT_SPOTS]) {
  size_t largest = SIZE_MAX;
  double most = 0;
  for (size_t part = 0; part < b->coord0.n; part++) {
    double area = b->hole.v[part] ? 0 : ring_area(b, part);
    if (area > most) most = area, largest = part;
  }
  if (largest == SIZE_MAX) return 0;
  struct rings r = rings_from(b, largest, heap->arena);
  struct ct_box box = part_box(b, largest);
  r.taken = xy;
  double first = inaccessible(&r, &box, heap, &xy[0], &xy[1]);
  for (r.ntaken = 1; r.ntaken < CT_SPOTS && first > 0; r.ntaken++)
    if (inaccessible(&r, &box, heap, &xy[2 * r.ntaken], &xy[2 * r.ntaken + 1]) < SECOND_BEST * first) break;
  return r.ntaken;
}

bool ct_spot_of_next(const struct ct_builder *b, struct ct_spot_heap *heap, size_t *part, double *x,
                     double *y) {
  while (*part < b->coord0.n && (b->hole.v[*part] || !(ring_area(b, *part) > 0))) ++*part;
  if (*part >= b->coord0.n) return false;
  spot_of(b, (*part)++, heap, x, y);
  return true;
}

static double distance(const float *p, const float *q) {
  return hypot((double)q[0] - p[0], (double)q[1] - p[1]);
}

static double line_length(const struct ct_builder *b, size_t part) {
  double sum = 0;
  for (size_t i = b->coord0.v[part] + 1; i < part_end(b, part); i++)
    sum += distance(b->xy.v + 2 * i - 2, b->xy.v + 2 * i);
  return sum;
}

bool ct_spot_of_line(const struct ct_builder *b, double *x, double *y) {
  size_t longest = SIZE_MAX;
  double most = 0;
  for (size_t part = 0; part < b->coord0.n; part++) {
    double length = line_length(b, part);
    if (length > most) most = length, longest = part;
  }
  if (longest == SIZE_MAX) return false;
  double left = most / 2;
  for (size_t i = b->coord0.v[longest] + 1; i < part_end(b, longest); i++) {
    const float *p = b->xy.v + 2 * i - 2, *q = p + 2;
    double d = distance(p, q), t = d > 0 ? left / d : 0;
    *x = p[0] + t * (q[0] - p[0]), *y = p[1] + t * (q[1] - p[1]);
    if (left <= d) return true;
    left -= d;
  }
  return true;
}

// SPDX-License-Identifier: MIT
// Place: which corner of the frame each piece of furniture takes, clear of the data.
#include "page/place.h"

#include <math.h>
#include <stdint.h>

#include "base/arena.h"

enum { CELLS = 256, SPOTS = 16 };

// Points counted in cells, summed from the upper left: any rectangle's count is four reads.
struct density {
  struct ct_rect frame;
  uint32_t *sum;  // (CELLS + 1) squared
  double total;
};

static int cell(double v, double from, double size) {
  double t = floor((v - from) / size * CELLS);
  return t < 0 ? -1 : t >= CELLS ? CELLS : (int)t;
}

static void count_points(struct density *d, const struct ct_place_request *q, struct ct_arena *a) {
  enum { ROW = CELLS + 1 };
  d->frame = q->frame;
  d->sum = CT_NEW_N(a, uint32_t, (size_t)ROW * ROW);
  d->total = 0;
  for (size_t i = 0; i < q->npoints; i++) {
    double x = q->points[2 * i], y = q->points[2 * i + 1];
    if (!isfinite(x) || !isfinite(y)) continue;
    int cx = cell(x, d->frame.x, d->frame.w), cy = cell(y, d->frame.y, d->frame.h);
    if (cx < 0 || cy < 0 || cx >= CELLS || cy >= CELLS) continue;
    d->sum[(size_t)(cy + 1) * ROW + (size_t)cx + 1]++;
    d->total++;
  }
  for (size_t y = 1; y < ROW; y++)
    for (size_t x = 1; x < ROW; x++)
      d->sum[y * ROW + x] +=
          d->sum[(y - 1) * ROW + x] + d->sum[y * ROW + x - 1] - d->sum[(y - 1) * ROW + x - 1];
}

// Points in the rectangle grown by `grow`.
static double points_in(const struct density *d, const struct ct_rect *r, double grow) {
  int x0 = cell(r->x - grow, d->frame.x, d->frame.w),
      x1 = cell(r->x + r->w + grow, d->frame.x, d->frame.w) + 1;
  int y0 = cell(r->y - grow, d->frame.y, d->frame.h),
      y1 = cell(r->y + r->h + grow, d->frame.y, d->frame.h) + 1;
  int edge[4] = {x0, x1, y0, y1};
  for (int i = 0; i < 4; i++) edge[i] = edge[i] < 0 ? 0 : edge[i] > CELLS ? CELLS : edge[i];
  size_t row = CELLS + 1, l = (size_t)edge[0], r1 = (size_t)edge[1], t = (size_t)edge[2], b = (size_t)edge[3];
  return (double)(d->sum[b * row + r1] - d->sum[t * row + r1] - d->sum[b * row + l] + d->sum[t * row + l]);
}

// A place and what it costs by custom, in points covered.
struct spot {
  struct ct_rect at;
  double cost;
};

// Where along the frame: 0 start, 0.5 middle, 1 end.
struct custom {
  double x, y, cost;
};

static const struct custom legend_custom[] = {{1, 1, 0},      {0, 1, 0.08},  {1, 0, 0.12},  {0, 0, 0.14},
                                              {1, 0.5, 0.34}, {0, 0.5, 0.4}, {0.5, 1, 0.5}, {0.5, 0, 0.55}};
static const struct custom locator_custom[] = {{1, 0, 0}, {0, 0, 0.06}, {1, 1, 0.1}, {0, 1, 0.12}};
static const struct custom bar_custom[] = {{0, 1, 0},   {1, 1, 0.06}, {0.5, 1, 0.3},
                                           {0, 0, 0.3}, {1, 0, 0.32}, {0.5, 0, 0.6}};

static size_t spots_of(const struct ct_rect *frame, double w, double h, const struct custom *custom, size_t n,
                       struct spot *out) {
  for (size_t i = 0; i < n; i++)
    out[i] = (struct spot){
        {frame->x + custom[i].x * (frame->w - w), frame->y + custom[i].y * (frame->h - h), w, h},
        custom[i].cost};
  return n;
}

// Above, below and beside a piece that is already there, along the same edge.
static size_t spots_beside(const struct ct_place_request *q, const struct ct_rect *by, double w, double h,
                           double cost, struct spot *out) {
  const struct ct_rect *f = &q->frame;
  bool left = by->x <= f->x + 0.01, top = by->y <= f->y + 0.01;
  double x = left ? by->x : by->x + by->w - w, y = top ? by->y : by->y + by->h - h;
  size_t n = 0;
  out[n++] = (struct spot){{x, top ? by->y + by->h + q->apart : by->y - h - q->apart, w, h}, cost};
  out[n++] = (struct spot){{left ? by->x + by->w + q->apart : by->x - w - q->apart, y, w, h}, cost + 0.05};
  return n;
}

static bool inside(const struct ct_rect *f, const struct ct_rect *r) {
  return r->x >= f->x - 0.01 && r->y >= f->y - 0.01 && r->x + r->w <= f->x + f->w + 0.01 &&
         r->y + r->h <= f->y + f->h + 0.01;
}

static bool apart(const struct ct_rect *r, const struct ct_rect *s, double by) {
  if (r->w <= 0 || s->w <= 0) return true;
  return r->x + r->w + by <= s->x + 0.01 || s->x + s->w + by <= r->x + 0.01 ||
         r->y + r->h + by <= s->y + 0.01 || s->y + s->h + by <= r->y + 0.01;
}

struct search {
  const struct ct_place_request *q;
  struct density d;
  double best;
  struct ct_place_result result;
};

// Points covered, some of those nearby, and custom.
static double spot_cost(const struct search *s, const struct spot *t) {
  if (t->at.w <= 0) return 0;
  // With many points one more or less no longer outweighs custom.
  double unit = fmax(1, s->d.total / 300);
  return (points_in(&s->d, &t->at, 6) + 0.04 * points_in(&s->d, &t->at, 28)) / unit + t->cost;
}

static void try_bars(struct search *s, const struct spot *legend, const struct spot *locator, double cost) {
  const struct ct_place_request *q = s->q;
  struct spot bars[SPOTS] = {{{0, 0, 0, 0}, 0}};
  size_t n = 1;
  if (q->bar_w > 0) {
    n = spots_of(&q->frame, q->bar_w, q->bar_h, bar_custom, sizeof bar_custom / sizeof *bar_custom, bars);
    if (legend->at.w > 0) n += spots_beside(q, &legend->at, q->bar_w, q->bar_h, 0.3, bars + n);
    if (locator->at.w > 0) n += spots_beside(q, &locator->at, q->bar_w, q->bar_h, 0.35, bars + n);
  }
  for (size_t i = 0; i < n; i++) {
    const struct ct_rect *r = &bars[i].at;
    if (!apart(r, &legend->at, q->apart) || !apart(r, &locator->at, q->apart)) continue;
    if (r->w > 0 && !inside(&q->frame, r)) continue;
    double all = cost + spot_cost(s, &bars[i]);
    if (all >= s->best - 1e-9) continue;
    s->best = all;
    s->result.legend = legend->at;
    s->result.locator = locator->at;
    s->result.bar = *r;
  }
}

static void try_locators(struct search *s, const struct spot *legend, double cost) {
  const struct ct_place_request *q = s->q;
  struct spot spots[SPOTS] = {{{0, 0, 0, 0}, 0}};
  size_t n = 1;
  if (q->locator_w > 0) {
    n = spots_of(&q->frame, q->locator_w, q->locator_h, locator_custom,
                 sizeof locator_custom / sizeof *locator_custom, spots);
    if (legend->at.w > 0) n += spots_beside(q, &legend->at, q->locator_w, q->locator_h, 0.2, spots + n);
  }
  for (size_t i = 0; i < n; i++) {
    if (!apart(&spots[i].at, &legend->at, q->apart)) continue;
    if (spots[i].at.w > 0 && !inside(&q->frame, &spots[i].at)) continue;
    try_bars(s, legend, &spots[i], cost + spot_cost(s, &spots[i]));
  }
}

static void try_legend(struct search *s, size_t shape) {
  const struct ct_place_request *q = s->q;
  const struct ct_place_shape *l = &q->legend[shape];
  struct spot spots[SPOTS];
  size_t n =
      spots_of(&q->frame, l->w, l->h, legend_custom, sizeof legend_custom / sizeof *legend_custom, spots);
  for (size_t i = 0; i < n; i++) {
    if (!inside(&q->frame, &spots[i].at)) continue;
    double before = s->best;
    try_locators(s, &spots[i], spot_cost(s, &spots[i]) + l->cost);
    if (s->best < before) s->result.legend_shape = shape;
  }
}

static bool try_all(struct search *s) {
  static const struct spot none;
  s->best = INFINITY;
  for (size_t i = 0; i < s->q->nlegend; i++) try_legend(s, i);
  if (s->q->nlegend == 0) try_locators(s, &none, 0);
  return s->best < INFINITY;
}

void ct_place_solve(const struct ct_place_request *request, struct ct_arena *a, struct ct_place_result *out) {
  struct ct_place_request q = *request;
  struct search s = {.q = &q};
  *out = (struct ct_place_result){.legend_shape = 0};
  if (!(q.frame.w > 0) || !(q.frame.h > 0)) return;
  count_points(&s.d, &q, a);
  bool solved = try_all(&s);
  if (!solved) q.locator_w = 0;
  if (!solved && !(solved = try_all(&s))) q.bar_w = 0;
  if (!solved && !(solved = try_all(&s))) q.nlegend = 0;
  if (solved || try_all(&s)) *out = s.result;
}

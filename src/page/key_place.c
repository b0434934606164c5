// SPDX-License-Identifier: MIT
// Key place: where a numbered key stands on the map, clear of marks and of the other furniture.
#include <math.h>

#include "base/arena.h"
#include "page/key_list.h"
#include "page/sheet.h"

// Around a point there is its mark.
#define MARK_PT 6.0
// Of the frame, the most that a key on the map hides.
#define MOST_SHARE 0.33

static const float sizes[] = {0.95F, 0.88F, 0.8F};
enum { SIZES = sizeof sizes / sizeof *sizes };

struct search {
  const struct ct_page *p;
  const struct ct_page_key *key;
  double best;
  struct ct_rect at;
  int found, shape;  // which shape the best has; -1: none
};

static bool overlap(const struct ct_rect *r, const struct ct_rect *s, double grow) {
  return r->x < s->x + s->w + grow && s->x < r->x + r->w + grow && r->y < s->y + s->h + grow &&
         s->y < r->y + r->h + grow;
}

// ---- What a place costs

// Points within MARK_PT hide a mark; those around make it a busy place.
static bool over_mark(const struct search *s, const struct ct_rect *r, double *busy) {
  const double near = 24;
  *busy = 0;
  for (size_t i = 0; i < s->key->npoints; i++) {
    double dx = s->key->points[2 * i] - r->x, dy = s->key->points[2 * i + 1] - r->y;
    dx = dx < 0 ? -dx : dx > r->w ? dx - r->w : 0;
    dy = dy < 0 ? -dy : dy > r->h ? dy - r->h : 0;
    if (dx < MARK_PT && dy < MARK_PT) return true;
    if (dx < near && dy < near) *busy += 1;
  }
  return false;
}

// The panels that the key may touch: an edge in common looks better than a slit between.
static size_t panels(const struct ct_page *p, struct ct_rect out[2]) {
  size_t n = 0;
  if (p->legend_panel) out[n++] = p->legend_at;
  if (p->locator_at.w > 0) out[n++] = p->locator_at;
  return n;
}

static bool on_furniture(const struct search *s, const struct ct_rect *r) {
  struct ct_rect touch[2];
  size_t n = panels(s->p, touch);
  for (size_t i = 0; i < s->p->nobstacles; i++) {
    // Obstacles have their clearance with them.
    const struct ct_rect *o = &s->p->obstacles[i];
    for (size_t k = 0; k < n; k++)
      if (overlap(o, &touch[k], -4)) o = &touch[k];
    if (overlap(r, o, -0.01)) return true;
  }
  return false;
}

// Texts that would have to give way, corners before sides, and the area.
static double cost_of(const struct search *s, const struct ct_rect *r, double busy) {
  const struct ct_rect *f = &s->p->frame;
  double cost = 0.03 * fmin(busy, 30) + 6 * r->w * r->h / (f->w * f->h);
  for (size_t i = 0; i < s->key->ntexts; i++) cost += overlap(r, &s->key->texts[i], 2) ? 0.5 : 0;
  double left = r->x - f->x, right = f->x + f->w - r->x - r->w;
  double top = r->y - f->y, bottom = f->y + f->h - r->y - r->h;
  struct ct_rect touch[2];
  bool joined = false;
  for (size_t i = panels(s->p, touch); i > 0; i--) joined = joined || overlap(r, &touch[i - 1], 0.5);
  double off = fmin(left, right) / f->w + fmin(top, bottom) / f->h;
  if (!joined) cost += 0.15 + 1.2 * off;
  // The customary order: by the legend, to the right, low.
  return cost + (left < right ? 0.06 : 0) + (top < bottom ? 0.04 : 0);
}

static void try_at(struct search *s, double x, double y, double w, double h) {
  const struct ct_rect *f = &s->p->frame;
  struct ct_rect r = {x, y, w, h};
  double busy;
  if (x < f->x - 0.01 || y < f->y - 0.01 || x + w > f->x + f->w + 0.01 || y + h > f->y + f->h + 0.01) return;
  if (on_furniture(s, &r)) return;
  // A lower bound first: marks take longest to look through.
  if (cost_of(s, &r, 0) >= s->best - 1e-9 || over_mark(s, &r, &busy)) return;
  double cost = cost_of(s, &r, busy);
  if (cost >= s->best - 1e-9) return;
  s->best = cost;
  s->at = r;
  s->found = s->shape;
}

// ---- Places

// Along the edges of the frame, as the legend stands.
static void try_edges(struct search *s, double w, double h) {
  const struct ct_rect *f = &s->p->frame;
  double step = fmax(s->p->sizes.grid / 2, 4), right = f->x + f->w - w, bottom = f->y + f->h - h;
  for (int i = 0; i * step <= f->h - h + step; i++) {
    double y = fmin(f->y + i * step, bottom);
    try_at(s, f->x, y, w, h);
    try_at(s, right, y, w, h);
  }
  for (int i = 0; i * step <= f->w - w + step; i++) {
    double x = fmin(f->x + i * step, right);
    try_at(s, x, f->y, w, h);
    try_at(s, x, bottom, w, h);
  }
}

// Above, below and beside a panel, of its width where that is not much more.
static void try_beside(struct search *s, const struct ct_rect *l, double w, double h) {
  const struct ct_rect *f = &s->p->frame;
  double as_wide = w <= l->w && w > 0.6 * l->w ? l->w : w;
  double x = l->x <= f->x + 0.01 ? l->x : l->x + l->w - as_wide;
  try_at(s, x, l->y - h, as_wide, h);
  try_at(s, x, l->y + l->h, as_wide, h);
  double y = l->y <= f->y + 0.01 ? l->y : l->y + l->h - h;
  try_at(s, l->x - w, y, w, h);
  try_at(s, l->x + l->w, y, w, h);
}

static void try_shape(struct search *s, double w, double h) {
  struct ct_rect touch[2];
  for (size_t i = panels(s->p, touch); i > 0; i--) try_beside(s, &touch[i - 1], w, h);
  try_edges(s, w, h);
}

bool ct_key_list_place(const struct ct_page *p, const struct ct_page_key *key, struct ct_arena *a,
                       struct ct_key_block *out, struct ct_rect *at) {
  struct ct_key_block blocks[CT_KEY_COLUMNS] = {{0}};
  struct search s = {.p = p, .key = key, .found = -1};
  double pad = 2 * p->sizes.inset;
  for (int i = 0; i < SIZES && s.found < 0; i++) {
    s.best = INFINITY;
    for (s.shape = 0; s.shape < CT_KEY_COLUMNS; s.shape++) {
      struct ct_key_block *b = &blocks[s.shape];
      float size = fmaxf(p->sizes.legend * sizes[i], 5.5F);
      struct ct_key_setting set = {size, 15 * (double)size, s.shape + 1};
      if (!ct_key_list_set(p, key, &set, a, b)) continue;
      if ((b->w + pad) * (b->h + pad) > MOST_SHARE * p->frame.w * p->frame.h) continue;
      try_shape(&s, b->w + pad, b->h + pad);
    }
  }
  if (s.found < 0) return false;
  *out = blocks[s.found];
  *at = s.at;
  return true;
}

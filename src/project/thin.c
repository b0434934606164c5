// SPDX-License-Identifier: MIT
// Thin: drops vertices that fall into the same small cell, the same way from either side of a border.
#include "project/thin.h"

#include <math.h>
#include <string.h>

struct cell {
  int64_t x, y;
};

static struct cell cell_of(const struct ct_vertex *v, double per_unit) {
  // The offset makes truncation a floor.
  double x = v->x * per_unit + 1e12, y = v->y * per_unit + 1e12;
  if (!(x > 0 && x < 9e18)) x = 0;
  if (!(y > 0 && y < 9e18)) y = 0;
  return (struct cell){(int64_t)x, (int64_t)y};
}

static bool same(struct cell a, struct cell b) {
  return a.x == b.x && a.y == b.y;
}

static double off_middle(const struct ct_vertex *v, struct cell c, double per_unit) {
  double dx = v->x * per_unit + 1e12 - (double)c.x - 0.5, dy = v->y * per_unit + 1e12 - (double)c.y - 0.5;
  return dx * dx + dy * dy;
}

// Is `a` to stand for the run rather than b? Ties fall the same way in both directions.
static bool better(const struct ct_vertex *a, const struct ct_vertex *b, struct cell c, double per_unit) {
  double da = off_middle(a, c, per_unit), db = off_middle(b, c, per_unit);
  if (da != db) return da < db;
  return a->x != b->x ? a->x < b->x : a->y < b->y;
}

static void push(struct ct_chain *out, const struct ct_vertex *v) {
  ct_chain_push_marked(out, v->x, v->y, v->flags, v->mark);
}

void ct_thin_ring(const struct ct_chain *in, double cell, struct ct_chain *out) {
  const double per_unit = 1 / cell;
  out->n = 0;
  if (in->n == 0) return;
  size_t start = 0;
  struct cell last = cell_of(&in->v[in->n - 1], per_unit);
  while (start < in->n && same(cell_of(&in->v[start], per_unit), last)) start++;
  if (start == in->n) start = 0;
  const struct ct_vertex *best = &in->v[start];
  struct cell here = cell_of(best, per_unit);
  for (size_t k = 1; k < in->n; k++) {
    size_t i = start + k < in->n ? start + k : start + k - in->n;
    const struct ct_vertex *v = &in->v[i];
    struct cell c = cell_of(v, per_unit);
    if (!same(c, here) || ((v->flags | best->flags) & CT_EDGE_ARC)) {
      push(out, best);
      best = v, here = c;
    } else if (better(v, best, c, per_unit)) {
      best = v;
    }
  }
  push(out, best);
}

// One piece without gaps, from..to inclusive.
static void thin_piece(const struct ct_vertex *v, size_t n, double per_unit, struct ct_chain *out) {
  push(out, &v[0]);
  struct cell first = cell_of(&v[0], per_unit), last = cell_of(&v[n - 1], per_unit), here = first;
  const struct ct_vertex *best = NULL;
  for (size_t i = 1; i + 1 < n; i++) {
    struct cell c = cell_of(&v[i], per_unit);
    if (best && same(c, here)) {
      if (better(&v[i], best, c, per_unit)) best = &v[i];
      continue;
    }
    if (best) push(out, best);
    best = same(c, here) ? NULL : &v[i];  // the first cell is the first vertex's
    here = c;
  }
  if (best && !same(here, last)) push(out, best);
  if (n > 1) push(out, &v[n - 1]);
}

void ct_thin_line(const struct ct_chain *in, double cell, struct ct_chain *out) {
  out->n = 0;
  for (size_t from = 0; from < in->n;) {
    size_t to = from;
    while (to + 1 < in->n && !(in->v[to].flags & CT_EDGE_CUT)) to++;
    thin_piece(&in->v[from], to - from + 1, 1 / cell, out);
    out->v[out->n - 1].flags |= CT_EDGE_CUT;
    from = to + 1;
  }
}

// How far a line without the vertex would be off it or off any dropped before; `order`
// settles ties without regard to direction.
struct flatness {
  double height;
  uint64_t order;
};

static struct flatness flatness_of(const struct ct_vertex *p, const struct ct_vertex *v,
                                   const struct ct_vertex *q) {
  double dx = q->x - p->x, dy = q->y - p->y, ex = v->x - p->x, ey = v->y - p->y;
  double len2 = dx * dx + dy * dy, cross = dx * ey - dy * ex, along = dx * ex + dy * ey;
  struct flatness f = {INFINITY, 0};
  // Beyond the ends of the line it is a spike, which stays.
  if (along < 0 || along > len2 || !(len2 > 0)) return f;
  f.height = fabs(cross) / sqrt(len2) + (p->mark > v->mark ? p->mark : v->mark);
  uint64_t bits[2];
  memcpy(&bits[0], &v->x, sizeof bits[0]);
  memcpy(&bits[1], &v->y, sizeof bits[1]);
  f.order = (bits[0] ^ (bits[1] << 1 | bits[1] >> 63)) * 0x9E3779B97F4A7C15u;
  return f;
}

static bool flatter(struct flatness a, struct flatness b) {
  return a.height != b.height ? a.height < b.height : a.order < b.order;
}

static void thin_round(struct ct_chain *c, bool ring, double height) {
  const size_t n = c->n;
  const struct flatness fixed = {INFINITY, 0};
  const struct ct_vertex first = c->v[0], second = c->v[1], last = c->v[n - 1];
  const struct flatness head = ring ? flatness_of(&last, &first, &second) : fixed;
  struct flatness before = ring ? flatness_of(&c->v[n - 2], &last, &first) : fixed, here = head;
  size_t kept = 0;
  double head_dropped = -1;
  for (size_t i = 0; i < n; i++) {
    const struct ct_vertex v = c->v[i];  // what comes after it is untouched
    struct flatness after = head;
    if (i + 1 < n) {
      bool end = !ring && (i + 2 == n || ((v.flags | c->v[i + 1].flags) & CT_EDGE_CUT));
      after = end ? fixed : flatness_of(&v, &c->v[i + 1], i + 2 < n ? &c->v[i + 2] : &first);
    }
    bool drop = here.height < height && flatter(here, before) && flatter(here, after);
    if (!drop)
      c->v[kept++] = v;
    else if (kept)
      c->v[kept - 1].mark = (float)here.height;
    else
      head_dropped = here.height;
    before = here;
    here = after;
  }
  // The vertex before a ring's first is its last, which then stays.
  if (head_dropped >= 0) c->v[kept - 1].mark = (float)head_dropped;
  c->n = kept;
}

void ct_thin_flat(struct ct_chain *c, bool ring, double height) {
  while (c->n >= 5) {
    size_t was = c->n;
    thin_round(c, ring, height);
    if (c->n >= was - was / 8) return;  // not worth another look
  }
}

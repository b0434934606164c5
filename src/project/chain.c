// SPDX-License-Identifier: MIT
// Chain: a ring or line on its way from lon/lat to the page, and its clipping to rectangles.
#include "project/chain.h"

#include <math.h>
#include <string.h>

#include "base/vec.h"

void ct_chain_grow(struct ct_chain *c) {
  ct_vec_reserve(c->arena, c, c->n ? c->n : 64);
}

void ct_chain_copy(struct ct_chain *out, const struct ct_chain *in) {
  out->n = 0;
  ct_vec_reserve(out->arena, out, in->n);
  if (in->n) memcpy(out->v, in->v, in->n * sizeof *in->v);
  out->n = in->n;
}

struct ct_box ct_chain_box(const struct ct_chain *c) {
  struct ct_box b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (size_t i = 0; i < c->n; i++) {
    const struct ct_vertex *v = &c->v[i];
    if (v->x < b.x0) b.x0 = v->x;
    if (v->x > b.x1) b.x1 = v->x;
    if (v->y < b.y0) b.y0 = v->y;
    if (v->y > b.y1) b.y1 = v->y;
  }
  return b;
}

double ct_chain_area2(const struct ct_chain *c) {
  double sum = 0;
  for (size_t i = 0, j = c->n - 1; i < c->n; j = i++) {
    double dx = c->v[0].x, dy = c->v[0].y;
    sum += (c->v[j].x - dx) * (c->v[i].y - dy) - (c->v[i].x - dx) * (c->v[j].y - dy);
  }
  return c->n ? sum : 0;
}

static bool even_odd(const struct ct_chain *c, double x, double y) {
  bool in = false;
  for (size_t i = 0, j = c->n - 1; i < c->n; j = i++) {
    const struct ct_vertex *p = &c->v[i], *q = &c->v[j];
    if ((p->y > y) != (q->y > y) && x < (q->x - p->x) * (y - p->y) / (q->y - p->y) + p->x) in = !in;
  }
  return in;
}

bool ct_chain_holds(const struct ct_chain *ring, double x, double y) {
  struct ct_box b = ct_chain_box(ring);
  bool in = false;
  if (!(b.x1 - b.x0 < 1e6)) return false;
  long first = (long)ceil((b.x0 - x) / 360), last = (long)floor((b.x1 - x) / 360);
  for (long k = first; k <= last; k++) in ^= even_odd(ring, x + 360 * (double)k, y);
  return in;
}

static void swap(struct ct_chain *a, struct ct_chain *b) {
  struct ct_chain t = *a;
  *a = *b;
  *b = t;
}

// A half-plane: sign * (axis - limit) >= 0.
struct half {
  bool vertical_axis;  // y
  double sign, limit;
};

static double depth(const struct half *h, const struct ct_vertex *v) {
  return h->sign * ((h->vertical_axis ? v->y : v->x) - h->limit);
}

static struct ct_vertex crossing(const struct half *h, const struct ct_vertex *p, const struct ct_vertex *q) {
  double dp = depth(h, p), dq = depth(h, q), t = dp / (dp - dq);
  struct ct_vertex m = {p->x + t * (q->x - p->x), p->y + t * (q->y - p->y), 0, 0};
  if (h->vertical_axis)
    m.y = h->limit;
  else
    m.x = h->limit;
  return m;
}

static void clip_ring_half(struct ct_chain *c, const struct half *h, struct ct_chain *out) {
  out->n = 0;
  ct_vec_reserve(out->arena, out, c->n + 8);
  for (size_t i = 0; i < c->n; i++) {
    const struct ct_vertex *p = &c->v[i], *q = &c->v[i + 1 < c->n ? i + 1 : 0];
    bool pin = depth(h, p) >= 0, qin = depth(h, q) >= 0;
    if (pin) ct_chain_push(out, p->x, p->y, p->flags);
    if (pin == qin) continue;
    struct ct_vertex m = crossing(h, p, q);
    ct_chain_push(out, m.x, m.y, pin ? CT_EDGE_CUT : p->flags);
  }
  swap(c, out);
}

void ct_chain_clip_ring(struct ct_chain *c, const struct ct_box *box, struct ct_chain *spare) {
  const struct half half[4] = {
      {false, 1, box->x0}, {false, -1, box->x1}, {true, 1, box->y0}, {true, -1, box->y1}};
  struct ct_box has = ct_chain_box(c);
  const bool crosses[4] = {has.x0<box->x0, has.x1> box->x1, has.y0<box->y0, has.y1> box->y1};
  if (!ct_box_meets(&has, box)) c->n = 0;
  for (int i = 0; i < 4 && c->n; i++) {
    if (crosses[i]) clip_ring_half(c, &half[i], spare);
  }
}

// Liang-Barsky.
bool ct_chain_clip_segment(const struct ct_vertex *p, const struct ct_vertex *q, const struct ct_box *box,
                           double t[2]) {
  const double d[2] = {q->x - p->x, q->y - p->y};
  const double from[4] = {box->x0 - p->x, p->x - box->x1, box->y0 - p->y, p->y - box->y1};
  t[0] = 0, t[1] = 1;
  for (int i = 0; i < 4; i++) {
    double step = (i & 1 ? -1 : 1) * d[i / 2];
    if (step == 0) {
      if (from[i] > 0) return false;
      continue;
    }
    double at = from[i] / step;
    if (step > 0 && at > t[0]) t[0] = at;
    if (step < 0 && at < t[1]) t[1] = at;
  }
  return t[0] <= t[1];
}

static void end_piece(struct ct_chain *c) {
  if (c->n) c->v[c->n - 1].flags |= CT_EDGE_CUT;
}

static float mark_at(const struct ct_vertex *p, const struct ct_vertex *q, double t) {
  return t >= 1 ? q->mark : (float)(p->mark + t * ((double)q->mark - p->mark));
}

static void clip_line(const struct ct_chain *c, const struct ct_box *box, struct ct_chain *out) {
  bool open = false;  // the last vertex of out is the start of this edge
  for (size_t i = 0; i + 1 < c->n; i++) {
    const struct ct_vertex *p = &c->v[i], *q = p + 1;
    double t[2], dx = q->x - p->x, dy = q->y - p->y;
    if ((p->flags & CT_EDGE_CUT) || !ct_chain_clip_segment(p, q, box, t)) {
      end_piece(out);
      open = false;
      continue;
    }
    if (!open) {
      end_piece(out);
      ct_chain_push_marked(out, t[0] > 0 ? p->x + t[0] * dx : p->x, t[0] > 0 ? p->y + t[0] * dy : p->y, 0,
                           mark_at(p, q, t[0]));
    }
    out->v[out->n - 1].flags = p->flags;
    open = t[1] >= 1;
    ct_chain_push_marked(out, open ? q->x : p->x + t[1] * dx, open ? q->y : p->y + t[1] * dy, 0,
                         mark_at(p, q, t[1]));
  }
  end_piece(out);
}

void ct_chain_clip_line(struct ct_chain *c, const struct ct_box *box, struct ct_chain *spare) {
  struct ct_box has = ct_chain_box(c);
  if (ct_box_holds(box, &has)) return;
  spare->n = 0;
  if (ct_box_meets(&has, box)) clip_line(c, box, spare);
  swap(c, spare);
}

void ct_chain_reverse(struct ct_chain *c) {
  for (size_t i = 0, j = c->n; i + 1 < j; i++) {
    j--;
    struct ct_vertex v = c->v[i];
    c->v[i] = c->v[j];
    c->v[j] = v;
  }
  // Flags are those of the edge to the next vertex, which is now the one before.
  uint8_t closing = c->n ? c->v[0].flags : 0;
  for (size_t i = 0; i + 1 < c->n; i++) c->v[i].flags = c->v[i + 1].flags;
  if (c->n) c->v[c->n - 1].flags = closing;
}

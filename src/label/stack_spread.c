// SPDX-License-Identifier: MIT
// Stack spreading: marks of one place set round it, or parted where they overlap.
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "label/stack.h"
#include "model/view.h"

// Room that a hairline needs beside a mark it passes, and a mark beside the frame.
#define HAIRLINE_ROOM 0.8F
#define FRAME_ROOM 1.5F
// No ring is wider; none has more slots than so many times its marks.
#define WIDEST_PT 90
enum { MOST_SLOTS = 5 };

static void keep_inside(const struct ct_rect *f, float *p, float r) {
  p[0] = fminf(fmaxf(p[0], (float)f->x + r), (float)(f->x + f->w) - r);
  p[1] = fminf(fmaxf(p[1], (float)f->y + r), (float)(f->y + f->h) - r);
}

// ---- Rings

// Slots round a point, by turns at two radii; their number is even when the radii differ.
struct ring {
  size_t slots;
  float inner, outer, turn;
};

static struct ring ring_of(const struct ct_stack_spread *s, size_t slots) {
  float apart = 2 * s->r + s->gap, n = (float)slots;
  struct ring g = {.slots = slots, .turn = s->n == 2 ? (float)M_PI : -(float)M_PI / 2};
  if (slots <= CT_STACK_RING) {
    // Two marks stand side by side, with just the point between them.
    float least = slots == 2 ? s->r + 1.6F : 2.1F * s->r;
    g.inner = g.outer = fmaxf(apart / (2 * sinf((float)M_PI / n)), least);
    return g;
  }
  g.slots = slots + slots % 2;
  float step = 2 * (float)M_PI / (float)g.slots;
  g.inner = fmaxf((s->r + HAIRLINE_ROOM) / sinf(step), 2.1F * s->r);
  float beside = g.inner * sinf(step);
  g.outer = g.inner * cosf(step) + sqrtf(fmaxf(apart * apart - beside * beside, 0));
  g.outer = fmaxf(g.outer, apart / (2 * sinf(step)));
  return g;
}

static void slot_at(const struct ring *g, const struct ct_stack_spread *s, size_t i, float out[2]) {
  float t = g->turn + 2 * (float)M_PI * (float)i / (float)g->slots, r = i % 2 ? g->outer : g->inner;
  out[0] = s->x + r * cosf(t);
  out[1] = s->y + r * sinf(t);
}

static bool inside(const struct ct_rect *f, const float p[2], float r) {
  return p[0] >= (float)f->x + r && p[0] <= (float)(f->x + f->w) - r && p[1] >= (float)f->y + r &&
         p[1] <= (float)(f->y + f->h) - r;
}

float ct_stack_covered(struct ct_stack_field *f, const float p[2], float r) {
  struct ct_box b = {p[0] - r, p[1] - r, p[0] + r, p[1] + r};
  float sum = 0;
  f->budget--;
  ct_grid_find(&f->taken, &b, &f->hits);
  for (size_t i = 0; i < f->hits.v.n; i++) {
    const struct ct_box *o = &f->taken.entries.v[f->hits.v.v[i]].box;
    float apart = r + (o->x1 - o->x0) / 2;
    float d = hypotf((o->x0 + o->x1) / 2 - p[0], (o->y0 + o->y1) / 2 - p[1]);
    if (d < apart) sum += 1 - d / apart;
  }
  return sum;
}

// Does the hairline to the slot keep clear of all that is there?
static bool way_free(struct ct_stack_field *f, const struct ct_stack_spread *s, const float slot[2]) {
  const float step = 1.5F, half = 0.5F;
  float dx = slot[0] - s->x, dy = slot[1] - s->y, d = hypotf(dx, dy);
  for (float t = step; t < d - s->r; t += step)
    if (ct_stack_covered(f, (float[]){s->x + dx * t / d, s->y + dy * t / d}, half) > 0) return false;
  return true;
}

// The free slots in their order; returns how many.
static size_t free_slots(struct ct_stack_field *f, const struct ct_stack_spread *s, const struct ring *g,
                         float *out) {
  size_t n = 0;
  for (size_t i = 0; i < g->slots; i++) {
    float *p = out + 2 * n;
    slot_at(g, s, i, p);
    if (inside(f->frame, p, s->r + FRAME_ROOM) && ct_stack_covered(f, p, s->r + s->gap / 2) == 0 &&
        way_free(f, s, p))
      n++;
  }
  return n;
}

// n of the free slots, spread evenly over them.
static void thin_out(float *slots, size_t had, size_t n) {
  for (size_t i = 0; i < n; i++) {
    size_t from = i * had / n;
    slots[2 * i] = slots[2 * from];
    slots[2 * i + 1] = slots[2 * from + 1];
  }
}

// The smallest ring that has room for all: what is taken costs slots, and the ring grows.
static bool find_room(struct ct_stack_field *f, const struct ct_stack_spread *s, float *slots, size_t most) {
  enum { TURNS = 4 };
  for (size_t m = s->n; m <= most && f->budget > 0; m += 1 + m / 8) {
    struct ring g = ring_of(s, m);
    if (g.outer > WIDEST_PT) return false;
    float turn = g.turn, step = 2 * (float)M_PI / (float)g.slots;
    for (int k = 0; k < TURNS; k++) {
      g.turn = turn + step * (float)k / TURNS;
      size_t had = free_slots(f, s, &g, slots);
      if (had < s->n) continue;
      // A whole ring of odd number leaves its last slot, where the order begins and ends.
      if (had > g.slots - 2 && m == s->n) had = s->n;
      thin_out(slots, had, s->n);
      return true;
    }
  }
  return false;
}

// Marks that are off the common point take the slot on their side, the others the rest in their order.
static void take_slots(const struct ct_stack_spread *s, const float *slots, size_t *of) {
  bool taken[CT_STACK_FAN_MOST + 1] = {false};
  for (size_t i = 0; i < s->n; i++) {
    float dx = s->from[2 * i] - s->x, dy = s->from[2 * i + 1] - s->y, best = INFINITY;
    of[i] = SIZE_MAX;
    if (hypotf(dx, dy) < 0.3F * s->r) continue;
    for (size_t k = 0; k < s->n; k++) {
      float d = hypotf(slots[2 * k] - s->from[2 * i], slots[2 * k + 1] - s->from[2 * i + 1]);
      if (taken[k] || d >= best) continue;
      best = d;
      of[i] = k;
    }
    taken[of[i]] = true;
  }
  size_t next = 0;
  for (size_t i = 0; i < s->n; i++) {
    if (of[i] != SIZE_MAX) continue;
    while (taken[next]) next++;
    of[i] = next++;
  }
}

// ---- Parting

// Moves p away from q until they are `apart`, by that share of what lacks; points that coincide part by number.
static bool push_off(float *p, const float *q, float apart, float share, size_t number) {
  float dx = p[0] - q[0], dy = p[1] - q[1], d = hypotf(dx, dy);
  if (d >= apart) return false;
  if (d < 1e-3F) {
    dx = cosf(2.4F * (float)number);
    dy = sinf(2.4F * (float)number);
    d = 1;
  }
  float by = (apart - hypotf(p[0] - q[0], p[1] - q[1])) * share + 0.002F;
  p[0] += dx / d * by;
  p[1] += dy / d * by;
  return true;
}

static bool part_once(const struct ct_stack_spread *s, float *xy) {
  bool moved = false;
  float apart = 2 * s->r + s->gap;
  for (size_t i = 0; i < s->n; i++)
    for (size_t k = 0; k < i; k++) {
      float was[2] = {xy[2 * i], xy[2 * i + 1]};
      if (!push_off(xy + 2 * i, xy + 2 * k, apart, 0.5F, i)) continue;
      push_off(xy + 2 * k, was, apart, 0.5F, i + 7);
      moved = true;
    }
  return moved;
}

static void part_from_others(struct ct_stack_field *f, const struct ct_stack_spread *s, float *p, size_t i) {
  float r = s->r + s->gap;
  struct ct_box b = {p[0] - r, p[1] - r, p[0] + r, p[1] + r};
  ct_grid_find(&f->taken, &b, &f->hits);
  for (size_t k = 0; k < f->hits.v.n; k++) {
    const struct ct_box *o = &f->taken.entries.v[f->hits.v.v[k]].box;
    float q[2] = {(o->x0 + o->x1) / 2, (o->y0 + o->y1) / 2};
    push_off(p, q, s->r + (o->x1 - o->x0) / 2 + s->gap / 2, 0.6F, i);
  }
}

static void relax(struct ct_stack_field *f, const struct ct_stack_spread *s, float *xy) {
  enum { WITH_OTHERS = 60, ALONE = 400 };
  bool moved = true;
  for (int round = 0; round < WITH_OTHERS + ALONE && moved && f->budget > 0; round++) {
    f->budget -= (long)(s->n + s->n * s->n / 32);
    for (size_t i = 0; i < s->n && round < WITH_OTHERS; i++) part_from_others(f, s, xy + 2 * i, i);
    moved = part_once(s, xy) || round < WITH_OTHERS;
    for (size_t i = 0; i < s->n; i++) keep_inside(f->frame, xy + 2 * i, s->r + FRAME_ROOM);
  }
}

bool ct_stack_part(struct ct_stack_field *f, const struct ct_stack_spread *s, float *xy) {
  for (size_t i = 0; i < 2 * s->n; i++) xy[i] = s->from[i];
  relax(f, s, xy);
  return f->budget > 0;
}

// The free spot nearest to the point for the k-th mark, one with a free way if that is not much farther.
static void find_spot(struct ct_stack_field *f, const struct ct_stack_spread *s, const float *slots, size_t k,
                      float *out) {
  enum { WAYS = 32 };
  const float detour = 25, apart = 2 * s->r + s->gap;
  float least = INFINITY;
  for (float d = 2.1F * s->r; d < WIDEST_PT && d < least && f->budget > 0; d += s->r / 2)
    for (int way = 0; way < WAYS; way++) {
      float t = 2 * (float)M_PI * (float)way / WAYS, p[2] = {s->x + d * cosf(t), s->y + d * sinf(t)};
      bool free = inside(f->frame, p, s->r + FRAME_ROOM) && ct_stack_covered(f, p, s->r + s->gap / 2) == 0;
      for (size_t i = 0; free && i < k; i++)
        free = hypotf(slots[2 * i] - p[0], slots[2 * i + 1] - p[1]) >= apart;
      float cost = free ? d + (way_free(f, s, p) ? 0 : detour) : INFINITY;
      if (cost >= least) continue;
      least = cost;
      out[0] = p[0];
      out[1] = p[1];
    }
}

bool ct_stack_ring(struct ct_stack_field *f, const struct ct_stack_spread *s, struct ct_arena *a, float *xy) {
  size_t most = MOST_SLOTS * s->n + 12;
  float *slots = CT_NEW_N(a, float, 2 * (most + 2));
  if (!find_room(f, s, slots, most)) {
    struct ring g = ring_of(s, s->n);
    for (size_t i = 0; i < s->n; i++) slot_at(&g, s, i, slots + 2 * i);
    relax(f, s, slots);
    for (size_t i = 0; i < s->n; i++) find_spot(f, s, slots, i, slots + 2 * i);
  }
  if (f->budget <= 0) return false;
  size_t *of = CT_NEW_N(a, size_t, s->n);
  take_slots(s, slots, of);
  for (size_t i = 0; i < s->n; i++) {
    xy[2 * i] = slots[2 * of[i]];
    xy[2 * i + 1] = slots[2 * of[i] + 1];
  }
  return true;
}

bool ct_stack_spoke(const float from[2], const float to[2], float r, float spoke[4]) {
  float dx = to[0] - from[0], dy = to[1] - from[1], d = hypotf(dx, dy);
  if (d <= r) return false;
  spoke[0] = from[0];
  spoke[1] = from[1];
  spoke[2] = to[0] - dx / d * r;
  spoke[3] = to[1] - dy / d * r;
  return true;
}

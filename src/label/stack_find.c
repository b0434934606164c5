// SPDX-License-Identifier: MIT
// Stack finding: which marks share a place, by a grid over the page.
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "label/stack.h"
#include "model/view.h"

#define EXACT_PT 0.1F
#define DEEP_REACH 0.8F

// A place: all marks of one point, later all places of one stack.
struct place {
  uint32_t lead, n;  // its first mark, and how many
  uint32_t into;     // the place it goes into
};

struct finder {
  struct ct_arena *a;
  const struct ct_stack_mark *marks;
  size_t n;
  uint32_t *place_of;  // by mark
  struct place *places;
  size_t nplaces;
  float reach;  // of the pass: points, or with `by_size` a share of the two marks' size
  bool by_size;
};

// A stack takes in what its badge would cover, too.
static float reach_of(const struct finder *f, uint32_t lead, const struct ct_stack_mark *m, bool deep) {
  if (!f->by_size) return f->reach;
  deep |= f->places[lead].n > 1;
  return (deep ? fmaxf(f->reach, DEEP_REACH) : f->reach) * (f->marks[f->places[lead].lead].r + m->r);
}

// The nearest of the leads within reach, the earlier of two; CT_NOBODY: none.
static uint32_t nearest(const struct finder *f, struct ct_grid *g, struct ct_grid_hits *hits,
                        const struct ct_stack_mark *m, float widest, bool deep) {
  struct ct_box b = {m->x - widest, m->y - widest, m->x + widest, m->y + widest};
  uint32_t best = CT_NOBODY;
  float least = 0;
  ct_grid_find(g, &b, hits);
  for (size_t i = 0; i < hits->v.n; i++) {
    uint32_t owner = g->entries.v[hits->v.v[i]].owner;
    const struct ct_stack_mark *o = &f->marks[f->places[owner].lead];
    float d = hypotf(o->x - m->x, o->y - m->y);
    if (d > reach_of(f, owner, m, deep)) continue;
    if (best == CT_NOBODY || d < least || (d == least && owner < best)) {
      best = owner;
      least = d;
    }
  }
  return best;
}

static void grid_for(const struct finder *f, const struct ct_rect *frame, double least, struct ct_grid *g) {
  // Cells of about two marks each, so that crowded pages stay quick.
  double even = sqrt(frame->w * frame->h / (double)(f->n + 1) * 2);
  ct_grid_init(g, f->a, frame, fmin(fmax(even, fmax(least, 0.5)), 14));
}

static void add_lead(const struct finder *f, struct ct_grid *g, uint32_t place) {
  const struct ct_stack_mark *m = &f->marks[f->places[place].lead];
  struct ct_box b = {m->x - 0.01F, m->y - 0.01F, m->x + 0.01F, m->y + 0.01F};
  ct_grid_add(g, &b, place, CT_BOX_MARK);
}

static void find_exact(struct finder *f, const struct ct_rect *frame) {
  struct ct_grid g;
  struct ct_grid_hits hits = {0};
  f->reach = EXACT_PT;
  grid_for(f, frame, EXACT_PT, &g);
  for (uint32_t i = 0; i < f->n; i++) {
    uint32_t p = nearest(f, &g, &hits, &f->marks[i], EXACT_PT, false);
    if (p == CT_NOBODY) {
      p = (uint32_t)f->nplaces++;
      f->places[p] = (struct place){.lead = i, .into = p};
      add_lead(f, &g, p);
    }
    f->places[p].n++;
    f->place_of[i] = p;
  }
}

static int deepest_first(const void *x, const void *y) {
  const struct place *a = x, *b = y;
  if (a->n != b->n) return a->n > b->n ? -1 : 1;
  return a->lead < b->lead ? -1 : 1;
}

// Places near a deeper one go into it; `into` then tells which.
static void find_near(struct finder *f, const struct ct_rect *frame, float near) {
  struct ct_grid g;
  struct ct_grid_hits hits = {0};
  float largest = 0;
  for (size_t i = 0; i < f->n; i++) largest = fmaxf(largest, f->marks[i].r);
  f->reach = near;
  f->by_size = true;
  float widest = 2 * fmaxf(near, DEEP_REACH) * largest;
  grid_for(f, frame, widest, &g);
  for (uint32_t p = 0; p < f->nplaces; p++) {
    uint32_t lead = nearest(f, &g, &hits, &f->marks[f->places[p].lead], widest, f->places[p].n > 1);
    if (lead == CT_NOBODY)
      add_lead(f, &g, p);
    else
      f->places[p].into = lead;
  }
}

// Puts the places in order of depth and tells the marks.
static void sort_places(struct finder *f) {
  uint32_t *now = CT_NEW_N(f->a, uint32_t, f->nplaces + 1);
  for (uint32_t p = 0; p < f->nplaces; p++) f->places[p].into = p;
  if (f->nplaces) qsort(f->places, f->nplaces, sizeof *f->places, deepest_first);
  for (uint32_t p = 0; p < f->nplaces; p++) {
    now[f->places[p].into] = p;
    f->places[p].into = p;
  }
  for (size_t i = 0; i < f->n; i++) f->place_of[i] = now[f->place_of[i]];
}

static void gather(const struct finder *f, struct ct_stack_groups *out) {
  uint32_t *depth = CT_NEW_N(f->a, uint32_t, f->nplaces + 1),
           *group = CT_NEW_N(f->a, uint32_t, f->nplaces + 1);
  for (uint32_t p = 0; p < f->nplaces; p++) depth[f->places[p].into] += f->places[p].n;
  struct ct_stack_group *v = CT_NEW_N(f->a, struct ct_stack_group, f->nplaces + 1);
  uint32_t *members = CT_NEW_N(f->a, uint32_t, f->n + 1), next = 0;
  for (uint32_t p = 0; p < f->nplaces; p++) {
    if (f->places[p].into != p || depth[p] < 2) continue;
    group[p] = (uint32_t)out->n;
    v[out->n++] = (struct ct_stack_group){
        .lead = f->places[p].lead, .near = depth[p] != f->places[p].n, .member = members + next};
    next += depth[p];
  }
  for (uint32_t i = 0; i < f->n; i++) {
    uint32_t p = f->places[f->place_of[i]].into;
    if (depth[p] < 2) continue;
    struct ct_stack_group *g = &v[group[p]];
    members[(size_t)(g->member - members) + g->n++] = i;
  }
  out->v = v;
}

void ct_stack_find(const struct ct_stack_mark *marks, size_t n, float near, const struct ct_rect *frame,
                   struct ct_arena *a, struct ct_stack_groups *out) {
  struct finder f = {.a = a, .marks = marks, .n = n};
  *out = (struct ct_stack_groups){0};
  f.place_of = CT_NEW_N(a, uint32_t, n + 1);
  f.places = CT_NEW_N(a, struct place, n + 1);
  find_exact(&f, frame);
  sort_places(&f);
  if (near > 0) find_near(&f, frame, near);
  gather(&f, out);
}

// SPDX-License-Identifier: MIT
// Tile order: which features are one, and the order in which they are drawn.
#include "base/arena.h"
#include "load/tile_work.h"

uint32_t ct_tile_group(struct ct_tile_work *w, uint32_t i) {
  struct ct_tile_feature *f = w->features.v;
  while (f[i].group != i) {
    f[i].group = f[f[i].group].group;
    i = f[i].group;
  }
  return i;
}

void ct_tile_unite(struct ct_tile_work *w, uint32_t i, uint32_t k) {
  i = ct_tile_group(w, i);
  k = ct_tile_group(w, k);
  if (i < k) w->features.v[k].group = i;
  if (k < i) w->features.v[i].group = k;
}

// A heap of group numbers, the smallest on top.
struct heap {
  uint32_t *v;
  size_t n;
};

static void heap_push(struct heap *h, uint32_t x) {
  size_t i = h->n++;
  for (; i > 0 && h->v[(i - 1) / 2] > x; i = (i - 1) / 2) h->v[i] = h->v[(i - 1) / 2];
  h->v[i] = x;
}

static uint32_t heap_pop(struct heap *h) {
  uint32_t top = h->v[0], x = h->v[--h->n];
  size_t i = 0, k;
  while ((k = 2 * i + 1) < h->n) {
    if (k + 1 < h->n && h->v[k + 1] < h->v[k]) k++;
    if (h->v[k] >= x) break;
    h->v[i] = h->v[k];
    i = k;
  }
  h->v[i] = x;
  return top;
}

// Tiles are drawn beside each other, so a group may come before others of the tile that it
// begins in, but not before those that lie under it in another.
struct order {
  struct ct_tile_work *w;
  uint32_t *waits;        // by group: features right before one of its own
  uint32_t *next, *head;  // features of a group, as a list
  bool *placed;
  struct heap ready;
};

static bool follows(const struct ct_tile_work *w, size_t i) {
  return i > 0 && w->features.v[i - 1].tile == w->features.v[i].tile;
}

static void prepare(struct order *o) {
  size_t n = o->w->features.n;
  struct ct_arena *a = o->w->a;
  o->waits = CT_NEW_N(a, uint32_t, n);
  o->next = CT_NEW_N(a, uint32_t, n);
  o->head = CT_NEW_N(a, uint32_t, n);
  o->placed = CT_NEW_N(a, bool, n);
  o->ready.v = CT_NEW_N(a, uint32_t, n);
  for (size_t i = n; i-- > 0;) {
    uint32_t g = ct_tile_group(o->w, (uint32_t)i);
    o->next[i] = o->head[g];
    o->head[g] = (uint32_t)i + 1;
    if (follows(o->w, i) && ct_tile_group(o->w, (uint32_t)i - 1) != g) o->waits[g]++;
  }
}

static void release(struct order *o, uint32_t group) {
  for (uint32_t at = o->head[group]; at; at = o->next[at - 1]) {
    size_t after = at;  // at is the index + 1
    if (after >= o->w->features.n || !follows(o->w, after)) continue;
    uint32_t g = ct_tile_group(o->w, (uint32_t)after);
    if (g != group && --o->waits[g] == 0 && !o->placed[g]) heap_push(&o->ready, g);
  }
}

uint32_t *ct_tile_order(struct ct_tile_work *w, size_t *count) {
  size_t n = w->features.n, k = 0;
  struct order o = {.w = w};
  uint32_t *out = CT_NEW_N(w->a, uint32_t, n);
  prepare(&o);
  for (size_t i = 0; i < n; i++)
    if (w->features.v[i].group == i && !o.waits[i]) heap_push(&o.ready, (uint32_t)i);
  for (size_t from = 0;;) {
    uint32_t g;
    if (o.ready.n) {
      g = heap_pop(&o.ready);
    } else {
      // Tiles that disagree: the first that is left goes first.
      while (from < n && (w->features.v[from].group != from || o.placed[from])) from++;
      if (from == n) break;
      g = (uint32_t)from;
    }
    if (o.placed[g]) continue;
    o.placed[g] = true;
    out[k++] = g;
    release(&o, g);
  }
  *count = k;
  return out;
}

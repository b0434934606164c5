// SPDX-License-Identifier: MIT
// Tile rings: polygons cut by tiles put together again: sides that two pieces share cancel out.
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "load/tile_nest.h"
#include "load/tile_work.h"

// An edge along a side of a tile, from lo to hi or (way -1) from hi to lo.
struct side {
  uint64_t hash;
  bool vertical;
  int64_t line, lo, hi;
  int way;
  uint32_t feature;
};

struct sides {
  ct_vec(struct side) list;
};

static int by_place(const void *x, const void *y) {
  const struct side *p = x, *q = y;
  if (p->hash != q->hash) return p->hash < q->hash ? -1 : 1;
  if (p->vertical != q->vertical) return p->vertical - q->vertical;
  if (p->line != q->line) return p->line < q->line ? -1 : 1;
  if (p->lo != q->lo) return p->lo < q->lo ? -1 : 1;
  if (p->hi != q->hi) return p->hi < q->hi ? -1 : 1;
  if (p->way != q->way) return p->way - q->way;
  return p->feature < q->feature ? -1 : p->feature > q->feature;
}

static bool same_line(const struct side *p, const struct side *q) {
  return p->hash == q->hash && p->vertical == q->vertical && p->line == q->line;
}

static const struct ct_tile_vertex *after(const struct ct_tile_work *w, const struct ct_tile_path *p,
                                          size_t i) {
  return &w->vertices.v[p->v0 + (i + 1 < p->n ? i + 1 : 0)];
}

static void add_sides(const struct ct_tile_work *w, uint32_t feature, uint64_t hash, struct sides *out) {
  const struct ct_tile_feature *f = &w->features.v[feature];
  for (size_t k = f->path0; k < f->path0 + f->npaths; k++) {
    const struct ct_tile_path *p = &w->paths.v[k];
    for (size_t i = 0; p->cut && i < p->n; i++) {
      const struct ct_tile_vertex *a = &w->vertices.v[p->v0 + i], *b = after(w, p, i);
      if (!a->side) continue;
      struct side s = {.hash = hash, .vertical = a->x == b->x, .feature = feature};
      int64_t from = s.vertical ? a->y : a->x, to = s.vertical ? b->y : b->x;
      s.line = s.vertical ? a->x : a->y;
      s.way = from < to ? 1 : -1;
      s.lo = from < to ? from : to;
      s.hi = from < to ? to : from;
      ct_vec_push(w->a, &out->list, s);
    }
  }
}

static void sort(struct sides *s) {
  if (s->list.n > 1) qsort(s->list.v, s->list.n, sizeof *s->list.v, by_place);
}

// Pieces of one kind that lie on both sides of a stretch are one.
void ct_tile_rings_unite(struct ct_tile_work *w) {
  struct sides s = {0};
  for (uint32_t i = 0; i < w->features.n; i++)
    if (w->features.v[i].source->type == CT_MVT_POLYGON) add_sides(w, i, w->features.v[i].hash, &s);
  sort(&s);
  const struct side *farthest[2] = {NULL, NULL};
  for (size_t i = 0; i < s.list.n; i++) {
    const struct side *p = &s.list.v[i];
    if (i && !same_line(p - 1, p)) farthest[0] = farthest[1] = NULL;
    const struct side *other = farthest[p->way < 0];
    if (other && other->hi > p->lo) ct_tile_unite(w, other->feature, p->feature);
    const struct side **own = &farthest[p->way > 0];
    if (!*own || (*own)->hi < p->hi) *own = p;
  }
}

// ---- one group's rings

// A stretch of a ring between places where the ring meets a side, or what is left of a side.
struct stretch {
  uint32_t from, to;      // nodes
  size_t path, first, n;  // vertices first .. first + n - 1 of the path, the last left out; n == 0: a side
  uint32_t next;          // of those that begin at the same node, + 1
  bool used;
};

struct node {
  struct ct_tile_vertex at;
  uint32_t out;   // first stretch that begins here, + 1
  size_t on_way;  // place on the way walked, + 1
};

struct knitting {
  struct ct_tile_work *w;
  struct ct_tile_shape *out;
  struct ct_map places;
  ct_vec(struct node) nodes;
  ct_vec(struct stretch) stretches;
  ct_vec(uint32_t) way;
};

static uint32_t node_at(struct knitting *k, int64_t x, int64_t y) {
  const int64_t key[2] = {x, y};
  bool added;
  size_t i = ct_map_add(&k->places, key, sizeof key, k->nodes.n, &added)->value;
  if (added) ct_vec_push(k->w->a, &k->nodes, ((struct node){.at = {x, y, true}}));
  return (uint32_t)i;
}

static void add_stretch(struct knitting *k, struct stretch s) {
  s.next = k->nodes.v[s.from].out;
  k->nodes.v[s.from].out = (uint32_t)k->stretches.n + 1;
  ct_vec_push(k->w->a, &k->stretches, s);
}

// What of a ring is not along sides.
static void add_open(struct knitting *k, size_t path) {
  const struct ct_tile_path *p = &k->w->paths.v[path];
  const struct ct_tile_vertex *v = k->w->vertices.v + p->v0;
  size_t start = 0;
  while (start < p->n && !v[start].side) start++;
  for (size_t i = 1; i <= p->n;) {
    size_t first = (start + i) % p->n, n = 0;
    while (n < p->n && !v[(first + n) % p->n].side) n++;
    if (n) {
      const struct ct_tile_vertex *a = &v[first], *b = &v[(first + n) % p->n];
      add_stretch(k, (struct stretch){.from = node_at(k, a->x, a->y),
                                      .to = node_at(k, b->x, b->y),
                                      .path = path,
                                      .first = first,
                                      .n = n});
    }
    i += n + 1;
  }
}

static void add_side(struct knitting *k, const struct side *s, int64_t lo, int64_t hi, int way) {
  int64_t from = way > 0 ? lo : hi, to = way > 0 ? hi : lo;
  uint32_t a = s->vertical ? node_at(k, s->line, from) : node_at(k, from, s->line);
  uint32_t b = s->vertical ? node_at(k, s->line, to) : node_at(k, to, s->line);
  add_stretch(k, (struct stretch){.from = a, .to = b});
}

struct event {
  int64_t at;
  int change;
};

static int by_at(const void *x, const void *y) {
  const struct event *p = x, *q = y;
  return p->at != q->at ? (p->at < q->at ? -1 : 1) : p->change - q->change;
}

// What runs one way and back again on one line cancels out.
static void add_rest(struct knitting *k, const struct side *s, size_t n) {
  struct event *e = CT_NEW_N(k->w->a, struct event, 2 * n);
  for (size_t i = 0; i < n; i++) {
    e[2 * i] = (struct event){s[i].lo, s[i].way};
    e[2 * i + 1] = (struct event){s[i].hi, -s[i].way};
  }
  qsort(e, 2 * n, sizeof *e, by_at);
  int net = 0;
  for (size_t i = 0; i < 2 * n;) {
    int64_t at = e[i].at;
    for (; i < 2 * n && e[i].at == at; i++) net += e[i].change;
    for (int c = 0; i < 2 * n && c < abs(net); c++) add_side(k, s, at, e[i].at, net);
  }
}

static void emit_vertex(struct knitting *k, struct ct_tile_vertex v) {
  ct_vec_push(k->out->a, &k->out->vertices, v);
}

static void emit_loop(struct knitting *k, size_t from) {
  size_t v0 = k->out->vertices.n;
  bool cut = false;
  for (size_t i = from; i < k->way.n; i++) {
    const struct stretch *s = &k->stretches.v[k->way.v[i]];
    k->nodes.v[s->from].on_way = 0;
    cut |= s->n == 0;
    if (s->n == 0) emit_vertex(k, k->nodes.v[s->from].at);
    const struct ct_tile_path *p = &k->w->paths.v[s->path];
    for (size_t j = 0; j < s->n; j++) emit_vertex(k, k->w->vertices.v[p->v0 + (s->first + j) % p->n]);
  }
  k->way.n = from;
  struct ct_tile_path ring = {.v0 = v0, .n = k->out->vertices.n - v0, .cut = cut};
  double area = ring.n < 3 ? 0 : ct_tile_area2(k->out->vertices.v + v0, ring.n);
  if (area == 0) {
    k->out->vertices.n = v0;
    return;
  }
  ring.hole = area < 0;
  ct_vec_push(k->out->a, &k->out->paths, ring);
}

static uint32_t unused_from(struct knitting *k, uint32_t node) {
  uint32_t s = k->nodes.v[node].out;
  while (s && k->stretches.v[s - 1].used) s = k->stretches.v[s - 1].next;
  k->nodes.v[node].out = s;
  return s;
}

// Walks from stretch to stretch; where the way meets itself a ring is complete. As many
// stretches end at a node as begin there.
static void walk(struct knitting *k, uint32_t node) {
  for (uint32_t s; (s = unused_from(k, node)) != 0;) {
    struct stretch *t = &k->stretches.v[s - 1];
    t->used = true;
    k->nodes.v[node].on_way = k->way.n + 1;
    ct_vec_push(k->w->a, &k->way, s - 1);
    node = t->to;
    if (k->nodes.v[node].on_way) emit_loop(k, k->nodes.v[node].on_way - 1);
  }
  k->way.n = 0;
}

static void knit(struct ct_tile_work *w, const uint32_t *features, size_t n, struct ct_tile_shape *out) {
  struct knitting k = {.w = w, .out = out, .places = {.arena = w->a}};
  struct sides sides = {0};
  for (size_t i = 0; i < n; i++) {
    const struct ct_tile_feature *f = &w->features.v[features[i]];
    for (size_t p = f->path0; p < f->path0 + f->npaths; p++)
      if (w->paths.v[p].cut) add_open(&k, p);
    add_sides(w, features[i], 0, &sides);
  }
  sort(&sides);
  for (size_t i = 0, to; i < sides.list.n; i = to) {
    for (to = i + 1; to < sides.list.n && same_line(&sides.list.v[i], &sides.list.v[to]);) to++;
    add_rest(&k, &sides.list.v[i], to - i);
  }
  for (size_t i = 0; i < k.stretches.n; i++) walk(&k, k.stretches.v[i].from);
}

static void copy_whole(const struct ct_tile_work *w, size_t path, struct ct_tile_shape *out) {
  struct ct_tile_path p = w->paths.v[path];
  const struct ct_tile_vertex *v = w->vertices.v + p.v0;
  p.v0 = out->vertices.n;
  for (size_t i = 0; i < p.n; i++) ct_vec_push(out->a, &out->vertices, v[i]);
  ct_vec_push(out->a, &out->paths, p);
}

void ct_tile_rings_join(struct ct_tile_work *w, const uint32_t *features, size_t n,
                        struct ct_tile_shape *out) {
  bool cut = false;
  out->paths.n = out->vertices.n = 0;
  for (size_t i = 0; i < n; i++) {
    const struct ct_tile_feature *f = &w->features.v[features[i]];
    for (size_t p = f->path0; p < f->path0 + f->npaths; p++) {
      if (!w->paths.v[p].cut) copy_whole(w, p, out);
      cut |= w->paths.v[p].cut;
    }
  }
  if (cut) {
    knit(w, features, n, out);
    ct_tile_nest(out);
  }
}

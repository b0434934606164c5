// SPDX-License-Identifier: MIT
// Tile lines: lines cut by tiles put together again where they go on in the next tile.
#include <stdlib.h>

#include "base/arena.h"
#include "load/tile_work.h"

// Two tiles need not agree to the step on where a line crosses their common side: steps.
enum { NEAR = 6 };
// More ends than these at one place are no crossing of lines.
enum { CROWD = 64 };

struct end {
  uint64_t hash;
  bool vertical;
  int64_t line, at;
  int way;  // 1: the line comes from below `line`, -1: from above
  uint32_t feature;
  size_t path;
  bool at_end;
};

static int by_place(const void *x, const void *y) {
  const struct end *p = x, *q = y;
  if (p->hash != q->hash) return p->hash < q->hash ? -1 : 1;
  if (p->vertical != q->vertical) return p->vertical - q->vertical;
  if (p->line != q->line) return p->line < q->line ? -1 : 1;
  if (p->at != q->at) return p->at < q->at ? -1 : 1;
  if (p->path != q->path) return p->path < q->path ? -1 : 1;
  return p->at_end - q->at_end;
}

// The side of its tile that a vertex is on. Which way the line comes is told by the next
// vertex inwards.
static bool find_side(const struct ct_tile_vertex *v, const struct ct_tile_vertex *inner, uint64_t world,
                      struct end *e) {
  bool x = v->x % CT_TILE_GRID == 0 && inner->x != v->x, y = v->y % CT_TILE_GRID == 0 && inner->y != v->y;
  if (!x && !y) return false;
  e->vertical = x;
  e->line = x ? v->x : v->y;
  e->at = x ? v->y : v->x;
  e->way = (x ? inner->x < v->x : inner->y < v->y) ? 1 : -1;
  // The world's east side is its west side.
  if (x && (uint64_t)e->line == world) e->line = 0;
  return true;
}

struct ends {
  ct_vec(struct end) list;
};

static void add_ends(struct ct_tile_work *w, uint32_t feature, struct ends *out) {
  const struct ct_tile_feature *f = &w->features.v[feature];
  for (size_t k = f->path0; k < f->path0 + f->npaths; k++) {
    const struct ct_tile_path *p = &w->paths.v[k];
    const struct ct_tile_vertex *v = w->vertices.v + p->v0;
    for (int at_end = 0; p->cut && at_end < 2; at_end++) {
      struct end e = {.hash = f->hash, .feature = feature, .path = k, .at_end = at_end};
      size_t i = at_end ? p->n - 1 : 0, inner = at_end ? p->n - 2 : 1;
      if (find_side(&v[i], &v[inner], w->world, &e)) ct_vec_push(w->a, &out->list, e);
    }
  }
}

static void link(struct ct_tile_work *w, struct ct_tile_link *links, const struct end *p,
                 const struct end *q) {
  links[2 * p->path + p->at_end] = (struct ct_tile_link){q->path + 1, q->at_end};
  links[2 * q->path + q->at_end] = (struct ct_tile_link){p->path + 1, p->at_end};
  ct_tile_unite(w, p->feature, q->feature);
}

struct ct_tile_link *ct_tile_lines_unite(struct ct_tile_work *w) {
  struct ct_tile_link *links = CT_NEW_N(w->a, struct ct_tile_link, 2 * w->paths.n + 1);
  struct ends ends = {0};
  for (uint32_t i = 0; i < w->features.n; i++)
    if (w->features.v[i].source->type == CT_MVT_LINE) add_ends(w, i, &ends);
  if (ends.list.n > 1) qsort(ends.list.v, ends.list.n, sizeof *ends.list.v, by_place);
  for (size_t i = 0; i + 1 < ends.list.n; i++) {
    const struct end *p = &ends.list.v[i];
    if (links[2 * p->path + p->at_end].path) continue;
    for (size_t k = i + 1; k < ends.list.n && k <= i + CROWD; k++) {
      const struct end *q = &ends.list.v[k];
      if (q->hash != p->hash || q->vertical != p->vertical || q->line != p->line || q->at - p->at > NEAR)
        break;
      if (q->way == p->way || links[2 * q->path + q->at_end].path) continue;
      link(w, links, p, q);
      break;
    }
  }
  return links;
}

// Over 180 a line goes on beyond the world's edge.
static int64_t moved_by(const struct ct_tile_work *w, int64_t from, int64_t to) {
  int64_t world = (int64_t)w->world;
  return to - from > world / 2 ? -world : from - to > world / 2 ? world : 0;
}

static void append(const struct ct_tile_work *w, size_t path, bool backwards, bool joined,
                   struct ct_tile_shape *out) {
  const struct ct_tile_path *p = &w->paths.v[path];
  const struct ct_tile_vertex *v = w->vertices.v + p->v0;
  int64_t move = 0;
  if (joined) move = moved_by(w, out->vertices.v[out->vertices.n - 1].x, v[backwards ? p->n - 1 : 0].x);
  // The common end stands there already.
  for (size_t i = joined ? 1 : 0; i < p->n; i++) {
    struct ct_tile_vertex at = v[backwards ? p->n - 1 - i : i];
    at.x += move;
    ct_vec_push(out->a, &out->vertices, at);
  }
}

static void chain(struct ct_tile_work *w, const struct ct_tile_link *links, size_t path, bool from_end,
                  struct ct_tile_shape *out) {
  struct ct_tile_path whole = {.v0 = out->vertices.n};
  bool joined = false;
  for (size_t at = path + 1; at && !w->paths.v[at - 1].used;) {
    w->paths.v[at - 1].used = true;
    append(w, at - 1, from_end, joined, out);
    joined = true;
    struct ct_tile_link next = links[2 * (at - 1) + !from_end];
    at = next.path;
    from_end = next.at_end;
  }
  whole.n = out->vertices.n - whole.v0;
  ct_vec_push(out->a, &out->paths, whole);
}

void ct_tile_lines_join(struct ct_tile_work *w, const uint32_t *features, size_t n,
                        const struct ct_tile_link *links, struct ct_tile_shape *out) {
  out->paths.n = out->vertices.n = 0;
  // Starts of lines, then ends (lines of which a piece is turned round), then closed ones.
  for (int pass = 0; pass < 3; pass++)
    for (size_t i = 0; i < n; i++) {
      const struct ct_tile_feature *f = &w->features.v[features[i]];
      for (size_t p = f->path0; p < f->path0 + f->npaths; p++)
        if (!w->paths.v[p].used && (pass == 2 || !links[2 * p + (size_t)pass].path))
          chain(w, links, p, pass == 1, out);
    }
}

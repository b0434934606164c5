// SPDX-License-Identifier: MIT
// Tiles that the reference would have cut the map into: it walks lines and settles collisions tile by tile.
#include <math.h>
#include <stdlib.h>

#include "label/greedy.h"

// Units that a tile's coordinates are rounded to; a tile is that many style pixels wide at a whole zoom.
enum { EXTENT = 8192, TILE_PX = 512, MOST_TILES = 400 };
// Centres of lines are looked for a quarter of a tile beyond it (geojson-vt's buffer).
#define BUFFER 0.25

void ct_greedy_tiles_init(struct ct_greedy_tiles *t, const struct ct_view *v) {
  *t = (struct ct_greedy_tiles){.grow = 1, .cos = 1};
  if (!v || !v->as_web || !isfinite(v->zoom)) return;
  double turn = v->rotation_deg * (M_PI / 180);
  t->on = true;
  t->grow = exp2(v->zoom - floor(v->zoom + 1e-6));
  t->size = TILE_PX * CT_PX_PT * t->grow;
  t->x0 = v->anchor_x;
  t->y0 = v->anchor_y;
  if (v->rotation_deg != 0) t->cos = cos(turn), t->sin = sin(turn);
}

// From the page to tiles: the whole part is the tile, the rest the place in it.
static void to_tiles(const struct ct_greedy_tiles *t, double x, double y, double *u, double *v) {
  x -= t->x0, y -= t->y0;
  *u = round((x * t->cos + y * t->sin) / t->size * EXTENT) / EXTENT;
  *v = round((y * t->cos - x * t->sin) / t->size * EXTENT) / EXTENT;
}

static void to_page(const struct ct_greedy_tiles *t, double u, double v, float *x, float *y) {
  u *= t->size, v *= t->size;
  *x = (float)(t->x0 + u * t->cos - v * t->sin);
  *y = (float)(t->y0 + u * t->sin + v * t->cos);
}

// ---- Order

struct ranked {
  float key;
  double x, y;  // of the tile
  float down;   // where the page tells, 0 elsewhere
  uint32_t order;
  size_t index;
};

static int compare(const void *va, const void *vb) {
  const struct ranked *a = va, *b = vb;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  if (a->down != b->down) return a->down > b->down ? -1 : 1;
  return a->order < b->order ? -1 : 1;
}

size_t *ct_greedy_order(struct ct_greedy *g, size_t from, size_t to) {
  const struct ct_greedy_tiles *t = &g->tiles;
  size_t n = to - from, *out = CT_NEW_N(g->arena, size_t, n + 1);
  struct ranked *r = CT_NEW_N(g->arena, struct ranked, n + 1);
  for (size_t k = 0; k < n; k++) {
    const struct ct_symbol_at *s = &g->symbols.v[from + k];
    const float *keys = g->in->layers[s->layer].items->sort_key;
    // Only where the style says so are they placed from the bottom up.
    bool by_y = s->style->z_order == CT_Z_VIEWPORT_Y, keyed = keys && !by_y;
    double u = 0, v = 0;
    if (t->on) to_tiles(t, s->x, s->y, &u, &v);
    r[k] =
        (struct ranked){keyed ? keys[s->item] : 0, floor(u), floor(v), by_y ? s->y : 0, s->order, from + k};
  }
  if (n > 1) qsort(r, n, sizeof *r, compare);
  for (size_t k = 0; k < n; k++) out[k] = r[k].index;
  return out;
}

// ---- Cutting

// A tile with what lies around it, in tiles.
struct cell {
  double u0, v0, u1, v1;
};

struct cutting {
  struct ct_greedy *g;
  const double *uv;
  uint32_t n;
  struct ct_greedy_pieces *out;
};

static bool clip_side(double p, double q, double *t0, double *t1) {
  if (p == 0) return q >= 0;
  double t = q / p;
  if (p < 0) *t0 = fmax(*t0, t);
  if (p > 0) *t1 = fmin(*t1, t);
  return *t0 < *t1;
}

// The share t0..t1 of the side within the cell, whose far edges belong to the next.
static bool clip(const double *a, const double *b, const struct cell *c, double *t0, double *t1) {
  double du = b[0] - a[0], dv = b[1] - a[1];
  *t0 = 0, *t1 = 1;
  if ((a[0] >= c->u1 && b[0] >= c->u1) || (a[1] >= c->v1 && b[1] >= c->v1)) return false;
  return clip_side(-du, a[0] - c->u0, t0, t1) && clip_side(du, c->u1 - a[0], t0, t1) &&
         clip_side(-dv, a[1] - c->v0, t0, t1) && clip_side(dv, c->v1 - a[1], t0, t1);
}

static void add_point(struct cutting *k, struct ct_greedy_piece *piece, double u, double v) {
  float *xy = piece->xy + 2 * (size_t)piece->n++;
  to_page(&k->g->tiles, u, v, xy, xy + 1);
}

static bool on_edge(const struct cell *c, double u, double v) {
  return u <= c->u0 || u >= c->u1 || v <= c->v0 || v >= c->v1;
}

static void cut_cell(struct cutting *k, double col, double row, double buffer) {
  const struct cell c = {col - buffer, row - buffer, col + 1 + buffer, row + 1 + buffer};
  struct ct_greedy_piece piece = {.col = col, .row = row};
  for (uint32_t i = 0; i + 1 < k->n; i++) {
    const double *a = k->uv + 2 * (size_t)i, *b = a + 2;
    double t0, t1, du = b[0] - a[0], dv = b[1] - a[1];
    if ((du == 0 && dv == 0) || !clip(a, b, &c, &t0, &t1)) continue;
    if (piece.n && t0 > 0) {  // it had left
      ct_vec_push(k->g->arena, &k->out->v, piece);
      piece = (struct ct_greedy_piece){.col = col, .row = row};
    }
    if (!piece.n) {
      piece.xy = CT_NEW_N(k->g->arena, float, 2 * (size_t)(k->n - i) + 2);
      add_point(k, &piece, a[0] + du * t0, a[1] + dv * t0);
      piece.continued = t0 > 0 || on_edge(&c, a[0], a[1]);
    }
    add_point(k, &piece, a[0] + du * t1, a[1] + dv * t1);
    if (t1 < 1) {
      ct_vec_push(k->g->arena, &k->out->v, piece);
      piece = (struct ct_greedy_piece){.col = col, .row = row};
    }
  }
  if (piece.n) ct_vec_push(k->g->arena, &k->out->v, piece);
}

// The tiles that the frame shows and the line comes to.
static struct cell cells_of(const struct cutting *k) {
  const struct ct_rect *f = &k->g->in->view->frame;
  struct cell line = {INFINITY, INFINITY, -INFINITY, -INFINITY}, frame = line;
  for (uint32_t i = 0; i < k->n + 4; i++) {
    struct cell *c = i < 4 ? &frame : &line;
    double corner[2];
    if (i < 4)
      to_tiles(&k->g->tiles, f->x + (i % 2 ? f->w : 0), f->y + (i / 2 ? f->h : 0), corner, corner + 1);
    const double *p = i < 4 ? corner : k->uv + 2 * (size_t)(i - 4);
    c->u0 = fmin(c->u0, p[0]), c->u1 = fmax(c->u1, p[0]);
    c->v0 = fmin(c->v0, p[1]), c->v1 = fmax(c->v1, p[1]);
  }
  return (struct cell){floor(fmax(line.u0 - BUFFER, frame.u0)), floor(fmax(line.v0 - BUFFER, frame.v0)),
                       floor(fmin(line.u1 + BUFFER, frame.u1)), floor(fmin(line.v1 + BUFFER, frame.v1))};
}

bool ct_greedy_cut(struct ct_greedy *g, const struct ct_track *track, bool centers,
                   struct ct_greedy_pieces *out) {
  struct cutting k = {g, NULL, track->n, out};
  out->v.n = 0;
  if (!g->tiles.on) return false;
  double *uv = CT_NEW_N(g->arena, double, 2 * (size_t)track->n + 2);
  for (uint32_t i = 0; i < track->n; i++)
    to_tiles(&g->tiles, track->xy[2 * i], track->xy[2 * i + 1], uv + 2 * (size_t)i, uv + 2 * (size_t)i + 1);
  k.uv = uv;
  struct cell c = cells_of(&k);
  if (!((c.u1 - c.u0 + 1) * (c.v1 - c.v0 + 1) <= MOST_TILES)) return false;
  for (double row = c.v0; row <= c.v1; row++)
    for (double col = c.u0; col <= c.u1; col++) cut_cell(&k, col, row, centers ? BUFFER : 0);
  return true;
}

bool ct_greedy_in_tile(const struct ct_greedy *g, const struct ct_greedy_piece *piece, float x, float y) {
  double u, v;
  to_tiles(&g->tiles, x, y, &u, &v);
  return floor(u) == piece->col && floor(v) == piece->row;
}

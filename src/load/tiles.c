// SPDX-License-Identifier: MIT
// Tiles: the tiles of a cover as pieces of a raster, or as one field of heights.
#include "load/tiles.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/vec.h"
#include "load/raster.h"
#include "load/tile_store.h"

// How far above a missing tile one is looked for: as the reference.
enum { PARENTS = 10 };
// Pixels of all tiles together; heights in one field.
#define MAX_PIXELS ((size_t)160 << 20)

struct key {
  int64_t z, x, y;
};

struct tile {
  struct key key;
  struct ct_raster_piece piece;
};

struct loading {
  const struct ct_raster_request *r;
  struct ct_raster_report *report;
  struct ct_tile_store *store;
  struct ct_arena *a;
  struct ct_arena scratch;  // one tile's
  struct ct_map seen;       // key to index in `tiles` + 1; 0: there is none
  ct_vec(struct tile) tiles;
  size_t pixels;
};

static float *heights_of(const struct ct_picture *p, const double unpack[4], struct ct_arena *a) {
  size_t n = (size_t)p->w * (size_t)p->h;
  float *out = CT_NEW_N(a, float, n);
  for (size_t i = 0; i < n; i++) {
    const uint8_t *c = p->rgba + 4 * i;
    out[i] = (float)(c[0] * unpack[0] + c[1] * unpack[1] + c[2] * unpack[2] - unpack[3]);
  }
  return out;
}

static struct ct_raster_piece piece_of(struct loading *l, const struct key *k, const struct ct_picture *p) {
  double side = ldexp(1, (int)k->z);
  struct ct_raster_piece piece = {.w = p->w,
                                  .h = p->h,
                                  .u = {(double)-k->x * p->w, side * p->w, 0},
                                  .v = {(double)-k->y * p->h, 0, side * p->h}};
  if (l->r->source->elevation)
    piece.elevation = heights_of(p, l->r->source->unpack, l->a);
  else
    piece.pixels = ct_picture_pixels(p, l->a);
  return piece;
}

static void note(struct loading *l, enum ct_tile_state state, const struct ct_err *why) {
  struct ct_raster_report *report = l->report;
  size_t *n = state == CT_TILE_ABSENT ? &report->missing : &report->broken;
  const char **first = state == CT_TILE_ABSENT ? &report->first_missing : &report->first_broken;
  if ((*n)++ == 0) *first = ct_arena_strdup(l->a, why->message);
}

// Index in `tiles` plus one, 0 when there is no such tile. `wanted` ones that are missing
// are reported, those looked for in their stead are not.
static size_t get(struct loading *l, const struct key *k, bool wanted) {
  bool added;
  size_t at = ct_map_add(&l->seen, k, sizeof *k, 0, &added)->value;
  if (!added) return at;
  struct ct_picture p;
  struct ct_err why = {0};
  enum ct_tile_state state = ct_tile_store_get(l->store, (int)k->z, k->x, k->y, &l->scratch, &p, &why);
  if (state == CT_TILE_READ && l->pixels + (size_t)p.w * (size_t)p.h > MAX_PIXELS) {
    state = CT_TILE_BROKEN;
    ct_fail(&why, "more pixels than can be held");
  }
  if (state == CT_TILE_READ) {
    struct tile t = {*k, piece_of(l, k, &p)};
    l->pixels += (size_t)p.w * (size_t)p.h;
    l->report->read++;
    ct_vec_push(l->a, &l->tiles, t);
    at = l->tiles.n;
    ct_map_add(&l->seen, k, sizeof *k, 0, NULL)->value = at;
  } else if (wanted || state == CT_TILE_BROKEN) {
    note(l, state, &why);
  }
  ct_arena_release(&l->scratch);
  return at;
}

static double mercator_y(double lat) {
  double s = sin(fmax(-85.051129, fmin(85.051129, lat)) * (3.14159265358979323846 / 180));
  return 0.5 - log((1 + s) / (1 - s)) / (4 * 3.14159265358979323846);
}

// Do the source's bounds hold any of the tile?
static bool in_bounds(const struct ct_raster_source *s, const struct key *k) {
  double side = ldexp(1, (int)k->z), west = s->bounds[0] / 360 + 0.5, east = s->bounds[2] / 360 + 0.5;
  double north = mercator_y(s->bounds[3]), south = mercator_y(s->bounds[1]);
  return (double)k->x >= floor(west * side) && (double)k->x < ceil(east * side) &&
         (double)k->y >= floor(north * side) && (double)k->y < ceil(south * side);
}

// The tile for a cell of the cover, or what stands in for it.
static size_t find(struct loading *l, int64_t x, int64_t y) {
  const struct ct_raster_source *s = l->r->source;
  const int z = l->r->cover->z;
  const int64_t side = (int64_t)1 << z;
  struct key k = {z, ((x % side) + side) % side, y};
  if (y < 0 || y >= side || !in_bounds(s, &k)) return 0;
  int top = s->minzoom > z - PARENTS ? s->minzoom : z - PARENTS;
  for (int up = z; up >= top && up >= 0; up--) {
    size_t at = get(l, &k, up == z);
    if (at) return at;
    k = (struct key){up - 1, k.x >> 1, k.y >> 1};
  }
  return 0;
}

// ---- heights as one field

// Heights of a tile between its pixels, as far as it reaches.
static float height_at(const struct ct_raster_piece *p, double u, double v) {
  double fu = fmin(fmax(u - 0.5, 0), p->w - 1), fv = fmin(fmax(v - 0.5, 0), p->h - 1);
  int i = (int)fu, j = (int)fv, i1 = i + 1 < p->w ? i + 1 : i, j1 = j + 1 < p->h ? j + 1 : j;
  float x = (float)(fu - i), y = (float)(fv - j);
  const float *top = p->elevation + (size_t)j * (size_t)p->w, *low = p->elevation + (size_t)j1 * (size_t)p->w;
  return (top[i] * (1 - x) + top[i1] * x) * (1 - y) + (low[i] * (1 - x) + low[i1] * x) * y;
}

static void put_tile(const struct ct_raster_piece *p, const struct ct_tile_cover *c, int cell, int side,
                     float *field) {
  int col = cell % c->nx, row = cell / c->nx;
  double step = 1 / (ldexp(1, c->z) * side), turn = ldexp(1, c->z);
  // The piece may be one of a further turn round the globe.
  double x0 = (double)(c->x0 + col) - floor((double)(c->x0 + col) / turn) * turn;
  for (int j = 0; j < side; j++) {
    double y = ((double)(c->y0 + row) * side + j + 0.5) * step;
    float *out = field + ((size_t)(row * side + j) * (size_t)c->nx + (size_t)col) * (size_t)side;
    for (int i = 0; i < side; i++) {
      double x = (x0 * side + i + 0.5) * step;
      out[i] = height_at(p, p->u[0] + p->u[1] * x, p->v[0] + p->v[2] * y);
    }
  }
}

static bool join_heights(struct loading *l, const uint32_t *piece_of_cell, struct ct_raster *out,
                         struct ct_err *err) {
  const struct ct_tile_cover *c = l->r->cover;
  int side = 0;
  for (size_t i = 0; i < l->tiles.n; i++) {
    const struct tile *t = &l->tiles.v[i];
    int n = t->key.z == c->z ? t->piece.w : 256;
    side = n > side ? n : side;
  }
  while (side > 1 && (double)c->nx * side * c->ny * side > (double)MAX_PIXELS) side /= 2;
  double w = (double)c->nx * side, h = (double)c->ny * side;
  if (!(w * h > 0) || w * h > (double)MAX_PIXELS) return ct_fail(err, "there are no tiles, or too many");
  float *field = CT_NEW_N(l->a, float, (size_t)(w * h));
  for (size_t i = 0; i < (size_t)(w * h); i++) field[i] = NAN;
  for (int cell = 0; cell < c->nx * c->ny; cell++)
    if (piece_of_cell[cell]) put_tile(&l->tiles.v[piece_of_cell[cell] - 1].piece, c, cell, side, field);
  struct ct_raster_piece *p = CT_NEW(l->a, struct ct_raster_piece);
  double scale = ldexp(1, c->z) * side;
  *p = (struct ct_raster_piece){.w = (int)w,
                                .h = (int)h,
                                .elevation = field,
                                .u = {(double)-c->x0 * side, scale, 0},
                                .v = {(double)-c->y0 * side, 0, scale}};
  out->pieces = p;
  out->n = 1;
  out->tiled = false;
  return true;
}

// ---- entry point

static bool gather(struct loading *l, struct ct_raster *out, struct ct_err *err) {
  const struct ct_tile_cover *c = l->r->cover;
  size_t n = (size_t)c->nx * (size_t)c->ny;
  uint32_t *piece_of_cell = CT_NEW_N(l->a, uint32_t, n);
  for (size_t i = 0; i < n; i++)
    if (c->wanted[i])
      piece_of_cell[i] = (uint32_t)find(l, c->x0 + (int64_t)i % c->nx, c->y0 + (int64_t)i / c->nx);
  out->zoom = c->z;
  out->tiled = true;
  if (!l->tiles.n) return true;
  if (out->elevation) return join_heights(l, piece_of_cell, out, err);
  struct ct_raster_piece *pieces = CT_NEW_N(l->a, struct ct_raster_piece, l->tiles.n);
  for (size_t i = 0; i < l->tiles.n; i++) pieces[i] = l->tiles.v[i].piece;
  out->n = l->tiles.n;
  out->pieces = pieces;
  out->cover = *c;
  out->piece_of = piece_of_cell;
  return true;
}

bool ct_tiles_load(const struct ct_raster_request *r, struct ct_arena *a, struct ct_raster *out,
                   struct ct_raster_report *report, struct ct_err *err) {
  struct loading l = {.r = r, .report = report, .a = a, .scratch = {.oom = a->oom}, .seen = {.arena = a}};
  if (!ct_tile_store_open(r->source, r->fine ? "@2x" : "", r->allow_network, a, &l.store, err)) return false;
  bool ok = gather(&l, out, err);
  ct_tile_store_close(l.store);
  ct_arena_release(&l.scratch);
  return ok;
}

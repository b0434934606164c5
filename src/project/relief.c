// SPDX-License-Identifier: MIT
// Relief: heights under device pixels, and the ground below them.
#include <math.h>

#include "base/arena.h"
#include "project/projection.h"
#include "project/raster.h"
#include "project/sample.h"
#include "project/warp.h"

#define M_PER_DEG (CT_EARTH_A * CT_RAD)
enum { CELL_PIXELS = CT_WARP_CELL * CT_WARP_CELL, REACH_MAX = 512 };

// Source pixels a device pixel, at the middle of the grain; 1 when it cannot be told.
static bool fineness(const struct ct_view *view, const struct ct_raster *raster, const struct ct_grain *g,
                     struct ct_arena *a, double *out, struct ct_err *err) {
  int left = (g->w - CT_WARP_CELL) / 2, top = (g->h - CT_WARP_CELL) / 2;
  struct ct_grain middle = {g->x + left * g->step, g->y + top * g->step, g->step, CT_WARP_CELL, CT_WARP_CELL};
  struct ct_warp w;
  if (!ct_warp_open(&w, view, &middle, raster, a, err)) return false;
  const struct ct_warp_node *n = w.nodes;
  const struct ct_raster_piece *p = raster->pieces;
  double across = ct_piece_steps(p, n[1].x - n[0].x, n[1].y - n[0].y) / CT_WARP_CELL;
  double down = ct_piece_steps(p, n[2].x - n[0].x, n[2].y - n[0].y) / CT_WARP_CELL;
  *out = sqrt(across * down);
  if (!(*out > 0) || !isfinite(*out)) *out = 1;
  ct_warp_close(&w);
  return true;
}

static struct ct_ground ground_of(const struct ct_warp_node *n, int stride) {
  const struct ct_warp_node *right = n + 1, *down = n + stride;
  double lat = (right->lat + down->lat) / 2, east = M_PER_DEG * cos(lat * CT_RAD) / CT_WARP_CELL;
  double south = -M_PER_DEG / CT_WARP_CELL;
  if (isnan(n->x) || isnan(right->x) || isnan(down->x)) return (struct ct_ground){.cos_lat = NAN};
  return (struct ct_ground){.east_x = (float)((ct_lon_near(right->lon, n->lon) - n->lon) * east),
                            .south_x = (float)((right->lat - n->lat) * south),
                            .east_y = (float)((ct_lon_near(down->lon, n->lon) - n->lon) * east),
                            .south_y = (float)((down->lat - n->lat) * south),
                            .cos_lat = (float)cos(lat * CT_RAD)};
}

struct raising {
  const struct ct_raster_piece *piece;
  const struct ct_level *level;
  enum ct_relief_mode mode;
};

static float height_at(const struct raising *r, const double at[2]) {
  double u, v;
  if (isnan(at[0]) || !ct_piece_find(r->piece, at[0], at[1], &u, &v)) return NAN;
  return ct_level_height(r->level, u * r->level->w / r->piece->w, v * r->level->h / r->piece->h,
                         r->mode == CT_RELIEF_SQUARES);
}

// Pixels of the page from place k of a cell to the middle of the level's pixel there.
static void snap_to(const struct raising *r, const double *xy, int k, float out[2]) {
  const struct ct_raster_piece *p = r->piece;
  const int right = k % CT_WARP_CELL + 1 < CT_WARP_CELL ? 1 : -1,
            down = k < CELL_PIXELS - CT_WARP_CELL ? 1 : -1;
  const double *at = xy + 2 * k, *x = at + 2 * right, *y = at + 2 * CT_WARP_CELL * down;
  const double su = (double)r->level->w / p->w, sv = (double)r->level->h / p->h;
  double u = (p->u[0] + p->u[1] * at[0] + p->u[2] * at[1]) * su;
  double v = (p->v[0] + p->v[1] * at[0] + p->v[2] * at[1]) * sv;
  double ux = (p->u[1] * (x[0] - at[0]) + p->u[2] * (x[1] - at[1])) * su * right;
  double vx = (p->v[1] * (x[0] - at[0]) + p->v[2] * (x[1] - at[1])) * sv * right;
  double uy = (p->u[1] * (y[0] - at[0]) + p->u[2] * (y[1] - at[1])) * su * down;
  double vy = (p->v[1] * (y[0] - at[0]) + p->v[2] * (y[1] - at[1])) * sv * down;
  double du = floor(u) + 0.5 - u, dv = floor(v) + 0.5 - v, det = ux * vy - uy * vx;
  double dx = (du * vy - dv * uy) / det, dy = (dv * ux - du * vx) / det;
  bool ok = fabs(dx) <= REACH_MAX && fabs(dy) <= REACH_MAX;
  out[0] = ok ? (float)dx : 0;
  out[1] = ok ? (float)dy : 0;
}

static void raise_cell(const struct raising *r, const double *xy, int i, int j, const struct ct_grain *g,
                       float *heights, float *snap) {
  for (int k = 0; k < CELL_PIXELS; k++) {
    int px = i * CT_WARP_CELL + k % CT_WARP_CELL, py = j * CT_WARP_CELL + k / CT_WARP_CELL;
    if (px >= g->w || py >= g->h) continue;
    size_t at = (size_t)py * (size_t)g->w + (size_t)px;
    heights[at] = height_at(r, &xy[2 * k]);
    if (snap) snap_to(r, xy, k, snap + 2 * at);
  }
}

static void raise(const struct ct_warp *w, const struct raising *r, struct ct_arena *a,
                  struct ct_relief *out) {
  double xy[2 * CELL_PIXELS];
  const struct ct_grain *g = &out->grain;
  size_t n = (size_t)g->w * (size_t)g->h;
  float *heights = CT_NEW_N(a, float, n),
        *snap = r->mode == CT_RELIEF_FACETS ? CT_NEW_N(a, float, 2 * n) : NULL;
  struct ct_ground *ground = CT_NEW_N(a, struct ct_ground, (size_t)w->cols * (size_t)w->rows);
  for (int j = 0; j < w->rows; j++)
    for (int i = 0; i < w->cols; i++) {
      ground[(size_t)j * (size_t)w->cols + (size_t)i] =
          ground_of(w->nodes + (size_t)j * (size_t)(w->cols + 1) + (size_t)i, w->cols + 1);
      ct_warp_cell(w, i, j, xy);
      raise_cell(r, xy, i, j, g, heights, snap);
    }
  out->elevation = heights;
  out->snap = snap;
  out->ground = ground;
  out->cell = CT_WARP_CELL;
  out->cells_w = w->cols;
  out->cells_h = w->rows;
}

bool ct_project_relief(const struct ct_view *view, const struct ct_raster *raster,
                       const struct ct_grain *grain, enum ct_relief_mode mode, struct ct_arena *a,
                       struct ct_relief *out, struct ct_err *err) {
  double fine = 1;
  *out = (struct ct_relief){.grain = *grain, .reach = 1, .zoom = raster->zoom};
  if (!raster->n) return true;
  struct ct_arena scratch = {.oom = a->oom};
  bool ok = fineness(view, raster, grain, &scratch, &fine, err);
  out->reach = fmin(fmax(1 / fine, 1), REACH_MAX);
  int margin = (int)ceil(out->reach * (mode == CT_RELIEF_FACETS ? 1.5 : 1)) + 1;
  struct ct_grain *g = &out->grain;
  g->x -= margin * g->step, g->y -= margin * g->step;
  g->w += 2 * margin, g->h += 2 * margin;
  struct ct_warp w;
  if (ok && (ok = ct_warp_open(&w, view, g, raster, &scratch, err))) {
    struct ct_pyramid p = {.piece = raster->pieces};
    struct raising r = {raster->pieces,
                        ct_pyramid_level(&p, fine > 1.5 ? (int)lround(log2(fine)) : 0, &scratch), mode};
    raise(&w, &r, a, out);
    ct_warp_close(&w);
  }
  ct_arena_release(&scratch);
  return ok;
}

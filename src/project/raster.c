// SPDX-License-Identifier: MIT
// Raster: which tiles a view shows, and pixels brought onto the page.
#include "project/raster.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "project/extent.h"
#include "project/projection.h"
#include "project/sample.h"
#include "project/warp.h"

enum { CELL_PIXELS = CT_WARP_CELL * CT_WARP_CELL, WIDE_TILES = 6, COVER_MAX = 1 << 20 };

// ---- cover

double ct_project_tile_zoom(const struct ct_view *view) {
  if (view->proj->web_mercator) return view->zoom;
  bool across = view->south < 0 && view->north > 0;
  double least = across ? 0 : fmin(fabs(view->south), fabs(view->north));
  // Tiles grow narrow towards the poles whatever the view's zoom is counted at.
  double m_per_pt = view->scale * CT_M_PER_PT, widest = ct_zoom_of(m_per_pt, fmin(least, CT_MERCATOR_LAT));
  return fmax(ct_zoom_of(m_per_pt, view->center_lat), widest - 1);
}

struct marking {
  struct ct_map seen;
  ct_vec(int64_t) xy;
  double side;
  size_t most;
};

static void mark(struct marking *m, double x, double y) {
  const int64_t at[2] = {(int64_t)floor(x * m->side), (int64_t)floor(y * m->side)};
  if (!(y >= 0 && y < 1) || m->xy.n > 2 * m->most) return;
  bool added;
  ct_map_add(&m->seen, at, sizeof at, 0, &added);
  if (!added) return;
  ct_vec_push(m->seen.arena, &m->xy, at[0]);
  ct_vec_push(m->seen.arena, &m->xy, at[1]);
}

// All tiles in the box of a cell; false where the box is no measure of the cell.
static bool mark_box(struct marking *m, const struct ct_warp_node *n, int stride) {
  const struct ct_warp_node *c[4] = {n, n + 1, n + stride, n + stride + 1};
  double x0 = INFINITY, x1 = -INFINITY, y0 = INFINITY, y1 = -INFINITY;
  for (int k = 0; k < 4; k++) {
    if (isnan(c[k]->x)) return false;
    x0 = fmin(x0, c[k]->x), x1 = fmax(x1, c[k]->x);
    y0 = fmin(y0, c[k]->y), y1 = fmax(y1, c[k]->y);
  }
  x0 = floor(x0 * m->side), y0 = floor(y0 * m->side);
  if (!(x1 * m->side - x0 < WIDE_TILES) || !(y1 * m->side - y0 < WIDE_TILES)) return false;
  for (double y = y0; y < y1 * m->side; y++)
    for (double x = x0; x < x1 * m->side; x++) mark(m, (x + 0.5) / m->side, (y + 0.5) / m->side);
  return true;
}

static void mark_cells(struct marking *m, const struct ct_warp *w) {
  double xy[2 * CELL_PIXELS];
  for (int j = 0; j < w->rows; j++)
    for (int i = 0; i < w->cols && m->xy.n <= 2 * m->most; i++) {
      int stride = w->cols + 1;
      if (mark_box(m, w->nodes + (size_t)j * (size_t)stride + (size_t)i, stride)) continue;
      ct_warp_cell(w, i, j, xy);
      for (int k = 0; k < CELL_PIXELS; k++) mark(m, xy[2 * k], xy[2 * k + 1]);
    }
}

// False when there are too many.
static bool take_cover(const struct marking *m, int z, struct ct_arena *a, struct ct_tile_cover *out) {
  *out = (struct ct_tile_cover){.z = z};
  if (m->xy.n > 2 * m->most) return false;
  if (!m->xy.n) return true;
  int64_t x0 = INT64_MAX, y0 = INT64_MAX, x1 = INT64_MIN, y1 = INT64_MIN;
  for (size_t i = 0; i < m->xy.n; i += 2) {
    int64_t x = m->xy.v[i], y = m->xy.v[i + 1];
    x0 = x < x0 ? x : x0, x1 = x > x1 ? x : x1;
    y0 = y < y0 ? y : y0, y1 = y > y1 ? y : y1;
  }
  if ((double)(x1 - x0 + 1) * (double)(y1 - y0 + 1) > COVER_MAX) return false;
  out->x0 = x0, out->y0 = y0;
  out->nx = (int)(x1 - x0 + 1), out->ny = (int)(y1 - y0 + 1);
  uint8_t *wanted = CT_NEW_N(a, uint8_t, (size_t)out->nx * (size_t)out->ny);
  for (size_t i = 0; i < m->xy.n; i += 2) wanted[(m->xy.v[i + 1] - y0) * out->nx + (m->xy.v[i] - x0)] = 1;
  out->wanted = wanted;
  return true;
}

bool ct_project_cover(const struct ct_view *view, const struct ct_grain *grain, int z, int most,
                      struct ct_arena *a, struct ct_tile_cover *out, struct ct_err *err) {
  struct ct_arena scratch = {.oom = a->oom};
  const struct ct_raster plane = {.lon_mid = view->center_lon};
  struct ct_warp w;
  if (!ct_warp_open(&w, view, grain, &plane, &scratch, err)) return false;
  for (bool done = false; !done; z--) {
    struct marking m = {.seen = {.arena = &scratch}, .side = ldexp(1, z), .most = (size_t)most};
    mark_cells(&m, &w);
    done = take_cover(&m, z, a, out) || z == 0;
  }
  ct_warp_close(&w);
  ct_arena_release(&scratch);
  return true;
}

// ---- colours

struct coloring {
  const struct ct_raster *raster;
  bool nearest;
  struct ct_arena *scratch;
  struct ct_pyramid *pyramids;
  double side;
};

// The piece that holds the place, which moves to the piece's turn of the globe.
static struct ct_pyramid *piece_at(struct coloring *c, double *x, double y) {
  const struct ct_raster *r = c->raster;
  if (!r->piece_of) return c->pyramids;
  double col = floor(*x * c->side) - (double)r->cover.x0, row = floor(y * c->side) - (double)r->cover.y0;
  if (!(col >= 0 && col < r->cover.nx && row >= 0 && row < r->cover.ny)) return NULL;
  uint32_t n = r->piece_of[(size_t)row * (size_t)r->cover.nx + (size_t)col];
  *x -= floor(*x);
  return n ? &c->pyramids[n - 1] : NULL;
}

// Pixels of the plane a device pixel in each direction, from the cell's middle.
struct step {
  double dx[2], dy[2];
};

static struct step step_of(const double *xy) {
  const int mid = CELL_PIXELS / 2 + CT_WARP_CELL / 2;
  const double *m = xy + 2 * (size_t)mid, *left = m - 2, *up = m - 2 * (size_t)CT_WARP_CELL;
  return (struct step){{m[0] - left[0], m[0] - up[0]}, {m[1] - left[1], m[1] - up[1]}};
}

// Which halving suits: the reference's mipmaps for tiles; other pictures are blended as they
// are until two pixels fall on one.
static int level_of(const struct coloring *c, const struct ct_raster_piece *p, const struct step *s,
                    bool *magnified) {
  double most = fmax(ct_piece_steps(p, s->dx[0], s->dy[0]), ct_piece_steps(p, s->dx[1], s->dy[1]));
  *magnified = !(most > 1.001);
  if (!(most > 1) || !(most < 1e9)) return 0;
  return (int)floor(log2(most) + (c->raster->tiled ? 0.4999 : 0));
}

static void put(uint8_t *to, const float c[4]) {
  if (!(c[3] >= 0.5f)) return;
  for (int k = 0; k < 3; k++) {
    float v = c[k] / c[3] * 255 + 0.5f;
    to[k] = v < 255 ? (uint8_t)v : 255;
  }
  to[3] = (uint8_t)(c[3] + 0.5f);
}

static void color_pixel(struct coloring *c, const double at[2], const struct step *step, uint8_t *to) {
  double x = at[0], y = at[1], u, v;
  if (isnan(x)) return;
  struct ct_pyramid *p = piece_at(c, &x, y);
  if (!p || !ct_piece_find(p->piece, x, y, &u, &v)) return;
  bool magnified;
  int n = level_of(c, p->piece, step, &magnified);
  const struct ct_level *l = ct_pyramid_level(p, n, c->scratch);
  float color[4];
  u *= (double)l->w / p->piece->w;
  v *= (double)l->h / p->piece->h;
  ct_level_color(l, u, v, c->nearest && magnified, color);
  put(to, color);
}

bool ct_project_raster(const struct ct_view *view, const struct ct_raster *raster,
                       const struct ct_grain *grain, bool nearest, struct ct_arena *a, uint8_t **rgba,
                       struct ct_err *err) {
  struct ct_arena scratch = {.oom = a->oom};
  struct coloring c = {.raster = raster, .nearest = nearest, .scratch = &scratch};
  struct ct_warp w;
  double xy[2 * CELL_PIXELS];
  *rgba = CT_NEW_N(a, uint8_t, 4 * (size_t)grain->w * (size_t)grain->h);
  if (!raster->n) return true;
  if (!ct_warp_open(&w, view, grain, raster, &scratch, err)) return false;
  c.side = ldexp(1, raster->cover.z);
  c.pyramids = CT_NEW_N(&scratch, struct ct_pyramid, raster->n);
  for (size_t i = 0; i < raster->n; i++) c.pyramids[i].piece = &raster->pieces[i];
  for (int j = 0; j < w.rows; j++)
    for (int i = 0; i < w.cols; i++) {
      ct_warp_cell(&w, i, j, xy);
      struct step step = step_of(xy);
      for (int k = 0; k < CELL_PIXELS; k++) {
        int px = i * CT_WARP_CELL + k % CT_WARP_CELL, py = j * CT_WARP_CELL + k / CT_WARP_CELL;
        if (px < grain->w && py < grain->h)
          color_pixel(&c, &xy[2 * k], &step, *rgba + 4 * ((size_t)py * (size_t)grain->w + (size_t)px));
      }
    }
  ct_warp_close(&w);
  ct_arena_release(&scratch);
  return true;
}

// SPDX-License-Identifier: MIT
// Warp: device pixels to the plane that a raster lies in, cell by cell.
#include "project/warp.h"

#include <math.h>

#include "base/arena.h"
#include "base/err.h"
#include "project/pagemap.h"
#include "project/projection.h"

// Latitudes beyond are no part of Mercator's unit square, but blending near its edge needs them.
#define STEEPEST_LAT 89.9

static bool to_plane(const struct ct_warp *w, struct ct_warp_node *n) {
  double lon = w->turns ? n->lon : ct_lon_near(n->lon, w->lon_mid);
  if (!w->plane) {
    double s = sin(fmax(-STEEPEST_LAT, fmin(STEEPEST_LAT, n->lat)) * CT_RAD);
    n->x = lon / 360 + 0.5 - w->shift[0];
    n->y = 0.5 - log((1 + s) / (1 - s)) * (0.25 / (180 * CT_RAD)) - w->shift[1];
    return true;
  }
  struct ct_vertex v = {lon, n->lat, 0, 0};
  ct_proj_forward(w->plane, w->plane_handle, &v, 1);
  n->x = v.x, n->y = v.y;
  return isfinite(v.x) && isfinite(v.y);
}

// Where style pixels are whole device pixels, MapLibre moves rasters by up to half a pixel so
// that theirs fall on the page's, which keeps them sharp (its "aligned" matrix).
static void align(struct ct_warp *w) {
  const struct ct_view *v = w->view;
  double ratio = CT_PX_PT / w->grain.step, world = 512 * exp2(v->zoom), at[2];
  if (w->plane || !v->proj->web_mercator || fabs(ratio - round(ratio)) > 1e-6) return;
  struct ct_warp_node center = {v->center_lon, v->center_lat, 0, 0};
  if (!to_plane(w, &center)) return;
  const double odd[2] = {fmod(round(v->frame.w / CT_PX_PT), 2) / 2,
                         fmod(round(v->frame.h / CT_PX_PT), 2) / 2};
  double turn = v->rotation_deg * CT_RAD;
  at[0] = center.x * world, at[1] = center.y * world;
  for (int k = 0; k < 2; k++) {
    double d = at[k] - floor(at[k] + 0.5) + cos(turn) * odd[k] + sin(turn) * odd[1 - k];
    w->shift[k] = (d > 0.5 ? d - 1 : d) / world;
  }
}

static struct ct_warp_node node_at(const struct ct_warp *w, const struct ct_pagemap *map, double x,
                                   double y) {
  struct ct_warp_node n = {0};
  double px, py;
  ct_pagemap_back(map, x, y, &px, &py);
  bool ok = ct_proj_inverse(w->view->proj, w->page_handle, px, py, &n.lon, &n.lat);
  // A document's world map in Web Mercator is drawn once.
  if (ok && w->view->proj->web_mercator && !w->view->as_web)
    ok = fabs(n.lon - w->view->center_lon) <= 180 + CT_SEAM_DEG;
  if (!ok || !to_plane(w, &n)) n.x = n.y = NAN;
  return n;
}

static struct ct_warp_node node_of_pixel(const struct ct_warp *w, const struct ct_pagemap *map, double i,
                                         double j) {
  return node_at(w, map, w->grain.x + i * w->grain.step, w->grain.y + j * w->grain.step);
}

bool ct_warp_open(struct ct_warp *w, const struct ct_view *view, const struct ct_grain *grain,
                  const struct ct_raster *raster, struct ct_arena *a, struct ct_err *err) {
  *w = (struct ct_warp){.view = view, .grain = *grain, .lon_mid = raster->lon_mid};
  const double middle[2] = {ct_lon_near(view->center_lon, 0), view->center_lat};
  w->turns = view->as_web && !raster->crs && (raster->piece_of || raster->n == 0);
  if (raster->crs && !ct_proj_open(raster->crs, middle, a, &w->plane, err)) return false;
  w->page_handle = ct_proj_take(view->proj);
  if (w->plane) w->plane_handle = ct_proj_take(w->plane);
  if (!w->page_handle || (w->plane && !w->plane_handle)) {
    ct_warp_close(w);
    return ct_fail(err, "view: out of memory");
  }
  w->cols = (grain->w + CT_WARP_CELL - 1) / CT_WARP_CELL;
  w->rows = (grain->h + CT_WARP_CELL - 1) / CT_WARP_CELL;
  align(w);
  w->nodes = CT_NEW_N(a, struct ct_warp_node, (size_t)(w->cols + 1) * (size_t)(w->rows + 1));
  struct ct_pagemap map = ct_pagemap_of(view);
  struct ct_warp_node *n = w->nodes;
  for (int j = 0; j <= w->rows; j++)
    for (int i = 0; i <= w->cols; i++) *n++ = node_of_pixel(w, &map, i * CT_WARP_CELL, j * CT_WARP_CELL);
  return true;
}

void ct_warp_close(struct ct_warp *w) {
  if (w->page_handle) ct_proj_give(w->view->proj, w->page_handle);
  if (w->plane_handle) ct_proj_give(w->plane, w->plane_handle);
  ct_proj_close(w->plane);
  *w = (struct ct_warp){0};
}

struct corners {
  const struct ct_warp_node *tl, *tr, *bl, *br;
};

static struct corners corners_of(const struct ct_warp *w, int i, int j) {
  const struct ct_warp_node *tl = w->nodes + (size_t)j * (size_t)(w->cols + 1) + (size_t)i;
  return (struct corners){tl, tl + 1, tl + w->cols + 1, tl + w->cols + 2};
}

static void blend(const struct corners *c, double s, double t, double *x, double *y) {
  *x = (c->tl->x * (1 - s) + c->tr->x * s) * (1 - t) + (c->bl->x * (1 - s) + c->br->x * s) * t;
  *y = (c->tl->y * (1 - s) + c->tr->y * s) * (1 - t) + (c->bl->y * (1 - s) + c->br->y * s) * t;
}

// May the cell be blended from its corners? Looked at in two places: seams, poles and the
// globe's limb fail.
static bool is_smooth(const struct ct_warp *w, const struct ct_pagemap *map, const struct corners *c, int i,
                      int j) {
  static const double looks[2][2] = {{0.5, 0.5}, {0.3, 0.8}};
  double wide = fabs(c->br->x - c->tl->x) + fabs(c->tr->x - c->bl->x) + fabs(c->br->y - c->tl->y) +
                fabs(c->tr->y - c->bl->y);
  double most = 0.1 * wide / (2 * CT_WARP_CELL);
  for (int k = 0; k < 2; k++) {
    double x, y, s = looks[k][0], t = looks[k][1];
    struct ct_warp_node at = node_of_pixel(w, map, (i + s) * CT_WARP_CELL, (j + t) * CT_WARP_CELL);
    blend(c, s, t, &x, &y);
    // NaN anywhere is not smooth either.
    if (!(fabs(at.x - x) + fabs(at.y - y) <= most)) return false;
  }
  return true;
}

void ct_warp_cell(const struct ct_warp *w, int i, int j, double xy[2 * CT_WARP_CELL * CT_WARP_CELL]) {
  struct corners c = corners_of(w, i, j);
  struct ct_pagemap map = ct_pagemap_of(w->view);
  bool smooth = is_smooth(w, &map, &c, i, j);
  for (int k = 0; k < CT_WARP_CELL * CT_WARP_CELL; k++) {
    int col = k % CT_WARP_CELL, row = k / CT_WARP_CELL;
    double s = (col + 0.5) / CT_WARP_CELL, t = (row + 0.5) / CT_WARP_CELL;
    if (smooth) {
      blend(&c, s, t, &xy[2 * k], &xy[2 * k + 1]);
      continue;
    }
    struct ct_warp_node n = node_of_pixel(w, &map, (i + s) * CT_WARP_CELL, (j + t) * CT_WARP_CELL);
    xy[2 * k] = n.x, xy[2 * k + 1] = n.y;
  }
}

// SPDX-License-Identifier: MIT
// Render: the locator, a small map of where in the world the frame is.
#include <math.h>

#include "base/err.h"
#include "page/page.h"
#include "project/project.h"
#include "render.h"

struct ct_table *ct_render_outline(struct ct_arena *a, const struct ct_view *view) {
  enum { PER_SIDE = 24 };
  struct ct_table *t = CT_NEW(a, struct ct_table);
  double *xy = CT_NEW_N(a, double, 2 * (4 * PER_SIDE + 1));
  const struct ct_rect f = view->frame;
  size_t n = 0;
  for (int k = 0; k <= 4 * PER_SIDE; k++) {
    double s = (double)(k % PER_SIDE) / PER_SIDE;
    int side = k / PER_SIDE % 4;
    double x = side == 0 ? s : side == 1 ? 1 : side == 2 ? 1 - s : 0;
    double y = side == 0 ? 0 : side == 1 ? s : side == 2 ? 1 : 1 - s;
    if (ct_unproject_point(view, f.x + x * f.w, f.y + y * f.h, &xy[2 * n], &xy[2 * n + 1])) n++;
  }
  for (size_t k = 1; k < n; k++) {  // keep the line in one piece across 180
    while (xy[2 * k] - xy[2 * k - 2] > 180) xy[2 * k] -= 360;
    while (xy[2 * k] - xy[2 * k - 2] < -180) xy[2 * k] += 360;
  }
  uint8_t *type = CT_NEW_N(a, uint8_t, 1);
  uint32_t *part0 = CT_NEW_N(a, uint32_t, 2), *coord0 = CT_NEW_N(a, uint32_t, 2);
  type[0] = CT_GEOM_LINE;
  part0[1] = 1;
  coord0[1] = (uint32_t)n;
  t->name = "frame";
  t->n = t->placed = 1;
  t->geoms = (struct ct_geoms){
      .type = type, .part0 = part0, .coord0 = coord0, .nparts = 1, .ncoords = n, .lonlat = xy};
  return t;
}

// About six times the frame, at least 2 500 km; past 7 000 km a globe.
static bool locator_view(struct ct_render *r, struct ct_rect box, struct ct_err *err) {
  double m_per_pt = r->view.scale * 0.0254 / 72, frame_m = fmax(r->view.frame.w, r->view.frame.h) * m_per_pt;
  double span_m = fmin(fmax(frame_m * 6, 2.5e6), 9e6);
  bool globe = span_m > 7e6;
  const char *proj = ct_arena_printf(r->a, "+proj=%s +lat_0=%.0f +lon_0=%.0f +datum=WGS84",
                                     globe ? "ortho" : "laea", r->view.center_lat, r->view.center_lon);
  if (globe) span_m = 12.9e6;
  struct ct_view_request q = {.page_w_pt = r->view.page_w_pt,
                              .page_h_pt = r->view.page_h_pt,
                              .frame = box,
                              .projection = proj,
                              .has_center = true,
                              .center_lon = r->view.center_lon,
                              .center_lat = r->view.center_lat,
                              .zoom = NAN,
                              .scale = span_m / fmin(box.w, box.h) * 72 / 0.0254};
  r->has_locator = ct_view_settle(&q, r->a, &r->locator_view, err);
  return r->has_locator;
}

bool ct_render_locator(struct ct_render *r, struct ct_err *err) {
  if (r->doc.page.bare || !r->doc.locator) return true;
  struct ct_rect box = ct_page_locator(r->page);
  if (box.w <= 0) return true;
  if (!locator_view(r, box, err)) return false;
  const struct ct_table *land = ct_sources_base(&r->sources, "land", r->locator_view.scale, NULL, NULL, err);
  if (!land) return false;
  struct ct_rows all = {.all = true, .n = land->n}, one = {.all = true, .n = 1};
  struct ct_shapes *land_shapes = CT_NEW(r->a, struct ct_shapes), *frame = CT_NEW(r->a, struct ct_shapes);
  if (!ct_project(&r->locator_view, land, &all, CT_AS_AREAS, 2, r->a, land_shapes, err) ||
      !ct_project(&r->locator_view, ct_render_outline(r->a, &r->view), &one, CT_AS_LINES, 2, r->a, frame,
                  err))
    return false;
  r->locator = (struct ct_page_locator_map){&r->locator_view, land_shapes, frame};
  return true;
}

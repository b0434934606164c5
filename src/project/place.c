// SPDX-License-Identifier: MIT
// Place: single points to the page and back.
#include <math.h>
#include <string.h>

#include "project/pagemap.h"
#include "project/project.h"
#include "project/projection.h"

bool ct_project_point(const struct ct_view *view, double lon, double lat, double *x, double *y) {
  const struct ct_proj *p = view->proj;
  if (!p || !ct_proj_shows(p, p->web_mercator ? 0 : lon, lat) || !(fabs(lon) < 1e6)) return false;
  struct ct_vertex v = {p->web_mercator ? ct_lon_near(lon, view->center_lon) : lon, lat, 0, 0};
  struct ct_proj_handle *h = ct_proj_take(p);
  if (!h) return false;
  struct ct_pagemap map = ct_pagemap_of(view);
  ct_proj_forward(p, h, &v, 1);
  ct_pagemap_forward(&map, &v, 1);
  ct_proj_give(p, h);
  *x = v.x, *y = v.y;
  return isfinite(v.x) && isfinite(v.y);
}

bool ct_unproject_point(const struct ct_view *view, double x, double y, double *lon, double *lat) {
  if (!view->proj) return false;
  struct ct_proj_handle *h = ct_proj_take(view->proj);
  if (!h) return false;
  struct ct_pagemap map = ct_pagemap_of(view);
  double px, py;
  ct_pagemap_back(&map, x, y, &px, &py);
  bool ok = ct_proj_inverse(view->proj, h, px, py, lon, lat);
  ct_proj_give(view->proj, h);
  // A world map in Web Mercator is drawn once.
  if (ok && view->proj->web_mercator && !view->as_web && fabs(*lon - view->center_lon) > 180 + CT_SEAM_DEG)
    return false;
  if (ok) *lon = ct_lon_near(*lon, 0);
  return ok;
}

struct ct_georef ct_view_georef(const struct ct_view *view) {
  struct ct_pagemap m = ct_pagemap_of(view);
  struct ct_georef g = {.frame = view->frame, .crs = view->crs};
  double x0, y0, x1, y1, x2, y2;
  ct_pagemap_back(&m, 0, 0, &x0, &y0);
  ct_pagemap_back(&m, 1, 0, &x1, &y1);
  ct_pagemap_back(&m, 0, 1, &x2, &y2);
  const double to_crs[] = {x0, x1 - x0, x2 - x0, y0, y1 - y0, y2 - y0};
  memcpy(g.to_crs, to_crs, sizeof to_crs);
  return g;
}

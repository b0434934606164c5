// SPDX-License-Identifier: MIT
// Settle: projection, centre and scale of a view.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "project/extent.h"
#include "project/horizon.h"
#include "project/measure.h"
#include "project/pagemap.h"
#include "project/project.h"
#include "project/projection.h"

#define TOLERANCE_PT 0.15
// More than any symbol or stroke reaches out of the frame.
#define WIDE_MARGIN_PT 40

struct settling {
  const struct ct_view_request *r;
  struct ct_extent extent;
  struct ct_proj *proj;
  struct ct_proj_handle *h;
  struct ct_box fit;  // what is fitted, in projected axes turned like the page
  size_t fitted, wanted;
};

static bool check_request(const struct ct_view_request *r, struct ct_err *err) {
  if (!(r->frame.w > 0) || !(r->frame.h > 0) || !isfinite(r->frame.w + r->frame.h + r->frame.x + r->frame.y))
    return ct_fail(err, "view: the map's frame is empty");
  if (r->has_bbox) {
    if (!isfinite(r->west + r->south + r->east + r->north))
      return ct_fail(err, "view: bbox holds a value that is no number");
    if (fabs(r->west) > 540 || fabs(r->east) > 540)
      return ct_fail(err, "view: bbox longitude '%g' is outside -180..180",
                     fabs(r->west) > 540 ? r->west : r->east);
    if (fabs(r->south) > 90 || fabs(r->north) > 90)
      return ct_fail(err, "view: bbox latitude '%g' is outside -90..90",
                     fabs(r->south) > 90 ? r->south : r->north);
    if (r->south >= r->north || r->west == r->east)
      return ct_fail(err, "view: bbox %g,%g,%g,%g is empty (expected west,south,east,north)", r->west,
                     r->south, r->east, r->north);
  }
  if (r->has_center && (!(fabs(r->center_lon) <= 540) || !(fabs(r->center_lat) <= 90)))
    return ct_fail(err, "view: centre %g,%g is no place on the globe (expected lon,lat)", r->center_lon,
                   r->center_lat);
  if (r->scale < 0 || !isfinite(r->scale)) return ct_fail(err, "view: scale 1:%g can't be drawn", r->scale);
  if (isinf(r->zoom) || fabs(r->zoom) > 40) return ct_fail(err, "view: zoom %g is outside -40..40", r->zoom);
  if (!isfinite(r->rotation_deg)) return ct_fail(err, "view: rotation is no number");
  return true;
}

// A map of the whole world should show it, not the box around the points.
static void widen_to_world(struct ct_extent *e, double lon_0) {
  e->lon_mid = lon_0;
  e->half_w = 180;
  e->south = fmin(e->south, -58);
  e->north = fmax(e->north, 80);
  e->points = false;
}

static bool choose(struct settling *s, struct ct_arena *a, struct ct_view *out, struct ct_err *err) {
  const char *asked = s->r->projection && *s->r->projection ? s->r->projection : "auto";
  const char *made = ct_extent_projection(&s->extent, s->r, asked, a);
  const double middle[2] = {ct_lon_near(s->extent.lon_mid, 0), (s->extent.south + s->extent.north) / 2};
  if (!ct_proj_open(made ? made : asked, middle, a, &s->proj, err)) return false;
  out->proj = s->proj;
  out->crs = s->proj->crs;
  out->crs_name = s->proj->name;
  out->crs_auto = strcmp(asked, "auto") == 0;
  s->proj->whole_disc = strcmp(asked, "globe") == 0;
  out->as_web = s->r->as_web && s->proj->web_mercator;
  if (out->crs_auto && s->extent.points && s->extent.half_w > 90 && made && strstr(made, "+proj=eqearth"))
    widen_to_world(&s->extent, s->proj->lon_0);
  s->h = ct_proj_take(s->proj);
  return s->h || ct_fail(err, "view: out of memory");
}

// Turns projected units so that their axes are the page's.
static void turn(double degrees, double x, double y, double *tx, double *ty) {
  double c = cos(degrees * CT_RAD), s = sin(degrees * CT_RAD);
  *tx = c * x + s * y;
  *ty = -s * x + c * y;
}

static void fit_measure(struct settling *s, struct ct_arena *a) {
  struct ct_chain c = {.arena = a};
  ct_extent_outline(&s->extent, s->r, s->proj, &c);
  s->fit = (struct ct_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
  s->wanted = c.n;
  for (size_t i = 0; i < c.n; i++) {
    struct ct_vertex v = c.v[i];
    if (s->proj->web_mercator) v.y = fmax(-CT_MERCATOR_LAT, fmin(CT_MERCATOR_LAT, v.y));
    if (s->proj->domain == CT_DOMAIN_BOX && !s->proj->aspect.turned && !s->extent.points)
      v.y = fmax(s->proj->lat_min, fmin(s->proj->lat_max, v.y));
    if (!s->proj->web_mercator && !ct_proj_shows(s->proj, v.x, v.y)) continue;
    ct_proj_forward(s->proj, s->h, &v, 1);
    if (!isfinite(v.x) || !isfinite(v.y)) continue;
    turn(s->r->rotation_deg, v.x, v.y, &v.x, &v.y);
    s->fit.x0 = fmin(s->fit.x0, v.x), s->fit.x1 = fmax(s->fit.x1, v.x);
    s->fit.y0 = fmin(s->fit.y0, v.y), s->fit.y1 = fmax(s->fit.y1, v.y);
    s->fitted++;
  }
}

// The rim of a globe or satellite view, which no lon/lat box outlines.
static void fit_disc(struct settling *s, struct ct_arena *a) {
  struct ct_chain rim = {.arena = a};
  struct ct_horizon horizon;
  struct ct_vertex mid = {s->proj->lon_0, s->proj->lat_0, 0, 0};
  double radius = 0;
  ct_horizon_init(&horizon, s->proj->lon_0, s->proj->lat_0, s->proj->radius);
  ct_horizon_ring(&horizon, &rim);
  ct_proj_forward(s->proj, s->h, &mid, 1);
  ct_proj_forward(s->proj, s->h, rim.v, rim.n);
  for (size_t i = 0; i < rim.n; i++) {
    double d = hypot(rim.v[i].x - mid.x, rim.v[i].y - mid.y);
    if (isfinite(d)) radius = fmax(radius, d);
  }
  if (!(radius > 0)) return;
  turn(s->r->rotation_deg, mid.x, mid.y, &mid.x, &mid.y);
  s->fit = (struct ct_box){mid.x - radius, mid.y - radius, mid.x + radius, mid.y + radius};
  s->fitted = 1;
}

static bool fit(struct settling *s, struct ct_arena *a, struct ct_err *err) {
  bool whole = s->extent.half_w >= 180 && s->extent.north - s->extent.south >= 180;
  if (s->proj->whole_disc || (whole && s->proj->domain == CT_DOMAIN_CIRCLE))
    fit_disc(s, a);
  else
    fit_measure(s, a);
  if (s->fitted) return true;
  return ct_fail(err, "view: projection '%.200s' can't show any of what is to be fitted", s->proj->crs);
}

static bool center_set(struct settling *s, struct ct_view *out, struct ct_err *err) {
  const struct ct_view_request *r = s->r;
  if (r->has_center && !r->has_bbox) {
    struct ct_vertex v = {r->center_lon, r->center_lat, 0, 0};
    bool shown = ct_proj_shows(s->proj, v.x, v.y);
    ct_proj_forward(s->proj, s->h, &v, 1);
    if (!shown || !isfinite(v.x) || !isfinite(v.y))
      return ct_fail(err, "view: projection '%.200s' can't show the centre %g,%g", s->proj->crs,
                     r->center_lon, r->center_lat);
    out->center_lon = r->center_lon, out->center_lat = r->center_lat;
    out->center_x = v.x, out->center_y = v.y;
    return true;
  }
  double mx = (s->fit.x0 + s->fit.x1) / 2, my = (s->fit.y0 + s->fit.y1) / 2;
  turn(-r->rotation_deg, mx, my, &out->center_x, &out->center_y);
  if (ct_proj_inverse(s->proj, s->h, out->center_x, out->center_y, &out->center_lon, &out->center_lat))
    return true;
  // The middle of what is fitted may lie off the map: the scale is then that of its centre.
  out->center_lon = s->proj->lon_0;
  out->center_lat =
      s->proj->domain == CT_DOMAIN_CIRCLE ? s->proj->lat_0 : (s->extent.south + s->extent.north) / 2;
  return true;
}

static double fit_units_per_pt(const struct settling *s, const struct ct_view *v, double stretch) {
  const struct ct_view_request *r = s->r;
  double pad = fmin(fmax(0, r->padding_pt), 0.45 * fmin(r->frame.w, r->frame.h));
  double least = fmax(r->min_extent_m, r->has_bbox ? 0 : 100) * stretch, cx, cy;
  turn(r->rotation_deg, v->center_x, v->center_y, &cx, &cy);
  double w = 2 * fmax(s->fit.x1 - cx, cx - s->fit.x0), h = 2 * fmax(s->fit.y1 - cy, cy - s->fit.y0);
  double pad_x = fmin(pad + fmax(0, r->sides_pt), 0.45 * r->frame.w);
  double by_data = fmax(w / (r->frame.w - 2 * pad_x), h / (r->frame.h - 2 * pad));
  return fmax(by_data, least / fmin(r->frame.w, r->frame.h));
}

// The latitude that a zoom is counted at: the centre's, but no nearer to a pole than 60 degrees outside Mercator. There
// a map of a polar continent would have the zoom of the whole world, and none of its names.
static double zoom_lat(const struct settling *s, const struct ct_view *v) {
  const double most = 60;
  bool cylinder = s->proj->web_mercator || ct_starts_with(s->proj->crs, "+proj=merc");
  return cylinder ? v->center_lat : fmax(-most, fmin(most, v->center_lat));
}

// Ground scale and zoom from units_per_pt, or the other way round.
static bool scale_set(struct settling *s, struct ct_view *out, struct ct_err *err) {
  struct ct_stretch t;
  // The middle of a map may be where its cone or its lobes meet.
  if (!ct_measure_stretch(s->proj, s->h, out->center_lon, out->center_lat, &t) &&
      !ct_measure_stretch(s->proj, s->h, out->center_lon + 0.01, out->center_lat - 0.01, &t) &&
      !ct_measure_stretch(s->proj, s->h, out->center_lon + 1, out->center_lat - 1, &t))
    return ct_fail(err, "view: projection '%.200s' has no scale at the centre %g,%g", s->proj->crs,
                   out->center_lon, out->center_lat);
  double cos_lat = fmax(cos(out->center_lat * CT_RAD), 1e-6);
  // Of a sphere: so that zoom is exactly MapLibre's.
  double stretch = s->proj->web_mercator ? 1 / cos_lat : sqrt(t.along_meridian * t.along_parallel);
  double m_per_pt;
  if (s->r->scale > 0 && !s->r->has_bbox)
    m_per_pt = s->r->scale * CT_M_PER_PT;
  else if (isfinite(s->r->zoom) && !s->r->has_bbox)
    m_per_pt = ct_zoom_m_per_pt(s->r->zoom, zoom_lat(s, out));
  else
    m_per_pt = fit_units_per_pt(s, out, stretch) / stretch;
  out->units_per_pt = m_per_pt * stretch;
  out->scale = m_per_pt / CT_M_PER_PT;
  out->zoom = ct_zoom_of(m_per_pt, zoom_lat(s, out));
  // A whole zoom stays whole: filters and tiles go by it.
  if (fabs(out->zoom - round(out->zoom)) < 1e-9) out->zoom = round(out->zoom);
  if (!isfinite(out->units_per_pt) || !(out->units_per_pt > 0)) return ct_fail(err, "view: has no size");
  out->north_deg = atan2(t.north_x, t.north_y) / CT_RAD + out->rotation_deg;
  if (fabs(out->center_lat) > 89.99) out->north_deg = out->rotation_deg;  // everywhere
  out->north_deg = ct_lon_near(out->north_deg, 0);
  if (fabs(out->north_deg) < 1e-7) out->north_deg = 0;
  return true;
}

static void surroundings_set(const struct settling *s, struct ct_view *out) {
  out->scale_variation = ct_measure_variation(out, s->h, &s->proj->units_per_deg);
  struct ct_box b = ct_measure_box(out, s->h, 0, &s->proj->fills_frame);
  bool whole = b.x1 - b.x0 >= 360, all;
  s->proj->wide_box = ct_measure_box(out, s->h, WIDE_MARGIN_PT, &all);
  s->proj->wide_radius =
      s->proj->domain == CT_DOMAIN_CIRCLE ? ct_measure_radius(out, s->h, WIDE_MARGIN_PT) : 180;
  s->proj->wide_margin_pt = WIDE_MARGIN_PT;
  out->west = whole ? -180 : ct_lon_near(b.x0, 0);
  out->east = whole ? 180 : ct_lon_near(b.x1, 0);
  out->south = b.y0, out->north = b.y1;
}

// MapLibre lays patterns from the north-western corner of the world.
static void anchor_set(const struct settling *s, struct ct_view *out) {
  const double half = s->proj->web_mercator ? M_PI * CT_EARTH_A : 0;
  double x = -half - out->center_x, y = half - out->center_y;
  turn(out->rotation_deg, x, y, &x, &y);
  out->anchor_x = out->frame.x + out->frame.w / 2 + x / out->units_per_pt;
  out->anchor_y = out->frame.y + out->frame.h / 2 - y / out->units_per_pt;
}

static bool settle(struct settling *s, struct ct_arena *a, struct ct_view *out, struct ct_err *err) {
  if (!choose(s, a, out, err)) return false;
  bool placed = s->r->has_center && (s->r->scale > 0 || isfinite(s->r->zoom)) && !s->r->has_bbox;
  if (!placed && !fit(s, a, err)) return false;
  if (!center_set(s, out, err) || !scale_set(s, out, err)) return false;
  surroundings_set(s, out);
  anchor_set(s, out);
  return true;
}

bool ct_view_settle(const struct ct_view_request *request, struct ct_arena *a, struct ct_view *out,
                    struct ct_err *err) {
  memset(out, 0, sizeof *out);
  if (!check_request(request, err)) return false;
  out->page_w_pt = request->page_w_pt, out->page_h_pt = request->page_h_pt;
  out->frame = request->frame;
  out->rotation_deg = ct_lon_near(request->rotation_deg, 0);
  out->tolerance_pt = TOLERANCE_PT;
  struct settling s = {.r = request, .extent = ct_extent_of(request)};
  bool ok = settle(&s, a, out, err);
  if (s.proj) ct_proj_give(s.proj, s.h);
  if (!ok && s.proj) {
    ct_proj_close(s.proj);
    out->proj = NULL;
  }
  return ok;
}

void ct_view_release(struct ct_view *view) {
  // The view hands its projection around as const; it alone may end it.
  ct_proj_close((struct ct_proj *)view->proj);
  view->proj = NULL;
}

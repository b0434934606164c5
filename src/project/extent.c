// SPDX-License-Identifier: MIT
// Extent: the lon/lat box of what a view is to show, and the projection that suits it.
#include "project/extent.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "project/project.h"
#include "project/projection.h"

enum { THIN_ABOVE = 20000, RIM_BINS = 1024, EDGE_STEPS = 64 };

#define MAPLIBRE_C 40075016.686

static double zoom_circle(double lat) {
  return MAPLIBRE_C * cos(fmin(fabs(lat), CT_MERCATOR_LAT) * CT_RAD);
}

double ct_zoom_m_per_pt(double zoom, double lat) {
  return zoom_circle(lat) / (512 * exp2(zoom)) / CT_PX_PT;
}

double ct_zoom_of(double m_per_pt, double lat) {
  return log2(zoom_circle(lat) / (512 * m_per_pt * CT_PX_PT));
}

static bool point_at(const struct ct_view_request *r, size_t i, double *lon, double *lat) {
  *lon = r->fit_lonlat[2 * i], *lat = r->fit_lonlat[2 * i + 1];
  return isfinite(*lon) && fabs(*lat) <= 90 && fabs(*lon) < 1e6;
}

// The middle of the longitudes in use: opposite the middle of the widest empty stretch.
static double longitudes_middle(const struct ct_view_request *r) {
  bool used[360] = {false};
  double lon, lat;
  for (size_t i = 0; i < r->nfit; i++) {
    if (point_at(r, i, &lon, &lat)) used[((int)floor(ct_lon_near(lon, 0)) + 720) % 360] = true;
  }
  int best = 0, best_end = 179, run = 0;
  for (int i = 0; i < 720; i++) {  // twice round, so that a run may pass 360
    run = used[(i + 180) % 360] ? 0 : run + 1;
    if (run > best && run <= 360) best = run, best_end = i + 180;
  }
  return ct_lon_near(best_end + 1 - best / 2.0 + 180, 0);
}

static bool of_points(const struct ct_view_request *r, struct ct_extent *e) {
  double mid = longitudes_middle(r), w = INFINITY, east = -INFINITY, lon, lat;
  double south = INFINITY, north = -INFINITY;
  for (size_t i = 0; i < r->nfit; i++) {
    if (!point_at(r, i, &lon, &lat)) continue;
    lon = ct_lon_near(lon, mid);
    if (lon < w) w = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  if (!(w <= east)) return false;
  e->south = south, e->north = north;
  e->lon_mid = (w + east) / 2;
  e->half_w = (east - w) / 2;
  e->points = true;
  return true;
}

static void of_center(const struct ct_view_request *r, struct ct_extent *e) {
  double m_per_pt = r->scale > 0 ? r->scale * CT_M_PER_PT : ct_zoom_m_per_pt(r->zoom, r->center_lat);
  double shrink = fmax(cos(r->center_lat * CT_RAD), 0.01);
  e->lon_mid = ct_lon_near(r->center_lon, 0);
  e->half_w = fmin(180, r->frame.w / 2 * m_per_pt / 111320 / shrink);
  double half_h = r->frame.h / 2 * m_per_pt / 110574;
  e->south = fmax(-90, r->center_lat - half_h);
  e->north = fmin(90, r->center_lat + half_h);
}

struct ct_extent ct_extent_of(const struct ct_view_request *r) {
  struct ct_extent e = {.lon_mid = 0, .half_w = 180, .south = -90, .north = 90};
  if (r->has_bbox) {
    double east = r->east;
    if (east < r->west) east += 360;
    e.half_w = fmin(180, (east - r->west) / 2);
    e.lon_mid = ct_lon_near((r->west + east) / 2, 0);
    e.south = r->south, e.north = r->north;
  } else if (r->has_center && (r->scale > 0 || isfinite(r->zoom))) {
    of_center(r, &e);
  } else if (!of_points(r, &e) && r->has_center) {
    e.lon_mid = r->center_lon;
  }
  return e;
}

// ---- outline

static void box_outline(const struct ct_extent *e, struct ct_chain *out) {
  const double w = e->lon_mid - e->half_w, dx = 2 * e->half_w, dy = e->north - e->south;
  for (int i = 0; i <= EDGE_STEPS; i++) {
    double t = (double)i / EDGE_STEPS;
    ct_chain_push(out, w + t * dx, e->south, 0);
    ct_chain_push(out, w + t * dx, e->north, 0);
    ct_chain_push(out, w, e->south + t * dy, 0);
    ct_chain_push(out, w + dx, e->south + t * dy, 0);
    ct_chain_push(out, e->lon_mid, e->south + t * dy, 0);
  }
}

static size_t bin_of(double x, double from, double size) {
  double b = size > 0 ? (x - from) / size * RIM_BINS : 0;
  return b < 0 ? 0 : b >= RIM_BINS ? RIM_BINS - 1 : (size_t)b;
}

// The northernmost and southernmost point of each strip of longitude, the westernmost
// and easternmost of each strip of latitude: a million points' rim in one pass.
static void thinned(const struct ct_extent *e, const struct ct_view_request *r, struct ct_chain *out) {
  struct ct_vertex *rim = CT_NEW_N(out->arena, struct ct_vertex, 4 * RIM_BINS);
  for (size_t i = 0; i < 4 * RIM_BINS; i++) rim[i] = (struct ct_vertex){NAN, NAN, 0, 0};
  double lon, lat;
  for (size_t i = 0; i < r->nfit; i++) {
    if (!point_at(r, i, &lon, &lat)) continue;
    lon = ct_lon_near(lon, e->lon_mid);
    struct ct_vertex v = {lon, lat, 0, 0};
    struct ct_vertex *column = &rim[4 * bin_of(lon, e->lon_mid - e->half_w, 2 * e->half_w)];
    struct ct_vertex *row = &rim[4 * bin_of(lat, e->south, e->north - e->south)];
    if (!(column[0].y <= lat)) column[0] = v;
    if (!(column[1].y >= lat)) column[1] = v;
    if (!(row[2].x <= lon)) row[2] = v;
    if (!(row[3].x >= lon)) row[3] = v;
  }
  for (size_t i = 0; i < 4 * RIM_BINS; i++)
    if (!isnan(rim[i].x)) ct_chain_push(out, rim[i].x, rim[i].y, 0);
}

// Where the box lies across the map's seam its edges are at both sides of the map.
static void seam_outline(const struct ct_extent *e, const struct ct_proj *p, struct ct_chain *out) {
  // A turned map of the world ends along its own seam.
  for (int i = 0; p->aspect.turned && e->half_w >= 180 && i <= 2 * EDGE_STEPS + 1; i++) {
    int step = i / 2;
    double lat = p->lat_min + (p->lat_max - p->lat_min) * step / EDGE_STEPS, at[2];
    ct_aspect_back(&p->aspect, (i % 2 ? 1 : -1) * (p->reach - 1e-6), lat, &at[0], &at[1]);
    ct_chain_push(out, at[0], at[1], 0);
  }
  if (p->web_mercator || p->domain != CT_DOMAIN_BOX || p->reach < 170 || p->aspect.turned) return;
  double seam = ct_lon_near(p->lon_0 + 180, e->lon_mid);
  if (fabs(seam - e->lon_mid) > e->half_w) return;
  for (int i = 0; i <= EDGE_STEPS; i++) {
    double lat = e->south + (e->north - e->south) * i / EDGE_STEPS;
    ct_chain_push(out, p->lon_0 - p->reach, lat, 0);
    ct_chain_push(out, p->lon_0 + p->reach, lat, 0);
  }
}

void ct_extent_outline(const struct ct_extent *e, const struct ct_view_request *r, const struct ct_proj *p,
                       struct ct_chain *out) {
  double lon, lat;
  if (!e->points) {
    box_outline(e, out);
    seam_outline(e, p, out);
  } else if (r->nfit > THIN_ABOVE) {
    thinned(e, r, out);
  } else {
    for (size_t i = 0; i < r->nfit; i++)
      if (point_at(r, i, &lon, &lat)) ct_chain_push(out, ct_lon_near(lon, e->lon_mid), lat, 0);
  }
}

// ---- choice of projection

static double round_to(double x, double step) {
  double r = round(x / step) * step;
  return r == 0 ? 0 : r;
}

// Rounded so that it reads well, and finely enough that north stays up.
static double round_within(double x, double size_deg) {
  static const double steps[] = {1, 0.5, 0.1, 0.05, 0.01};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
    if (size_deg >= 10 * steps[i]) return round_to(x, steps[i]);
  return round_to(x, 0.01);
}

static const char *polar(struct ct_arena *a, double lat, double lon) {
  return ct_arena_printf(a, "+proj=laea +lat_0=%d +lon_0=%.10g +datum=WGS84 +units=m", lat > 0 ? 90 : -90,
                         lon);
}

static const char *local(const struct ct_extent *e, struct ct_arena *a) {
  double lat = (e->south + e->north) / 2, lon = round_within(e->lon_mid, 2 * e->half_w);
  if (fabs(lat) > 84) return polar(a, lat, lon);
  return ct_arena_printf(a, "+proj=tmerc +lat_0=0 +lon_0=%.10g +k=1 +datum=WGS84 +units=m",
                         ct_lon_near(lon, 0));
}

static const char *utm(const struct ct_extent *e, struct ct_arena *a) {
  int zone = (int)floor((ct_lon_near(e->lon_mid, 0) + 180) / 6) + 1;
  if (zone > 60) zone = 60;
  return ct_arena_printf(a, "EPSG:%d", (e->south + e->north < 0 ? 32700 : 32600) + zone);
}

static const char *conic(const struct ct_extent *e, struct ct_arena *a, double lon) {
  double sixth = (e->north - e->south) / 6;
  double lat_1 = round_to(e->south + sixth, 1), lat_2 = round_to(e->north - sixth, 1);
  return ct_arena_printf(
      a, "+proj=lcc +lat_1=%.10g +lat_2=%.10g +lat_0=%.10g +lon_0=%.10g +datum=WGS84 +units=m", lat_1, lat_2,
      round_to((lat_1 + lat_2) / 2, 0.5), lon);
}

static const char *automatic(const struct ct_extent *e, struct ct_arena *a) {
  const double w = 2 * e->half_w, h = e->north - e->south, lat = (e->south + e->north) / 2;
  const double nearest = e->south * e->north <= 0 ? 0 : fmin(fabs(e->south), fabs(e->north));
  const double wide = w * cos(lat * CT_RAD),
               lon = w > 60 ? round_to(e->lon_mid, w > 180 ? 10 : 5) : round_within(e->lon_mid, w);
  const double farthest = fmax(fabs(e->south), fabs(e->north));
  if ((nearest >= 40 && w > 150) || (fabs(lat) > 65 && nearest > 30 && w > 90))
    return polar(a, lat, w > 300 ? 0 : lon);
  if (wide > 100 || h > 110 || (w > 120 && nearest < 30))
    return ct_arena_printf(a, "+proj=eqearth +lon_0=%.10g +datum=WGS84 +units=m",
                           w > 300 ? 0 : ct_lon_near(lon, 0));
  if (wide < 6 && h < 6) return local(e, a);
  if (wide > 1.6 * h && fabs(lat) >= 20 && nearest > 5 && farthest < 85 && h > 2) return conic(e, a, lon);
  return ct_arena_printf(a, "+proj=laea +lat_0=%.10g +lon_0=%.10g +datum=WGS84 +units=m",
                         round_to(lat, w > 60 ? 5 : 1), ct_lon_near(lon, 0));
}

// The globe is looked at from above the centre that was asked for, or the extent's.
static const char *globe(const struct ct_extent *e, const struct ct_view_request *r, struct ct_arena *a) {
  double lat = r->has_center ? r->center_lat : round_to((e->south + e->north) / 2, 1);
  double lon = r->has_center ? r->center_lon : round_to(e->lon_mid, 1);
  return ct_arena_printf(a, "+proj=ortho +lat_0=%.10g +lon_0=%.10g +datum=WGS84 +units=m", lat,
                         ct_lon_near(lon, 0));
}

const char *ct_extent_projection(const struct ct_extent *e, const struct ct_view_request *r, const char *name,
                                 struct ct_arena *a) {
  if (strcmp(name, "auto") == 0) return automatic(e, a);
  if (strcmp(name, "local") == 0) return local(e, a);
  if (strcmp(name, "utm") == 0) return utm(e, a);
  if (strcmp(name, "globe") == 0) return globe(e, r, a);
  return NULL;
}

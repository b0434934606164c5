// SPDX-License-Identifier: MIT
// Graticule: meridians and parallels of a view, their steps and lines.
#include "project/graticule.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"
#include "model/table.h"
#include "project/extent.h"
#include "project/graticule_net.h"
#include "project/project.h"
#include "project/projection.h"

// Lines stand about this part of the frame's size apart, within limits in points.
#define APART 0.15
#define APART_LEAST 52.0
#define APART_MOST 150.0
// More lines of one kind than this are no graticule.
enum { LINES_MOST = 400 };
// Vertices of a line stand at most so many degrees apart.
#define VERTEX_DEG 3.0
// Meridians go on to the pole where the last parallel is too far from it.
#define LAST_PARALLEL 75.0

typedef ct_vec(double) doubles;

double ct_graticule_step(double wish, const char *format) {
  static const double degrees[] = {1, 2, 5, 10, 15, 20, 30};
  static const double sixtieths[] = {1, 2, 5, 10, 15, 30};
  static const double tenths[] = {0.1, 0.2, 0.5};
  double best = 1, least = INFINITY;
  bool decimal = format && !strcmp(format, "decimal"), dm = format && !strcmp(format, "dm");
  // Degrees; parts: of a degree, and (of dm: tenths of a minute, else seconds, then their tenths) below.
  for (int i = 0; i < 7; i++)
    if (fabs(log(degrees[i] / wish)) < least) least = fabs(log(degrees[i] / wish)), best = degrees[i];
  for (int i = 0; i < 6 && !decimal; i++) {
    double minutes = sixtieths[i] / 60, seconds = minutes / 60;
    if (fabs(log(minutes / wish)) < least) least = fabs(log(minutes / wish)), best = minutes;
    if (!dm && fabs(log(seconds / wish)) < least) least = fabs(log(seconds / wish)), best = seconds;
  }
  double unit = decimal ? 1 : dm ? 1.0 / 60 : 1.0 / 3600;
  for (double power = 1; power > 1e-4 * (decimal ? 0.1 : 1); power /= 10)
    for (int i = 0; i < 3; i++) {
      double s = tenths[i] * power * unit;
      if (fabs(log(s / wish)) < least) least = fabs(log(s / wish)), best = s;
    }
  return best;
}

// Steps of about equal width and height on the page; equal in degrees where that comes near.
static void settle_steps(struct ct_graticule_plan *p, const struct ct_graticule *want) {
  const struct ct_view *v = p->view;
  p->step_lon = want->fit.step_lon > 0 ? want->fit.step_lon : want->every_lon;
  p->step_lat = want->fit.step_lat > 0 ? want->fit.step_lat : want->every_lat;
  double pt_per_deg = 111200 / (v->scale * CT_M_PER_PT);
  double apart = fmin(fmax(APART * sqrt(v->frame.w * v->frame.h), APART_LEAST), APART_MOST);
  // Near a pole meridians are told by where most of the map is.
  double half_deg = 0.5 * fmin(v->frame.w, v->frame.h) / pt_per_deg;
  double shrink = fmax(cos(v->center_lat * CT_RAD), sin(fmin(0.6 * half_deg, 90) * CT_RAD));
  double wish_lat = apart / pt_per_deg, wish_lon = wish_lat / shrink;
  if (!(p->step_lat > 0)) p->step_lat = ct_graticule_step(wish_lat, want->format);
  if (p->step_lon > 0) return;
  p->step_lon = p->step_lat;
  double off = p->step_lon / wish_lon;
  if (off < 0.5 || off > 1.8) p->step_lon = ct_graticule_step(wish_lon, want->format);
  if (p->step_lon > 30) p->step_lon = 30;
}

// The middle that the map's longitudes are unwrapped around is the box's.
static void settle_box(struct ct_graticule_plan *p) {
  const struct ct_proj *proj = p->view->proj;
  p->box = proj->wide_box;
  if (proj->domain == CT_DOMAIN_BOX && !proj->web_mercator) {
    p->box.x0 = fmax(p->box.x0, proj->lon_0 - proj->reach);
    p->box.x1 = fmin(p->box.x1, proj->lon_0 + proj->reach);
  }
  if (p->box.x1 - p->box.x0 > 360) {
    double middle = (p->box.x0 + p->box.x1) / 2;
    p->box.x0 = middle - 180, p->box.x1 = middle + 180;
  }
}

// Is the pole one point on the page, so that meridians run together there?
// Beside it rather than at it: where a globe's limb goes through a pole, it is out of sight.
static bool pole_point(const struct ct_view *view, double sign, double *x, double *y) {
  double lon = view->proj->lon_0, p[4][2];
  const double at[4][2] = {{lon, 89.5}, {lon + 70, 89.5}, {lon, 60}, {lon + 70, 60}};
  for (int i = 0; i < 4; i++)
    if (!ct_project_point(view, ct_lon_near(at[i][0], 0), sign * at[i][1], &p[i][0], &p[i][1])) return false;
  if (!ct_project_point(view, lon, sign * 90, x, y)) *x = p[0][0], *y = p[0][1];
  return hypot(p[0][0] - p[1][0], p[0][1] - p[1][1]) < 0.12 * hypot(p[2][0] - p[3][0], p[2][1] - p[3][1]);
}

static void settle_stops(struct ct_graticule_plan *p) {
  double last = p->step_lat * ceil(90 / p->step_lat - 1 - 1e-9);
  p->point_n = pole_point(p->view, 1, &p->pole_x[0], &p->pole_y[0]);
  p->point_s = pole_point(p->view, -1, &p->pole_x[1], &p->pole_y[1]);
  p->stop_n = p->point_n && last >= LAST_PARALLEL ? last : 90;
  p->stop_s = p->point_s && last >= LAST_PARALLEL ? -last : -90;
}

// Multiples of the step in from..to; false when they are too many.
static bool multiples(double from, double to, double step, struct ct_arena *a, doubles *out) {
  double first = ceil(from / step - 1e-9), last = floor(to / step + 1e-9);
  if (!(last - first < LINES_MOST)) return false;
  for (double k = first; k <= last; k++) ct_vec_push(a, out, k == 0 ? 0 : k * step);
  return true;
}

static bool too_many(double step, struct ct_err *err) {
  return ct_fail(err, "graticule: lines every %g degrees would fill the map (expected a larger 'every')",
                 step);
}

static bool list_lines(struct ct_graticule_plan *p, struct ct_arena *a, struct ct_err *err) {
  doubles lon = {0}, lat = {0};
  const struct ct_proj *proj = p->view->proj;
  bool turn = p->box.x1 - p->box.x0 >= 360 - 1e-6;
  // A whole number of steps a turn, so that the last meridian meets the first.
  double turns = round(360 / p->step_lon);
  if (fabs(360 / p->step_lon - turns) < 1e-3) p->step_lon = 360 / turns;
  if (!multiples(p->box.x0, p->box.x1, p->step_lon, a, &lon)) return too_many(p->step_lon, err);
  if (!multiples(p->box.y0, p->box.y1, p->step_lat, a, &lat)) return too_many(p->step_lat, err);
  size_t kept = 0;
  for (size_t i = 0; i < lon.n; i++) {
    bool again = turn && kept && lon.v[i] - lon.v[0] >= 360 - 1e-7;
    // The seam of a map is its outline.
    bool seam = turn && proj->domain == CT_DOMAIN_BOX && !proj->web_mercator &&
                fabs(fabs(lon.v[i] - proj->lon_0) - 180) < 1e-7;
    if (!again && !seam) lon.v[kept++] = lon.v[i];
  }
  p->lon = lon.v, p->nlon = kept, kept = 0;
  for (size_t i = 0; i < lat.n; i++)
    if (fabs(lat.v[i]) < 90 - 1e-7) lat.v[kept++] = lat.v[i];
  p->lat = lat.v, p->nlat = kept;
  return true;
}

struct line_set {
  struct ct_arena *a;
  ct_vec(uint32_t) coord0;
  doubles lonlat;
};

static void add_line(struct line_set *s, double lon0, double lat0, double lon1, double lat1) {
  double span = fmax(fabs(lon1 - lon0), fabs(lat1 - lat0));
  int steps = (int)fmax(8, ceil(span / VERTEX_DEG));
  for (int i = 0; i <= steps; i++) {
    double t = (double)i / steps;
    ct_vec_push(s->a, &s->lonlat, lon0 + t * (lon1 - lon0));
    ct_vec_push(s->a, &s->lonlat, lat0 + t * (lat1 - lat0));
  }
  ct_vec_push(s->a, &s->coord0, (uint32_t)(s->lonlat.n / 2));
}

static void add_lines(const struct ct_graticule_plan *p, struct line_set *s) {
  ct_vec_push(s->a, &s->coord0, 0);
  for (size_t i = 0; i < p->nlon; i++) {
    bool on = ct_graticule_goes_on(p->lon[i]);
    double south = fmax(p->box.y0, on ? -90 : p->stop_s), north = fmin(p->box.y1, on ? 90 : p->stop_n);
    if (south > north) north = south;
    add_line(s, p->lon[i], south, p->lon[i], north);
  }
  for (size_t i = 0; i < p->nlat; i++) add_line(s, p->box.x0, p->lat[i], p->box.x1, p->lat[i]);
}

static struct ct_table table_of(const struct ct_graticule_plan *p, struct ct_arena *a) {
  struct line_set s = {.a = a};
  add_lines(p, &s);
  size_t n = p->nlon + p->nlat;
  uint8_t *type = CT_NEW_N(a, uint8_t, n + 1);
  uint32_t *part0 = CT_NEW_N(a, uint32_t, n + 1);
  memset(type, CT_GEOM_LINE, n);
  for (size_t i = 0; i <= n; i++) part0[i] = (uint32_t)i;
  return (struct ct_table){.name = "graticule",
                           .n = n,
                           .placed = n,
                           .geoms = {.type = type,
                                     .part0 = part0,
                                     .coord0 = s.coord0.v,
                                     .nparts = n,
                                     .ncoords = s.lonlat.n / 2,
                                     .lonlat = s.lonlat.v}};
}

bool ct_project_graticule(const struct ct_view *view, const struct ct_graticule *want, struct ct_arena *a,
                          struct ct_graticule_net *out, struct ct_err *err) {
  struct ct_graticule_plan p = {.view = view};
  *out = (struct ct_graticule_net){0};
  if (!view->proj) return ct_fail(err, "view: is not settled");
  settle_steps(&p, want);
  settle_box(&p);
  settle_stops(&p);
  if (!list_lines(&p, a, err)) return false;
  out->step_lon = p.step_lon, out->step_lat = p.step_lat;
  struct ct_table table = table_of(&p, a);
  struct ct_shapes *lines = CT_NEW(a, struct ct_shapes), *outline = CT_NEW(a, struct ct_shapes);
  struct ct_rows all = {.all = true, .n = table.n};
  if (!ct_project(view, &table, &all, CT_AS_LINES, 0, a, lines, err)) return false;
  out->lines = lines;
  if (!view->proj->fills_frame && !view->proj->guessed) {
    if (!ct_project_sphere(view, a, outline, err)) return false;
    out->outline = outline;
  }
  ct_graticule_find_ends(&p, out, a);
  return true;
}

// SPDX-License-Identifier: MIT
// Settle: geometry as model/table.h promises it, and rows whose position is out of range.
#include "load/settle.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "load/load.h"
#include "load/run.h"
#include "model/table.h"

// A line that crosses 180 may go once around further; more is no longitude.
static const double LON_MAX = 540;
// Degrees that somebody miscounted are less than this, metres mostly more.
static const double FAR_OFF = 3600;

static bool on_globe(const double *p) {
  return fabs(p[0]) <= LON_MAX && fabs(p[1]) <= 90;  // false for NaN
}

static void report(const struct ct_load_run *r, size_t i, const double *p) {
  char buf[32];
  struct ct_load_finding f = {.code = "CT-D116", .row = r->build.row[i]};
  if (!isfinite(p[0]) || !isfinite(p[1])) {
    ct_load_row_warn(r, &f, "the position has no longitude and latitude in this coordinate system");
  } else if (fabs(p[1]) > 90) {
    f.code = "CT-D113";
    f.value = ct_format_number(p[1], buf);
    ct_load_row_warn(r, &f, "latitude '%s' is outside -90..90", f.value);
  } else {
    f.code = "CT-D112";
    f.value = ct_format_number(p[0], buf);
    ct_load_row_warn(r, &f, "longitude '%s' is outside -180..180", f.value);
  }
}

static void wrap(double *p) {
  if (p[0] > 180) p[0] -= 360;
  if (p[0] < -180) p[0] += 360;
}

// Transformations and arithmetic leave 180.00000000000003 and such.
static void snap(double *p) {
  const double tiny = 1e-9;
  if (fabs(p[0]) > 180 && fabs(p[0]) < 180 + tiny) p[0] = copysign(180, p[0]);
  if (fabs(p[1]) > 90 && fabs(p[1]) < 90 + tiny) p[1] = copysign(90, p[1]);
}

// What a map on the web makes of numbers past the poles.
static void tame(double *p) {
  // By the sine, what lies past the pole comes down the other side.
  if (fabs(p[1]) > 90 && fabs(p[1]) <= 180) p[1] = copysign(180 - fabs(p[1]), p[1]);
  p[1] = fmax(-90, fmin(90, p[1]));
  if (fabs(p[0]) > LON_MAX) p[0] = remainder(p[0], 360);
}

static bool same(const double *a, const double *b) {
  return a[0] == b[0] && a[1] == b[1];
}

static double area2(const double *p, size_t n) {
  double sum = 0;
  for (size_t i = 0, j = n - 1; i < n; j = i++)
    sum += (p[2 * j] - p[0]) * (p[2 * i + 1] - p[1]) - (p[2 * i] - p[0]) * (p[2 * j + 1] - p[1]);
  return sum;
}

static void reverse(double *p, size_t n) {
  for (size_t i = 0, j = n - 1; i < j; i++, j--) {
    double x = p[2 * i], y = p[2 * i + 1];
    p[2 * i] = p[2 * j];
    p[2 * i + 1] = p[2 * j + 1];
    p[2 * j] = x;
    p[2 * j + 1] = y;
  }
}

// Cleans one part in place and returns how many coordinates stay; 0 drops it.
static size_t clean(double *p, size_t n, enum ct_geom_type type, bool hole) {
  if (type == CT_GEOM_POINT) {
    for (size_t i = 0; i < n; i++) wrap(p + 2 * i);
    return n;
  }
  if (type == CT_GEOM_LINE) return n < 2 ? 0 : n;
  while (n > 1 && same(p, p + 2 * (n - 1))) n--;
  double area = n < 3 ? 0 : area2(p, n);
  if (area == 0) return 0;
  if (hole ? area > 0 : area < 0) reverse(p, n);
  return n;
}

struct writer {
  size_t part, coord;
};

// Moves row i's cleaned parts down to where the writer stands.
static void row_settle(struct ct_load_run *r, size_t i, size_t p0, size_t p1, struct writer *w) {
  struct ct_build *b = &r->build;
  enum ct_geom_type type = (enum ct_geom_type)b->type[i];
  bool exterior = false, bad = false;
  size_t first_part = w->part, first_coord = w->coord;
  for (size_t p = p0; p < p1 && !bad; p++) {
    size_t from = b->coord0[p], n = b->coord0[p + 1] - from;
    double *xy = b->lonlat + 2 * from;
    for (size_t k = 0; k < n && !bad; k++) {
      snap(xy + 2 * k);
      if (r->req->lenient && isfinite(xy[2 * k]) && isfinite(xy[2 * k + 1])) tame(xy + 2 * k);
      bad = !on_globe(xy + 2 * k);
      if (bad) report(r, i, xy + 2 * k);
    }
    bool hole = b->hole[p];
    size_t stay = bad ? 0 : clean(xy, n, type, hole);
    if (!hole) exterior = stay > 0;
    if (!stay || (hole && !exterior)) continue;
    memmove(b->lonlat + 2 * w->coord, xy, stay * 2 * sizeof(double));
    b->hole[w->part] = hole;
    b->coord0[w->part++] = (uint32_t)w->coord;
    w->coord += stay;
  }
  if (!bad && w->part > first_part) return;
  if (!bad && type != CT_GEOM_NONE) {
    struct ct_load_finding f = {.code = "CT-D118", .row = b->row[i]};
    ct_load_row_warn(r, &f, "the %s has no extent", type == CT_GEOM_LINE ? "line" : "area");
  }
  w->part = first_part;
  w->coord = first_coord;
  b->type[i] = CT_GEOM_NONE;
}

static void shapes_settle(struct ct_load_run *r) {
  struct ct_build *b = &r->build;
  struct writer w = {0, 0};
  size_t p0 = b->n ? b->part0[0] : 0;
  for (size_t i = 0; i < b->n; i++) {
    size_t p1 = b->part0[i + 1];
    b->part0[i] = (uint32_t)w.part;
    row_settle(r, i, p0, p1, &w);
    p0 = p1;
  }
  b->part0[b->n] = (uint32_t)w.part;
  b->coord0[w.part] = (uint32_t)w.coord;
  b->nparts = w.part;
  b->ncoords = w.coord;
}

static void points_settle(struct ct_load_run *r) {
  double *p = r->build.lonlat;
  for (size_t i = 0; i < r->build.n; i++, p += 2) {
    if (isnan(p[0])) continue;  // no position, and said so
    snap(p);
    if (r->req->lenient && isfinite(p[0]) && isfinite(p[1])) tame(p);
    if (on_globe(p)) {
      wrap(p);
      continue;
    }
    report(r, i, p);
    p[0] = p[1] = NAN;
  }
}

// Numbers of metres in a file that names no coordinate system.
static bool clearly_projected(const struct ct_build *b, bool lenient, double *x, double *y) {
  size_t far = 0, seen = 0;
  for (size_t i = 0; i < b->ncoords; i++) {
    const double *p = b->lonlat + 2 * i;
    if (isnan(p[0])) continue;
    seen++;
    if (on_globe(p) || (lenient && fabs(p[0]) < FAR_OFF && fabs(p[1]) < FAR_OFF)) continue;
    if (!far++) {
      *x = p[0];
      *y = p[1];
    }
  }
  // A slip of the pen is one point in many; metres are many.
  return seen && far * 10 > seen;
}

bool ct_settle(struct ct_load_run *r) {
  double x = 0, y = 0;
  if (!r->handles.transform && !r->plain && clearly_projected(&r->build, r->req->lenient, &x, &y)) {
    char bx[32], by[32];
    return ct_fail(r->err, "%s: coordinates such as %s, %s are not longitude and latitude (give crs: EPSG:n)",
                   r->place, ct_format_number(x, bx), ct_format_number(y, by));
  }
  if (r->build.shapes)
    shapes_settle(r);
  else
    points_settle(r);
  return true;
}

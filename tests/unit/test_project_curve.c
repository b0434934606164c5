// SPDX-License-Identifier: MIT
// Curves: how far what is drawn is from the true curve, by PROJ, and how many vertices it takes.
#include "test_project_help.h"

enum { W = 1000, H = 800 };
#define MOST_PT (0.25 * 0.75)  // a quarter of a pixel at 96 dpi

static const char *const projections[] = {
    "+proj=eqearth",
    "+proj=eqearth +lon_0=150",
    "+proj=moll +lon_0=-60",
    "+proj=robin",
    "+proj=wintri",
    "+proj=hammer +lon_0=40",
    "+proj=sinu",
    "+proj=vandg",
    "+proj=natearth",
    "+proj=bonne +lat_1=45",
    "+proj=igh",
    "+proj=healpix",
    "+proj=bertin1953",
    "+proj=ob_tran +o_proj=moll +o_lat_p=45 +o_lon_p=-90 +lon_0=60",
    "EPSG:3857",
    "+proj=merc +lon_0=100",
    "+proj=tcea +lon_0=30",
    "+proj=lcc +lat_1=30 +lat_2=60 +lon_0=100",
    "+proj=aea +lat_1=-20 +lat_2=-50 +lon_0=-60",
    "+proj=ortho +lat_0=38 +lon_0=127",
    "+proj=laea +lat_0=38 +lon_0=127",
    "+proj=aeqd +lat_0=39 +lon_0=125.75",
    "+proj=gnom +lat_0=20 +lon_0=170",
    "+proj=tpers +h=5000000 +lat_0=40 +lon_0=100 +tilt=20 +azi=30",
    "+proj=geos +h=35785831 +lon_0=140",
    "+proj=tmerc +lon_0=100",
    "EPSG:32652",
    "EPSG:3031",
    "EPSG:3413",
    "EPSG:2154",
};

struct curve {
  const char *name;
  bool ring;
  size_t n;
  double v[2 * 200];
};

static void ellipse(double *v, double lon, double lat, double wide, double high) {
  for (int i = 0; i < 72; i++) {
    v[2 * i] = lon + wide * cos(5 * i * 0.017453292519943295);
    v[2 * i + 1] = lat + high * sin(5 * i * 0.017453292519943295);
  }
}

static size_t curves_make(struct curve *c) {
  size_t n = 0;
  for (int lat = -57; lat <= 83; lat += 20) {
    c[n] = (struct curve){"a parallel in two edges", false, 3, {-170, lat, 0, lat, 170, lat}};
    n++;
  }
  c[n++] = (struct curve){"a meridian", false, 2, {100, -80, 100, 80}};
  c[n++] = (struct curve){"a long slanted edge", false, 2, {60, -20, 150, 60}};
  c[n++] = (struct curve){"a steep edge", false, 2, {121.3, -75, 140, 84}};
  c[n++] = (struct curve){"long edges of a polygon", true, 4, {20, -30, 110, 10, 150, 70, 40, 50}};
  c[n++] = (struct curve){"edges over 180", true, 4, {150, 20, 230, -20, 240, 60, 160, 75}};
  c[n] = (struct curve){"a ring", true, 72, {0}};
  ellipse(c[n++].v, 127, 38, 20, 15);
  c[n] = (struct curve){"a broad ring", true, 72, {0}};
  ellipse(c[n++].v, 100, 30, 70, 50);
  return n;
}

static double off_edge(double x, double y, const float *p, const float *q) {
  double dx = (double)q[0] - p[0], dy = (double)q[1] - p[1], l2 = dx * dx + dy * dy;
  double t = l2 > 0 ? fmin(1, fmax(0, ((x - p[0]) * dx + (y - p[1]) * dy) / l2)) : 0;
  return hypot(x - p[0] - t * dx, y - p[1] - t * dy);
}

static double off_shapes(const struct ct_shapes *s, double x, double y) {
  double least = INFINITY;
  for (size_t p = 0; p < s->nparts; p++)
    for (uint32_t i = s->coord0[p] + 1; i < s->coord0[p + 1]; i++)
      least = fmin(least, off_edge(x, y, s->xy + 2 * i - 2, s->xy + 2 * i));
  return least;
}

// What the test itself draws, finely: its places on the page, and its length there.
struct truth {
  size_t n;
  double length, gap, *xy;
};

static struct truth truth_of(const struct ct_view *view, const struct curve *c, struct ct_arena *a) {
  enum { STEPS = 2000 };
  const size_t edges = c->ring ? c->n : c->n - 1, steps = STEPS / edges;
  struct truth t = {0, 0, 0, CT_NEW_N(a, double, 2 * STEPS)};
  double px = NAN, py = NAN;
  for (size_t i = 0; i < edges; i++) {
    const double *p = c->v + 2 * i, *q = c->v + 2 * ((i + 1) % c->n);
    for (size_t k = 0; k < steps; k++) {
      double share = (double)k / (double)steps, x, y;
      bool shown = ct_project_point(view, p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1]), &x, &y);
      if (!shown || x < 0 || y < 0 || x > W || y > H) {
        px = NAN;
        continue;
      }
      t.xy[2 * t.n] = x, t.xy[2 * t.n++ + 1] = y;
      double step = hypot(x - px, y - py);
      if (step < 60) t.length += step, t.gap = fmax(t.gap, step);
      px = x, py = y;
    }
  }
  return t;
}

// The way from the drawn to the truth: no edge may stray, such as over a seam.
static double strays(const struct ct_shapes *s, const struct truth *t, size_t *seen) {
  double most = 0;
  for (size_t p = 0; p < s->nparts; p++)
    for (uint32_t i = s->coord0[p] + 1; i < s->coord0[p + 1]; i += 1 + s->ncoords / 100) {
      const float *u = s->xy + 2 * i - 2, *v = s->xy + 2 * i;
      double x = (u[0] + v[0]) / 2.0, y = (u[1] + v[1]) / 2.0, least = INFINITY;
      if (x < 1 || y < 1 || x > W - 1 || y > H - 1) continue;
      for (size_t k = 0; k < t->n; k++) least = fmin(least, hypot(x - t->xy[2 * k], y - t->xy[2 * k + 1]));
      most = fmax(most, least), *seen += 1;
    }
  return most;
}

static int judge(const struct ct_view *view, const char *text, const struct curve *c, double *worst) {
  struct ct_arena a = {0};
  struct ct_table t = table_of(&a, c->ring ? CT_GEOM_POLYGON : CT_GEOM_LINE, 1, &c->n, c->v);
  struct ct_shapes s = project_or_die(view, &t, CT_AS_LINES, 5, &a);
  struct truth truth = truth_of(view, c, &a);
  double most = 0;
  size_t seen = 0;
  for (size_t k = 0; k < truth.n; k++)
    most = fmax(most, off_shapes(&s, truth.xy[2 * k], truth.xy[2 * k + 1]));
  double stray = strays(&s, &truth, &seen);
  // An edge for every two degrees, one for every two points, those given.
  double may = 300 + 2.0 * (double)c->n + truth.length / 2;
  int wrong = 0;
  if (most > MOST_PT)
    print_error("%s: %s is %.3f px off the true curve\n", text, c->name, most / 0.75), wrong++;
  if (truth.n && stray > 1 + truth.gap)
    print_error("%s: %s strays %.1f px from it\n", text, c->name, stray / 0.75), wrong++;
  if ((double)s.ncoords > may)
    print_error("%s: %s takes %zu vertices for %.0f pt\n", text, c->name, s.ncoords, truth.length), wrong++;
  *worst = fmax(*worst, most);
  ct_arena_release(&a);
  return wrong;
}

static void test_curves(void **state) {
  (void)state;
  static struct curve curves[20];
  size_t n = curves_make(curves);
  double worst = 0;
  int wrong = 0;
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++)
    for (int turned = 0; turned < 2; turned++) {
      struct ct_arena a = {0};
      struct ct_view view;
      struct ct_view_request r = request_of(projections[i], W, H);
      r.rotation_deg = turned ? 33 : 0;
      settle_or_die(&r, &a, &view);
      for (size_t k = 0; k < n; k++) wrong += judge(&view, projections[i], &curves[k], &worst);
      ct_view_release(&view);
      ct_arena_release(&a);
    }
  print_message("at most %.3f px off\n", worst / 0.75);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_curves)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

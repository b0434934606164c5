// SPDX-License-Identifier: MIT
// Graticule: ends as cs2cs has them, lines that curve as they should, steps, poles, seams.
#include <unistd.h>

#include "project/graticule.h"
#include "test_project_help.h"

#define PX_PT 0.75

// A view and its net, with lines all over it.
struct netted {
  struct ct_arena a;
  struct ct_view view;
  struct ct_graticule_net net;
};

struct asked {
  const char *projection;
  const char *cs2cs;  // NULL: as the projection
  double bbox[4];
  double rotation;
  double every;  // 0: by scale
};

static const struct asked cases[] = {
    {"+proj=lcc +lat_1=30 +lat_2=60 +lon_0=105 +datum=WGS84", NULL, {70, 18, 140, 55}, 0, 0},
    {"+proj=laea +lat_0=35 +lon_0=124 +datum=WGS84", NULL, {117, 22, 132, 41}, 0, 0},
    {"+proj=laea +lat_0=35 +lon_0=124 +datum=WGS84", NULL, {117, 22, 132, 41}, 33, 1},
    {"+proj=utm +zone=52 +datum=WGS84", NULL, {125.7, 39.7, 125.9, 39.85}, 0, 0},
    {"+proj=tmerc +lon_0=125.755 +datum=WGS84", NULL, {125.745, 39.79, 125.765, 39.8}, -12, 0},
    {"+proj=stere +lat_0=90 +lon_0=-45 +datum=WGS84", NULL, {-180, 55, 180, 90}, 0, 0},
    {"+proj=laea +lat_0=-90 +lon_0=0 +datum=WGS84", NULL, {-180, -90, 180, -50}, 0, 10},
    {"EPSG:3857", NULL, {-170, -60, 170, 75}, 0, 0},
    {"+proj=merc +lon_0=180 +datum=WGS84", NULL, {140, -40, -110, 50}, 0, 0},
    {"+proj=eqearth +lon_0=150 +datum=WGS84", NULL, {20, -60, -80, 70}, 0, 0},
    {"+proj=eqc +datum=WGS84", NULL, {100, -10, 160, 40}, 90, 5},
    {"+proj=ortho +lat_0=30 +lon_0=110 +datum=WGS84", NULL, {95, 15, 125, 45}, 0, 0},
};
enum { NCASES = sizeof cases / sizeof *cases };

static void open_net(const struct asked *c, struct netted *n) {
  struct ct_err err = {0};
  *n = (struct netted){.a = {0}};
  struct ct_view_request r = request_of(c->projection, 842, 595);
  r.has_bbox = true, r.west = c->bbox[0], r.south = c->bbox[1], r.east = c->bbox[2], r.north = c->bbox[3];
  r.rotation_deg = c->rotation;
  settle_or_die(&r, &n->a, &n->view);
  struct ct_graticule want = {.on = true, .lines = true, .every_lon = c->every, .every_lat = c->every};
  if (!ct_project_graticule(&n->view, &want, &n->a, &n->net, &err))
    fail_msg("%s: %s", c->projection, err.message);
}

static void close_net(struct netted *n) {
  ct_view_release(&n->view);
  ct_arena_release(&n->a);
}

static bool at_frame(const struct ct_graticule_end *e) {
  return e->side <= CT_GRATICULE_LEFT;
}

// The ends on the frame's sides, taken back to the globe by cs2cs.
static size_t ask_cs2cs(const struct asked *c, const struct netted *n, double *lonlat, size_t most) {
  char in[] = "/tmp/test_graticule_XXXXXX", command[512], line[256];
  struct ct_georef g = ct_view_georef(&n->view);
  int fd = mkstemp(in);
  FILE *f = fdopen(fd, "w");
  for (size_t i = 0; i < n->net.nends; i++) {
    const struct ct_graticule_end *e = &n->net.ends[i];
    if (at_frame(e))
      fprintf(f, "%.9f %.9f\n", g.to_crs[0] + e->x * g.to_crs[1] + e->y * g.to_crs[2],
              g.to_crs[3] + e->x * g.to_crs[4] + e->y * g.to_crs[5]);
  }
  fclose(f);
  if (c->projection[0] == '+')
    snprintf(command, sizeof command, "cs2cs -f %%.12f %s +to +proj=longlat +datum=WGS84 <%s", c->projection,
             in);
  else
    snprintf(command, sizeof command, "cs2cs -f %%.12f %s OGC:CRS84 <%s", c->projection, in);
  f = popen(command, "r");
  size_t k = 0;
  while (f && k < most && fgets(line, sizeof line, f))
    if (sscanf(line, "%lf %lf", &lonlat[2 * k], &lonlat[2 * k + 1]) == 2) k++;
  if (f) pclose(f);
  unlink(in);
  return k;
}

// How far, in points, a place is off the line of that latitude or longitude.
static double off_line(const struct ct_view *v, bool parallel, double deg, double lon, double lat) {
  double x, y, x2, y2, on_lon = parallel ? lon : deg, on_lat = parallel ? deg : lat;
  assert_true(ct_project_point(v, lon, lat, &x, &y));
  if (!ct_project_point(v, on_lon, on_lat, &x2, &y2)) return INFINITY;
  return hypot(x - x2, y - y2);
}

static void ends_are_true(void **state) {
  (void)state;
  if (system("command -v cs2cs >/dev/null") != 0) {
    print_message("no cs2cs: skipped\n");
    skip();
  }
  for (size_t i = 0; i < NCASES; i++) {
    struct netted n;
    open_net(&cases[i], &n);
    double lonlat[800];
    size_t at = 0, got = ask_cs2cs(&cases[i], &n, lonlat, 400);
    for (size_t k = 0; k < n.net.nends; k++) {
      const struct ct_graticule_end *e = &n.net.ends[k];
      if (!at_frame(e)) continue;
      assert_true(at < got);
      double off = off_line(&n.view, e->parallel, e->deg, lonlat[2 * at], lonlat[2 * at + 1]);
      if (!(off < 0.02 * PX_PT))
        fail_msg("%s: %s %g is off by %g pt at %g,%g", cases[i].projection,
                 e->parallel ? "parallel" : "meridian", e->deg, off, e->x, e->y);
      at++;
    }
    if (at != got || at < 6) fail_msg("%s: %zu ends, %zu places", cases[i].projection, at, got);
    close_net(&n);
  }
}

// Which line a shape is: told by the middle of it.
static bool line_of(const struct netted *n, size_t from, size_t to, bool *parallel, double *deg) {
  double lon[3], lat[3];
  const size_t at[3] = {from + (to - from) / 3, (from + to) / 2, from + 2 * (to - from) / 3};
  for (int i = 0; i < 3; i++) {
    const float *p = n->net.lines->xy + 2 * at[i];
    if (!ct_unproject_point(&n->view, p[0], p[1], &lon[i], &lat[i])) return false;
  }
  double k_lat = lat[1] / n->net.step_lat, k_lon = lon[1] / n->net.step_lon;
  double off_lat = fabs(k_lat - round(k_lat)) * n->net.step_lat,
         off_lon = fabs(k_lon - round(k_lon)) * n->net.step_lon;
  // Both are near at a crossing: then the line is the one that goes on.
  *parallel = fabs(lat[0] - lat[2]) / n->net.step_lat < 1e-2 && off_lat < 0.05 * n->net.step_lat;
  *deg = *parallel ? round(k_lat) * n->net.step_lat : round(k_lon) * n->net.step_lon;
  return *parallel || off_lon < 0.05 * n->net.step_lon;
}

// The drawn line against the true one, at the middle of every edge.
static void lines_curve(void **state) {
  (void)state;
  for (size_t i = 0; i < NCASES; i++) {
    struct netted n;
    open_net(&cases[i], &n);
    const struct ct_shapes *s = n.net.lines;
    size_t seen = 0;
    assert_true(s->ncoords > 0 && s->ncoords < 20000);
    for (size_t p = 0; p < s->nparts; p++) {
      size_t from = s->coord0[p], to = s->coord0[p + 1];
      bool parallel;
      double deg;
      if (to - from < 2 || !line_of(&n, from, to, &parallel, &deg)) continue;
      for (size_t k = from; k + 1 < to; k++) {
        const float *a = s->xy + 2 * k, *b = a + 2;
        double lon, lat, x = (a[0] + b[0]) / 2, y = (a[1] + b[1]) / 2;
        if (!(x >= -0.01 && x <= 842.01 && y >= -0.01 && y <= 595.01))
          fail_msg("%s: outside", cases[i].projection);
        if (!ct_unproject_point(&n.view, x, y, &lon, &lat)) continue;
        double off = off_line(&n.view, parallel, deg, lon, lat);
        if (!(off < 0.25 * PX_PT) && fabs(lat) < 89)
          fail_msg("%s: %s %g is off by %g pt at %g,%g", cases[i].projection,
                   parallel ? "parallel" : "meridian", deg, off, x, y);
        seen++;
      }
    }
    if (seen < 6) fail_msg("%s: %zu edges", cases[i].projection, seen);
    close_net(&n);
  }
}

static void steps_are_round(void **state) {
  (void)state;
  static const struct {
    double wish;
    const char *format;
    double step;
  } steps[] = {{40, NULL, 30},
               {9, NULL, 10},
               {1.2, NULL, 1},
               {0.45, NULL, 0.5},
               {0.1, NULL, 5.0 / 60},
               {0.018, "dms", 1.0 / 60},
               {0.0027, NULL, 10.0 / 3600},
               {1.2 / 3600, NULL, 1.0 / 3600},
               {0.22 / 3600, NULL, 0.2 / 3600},
               {0.1, "decimal", 0.1},
               {0.0027, "decimal", 0.002},
               {0.0027, "dm", 0.2 / 60},
               {0.3, "dm", 15.0 / 60},
               {300, NULL, 30}};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
    if (fabs(ct_graticule_step(steps[i].wish, steps[i].format) - steps[i].step) > 1e-12)
      fail_msg("%g: %g", steps[i].wish, ct_graticule_step(steps[i].wish, steps[i].format));
}

// Only the meridians of right angles reach a pole that is a point.
static void meridians_stop(void **state) {
  (void)state;
  const struct asked polar = {
      "+proj=stere +lat_0=90 +lon_0=0 +datum=WGS84", NULL, {-180, 55, 180, 90}, 0, 10};
  struct netted n;
  open_net(&polar, &n);
  double x, y;
  size_t through = 0;
  assert_true(ct_project_point(&n.view, 0, 90, &x, &y));
  for (size_t k = 0; k < n.net.lines->ncoords; k++) {
    const float *p = n.net.lines->xy + 2 * k;
    double lon, lat, d = hypot(p[0] - x, p[1] - y);
    if (d < 0.2) through++;
    if (d < 0.2 || !ct_unproject_point(&n.view, p[0], p[1], &lon, &lat) || lat < 80.05) continue;
    if (fabs(remainder(lon, 90)) < 0.01) continue;
    fail_msg("a vertex at %g,%g", lon, lat);
  }
  assert_int_equal(through, 4);
  // Every circle that is all in the frame has its label on a meridian.
  size_t inside = 0;
  for (size_t i = 0; i < n.net.nends; i++)
    inside += n.net.ends[i].parallel && n.net.ends[i].side == CT_GRATICULE_INSIDE;
  assert_true(inside >= 3);
  close_net(&n);
}

// A world that ends inside the frame: parallels end at its edge, every one at two places; its seam is no meridian.
static void worlds_end(void **state) {
  (void)state;
  const struct asked world = {"+proj=eqearth +lon_0=25 +datum=WGS84", NULL, {-180, -90, 180, 90}, 0, 30};
  struct netted n;
  open_net(&world, &n);
  size_t west = 0, east = 0;
  assert_non_null(n.net.outline);
  for (size_t i = 0; i < n.net.nends; i++) {
    const struct ct_graticule_end *e = &n.net.ends[i];
    if (e->side != CT_GRATICULE_EDGE) continue;
    double x, y;
    assert_true(ct_project_point(&n.view, e->parallel ? (e->x < 421 ? -155 + 1e-7 : -155 - 1e-7) : e->deg,
                                 e->parallel ? e->deg : (e->y < 297 ? 90 : -90), &x, &y));
    assert_true(hypot(x - e->x, y - e->y) < 0.25 * PX_PT);
    west += e->parallel && e->nx < -0.3;
    east += e->parallel && e->nx > 0.3;
  }
  // The equator's, where the world touches the frame, too.
  assert_int_equal(west, 5);
  assert_int_equal(east, 5);
  assert_true(n.net.lines->n <= 12 + 5);
  close_net(&n);
}

static void too_many_lines(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_graticule_net net;
  struct ct_err err = {0};
  struct ct_view_request r = request_of("+proj=eqearth", 842, 595);
  r.has_bbox = true, r.west = -180, r.south = -90, r.east = 180, r.north = 90;
  settle_or_die(&r, &a, &view);
  struct ct_graticule want = {.on = true, .every_lon = 0.01, .every_lat = 0.01};
  assert_false(ct_project_graticule(&view, &want, &a, &net, &err));
  assert_string_equal(err.message,
                      "graticule: lines every 0.01 degrees would fill the map (expected a larger 'every')");
  ct_view_release(&view);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(ends_are_true),   cmocka_unit_test(lines_curve),
                                     cmocka_unit_test(steps_are_round), cmocka_unit_test(meridians_stop),
                                     cmocka_unit_test(worlds_end),      cmocka_unit_test(too_many_lines)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

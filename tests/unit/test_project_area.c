// SPDX-License-Identifier: MIT
// Hard polygons in equal-area projections: as large on the page as GeographicLib's Planimeter has them.
#include <unistd.h>

#include "test_project_polygons.h"

enum { W = 12000, H = 9000 };
#define SHARE 0.001
#define STEP_DEG 0.25

// Of a sphere are those that PROJ has for spheres only; the antipode of an azimuthal one is a place of no size.
static const struct {
  const char *text;
  bool sphere, azimuthal;
  double lon_0, lat_0;
} projections[] = {
    {"+proj=laea +lat_0=38 +lon_0=127", false, true, 127, 38},
    {"+proj=laea +lat_0=90", false, true, 0, 90},
    {"+proj=laea +lat_0=-90 +lon_0=40", false, true, 40, -90},
    {"+proj=laea +lat_0=0 +lon_0=180", false, true, 180, 0},
    {"+proj=eqearth", false, false, 0, 0},
    {"+proj=eqearth +lon_0=150", false, false, 0, 0},
    {"+proj=cea", false, false, 0, 0},
    {"+proj=cea +lat_ts=30 +lon_0=-100", false, false, 0, 0},
    {"+proj=moll +lon_0=11", true, false, 0, 0},
    {"+proj=moll +lon_0=-100", true, false, 0, 0},
    {"+proj=aea +lat_1=20 +lat_2=50 +lon_0=100", false, false, 0, 0},
    {"+proj=aea +lat_1=-20 +lat_2=-50 +lon_0=170", false, false, 0, 0},
};

struct areas {
  double ellipsoid[POLYGONS], sphere[POLYGONS];
};

// A ring of the lon/lat plane, counter-clockwise, in steps so small that a geodesic is as good as a straight line.
static void print_ring(FILE *f, const double *v, size_t n) {
  double area = 0;
  for (size_t i = 0, j = n - 1; i < n; j = i++) area += v[2 * j] * v[2 * i + 1] - v[2 * i] * v[2 * j + 1];
  for (size_t k = 0; k < n; k++) {
    size_t i = area < 0 ? n - 1 - k : k, j = area < 0 ? (i + n - 1) % n : (i + 1) % n;
    double dx = v[2 * j] - v[2 * i], dy = v[2 * j + 1] - v[2 * i + 1];
    int steps = (int)fmax(1, ceil(fmax(fabs(dx), fabs(dy)) / STEP_DEG));
    for (int s = 0; s < steps; s++)
      fprintf(f, "%.9f %.9f\n", v[2 * i] + dx * s / steps, v[2 * i + 1] + dy * s / steps);
  }
  fprintf(f, "end\n");
}

// What Planimeter has for each polygon: its exterior less its holes, of which none is more than half the globe.
static bool planimeter(const struct polygon *p, size_t n, const char *ellipsoid, double world_m2,
                       double *out) {
  char in[] = "/tmp/ct-area-XXXXXX", command[256], line[256];
  int fd = mkstemp(in);
  FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
  assert_non_null(f);
  for (size_t k = 0; k < n; k++) {
    print_ring(f, p[k].truth, p[k].ntrue[0]);
    if (p[k].nparts > 1) print_ring(f, p[k].truth + 2 * p[k].ntrue[0], p[k].ntrue[1]);
  }
  fclose(f);
  snprintf(command, sizeof command, "Planimeter -w -s %s < %s", ellipsoid, in);
  FILE *answer = popen(command, "r");
  assert_non_null(answer);
  bool ok = true;
  for (size_t k = 0; k < n; k++) {
    out[k] = 0;
    for (size_t part = 0; part < p[k].nparts; part++) {
      double count, length, area;
      ok = ok && fgets(line, sizeof line, answer) && sscanf(line, "%lf %lf %lf", &count, &length, &area) == 3;
      if (ok) out[k] += part ? -area : area;
    }
    // The whole world has no edges on a globe, and no area to the planimeter.
    if (out[k] < 0) out[k] += world_m2;
  }
  ok = pclose(answer) == 0 && ok;
  unlink(in);
  return ok;
}

// Does the map show every part of the polygon? Conics end short of the far pole.
static bool whole_on(const struct ct_view *view, const struct polygon *p, const double antipode[2]) {
  const double *v = p->truth;
  for (size_t r = 0; r < p->nparts; v += 2 * p->ntrue[r], r++)
    for (size_t i = 0; i < p->ntrue[r]; i++) {
      double x, y;
      bool far = fabs(v[2 * i + 1] - antipode[1]) < 1 &&
                 (fabs(antipode[1]) == 90 || fabs(v[2 * i] - antipode[0]) < 1);
      if (!far && !ct_project_point(view, v[2 * i], v[2 * i + 1], &x, &y)) return false;
    }
  return true;
}

static size_t judge(size_t i, const struct polygon *p, const double *truth, size_t *checked) {
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_view_request r = request_of(projections[i].text, W, H);
  const double antipode[2] = {projections[i].lon_0 - 180,
                              projections[i].azimuthal ? -projections[i].lat_0 : 999};
  // Azimuthal maps end half a degree from the antipode, for PROJ's sake.
  const double lost = projections[i].azimuthal ? M_PI * 55.7e3 * 55.7e3 : 0;
  size_t wrong = 0;
  settle_or_die(&r, &a, &view);
  for (size_t k = 0; k < POLYGONS; k++) {
    if (!whole_on(&view, &p[k], antipode)) continue;
    struct ct_table t = table_of(&a, CT_GEOM_POLYGON, p[k].nparts, p[k].counts, p[k].in);
    struct ct_shapes s = project_or_die(&view, &t, CT_AS_AREAS, 5, &a);
    double drawn = drawn_area(&s) * view.units_per_pt * view.units_per_pt;
    double may = SHARE * truth[k] + (in_truth(&p[k], antipode[0] + 1e-3, antipode[1]) ? lost : 0);
    *checked += 1;
    if (fabs(drawn - truth[k]) <= may) continue;
    print_error("%s: '%s' has %.6f of its area\n", projections[i].text, p[k].name, drawn / truth[k]);
    wrong++;
  }
  ct_view_release(&view);
  ct_arena_release(&a);
  return wrong;
}

static void test_areas(void **state) {
  (void)state;
  if (!have_tool("Planimeter")) {
    print_message("no Planimeter (geographiclib-tools): areas are not checked\n");
    skip();
  }
  struct polygon *p = calloc(POLYGONS, sizeof *p);
  struct areas truth;
  polygons_make(p);
  assert_true(planimeter(p, POLYGONS, "", 510065621724089, truth.ellipsoid));
  assert_true(planimeter(p, POLYGONS, "-e 6378137 0", 4 * M_PI * 6378137 * 6378137, truth.sphere));
  size_t wrong = 0, checked = 0;
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++)
    wrong += judge(i, p, projections[i].sphere ? truth.sphere : truth.ellipsoid, &checked);
  print_message("%zu areas\n", checked);
  free(p);
  assert_int_equal(wrong, 0);
  assert_true(checked > 200);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_areas)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

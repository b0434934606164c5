// SPDX-License-Identifier: MIT
// Any PROJ projection: hard polygons filled where they are true and nowhere else, by PROJ alone as the judge.
#include <proj.h>

#include "test_project_help.h"

#define RAD (3.14159265358979323846 / 180)
enum {
  W = 400,
  H = 300,
  CELL = 4,
  NX = W / CELL,
  NY = H / CELL,
  PLACES = 100000,
  VERTICES = 400,
  TRIES = 200
};

// How much of the globe the map must at least show: the judge is not to be fooled by empty maps.
static const struct {
  const char *text;
  double share;
} projections[] = {
    {"+proj=eqearth +lon_0=150", 0.99},
    {"+proj=moll +lon_0=-100", 0.859},
    {"+proj=robin +lon_0=180", 0.99},
    {"+proj=hammer", 0.99},
    {"+proj=aitoff", 0.99},
    {"+proj=wintri", 0.99},
    {"+proj=wintri +lon_0=150", 0.99},
    {"+proj=vandg", 0.99},
    {"+proj=mill +lon_0=11", 0.99},
    {"+proj=gall", 0.99},
    {"+proj=eck1", 0.99},
    {"+proj=eck3 +lon_0=-170", 0.99},
    {"+proj=wag4", 0.99},
    {"+proj=bonne +lat_1=45", 0.99},
    {"+proj=poly", 0.99},
    {"+proj=collg", 0.99},
    {"+proj=natearth2 +lon_0=60", 0.99},
    {"+proj=august", 0.99},
    {"+proj=lask", 0.99},
    {"+proj=urmfps +n=0.5", 0.99},
    {"+proj=goode", 0.99},
    {"+proj=igh", 0.99},
    {"+proj=igh +lon_0=160", 0.99},
    {"+proj=igh_o +lon_0=-160", 0.99},
    {"+proj=imoll", 0.99},
    {"+proj=imoll_o", 0.99},
    {"+proj=healpix", 0.99},
    {"+proj=healpix +lon_0=50", 0.99},
    {"+proj=bertin1953", 0.99},
    {"+proj=ob_tran +o_proj=moll +o_lat_p=45 +o_lon_p=-90 +lon_0=60", 0.99},
    {"+proj=ob_tran +o_proj=eqearth +o_lat_p=30 +o_lon_p=0 +lon_0=-90", 0.99},
    {"+proj=ob_tran +o_proj=longlat +o_lat_p=39.25 +o_lon_p=0 +lon_0=18", 0.99},
    {"+proj=tcea +lon_0=30", 0.99},
    {"+proj=leac", 0.99},
    {"+proj=laea +lat_0=38 +lon_0=127", 0.99},
    {"+proj=aeqd +lat_0=39 +lon_0=125.75", 0.99},
    {"ESRI:54030", 0.99},
    {"ESRI:54009", 0.99},
    {"EPSG:4269", 0.99},
    {"EPSG:8858", 0.99},
    {"EPSG:4087", 0.99},
    {"EPSG:6933", 0.99},
    {"EPSG:3035", 0.99},
    {"EPSG:3574", 0.99},
    {"+proj=aea +lat_1=-20 +lat_2=-50 +lon_0=-60", 0.85},
    {"EPSG:3083", 0.85},
    {"EPSG:3005", 0.85},
    {"EPSG:27572", 0.85},
    {"EPSG:2154", 0.85},
    {"EPSG:3395", 0.9},
    {"EPSG:3832", 0.9},
    {"+proj=cc", 0.89},
    {"+proj=stere +lat_0=60 +lon_0=-100", 0.85},
    {"EPSG:3031", 0.8},
    {"EPSG:3413", 0.8},
    {"EPSG:32661", 0.5},
    {"+proj=ortho +lat_0=20 +lon_0=179", 0.4},
    {"+proj=tmerc +lon_0=100", 0.4},
    {"EPSG:32652", 0.4},
    {"EPSG:2046", 0.4},
    {"EPSG:2193", 0.4},
    {"EPSG:2056", 0.4},
    {"+proj=airy", 0.4},
    {"+proj=cass", 0.4},
    {"+proj=geos +h=35785831 +lon_0=140 +sweep=x", 0.39},
    {"+proj=pconic +lat_1=30 +lat_2=50", 0.4},
    {"+proj=gnom +lat_0=20 +lon_0=170", 0.2},
    {"+proj=tpers +h=5000000 +lat_0=40 +lon_0=100 +tilt=20 +azi=30", 0.2},
    {"+proj=omerc +lat_0=4 +lonc=102 +alpha=53 +gamma=53", 0.2},
    {"EPSG:3375", 0.2},
    {"+proj=nsper +h=3000000 +lat_0=-60 +lon_0=170", 0.1},
    {"EPSG:5514", 0.05},
    {"+proj=gs50", 0.1},
    {"+proj=s2", 0.1},
    {"EPSG:27200", 0.005},
};

// Of these nothing is known beforehand: their tears are found by looking, to a sixteenth of a degree.
static const char *const unknown[] = {
    "+proj=isea",
    "+proj=rhealpix",
    "+proj=guyou",
    "+proj=ocea +lat_1=30 +lon_1=10 +lat_2=10 +lon_2=60",
    "+proj=tpeqd +lat_1=20 +lon_1=30 +lat_2=40 +lon_2=60",
};

// A polygon as published, and the same area in the lon/lat plane without jumps (east of 180 allowed).
struct polygon {
  const char *name;
  size_t nparts, counts[2], ntrue[2];
  double in[2 * VERTICES], truth[2 * VERTICES];
};

static int failures;  // told one by one, so that one run shows them all
#define COMPLAIN(...) (print_error(__VA_ARGS__), failures++)

static uint64_t seed;
static double random01(void) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(seed >> 11) / 9007199254740992.0;
}

static void wrap(double *v, size_t n) {
  for (size_t i = 0; i < n; i++) v[2 * i] -= 360 * floor((v[2 * i] + 180) / 360);
}

static void backwards(double *v, size_t n) {
  for (size_t i = 0, j = n - 1; i < j; i++, j--)
    for (int k = 0; k < 2; k++) {
      double t = v[2 * i + k];
      v[2 * i + k] = v[2 * j + k];
      v[2 * j + k] = t;
    }
}

static struct polygon of_rings(const char *name, size_t n1, const double *r1, size_t n2, const double *r2) {
  struct polygon p = {name, n2 ? 2 : 1, {n1, n2}, {n1, n2}, {0}, {0}};
  memcpy(p.in, r1, n1 * 2 * sizeof *r1);
  if (n2) memcpy(p.in + 2 * n1, r2, n2 * 2 * sizeof *r2);
  memcpy(p.truth, p.in, sizeof p.in);
  return p;
}

// A ring that winds round the globe, and its area up to the pole (or down to it).
static size_t winding(double *v, double lat, double swing, double from, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double lon = from + 360.0 * (double)i / (double)n;
    v[2 * i] = lon, v[2 * i + 1] = lat + swing * sin(3 * lon * RAD);
  }
  return n;
}

static size_t capped(double *v, size_t n, double pole) {
  double x = v[0], y = v[1];
  const double more[6] = {x + 360, y, x + 360, pole, x, pole};
  memcpy(v + 2 * n, more, sizeof more);
  return n + 3;
}

static struct polygon cap(const char *name, double lat, double swing, bool turned) {
  struct polygon p = {name, 1, {0}, {0}, {0}, {0}};
  p.counts[0] = winding(p.in, lat, swing, -37, 120);
  p.ntrue[0] = capped(p.truth, winding(p.truth, lat, swing, -37, 120), copysign(90, lat));
  wrap(p.in, p.counts[0]);
  if (turned) backwards(p.in, p.counts[0]);
  return p;
}

// Between two rings that wind round the same pole.
static struct polygon annulus(void) {
  struct polygon p = {"an annulus round the pole", 2, {60, 40}, {63, 43}, {0}, {0}};
  winding(p.in, 40, 5, 10, 60), winding(p.in + 120, 70, 8, 10, 40);
  capped(p.truth, winding(p.truth, 40, 5, 10, 60), 90);
  capped(p.truth + 126, winding(p.truth + 126, 70, 8, 10, 40), 90);
  wrap(p.in, 100);
  return p;
}

// Antarctica as some publish it: from 180 to 180, without a way over the pole.
static struct polygon open_south(void) {
  struct polygon p = {"a southern cap from 180 to 180 without the pole", 1, {121}, {123}, {0}, {0}};
  winding(p.in, -70, 4, -180, 120);
  p.in[240] = 180, p.in[241] = p.in[1];
  memcpy(p.truth, p.in, sizeof p.in);
  const double pole[4] = {180, -90, -180, -90};
  memcpy(p.truth + 242, pole, sizeof pole);
  return p;
}

// A random star in the lon/lat plane, at most 300 degrees wide.
static struct polygon star(bool wrapped) {
  struct polygon p = {wrapped ? "a star, wrapped" : "a star", 1, {24}, {24}, {0}, {0}};
  double lon = 360 * random01() - 180, lat = 140 * random01() - 70, wide = 10 + 140 * random01();
  double up = (90 - fabs(lat)) * (0.3 + 0.7 * random01());
  for (int i = 0; i < 24; i++) {
    double r = 0.35 + 0.65 * random01(), at = 15 * i * RAD;
    p.in[2 * i] = lon + wide * r * cos(at);
    p.in[2 * i + 1] = lat + up * r * sin(at);
  }
  if (random01() < 0.5) backwards(p.in, 24);
  memcpy(p.truth, p.in, sizeof p.in);
  if (wrapped) wrap(p.in, 24);
  return p;
}

enum { POLYGONS = 20 };

static void polygons_make(struct polygon *p) {
  static const double over[] = {160, -20, 200, -25, 205, 15, 170, 30},
                      hole[] = {175, -5, 172, 5, 185, 8, 190, -8};
  static const double jump[] = {170, -15, 190, -15, 190, 45, 170, 45};
  static const double along[] = {150, -40, 180, -40, 180, 40, 150, 40},
                      west[] = {-180, 10, -150, 10, -150, 60, -180, 60};
  static const double belt[] = {-180, -60, 180, -60, 180, 70, -180, 70};
  static const double whole[] = {-180, -90, 180, -90, 180, 90, -180, 90};
  static const double patch[] = {100, 20, 100, 60, 140, 50, 150, 10};
  static const double peak[] = {10, 50, 70, 50, 40, 90}, half[] = {-90, -90, 90, -90, 90, 90, -90, 90};
  // Vertices less than half a turn apart: of two farther apart nobody could tell which way they are joined.
  static const double big[] = {-170, -80, -10, -80, 150, -80, 150, 85, -10, 85, -170, 85};
  static const double strip[] = {-179, 30, -60, 30, 60, 30, 179, 30, 179, 31, 60, 31, -60, 31, -179, 31};
  p[0] = of_rings("170..190", 4, jump, 0, NULL);
  p[1] = p[0], p[1].name = "170..-170", wrap(p[1].in, 4);
  p[2] = of_rings("over 180 with a hole", 4, over, 4, hole);
  p[3] = p[2], p[3].name = "over 180 with a hole, wrapped", wrap(p[3].in, 8);
  p[4] = cap("a northern cap", 55, 10, false);
  p[5] = cap("a northern cap, turned", 55, 10, true);
  p[6] = cap("a southern cap", -65, 8, true);
  p[7] = annulus();
  p[8] = open_south();
  p[9] = of_rings("an edge along 180", 4, along, 0, NULL);
  p[10] = of_rings("an edge along -180", 4, west, 0, NULL);
  p[11] = of_rings("a belt", 4, belt, 0, NULL);
  p[12] = of_rings("the world but a patch", 4, whole, 4, patch);
  p[13] = of_rings("a peak at the pole", 3, peak, 0, NULL);
  p[14] = of_rings("a half", 4, half, 0, NULL);
  p[15] = of_rings("most of the world", 6, big, 0, NULL);
  backwards(p[15].in, 6);
  p[16] = of_rings("a strip round the world", 8, strip, 0, NULL);
  p[17] = star(false), p[18] = star(true), p[19] = star(true);
}

static bool in_truth(const struct polygon *p, double lon, double lat) {
  bool in = false;
  const double *v = p->truth;
  for (size_t r = 0; r < p->nparts; v += 2 * p->ntrue[r], r++)
    for (double x = lon - 360; x < lon + 361; x += 360)
      for (size_t i = 0, j = p->ntrue[r] - 1; i < p->ntrue[r]; j = i++) {
        const double *b = v + 2 * i, *c = v + 2 * j;
        if ((b[1] > lat) != (c[1] > lat) && x < (c[0] - b[0]) * (lat - b[1]) / (c[1] - b[1]) + b[0]) in = !in;
      }
  return in;
}

// Non-zero winding on the page, and the distance to the nearest edge.
static bool in_shapes(const struct ct_shapes *s, double x, double y, double *edge) {
  int winds = 0;
  double least = INFINITY;
  for (size_t part = 0; part < s->nparts; part++) {
    uint32_t from = s->coord0[part], to = s->coord0[part + 1];
    for (uint32_t i = from, j = to - 1; i < to; j = i++) {
      const float *p = s->xy + 2 * j, *q = s->xy + 2 * i;
      double dx = q[0] - p[0], dy = q[1] - p[1], l2 = dx * dx + dy * dy;
      double t = l2 > 0 ? fmin(1, fmax(0, ((x - p[0]) * dx + (y - p[1]) * dy) / l2)) : 0;
      double ex = x - p[0] - t * dx, ey = y - p[1] - t * dy;
      least = fmin(least, ex * ex + ey * ey);
      if ((p[1] > y) == (q[1] > y)) continue;
      if (x < dx * (y - p[1]) / dy + p[0]) winds += q[1] > p[1] ? 1 : -1;
    }
  }
  *edge = sqrt(least);
  return winds != 0;
}

// Places of the globe that the map shows, where PROJ itself puts them.
struct judge {
  double slack;  // the share of places that may be wrong
  size_t n, shown, tried;
  double (*place)[4];  // lon, lat, x, y
  uint8_t
      *covered;  // cells of the page with such a place in or beside them, or by PROJ's inverse on the globe
};

static PJ *own_pj(const char *text) {
  char crs[700];
  snprintf(crs, sizeof crs, "%s%s", text, text[0] == '+' ? " +type=crs" : "");
  proj_log_level(NULL, PJ_LOG_NONE);
  PJ *pj = proj_create_crs_to_crs(NULL, "OGC:CRS84", crs, NULL);
  PJ *flat = pj ? proj_normalize_for_visualization(NULL, pj) : NULL;
  proj_destroy(pj);
  return flat;
}

static void cover(struct judge *j, double x, double y) {
  int cx = (int)floor(x / CELL), cy = (int)floor(y / CELL);
  for (int dx = -1; dx <= 1; dx++)
    for (int dy = -1; dy <= 1; dy++)
      if (cx + dx >= 0 && cx + dx < NX && cy + dy >= 0 && cy + dy < NY)
        j->covered[(cy + dy) * NX + cx + dx] = 1;
}

// The places are random and may leave gaps.
static void cover_by_inverse(struct judge *j, PJ *pj, const struct ct_georef *g) {
  for (int k = 0; k < NX * NY; k++) {
    double px = (k % NX + 0.5) * CELL, py = (k / NX + 0.5) * CELL;
    double x = g->to_crs[0] + px * g->to_crs[1] + py * g->to_crs[2];
    double y = g->to_crs[3] + px * g->to_crs[4] + py * g->to_crs[5];
    PJ_COORD at = proj_trans(pj, PJ_INV, proj_coord(x, y, 0, 0));
    if (j->covered[k] || !isfinite(at.xy.x)) continue;
    at = proj_trans(pj, PJ_FWD, at);
    if (hypot(at.xy.x - x, at.xy.y - y) < CELL * hypot(g->to_crs[1], g->to_crs[4])) j->covered[k] = 1;
  }
}

static bool judge_open(struct judge *j, const char *text, const struct ct_view *view, struct ct_arena *a) {
  *j = (struct judge){0, 0, 0, 0, ct_arena_alloc(a, PLACES, sizeof *j->place), CT_NEW_N(a, uint8_t, NX * NY)};
  PJ *pj = own_pj(text);
  if (!pj) return false;
  struct ct_georef g = ct_view_georef(view);
  double det = g.to_crs[1] * g.to_crs[5] - g.to_crs[2] * g.to_crs[4];
  size_t off = 0;
  double worst = 0;
  j->tried = proj_pj_info(pj).has_inverse ? PLACES / 4 : PLACES;
  for (size_t k = 0; k < j->tried; k++) {
    // Half of them even on the globe, half in the lon/lat plane, for maps that stretch the poles.
    double lon = 360 * random01() - 180, u = random01(), ox, oy;
    double lat = k % 2 ? asin(2 * u - 1) / RAD : 180 * u - 90;
    bool shown = ct_project_point(view, lon, lat, &ox, &oy);
    j->shown += shown;
    PJ_COORD at = proj_trans(pj, PJ_FWD, proj_coord(lon, lat, 0, 0));
    if (!shown || !isfinite(at.xy.x) || !isfinite(at.xy.y)) continue;
    double dx = at.xy.x - g.to_crs[0], dy = at.xy.y - g.to_crs[3];
    double x = (dx * g.to_crs[5] - dy * g.to_crs[2]) / det, y = (dy * g.to_crs[1] - dx * g.to_crs[4]) / det;
    if (hypot(x - ox, y - oy) > 0.03 && x > 0 && y > 0 && x < W && y < H)
      off++, worst = fmax(worst, hypot(x - ox, y - oy));
    cover(j, x, y);
    if (x < 0 || y < 0 || x >= W || y >= H) continue;
    double *to = j->place[j->n++];
    to[0] = lon, to[1] = lat, to[2] = x, to[3] = y;
  }
  cover_by_inverse(j, pj, &g);
  proj_destroy(pj);
  if (off) COMPLAIN("%s: %zu places are up to %.3f pt off\n", text, off, worst);
  return true;
}

static void judge_places(const struct judge *j, const char *text, const struct polygon *p,
                         const struct ct_shapes *s) {
  size_t wrong = 0, seen = 0, first = 0;
  for (size_t k = 0; k < j->n && k < TRIES; k++) {
    double edge;
    bool drawn = in_shapes(s, j->place[k][2], j->place[k][3], &edge);
    if (edge < 0.4) continue;
    seen++;
    if (drawn == in_truth(p, j->place[k][0], j->place[k][1])) continue;
    if (!wrong++) first = k;
  }
  if (wrong > (size_t)(j->slack * (double)seen))
    COMPLAIN("%s: '%s' is wrong at %zu of %zu places, such as %.3f,%.3f\n", text, p->name, wrong, seen,
             j->place[first][0], j->place[first][1]);
}

// What is drawn where no place of the globe is.
static void judge_void(const struct judge *j, const char *text, const char *name, const struct ct_shapes *s) {
  size_t wrong = 0;
  for (int k = 0; k < NX * NY; k++) {
    double edge;
    if (!j->covered[k] && in_shapes(s, (k % NX + 0.5) * CELL, (k / NX + 0.5) * CELL, &edge)) wrong++;
  }
  if (wrong > 8) COMPLAIN("%s: '%s' fills %zu cells off the globe\n", text, name, wrong);
}

static void judge_projection(const char *text, double share, double slack, const struct polygon *p) {
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_err err = {0};
  struct judge j;
  struct ct_view_request r = request_of(text, W, H);
  if (!ct_view_settle(&r, &a, &view, &err)) {
    COMPLAIN("%s\n", err.message);
    return;
  }
  if (judge_open(&j, view.crs, &view, &a)) {
    j.slack = slack;
    if ((double)j.shown < share * (double)j.tried)
      COMPLAIN("%s: shows %.3f of the globe\n", text, (double)j.shown / (double)j.tried);
    if (j.n < 200) COMPLAIN("%s: has only %zu places on the page\n", text, j.n);
    struct ct_shapes s;
    assert_true(ct_project_sphere(&view, &a, &s, &err));
    judge_void(&j, text, "sphere", &s);
    for (size_t k = 0; k < POLYGONS; k++) {
      struct ct_table t = table_of(&a, CT_GEOM_POLYGON, p[k].nparts, p[k].counts, p[k].in);
      s = project_or_die(&view, &t, CT_AS_AREAS, 5, &a);
      judge_places(&j, text, &p[k], &s);
      judge_void(&j, text, p[k].name, &s);
    }
  }
  ct_view_release(&view);
  ct_arena_release(&a);
}

static void test_any(void **state) {
  (void)state;
  failures = 0;
  seed = 4711;
  struct polygon *p = calloc(POLYGONS, sizeof *p);
  polygons_make(p);
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++)
    judge_projection(projections[i].text, projections[i].share, 0, p);
  for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) judge_projection(unknown[i], 0.49, 0.02, p);
  free(p);
  assert_int_equal(failures, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_any)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

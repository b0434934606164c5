// SPDX-License-Identifier: MIT
// Any PROJ projection: hard polygons filled where they are true and nowhere else, by PROJ alone as the judge.
#include <proj.h>

#include "test_project_polygons.h"

enum { W = 400, H = 300, CELL = 4, NX = W / CELL, NY = H / CELL, PLACES = 5000, TRIES = 150 };

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
    {"+proj=guyou", 0.4},
    {"+proj=guyou +lon_0=130", 0.4},
    {"+proj=adams_hemi", 0.4},
    {"+proj=adams_ws1", 0.99},
    {"+proj=tcc", 0.8},
    {"+proj=vandg2", 0.99},
    {"+proj=vandg3", 0.99},
    {"EPSG:3388", 0.5},
    {"EPSG:27200", 0.005},
};

// Of these nothing is known beforehand: their tears are found by looking, to a sixteenth of a degree.
static const char *const unknown[] = {
    "+proj=isea",
    "+proj=rhealpix",
    "+proj=ocea +lat_1=30 +lon_1=10 +lat_2=10 +lon_2=60",
    "+proj=tpeqd +lat_1=20 +lon_1=30 +lat_2=40 +lon_2=60",
};

static int failures;  // told one by one, so that one run shows them all
#define COMPLAIN(...) (print_error(__VA_ARGS__), failures++)

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
  uint8_t *covered;    // cells of the page with such a place in or beside them
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

struct looker {
  struct judge *judge;
  PJ *pj;
  const struct ct_view *view;
  struct ct_georef g;
};

// PROJ's place on the page; false: none that the map shows.
static bool look(const struct looker *l, double lon, double lat, double *x, double *y) {
  if (!ct_project_point(l->view, lon, lat, x, y)) return false;
  PJ_COORD at = proj_trans(l->pj, PJ_FWD, proj_coord(lon, lat, 0, 0));
  if (!isfinite(at.xy.x) || !isfinite(at.xy.y)) return false;
  const double *t = l->g.to_crs, det = t[1] * t[5] - t[2] * t[4];
  double dx = at.xy.x - t[0], dy = at.xy.y - t[3];
  *x = (dx * t[5] - dy * t[2]) / det, *y = (dy * t[1] - dx * t[4]) / det;
  return true;
}

// Halves boxes of the globe until they are smaller than cells: random places leave gaps where a map is stretched.
static void cover_box(const struct looker *l, double lon, double lat, double size, int depth) {
  double x, y, box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  int shown = 0;
  for (int i = 0; i < 5; i++) {
    double at = i == 4 ? 0.5 : i / 2, up = i == 4 ? 0.5 : i % 2;
    // Corners at the seam are within the map.
    double e = size * 1e-6, u = fmin(fmax(lat + up * size, -90), 90);
    if (!look(l, lon + (at < 0.5 ? e : at > 0.5 ? size - e : size / 2), u, &x, &y)) continue;
    if (i == 4) cover(l->judge, x, y);
    shown++;
    box[0] = fmin(box[0], x), box[1] = fmin(box[1], y), box[2] = fmax(box[2], x), box[3] = fmax(box[3], y);
  }
  bool seen = box[2] >= 0 && box[3] >= 0 && box[0] <= W && box[1] <= H;
  bool small = box[2] - box[0] < 2 * CELL && box[3] - box[1] < 2 * CELL;
  // What is partly shown or torn is looked at more closely before it is believed.
  if (depth == 0 || (small && (shown == 5 || depth < 5)) || (!seen && depth < 5)) return;
  for (int i = 0; i < 4; i++)
    cover_box(l, lon + i / 2 * size / 2, lat + i % 2 * size / 2, size / 2, depth - 1);
}

static bool judge_open(struct judge *j, const char *text, const struct ct_view *view, struct ct_arena *a) {
  *j = (struct judge){0, 0, 0, 0, ct_arena_alloc(a, PLACES, sizeof *j->place), CT_NEW_N(a, uint8_t, NX * NY)};
  PJ *pj = own_pj(text);
  if (!pj) return false;
  struct looker l = {j, pj, view, ct_view_georef(view)};
  size_t off = 0;
  double worst = 0;
  j->tried = PLACES;
  for (size_t k = 0; k < j->tried; k++) {
    // Half of them even on the globe, half in the lon/lat plane, for maps that stretch the poles.
    double lon = 360 * random01() - 180, u = random01(), ox, oy, x, y;
    double lat = k % 2 ? asin(2 * u - 1) / RAD : 180 * u - 90;
    j->shown += ct_project_point(view, lon, lat, &ox, &oy);
    if (!look(&l, lon, lat, &x, &y) || x < 0 || y < 0 || x >= W || y >= H) continue;
    cover(j, x, y);
    if (hypot(x - ox, y - oy) > 0.03) off++, worst = fmax(worst, hypot(x - ox, y - oy));
    double *to = j->place[j->n++];
    to[0] = lon, to[1] = lat, to[2] = x, to[3] = y;
  }
  for (int y = -90; y < 90; y += 6)
    for (int x = -180; x < 180; x += 6) cover_box(&l, x, y, 6, 6);
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

// How often each cell's middle is wound round: by the edges left of it, row by row.
static void wind_cells(const struct ct_shapes *s, int *winds) {
  memset(winds, 0, NX * NY * sizeof *winds);
  for (size_t part = 0; part < s->nparts; part++) {
    uint32_t from = s->coord0[part], to = s->coord0[part + 1];
    for (uint32_t i = from, j = to - 1; i < to; j = i++) {
      const float *p = s->xy + 2 * j, *q = s->xy + 2 * i;
      double low = fmin(p[1], q[1]), high = fmax(p[1], q[1]);
      for (int r = (int)fmax(0, ceil(low / CELL - 0.5)); r < NY && (r + 0.5) * CELL < high; r++) {
        double x = p[0] + ((r + 0.5) * CELL - p[1]) / ((double)q[1] - p[1]) * ((double)q[0] - p[0]);
        int c = (int)fmax(0, fmin(NX, ceil(x / CELL - 0.5)));
        if (c < NX) winds[r * NX + c] += q[1] > p[1] ? 1 : -1;
      }
    }
  }
  for (int k = 0; k < NX * NY; k++)
    if (k % NX) winds[k] += winds[k - 1];
}

// What is drawn where no place of the globe is.
static void judge_void(const struct judge *j, const char *text, const char *name, const struct ct_shapes *s) {
  static int winds[NX * NY];
  size_t wrong = 0;
  wind_cells(s, winds);
  for (int k = 0; k < NX * NY; k++) wrong += !j->covered[k] && winds[k];
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
    if (j.n < 40) COMPLAIN("%s: has only %zu places on the page\n", text, j.n);
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

// SPDX-License-Identifier: MIT
// Projection: a PROJ coordinate system, what part of the globe it shows, and its transforms.
#include "project/projection.h"

#include <math.h>
#include <proj.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "project/domain.h"
#include "project/kind.h"

// PROJ objects are for one thread at a time, so each thread takes its own.
struct ct_proj_handle {
  struct ct_proj_handle *next;
  PJ_CONTEXT *ctx;
  PJ *pj;
  bool busy;
};

struct ct_proj_pool {
  pthread_mutex_t lock;
  struct ct_proj_handle *handles;
};

double ct_lon_near(double lon, double middle) {
  double d = lon - middle;
  if (d >= -180 && d <= 180) return lon;
  return lon - 360 * floor((d + 180) / 360);
}

double ct_arc_deg(double lon1, double lat1, double lon2, double lat2) {
  double s1 = sin((lat2 - lat1) * CT_RAD / 2), s2 = sin((lon2 - lon1) * CT_RAD / 2);
  double h = s1 * s1 + cos(lat1 * CT_RAD) * cos(lat2 * CT_RAD) * s2 * s2;
  return 2 * asin(sqrt(h > 1 ? 1 : h)) / CT_RAD;
}

static void say_nothing(void *user, int level, const char *message) {
  (void)user, (void)level, (void)message;
}

static const char *find_nothing(PJ_CONTEXT *ctx, const char *name, void *user) {
  (void)ctx, (void)name, (void)user;
  return NULL;
}

// Without files PROJ can't open its database, which takes longer than all the rest.
static PJ_CONTEXT *context_new(bool files) {
  PJ_CONTEXT *ctx = proj_context_create();
  if (!ctx) return NULL;
  proj_log_level(ctx, PJ_LOG_NONE);
  proj_log_func(ctx, NULL, say_nothing);
  proj_context_set_enable_network(ctx, 0);
  if (!files) {
    static const char *const nowhere[] = {"/dev/null"};
    proj_context_set_file_finder(ctx, find_nothing, NULL);
    proj_context_set_search_paths(ctx, 1, nowhere);
  }
  return ctx;
}

// Degrees straight to the projection, for plain WGS 84: no datum to think about.
static PJ *create_direct(PJ_CONTEXT *ctx, struct ct_arena *a, const char *params) {
  static const char head[] = "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step ";
  return proj_create(ctx, ct_arena_printf(a, "%s%s", head, params));
}

static PJ *create_between(PJ_CONTEXT *ctx, const PJ *crs) {
  PJ *wgs84 = proj_create(ctx, "OGC:CRS84");
  if (!wgs84) return NULL;
  PJ *raw = proj_create_crs_to_crs_from_pj(ctx, wgs84, crs, NULL, NULL);
  PJ *pj = raw ? proj_normalize_for_visualization(ctx, raw) : NULL;
  proj_destroy(raw);
  proj_destroy(wgs84);
  return pj;
}

// PROJ may know several ways between two datums and choose for each point; a map takes the
// one that is best in its middle, so that nothing is torn.
static PJ *pinned(PJ *pj, double lon, double lat) {
  PJ_COORD at = proj_trans(pj, PJ_FWD, proj_coord(lon, lat, 0, 0));
  PJ *one = isfinite(at.xy.x) && isfinite(at.xy.y) ? proj_trans_get_last_used_operation(pj) : NULL;
  if (!one) return pj;
  proj_destroy(pj);
  return one;
}

static bool type_is_map(PJ_CONTEXT *ctx, const PJ *crs) {
  switch (proj_get_type(crs)) {
    case PJ_TYPE_PROJECTED_CRS:
    case PJ_TYPE_GEOGRAPHIC_2D_CRS:
    case PJ_TYPE_GEOGRAPHIC_3D_CRS:
      return true;
    case PJ_TYPE_BOUND_CRS: {
      PJ *source = proj_get_source_crs(ctx, crs);
      bool ok = source && type_is_map(ctx, source);
      proj_destroy(source);
      return ok;
    }
    case PJ_TYPE_COMPOUND_CRS: {
      PJ *flat = proj_crs_get_sub_crs(ctx, crs, 0);
      bool ok = flat && type_is_map(ctx, flat);
      proj_destroy(flat);
      return ok;
    }
    default:
      return false;
  }
}

// Degrees east of Greenwich of "+pm=".
static double meridian_of(const char *params) {
  const char *pm = strstr(params, "+pm=");
  if (!pm) return 0;
  size_t n = strcspn(pm + 4, " ");
  for (const PJ_PRIME_MERIDIANS *m = proj_list_prime_meridians(); m->id; m++)
    if (strlen(m->id) == n && strncmp(m->id, pm + 4, n) == 0) return proj_dmstor(m->defn, NULL) / CT_RAD;
  return ct_kind_param(params, "+pm=", 0);
}

static PJ *crs_new(PJ_CONTEXT *ctx, struct ct_arena *a, const char *text) {
  if (text[0] == '+' && !strstr(text, "+type=crs"))
    return proj_create(ctx, ct_arena_printf(a, "%s +type=crs", text));
  return proj_create(ctx, text);
}

static bool open_crs(const char *text, const double middle[2], struct ct_arena *a, struct ct_proj *proj,
                     struct ct_proj_handle *h, struct ct_err *err) {
  PJ *crs = crs_new(h->ctx, a, text);
  if (!crs) {
    return ct_fail(err,
                   "unknown projection '%.200s' (expected auto, local, utm, globe, a code such as EPSG:3857 "
                   "or a PROJ string such as '+proj=robin')",
                   text);
  }
  bool ok = type_is_map(h->ctx, crs);
  if (!ok) ct_fail(err, "projection '%.200s' is no projected or geographic coordinate system", text);
  if (ok) {
    const char *params = proj_as_proj_string(h->ctx, crs, PJ_PROJ_4, NULL);
    proj->meridian = meridian_of(params ? params : text);
    ct_kind_describe(proj, a, params ? params : text, proj_get_name(crs));
    if (!proj->web_mercator) h->pj = create_between(h->ctx, crs);
    ok = proj->web_mercator || h->pj;
    if (h->pj) h->pj = pinned(h->pj, middle[0], middle[1]);
    if (!ok) ct_fail(err, "projection '%.200s' can't be reached from WGS 84", text);
  }
  proj_destroy(crs);
  return ok;
}

static void handle_free(struct ct_proj_handle *h) {
  if (!h) return;
  proj_destroy(h->pj);
  if (h->ctx) proj_context_destroy(h->ctx);
  free(h);
}

static struct ct_proj_handle *handle_new(bool files) {
  struct ct_proj_handle *h = calloc(1, sizeof *h);
  if (h) h->ctx = context_new(files);
  if (h && h->ctx) return h;
  free(h);
  return NULL;
}

// Tries the ways in, quickest first. A handle without pj is Web Mercator's.
static struct ct_proj_handle *open_handle(const char *text, const double middle[2], struct ct_arena *a,
                                          struct ct_proj *proj, struct ct_err *err) {
  const char *params = ct_kind_plain(text, a);
  struct ct_proj_handle *h = handle_new(!params);
  if (h && params) {
    ct_kind_describe(proj, a, params, NULL);
    if (proj->web_mercator || (h->pj = create_direct(h->ctx, a, params))) return h;
    handle_free(h);  // the full way says what is wrong
    h = handle_new(true);
  }
  if (!h) {
    ct_fail(err, "projection '%.200s': out of memory", text);
    return NULL;
  }
  if (open_crs(text, middle, a, proj, h, err)) return h;
  handle_free(h);
  return NULL;
}

bool ct_proj_open(const char *text, const double middle[2], struct ct_arena *a, struct ct_proj **out,
                  struct ct_err *err) {
  struct ct_proj *proj = CT_NEW(a, struct ct_proj);
  proj->crs = ct_kind_complete(text, a);
  struct ct_proj_handle *h = open_handle(proj->crs, middle, a, proj, err);
  struct ct_proj_pool *pool = h ? calloc(1, sizeof *pool) : NULL;
  if (!pool) {
    if (h) ct_fail(err, "projection '%.200s': out of memory", text);
    handle_free(h);
    return false;
  }
  pthread_mutex_init(&pool->lock, NULL);
  pool->handles = h;
  proj->pool = pool;
  ct_domain_look(proj, h, a);
  *out = proj;
  return true;
}

void ct_proj_close(struct ct_proj *proj) {
  if (!proj || !proj->pool) return;
  for (struct ct_proj_handle *h = proj->pool->handles, *next; h; h = next) {
    next = h->next;
    handle_free(h);
  }
  pthread_mutex_destroy(&proj->pool->lock);
  free(proj->pool);
  proj->pool = NULL;
}

static struct ct_proj_handle *handle_clone(const struct ct_proj_handle *of) {
  struct ct_proj_handle *h = handle_new(true);
  if (!h || !of->pj) return h;
  h->pj = proj_clone(h->ctx, of->pj);
  if (h->pj) return h;
  handle_free(h);
  return NULL;
}

struct ct_proj_handle *ct_proj_take(const struct ct_proj *proj) {
  struct ct_proj_pool *pool = proj->pool;
  pthread_mutex_lock(&pool->lock);
  struct ct_proj_handle *h = pool->handles;
  while (h && h->busy) h = h->next;
  if (!h && pool->handles && (h = handle_clone(pool->handles))) {
    h->next = pool->handles->next;
    pool->handles->next = h;
  }
  if (h) h->busy = true;
  pthread_mutex_unlock(&pool->lock);
  return h;
}

void ct_proj_give(const struct ct_proj *proj, struct ct_proj_handle *handle) {
  if (!handle) return;
  pthread_mutex_lock(&proj->pool->lock);
  handle->busy = false;
  pthread_mutex_unlock(&proj->pool->lock);
}

// Spherical Mercator: atanh(sin lat) with one logarithm.
static void mercator_forward(struct ct_vertex *v, size_t n) {
  const double k = CT_EARTH_A * CT_RAD;
  for (size_t i = 0; i < n; i++) {
    double lat = v[i].y;
    if (!(lat <= CT_MERCATOR_LAT)) lat = CT_MERCATOR_LAT;
    if (lat < -CT_MERCATOR_LAT) lat = -CT_MERCATOR_LAT;
    double s = sin(lat * CT_RAD);
    v[i].x *= k;
    v[i].y = CT_EARTH_A * 0.5 * log((1 + s) / (1 - s));
  }
}

void ct_proj_forward(const struct ct_proj *proj, struct ct_proj_handle *h, struct ct_vertex *v, size_t n) {
  if (n == 0) return;
  if (proj->web_mercator) {
    mercator_forward(v, n);
    return;
  }
  const size_t step = sizeof *v;
  proj_errno_reset(h->pj);
  proj_trans_generic(h->pj, PJ_FWD, &v->x, step, n, &v->y, step, n, NULL, 0, 0, NULL, 0, 0);
}

static bool mercator_inverse(double x, double y, double *lon, double *lat) {
  *lon = x / (CT_EARTH_A * CT_RAD);
  *lat = atan(sinh(y / CT_EARTH_A)) / CT_RAD;
  return fabs(*lat) <= CT_MERCATOR_LAT + 1e-9;
}

bool ct_proj_inverse(const struct ct_proj *proj, struct ct_proj_handle *h, double x, double y, double *lon,
                     double *lat) {
  if (!isfinite(x) || !isfinite(y)) return false;
  if (proj->web_mercator) return mercator_inverse(x, y, lon, lat);
  proj_errno_reset(h->pj);
  PJ_COORD out = proj_trans(h->pj, PJ_INV, proj_coord(x, y, 0, 0));
  *lon = out.xy.x, *lat = out.xy.y;
  if (!isfinite(*lon) || !isfinite(*lat) || fabs(*lat) > 90 + 1e-9) return false;
  if (fabs(*lat) > 90) *lat = copysign(90, *lat);
  if (!ct_proj_shows(proj, *lon, *lat)) return false;
  // Beyond a map's edge PROJ may answer with a place from the other side. (Datum shifts
  // there and back may differ by metres.)
  struct ct_vertex back = {*lon, *lat, 0, 0};
  ct_proj_forward(proj, h, &back, 1);
  return hypot(back.x - x, back.y - y) <= 2e-5 * (1 + hypot(x, y));
}

bool ct_proj_shows(const struct ct_proj *proj, double lon, double lat) {
  if (!isfinite(lon) || !(fabs(lat) <= 90)) return false;
  if (proj->domain == CT_DOMAIN_CIRCLE)
    return ct_arc_deg(lon, lat, proj->lon_0, proj->lat_0) <= proj->radius + CT_SEAM_DEG;
  if (proj->aspect.turned) ct_aspect_turn(&proj->aspect, lon, lat, &lon, &lat);
  if (lat < proj->lat_min - CT_SEAM_DEG || lat > proj->lat_max + CT_SEAM_DEG) return false;
  return fabs(ct_lon_near(lon, proj->frame_lon) - proj->frame_lon) <= proj->reach + 2 * CT_SEAM_DEG;
}

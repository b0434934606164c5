// SPDX-License-Identifier: MIT
// Cluster: points near each other as one, as Supercluster 8 does it (what MapLibre uses).
#include "select/cluster.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "model/table.h"
#include "select/gather.h"

#define PI 3.14159265358979323846

enum { ZOOM_LIMIT = 24 };

struct ct_cluster_options ct_cluster_options_of(const struct ct_value *source) {
  double last = ct_value_number(ct_value_get(source, "maxzoom"), 18);
  struct ct_cluster_options o = {.properties = ct_value_get(source, "clusterProperties")};
  o.radius_px = ct_value_number(ct_value_get(source, "clusterRadius"), 50);
  if (!(o.radius_px > 0)) o.radius_px = 50;
  // The reference rounds it, and takes 0 as not given.
  double most = round(ct_value_number(ct_value_get(source, "clusterMaxZoom"), 0));
  if (most == 0) most = last - 1;
  o.max_zoom = (int)fmax(0, fmin(most, ZOOM_LIMIT));
  o.min_points = (size_t)fmax(2, fmin(ct_value_number(ct_value_get(source, "clusterMinPoints"), 2), 1e9));
  return o;
}

struct level {
  ct_vec(struct ct_cluster_point) list;
};

// Points of one level by cells of the radius. Supercluster's tree holds its coordinates
// in single precision, and so do distances here.
struct grid {
  double cell;
  size_t mask;
  uint32_t *head, *next;  // index + 1
};

static size_t slot_of(const struct grid *g, int64_t x, int64_t y) {
  uint64_t h = (uint64_t)x * 0x9E3779B97F4A7C15u ^ (uint64_t)y * 0xC2B2AE3D27D4EB4Fu;
  return (size_t)(h ^ h >> 29) & g->mask;
}

static int64_t cell_of(const struct grid *g, double x) {
  return (int64_t)floor(x / g->cell);
}

static struct grid make_grid(const struct level *l, double radius, struct ct_arena *a) {
  struct grid g = {.cell = fmax(radius, 1e-9) * 1.0001, .mask = 15};
  while (g.mask < 2 * l->list.n) g.mask = 2 * g.mask + 1;
  g.head = CT_NEW_N(a, uint32_t, g.mask + 1);
  g.next = CT_NEW_N(a, uint32_t, l->list.n + 1);
  for (size_t i = l->list.n; i-- > 0;) {
    const struct ct_cluster_point *p = &l->list.v[i];
    size_t s = slot_of(&g, cell_of(&g, (float)p->x), cell_of(&g, (float)p->y));
    g.next[i] = g.head[s];
    g.head[s] = (uint32_t)i + 1;
  }
  return g;
}

struct clustering {
  struct ct_arena *a;
  const struct ct_cluster_options *options;
  struct ct_cluster_sums *sums;
  size_t ninput;
  bool *taken;  // at this zoom
  ct_vec(uint32_t) near;
};

// The neighbours of p that are not taken yet, p itself among them when it is one.
static void find_near(struct clustering *c, const struct grid *g, const struct level *l,
                      const struct ct_cluster_point *p, double radius) {
  c->near.n = 0;
  int64_t cx = cell_of(g, p->x), cy = cell_of(g, p->y);
  for (int64_t y = cy - 1; y <= cy + 1; y++)
    for (int64_t x = cx - 1; x <= cx + 1; x++)
      for (uint32_t at = g->head[slot_of(g, x, y)]; at; at = g->next[at - 1]) {
        double qx = (float)l->list.v[at - 1].x, qy = (float)l->list.v[at - 1].y;
        if (c->taken[at - 1] || cell_of(g, qx) != x || cell_of(g, qy) != y) continue;
        double dx = qx - p->x, dy = qy - p->y;
        if (dx * dx + dy * dy <= radius * radius) ct_vec_push(c->a, &c->near, at - 1);
      }
}

static struct ct_cluster_point merge(struct clustering *c, const struct level *l, size_t from, int zoom) {
  const struct ct_cluster_point *p = &l->list.v[from];
  struct ct_cluster_point out = {.count = p->count};
  double wx = p->x * (double)p->count, wy = p->y * (double)p->count;
  if (c->sums) out.gathered = ct_cluster_sums_of(c->sums, p);
  for (size_t k = 0; k < c->near.n; k++) {
    const struct ct_cluster_point *q = &l->list.v[c->near.v[k]];
    c->taken[c->near.v[k]] = true;
    wx += q->x * (double)q->count;
    wy += q->y * (double)q->count;
    out.count += q->count;
    if (c->sums) out.gathered = ct_cluster_sums_add(c->sums, out.gathered, ct_cluster_sums_of(c->sums, q));
  }
  out.x = wx / (double)out.count;
  out.y = wy / (double)out.count;
  out.id = (double)from * 32 + zoom + 1 + (double)c->ninput;
  return out;
}

static void cluster_level(struct clustering *c, const struct level *in, int zoom, struct level *out) {
  double radius = c->options->radius_px / (512 * ldexp(1, zoom));
  struct grid g = make_grid(in, radius, c->a);
  c->taken = CT_NEW_N(c->a, bool, in->list.n + 1);
  for (size_t i = 0; i < in->list.n; i++) {
    const struct ct_cluster_point *p = &in->list.v[i];
    if (c->taken[i]) continue;
    c->taken[i] = true;
    find_near(c, &g, in, p, radius);
    size_t count = p->count;
    for (size_t k = 0; k < c->near.n; k++) count += in->list.v[c->near.v[k]].count;
    if (c->near.n && count >= c->options->min_points) {
      ct_vec_push(c->a, &out->list, merge(c, in, i, zoom));
      continue;
    }
    ct_vec_push(c->a, &out->list, *p);
    // Too few to be one: all of them stay as they are at this zoom.
    for (size_t k = 0; k < c->near.n; k++) {
      c->taken[c->near.v[k]] = true;
      ct_vec_push(c->a, &out->list, in->list.v[c->near.v[k]]);
    }
  }
}

static void load(struct clustering *c, const struct ct_table *t, struct level *out) {
  const struct ct_geoms *g = &t->geoms;
  for (size_t i = 0; i < t->n; i++) {
    size_t part = g->part0 ? g->part0[i] : i;
    if (!ct_table_placed(t, i) || ct_table_geom_type(t, i) != CT_GEOM_POINT) continue;
    if (g->part0 && g->part0[i + 1] - part != 1) continue;
    const double *p = g->lonlat + 2 * (g->coord0 ? g->coord0[part] : part);
    double s = sin(p[1] * PI / 180), y = 0.5 - 0.25 * log((1 + s) / (1 - s)) / PI;
    struct ct_cluster_point q = {
        (float)(p[0] / 360 + 0.5), (float)(y < 0 ? 0 : y > 1 ? 1 : y), 1, (uint32_t)i, 0, NULL};
    ct_vec_push(c->a, &out->list, q);
  }
}

// ---- the table

static const struct ct_value *abbreviated(struct ct_arena *a, double n) {
  char buf[32];
  if (n < 1000) return ct_value_of_number(a, n);
  double k = n >= 10000 ? floor(n / 1000 + 0.5) : floor(n / 100 + 0.5) / 10;
  return ct_value_of_string(a, ct_arena_printf(a, "%sk", ct_format_number(k, buf)));
}

struct own_columns {
  int8_t *cluster;
  double *id, *count;
  const struct ct_value **short_count, ***sums;
};

static void fill_own(const struct level *l, const struct ct_value *properties, struct ct_arena *a,
                     struct own_columns *o) {
  size_t n = l->list.n, nsums = properties ? properties->n : 0;
  o->cluster = CT_NEW_N(a, int8_t, n);
  o->id = CT_NEW_N(a, double, n);
  o->count = CT_NEW_N(a, double, n);
  o->short_count = CT_NEW_N(a, const struct ct_value *, n);
  o->sums = CT_NEW_N(a, const struct ct_value **, nsums + 1);
  for (size_t k = 0; k < nsums; k++) o->sums[k] = CT_NEW_N(a, const struct ct_value *, n);
  for (size_t i = 0; i < n; i++) {
    const struct ct_cluster_point *p = &l->list.v[i];
    bool is = p->count > 1;
    o->cluster[i] = is ? 1 : -1;
    o->id[i] = is ? p->id : NAN;
    o->count[i] = is ? (double)p->count : NAN;
    if (is) o->short_count[i] = abbreviated(a, (double)p->count);
    for (size_t k = 0; is && k < nsums; k++)
      o->sums[k][i] = ct_value_get(p->gathered, properties->members[k].key);
  }
}

static void drop_cell(const struct ct_column *c, size_t i) {
  if (c->string) ((const char **)(uintptr_t)c->string)[i] = NULL;
  if (c->number) ((double *)(uintptr_t)c->number)[i] = NAN;
  if (c->boolean) ((int8_t *)(uintptr_t)c->boolean)[i] = -1;
  if (c->json) ((const struct ct_value **)(uintptr_t)c->json)[i] = NULL;
}

// A property of clusters that points have too, with both kinds of values.
static void put_sum(struct ct_table *t, struct ct_column *columns, const char *name,
                    const struct ct_value **sums, struct ct_arena *a) {
  int at = ct_table_column(t, name);
  for (size_t i = 0; at >= 0 && i < t->n; i++) {
    const struct ct_column *c = &columns[at];
    if (sums[i]) continue;
    if (c->string && c->string[i]) sums[i] = ct_value_of_string(a, c->string[i]);
    if (c->number && !isnan(c->number[i])) sums[i] = ct_value_of_number(a, c->number[i]);
    if (c->boolean && c->boolean[i] >= 0) sums[i] = ct_value_of_bool(a, c->boolean[i]);
    if (c->json) sums[i] = c->json[i];
  }
  if (at < 0) at = (int)t->ncolumns++;
  columns[at] = (struct ct_column){.name = name, .type = CT_COLUMN_JSON, .json = sums};
}

static void put_own(struct ct_table *t, const struct own_columns *o, const struct ct_value *properties,
                    struct ct_arena *a) {
  struct ct_column *columns =
      (struct ct_column *)(uintptr_t)t->columns;  // made by ct_gather_cells just before
  const struct ct_column own[] = {
      {.name = "cluster", .type = CT_COLUMN_BOOL, .boolean = o->cluster},
      {.name = "cluster_id", .type = CT_COLUMN_NUMBER, .number = o->id},
      {.name = "point_count", .type = CT_COLUMN_NUMBER, .number = o->count},
      {.name = "point_count_abbreviated", .type = CT_COLUMN_JSON, .json = o->short_count}};
  for (size_t k = 0; k < sizeof own / sizeof *own; k++) {
    int at = ct_table_column(t, own[k].name);
    columns[at < 0 ? (int)t->ncolumns++ : at] = own[k];
  }
  for (size_t k = 0; properties && k < properties->n; k++)
    put_sum(t, columns, properties->members[k].key, o->sums[k], a);
}

static void put_places(const struct level *l, struct ct_arena *a, struct ct_table *out) {
  size_t n = l->list.n;
  double *lonlat = CT_NEW_N(a, double, 2 * n), *id = CT_NEW_N(a, double, n);
  for (size_t i = 0; i < n; i++) {
    const struct ct_cluster_point *p = &l->list.v[i];
    id[i] = p->count > 1 ? p->id : out->feature_id ? out->feature_id[i] : NAN;
    if (p->count == 1) continue;
    lonlat[2 * i] = (p->x - 0.5) * 360;
    lonlat[2 * i + 1] = 360 * atan(exp((180 - p->y * 360) * PI / 180)) / PI - 90;
  }
  out->geoms = (struct ct_geoms){.lonlat = lonlat, .nparts = n, .ncoords = n};
  out->feature_id = id;
  out->placed = n;
}

static void make_table(const struct ct_table *t, const struct level *l, const struct ct_value *properties,
                       struct ct_arena *a, struct ct_table *out) {
  size_t n = l->list.n;
  uint32_t *index = CT_NEW_N(a, uint32_t, n);
  for (size_t i = 0; i < n; i++) index[i] = l->list.v[i].count > 1 ? 0 : l->list.v[i].row;
  ct_gather_cells(t, index, n, 4 + (properties ? properties->n : 0), a, out);
  const char **key = out->feature_key ? CT_NEW_N(a, const char *, n) : NULL;
  for (size_t i = 0; i < n; i++) {
    bool cluster = l->list.v[i].count > 1;
    if (key && !cluster) key[i] = out->feature_key[i];
    for (size_t c = 0; cluster && c < out->ncolumns; c++) drop_cell(&out->columns[c], i);
  }
  put_places(l, a, out);
  out->feature_key = key;
  double *lonlat = (double *)(uintptr_t)out->geoms.lonlat;
  for (size_t i = 0; i < n; i++) {
    if (l->list.v[i].count > 1) continue;
    size_t row = l->list.v[i].row, part = t->geoms.part0 ? t->geoms.part0[row] : row;
    memcpy(lonlat + 2 * i, t->geoms.lonlat + 2 * (t->geoms.coord0 ? t->geoms.coord0[part] : part),
           2 * sizeof *lonlat);
  }
  struct own_columns own;
  fill_own(l, properties, a, &own);
  put_own(out, &own, properties, a);
}

bool ct_select_cluster(const struct ct_table *t, const struct ct_cluster_options *options, int zoom,
                       struct ct_arena *a, struct ct_table *out, struct ct_err *err) {
  struct clustering c = {.a = a, .options = options, .ninput = t->n};
  c.sums = ct_cluster_sums_new(options->properties, t, a, err);
  if (err->failed) return false;
  struct level now = {0};
  load(&c, t, &now);
  for (int z = options->max_zoom; z >= zoom && z >= 0; z--) {
    struct level next = {0};
    cluster_level(&c, &now, z, &next);
    now = next;
  }
  make_table(t, &now, c.sums ? options->properties : NULL, a, out);
  out->bbox[0] = -180, out->bbox[1] = -90, out->bbox[2] = 180, out->bbox[3] = 90;
  return true;
}

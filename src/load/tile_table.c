// SPDX-License-Identifier: MIT
// Tile table: the features of one source layer, put together over the tiles, as a table.
#include "load/tile_table.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "load/tile_work.h"
#include "model/table.h"

#define PI 3.14159265358979323846

struct making {
  struct ct_tile_work *w;
  const struct ct_tile_columns *wanted;
  struct ct_arena *a;
  size_t n;
  const uint32_t *rows;   // the first feature of each
  uint32_t *next;         // features of a group as a list: index + 1
  struct ct_map columns;  // names to kinds as bits, then to columns + 1
  struct ct_column *out;
  size_t ncolumns;
};

// ---- columns

static bool is_wanted(const struct ct_tile_columns *c, const char *name) {
  bool yes = c->all;
  for (size_t i = 0; !yes && i < c->n; i++) yes = strcmp(c->names[i], name) == 0;
  return yes;
}

static void survey(struct making *m) {
  for (size_t i = 0; i < m->n; i++) {
    const struct ct_tile_feature *f = &m->w->features.v[m->rows[i]];
    struct ct_mvt_bytes tags = f->source->tags;
    for (size_t k, v; ct_mvt_next_tag(f->layer, &tags, &k, &v);)
      ct_map_add_string(&m->columns, f->layer->keys[k], 0, NULL)->value |= 1u << f->layer->values[v].kind;
  }
}

static enum ct_column_type type_of(size_t kinds) {
  return kinds == 1u << CT_MVT_NUMBER   ? CT_COLUMN_NUMBER
         : kinds == 1u << CT_MVT_BOOL   ? CT_COLUMN_BOOL
         : kinds == 1u << CT_MVT_STRING ? CT_COLUMN_STRING
                                        : CT_COLUMN_JSON;
}

static void make_column(struct making *m, struct ct_map_entry *e) {
  struct ct_column *c = &m->out[m->ncolumns];
  *c = (struct ct_column){.name = ct_arena_strdup(m->a, e->key), .type = type_of(e->value)};
  e->value = ++m->ncolumns;
  if (c->type == CT_COLUMN_STRING) c->string = CT_NEW_N(m->a, const char *, m->n);
  if (c->type == CT_COLUMN_JSON) c->json = CT_NEW_N(m->a, const struct ct_value *, m->n);
  if (c->type == CT_COLUMN_BOOL) {
    int8_t *v = CT_NEW_N(m->a, int8_t, m->n);
    memset(v, -1, m->n);
    c->boolean = v;
  }
  if (c->type == CT_COLUMN_NUMBER) {
    double *v = CT_NEW_N(m->a, double, m->n);
    for (size_t i = 0; i < m->n; i++) v[i] = NAN;
    c->number = v;
  }
}

static const struct ct_value *json_of(struct ct_arena *a, const struct ct_mvt_value *v) {
  if (v->kind == CT_MVT_NUMBER) return ct_value_of_number(a, v->number);
  if (v->kind == CT_MVT_STRING) return ct_value_of_string(a, v->string);
  struct ct_value *b = ct_value_new(a, CT_BOOL);
  b->boolean = v->boolean;
  return b;
}

// The arrays are const to those who read the table.
static void set_cell(struct making *m, const struct ct_column *c, size_t row, const struct ct_mvt_value *v) {
  switch (c->type) {
    case CT_COLUMN_STRING:
      ((const char **)(uintptr_t)c->string)[row] = v->string;
      break;
    case CT_COLUMN_NUMBER:
      ((double *)(uintptr_t)c->number)[row] = v->number;
      break;
    case CT_COLUMN_BOOL:
      ((int8_t *)(uintptr_t)c->boolean)[row] = v->boolean;
      break;
    case CT_COLUMN_JSON:
      ((const struct ct_value **)(uintptr_t)c->json)[row] = json_of(m->a, v);
      break;
  }
}

static void fill(struct making *m) {
  for (size_t i = 0; i < m->n; i++) {
    const struct ct_tile_feature *f = &m->w->features.v[m->rows[i]];
    struct ct_mvt_bytes tags = f->source->tags;
    for (size_t k, v; ct_mvt_next_tag(f->layer, &tags, &k, &v);) {
      const struct ct_map_entry *e = ct_map_find_string(&m->columns, f->layer->keys[k]);
      struct ct_mvt_value *value = &f->layer->values[v];
      if (e && e->value) set_cell(m, &m->out[e->value - 1], i, value);
    }
  }
}

// Values live in scratch memory until now; equal ones stay one pointer.
static void keep_strings(struct making *m) {
  struct ct_map kept = {.arena = m->w->a};
  for (size_t c = 0; c < m->ncolumns; c++) {
    if (m->out[c].type != CT_COLUMN_STRING) continue;
    const char **v = (const char **)(uintptr_t)m->out[c].string;
    for (size_t i = 0; i < m->n; i++) {
      if (!v[i]) continue;
      struct ct_map_entry *e = ct_map_add_string(&kept, v[i], 0, NULL);
      if (!e->value) e->value = (size_t)(uintptr_t)ct_arena_strdup(m->a, v[i]);
      v[i] = (const char *)(uintptr_t)e->value;
    }
  }
}

static void make_columns(struct making *m, struct ct_table *out) {
  m->columns.arena = m->w->a;
  survey(m);
  m->out = CT_NEW_N(m->a, struct ct_column, m->columns.n + 1);
  for (size_t i = 0; i < m->columns.n; i++) {
    struct ct_map_entry *e = &m->columns.entries[i];
    if (is_wanted(m->wanted, e->key))
      make_column(m, e);
    else
      e->value = 0;
  }
  fill(m);
  keep_strings(m);
  out->columns = m->out;
  out->ncolumns = m->ncolumns;
}

// ---- ids

static const struct ct_mvt_value *property(const struct ct_tile_feature *f, const char *name) {
  struct ct_mvt_bytes tags = f->source->tags;
  for (size_t k, v; ct_mvt_next_tag(f->layer, &tags, &k, &v);)
    if (strcmp(f->layer->keys[k], name) == 0) return &f->layer->values[v];
  return NULL;
}

static void make_ids(struct making *m, struct ct_table *out) {
  const char *promoted = ct_value_string(m->wanted->promote_id);
  double *id = CT_NEW_N(m->a, double, m->n);
  const char **key = promoted ? CT_NEW_N(m->a, const char *, m->n) : NULL;
  for (size_t i = 0; i < m->n; i++) {
    const struct ct_tile_feature *f = &m->w->features.v[m->rows[i]];
    const struct ct_mvt_value *v = promoted ? property(f, promoted) : NULL;
    id[i] = f->source->has_id && !promoted ? f->source->id : NAN;
    if (v && v->kind == CT_MVT_NUMBER) id[i] = v->number;
    if (v && v->kind == CT_MVT_BOOL) id[i] = v->boolean;
    if (v && v->kind == CT_MVT_STRING) key[i] = ct_arena_strdup(m->a, v->string);
  }
  out->feature_id = id;
  out->feature_key = key;
}

// ---- geometry

struct geometry {
  struct ct_arena *a;
  double world;
  uint8_t *type;
  uint32_t *part0;
  ct_vec(uint32_t) coord0;
  ct_vec(uint8_t) hole;
  ct_vec(uint8_t) cut;
  ct_vec(double) lonlat;
  bool any_cut;
};

static void put_vertex(struct geometry *g, const struct ct_tile_vertex *v) {
  double lat = atan(sinh(PI * (1 - 2 * (double)v->y / g->world))) * 180 / PI;
  ct_vec_push(g->a, &g->lonlat, (double)v->x / g->world * 360 - 180);
  ct_vec_push(g->a, &g->lonlat, lat);
  ct_vec_push(g->a, &g->cut, v->side);
  g->any_cut |= v->side;
}

// y grows southwards in tiles, so an exterior that runs one way there runs the other here.
static void put_path(struct geometry *g, const struct ct_tile_path *p, const struct ct_tile_vertex *all,
                     bool ring) {
  const struct ct_tile_vertex *v = all + p->v0;
  ct_vec_push(g->a, &g->coord0, (uint32_t)(g->lonlat.n / 2));
  ct_vec_push(g->a, &g->hole, p->hole);
  for (size_t i = 0; i < p->n; i++) {
    struct ct_tile_vertex at = v[ring ? p->n - 1 - i : i];
    if (ring) at.side = v[i + 1 < p->n ? p->n - 2 - i : p->n - 1].side;
    put_vertex(g, &at);
  }
}

static void group_of(const struct making *m, uint32_t first, struct ct_arena *a, uint32_t **list, size_t *n) {
  *n = 0;
  for (uint32_t at = first + 1; at; at = m->next[at - 1]) (*n)++;
  *list = CT_NEW_N(a, uint32_t, *n);
  *n = 0;
  for (uint32_t at = first + 1; at; at = m->next[at - 1]) (*list)[(*n)++] = at - 1;
}

static void put_row(struct making *m, size_t row, const struct ct_tile_link *links,
                    struct ct_tile_shape *shape, struct geometry *g) {
  uint32_t *features;
  size_t n;
  group_of(m, m->rows[row], m->w->a, &features, &n);
  enum ct_mvt_type type = m->w->features.v[m->rows[row]].source->type;
  const struct ct_tile_path *paths;
  const struct ct_tile_vertex *vertices;
  size_t npaths;
  if (type == CT_MVT_POINT) {
    const struct ct_tile_feature *f = &m->w->features.v[m->rows[row]];
    paths = m->w->paths.v + f->path0;
    npaths = f->npaths;
    vertices = m->w->vertices.v;
  } else {
    if (type == CT_MVT_POLYGON)
      ct_tile_rings_join(m->w, features, n, shape);
    else
      ct_tile_lines_join(m->w, features, n, links, shape);
    paths = shape->paths.v;
    npaths = shape->paths.n;
    vertices = shape->vertices.v;
  }
  bool exterior = false;
  for (size_t i = 0; i < npaths; i++) {
    exterior |= !paths[i].hole;
    if (exterior) put_path(g, &paths[i], vertices, type == CT_MVT_POLYGON);
  }
  g->part0[row + 1] = (uint32_t)g->coord0.n;
  g->type[row] = g->part0[row + 1] > g->part0[row] ? (uint8_t)type : CT_GEOM_NONE;
}

static void bounds(const struct geometry *g, struct ct_table *out) {
  double *b = out->bbox;
  b[0] = b[1] = INFINITY;
  b[2] = b[3] = -INFINITY;
  for (size_t i = 0; i + 1 < g->lonlat.n; i += 2) {
    b[0] = fmin(b[0], g->lonlat.v[i]);
    b[1] = fmin(b[1], g->lonlat.v[i + 1]);
    b[2] = fmax(b[2], g->lonlat.v[i]);
    b[3] = fmax(b[3], g->lonlat.v[i + 1]);
  }
}

static void make_geometry(struct making *m, const struct ct_tile_link *links, struct ct_table *out) {
  struct geometry g = {.a = m->a, .world = (double)m->w->world};
  struct ct_tile_shape shape = {.a = m->w->a};
  g.type = CT_NEW_N(m->a, uint8_t, m->n);
  g.part0 = CT_NEW_N(m->a, uint32_t, m->n + 1);
  for (size_t i = 0; i < m->n; i++) put_row(m, i, links, &shape, &g);
  ct_vec_push(m->a, &g.coord0, (uint32_t)(g.lonlat.n / 2));
  out->geoms = (struct ct_geoms){.type = g.type,
                                 .part0 = g.part0,
                                 .coord0 = g.coord0.v,
                                 .hole = g.hole.v,
                                 .cut = g.any_cut ? g.cut.v : NULL,
                                 .nparts = g.coord0.n - 1,
                                 .ncoords = g.lonlat.n / 2,
                                 .lonlat = g.lonlat.v};
  for (size_t i = 0; i < m->n; i++) out->placed += g.type[i] != CT_GEOM_NONE;
  bounds(&g, out);
}

void ct_tile_table(struct ct_tile_work *w, const struct ct_tile_columns *wanted, struct ct_arena *a,
                   struct ct_table *out) {
  struct making m = {.w = w, .wanted = wanted, .a = a};
  ct_tile_rings_unite(w);
  const struct ct_tile_link *links = ct_tile_lines_unite(w);
  m.rows = ct_tile_order(w, &m.n);
  uint32_t *last = CT_NEW_N(w->a, uint32_t, w->features.n + 1);
  m.next = CT_NEW_N(w->a, uint32_t, w->features.n + 1);
  for (uint32_t i = 0; i < w->features.n; i++) {
    uint32_t g = ct_tile_group(w, i);
    if (g != i) m.next[last[g]] = i + 1;
    last[g] = i;
  }
  out->n = m.n;
  if (!m.n) return;
  make_columns(&m, out);
  make_ids(&m, out);
  make_geometry(&m, links, out);
}

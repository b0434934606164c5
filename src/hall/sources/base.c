// SPDX-License-Identifier: MIT
// Sources: base layers at the level that suits the scale, and a style's own sources.
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "hall/cache/cache.h"
#include "hall/sources/sources.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/view.h"
#include "style/style.h"

struct ct_cached_table {
  const char *name;
  const char *layer;  // inside a vector source, or NULL
  const struct ct_table *table;
};

static const struct ct_cached_table *cached(const struct ct_sources *s, const char *name, const char *layer) {
  for (size_t i = 0; i < s->ncached; i++) {
    const struct ct_cached_table *c = &s->cached[i];
    if (strcmp(c->name, name) == 0 && !c->layer == !layer && (!layer || strcmp(c->layer, layer) == 0))
      return c;
  }
  return NULL;
}

static const struct ct_table *remember(struct ct_sources *s, const char *name, const char *layer,
                                       const struct ct_table *t) {
  if (s->ncached == s->cached_cap) {
    size_t cap = s->cached_cap ? s->cached_cap * 2 : 16;
    s->cached = ct_arena_grow(s->a, s->cached, s->cached_cap, cap, sizeof *s->cached);
    s->cached_cap = cap;
  }
  s->cached[s->ncached++] = (struct ct_cached_table){name, layer, t};
  return t;
}

void ct_sources_forget(struct ct_sources *s) {
  s->cached = NULL;
  s->ncached = s->cached_cap = 0;
}

// Does the level cover the view? Levels without a box cover the world.
static bool covers(const struct ct_value *level, const struct ct_view *view) {
  const struct ct_value *b = ct_value_get(level, "box");
  if (!b) return true;
  if (!view || b->n != 4) return false;
  return view->west >= b->items[0]->number && view->south >= b->items[1]->number &&
         view->east <= b->items[2]->number && view->north <= b->items[3]->number && view->west <= view->east;
}

static const char *level_file(struct ct_sources *s, const char *layer, const struct ct_value *level) {
  const char *name = ct_value_string(ct_value_get(level, "name"));
  const char *path = ct_arena_printf(s->a, "%s/layers/base/%s_%s.fgb", s->share_dir, layer, name ? name : "");
  ct_reads_note(CT_READ_BASE, path);
  return access(path, R_OK) == 0 ? path : NULL;
}

// layers/levels.json lists the levels from coarse to fine; the finest one that the
// scale asks for wins, a layer without it falls back to the next coarser.
static const char *base_path(struct ct_sources *s, const char *layer, double scale,
                             const struct ct_view *view, struct ct_err *err) {
  const char *index = ct_arena_printf(s->a, "%s/layers/levels.json", s->share_dir);
  const struct ct_value *v;
  ct_reads_note(CT_READ_BASE, index);
  if (!ct_cache_value(s->cache, s->a, index, &v, err)) return NULL;
  const struct ct_value *levels = ct_value_get(v, "levels");
  const char *finer = NULL;
  for (size_t i = levels ? levels->n : 0; i-- > 0;) {
    const struct ct_value *level = levels->items[i];
    const char *path = level_file(s, layer, level);
    if (!path || !covers(level, view)) continue;
    if (scale < ct_value_number(ct_value_get(level, "below"), 1e12)) return path;
    finer = path;
  }
  if (!finer)
    ct_fail(err, "%s/layers/base: no base layer '%s' (see 'cartouche layers')", s->share_dir, layer);
  return finer;
}

void ct_sources_box(struct ct_load_request *r, const struct ct_view *view, double share) {
  if (!view || (view->west <= -180 && view->east >= 180)) return;
  const double d = fmax(0.5, share * (view->north - view->south));
  r->has_box = true;
  r->west = view->west - d;
  r->east = view->east + d;
  r->south = view->south - d;
  r->north = view->north + d;
}

static const struct ct_table *load(struct ct_sources *s, const struct ct_load_request *r,
                                   struct ct_err *err) {
  struct ct_table *t = CT_NEW(s->a, struct ct_table);
  return ct_cache_load(r->has_box ? NULL : s->cache, r, s->a, s->diags, t, err) ? t : NULL;
}

static void want(struct ct_load_request *r, const struct ct_wanted_columns *w) {
  r->all_columns = !w || w->all;
  r->columns = w ? w->v : NULL;
  r->ncolumns = w ? w->n : 0;
}

const struct ct_table *ct_sources_base(struct ct_sources *s, const char *layer, double scale,
                                       const struct ct_view *view, const struct ct_wanted_columns *wanted,
                                       struct ct_err *err) {
  const char *path = base_path(s, layer, scale, view, err);
  if (!path) return NULL;
  struct ct_load_request r = {.name = layer, .path = path, .quiet_rows = true};
  want(&r, wanted);
  ct_sources_box(&r, view, 0);
  return load(s, &r, err);
}

// "data:NAME", "data:NAME:tracks", "data:NAME:rings" ...
static const struct ct_table *data_table(struct ct_sources *s, const char *name, const struct ct_view *view,
                                         struct ct_err *err) {
  for (size_t i = 0; i < s->ndata; i++) {
    size_t n = strlen(s->data[i].spec->name);
    if (strncmp(name, s->data[i].spec->name, n) != 0) continue;
    if (!name[n]) return s->data[i].table;
    if (name[n] == ':') return ct_sources_derived(s, &s->data[i], name + n, view, err);
  }
  return NULL;
}

const struct ct_table *ct_sources_table(struct ct_sources *s, const struct ct_style_source *source,
                                        const struct ct_view *view, const struct ct_wanted_columns *wanted,
                                        struct ct_err *err) {
  const struct ct_cached_table *known = cached(s, source->name, NULL);
  if (known) return known->table;
  const struct ct_table *t;
  const char *data = ct_value_string(source->data);
  bool geojson = source->data && source->type && strcmp(source->type, "geojson") == 0;
  bool url = s->doc->style_value && ct_sources_is_data_url(data);
  if (data && ct_starts_with(data, "data:") && !url) {
    t = data_table(s, data + 5, view, err);
    // What is derived is derived once a view.
    return t && view && strchr(data + 5, ':') ? remember(s, source->name, NULL, t) : t;
  }
  if (data && ct_starts_with(data, "base:")) {
    t = ct_sources_base(s, data + 5, view->scale, view, wanted, err);
  } else if (geojson) {
    t = ct_sources_geojson(s, source, view, wanted);
    // Clusters wait for the view.
    if (!view && ct_value_get(source->value, "cluster")) return t;
    return remember(s, source->name, NULL, t);
  } else {
    ct_diag_say(s->diags, "CT-S301", CT_WARNING, s->doc->file, 0, "source '%s' of type '%s' is not drawn yet",
                source->name, source->type ? source->type : "?");
    return NULL;
  }
  return t ? remember(s, source->name, NULL, t) : NULL;
}

const struct ct_table *ct_sources_layer(struct ct_sources *s, const struct ct_style_source *source,
                                        const char *source_layer, const struct ct_view *view,
                                        const struct ct_wanted_layers *wanted) {
  if (!source_layer) return NULL;  // validation has said so
  const struct ct_cached_table *known = cached(s, source->name, source_layer);
  if (known) return known->table;
  struct ct_table *tables = CT_NEW_N(s->a, struct ct_table, wanted->n);
  bool had = ct_sources_vector(s, source, view, wanted, tables);
  for (size_t i = 0; i < wanted->n; i++)
    remember(s, source->name, wanted->v[i].name, had ? &tables[i] : NULL);
  known = cached(s, source->name, source_layer);
  return known ? known->table : NULL;
}

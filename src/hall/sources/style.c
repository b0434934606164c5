// SPDX-License-Identifier: MIT
// Sources: a style's own GeoJSON: files, inline objects and data: URLs; filter, ids, clusters.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "hall/cache/cache.h"
#include "hall/sources/sources.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/view.h"
#include "select/cluster.h"
#include "select/filter.h"
#include "select/select.h"
#include "style/style.h"

static int base64(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static void add_base64(struct ct_str *out, const char *p) {
  unsigned bits = 0, n = 0;
  for (; *p; p++) {
    int v = base64(*p);
    if (v < 0) continue;
    bits = bits << 6 | (unsigned)v;
    if ((n += 6) < 8) continue;
    n -= 8;
    ct_str_add_n(out, (char[]){(char)(bits >> n & 0xff)}, 1);
  }
}

bool ct_sources_is_data_url(const char *text) {
  return text && ct_starts_with(text, "data:") && strchr(text, ',');
}

// RFC 2397: data:[type][;base64],text
static void unpack_url(const char *url, struct ct_str *out) {
  const char *comma = strchr(url, ',');
  if (comma - url >= 7 && strncmp(comma - 7, ";base64", 7) == 0)
    add_base64(out, comma + 1);
  else
    ct_str_add_unescaped(out, comma + 1);
}

// ---- options of the source

static bool is_set(const struct ct_style_source *source, const char *name) {
  const struct ct_value *v = ct_value_get(source->value, name);
  return v && v->kind == CT_BOOL && v->boolean;
}

static struct ct_table *copy_of(struct ct_sources *s, const struct ct_table *t) {
  struct ct_table *c = CT_NEW(s->a, struct ct_table);
  *c = *t;
  return c;
}

static bool filter(struct ct_sources *s, const struct ct_style_source *source, struct ct_table **t,
                   struct ct_err *err) {
  const struct ct_value *f = ct_value_get(source->value, "filter");
  struct ct_rows rows;
  if (!f || f->kind == CT_NULL || !(*t)->n) return true;
  if (!ct_select_filter(*t, f, s->a, &rows, err)) return false;
  struct ct_table *out = CT_NEW(s->a, struct ct_table);
  ct_select_take(*t, &rows, s->a, out);
  *t = out;
  return true;
}

// The source's one layer has this name in an object of promoteId.
static const char *promoted(const struct ct_style_source *source) {
  const struct ct_value *p = ct_value_get(source->value, "promoteId");
  return ct_value_string(ct_value_is(p, CT_OBJECT) ? ct_value_get(p, "_geojsonTileLayer") : p);
}

static void set_ids(struct ct_sources *s, const struct ct_style_source *source, struct ct_table **t) {
  const char *name = promoted(source);
  int c = name ? ct_table_column(*t, name) : -1;
  if (!is_set(source, "generateId") && !name) return;
  struct ct_table *out = copy_of(s, *t);
  double *id = CT_NEW_N(s->a, double, out->n);
  const char **key = CT_NEW_N(s->a, const char *, out->n);
  const struct ct_column *column = c >= 0 ? &out->columns[c] : NULL;
  for (size_t i = 0; i < out->n; i++) {
    id[i] = name ? NAN : (double)i;
    if (!column) continue;
    const struct ct_value *v = column->json ? column->json[i] : NULL;
    if (column->number) id[i] = column->number[i];
    if (column->boolean && column->boolean[i] >= 0) id[i] = column->boolean[i];
    if (v && v->kind == CT_NUMBER) id[i] = v->number;
    key[i] = column->string ? column->string[i] : v && v->kind == CT_STRING ? v->string : NULL;
  }
  out->feature_id = id;
  out->feature_key = key;
  *t = out;
}

static bool cluster(struct ct_sources *s, const struct ct_style_source *source, const struct ct_view *view,
                    struct ct_table **t, struct ct_err *err) {
  if (!is_set(source, "cluster") || !view || !(*t)->n) return true;
  struct ct_cluster_options o = ct_cluster_options_of(source->value);
  struct ct_table *out = CT_NEW(s->a, struct ct_table);
  double last = ct_value_number(ct_value_get(source->value, "maxzoom"), 18);
  int zoom = (int)fmin(fmax(floor(view->zoom), 0), last);
  if (!ct_select_cluster(*t, &o, zoom, s->a, out, err)) return false;
  *t = out;
  return true;
}

// Options may read what no layer does, and look at more than the view.
static bool has_options(const struct ct_style_source *source) {
  static const char *const names[] = {"filter", "promoteId", "generateId", "cluster"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (ct_value_get(source->value, names[i])) return true;
  return false;
}

static bool load(struct ct_sources *s, const struct ct_style_source *source, const struct ct_view *view,
                 const struct ct_wanted_columns *wanted, struct ct_table *t, struct ct_err *err) {
  struct ct_load_request r = {.name = source->name, .allow_network = s->allow_network, .lenient = true};
  struct ct_str json = {.arena = s->a};
  const char *text = ct_value_string(source->data);
  r.all_columns = !wanted || wanted->all || has_options(source);
  r.columns = wanted ? wanted->v : NULL;
  r.ncolumns = wanted ? wanted->n : 0;
  if (!has_options(source)) ct_sources_box(&r, view, 0.5);
  r.box_is_hint = true;
  if (text && !ct_sources_is_data_url(text)) {
    r.path = ct_path_of_url(s->a, s->style_folder, text);
    if (!r.path) r.path = text;
    return ct_cache_load(s->cache, &r, s->a, s->diags, t, err);
  }
  if (text)
    unpack_url(text, &json);
  else
    ct_value_write_json(source->data, &json);
  r.geojson = ct_str_text(&json);
  r.geojson_size = json.n;
  return ct_load(&r, s->a, s->diags, t, err);
}

const struct ct_table *ct_sources_geojson(struct ct_sources *s, const struct ct_style_source *source,
                                          const struct ct_view *view,
                                          const struct ct_wanted_columns *wanted) {
  struct ct_table *t = CT_NEW(s->a, struct ct_table);
  struct ct_err why = {0};
  bool ok = load(s, source, view, wanted, t, &why) && filter(s, source, &t, &why);
  if (ok) set_ids(s, source, &t);
  if (ok && cluster(s, source, view, &t, &why)) return t;
  ct_diag_say(s->diags, "CT-S321", CT_WARNING, s->doc->file, 0, "source '%s': %s; its layers stay empty",
              source->name, why.message);
  return NULL;
}

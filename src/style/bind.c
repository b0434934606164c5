// SPDX-License-Identifier: MIT
// Bind: a theme's template layers and a document's data become one MapLibre style.
#include "style/bind.h"

#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"
#include "model/document.h"
#include "style/bind_derived.h"
#include "style/bind_edition.h"
#include "style/bind_role.h"
#include "style/make.h"

enum { DOTS_FROM = 3000 };  // more points than this are dots without names

static const char *meta_string(const struct ct_value *layer, const char *key) {
  return ct_value_string(ct_value_get(ct_value_get(layer, "metadata"), key));
}

// Which template roles an entry takes.
static bool role_applies(const char *role, const struct ct_bind_data *d) {
  const struct ct_data *s = d->spec;
  bool shade = s->shade.column != NULL, bubble = s->size.column != NULL, label = s->label != NULL;
  // Marks that are to be stacked are marks, however many.
  bool dots = d->points && !bubble && d->placed > DOTS_FROM && s->stack <= CT_STACK_NONE;
  if (!strcmp(role, "shade") || !strcmp(role, "shade-edge")) return shade && d->polygons;
  if (!strcmp(role, "area") || !strcmp(role, "area-edge")) return !shade && d->polygons;
  if (!strcmp(role, "area-label")) return label && d->polygons;
  if (!strcmp(role, "line-label")) return label && d->lines;
  if (!strcmp(role, "line")) return d->lines;
  if (ct_bind_derived_suffix(role)) return ct_bind_derived_applies(role, d);
  if (!strcmp(role, "bubble")) return bubble && d->points;
  if (!strcmp(role, "bubble-label")) return bubble && d->points && label;
  if (!strcmp(role, "dot")) return dots;
  if (!strcmp(role, "mark")) return d->points && !bubble && !dots;
  return false;
}

// A base layer that the document wants, with the subject country's filter; NULL: left out.
static const struct ct_value *base_layer(struct ct_arena *a, const struct ct_value *layer,
                                         const struct ct_document *doc) {
  const char *part = meta_string(layer, "cartouche:part");
  if (!part) return layer;
  if (!strcmp(part, "labels")) return doc->base.labels ? layer : NULL;
  if (!strcmp(part, "imagery")) return doc->base.imagery.path ? layer : NULL;
  if (!strcmp(part, "hillshade")) return doc->base.hillshade.path ? layer : NULL;
  if (!strcmp(part, "admin1")) return doc->base.admin1 ? layer : NULL;
  if (!strcmp(part, "rivers")) return doc->base.rivers ? layer : NULL;
  if (!strcmp(part, "river-names")) return doc->base.rivers && doc->base.labels ? layer : NULL;
  if (strcmp(part, "highlight") != 0) return layer;
  if (!doc->base.highlight) return NULL;
  return ct_value_with(
      a, layer, "filter",
      CT_LIST(a, ct_make_s(a, "=="), ct_make_get(a, "iso_a3"), ct_make_s(a, doc->base.highlight)));
}

struct layer_list {
  ct_vec(const struct ct_value *) v;
};

static void add_role_layers(struct ct_arena *a, const struct ct_bind_theme *theme,
                            const struct ct_value *template, const struct ct_bind_data *data, size_t n,
                            struct layer_list *out) {
  const char *role = meta_string(template, "cartouche:role");
  // Names of lines look as those of areas do, but run along them.
  const char *also = !strcmp(role, "area-label") ? "line-label" : NULL;
  bool edition = ct_bind_edition_is(role);
  for (size_t i = 0; i < n; i++) {
    bool applies = edition ? ct_bind_edition_applies(template, role, &data[i]) : role_applies(role, &data[i]);
    if (applies) ct_vec_push(a, &out->v, ct_bind_role(theme, template, role, &data[i], a));
    if (also && role_applies(also, &data[i]))
      ct_vec_push(a, &out->v, ct_bind_role(theme, template, also, &data[i], a));
  }
}

static bool layers(const struct ct_value *theme, const struct ct_document *doc,
                   const struct ct_bind_data *data, size_t n, struct ct_arena *a, struct layer_list *out) {
  struct ct_bind_theme t;
  ct_bind_theme_read(theme, &t);
  const struct ct_value *from = ct_value_get(theme, "layers");
  for (size_t i = 0; from && from->kind == CT_ARRAY && i < from->n; i++) {
    const struct ct_value *layer = from->items[i];
    if (meta_string(layer, "cartouche:role")) {
      add_role_layers(a, &t, layer, data, n, out);
    } else if ((layer = base_layer(a, layer, doc))) {
      ct_vec_push(a, &out->v, layer);
    }
  }
  for (size_t i = 0; doc->extra_layers && i < doc->extra_layers->n; i++)
    ct_vec_push(a, &out->v, doc->extra_layers->items[i]);
  return true;
}

static const struct ct_value *source(struct ct_arena *a, const char *name) {
  const struct ct_value *v = ct_value_with(a, NULL, "type", ct_make_s(a, "geojson"));
  return ct_value_with(a, v, "data", ct_make_s(a, ct_arena_printf(a, "data:%s", name)));
}

static const struct ct_value *sources(const struct ct_value *theme, const struct ct_bind_data *data, size_t n,
                                      struct ct_arena *a, struct ct_err *err) {
  static const char *const derived[] = {"track", "ring", "range-ring", "range-label", "sector", "link"};
  const struct ct_value *all = ct_value_get(theme, "sources");
  for (size_t i = 0; i < n; i++) {
    const char *name = data[i].spec->name;
    if (ct_value_get(all, name) && strcmp(name, "data") != 0) {
      ct_fail(err, "data '%s': the theme has a source of that name (choose another)", name);
      return NULL;
    }
    all = ct_value_with(a, all, name, source(a, name));
    for (size_t k = 0; k < sizeof derived / sizeof *derived; k++) {
      if (!ct_bind_derived_applies(derived[k], &data[i])) continue;
      const char *full = ct_arena_printf(a, "%s%s", name, ct_bind_derived_suffix(derived[k]));
      all = ct_value_with(a, all, full, source(a, full));
    }
    static const char *const moves[] = {":moves", ":moved"};
    for (size_t k = 0; data[i].moves && k < 2; k++) {
      const char *full = ct_arena_printf(a, "%s%s", name, moves[k]);
      all = ct_value_with(a, all, full, source(a, full));
    }
  }
  return all;
}

bool ct_bind(const struct ct_value *theme, const struct ct_document *doc, const struct ct_bind_data *data,
             size_t n, struct ct_arena *a, const struct ct_value **style, struct ct_err *err) {
  struct layer_list list = {0};
  const struct ct_value *all = sources(theme, data, n, a, err);
  if (!all || !layers(theme, doc, data, n, a, &list)) return false;
  *style = ct_value_with(a, theme, "sources", all);
  *style = ct_value_with(a, *style, "layers", ct_value_of_items(a, list.v.v, list.v.n));
  return true;
}

size_t ct_bind_palette_size(const struct ct_value *theme) {
  struct ct_bind_theme t;
  ct_bind_theme_read(theme, &t);
  return t.palette ? t.palette->n : 1;
}

// SPDX-License-Identifier: MIT
// Base: a theme's base map changed as a document asks: lines and names by policy, rasters under them.
#include "style/base.h"

#include <string.h>

#include "base/str.h"
#include "base/vec.h"
#include "model/document.h"
#include "style/make.h"
#include "style/style.h"

struct list {
  ct_vec(const struct ct_value *) v;
};

static const struct ct_value *meta(const struct ct_value *layer, const char *key) {
  return ct_value_get(ct_value_get(layer, "metadata"), key);
}

static bool is_word(const struct ct_value *v, const char *word) {
  const char *s = ct_value_string(v);
  return s && strcmp(s, word) == 0;
}

// "seas" for a layer whose source is "base:seas"; NULL for others.
static const char *base_of(const struct ct_value *theme, const struct ct_value *layer) {
  const char *name = ct_value_string(ct_value_get(layer, "source"));
  const struct ct_value *source = name ? ct_value_get(ct_value_get(theme, "sources"), name) : NULL;
  const char *data = ct_value_string(ct_value_get(source, "data"));
  return data && ct_starts_with(data, "base:") ? data + strlen("base:") : NULL;
}

// ---- Boundaries

static const struct ct_value *policy_class(struct ct_arena *a, const struct ct_value *policy) {
  const struct ct_value *v = ct_value_get(policy, "class");
  return v ? v : ct_make_get(a, "class");
}

// The lines that the policy sorts as `word`, and what the theme's filter asks besides is forgotten.
static const struct ct_value *with_class(struct ct_arena *a, const struct ct_value *layer,
                                         const struct ct_value *policy, const char *word) {
  return ct_value_with(a, layer, "filter",
                       CT_LIST(a, ct_make_s(a, "=="), policy_class(a, policy), ct_make_s(a, word)));
}

static const struct ct_value *casing(struct ct_arena *a, const struct ct_value *layer,
                                     const struct ct_value *policy) {
  const struct ct_value *hidden = CT_LIST(a, ct_make_s(a, "hidden"), ct_make_s(a, "zone"));
  return ct_value_with(a, layer, "filter",
                       CT_LIST(a, ct_make_s(a, "match"), policy_class(a, policy), hidden,
                               ct_value_of_bool(a, false), ct_value_of_bool(a, true)));
}

// A width by zoom, or a plain one, so many times as wide.
static const struct ct_value *widened(struct ct_arena *a, const struct ct_value *width, double by) {
  if (ct_value_is(width, CT_NUMBER)) return ct_make_n(a, by * width->number);
  if (!ct_value_is(width, CT_ARRAY) || !width->n || !is_word(width->items[0], "interpolate")) return width;
  const struct ct_value **items = CT_NEW_N(a, const struct ct_value *, width->n);
  for (size_t i = 0; i < width->n; i++) {
    const struct ct_value *x = width->items[i];
    items[i] = i >= 4 && i % 2 == 0 && x->kind == CT_NUMBER ? ct_make_n(a, by * x->number) : x;
  }
  return ct_value_of_items(a, items, width->n);
}

static void add_lines(struct ct_arena *a, const struct ct_value *model, const struct ct_value *policy,
                      struct list *out) {
  const struct ct_value *lines = ct_value_get(policy, "lines");
  for (size_t i = 0; lines && lines->kind == CT_ARRAY && i < lines->n; i++) {
    const char *class = ct_value_string(ct_value_get(lines->items[i], "class"));
    const struct ct_value *label = ct_value_get(lines->items[i], "label");
    const struct ct_value *dash = ct_value_get(lines->items[i], "dash");
    if (!class) continue;
    const struct ct_value *l = with_class(a, model, policy, class);
    l = ct_value_with(a, l, "id", ct_make_s(a, ct_arena_printf(a, "border-%s", class)));
    if (dash) l = ct_make_set(a, l, "paint", "line-dasharray", dash);
    const struct ct_value *width = ct_value_get(ct_value_get(model, "paint"), "line-width");
    double by = ct_value_number(ct_value_get(lines->items[i], "width"), 1);
    if (width && by != 1) l = ct_make_set(a, l, "paint", "line-width", widened(a, width, by));
    const struct ct_value *legend = meta(model, "cartouche:legend");
    const struct ct_value *minzoom = ct_value_get(lines->items[i], "minzoom");
    if (label) legend = ct_value_with(a, legend, "label", label);
    if (legend && minzoom) legend = ct_value_with(a, legend, "minzoom", minzoom);
    if (legend) l = ct_make_set(a, l, "metadata", "cartouche:legend", legend);
    ct_vec_push(a, &out->v, l);
  }
}

static void add_boundary(struct ct_arena *a, const struct ct_value *layer, const struct ct_value *policy,
                         struct list *out) {
  const struct ct_value *kind = meta(layer, "cartouche:boundary");
  if (is_word(ct_value_get(policy, "class"), "hidden")) return;  // all of them
  if (is_word(kind, "casing")) ct_vec_push(a, &out->v, casing(a, layer, policy));
  if (is_word(kind, "international") || is_word(kind, "zone"))
    ct_vec_push(a, &out->v, with_class(a, layer, policy, ct_value_string(kind)));
  if (is_word(kind, "disputed")) add_lines(a, layer, policy, out);
}

// ---- Names

static const struct ct_value *renamed(struct ct_arena *a, const struct ct_value *text,
                                      const struct ct_base_names *names) {
  struct list v = {0};
  ct_vec_push(a, &v.v, ct_make_s(a, "match"));
  ct_vec_push(a, &v.v, ct_make_get(a, names->column));
  for (size_t i = 0; i < names->words->n; i++) {
    const struct ct_member *m = &names->words->members[i];
    ct_vec_push(a, &v.v, ct_make_s(a, m->key));
    bool text_given = m->value->kind == CT_STRING || m->value->kind == CT_NUMBER;
    ct_vec_push(a, &v.v, ct_make_s(a, text_given && m->value->string ? m->value->string : ""));
  }
  ct_vec_push(a, &v.v, text);
  return names->words->n ? ct_value_of_items(a, v.v.v, v.v.n) : text;
}

static const struct ct_value *rename_layer(struct ct_arena *a, const struct ct_value *layer, const char *base,
                                           const struct ct_base_request *q) {
  const struct ct_value *text = ct_value_get(ct_value_get(layer, "layout"), "text-field"), *was = text;
  // Columns are tested by expressions; a text with {tokens} of the old kind stays as it is.
  if (!text || text->kind != CT_ARRAY) return layer;
  for (size_t i = 0; i < q->nnames; i++)
    if (!q->names[i].source || strcmp(q->names[i].source, base) == 0) text = renamed(a, text, &q->names[i]);
  return text == was ? layer : ct_make_set(a, layer, "layout", "text-field", text);
}

// ---- Rasters

// The layer as it is over imagery; NULL: left out.
static const struct ct_value *over_imagery(struct ct_arena *a, const struct ct_value *layer) {
  const struct ct_value *change = meta(layer, "cartouche:over-imagery");
  if (!change) return layer;
  if (change->kind != CT_OBJECT) return NULL;
  for (size_t i = 0; i < change->n; i++) {
    const struct ct_member *m = &change->members[i];
    if (!ct_value_is(m->value, CT_OBJECT)) {
      layer = ct_value_with(a, layer, m->key, m->value);
      continue;
    }
    for (size_t k = 0; k < m->value->n; k++)
      layer = ct_make_set(a, layer, m->key, m->value->members[k].key, m->value->members[k].value);
  }
  return layer;
}

static const struct ct_value *with_raster(struct ct_arena *a, const struct ct_value *sources,
                                          const struct ct_value *layer,
                                          const struct ct_document_raster *raster, const char *credit) {
  const char *name = ct_value_string(ct_value_get(layer, "source"));
  const struct ct_value *s = name ? ct_value_get(sources, name) : NULL;
  if (!s) return sources;
  s = ct_value_with(a, s, "url",
                    ct_make_s(a, ct_arena_printf(a, "%s%s", CT_STYLE_OF_DOCUMENT, raster->path)));
  if (credit) s = ct_value_with(a, s, "attribution", ct_make_s(a, credit));
  return ct_value_with(a, sources, name, s);
}

// ---- All together

struct changing {
  struct ct_arena *a;
  const struct ct_value *theme, *sources;
  const struct ct_base_request *q;
  struct ct_base_found *found;
  struct list out;
};

static void change(struct changing *c, const struct ct_value *layer) {
  const struct ct_document_base *base = &c->q->doc->base;
  const struct ct_value *part = meta(layer, "cartouche:part");
  const char *of = base_of(c->theme, layer);
  bool names = is_word(ct_value_get(layer, "type"), "symbol") && of;
  if (is_word(part, "imagery")) {
    c->found->imagery = true;
    if (!base->imagery.path) return;
    c->sources = with_raster(c->a, c->sources, layer, &base->imagery, c->q->imagery_credit);
  }
  if (is_word(part, "hillshade")) {
    c->found->hillshade = true;
    if (!base->hillshade.path) return;
    c->sources = with_raster(c->a, c->sources, layer, &base->hillshade, c->q->hillshade_credit);
  }
  if (names && !base->countries && strcmp(of, "countries") == 0) return;
  if (base->imagery.path && !(layer = over_imagery(c->a, layer))) return;
  if (names) layer = rename_layer(c->a, layer, of, c->q);
  bool boundary = meta(layer, "cartouche:boundary") != NULL;
  c->found->boundaries |= boundary;
  if (boundary && c->q->boundaries)
    add_boundary(c->a, layer, c->q->boundaries, &c->out);
  else
    ct_vec_push(c->a, &c->out.v, layer);
}

const struct ct_value *ct_base_apply(const struct ct_value *theme, const struct ct_base_request *q,
                                     struct ct_arena *a, struct ct_base_found *found) {
  struct changing c = {
      .a = a, .theme = theme, .sources = ct_value_get(theme, "sources"), .q = q, .found = found};
  const struct ct_value *layers = ct_value_get(theme, "layers");
  *found = (struct ct_base_found){0};
  for (size_t i = 0; layers && layers->kind == CT_ARRAY && i < layers->n; i++) change(&c, layers->items[i]);
  if (c.sources) theme = ct_value_with(a, theme, "sources", c.sources);
  return layers ? ct_value_with(a, theme, "layers", ct_value_of_items(a, c.out.v.v, c.out.v.n)) : theme;
}

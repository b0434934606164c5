// SPDX-License-Identifier: MIT
// Roles: one template layer bound to one data entry.
#include "style/bind_role.h"

#include <string.h>

#include "base/str.h"
#include "base/vec.h"
#include "model/document.h"
#include "style/bind.h"
#include "style/bind_derived.h"
#include "style/bind_edition.h"
#include "style/bind_label.h"
#include "style/bind_own.h"
#include "style/make.h"

void ct_bind_theme_read(const struct ct_value *theme, struct ct_bind_theme *out) {
  const struct ct_value *m = ct_value_get(theme, "metadata");
  *out = (struct ct_bind_theme){ct_value_get(m, "cartouche:palette"), ct_value_get(m, "cartouche:shapes"),
                                ct_value_get(m, "cartouche:hollow"), ct_value_get(m, "cartouche:ramp"),
                                ct_value_string(ct_value_get(ct_value_get(m, "cartouche:page"), "font"))};
}

static const char *cycle(const struct ct_value *list, size_t i, const char *otherwise) {
  if (!list || list->kind != CT_ARRAY || list->n == 0) return otherwise;
  const char *s = ct_value_string(list->items[i % list->n]);
  return s ? s : otherwise;
}

static const char *class_color(const struct ct_bind_theme *t, const struct ct_data *s, size_t i) {
  return s->classes[i].color ? s->classes[i].color : cycle(t->palette, i, "#D55E00");
}

static const char *class_icon(const struct ct_bind_theme *t, const struct ct_data *s, size_t i) {
  return s->classes[i].icon ? s->classes[i].icon : cycle(t->shapes, i, "circle");
}

// Of a mark in the middle of a ring that is larger than it.
#define WIDE_SCALE 0.62

// The icon's hollow form, else `otherwise`.
static const char *hollow_of(const struct ct_bind_theme *t, const char *icon, const char *otherwise) {
  const char *h = ct_value_string(ct_value_get(t->hollow, icon));
  return h ? h : otherwise;
}

// ["match", class text, value, out, ..., last]; plain `last` without classes.
static const struct ct_value *match_classes(struct ct_arena *a, const struct ct_data *s,
                                            const struct ct_value *const *outs, const struct ct_value *last) {
  if (!s->nclasses) return last;
  ct_vec(const struct ct_value *) v = {0};
  ct_vec_push(a, &v, ct_make_s(a, "match"));
  ct_vec_push(a, &v, ct_make_text(a, s->class_column));
  for (size_t i = 0; i < s->nclasses; i++) {
    ct_vec_push(a, &v, ct_make_s(a, s->classes[i].value));
    ct_vec_push(a, &v, outs[i]);
  }
  ct_vec_push(a, &v, last);
  return ct_value_of_items(a, v.v, v.n);
}

// Colours by class; rows of no class get a soft form of the palette's last colour.
const struct ct_value *ct_bind_colors(struct ct_arena *a, const struct ct_bind_theme *t,
                                      const struct ct_data *s, const struct ct_value *theme_color) {
  const struct ct_value *last = s->color ? ct_make_s(a, s->color) : theme_color;
  const struct ct_value **outs = CT_NEW_N(a, const struct ct_value *, s->nclasses);
  for (size_t i = 0; i < s->nclasses; i++) outs[i] = ct_make_s(a, class_color(t, s, i));
  if (s->nclasses && !s->color)
    last = ct_make_s(a, cycle(t->palette, t->palette && t->palette->n ? t->palette->n - 1 : 0, "#4A4A4A"));
  return match_classes(a, s, outs, last);
}

enum form { SOLID, HOLLOW, SURELY_HOLLOW };

static const char *icon_form(const struct ct_bind_theme *t, const char *icon, enum form form) {
  if (form == SOLID) return icon;
  // A solid mark in the middle of a ring would say that it is there.
  return hollow_of(t, icon, form == HOLLOW ? icon : hollow_of(t, "circle", icon));
}

static const struct ct_value *icons(struct ct_arena *a, const struct ct_bind_theme *t,
                                    const struct ct_data *s, const char *theme_icon, enum form form) {
  const char *plain = s->icon ? s->icon : theme_icon;
  const struct ct_value **outs = CT_NEW_N(a, const struct ct_value *, s->nclasses);
  for (size_t i = 0; i < s->nclasses; i++) outs[i] = ct_make_s(a, icon_form(t, class_icon(t, s, i), form));
  return match_classes(a, s, outs, ct_make_s(a, icon_form(t, plain, form)));
}

// ["==", ["get", "ct_approx"], true]
static const struct ct_value *is_approx(struct ct_arena *a) {
  return CT_LIST(a, ct_make_s(a, "=="), ct_make_get(a, "ct_approx"), ct_value_of_bool(a, true));
}

// ["==", ["get", "ct_wide"], true]: the ring around it is larger than the mark.
static const struct ct_value *is_wide(struct ct_arena *a) {
  return CT_LIST(a, ct_make_s(a, "=="), ct_make_get(a, "ct_wide"), ct_value_of_bool(a, true));
}

static const struct ct_value *icon_image(struct ct_arena *a, const struct ct_bind_theme *t,
                                         const struct ct_bind_data *d, const char *theme_icon) {
  const struct ct_value *image = icons(a, t, d->spec, theme_icon, SOLID);
  if (d->approximate)
    image = CT_LIST(a, ct_make_s(a, "case"), is_approx(a), icons(a, t, d->spec, theme_icon, HOLLOW), image);
  if (!d->wide) return image;
  return CT_LIST(a, ct_make_s(a, "case"), is_wide(a), icons(a, t, d->spec, theme_icon, SURELY_HOLLOW), image);
}

// Class sizes multiply the theme's plain number.
static const struct ct_value *class_size(struct ct_arena *a, const struct ct_data *s,
                                         const struct ct_value *theme_size) {
  bool any = false;
  const struct ct_value **outs = CT_NEW_N(a, const struct ct_value *, s->nclasses);
  double base = ct_value_number(theme_size, 1);
  for (size_t i = 0; i < s->nclasses; i++) {
    any = any || s->classes[i].size != 1;
    outs[i] = ct_make_n(a, base * s->classes[i].size);
  }
  return any ? match_classes(a, s, outs, ct_make_n(a, base)) : theme_size;
}

// In the middle of its ring a mark is small: the ring is what shows the place.
static const struct ct_value *icon_size(struct ct_arena *a, const struct ct_bind_data *d,
                                        const struct ct_value *theme_size) {
  // A theme need not say it.
  const struct ct_value *size = class_size(a, d->spec, theme_size ? theme_size : ct_make_n(a, 1));
  if (!d->wide) return size;
  return CT_LIST(a, ct_make_s(a, "case"), is_wide(a),
                 CT_LIST(a, ct_make_s(a, "*"), ct_make_n(a, WIDE_SCALE), size), size);
}

static const struct ct_value *set_label(struct ct_arena *a, const struct ct_bind_theme *t,
                                        const struct ct_value *layer, const struct ct_bind_data *d) {
  const struct ct_data *s = d->spec;
  if (!s->label) return layer;
  layer =
      ct_make_set(a, layer, "layout", "text-field", ct_bind_own_label(ct_bind_label(a, s, t->font), d, a));
  if (!s->sort) return layer;
  return ct_make_set(a, layer, "layout", "symbol-sort-key",
                     CT_LIST(a, ct_make_s(a, "to-number"), ct_make_get(a, s->sort), ct_make_n(a, 1e6)));
}

// Radius in pixels, area proportional to the column, never under the smallest.
static const struct ct_value *bubble_radius(struct ct_arena *a, const struct ct_bind_data *d) {
  const struct ct_data_size *s = &d->spec->size;
  const struct ct_value *value =
      CT_LIST(a, ct_make_s(a, "to-number"), ct_make_get(a, s->column), ct_make_n(a, 0));
  const struct ct_value *share =
      CT_LIST(a, ct_make_s(a, "/"), CT_LIST(a, ct_make_s(a, "max"), ct_make_n(a, 0), value),
              ct_make_n(a, d->size_max > 0 ? d->size_max : 1));
  const struct ct_value *root = CT_LIST(a, ct_make_s(a, "sqrt"), share);
  return CT_LIST(a, ct_make_s(a, "max"), ct_make_n(a, s->min_px / 2),
                 CT_LIST(a, ct_make_s(a, "*"), ct_make_n(a, s->max_px / 2), root));
}

// ["step", value, color0, break1, color1, ...] over the ramp, spread evenly.
static const struct ct_value *shade_color(struct ct_arena *a, const struct ct_bind_theme *t,
                                          const struct ct_bind_data *d) {
  const struct ct_data_shade *s = &d->spec->shade;
  size_t classes = d->nbreaks + 1, ramp = t->ramp && t->ramp->kind == CT_ARRAY ? t->ramp->n : 0;
  ct_vec(const struct ct_value *) v = {0};
  ct_vec_push(a, &v, ct_make_s(a, "step"));
  ct_vec_push(a, &v, CT_LIST(a, ct_make_s(a, "to-number"), ct_make_get(a, s->column), ct_make_n(a, 0)));
  for (size_t i = 0; i < classes; i++) {
    size_t at = classes > 1 && ramp ? (i * (ramp - 1) + (classes - 1) / 2) / (classes - 1) : ramp / 2;
    if (i) ct_vec_push(a, &v, ct_make_n(a, d->breaks[i - 1]));
    ct_vec_push(a, &v, ct_make_s(a, s->ncolors > i ? s->colors[i] : cycle(t->ramp, at, "#D55E00")));
  }
  return ct_value_of_items(a, v.v, v.n);
}

// Rows of the listed classes only.
static const struct ct_value *class_filter(struct ct_arena *a, const struct ct_data *s) {
  const struct ct_value **values = CT_NEW_N(a, const struct ct_value *, s->nclasses);
  for (size_t i = 0; i < s->nclasses; i++) values[i] = ct_make_s(a, s->classes[i].value);
  return CT_LIST(a, ct_make_s(a, "in"), ct_make_text(a, s->class_column),
                 CT_LIST(a, ct_make_s(a, "literal"), ct_value_of_items(a, values, s->nclasses)));
}

// Where kinds of geometry are mixed, each role takes its own; NULL: all that is there.
static const struct ct_value *kind_filter(struct ct_arena *a, const char *role,
                                          const struct ct_bind_data *d) {
  bool mark = !strcmp(role, "mark") || !strcmp(role, "dot") || !strcmp(role, "edition-mark"),
       area_name = !strcmp(role, "area-label");
  bool line_name = !strcmp(role, "line-label"), line = !strcmp(role, "line");
  line |= !strcmp(role, "edition-line");
  area_name |= !strcmp(role, "edition-area");
  bool edition = ct_bind_edition_is(role), points = d->points || (edition && d->points_removed),
       lines = d->lines || (edition && d->lines_removed),
       polygons = d->polygons || (edition && d->polygons_removed);
  bool mixed = (mark && (lines || polygons)) || (line && polygons) || (area_name && (points || lines)) ||
               (line_name && (points || polygons));
  if (!mixed) return NULL;
  const char *kind = mark ? "Point" : area_name ? "Polygon" : "LineString";
  const char *several = mark ? "MultiPoint" : area_name ? "MultiPolygon" : "MultiLineString";
  return CT_LIST(a, ct_make_s(a, "match"), CT_LIST(a, ct_make_s(a, "geometry-type")),
                 CT_LIST(a, ct_make_s(a, kind), ct_make_s(a, several)), ct_value_of_bool(a, true),
                 ct_value_of_bool(a, false));
}

static const struct ct_value *set_filter(struct ct_arena *a, const struct ct_value *layer, const char *role,
                                         const struct ct_bind_data *d) {
  const struct ct_value *parts[4] = {ct_make_s(a, "all")};
  size_t n = 1;
  const struct ct_value *kind = kind_filter(a, role, d), *edition = ct_bind_edition_rows(a, layer, role, d);
  if (kind) parts[n++] = kind;
  if (d->spec->hide_other && d->spec->nclasses) parts[n++] = class_filter(a, d->spec);
  if (edition) parts[n++] = edition;
  if (n == 1) return layer;
  return ct_value_with(a, layer, "filter", n == 2 ? parts[1] : ct_value_of_items(a, parts, n));
}

const struct ct_value *ct_bind_class_labels(struct ct_arena *a, const struct ct_data *s) {
  const struct ct_value *out = ct_value_new(a, CT_OBJECT);
  for (size_t i = 0; i < s->nclasses; i++)
    out = ct_value_with(a, out, s->classes[i].value,
                        ct_make_s(a, s->classes[i].label ? s->classes[i].label : s->classes[i].value));
  return out;
}

// What the legend needs to know, see style/legend.h.
static const struct ct_value *legend(struct ct_arena *a, const char *role, const struct ct_bind_data *d) {
  const struct ct_data *s = d->spec;
  const char *name = s->heading ? s->heading : s->name;
  const struct ct_value *v = ct_value_with(a, NULL, "data", ct_make_s(a, s->name));
  if (s->heading) v = ct_value_with(a, v, "heading", ct_make_s(a, s->heading));
  const struct ct_value *derived = ct_bind_derived_legend(v, role, d, a);
  if (derived) return derived;
  if (!strcmp(role, "shade")) {
    v = ct_value_with(a, v, "kind", ct_make_s(a, "shade"));
    v = ct_value_with(a, v, "column", ct_make_s(a, s->shade.column));
    if (s->shade.label) v = ct_value_with(a, v, "heading", ct_make_s(a, s->shade.label));
    const struct ct_value **b = CT_NEW_N(a, const struct ct_value *, d->nbreaks);
    for (size_t i = 0; i < d->nbreaks; i++) b[i] = ct_make_n(a, d->breaks[i]);
    return ct_value_with(a, v, "breaks", ct_value_of_items(a, b, d->nbreaks));
  }
  if (d->own) {
    v = ct_value_with(a, v, "kind", ct_make_s(a, "own"));
    v = ct_value_with(a, v, "label", ct_make_s(a, name));
  } else if (s->nclasses) {
    v = ct_value_with(a, v, "column", ct_make_s(a, s->class_column));
    v = ct_value_with(a, v, "values", ct_bind_class_labels(a, s));
  } else {
    v = ct_value_with(a, v, "label", ct_make_s(a, name));
    if (!s->size.column) v = ct_value_with(a, v, "heading", ct_make_s(a, ""));
  }
  if (!strcmp(role, "bubble")) {
    double larger = d->enlarge > 0 ? d->enlarge : 1;
    v = ct_value_with(a, v, "size_column", ct_make_s(a, s->size.column));
    v = ct_value_with(a, v, "size_max", ct_make_n(a, d->size_max));
    v = ct_value_with(a, v, "size_label", ct_make_s(a, s->size.label ? s->size.label : s->size.column));
    v = ct_value_with(a, v, "size_max_px", ct_make_n(a, s->size.max_px * larger));
    v = ct_value_with(a, v, "size_min_px", ct_make_n(a, s->size.min_px * larger));
  }
  return v;
}

static const struct ct_value *paint_role(struct ct_arena *a, const struct ct_bind_theme *t,
                                         const struct ct_value *layer, const char *role,
                                         const struct ct_bind_data *d) {
  static const char *const color_keys[][2] = {{"mark", "icon-color"},      {"bubble", "circle-color"},
                                              {"dot", "circle-color"},     {"area", "fill-color"},
                                              {"area-edge", "line-color"}, {"line", "line-color"}};
  const struct ct_data *s = d->spec;
  for (size_t i = 0; i < sizeof color_keys / sizeof *color_keys; i++)
    if (!strcmp(role, color_keys[i][0])) {
      const struct ct_value *was = ct_value_get(ct_value_get(layer, "paint"), color_keys[i][1]);
      layer = ct_make_set(a, layer, "paint", color_keys[i][1], ct_bind_colors(a, t, s, was));
    }
  if (!strcmp(role, "shade")) layer = ct_make_set(a, layer, "paint", "fill-color", shade_color(a, t, d));
  if (!strcmp(role, "bubble")) {
    layer = ct_make_set(a, layer, "paint", "circle-radius", bubble_radius(a, d));
    // Large circles first, so that small ones stay visible.
    layer = ct_make_set(
        a, layer, "layout", "circle-sort-key",
        CT_LIST(a, ct_make_s(a, "-"),
                CT_LIST(a, ct_make_s(a, "to-number"), ct_make_get(a, s->size.column), ct_make_n(a, 0))));
  }
  return layer;
}

// The mark of a theme that draws marks as circles, which have no icons and no texts.
static bool is_circle_mark(const struct ct_value *layer, const char *role) {
  const char *type = ct_value_string(ct_value_get(layer, "type"));
  return !strcmp(role, "mark") && type && !strcmp(type, "circle");
}

// Above the line, once on most pages.
static const struct ct_value *along_lines(struct ct_arena *a, const struct ct_value *layer) {
  layer = ct_make_set(a, layer, "layout", "symbol-placement", ct_make_s(a, "line"));
  layer = ct_make_set(a, layer, "layout", "symbol-spacing", ct_make_n(a, 600));
  return ct_make_set(a, layer, "layout", "text-offset", CT_LIST(a, ct_make_n(a, 0), ct_make_n(a, -0.85)));
}

// Rings go round marks of any size; ghosts are marks like the others, and bubbles leave only their names to them.
static const struct ct_value *edition_role(struct ct_arena *a, const struct ct_bind_theme *t,
                                           const struct ct_value *layer, const char *role,
                                           const struct ct_bind_data *d) {
  const struct ct_value *paint = ct_value_get(layer, "paint"), *layout = ct_value_get(layer, "layout");
  const struct ct_value *radius = ct_value_get(paint, "circle-radius");
  bool ghost = ct_value_get(ct_value_get(layer, "metadata"), "cartouche:as-mark") != NULL;
  if (!strcmp(role, "edition-bubble"))
    return ct_make_set(a, layer, "paint", "circle-radius",
                       CT_LIST(a, ct_make_s(a, "+"), bubble_radius(a, d), radius ? radius : ct_make_n(a, 0)));
  if (radius) return ct_make_set(a, layer, "paint", "circle-radius", icon_size(a, d, radius));
  bool was = !strcmp(role, "moved-from");
  const char *icon = ct_value_string(ct_value_get(layout, "icon-image"));
  if (was && icon && !d->spec->size.column) {
    layer = ct_make_set(a, layer, "layout", "icon-image", icons(a, t, d->spec, icon, SOLID));
    return ct_make_set(a, layer, "layout", "icon-size",
                       class_size(a, d->spec, ct_value_get(layout, "icon-size")));
  }
  if (!ghost) return layer;
  layer = set_label(a, t, layer, d);
  if (d->spec->size.column) {
    layer = ct_make_set(a, layer, "layout", "icon-image", ct_make_s(a, "x"));
    return ct_make_set(a, layer, "layout", "icon-size", ct_make_n(a, 0.4));
  }
  layer = ct_make_set(a, layer, "layout", "icon-image", icon_image(a, t, d, icon ? icon : "circle"));
  return ct_make_set(a, layer, "layout", "icon-size", icon_size(a, d, ct_value_get(layout, "icon-size")));
}

static const struct ct_value *layout_role(struct ct_arena *a, const struct ct_bind_theme *t,
                                          const struct ct_value *layer, const char *role,
                                          const struct ct_bind_data *d) {
  const struct ct_value *layout = ct_value_get(layer, "layout");
  if (!strcmp(role, "mark")) {
    const char *icon = ct_value_string(ct_value_get(layout, "icon-image"));
    layer = ct_make_set(a, layer, "layout", "icon-image", icon_image(a, t, d, icon ? icon : "circle"));
    layer = ct_make_set(a, layer, "layout", "icon-size", icon_size(a, d, ct_value_get(layout, "icon-size")));
    return set_label(a, t, layer, d);
  }
  if (!strcmp(role, "edition-mark") || !strcmp(role, "edition-bubble") || !strcmp(role, "moved-from"))
    return edition_role(a, t, layer, role, d);
  bool ghost = ct_value_get(ct_value_get(layer, "metadata"), "cartouche:as-mark") != NULL;
  if (!strcmp(role, "area-label") || (!strcmp(role, "edition-area") && ghost))
    return set_label(a, t, layer, d);
  if (!strcmp(role, "line-label")) return set_label(a, t, along_lines(a, layer), d);
  if (strcmp(role, "bubble-label") != 0) return layer;
  layer = set_label(a, t, layer, d);
  double size = ct_value_number(ct_value_get(layout, "text-size"), 10);
  const struct ct_value *gap =
      CT_LIST(a, ct_make_s(a, "+"), ct_make_n(a, 0.25),
              CT_LIST(a, ct_make_s(a, "/"), bubble_radius(a, d), ct_make_n(a, size)));
  layer = ct_make_set(a, layer, "layout", "text-radial-offset", gap);
  if (d->spec->sort) return layer;
  return ct_make_set(
      a, layer, "layout", "symbol-sort-key",
      CT_LIST(a, ct_make_s(a, "-"),
              CT_LIST(a, ct_make_s(a, "to-number"), ct_make_get(a, d->spec->size.column), ct_make_n(a, 0))));
}

static bool in_legend(const char *role) {
  static const char *const roles[] = {"mark", "bubble", "dot",  "area",       "line",  "track",
                                      "ring", "shade",  "link", "range-ring", "sector"};
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (!strcmp(role, roles[i])) return true;
  return false;
}

const struct ct_value *ct_bind_role(const struct ct_bind_theme *t, const struct ct_value *layer,
                                    const char *role, const struct ct_bind_data *d, struct ct_arena *a) {
  const char *name = d->spec->name, *suffix = ct_bind_derived_suffix(role);
  if (!suffix) suffix = ct_bind_edition_suffix(role);
  if (!suffix) suffix = "";
  const char *own = ct_bind_edition_is(role) ? ct_value_string(ct_value_get(layer, "id")) : NULL, *id = role;
  if (own) id = own;
  layer = ct_value_with(a, layer, "id", ct_make_s(a, ct_arena_printf(a, "%s-%s", name, id)));
  layer = ct_value_with(a, layer, "source", ct_make_s(a, ct_arena_printf(a, "%s%s", name, suffix)));
  if (is_circle_mark(layer, role)) role = "dot";
  layer = paint_role(a, t, layer, role, d);
  layer = layout_role(a, t, layer, role, d);
  layer = ct_bind_derived(t, layer, role, d, a);
  layer = ct_bind_own(layer, role, d, a);
  layer = set_filter(a, layer, role, d);
  if (ct_bind_edition_is(role)) return ct_bind_edition_legend(layer, d, a);
  if (in_legend(role)) layer = ct_make_set(a, layer, "metadata", "cartouche:legend", legend(a, role, d));
  return layer;
}

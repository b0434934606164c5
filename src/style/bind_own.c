// SPDX-License-Identifier: MIT
// Own looks: rows drawn as their simplestyle columns say, and as the theme does where they say nothing.
#include "style/bind_own.h"

#include <stdbool.h>
#include <string.h>

#include "base/vec.h"
#include "model/simplestyle.h"
#include "style/bind.h"
#include "style/make.h"

static bool has(const struct ct_bind_data *d, enum ct_simplestyle column) {
  return d->own & 1U << column;
}

static const struct ct_value *get(struct ct_arena *a, enum ct_simplestyle column) {
  return ct_make_get(a, ct_simplestyle_names[column]);
}

// The first of two columns that holds a colour, with '#' or without, else `last`.
static const struct ct_value *color(struct ct_arena *a, const struct ct_bind_data *d,
                                    enum ct_simplestyle first, enum ct_simplestyle second,
                                    const struct ct_value *last) {
  ct_vec(const struct ct_value *) v = {0};
  const enum ct_simplestyle columns[2] = {first, second};
  ct_vec_push(a, &v, ct_make_s(a, "to-color"));
  for (int i = 0; i < 1 + (first != second); i++) {
    if (!has(d, columns[i])) continue;
    const char *name = ct_simplestyle_names[columns[i]];
    ct_vec_push(a, &v, get(a, columns[i]));
    ct_vec_push(a, &v, CT_LIST(a, ct_make_s(a, "concat"), ct_make_s(a, "#"), ct_make_text(a, name)));
  }
  if (v.n == 1) return last;
  ct_vec_push(a, &v, last);
  return ct_value_of_items(a, v.v, v.n);
}

// ["case", ["==", ["get", column], null], otherwise, then]
static const struct ct_value *if_null(struct ct_arena *a, enum ct_simplestyle column,
                                      const struct ct_value *otherwise, const struct ct_value *then) {
  const struct ct_value *null = ct_value_new(a, CT_NULL);
  return CT_LIST(a, ct_make_s(a, "case"), CT_LIST(a, ct_make_s(a, "=="), get(a, column), null), otherwise,
                 then);
}

// The column as a number within limits; `otherwise` where it is none.
static const struct ct_value *number(struct ct_arena *a, enum ct_simplestyle column,
                                     const struct ct_value *otherwise, double least, double most) {
  const struct ct_value *x = CT_LIST(a, ct_make_s(a, "to-number"), get(a, column), otherwise);
  x = CT_LIST(a, ct_make_s(a, "max"), ct_make_n(a, least),
              CT_LIST(a, ct_make_s(a, "min"), ct_make_n(a, most), x));
  return if_null(a, column, otherwise, x);
}

static const struct ct_value *was(struct ct_arena *a, const struct ct_value *layer, const char *key,
                                  double otherwise) {
  const struct ct_value *v = ct_value_get(ct_value_get(layer, "paint"), key);
  return v ? v : ct_make_n(a, otherwise);
}

// What is given in colour but says nothing of its opacity is as the specification has it: 0.6. An
// area that gives its edge's colour alone is filled with a breath of it.
static const struct ct_value *fill_opacity(struct ct_arena *a, const struct ct_value *layer,
                                           const struct ct_bind_data *d) {
  const struct ct_value *v = was(a, layer, "fill-opacity", 1);
  if (has(d, CT_SIMPLE_STROKE)) v = if_null(a, CT_SIMPLE_STROKE, v, ct_make_n(a, 0.2));
  if (has(d, CT_SIMPLE_FILL)) v = if_null(a, CT_SIMPLE_FILL, v, ct_make_n(a, 0.6));
  return has(d, CT_SIMPLE_FILL_OPACITY) ? number(a, CT_SIMPLE_FILL_OPACITY, v, 0, 1) : v;
}

static const struct ct_value *stroke(struct ct_arena *a, const struct ct_value *layer,
                                     const struct ct_bind_data *d, bool edge) {
  layer = ct_make_set(a, layer, "paint", "line-color",
                      color(a, d, CT_SIMPLE_STROKE, edge ? CT_SIMPLE_FILL : CT_SIMPLE_STROKE,
                            was(a, layer, "line-color", 0)));
  if (has(d, CT_SIMPLE_STROKE_WIDTH))
    layer = ct_make_set(a, layer, "paint", "line-width",
                        number(a, CT_SIMPLE_STROKE_WIDTH, was(a, layer, "line-width", 1), 0, 6));
  if (has(d, CT_SIMPLE_STROKE_OPACITY))
    layer = ct_make_set(a, layer, "paint", "line-opacity",
                        number(a, CT_SIMPLE_STROKE_OPACITY, was(a, layer, "line-opacity", 1), 0, 1));
  return layer;
}

// Icons of the set by name, the theme's mark for other names.
static const struct ct_value *icon(struct ct_arena *a, const struct ct_value *layer) {
  const struct ct_value *own =
      CT_LIST(a, ct_make_s(a, "image"), ct_make_text(a, ct_simplestyle_names[CT_SIMPLE_MARKER_SYMBOL]));
  const struct ct_value *theme = ct_value_get(ct_value_get(layer, "layout"), "icon-image");
  return CT_LIST(a, ct_make_s(a, "coalesce"), own, CT_LIST(a, ct_make_s(a, "image"), theme));
}

static const struct ct_value *marker(struct ct_arena *a, const struct ct_value *layer,
                                     const struct ct_bind_data *d) {
  layer = ct_make_set(
      a, layer, "paint", "icon-color",
      color(a, d, CT_SIMPLE_MARKER_COLOR, CT_SIMPLE_MARKER_COLOR, was(a, layer, "icon-color", 0)));
  if (has(d, CT_SIMPLE_MARKER_SYMBOL)) layer = ct_make_set(a, layer, "layout", "icon-image", icon(a, layer));
  if (!has(d, CT_SIMPLE_MARKER_SIZE)) return layer;
  double base = ct_value_number(ct_value_get(ct_value_get(layer, "layout"), "icon-size"), 1);
  return ct_make_set(
      a, layer, "layout", "icon-size",
      CT_LIST(a, ct_make_s(a, "match"), ct_make_text(a, ct_simplestyle_names[CT_SIMPLE_MARKER_SIZE]),
              ct_make_s(a, "small"), ct_make_n(a, base * 0.75), ct_make_s(a, "large"),
              ct_make_n(a, base * 1.4), ct_make_n(a, base)));
}

const struct ct_value *ct_bind_own(const struct ct_value *layer, const char *role,
                                   const struct ct_bind_data *d, struct ct_arena *a) {
  if (!d->own) return layer;
  if (!strcmp(role, "mark")) return marker(a, layer, d);
  if (!strcmp(role, "line")) return stroke(a, layer, d, false);
  if (!strcmp(role, "area-edge")) return stroke(a, layer, d, true);
  if (!strcmp(role, "dot"))
    return ct_make_set(
        a, layer, "paint", "circle-color",
        color(a, d, CT_SIMPLE_MARKER_COLOR, CT_SIMPLE_MARKER_COLOR, was(a, layer, "circle-color", 0)));
  if (strcmp(role, "area") != 0) return layer;
  const struct ct_value *opacity = fill_opacity(a, layer, d);
  layer = ct_make_set(a, layer, "paint", "fill-color",
                      color(a, d, CT_SIMPLE_FILL, CT_SIMPLE_STROKE, was(a, layer, "fill-color", 0)));
  return ct_make_set(a, layer, "paint", "fill-opacity", opacity);
}

const struct ct_value *ct_bind_own_label(const struct ct_value *text, const struct ct_bind_data *d,
                                         struct ct_arena *a) {
  if (!has(d, CT_SIMPLE_LABEL_SCALE)) return text;
  const struct ct_value *hidden =
      CT_LIST(a, ct_make_s(a, "=="), get(a, CT_SIMPLE_LABEL_SCALE), ct_make_n(a, 0));
  return CT_LIST(a, ct_make_s(a, "case"), hidden, ct_make_s(a, ""), text);
}

// SPDX-License-Identifier: MIT
// Layers: one style layer as it is compiled: its filter and properties as expressions.
#ifndef CT_STYLE_LAYER_H
#define CT_STYLE_LAYER_H

#include <stdbool.h>
#include <stddef.h>

#include "expr/expr.h"
#include "expr/spec.h"
#include "model/item.h"
#include "style/style.h"

struct ct_arena;
struct ct_diags;
struct ct_value;

struct ct_layer_property {
  const struct ct_spec *spec;
  const struct ct_value *value;  // as written, for its place
  struct ct_expr expr;
};

struct ct_layer {
  const char *id;
  const char *file;  // where it stands, or NULL
  enum ct_layer_type type;
  const char *type_name;
  const char *source, *source_layer;
  const struct ct_value *value;  // the layer
  const struct ct_value *metadata;
  double minzoom, maxzoom;
  size_t index;  // in that file
  bool has_filter;
  struct ct_expr filter;
  size_t n;
  const struct ct_layer_property *properties;  // those that are set
  size_t ncolumns;
  const char *const *columns;
  bool all_columns, constant;
};

struct ct_style {
  struct ct_arena *a;
  const char *file;
  struct ct_style_tail tail;  // of the document the theme is bound to
  size_t tail_from;
  const struct ct_value *root;
  const struct ct_value *global_state;                // defaults of the root's "state", or NULL
  bool (*image_known)(void *user, const char *name);  // NULL: every name
  void *image_user;
  double turn_deg;                // the map's turn on the page, clockwise
  double enlarge, enlarge_texts;  // how much larger than it says everything is drawn, and its texts
  size_t nlayers;
  const struct ct_layer *layers;
};

// Compiles a layer of the document (valid, as far as validation goes). False when its
// type is not drawn; that is a diagnostic.
bool ct_layer_compile(struct ct_style *s, const struct ct_value *value, size_t index, struct ct_diags *diags,
                      struct ct_layer *out);
// The property, or NULL when it is not set.
const struct ct_layer_property *ct_layer_find(const struct ct_layer *l, const char *name);
// "layers[3]: ..." findings at a place of the document.
void ct_layer_say(const struct ct_style *s, const struct ct_layer *l, struct ct_diags *diags,
                  const char *code, const struct ct_value *place, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

// A plain value, a function, a string with tokens or an expression as an expression.
const struct ct_value *ct_layer_expression(const struct ct_value *value, const struct ct_spec *spec,
                                           struct ct_arena *a, const char **message);
// The specification's default as a value; of kind null when there is none.
struct ct_val ct_layer_default(const struct ct_spec *spec, struct ct_arena *a);

#endif

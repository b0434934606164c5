// SPDX-License-Identifier: MIT
// Looks: how the properties of a layer type become the struct that is drawn.
#ifndef CT_STYLE_LOOK_H
#define CT_STYLE_LOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "expr/val.h"
#include "model/item.h"

struct ct_arena;

enum ct_look_kind {
  CT_LOOK_NUMBER,  // float, times factor
  CT_LOOK_FINE,    // the same, never rounded
  CT_LOOK_PAIR,    // two floats, times factor
  CT_LOOK_COLOR,   // struct ct_color
  CT_LOOK_BOOL,    // bool
  CT_LOOK_ENUM,    // int: place in `names`
  CT_LOOK_NAME,    // const char *, NULL: none
  CT_LOOK_VAL,     // struct ct_val
  CT_LOOK_GIVEN,   // bool: is the property set at all?
  CT_LOOK_SAME,    // bool: is it the same for all features?
  CT_LOOK_KIND = 15,
  // Added to a kind: evaluated at the whole zoom below, as MapLibre's tiles are; or at zoom 18.
  CT_LOOK_WHOLE_ZOOM = 16,
  CT_LOOK_CLOSE_UP = 32
};

struct ct_look_property {
  const char *name;
  unsigned kind;  // enum ct_look_kind
  size_t offset;  // in the raw struct
  double factor;
  const char *const *names;
};

// Texts and lists that equal styles share, and what is the same for the layer.
struct ct_look_pool {
  struct ct_arena *a;
  struct ct_map strings, lists;
  double grown;                        // by which things on tiles have grown since the whole zoom below
  double enlarge;                      // how much larger than the style says everything is
  double turn_sin, turn_cos;           // of the map's turn on the page, clockwise
  bool line_metrics;                   // of the source
  const struct ct_gradient *gradient;  // line-gradient
};

// The raw struct begins with the finished style; what follows it is known only here.
struct ct_look {
  size_t raw_size, style_size;
  size_t n;
  const struct ct_look_property *properties;
  void (*finish)(void *raw, struct ct_look_pool *pool);
};

extern const struct ct_look ct_look_background, ct_look_fill, ct_look_line, ct_look_circle, ct_look_symbol;
extern const struct ct_look ct_look_heatmap, ct_look_raster, ct_look_hillshade, ct_look_relief;
// NULL: a type that is not drawn.
const struct ct_look *ct_look_for(enum ct_layer_type type);
// The look with the lengths of its texts so much larger, and those of all else.
const struct ct_look *ct_look_enlarged(const struct ct_look *look, double texts, double marks,
                                       struct ct_arena *a);

// Puts a value into the raw struct; a null leaves it zero.
void ct_look_set(const struct ct_look_property *p, const struct ct_val *v, void *raw);

// Rounds a number or colour in the raw struct to what a page can show (1/64 pt, 1/255), so
// that a value which differs from row to row does not make a style a row.
void ct_look_snap(const struct ct_look_property *p, void *raw);

// Turns a shift on the map into one on the page when `on_map`.
void ct_look_turn(const struct ct_look_pool *pool, bool on_map, float *x, float *y);

// One pointer for equal texts; one for equal runs of bytes.
const char *ct_pool_string(struct ct_look_pool *pool, const char *s);
const void *ct_pool_bytes(struct ct_look_pool *pool, const void *data, size_t size);

// The text-transform of a symbol, for its texts.
enum ct_text_transform { CT_TRANSFORM_NONE, CT_TRANSFORM_UPPER, CT_TRANSFORM_LOWER };
// Members of the symbol's raw struct that making texts and items needs.
enum ct_text_transform ct_look_symbol_transform(const void *raw);
void ct_look_symbol_set_text(void *raw, bool has_text);

#endif

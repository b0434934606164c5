// SPDX-License-Identifier: MIT
// Specs: what the style specification says about one property or key.
#ifndef CT_EXPR_SPEC_H
#define CT_EXPR_SPEC_H

#include <stdbool.h>
#include <stddef.h>

struct ct_value;

enum ct_spec_type {
  CT_SPEC_NONE,
  CT_SPEC_ANY,
  CT_SPEC_NUMBER,
  CT_SPEC_STRING,
  CT_SPEC_BOOLEAN,
  CT_SPEC_COLOR,
  CT_SPEC_ENUM,
  CT_SPEC_ARRAY,
  CT_SPEC_FORMATTED,
  CT_SPEC_IMAGE,
  CT_SPEC_PADDING,
  CT_SPEC_NUMBER_ARRAY,
  CT_SPEC_COLOR_ARRAY,
  CT_SPEC_ANCHORS,
  CT_SPEC_PROJECTION_DEFINITION,
  // Parts of a document
  CT_SPEC_LAYER,
  CT_SPEC_LAYOUT,
  CT_SPEC_PAINT,
  CT_SPEC_FILTER,
  CT_SPEC_SOURCES,
  CT_SPEC_SOURCE,
  CT_SPEC_LIGHT,
  CT_SPEC_SKY,
  CT_SPEC_TERRAIN,
  CT_SPEC_PROJECTION,
  CT_SPEC_STATE,
  CT_SPEC_SPRITE,
  CT_SPEC_FONT_FACES,
  CT_SPEC_TRANSITION,
  CT_SPEC_PROMOTE_ID,
  CT_SPEC_FUNCTION_STOP,
  CT_SPEC_EXPRESSION
};

enum ct_property_type {
  CT_PROPERTY_NONE,
  CT_PROPERTY_CONSTANT,
  CT_PROPERTY_DATA_CONSTANT,
  CT_PROPERTY_DATA_DRIVEN,
  CT_PROPERTY_CROSS_FADED,
  CT_PROPERTY_CROSS_FADED_DATA_DRIVEN,
  CT_PROPERTY_COLOR_RAMP
};

struct ct_spec {
  const char *name;
  enum ct_spec_type type;
  enum ct_spec_type value;           // arrays: type of the items
  const struct ct_spec *value_spec;  // arrays of arrays
  size_t length;                     // arrays: 0 any
  size_t nvalues;                    // enums
  const char *const *values;
  bool values_are_numbers;
  const struct ct_value *fallback;  // the default; NULL: none
  double minimum, maximum;          // NaN: none
  bool required, transition, tokens;
  bool expression;          // takes expressions ...
  bool interpolated, zoom;  // ... that may interpolate, that may read the zoom
  enum ct_property_type property_type;
  const char *units;     // "pixels", "ems" ... or NULL
  const char *requires;  // what it has no effect without, as the specification's JSON; or NULL
};

static inline bool ct_spec_takes_data(const struct ct_spec *s) {
  return s->property_type == CT_PROPERTY_DATA_DRIVEN ||
         s->property_type == CT_PROPERTY_CROSS_FADED_DATA_DRIVEN;
}

#endif

// SPDX-License-Identifier: MIT
// Spec tables: every key and property of the style specification.
#ifndef CT_STYLE_SPEC_TABLES_H
#define CT_STYLE_SPEC_TABLES_H

#include <stddef.h>

#include "expr/spec.h"

// A part of a document: "$root", "layer", "paint_circle", "source_geojson", "light" ...
struct ct_spec_group {
  const char *name;
  size_t n;
  const struct ct_spec *specs;  // in the specification's order
};

// NULL: no such group.
const struct ct_spec_group *ct_spec_group(const char *name);
// NULL: no such key; g may be NULL.
const struct ct_spec *ct_spec_find(const struct ct_spec_group *g, const char *name);

#endif

// SPDX-License-Identifier: MIT
// Base: a theme's base map changed as a document asks: lines and names by policy, rasters under them.
#ifndef CT_STYLE_BASE_H
#define CT_STYLE_BASE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_document;
struct ct_value;

// New words for names of the base map: of the layer `source` ("seas"), or of all when NULL, those whose
// `column` is a key of `words`. "" and false: no name.
struct ct_base_names {
  const char *source, *column;
  const struct ct_value *words;
};

struct ct_base_request {
  const struct ct_document *doc;      // base parts and rasters
  const struct ct_value *boundaries;  // a policy of layers/policies.json, or NULL: lines stay as they are
  size_t nnames;
  const struct ct_base_names *names;              // later ones win
  const char *imagery_credit, *hillshade_credit;  // or NULL
};

// What the theme has layers for.
struct ct_base_found {
  bool boundaries;  // layers with metadata "cartouche:boundary"
  bool imagery, hillshade;
};

// Layers of the theme with metadata
//   "cartouche:boundary": "international", "zone", "casing", "disputed"  draw what the policy sorts so; "disputed" is
//       the model for each line that the policy gives a dash and a legend line; other words: not drawn by policy
//   "cartouche:part": "imagery", "hillshade"  get the document's raster as their source, or are left out
//   "cartouche:over-imagery": false, or { paint, layout ... }  are left out over imagery, or changed so
// Without a policy, names or rasters the theme is only rid of layers for rasters.
const struct ct_value *ct_base_apply(const struct ct_value *theme, const struct ct_base_request *q,
                                     struct ct_arena *a, struct ct_base_found *found);

#endif

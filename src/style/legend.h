// SPDX-License-Identifier: MIT
// Legend: entries made from what was drawn, keyed with the very styles used.
#ifndef CT_STYLE_LEGEND_H
#define CT_STYLE_LEGEND_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_items;
struct ct_legend;

// Reads each layer's metadata "cartouche:legend":
//   { heading, label }                       one entry
//   { heading, column, values: {v: label} }  one entry a class drawn, in that order
//   { ..., size_column, size_max, size_max_px, size_label }  plus round sample sizes
//   { heading, kind: "shade", column, breaks }  one entry a numeric class drawn
//   { heading, kind: "own", label }          one entry a look of rows that bring their own
//   { kind: "radii" }                        one entry that tells the radii of the rings drawn
//   { label, kind: "width", width_max, width_min_px, width_max_px, width_label }  and sample widths
// Classes of which nothing was drawn have no entry. Approximate rows (column
// ct_approx) make an entry of their own. Below a legend's own "minzoom" it has none.
// Entries live in `a`.
void ct_legend_build(const struct ct_items *const *layers, size_t n, double zoom, bool counts,
                     struct ct_arena *a, struct ct_legend *out);

#endif

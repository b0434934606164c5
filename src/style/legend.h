// SPDX-License-Identifier: MIT
// Legend: entries made from what was drawn, keyed with the very styles used.
#ifndef CT_STYLE_LEGEND_H
#define CT_STYLE_LEGEND_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_items;
struct ct_legend;

struct ct_legend_layer {
  const struct ct_items *items;
  double lo, hi;  // color-relief: heights that are shown; NaN: not known
};

struct ct_legend_request {
  size_t n;
  const struct ct_legend_layer *layers;
  double zoom;
  bool counts;
  // All classes are asked for: what layer i would draw of a class that is not in the frame (NULL: the one there is),
  // as one item or more of one look; NULL when it cannot be told. Without it such classes have no entry.
  const struct ct_items *(*absent)(void *user, size_t layer, const char *value);
  void *user;
};

// Reads each layer's metadata "cartouche:legend":
//   { heading, label }                       one entry
//   { heading, column, values: {v: label} }  one entry a class drawn, in that order
//   { ..., size_column, size_max, size_max_px, size_label }  plus circles of round sizes
//   { heading, kind: "shade", column, breaks }  one entry a numeric class drawn
//   { heading, kind: "own", label }          one entry a look of rows that bring their own
//   { ..., kind: "ring" }                    lines that go round a place
//   { label, labels: [..] }                  color-relief, heatmap, line-gradient with labels: a bar of colours
//   { kind: "radii" }                        one entry that tells the radii of the rings drawn
//   { heading, label, kind: "edition", order, over }  one entry for all layers of that heading and label; `over`: is drawn
//                                            over the key of the one before
//   { label, kind: "width", width_max, width_min_px, width_max_px, width_label }  and sample widths
// Classes of which nothing was drawn have no entry, unless asked for. Approximate rows (column
// ct_approx) make an entry of their own. Below a legend's own "minzoom" it has none.
// Entries live in `a`.
void ct_legend_build(const struct ct_legend_request *q, struct ct_arena *a, struct ct_legend *out);

#endif

// SPDX-License-Identifier: MIT
// Paint: items and placements to drawing ops of the map body.
#ifndef CT_PAINT_PAINT_H
#define CT_PAINT_PAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_grain;
struct ct_items;
struct ct_op;
struct ct_placement;
struct ct_placements;
struct ct_relief;
struct ct_shapes;
struct ct_view;

// Each adds one group named by the layer id to `body`.
void ct_paint_background(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                         const struct ct_shapes *sphere);
void ct_paint_fill(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                   const struct ct_shapes *areas, const struct ct_shapes *outlines);
// Lines; with `arrow` each line ends in an arrowhead.
void ct_paint_line(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                   const struct ct_shapes *lines, bool arrow);
void ct_paint_circle(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                     const struct ct_shapes *points);
// Symbol layer number `layer` of the label input.
void ct_paint_symbols(struct ct_arena *a, struct ct_op *body, const struct ct_items *items, size_t layer,
                      const struct ct_placements *placements);
// The grain's pixels as bytes r, g, b, a, not multiplied by alpha.
void ct_paint_raster(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                     const struct ct_grain *grain, const uint8_t *rgba);
// Hillshade and color-relief layers.
void ct_paint_relief(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                     const struct ct_grain *grain, const struct ct_relief *relief);
void ct_paint_heatmap(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                      const struct ct_shapes *points, const struct ct_grain *grain);

#endif

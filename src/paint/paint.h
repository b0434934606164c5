// SPDX-License-Identifier: MIT
// Paint: items and placements to drawing ops of the map body.
#ifndef CT_PAINT_PAINT_H
#define CT_PAINT_PAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/image.h"
#include "model/item.h"

struct ct_arena;
struct ct_grain;
struct ct_items;
struct ct_op;
struct ct_placement;
struct ct_placements;
struct ct_relief;
struct ct_shapes;
struct ct_stacked;
struct ct_view;

// What areas and lines are painted with: facts about images, the view that patterns are laid on, and
// whether the picture is to look like a web map's, with edges of areas as wide and dashes as slanted.
struct ct_paint_images {
  ct_image_info_fn *info;
  void *user;
  const struct ct_view *view;
  bool fringe;
};

// Each adds one group named by the layer id to `body`.
void ct_paint_background(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                         const struct ct_shapes *sphere, const struct ct_paint_images *images);
// Outlines may be NULL. NOLINTNEXTLINE(readability-function-size)
void ct_paint_fill(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                   const struct ct_shapes *areas, const struct ct_shapes *outlines,
                   const struct ct_paint_images *images);
// Lines; with `arrow` each line ends in an arrowhead.
void ct_paint_line(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                   const struct ct_shapes *lines, bool arrow, const struct ct_paint_images *images);
void ct_paint_circle(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                     const struct ct_shapes *points);
// Symbol layer number `layer` of the label input.
void ct_paint_symbols(struct ct_arena *a, struct ct_op *body, const struct ct_items *items, size_t layer,
                      const struct ct_placements *placements);
// Colours of what stacked marks have beside their icons: badges, hairlines, panels.
struct ct_stack_paint {
  struct ct_color ink, panel;
};
// Before the layer's symbols: hairlines and true points, and the panels under boxed texts of the layer.
void ct_paint_stacks_under(struct ct_arena *a, struct ct_op *body, const struct ct_stacked *stacked,
                           const struct ct_stack_paint *look);
void ct_paint_panels(struct ct_arena *a, struct ct_op *body, size_t layer,
                     const struct ct_placements *placements, const struct ct_stack_paint *look);
// After them: small marks in lists, badges with their numbers.
void ct_paint_lists(struct ct_arena *a, struct ct_op *body, const struct ct_stacked *stacked, size_t layer,
                    const struct ct_placements *placements);
void ct_paint_stacks_over(struct ct_arena *a, struct ct_op *body, const struct ct_stacked *stacked,
                          const struct ct_stack_paint *look);
// The grain's pixels as bytes r, g, b, a, not multiplied by alpha.
void ct_paint_raster(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                     const struct ct_grain *grain, const uint8_t *rgba);
// Hillshade and color-relief layers.
void ct_paint_relief(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                     const struct ct_grain *grain, const struct ct_relief *relief);
void ct_paint_heatmap(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                      const struct ct_shapes *points, const struct ct_grain *grain);

#endif

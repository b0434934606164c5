// SPDX-License-Identifier: MIT
// Legend lines: samples of lines whose width shows a number, and what rings tell of their radii.
#ifndef CT_STYLE_LEGEND_LINE_H
#define CT_STYLE_LEGEND_LINE_H

#include <stddef.h>

struct ct_arena;
struct ct_items;
struct ct_legend_entry;
struct ct_line_style;
struct ct_value;

// Up to three samples of round numbers, narrow ones first, drawn as wide as on the map, in the look of item 0.
// `heading` is theirs.
size_t ct_legend_widths(const struct ct_items *items, const struct ct_value *spec, const char *heading,
                        struct ct_arena *a, struct ct_legend_entry **out);
// The style with a width that says nothing.
const struct ct_line_style *ct_legend_plain_width(const struct ct_line_style *style,
                                                  const struct ct_value *spec, struct ct_arena *a);
// "Distance 500, 1300 and 5500 km", of the rings that are drawn.
const char *ct_legend_radii(const struct ct_items *items, struct ct_arena *a);

#endif

// SPDX-License-Identifier: MIT
// Legend scales: circles of round sizes and bars of colours, from what layers draw.
#ifndef CT_STYLE_LEGEND_SCALE_H
#define CT_STYLE_LEGEND_SCALE_H

#include <stdbool.h>

struct ct_arena;
struct ct_items;
struct ct_legend_entry;
struct ct_legend_layer;
struct ct_value;

// Fill in kind, style and scale of an entry; false: there is nothing to key.
bool ct_legend_sizes(const struct ct_items *items, const struct ct_value *spec, struct ct_arena *a,
                     struct ct_legend_entry *e);
bool ct_legend_ramp(const struct ct_legend_layer *layer, const struct ct_value *spec, struct ct_arena *a,
                    struct ct_legend_entry *e);
// Thin spaces in thousands, no needless digits.
const char *ct_legend_number(struct ct_arena *a, double x);
// Are all numbers of the column whole?
bool ct_legend_is_whole(const struct ct_items *items, int column);

#endif

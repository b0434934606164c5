// SPDX-License-Identifier: MIT
// Own looks in the legend: what rows that bring their own look have in common.
#ifndef CT_STYLE_LEGEND_OWN_H
#define CT_STYLE_LEGEND_OWN_H

#include <stddef.h>

struct ct_arena;
struct ct_fill_style;
struct ct_items;

struct ct_own_entry {
  size_t first, n;  // an item drawn so, and how many are
  const char *label;
  const struct ct_fill_style *fill;  // for areas: with the row's own edge; else NULL
};

// One entry a look drawn, at most 12 and one for all others. Where the values of a column (the folder
// before any other) go with one look each, an entry is a value; else it is named by its folder and
// colour. `name` stands for rows that have no value. Returns how many.
size_t ct_legend_own(const struct ct_items *items, const char *name, struct ct_arena *a,
                     struct ct_own_entry **out);

#endif

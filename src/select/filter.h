// SPDX-License-Identifier: MIT
// Filter: rows that meet a style's filter.
#ifndef CT_SELECT_FILTER_H
#define CT_SELECT_FILTER_H

#include <stdbool.h>

struct ct_arena;
struct ct_err;
struct ct_rows;
struct ct_table;
struct ct_value;

// The rows that pass the filter, evaluated at zoom 0 as MapLibre does for a source.
bool ct_select_filter(const struct ct_table *t, const struct ct_value *filter, struct ct_arena *a,
                      struct ct_rows *out, struct ct_err *err);

#endif

// SPDX-License-Identifier: MIT
// Gather: rows of a table, in any order, as a new table.
#ifndef CT_SELECT_GATHER_H
#define CT_SELECT_GATHER_H

#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_table;

// Columns, row numbers, ids and qualities of rows index[0..n-1]; `extra` empty places
// are left after the columns. Texts are shared with t. No geometry.
void ct_gather_cells(const struct ct_table *t, const uint32_t *index, size_t n, size_t extra,
                     struct ct_arena *a, struct ct_table *out);
// The geometry of rows index[0..n-1], with placed and bbox.
void ct_gather_geoms(const struct ct_table *t, const uint32_t *index, size_t n, struct ct_arena *a,
                     struct ct_table *out);

#endif

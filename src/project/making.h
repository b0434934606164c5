// SPDX-License-Identifier: MIT
// Making: a table's column of lines and areas in the making.
#ifndef CT_PROJECT_MAKING_H
#define CT_PROJECT_MAKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/table.h"

struct ct_err;

struct ct_making {
  struct ct_arena *arena;
  ct_vec(uint8_t) type, hole;
  ct_vec(uint32_t) part0, coord0;
  ct_vec(double) lonlat;
  size_t placed;
  double bbox[4];
};

// A row, then its parts, then their vertices.
void ct_making_row(struct ct_making *m, enum ct_geom_type type);
void ct_making_part(struct ct_making *m, bool hole);
void ct_making_vertex(struct ct_making *m, double lon, double lat);
// The table with this geometry in place of its own; columns are shared.
bool ct_making_finish(struct ct_making *m, const struct ct_table *of, struct ct_table *out,
                      struct ct_err *err);

// The one point of row i; false when it has none.
bool ct_row_point(const struct ct_table *t, size_t i, double *lon, double *lat);

#endif

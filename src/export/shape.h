// SPDX-License-Identifier: MIT
// Shape: a row's lines, areas or points as they are written: within -180..180, rings closed and the right way round.
#ifndef CT_EXPORT_SHAPE_H
#define CT_EXPORT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/table.h"

struct ct_str;

// Parts as in model/table.h, but a ring ends with its first point. Zeroed with arena set it is empty, and may be used
// for one row after the other.
struct ct_export_shape {
  struct ct_arena *arena;
  enum ct_geom_type type;
  bool multi;
  ct_vec(double) lonlat;  // 2 a point
  ct_vec(size_t) start;   // of each part, in points
  ct_vec(uint8_t) hole;   // of each part
};

// False: the row has no geometry.
bool ct_export_shape(const struct ct_table *t, size_t row, struct ct_export_shape *out);
// Where part i ends, in points.
size_t ct_export_shape_end(const struct ct_export_shape *s, size_t i);

// Appends a GeoJSON geometry, or WKT.
void ct_export_shape_json(const struct ct_export_shape *s, int decimals, struct ct_str *out);
void ct_export_shape_wkt(const struct ct_export_shape *s, int decimals, struct ct_str *out);

// ---- Between the files of this

void ct_export_shape_part(struct ct_export_shape *s, bool hole);
void ct_export_shape_add(struct ct_export_shape *s, double lon, double lat);
// Closes the last part's ring and turns it: exteriors counter-clockwise, holes clockwise.
void ct_export_shape_ring(struct ct_export_shape *s);
// Cuts what reaches over 180; false when it cannot be, and it stays as it is.
bool ct_export_shape_cut(struct ct_export_shape *s);

#endif

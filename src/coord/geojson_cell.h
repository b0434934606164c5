// SPDX-License-Identifier: MIT
// Geojson_cell: a GeoJSON point within one cell.
#ifndef CT_COORD_GEOJSON_CELL_H
#define CT_COORD_GEOJSON_CELL_H

#include <stddef.h>

#include "coord/coord.h"

// A trimmed text that begins with a brace: a Point, or a Feature with one.
enum ct_coord_kind ct_geojson_cell_read(const char *s, size_t n, struct ct_coord *out);

#endif

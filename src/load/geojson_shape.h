// SPDX-License-Identifier: MIT
// GeoJSON shape: a geometry object into a table under construction.
#ifndef CT_LOAD_GEOJSON_SHAPE_H
#define CT_LOAD_GEOJSON_SHAPE_H

#include <stdbool.h>

struct ct_build;
struct ct_json;

// Which kinds the geometry at j holds, as bits 1 << enum ct_geom_type (0: it is empty);
// false when it is not a GeoJSON geometry. The cursor's own copy is walked.
bool ct_shape_kinds(const struct ct_json *j, unsigned *kinds);
// Appends the parts of one kind to the build's last row. The geometry must have passed
// ct_shape_kinds.
void ct_shape_parts(const struct ct_json *j, unsigned kind, struct ct_build *b);

#endif

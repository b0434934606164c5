// SPDX-License-Identifier: MIT
// Ground: where a picture's pixels lie, as GDAL and its friends have it.
#ifndef CT_WRITE_GROUND_H
#define CT_WRITE_GROUND_H

#include <stdbool.h>

struct ct_err;
struct ct_scene;
struct ct_sink;
struct ct_write_options;

// Pixels to the map's CRS as GDAL's geotransform: x = gt[0] + column gt[1] + row gt[2], y = gt[3] + ... . It is
// that of the main map, for the whole page.
void ct_ground_transform(const struct ct_scene *scene, const struct ct_write_options *options, double gt[6]);
// The map's CRS as well-known text; fails in words when there is no map or its projection has no such text.
bool ct_ground_text(const struct ct_scene *scene, struct ct_sink *out, struct ct_err *err);
// The six lines of a world file.
bool ct_ground_world(const double gt[6], struct ct_sink *out);
// What GDAL, QGIS and ArcGIS read beside a picture: the CRS and the transform, as XML.
bool ct_ground_aux(const struct ct_scene *scene, const double gt[6], struct ct_sink *out, struct ct_err *err);

#endif

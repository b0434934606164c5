// SPDX-License-Identifier: MIT
// GeoJSON: features with their ids and property types as they are written (RFC 7946); also plain lists of objects.
#ifndef CT_LOAD_GEOJSON_H
#define CT_LOAD_GEOJSON_H

#include <stdbool.h>
#include <stddef.h>

struct ct_load_run;

// May this path be read here?
bool ct_geojson_named(const char *path);
// Reads the text into r->build. *mine is false, with nothing done, when it is another
// kind of JSON (TopoJSON, Esri JSON ...): OGR may know it. OGR's own driver is not used
// for GeoJSON because it turns mixed properties into texts and loses ids.
bool ct_geojson_read(struct ct_load_run *r, const char *text, size_t size, bool *mine);
// The same for a file.
bool ct_geojson_read_file(struct ct_load_run *r, const char *path, bool *mine);

#endif

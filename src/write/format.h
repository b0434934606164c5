// SPDX-License-Identifier: MIT
// Format: what each output format gives to the table of writers.
#ifndef CT_WRITE_FORMAT_H
#define CT_WRITE_FORMAT_H

#include <stdbool.h>

struct ct_draw;
struct ct_err;
struct ct_scene;
struct ct_sink;
struct ct_write_options;

// Draws the scene and puts the document's bytes. False: either err is filled, or the sink
// has failed.
typedef bool ct_format_fn(const struct ct_scene *scene, struct ct_draw *draw,
                          const struct ct_write_options *options, struct ct_sink *sink, struct ct_err *err);

ct_format_fn ct_png_write, ct_pdf_write, ct_svg_write, ct_jpeg_write, ct_webp_write, ct_geotiff_write;

// Can a GeoTIFF say where the scene's map lies?
bool ct_geotiff_accepts(const struct ct_scene *scene, struct ct_err *err);

// The scene's date as a full day "YYYY-MM-DD" in buf; false when it has none or is no date.
bool ct_scene_date(const struct ct_scene *scene, char buf[11]);
// The same with the time of day: "YYYY-MM-DDThh:mm:ssZ", midnight where none is given.
bool ct_scene_time(const struct ct_scene *scene, char buf[21]);
// One of the two in buf, with a time of day only where one is given; NULL: none.
const char *ct_scene_when(const struct ct_scene *scene, char buf[21]);

#endif

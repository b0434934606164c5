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

// A format that holds many pages. `open` gives the state, or NULL and an error; `page` and `close` are false as
// ct_format_fn is; after `close` nothing more is put. `drop` frees the state and may come at any time.
struct ct_pages_format {
  void *(*open)(struct ct_sink *sink, const struct ct_write_options *options, struct ct_err *err);
  bool (*page)(void *state, const struct ct_scene *scene, struct ct_draw *draw, struct ct_err *err);
  bool (*close)(void *state, struct ct_err *err);
  void (*drop)(void *state);
};

extern const struct ct_pages_format ct_pdf_pages;

ct_format_fn ct_png_write, ct_pdf_write, ct_svg_write, ct_jpeg_write, ct_webp_write, ct_geotiff_write;

// Can a GeoTIFF say where the scene's map lies?
bool ct_geotiff_accepts(const struct ct_scene *scene, struct ct_err *err);

// What each format is.
struct ct_writer {
  const char *name, *alias;
  ct_format_fn *write;
  const char *world;  // extension of the world file that goes with it; NULL: it is not of pixels
  bool has_alpha, has_crs;
  const struct ct_pages_format *pages;  // NULL: one page a file
};

// The scene's date as a full day "YYYY-MM-DD" in buf; false when it has none or is no date.
bool ct_scene_date(const struct ct_scene *scene, char buf[11]);
// The same with the time of day: "YYYY-MM-DDThh:mm:ssZ", midnight where none is given.
bool ct_scene_time(const struct ct_scene *scene, char buf[21]);
// One of the two in buf, with a time of day only where one is given; NULL: none.
const char *ct_scene_when(const struct ct_scene *scene, char buf[21]);

#endif

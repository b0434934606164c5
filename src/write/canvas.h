// SPDX-License-Identifier: MIT
// Canvas: a scene drawn as pixels, for the formats that are made of them.
#ifndef CT_WRITE_CANVAS_H
#define CT_WRITE_CANVAS_H

#include <stdbool.h>

#include "write/png_rows.h"

struct ct_draw;
struct ct_err;
struct ct_scene;
struct ct_write_options;
typedef struct _cairo_surface cairo_surface_t;

struct ct_canvas {
  cairo_surface_t *surface;
  void *memory;  // of the pixels
  struct ct_pixels pixels;
};

// What a format can hold, and what it is called in messages.
struct ct_canvas_limits {
  const char *format;
  int max_side_px;
};

// Draws the scene at the options' size. Release it in either case.
bool ct_canvas_draw(const struct ct_scene *scene, struct ct_draw *draw,
                    const struct ct_write_options *options, struct ct_canvas_limits limits,
                    struct ct_canvas *out, struct ct_err *err);
void ct_canvas_release(struct ct_canvas *canvas);

#endif

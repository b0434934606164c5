// SPDX-License-Identifier: MIT
// Sample: colours and heights of a picture between and across its pixels.
#ifndef CT_PROJECT_SAMPLE_H
#define CT_PROJECT_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "model/raster.h"

struct ct_arena;

enum { CT_LEVELS = 16 };

// A piece and the halved copies of it that have been asked for.
struct ct_pyramid {
  const struct ct_raster_piece *piece;
  struct ct_level {
    int w, h;
    const uint32_t *pixels;
    const float *elevation;
  } level[CT_LEVELS];
};

// Pixel coordinates of a place; false: it is not in the picture.
bool ct_piece_find(const struct ct_raster_piece *p, double x, double y, double *u, double *v);
// Pixels of the picture that a step in the plane crosses.
double ct_piece_steps(const struct ct_raster_piece *p, double dx, double dy);

// The level, made when it is new; the smallest for numbers beyond.
const struct ct_level *ct_pyramid_level(struct ct_pyramid *p, int level, struct ct_arena *a);

// The colour at u, v of a level (in its own pixels), multiplied by alpha, 0..255: blended between
// pixels or the nearest one; the edge goes on outwards.
void ct_level_color(const struct ct_level *l, double u, double v, bool nearest, float out[4]);
// The height; NaN where the nearest pixel has none.
float ct_level_height(const struct ct_level *l, double u, double v, bool nearest);

#endif

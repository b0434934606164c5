// SPDX-License-Identifier: MIT
// Hairline: lines one pixel wide put straight into image data.
#ifndef CT_DRAW_HAIRLINE_H
#define CT_DRAW_HAIRLINE_H

#include "model/item.h"

struct ct_canvas;
struct ct_path;

// Draws the path's lines as MapLibre's GPU does: one pixel a column, or a row where the line is
// steep, paler the farther the line passes from the pixel's centre (fill_outline.fragment.glsl).
void ct_hairline_draw(const struct ct_canvas *canvas, const struct ct_path *path, struct ct_color color);
// The same for the edges of areas that run clockwise, holes the other way: only pixels whose centres
// lie outside.
void ct_hairline_fringe(const struct ct_canvas *canvas, const struct ct_path *path, struct ct_color color);

#endif

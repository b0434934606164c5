// SPDX-License-Identifier: MIT
// SVG paths: fills and strokes of the scene.
#ifndef CT_WRITE_SVG_PATH_H
#define CT_WRITE_SVG_PATH_H

#include <stdbool.h>

struct ct_fill_op;
struct ct_path;
struct ct_stroke_op;
struct ct_svg;

void ct_svg_fill(struct ct_svg *s, const struct ct_fill_op *op);
void ct_svg_stroke(struct ct_svg *s, const struct ct_stroke_op *op);
// The stroke's dashes as attributes, begun `along` points after its own beginning; false: it is solid.
bool ct_svg_dash(struct ct_svg *s, const struct ct_stroke_op *op, double along);

#endif

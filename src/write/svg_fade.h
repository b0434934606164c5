// SPDX-License-Identifier: MIT
// SVG fades: a stroke whose colours run along it, as pieces with gradients.
#ifndef CT_WRITE_SVG_FADE_H
#define CT_WRITE_SVG_FADE_H

struct ct_stroke_op;
struct ct_svg;

// The pieces of a stroke with a ramp; width, joins and the opacity in its colour are the group's around them.
void ct_svg_fades(struct ct_svg *s, const struct ct_stroke_op *op);

#endif

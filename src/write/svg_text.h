// SPDX-License-Identifier: MIT
// SVG texts: runs as text that can be searched and edited, or as outlines.
#ifndef CT_WRITE_SVG_TEXT_H
#define CT_WRITE_SVG_TEXT_H

struct ct_svg;
struct ct_text_op;

void ct_svg_run(struct ct_svg *s, const struct ct_text_op *op);

#endif

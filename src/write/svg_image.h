// SPDX-License-Identifier: MIT
// SVG images: pixels as PNG files within the document.
#ifndef CT_WRITE_SVG_IMAGE_H
#define CT_WRITE_SVG_IMAGE_H

struct ct_image_op;
struct ct_rect;
struct ct_svg;
typedef struct _cairo_surface cairo_surface_t;

void ct_svg_image(struct ct_svg *s, const struct ct_image_op *op);
// An ARGB32 surface's pixels in a rectangle, alpha times `opacity`.
void ct_svg_image_surface(struct ct_svg *s, cairo_surface_t *image, const struct ct_rect *to, double opacity);

#endif

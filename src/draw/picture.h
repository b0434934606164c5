// SPDX-License-Identifier: MIT
// Picture: a sprite's image drawn as a mark: whole, stretched in its zones, or from a distance field.
#ifndef CT_DRAW_PICTURE_H
#define CT_DRAW_PICTURE_H

struct ct_sheet;
struct ct_sheet_image;
struct ct_symbol;
typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;

// Draws the symbol's image in user space (page points), centred on 0,0 and turned. `plain` is
// the image alone (ct_sheet_surface), `scale` device pixels a point, 0 on vector surfaces.
void ct_picture_draw(cairo_t *cr, const struct ct_sheet_image *image, cairo_surface_t *plain,
                     const struct ct_symbol *s, double scale);

#endif

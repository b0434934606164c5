// SPDX-License-Identifier: MIT
// Mark: one mark drawn as a path, on any surface.
#ifndef CT_DRAW_MARK_H
#define CT_DRAW_MARK_H

struct ct_icons;
struct ct_symbol;
typedef struct _cairo cairo_t;

// Draws the symbol with its centre at x, y in user space. Icons that are not in the set are left
// out. `scale` is device pixels a point, 0 on vector surfaces.
void ct_mark_draw(cairo_t *cr, struct ct_icons *icons, const struct ct_symbol *s, double scale, double x,
                  double y);
// Width of a circle's edge as far as it matters: a blur runs over an edge that does not show.
double ct_circle_edge(const struct ct_symbol *s);
// The path of a circle's ring between two radii, or of a disc when inner is 0; to be filled.
void ct_mark_ring(cairo_t *cr, double inner, double outer);
// Adds a circle round the origin to the path.
void ct_mark_add_circle(cairo_t *cr, double radius);

#endif

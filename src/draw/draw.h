// SPDX-License-Identifier: MIT
// Draw: plays a scene on a Cairo context.
#ifndef CT_DRAW_DRAW_H
#define CT_DRAW_DRAW_H

#include <stdbool.h>

struct ct_arena;
struct ct_draw;
struct ct_diags;
struct ct_err;
struct ct_scene;
typedef struct _cairo cairo_t;

// Icons (*.svg under icons_dir and its subfolders, by stem; the first in
// shapes/, cartouche/, maki/ order wins) are loaded on demand and kept.
bool ct_draw_new(const char *icons_dir, struct ct_diags *diags, struct ct_draw **out, struct ct_err *err);
void ct_draw_free(struct ct_draw *d);
// The icon's own size in points (its SVG pixels times 0.75); false: no such icon.
bool ct_draw_icon_size(struct ct_draw *d, const char *icon, float *w, float *h);

// Plays the scene. The context's user space is page points. `device_scale` is device
// pixels a point on image surfaces, 0 on vector surfaces.
bool ct_draw_scene(struct ct_draw *d, const struct ct_scene *scene, cairo_t *cr, double device_scale,
                   struct ct_err *err);

#endif

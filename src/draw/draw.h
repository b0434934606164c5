// SPDX-License-Identifier: MIT
// Draw: plays a scene on a Cairo context.
#ifndef CT_DRAW_DRAW_H
#define CT_DRAW_DRAW_H

#include <stdbool.h>

#include "model/image.h"

struct ct_arena;
struct ct_draw;
struct ct_diags;
struct ct_err;
struct ct_icons;
struct ct_scene;
typedef struct _cairo cairo_t;

// Icons (*.svg under icons_dir and its subfolders, by stem; the first in
// shapes/, cartouche/, maki/ order wins) are loaded on demand and kept.
bool ct_draw_new(const char *icons_dir, struct ct_diags *diags, struct ct_draw **out, struct ct_err *err);
void ct_draw_free(struct ct_draw *d);
// A sprite of the style: `path` is the sprite's base (path.json and path.png, with @2x preferred when
// `fine`), or a folder of SVG files. Its images are named "id:name", or "name" when id is NULL (kept,
// not copied), and hide icons of that name.
bool ct_draw_add_sprite(struct ct_draw *d, const char *id, const char *path, bool fine, struct ct_err *err);
// A picture of that name (kept, not copied), an SVG or PNG file in its own colours; it hides icons of that name.
bool ct_draw_add_picture(struct ct_draw *d, const char *name, const char *path, struct ct_err *err);
// Facts about an image; ct_image_info_fn with the ct_draw as user.
bool ct_draw_image_info(void *draw, const char *name, struct ct_image_info *out);
// The icon's own size in points (its SVG pixels times 0.75); false: no such icon.
bool ct_draw_icon_size(struct ct_draw *d, const char *icon, float *w, float *h);

// The icons, lent to a writer that does without Cairo. Until NULL is given as oom (a jmp_buf *), being out
// of memory goes there.
struct ct_icons *ct_draw_lend_icons(struct ct_draw *d, void *oom);
// Tells once a name of an icon that there is not.
void ct_draw_tell_missing(struct ct_draw *d, const char *icon);

// Plays the scene. The context's user space is page points. `device_scale` is device
// pixels a point on image surfaces, 0 on vector surfaces.
bool ct_draw_scene(struct ct_draw *d, const struct ct_scene *scene, cairo_t *cr, double device_scale,
                   struct ct_err *err);

// "2.54.7", in the arena.
const char *ct_draw_librsvg_version(struct ct_arena *a);

#endif

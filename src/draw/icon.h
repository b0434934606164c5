// SPDX-License-Identifier: MIT
// Icon: a style's sprites, and SVG files loaded on demand and drawn as vectors by librsvg.
#ifndef CT_DRAW_ICON_H
#define CT_DRAW_ICON_H

#include <stdbool.h>
#include <stddef.h>

#include "model/image.h"

struct ct_arena;
struct ct_icon;
struct ct_icons;
struct ct_sheet;
struct ct_sheet_image;
struct ct_symbol;
typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;

// dir is copied. A folder that is missing holds no icons.
struct ct_icons *ct_icons_new(struct ct_arena *a, const char *dir);
// Releases the sprites and the SVG documents; documents with other references live on.
void ct_icons_release(struct ct_icons *set);
// A sprite, whose images hide icons of the same name: "id:name", or "name" when id is NULL.
// The set takes the sheet over.
void ct_icons_add_sheet(struct ct_icons *set, const char *id, struct ct_sheet *sheet);
// One SVG file, which is the icon of that name.
void ct_icons_add_file(struct ct_icons *set, const char *name, const char *path);
// A folder of SVG files that is looked through before the set's own; id as above.
void ct_icons_add_folder(struct ct_icons *set, const char *id, const char *dir);

// The icon of that name ("rocket", or "maki/rocket" for one folder's), or NULL.
const struct ct_icon *ct_icon_find(struct ct_icons *set, const char *name);
// Is there no such icon? True only the first time for a name, so that it is said once.
bool ct_icon_missing(struct ct_icons *set, const char *name);
// Size and such, in style pixels.
void ct_icon_info(const struct ct_icon *icon, struct ct_image_info *out);
// The sprite's image behind the icon, or NULL: it is an SVG file. *plain (may be NULL) is the
// image alone; it belongs to the set.
const struct ct_sheet_image *ct_icon_image(const struct ct_icon *icon, cairo_surface_t **plain);

// The text of the SVG file behind the icon, n bytes; NULL: it is an image. It lives as long as the set.
const char *ct_icon_source(const struct ct_icon *icon, size_t *n);

// Has it colours of its own, so that it is no shape of one colour?
bool ct_icon_is_picture(const struct ct_icon *icon);

// Keeps the SVG icon's document alive beyond its set, for as long as needed.
void *ct_icon_ref(const struct ct_icon *icon);
void ct_icon_unref(void *document);

enum ct_icon_part { CT_ICON_FILL, CT_ICON_HALO };

// Draws the symbol's icon in user space, centred on 0,0 and turned. CT_ICON_HALO draws
// the shape grown by edge_width. Colour and alpha are the symbol's when `colored`, else
// opaque black (for masks). `document` is what ct_icon_ref gave.
bool ct_icon_draw(void *document, const struct ct_symbol *s, enum ct_icon_part part, bool colored,
                  cairo_t *cr);

#endif

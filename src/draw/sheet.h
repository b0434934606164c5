// SPDX-License-Identifier: MIT
// Sheet: a style's sprite, an index of named images in one PNG.
#ifndef CT_DRAW_SHEET_H
#define CT_DRAW_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "model/image.h"

struct ct_arena;
struct ct_err;
struct ct_sheet;
typedef struct _cairo_surface cairo_surface_t;

// A pair of image pixels between which the image may be stretched.
struct ct_stretch_zone {
  float from, to;
};

// One image. Pixels of the image, not style pixels, unless said otherwise.
struct ct_sheet_image {
  const char *name;
  struct ct_image_info info;  // style pixels
  int x, y, w, h;             // in the sheet
  float ratio;                // image pixels a style pixel
  bool sdf;
  size_t nstretch_x, nstretch_y;  // 0: none given
  const struct ct_stretch_zone *stretch_x, *stretch_y;
  bool has_content;
  float content[4];
};

// Reads `base`.json and `base`.png; with `fine` the files of `base`@2x are preferred. What is
// read belongs to the arena, but the pixels are released with ct_sheet_release.
bool ct_sheet_read(struct ct_arena *a, const char *base, bool fine, struct ct_sheet **out,
                   struct ct_err *err);
// One PNG as a sheet of one image of that name.
bool ct_sheet_read_picture(struct ct_arena *a, const char *name, const char *path, struct ct_sheet **out,
                           struct ct_err *err);
void ct_sheet_release(struct ct_sheet *s);

const struct ct_sheet_image *ct_sheet_find(const struct ct_sheet *s, const char *name);
size_t ct_sheet_size(const struct ct_sheet *s);

// A new surface that holds the image alone (ARGB32, premultiplied; of a distance field its
// alpha is the distance); NULL when out of memory. The caller destroys it.
cairo_surface_t *ct_sheet_surface(const struct ct_sheet *s, const struct ct_sheet_image *image);

#endif

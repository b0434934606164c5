// SPDX-License-Identifier: MIT
// Image facts: size, stretching and content of a style's image (sprite or icon file), known before it is drawn.
#ifndef CT_MODEL_IMAGE_H
#define CT_MODEL_IMAGE_H

#include <stdbool.h>

enum ct_text_fit { CT_FIT_STRETCH_OR_SHRINK, CT_FIT_STRETCH_ONLY, CT_FIT_PROPORTIONAL };

// Sizes in style pixels (image pixels divided by the image's own pixelRatio).
struct ct_image_info {
  float w, h;
  bool one_color;  // drawn in icon-color: signed distance fields and the bundled icons
  bool has_ink;    // ink: left, top, right, bottom of what is drawn at all; else that is not known
  float ink[4];
  bool has_content;
  float content[4];  // left, top, right, bottom: where text goes under icon-text-fit
  enum ct_text_fit fit_width, fit_height;
  float fixed_w, fixed_h;  // of the content (or all), what is never stretched; 0: all is
};

// False: there is no such image.
typedef bool ct_image_info_fn(void *user, const char *name, struct ct_image_info *out);

#endif

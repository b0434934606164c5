// SPDX-License-Identifier: MIT
// SVG icon: the shapes of an icon's own SVG file, to be put into another document.
#ifndef CT_WRITE_SVG_ICON_H
#define CT_WRITE_SVG_ICON_H

#include <stdbool.h>
#include <stddef.h>

struct ct_svg;

// The part of the file's own space that is shown.
struct ct_svg_icon {
  const char *text;
  size_t n;
  double x, y, w, h;
  bool own_colors;
};

// Looks through the file: false when it has anything but shapes and groups whose looks are in plain
// attributes, so that it cannot stand in another document as it is.
bool ct_svg_icon_read(const char *text, size_t n, bool own_colors, struct ct_svg_icon *out);
// Puts the shapes. Without own colours they are in those of the group around them: `edge` tells that
// this is the halo, for which every shape has a stroke.
void ct_svg_icon_put(struct ct_svg *s, const struct ct_svg_icon *icon, bool edge);

#endif

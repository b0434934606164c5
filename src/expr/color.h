// SPDX-License-Identifier: MIT
// Colours: CSS texts, colour spaces, interpolation.
#ifndef CT_EXPR_COLOR_H
#define CT_EXPR_COLOR_H

#include <stdbool.h>

// Multiplied by alpha, 0..1; where a == 0, r g b are the colour's own values.
struct ct_rgba {
  double r, g, b, a;
};

enum ct_color_space { CT_SPACE_RGB, CT_SPACE_HCL, CT_SPACE_LAB };

// From components that are not multiplied by alpha.
struct ct_rgba ct_rgba_from(double r, double g, double b, double a);
// Components not multiplied by alpha.
void ct_rgba_split(const struct ct_rgba *c, double out[4]);
// CSS Color 4: names, #hex, rgb(), rgba(), hsl(), hsla().
bool ct_rgba_parse(const char *text, struct ct_rgba *out);
struct ct_rgba ct_rgba_mix(const struct ct_rgba *from, const struct ct_rgba *to, double t,
                           enum ct_color_space space);

#endif

// SPDX-License-Identifier: MIT
// Colour spaces: sRGB to CIE Lab (D50), HCL and HSL and back; four components, the last is alpha.
#ifndef CT_EXPR_COLOR_SPACE_H
#define CT_EXPR_COLOR_SPACE_H

void ct_space_rgb_to_lab(const double rgb[4], double lab[4]);
void ct_space_lab_to_rgb(const double lab[4], double rgb[4]);
// Hue in degrees, NaN for greys.
void ct_space_rgb_to_hcl(const double rgb[4], double hcl[4]);
void ct_space_hcl_to_rgb(const double hcl[4], double rgb[4]);
// Hue in degrees, saturation and lightness in percent.
void ct_space_hsl_to_rgb(const double hsl[4], double rgb[4]);

#endif

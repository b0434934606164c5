// SPDX-License-Identifier: MIT
// Colour names: the named colours of CSS Color 4, sorted.
#ifndef CT_EXPR_COLOR_NAMES_H
#define CT_EXPR_COLOR_NAMES_H

// Red, green, blue 0..255 of a lower-case name; NULL: no such name.
const unsigned char *ct_color_name(const char *name);

#endif

// SPDX-License-Identifier: MIT
// Furniture: what a document says of the page around the map.
#ifndef CT_MODEL_FURNITURE_H
#define CT_MODEL_FURNITURE_H

#include <stdbool.h>
#include <stddef.h>

// A line at the head and the foot of the page that says who may see it. NULL colours: by the usual ones of
// the text's first words (UNCLASSIFIED green, CONFIDENTIAL blue ...), else the theme's.
struct ct_classification {
  const char *text;  // NULL: none
  const char *color, *text_color;
};

struct ct_furniture {
  const char *template;    // name of a file in styles/pages, or a path; NULL: by the page's size
  const char *map_number;  // "Map No. 4163 Rev. 2", or NULL
  struct ct_classification classification;
  const char *logo;        // path of an SVG or PNG, resolved; NULL: none
  double logo_height_mm;   // 0: the template's
  const char *disclaimer;  // NULL: that of the boundaries' policy, if any
};

#endif

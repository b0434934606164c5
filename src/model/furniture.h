// SPDX-License-Identifier: MIT
// Furniture: what a document says of the page around the map.
#ifndef CT_MODEL_FURNITURE_H
#define CT_MODEL_FURNITURE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/template.h"

struct ct_data;

// A line at the head and the foot of the page that says who may see it. NULL colours: by the usual ones of
// the text's first words (UNCLASSIFIED green, CONFIDENTIAL blue ...), else the theme's.
struct ct_classification {
  const char *text;  // NULL: none
  const char *color, *text_color;
  int line;  // in the document
};

// What is known of a source besides its text, which stands in the document's `sources`.
struct ct_source_note {
  const char *text;
  const char *id, *url;  // NULL: none
};

struct ct_furniture {
  const char *template;  // name of a file in styles/pages, or a path; NULL: by the page's size
  const struct ct_template *as_template;  // read; NULL: the program's own
  enum ct_legend_at legend_at;
  const char *map_number;  // "Map No. 4163 Rev. 2", or NULL
  struct ct_classification classification;
  const char *logo;        // path of an SVG or PNG, resolved; NULL: none
  int logo_line;           // in the document
  double logo_height_mm;   // 0: the template's
  double logo_ratio;       // width / height, once it has been opened
  const char *disclaimer;  // NULL: that of the boundaries' policy, if any
  const char *credit;      // of the base map, or NULL
  size_t nnotes;
  const struct ct_source_note *notes;
  size_t nnumbered;  // so many of the document's first sources have numbers, from 1
  // Filled in by the render: sources and data as the document has them, before they were numbered.
  bool listed_known;
  size_t nlisted;
  const char *const *listed;
  const struct ct_data *plain_data;
};

#endif

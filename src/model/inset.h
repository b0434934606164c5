// SPDX-License-Identifier: MIT
// Inset: a smaller map on the page with a view of its own.
#ifndef CT_MODEL_INSET_H
#define CT_MODEL_INSET_H

#include <stdbool.h>
#include <stddef.h>

#include "model/view.h"

enum ct_inset_place {
  CT_INSET_AUTO,  // the emptiest corner or edge of the frame
  CT_INSET_TOP_LEFT,
  CT_INSET_TOP_RIGHT,
  CT_INSET_BOTTOM_LEFT,
  CT_INSET_BOTTOM_RIGHT,
};

// What a view shows, as a document says it: of the main map and of insets.
struct ct_document_view {
  size_t nfit;
  const char *const *fit;  // names of data; 0: all
  bool has_bbox;
  double bbox[4];  // west south east north
  bool has_center;
  double lon, lat;
  double zoom;             // NaN: none
  double scale;            // 0: none
  const char *projection;  // "auto", "EPSG:n", PROJ string
  double rotation_deg;
  double padding_mm;  // around what is fitted
};

struct ct_inset {
  const char *title;  // over its map, or NULL
  struct ct_document_view view;
  double w_mm, h_mm;  // 0: by the page
  enum ct_inset_place place;
  bool leader;  // its frame is drawn on the main map and joined to it by lines
  bool labels;
  int line;  // in the document
};

#endif

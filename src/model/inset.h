// SPDX-License-Identifier: MIT
// Inset: a smaller map on the page with a view of its own; the locator, which shows where the main map is.
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
  const char *title;  // in a corner of its map, or NULL
  struct ct_document_view view;
  // What is fitted instead of `view.fit`: rows of the document's data that have these names (or ids).
  size_t nnames;
  const char *const *names;
  double w_mm, h_mm;  // 0: by the page
  double share;       // of the frame's width; 0: none is asked for
  enum ct_inset_place place;
  bool leader;     // its frame is drawn on the main map and joined to it by lines
  bool labels;     // names are drawn
  bool scale_bar;  // in its map
  int line;        // in the document
};

// What the locator shows, when the document says so; zeroed: what suits the main map.
struct ct_locator {
  bool globe;
  bool has_bbox;
  double bbox[4];          // west south east north
  const char *projection;  // NULL: equal-area about the main map's centre, or that of the globe
  double w_mm;             // 0: by the page
};

#endif

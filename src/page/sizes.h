// SPDX-License-Identifier: MIT
// Sizes: type, margins and spacings of a page, as its template has them for its size.
#ifndef CT_PAGE_SIZES_H
#define CT_PAGE_SIZES_H

#include <stdbool.h>

#include "model/template.h"

struct ct_document;

#define CT_MM (72 / 25.4)

// All in points.
struct ct_sizes {
  bool paper;
  float title, title_least, subtitle, kicker, legend, foot, small, band;  // type
  float least;                                                            // no type is smaller
  double grid;    // module that frames and furniture snap to (4 mm on paper)
  double margin;  // outer
  double gap;     // between frame and texts outside it
  double inset;   // of furniture from the frame, and padding of panels
  double locator_w;
  double bar_most;  // longest scale bar
  double logo_h;
  double map_share;  // of the page that the map is to have
  enum ct_legend_at legend_at;
  enum ct_title_align title_align;
  int foot_columns;  // 0: as suits
};

// `tight` 0 is the normal page, 1 and 2 give the map more room, 3 is for very small pages.
enum { CT_TIGHT_MOST = 3 };
void ct_sizes_for(const struct ct_document *doc, int tight, struct ct_sizes *out);

#endif

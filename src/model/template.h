// SPDX-License-Identifier: MIT
// Template: how a kind of page is set: type, spaces, and where legend, title and foot go.
#ifndef CT_MODEL_TEMPLATE_H
#define CT_MODEL_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

// A number that goes by the page's measure, straight between its stops. The measure is the shorter side of a
// page in millimetres; of one in pixels its width, or twice its height where that is less.
struct ct_stop {
  double at, value;
};
struct ct_by_page {
  size_t n;  // 0: not given
  const struct ct_stop *v;
};

// Where the legend stands: in the map's emptiest corner, in a column at the map's right, or under the map.
enum ct_legend_at { CT_LEGEND_BY_TEMPLATE, CT_LEGEND_ON_MAP, CT_LEGEND_BESIDE, CT_LEGEND_BELOW };
enum ct_title_align { CT_TITLE_LEFT, CT_TITLE_CENTER };

// Type in points and lengths in millimetres, or all in pixels.
struct ct_template {
  const char *name, *file;  // NULL: the program's own
  bool in_pixels;
  // Pages that it is for when they name no template; 0: whatever it is.
  double suits_width[2], suits_ratio[2];  // width in its unit, and width / height: at least, at most
  struct ct_by_page title, subtitle, kicker, legend, foot, small, band;  // type
  struct ct_by_page least;                                               // no type is smaller
  struct ct_by_page margin, gap, grid, inset;
  struct ct_by_page logo;                                        // height
  struct ct_by_page locator_share, locator_least, locator_most;  // share of the page's width
  struct ct_by_page bar_most;                                    // length of the scale bar
  struct ct_by_page map_share;                                   // of the page, that the map has at least
  struct ct_by_page names, marks;  // how much larger than the style says those of the map are, and its lines
  bool trim;                       // a page as high as its world: no blank paper above and below it
  enum ct_legend_at legend_at;
  struct ct_by_page legend_narrow;  // pages of that width or less have it under the map
  enum ct_title_align title_align;
  int foot_columns;  // 0: as suits
};

struct ct_document;

// In pixels or in millimetres, whatever the page itself is given in.
double ct_page_measure(const struct ct_document *d, bool in_pixels);
// 0 when there are no stops.
double ct_by_page_at(const struct ct_by_page *b, double measure);
// How much larger than the style says the document's map is drawn: 1 without a template.
struct ct_enlarge {
  double names, marks;
};
struct ct_enlarge ct_template_enlarge(const struct ct_document *d);

#endif

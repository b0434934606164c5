// SPDX-License-Identifier: MIT
// Sheet: a page's parts between layout and drawing, and texts set in its type.
#ifndef CT_PAGE_SHEET_H
#define CT_PAGE_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "model/page.h"
#include "page/page.h"
#include "page/sizes.h"

struct ct_changes_block;
struct ct_graticule_label;
struct ct_graticule_net;
struct ct_key_block;
struct ct_legend_block;
struct ct_scale_bar;
struct ct_op;
struct ct_run;

// A text at its place on the page.
struct ct_set_text {
  const struct ct_run *run;
  double x, y;
};

// FURNITURE_MOST: pieces inside the frame, but for insets.
enum { CT_TITLE_PARTS = 3, CT_FURNITURE_MOST = 5, CT_GRATICULE_INSIDE_MOST = 80 };
#define CT_CLEARANCE_PT 3.0  // kept free around furniture

struct ct_page {
  const struct ct_document *doc;
  struct ct_text *text;
  struct ct_page_theme theme;
  struct ct_sizes sizes;
  struct ct_rect frame;
  ct_page_icon_fn *icon_size;
  void *icon_user;
  size_t ntitle;
  struct ct_set_text title[CT_TITLE_PARTS];  // kicker, title, subtitle as present
  struct ct_rect logo_at;                    // w == 0: none
  struct ct_rect foot;                       // room for the foot's lines
  struct ct_rect body;                       // what title, foot and banners leave
  struct ct_rect below;                      // room for the legend under the map; h == 0: none
  struct ct_rect beside;                     // and for one at its right; w == 0: none
  struct ct_legend_block *legend;            // NULL: none
  struct ct_rect legend_at;                  // with its panel
  bool legend_panel;                         // stands on the map
  size_t legend_hides;                       // so many points of the data
  struct ct_scale_bar *bar;                  // NULL: none
  struct ct_scale_bar *short_bar;            // the same in one unit, where it has two
  struct ct_rect bar_at, north_at, locator_at;
  bool locator_globe;                // a disc in its square, not a rectangle
  struct ct_rect key_room;           // kept for a numbered key outside the frame; w == 0: none
  struct ct_key_block *key;          // NULL: none
  struct ct_rect key_at;             // with its panel
  bool key_panel;                    // stands on the map
  struct ct_changes_block *changes;  // the table of changes; NULL: none
  struct ct_rect changes_at;         // outside the frame
  bool is_inset;                     // the frame is an inset's, on another page
  const struct ct_run *tab;          // an inset's title; NULL: none
  struct ct_rect tab_at;
  const float *points;  // npoints: where the data's marks are
  size_t npoints, ninsets;
  struct ct_page_inset *insets;  // those of this page
  size_t nobstacles;             // that of the key is the last
  struct ct_rect *obstacles;
  const struct ct_graticule_net *net;  // NULL: none
  size_t nlabels;
  struct ct_graticule_label *labels;  // of it
};

// Labels keep off that piece of furniture; none if it has no width.
void ct_sheet_add_obstacle(struct ct_page *p, const struct ct_rect *r);

// How a furniture text is set.
struct ct_type {
  float size;
  bool bold;
  struct ct_color color;
  float max_width;       // 0: one line
  float letter_spacing;  // ems
  float line_height;     // ems; 0: 1.25
  bool halo;             // in the panel's colour, for texts on the map
  enum ct_justify justify;
};

const struct ct_run *ct_sheet_text(const struct ct_page *p, const char *text, const struct ct_type *type);
// The same with a second part in another colour after it.
const struct ct_run *ct_sheet_text2(const struct ct_page *p, const char *text, const char *more,
                                    struct ct_color more_color, const struct ct_type *type);
// Several parts, each with its own look.
const struct ct_run *ct_sheet_spans(const struct ct_page *p, const struct ct_span *spans, size_t n,
                                    const struct ct_type *type);
// Has the run at most `lines` lines, none wider than asked for?
bool ct_sheet_fits(const struct ct_run *run, const struct ct_type *type, int lines);
// The text, or as much of it as fits `lines` lines, ending in an ellipsis.
const char *ct_sheet_cut(const struct ct_page *p, const char *text, const struct ct_type *type, int lines,
                         struct ct_arena *a);
const struct ct_run *ct_sheet_text_cut(const struct ct_page *p, const char *text, const struct ct_type *type,
                                       int lines, struct ct_arena *a);

// Small drawing helpers: each appends one op.
void ct_sheet_add_text(struct ct_arena *a, struct ct_op *group, const struct ct_run *run, double x, double y);
void ct_sheet_add_rect(struct ct_arena *a, struct ct_op *group, const struct ct_rect *r,
                       struct ct_color color);
void ct_sheet_add_outline(struct ct_arena *a, struct ct_op *group, const struct ct_rect *r,
                          struct ct_color color, double width);
void ct_sheet_add_line(struct ct_arena *a, struct ct_op *group, const float xy[4], struct ct_color color,
                       double width);
// What leads to a URL when it is clicked on.
void ct_sheet_add_link(struct ct_arena *a, struct ct_op *group, const struct ct_rect *area, const char *url);
// A filled polygon of n points.
void ct_sheet_add_polygon(struct ct_arena *a, struct ct_op *group, const float *xy, size_t n,
                          struct ct_color color);

static inline struct ct_color ct_color_alpha(struct ct_color c, double alpha) {
  c.a = (float)(c.a * alpha);
  return c;
}

#endif

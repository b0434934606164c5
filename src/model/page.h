// SPDX-License-Identifier: MIT
// Page: what the furniture says and where it stands.
#ifndef CT_MODEL_PAGE_H
#define CT_MODEL_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/item.h"
#include "model/labels.h"
#include "model/shapes.h"
#include "model/view.h"

struct ct_run;

// Colours and fonts of the furniture, read from the theme's metadata "cartouche:page".
struct ct_page_theme {
  struct ct_color paper, ink, ink_soft, frame_line, accent, panel;
  struct ct_color locator_land, locator_water, locator_box, locator_subject, graticule;
  const char *font, *font_bold;  // text-font names
};

// CT_KEY_STACK: how stacked marks are drawn; keyed with the symbol in the stack's mode.
// CT_KEY_RING: a line style that goes round a place. CT_KEY_SIZES, CT_KEY_RAMP: a scale with its own labels, of
// circles in the very sizes of the map, or of colours.
enum ct_legend_kind {
  CT_KEY_FILL,
  CT_KEY_LINE,
  CT_KEY_CIRCLE,
  CT_KEY_SYMBOL,
  CT_KEY_STACK,
  CT_KEY_RING,
  CT_KEY_SIZES,
  CT_KEY_RAMP
};

// CT_KEY_SIZES: radii in points, largest first. CT_KEY_RAMP: places of labels along the bar, 0..1, rising.
struct ct_legend_scale {
  size_t n;
  const double *at;
  const char *const *label;
  const struct ct_gradient *colors;  // CT_KEY_RAMP
};

// One line of the legend; its key is drawn with the very style used on the map.
struct ct_legend_entry {
  const char *heading;  // entries with the same heading stand together; may be NULL
  const char *label;
  const char *exact_label;  // of approximate rows: the label of the exact ones
  enum ct_legend_kind kind;
  union {
    const struct ct_fill_style *fill;
    const struct ct_line_style *line;
    const struct ct_circle_style *circle;
    const struct ct_symbol_style *symbol;
  } style;
  const struct ct_symbol_style *over;  // CT_KEY_SYMBOL: drawn over it, or NULL
  bool arrow;                          // a line that ends in an arrowhead
  size_t count;                        // features drawn in the frame
  bool show_count;
  enum ct_stack_mode stack;             // CT_KEY_STACK: how, with style.symbol
  const struct ct_legend_scale *scale;  // CT_KEY_SIZES (with style.circle), CT_KEY_RAMP
  bool joined;                          // a swatch of a scale: touches those of its heading above and below
};

// The name under which the document's logo is among the icons.
#define CT_PAGE_LOGO "logo of the page"

struct ct_legend {
  size_t n;
  const struct ct_legend_entry *v;
};

// What a page turned out to hold: it is laid out again by that where it was expected to hold something else.
struct ct_foreknown {
  const struct ct_legend *legend;
  bool outside;  // on the map it would hide data
  const char *crs_name;
  bool crs_auto;
};

// One line of the numbered key: names that stand on the map as numbers only.
struct ct_key_entry {
  uint32_t number;
  const char *text;
  const char *page;  // what links call the page that the line leads to, or NULL
};

#endif

// SPDX-License-Identifier: MIT
// Simplestyle: columns by which rows bring their own look (simplestyle-spec 1.1; KML is read into the same).
#ifndef CT_MODEL_SIMPLESTYLE_H
#define CT_MODEL_SIMPLESTYLE_H

struct ct_table;

enum ct_simplestyle {
  CT_SIMPLE_MARKER_COLOR,
  CT_SIMPLE_MARKER_SYMBOL,
  CT_SIMPLE_MARKER_SIZE,
  CT_SIMPLE_STROKE,
  CT_SIMPLE_STROKE_OPACITY,
  CT_SIMPLE_STROKE_WIDTH,
  CT_SIMPLE_FILL,
  CT_SIMPLE_FILL_OPACITY,
  CT_SIMPLE_LABEL_SCALE,  // not of that specification: KML's, 0 hides the name
  CT_SIMPLE_COLUMNS
};

// "marker-color" ...
extern const char *const ct_simplestyle_names[CT_SIMPLE_COLUMNS];

// The columns of that name that hold values, a bit (1 << column) each; 0 when none of them says
// how anything looks. `stroke` and `fill` are words of other trades too: they count only with colours.
unsigned ct_simplestyle_of(const struct ct_table *t);

#endif

// SPDX-License-Identifier: MIT
// Scale bar: what the view says about distance.
#ifndef CT_PAGE_SCALE_BAR_H
#define CT_PAGE_SCALE_BAR_H

#include <stdbool.h>

#include "model/view.h"

struct ct_arena;
struct ct_op;
struct ct_page;
struct ct_run;

// A bar in one unit.
struct ct_scale_part {
  int divisions;                  // 2 to 4
  double step_pt;                 // length of one
  const struct ct_run *label[5];  // at the ticks
  double label_dx[5];             // left edge from the tick
};

struct ct_scale_bar {
  int nparts;  // 1, or 2: the second below the first, its labels below it
  struct ct_scale_part part[2];
  const struct ct_run *ratio;  // "1:250 000", "1:250 000 at 40° N" or NULL
  double left;                 // the first tick from the block's left edge
  double w, h;
};

// Does the scale vary by more than 10 % over the frame, so that no bar would be true?
bool ct_scale_bar_varies(const struct ct_view *view);
// Measures the bar; NULL when there is none to draw.
struct ct_scale_bar *ct_scale_bar_new(const struct ct_page *p, const struct ct_view *view,
                                      struct ct_arena *a);
// The same in its first unit alone; NULL when it has no more.
struct ct_scale_bar *ct_scale_bar_short(const struct ct_scale_bar *bar, struct ct_arena *a);
// The step in the unit and the number of divisions for a bar of at most `most` units
// that comes near `wish`: both step and total are round numbers.
double ct_scale_bar_step(double wish, double most, int *divisions);
void ct_scale_bar_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root);

#endif

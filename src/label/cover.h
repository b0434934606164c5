// SPDX-License-Identifier: MIT
// Cover: what of the page is taken for certain, so that most places that are not free are soon told.
#ifndef CT_LABEL_COVER_H
#define CT_LABEL_COVER_H

#include <stdbool.h>
#include <stdint.h>

struct ct_box;
struct ct_solver;

// Counts of taken cells above and left of each cell's corner.
struct ct_cover {
  double x0, y0, cell;
  int nx, ny;
  uint32_t *sum;  // (nx + 1) * (ny + 1)
};

// Of all that stays and, with `live`, of the standing texts that do not yield to callouts, as of now.
void ct_cover_make(struct ct_cover *c, struct ct_solver *s, bool live);
// Does the box certainly overlap something? False: it may or may not.
bool ct_cover_taken(const struct ct_cover *c, const struct ct_box *box);

#endif

// SPDX-License-Identifier: MIT
// Fit: blocks at their anchors, icons about texts, boxes turned.
#ifndef CT_LABEL_FIT_H
#define CT_LABEL_FIT_H

#include "label/grid.h"
#include "model/item.h"

struct ct_image_info;

// On which side of its point a block lies: right of it (1), left (-1) or about it (0); below (1), above (-1).
void ct_fit_sides(enum ct_anchor anchor, int *sx, int *sy);
// How much of a block lies left of and above its anchor.
void ct_fit_shares(enum ct_anchor anchor, float *left, float *top);
// A block of that size at its anchor and offset, without turn.
struct ct_box ct_fit_anchored(float w, float h, enum ct_anchor anchor, float dx, float dy);
// The icon's box about its point, without turn; with icon-text-fit that of its content, and of what it
// covers. `text` is the text's block about the point; NULL: none to fit to.
struct ct_box ct_fit_icon(const struct ct_symbol_style *st, const struct ct_image_info *m,
                          const struct ct_box *text, struct ct_box *covers);
// The box turned about 0, 0 and moved to the point x, y: what it covers.
struct ct_box ct_fit_turned(const struct ct_box *box, float deg, float x, float y);

#endif

// SPDX-License-Identifier: MIT
// Graticule: its lines on the map and its labels around the frame.
#ifndef CT_PAGE_GRATICULE_H
#define CT_PAGE_GRATICULE_H

#include "model/graticule.h"
#include "model/view.h"

struct ct_arena;
struct ct_op;
struct ct_page;

// Keeps the bands free that the document's graticule was found to need.
void ct_graticule_shrink(const struct ct_page *p, struct ct_rect *frame);

// Of the labels inside the frame those that furniture leaves room for; obstacles for names.
void ct_graticule_settle(struct ct_page *p);
void ct_graticule_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root);

#endif

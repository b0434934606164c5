// SPDX-License-Identifier: MIT
// North arrow: where north is, when it is not up.
#ifndef CT_PAGE_NORTH_ARROW_H
#define CT_PAGE_NORTH_ARROW_H

#include "model/view.h"

struct ct_arena;
struct ct_op;
struct ct_page;

// By how many degrees north turns over the map, where an arrow has to tell so; else 0.
double ct_north_arrow_turn(const struct ct_view *view);
// Side of the square a north arrow takes; 0 where it is not needed or would be false.
double ct_north_arrow_size(const struct ct_page *p, const struct ct_view *view);
void ct_north_arrow_draw(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                         struct ct_op *root);

#endif

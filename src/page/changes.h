// SPDX-License-Identifier: MIT
// Changes: the table of what has changed since an earlier edition, outside the map.
#ifndef CT_PAGE_CHANGES_H
#define CT_PAGE_CHANGES_H

#include <stdbool.h>

#include "model/view.h"

struct ct_arena;
struct ct_changes_block;
struct ct_op;
struct ct_page;

// The room that the document's table takes of the body of a page, for which `room` stands at first: true when beside the
// map (w and h as needed), else below it; w == 0: none.
bool ct_changes_reserve(struct ct_page *p, struct ct_rect *room, struct ct_arena *a);
// Draws it with its top left there. Lines that found no room are counted in a last one.
void ct_changes_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root);

#endif

// SPDX-License-Identifier: MIT
// Title: kicker, title and subtitle at the head of the page.
#ifndef CT_PAGE_TITLE_H
#define CT_PAGE_TITLE_H

struct ct_arena;
struct ct_page;

// Sets the block from x, y (where its first capitals' tops stand) over at most `width`;
// returns the height down to the last baseline, 0 when the document has no title block.
double ct_title_set(struct ct_page *p, double x, double y, double width, struct ct_arena *a);

#endif

// SPDX-License-Identifier: MIT
// Locator: the small map that tells where the frame is in the world.
#ifndef CT_PAGE_LOCATOR_H
#define CT_PAGE_LOCATOR_H

struct ct_arena;
struct ct_op;
struct ct_page;
struct ct_page_locator_map;
struct ct_view;

// Its size on this page; *w is 0 when none is wanted, useful or has room.
void ct_locator_size(const struct ct_page *p, const struct ct_view *view, double *w, double *h);
void ct_locator_draw(const struct ct_page *p, const struct ct_page_locator_map *map, struct ct_arena *a,
                     struct ct_op *root);

#endif

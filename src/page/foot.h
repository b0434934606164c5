// SPDX-License-Identifier: MIT
// Foot: sources, as-of date, projection, scale note, disclaimer and map number under the map.
#ifndef CT_PAGE_FOOT_H
#define CT_PAGE_FOOT_H

struct ct_arena;
struct ct_op;
struct ct_page;
struct ct_view;

// Room the foot needs, from its first capitals' tops to its last baseline; 0: nothing to say.
double ct_foot_reserve(const struct ct_page *p, double width, struct ct_arena *a);
void ct_foot_draw(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                  struct ct_op *root);

#endif

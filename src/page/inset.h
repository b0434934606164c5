// SPDX-License-Identifier: MIT
// Inset: smaller maps in the frame, the boxes of what they show, and the furniture inside them.
#ifndef CT_PAGE_INSET_H
#define CT_PAGE_INSET_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_op;
struct ct_page;
struct ct_place_piece;
struct ct_place_request;
struct ct_place_result;
struct ct_view;

// The page's insets that must stand in a corner, or the others, as pieces; their number.
size_t ct_inset_pieces(const struct ct_page *p, bool fixed, struct ct_place_piece *out);
// Where they have been placed.
void ct_inset_take(struct ct_page *p, const struct ct_place_request *q, const struct ct_place_result *r);

// Of an inset's own page: title and scale bar.
void ct_inset_place(struct ct_page *p, const struct ct_view *view, const float *points, size_t npoints,
                    struct ct_arena *a);
void ct_inset_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root);

#endif

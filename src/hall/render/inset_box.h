// SPDX-License-Identifier: MIT
// Inset box: where on the main map lies what an inset shows.
#ifndef CT_RENDER_INSET_BOX_H
#define CT_RENDER_INSET_BOX_H

#include <stdbool.h>

struct ct_err;
struct ct_page_inset;
struct ct_render;
struct ct_view;

// Of an inset with the view `of`: of most a box in the main map's frame, sets out->has_box, ->outline and ->corner.
// Insets that show most of the main map, or what is not on it, have none.
bool ct_inset_find_box(struct ct_render *r, const struct ct_view *of, struct ct_page_inset *out,
                       struct ct_err *err);

#endif

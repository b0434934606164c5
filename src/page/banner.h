// SPDX-License-Identifier: MIT
// Banner: the classification line at the head and the foot of the page.
#ifndef CT_PAGE_BANNER_H
#define CT_PAGE_BANNER_H

#include "model/item.h"

struct ct_arena;
struct ct_classification;
struct ct_op;
struct ct_page;

// Height of each of the two lines; 0: the page is not classified.
double ct_banner_height(const struct ct_page *p);
void ct_banner_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root);
// The line's colour, by the document or by the first words of its text; `otherwise` when neither tells. And that
// of its text: by the document, else black or white, whichever is told better from it.
struct ct_color ct_banner_color(const struct ct_classification *c, struct ct_color otherwise);
struct ct_color ct_banner_ink(const struct ct_classification *c, struct ct_color ground);

#endif

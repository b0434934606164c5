// SPDX-License-Identifier: MIT
// Logo: a picture at the head of the page, on the right.
#ifndef CT_PAGE_LOGO_H
#define CT_PAGE_LOGO_H

struct ct_arena;
struct ct_op;
struct ct_page;

// 0: there is none.
void ct_logo_size(const struct ct_page *p, double *w, double *h);
void ct_logo_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root);

#endif

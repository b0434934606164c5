// SPDX-License-Identifier: MIT
// Key scale: legend keys that bring their own labels, circles of round sizes and bars of colours; and rings.
#ifndef CT_PAGE_KEY_SCALE_H
#define CT_PAGE_KEY_SCALE_H

struct ct_arena;
struct ct_legend_entry;
struct ct_op;
struct ct_page;

void ct_key_scale_size(const struct ct_page *p, const struct ct_legend_entry *e, double *w, double *h);
// Centred at x, y.
void ct_key_scale_draw(const struct ct_page *p, const struct ct_legend_entry *e, double x, double y,
                       struct ct_arena *a, struct ct_op *group);

#endif

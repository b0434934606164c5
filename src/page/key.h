// SPDX-License-Identifier: MIT
// Key: a legend entry's sample, drawn with the very style used on the map.
#ifndef CT_PAGE_KEY_H
#define CT_PAGE_KEY_H

struct ct_arena;
struct ct_legend_entry;
struct ct_op;
struct ct_page;

// The sample's size in points, strokes and halos included.
void ct_key_size(const struct ct_page *p, const struct ct_legend_entry *e, double *w, double *h);
// Draws it centred on x, y.
void ct_key_draw(const struct ct_page *p, const struct ct_legend_entry *e, double x, double y,
                 struct ct_arena *a, struct ct_op *group);

#endif

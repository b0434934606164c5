// SPDX-License-Identifier: MIT
// Stack keys: how marks that share a place are drawn, as samples for the legend.
#ifndef CT_PAGE_KEY_STACK_H
#define CT_PAGE_KEY_STACK_H

struct ct_arena;
struct ct_legend_entry;
struct ct_op;
struct ct_page;
struct ct_symbol;

// Room for the sample of an entry (CT_KEY_STACK) whose icon is `icon` points wide.
void ct_key_stack_size(const struct ct_page *p, const struct ct_legend_entry *e, double icon, double *w,
                       double *h);
// Draws it with the mark `made`, centred at `at`.
void ct_key_stack_draw(const struct ct_page *p, const struct ct_legend_entry *e, const struct ct_symbol *made,
                       const float at[2], struct ct_arena *a, struct ct_op *group);

#endif

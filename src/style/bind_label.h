// SPDX-License-Identifier: MIT
// Label texts: a document's label, a column or a template, as an expression.
#ifndef CT_STYLE_BIND_LABEL_H
#define CT_STYLE_BIND_LABEL_H

struct ct_arena;
struct ct_data;
struct ct_value;

// The text of the entry's labels. What belongs to an empty cell of a template goes with it: in "{a} / {b} ({c})"
// the separator before it (not at the start) and the brackets around it. With a second label it stands on a line of
// its own, smaller and in `font` (NULL: the layer's), unless it is empty, the same (case and accents apart) or part of
// the first.
const struct ct_value *ct_bind_label(struct ct_arena *a, const struct ct_data *d, const char *font);
// A column, or a template such as "{name} ({year})", by the same rules.
const struct ct_value *ct_bind_template(struct ct_arena *a, const char *text);

#endif

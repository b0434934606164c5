// SPDX-License-Identifier: MIT
// Own looks: rows drawn as their simplestyle columns say, and as the theme does where they say nothing.
#ifndef CT_STYLE_BIND_OWN_H
#define CT_STYLE_BIND_OWN_H

struct ct_arena;
struct ct_bind_data;
struct ct_value;

// The bound layer of that role with paint and layout by the columns in d->own.
const struct ct_value *ct_bind_own(const struct ct_value *layer, const char *role,
                                   const struct ct_bind_data *d, struct ct_arena *a);
// The text of a label, empty where the row hides its name.
const struct ct_value *ct_bind_own_label(const struct ct_value *text, const struct ct_bind_data *d,
                                         struct ct_arena *a);

#endif

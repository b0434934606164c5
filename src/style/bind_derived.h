// SPDX-License-Identifier: MIT
// Derived roles: rings, sectors, tracks and links bound to the data entry they come from.
#ifndef CT_STYLE_BIND_DERIVED_H
#define CT_STYLE_BIND_DERIVED_H

#include <stdbool.h>

struct ct_arena;
struct ct_bind_data;
struct ct_bind_theme;
struct ct_value;

// What the role's source has after the entry's name (":range"), or NULL: it is drawn from the entry's own rows.
const char *ct_bind_derived_suffix(const char *role);
// Does the entry ask for it?
bool ct_bind_derived_applies(const char *role, const struct ct_bind_data *d);
// The layer with colours, widths and texts of the entry; unchanged for other roles.
const struct ct_value *ct_bind_derived(const struct ct_bind_theme *t, const struct ct_value *layer,
                                       const char *role, const struct ct_bind_data *d, struct ct_arena *a);
// What the legend needs to know, added to `v`; NULL: the role is none of these.
const struct ct_value *ct_bind_derived_legend(const struct ct_value *v, const char *role,
                                              const struct ct_bind_data *d, struct ct_arena *a);

#endif

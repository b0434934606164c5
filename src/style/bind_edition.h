// SPDX-License-Identifier: MIT
// Edition roles: what a theme draws at marks, lines and areas that are new, changed, moved or gone.
#ifndef CT_STYLE_BIND_EDITION_H
#define CT_STYLE_BIND_EDITION_H

#include <stdbool.h>

struct ct_arena;
struct ct_bind_data;
struct ct_value;

// Templates have a metadata "cartouche:edition" (one of the words of model/edition.h), and as their role what they are drawn
// at: "edition-mark" (the radius of circles is for marks of usual size; symbols with a metadata "cartouche:as-mark" have
// the entry's icons and names), "edition-bubble" (the radius is added to the bubble's), "edition-line", "edition-area",
// "edition-link" (of entries without marks; its gap is for links of usual width); for what has moved "move", the line from the old place, and "moved-from", that place. The one with a metadata "cartouche:legend" is
// in the legend.
bool ct_bind_edition_is(const char *role);
// ":moves", ":moved" or ":links" of derived roles, else NULL.
const char *ct_bind_edition_suffix(const char *role);
// Does the entry have such rows, drawn so?
bool ct_bind_edition_applies(const struct ct_value *template, const char *role, const struct ct_bind_data *d);
// Which rows a bound layer shows: those of its edition; of any other role those that are there. NULL: all.
const struct ct_value *ct_bind_edition_rows(struct ct_arena *a, const struct ct_value *layer,
                                            const char *role, const struct ct_bind_data *d);
// The bound layer with what the legend needs to know.
const struct ct_value *ct_bind_edition_legend(const struct ct_value *layer, const struct ct_bind_data *d,
                                              struct ct_arena *a);

#endif

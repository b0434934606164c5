// SPDX-License-Identifier: MIT
// Flat: the parts of a style that need a third dimension or a globe, as a page shows them.
#ifndef CT_STYLE_FLAT_H
#define CT_STYLE_FLAT_H

struct ct_arena;
struct ct_diags;
struct ct_value;

// A layer of type fill-extrusion as the fill layer of its footprints; others as they are.
const struct ct_value *ct_flat_layer(const struct ct_value *layer, struct ct_arena *a);

// The root without members of other renderers that the specification does not know.
const struct ct_value *ct_flat_root(const struct ct_value *root, struct ct_arena *a);

// A note for each part that a page does not show, and one for all extrusions.
void ct_flat_report(const struct ct_value *root, const char *file, struct ct_diags *diags);

#endif

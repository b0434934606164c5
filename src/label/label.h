// SPDX-License-Identifier: MIT
// Label: where texts and icons go, over all layers together.
#ifndef CT_LABEL_LABEL_H
#define CT_LABEL_LABEL_H

#include <stdbool.h>

struct ct_arena;
struct ct_diags;
struct ct_err;
struct ct_label_input;
struct ct_placements;
struct ct_text;

// icon_size_pt gives an icon's own size in points at icon-size 1; false: no such icon.
typedef bool ct_icon_size_fn(void *user, const char *icon, float *w, float *h);

// Places everything. Deterministic; in page points only. Texts that could not be
// placed are in the result with state dropped and a reason.
bool ct_label_solve(const struct ct_label_input *input, struct ct_text *text, ct_icon_size_fn *icon_size,
                    void *user, struct ct_arena *a, struct ct_diags *diags, struct ct_placements *out,
                    struct ct_err *err);

#endif

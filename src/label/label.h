// SPDX-License-Identifier: MIT
// Label: where texts and icons go, over all layers together.
#ifndef CT_LABEL_LABEL_H
#define CT_LABEL_LABEL_H

#include <stdbool.h>

#include "model/image.h"

struct ct_arena;
struct ct_diags;
struct ct_err;
struct ct_label_input;
struct ct_placements;
struct ct_text;

// Places everything. Deterministic; in page points only. Texts that could not be
// placed are in the result with state dropped and a reason.
bool ct_label_solve(const struct ct_label_input *input, struct ct_text *text, ct_image_info_fn *image_info,
                    void *user, struct ct_arena *a, struct ct_diags *diags, struct ct_placements *out,
                    struct ct_err *err);

// images.c: an icon that there is not, told once a name (`told`: names told of).
struct ct_map;
void ct_label_say_missing(struct ct_diags *diags, struct ct_map *told, const char *layer, const char *icon);
// The places of the images in a text that has its own.
struct ct_placement;
void ct_label_set_images(struct ct_text *text, struct ct_arena *a, struct ct_placement *p);

#endif

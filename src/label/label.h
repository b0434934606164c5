// SPDX-License-Identifier: MIT
// Label: where texts and icons go, over all layers together.
#ifndef CT_LABEL_LABEL_H
#define CT_LABEL_LABEL_H

#include <stdbool.h>

#include "model/image.h"
#include "model/item.h"
#include "model/labels.h"

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

// callout.c: the widest that texts in columns at the sides of a frame may be.
double ct_label_column_pt(double frame_w_pt);

// stack.c: takes a symbol layer's marks apart that share a place (or, with `near`, lie closer than they are
// large). Page points; all is allocated from the arena; the layer is not changed. `out` is the layer unchanged,
// without stacks, when nothing is stacked.
struct ct_items;
struct ct_shapes;
struct ct_stacked;
struct ct_stack_ask {
  const struct ct_items *items;
  const struct ct_shapes *shapes;
  const struct ct_rect *frame;
  enum ct_stack_mode mode;  // never auto or none
  bool near;
  const double *order;  // items->n, ranks the members of a stack: small first, NaN last; NULL: by row
  const uint8_t *kind;  // items->n: marks of unlike kind are counted as unlike looks are; NULL: all are alike
  const char *const *dates;  // items->n, before the names in lists; NULL (also an entry): none
  ct_image_info_fn *image_info;
  void *user;
  struct ct_text *text;    // sets badges; NULL: badges have a box and no number
  const char *badge_font;  // and that of lists
  const char *list_font;
  struct ct_color badge_color;
  float badge_scale;  // how much larger than usual badges are; 0: not at all
};
void ct_label_stack(const struct ct_stack_ask *ask, struct ct_arena *a, struct ct_stacked *out);

// order.c: are the layer's symbols of that style drawn by place on the page, the lower the later
// (symbol-z-order)?
struct ct_symbol_style;
bool ct_label_by_y(const struct ct_items *items, const struct ct_symbol_style *st);

// images.c: an icon that there is not, told once a name (`told`: names told of).
struct ct_map;
void ct_label_say_missing(struct ct_diags *diags, struct ct_map *told, const char *layer, const char *icon);
// The places of the images in a text that has its own.
struct ct_placement;
void ct_label_set_images(struct ct_text *text, struct ct_arena *a, struct ct_placement *p);

#endif

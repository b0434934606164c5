// SPDX-License-Identifier: MIT
// Stack parts: what finding, spreading and naming of stacked marks share.
#ifndef CT_LABEL_STACK_H
#define CT_LABEL_STACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "label/grid.h"
#include "model/item.h"
#include "model/placement.h"

struct ct_arena;
struct ct_stack_ask;

// A mark of the layer, one point of one feature. Marks come in the order of date, then row.
struct ct_stack_mark {
  uint32_t item, style;
  uint8_t kind;  // as asked
  size_t coord;  // of the layer's shapes
  float x, y;
  float r;  // half of what is seen of it, points
  double order;
};

// Marks that belong together; `member` are indices of marks, ascending. `lead` is the mark whose place is
// the stack's.
struct ct_stack_group {
  uint32_t n, lead;
  bool near;  // not all share one point
  const uint32_t *member;
};

struct ct_stack_groups {
  size_t n;  // with two marks or more
  const struct ct_stack_group *v;
};

// stack_find.c: exact stacks (within a tenth of a point), and with `near` > 0 places closer than that share of
// their marks' size. A group reaches no farther than that from its lead, so that a coast never becomes one.
// Deepest first, then by first member.
void ct_stack_find(const struct ct_stack_mark *marks, size_t n, float near, const struct ct_rect *frame,
                   struct ct_arena *a, struct ct_stack_groups *out);

// Where spread marks go: clear of what is there already.
struct ct_stack_field {
  const struct ct_rect *frame;
  struct ct_grid taken;  // marks that stay, and those spread already; the owner is a mark's number
  struct ct_grid_hits hits;
  long
      budget;  // looks at the page that are left: crowded pages end with counted stacks, not with a long wait
};

// stack_spread.c: puts n marks of radius r (gap between them) round the point of `from` (n pairs: each one's own
// true point): in a ring, beyond CT_STACK_RING in two that alternate so that every hairline has its way. A mark
// off the common point takes the place on its own side. False when the budget is used up: nothing is placed.
enum { CT_STACK_RING = 8, CT_STACK_FAN_MOST = 72 };
struct ct_stack_spread {
  float x, y, r, gap;
  size_t n;
  const float *from;
};
// How much of a disc lies on what is there: 0 nothing, 1 and more: wholly.
float ct_stack_covered(struct ct_stack_field *f, const float p[2], float r);
bool ct_stack_ring(struct ct_stack_field *f, const struct ct_stack_spread *s, struct ct_arena *a, float *xy);
// Parts marks that overlap, just as far as need be.
bool ct_stack_part(struct ct_stack_field *f, const struct ct_stack_spread *s, float *xy);
// From the true point to the mark's edge, x0 y0 x1 y1; false when the mark covers its point.
bool ct_stack_spoke(const float from[2], const float to[2], float r, float spoke[4]);

// stack_text.c: what one mark says for several: names that are equal once with their number, of many names the
// commonest first. NULL: they have none, or too long ones to stand together.
const struct ct_rich_text *ct_stack_names(struct ct_arena *a, const struct ct_items *items, size_t n,
                                          const uint32_t *item, bool *own_lines);
// A line a member, equal ones once, with dates (NULL entries: none); cut when there are too many. With `looks`
// lines begin with room for a mark, and `look` is the style of each (UINT32_MAX: none).
struct ct_stack_list {
  const struct ct_rich_text *text;  // NULL: nothing to say
  size_t n;
  const uint32_t *look;
};
void ct_stack_list(struct ct_arena *a, const struct ct_items *items, size_t n, const uint32_t *item,
                   const char *const *dates, bool looks, struct ct_stack_list *out);

// ---- Taking a layer apart

enum { CT_STACK_VARIANTS = 2 };

// A layer on its way to its stacked form.
struct ct_stack_spot {
  float xy[2];
};

struct ct_stacker {
  const struct ct_stack_ask *ask;
  struct ct_arena *a;
  struct ct_stacked *out;
  struct ct_stack_mark *marks;
  size_t n;
  struct ct_stack_field field;
  float *xy;                  // of all points of the layer, moved; NULL: none has moved
  uint8_t *gone;              // by item: another stands for it
  uint32_t *stack;            // by item: its stack + 1
  struct ct_rich_text *text;  // by item
  uint32_t *style;            // by item
  float *key;                 // by item, or NULL
  ct_vec(struct ct_stack) stacks;
  ct_vec(struct ct_stack_spot) at;  // by stack: its first mark
  ct_vec(struct ct_symbol_style) styles;
  uint32_t *variant;  // CT_STACK_VARIANTS by style: index of the variant, 0: not made
};

// stack_mark.c: the items of n marks.
const uint32_t *ct_stack_items(struct ct_stacker *s, const uint32_t *member, size_t n);
// The first member of a count or list stack stays, says what all say and ranks as the best of them.
void ct_stack_stand_for(struct ct_stacker *s, struct ct_stack *st);
// Are these the same words, and any at all?
bool ct_stack_same_words(const struct ct_rich_text *a, const struct ct_rich_text *b);
// Keeps spread marks off a disc, and off a stack's hairlines. Returns the entry in s->field.taken.
uint32_t ct_stack_take(struct ct_stacker *s, const float at[2], float r);
void ct_stack_take_spokes(struct ct_stacker *s, const struct ct_stack *st);
// Badges of all stacks that count, once every mark has its place.
void ct_stack_set_badges(struct ct_stacker *s);

#endif

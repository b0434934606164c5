// SPDX-License-Identifier: MIT
// Callout: texts in columns at the sides of the frame, joined to their marks by leaders that never cross.
#ifndef CT_LABEL_CALLOUT_H
#define CT_LABEL_CALLOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "label/cover.h"

// Of leaders: between text and line, and the level part beside the text, points.
#define CT_CALLOUT_GAP 1.4F
#define CT_CALLOUT_STUB 5.6F
// Ports of a column are that far apart.
#define CT_CALLOUT_STEP 0.5F

struct ct_box;
struct ct_candidate;
struct ct_solver;
struct ct_unit;

// A text for the columns. Its port is the middle of the side where the leader ends.
struct ct_callout {
  uint32_t unit;
  float up, down, w;  // of its body above and below the port, and its width
  float weight;       // cost of leaving it out
  bool taken;         // stands at `slot` of the column `side`
  int side, slot;
};

// A column: ports one above the other at port_x, texts to the right of it (dir 1) or left (-1).
struct ct_column {
  float port_x, y0;  // y of slot 0
  int dir;
  int nslots;   // CT_CALLOUT_STEP apart
  float *cost;  // of callout i with its port at slot k: cost[i * nslots + k]; INFINITY: cannot be
};

struct ct_callouts {
  struct ct_solver *s;
  size_t n;
  struct ct_callout *v;  // by priority
  struct ct_column column[2];
  struct ct_cover cover;
  float gap;       // between bodies
  size_t work;     // spent at most on better orders: pairs of leaders, dozens of slots
  uint8_t *made;   // scratch: decisions, n * (nslots + 1)
  float *best[2];  // scratch: nslots + 1
  uint32_t *order[2];
  size_t norder[2];  // callouts of a side, in the order of their ports from above
};

// callout.c: has the unit its text in a column and nowhere else (labels: callouts)?
bool ct_callouts_all(const struct ct_solver *s, const struct ct_unit *u);
// Puts all texts that are to stand in columns there, before anything else is placed.
void ct_callouts_first(struct ct_solver *s);
// Gives texts that were dropped a place in free space or in a column; false when there was none to give.
bool ct_callouts_rest(struct ct_solver *s);
// Are so many texts without a place that callouts make no difference?
bool ct_callouts_full(const struct ct_solver *s);
// Puts those of the given units in columns that can stand there: beside their marks, else at the frame's edges.
void ct_callouts_of(struct ct_solver *s, const bool *in, bool beside);
// May the unit's text be sent to a callout?
bool ct_callout_may_go(const struct ct_solver *s, uint32_t unit);
// Takes the place for the unit when nothing but base names is in the way, which are lifted.
bool ct_callout_take(struct ct_solver *s, uint32_t unit, struct ct_candidate *c);
// May the text of another unit be lifted for a callout?
bool ct_callout_yields(const struct ct_solver *s, uint32_t other);

// callout_draw.c: the text with its port at x, y, the leader with a horizontal stub of that length; dir as
// of columns. False when the mark is not beyond the stub.
bool ct_callout_draw(struct ct_solver *s, uint32_t unit, const float port[2], int dir, float stub,
                     struct ct_candidate *c);
// Is the leader clear of furniture and standing texts? Marks that it runs over are counted, those in their middle twice.
bool ct_callout_clear(struct ct_solver *s, uint32_t unit, const struct ct_candidate *c, int *marks);

// callout_sight.c: fills the costs of all callouts in the column.
void ct_callout_sight(struct ct_callouts *cs, int side);

// callout_column.c: settles slots of the callouts in order[side]; what has no place is not taken. Returns
// the cost.
float ct_callout_settle(struct ct_callouts *cs, int side);
// Betters orders and sides until leaders are short and do not cross; settles both columns.
void ct_callout_arrange(struct ct_callouts *cs);
// Draws a callout that is taken.
bool ct_callout_at(const struct ct_callouts *cs, const struct ct_callout *v, struct ct_candidate *c);

// callout_joint.c: sends the texts of heaps that are not all named to columns. `settle` betters the page; kept
// when more are named. True when something has changed.
bool ct_callouts_joint(struct ct_solver *s, void settle(struct ct_solver *, void *), void *user);

// callout_free.c: looks for a place in free space for a dropped unit, nearest first. The cover may be of some
// moments ago.
bool ct_callout_free(struct ct_solver *s, uint32_t unit, const struct ct_cover *cover);

#endif

// SPDX-License-Identifier: MIT
// Placement: what the label stage decided for each text and icon, and why.
#ifndef CT_MODEL_PLACEMENT_H
#define CT_MODEL_PLACEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/item.h"
#include "model/labels.h"
#include "model/view.h"

struct ct_cluster_spot;
struct ct_placements;
struct ct_run;
struct ct_shapes;

enum ct_label_state { CT_LABEL_PLACED, CT_LABEL_MOVED, CT_LABEL_LEADER, CT_LABEL_KEYED, CT_LABEL_DROPPED };

// An image that stands in a text: its centre on the page, its size and turn.
struct ct_image_place {
  const char *name;
  float x, y, w, h, deg;
};

// One symbol on the page: its icon, its text, or both. Page points, y down.
struct ct_placement {
  uint32_t layer;  // index into the label input's layers
  uint32_t item;   // index into that layer's items
  float x, y;      // the true point
  bool icon_drawn;
  float icon_x, icon_y;       // the icon's centre
  float icon_w, icon_h;       // its size; 0: there is no such icon
  float icon_rotate_deg;      // clockwise, about its centre
  bool icon_fit;              // icon_w x icon_h is what its content is fitted to
  enum ct_label_state state;  // of the text; CT_LABEL_DROPPED also when it has none
  const char *reason;         // static text for moved, keyed, dropped
  const struct ct_run *run;   // shaped text; NULL: none
  float text_x, text_y;       // top left of the run's box before rotation
  float text_rotate_deg;      // about the true point
  const struct ct_cluster_spot
      *spots;  // where each cluster of the run goes, on the page; NULL: as it was set
  size_t nimages;
  const struct ct_image_place *images;  // in the text
  struct ct_rect box;                   // what the text covers, axis-parallel
  size_t nleader;                       // points of the leader line, 0: none
  const float *leader;                  // 2 * nleader, from the mark's edge to the text
  uint32_t key;                         // number in the key that the run shows; 0: the run is the text
  bool boxed;                           // a small panel lies under the text
  bool repeat;  // of a name along a line that stands elsewhere too: not missed if dropped
};

// One symbol layer to place. Layers are in drawing order (last on top).
struct ct_label_layer {
  const struct ct_items *items;
  const struct ct_shapes *shapes;    // of the items' table, features ascending
  bool leaders;                      // may use leaders (cartouche:leader)
  enum ct_label_mode mode;           // of this layer's texts; base layers: CT_LABELS_NEAR
  const struct ct_label_wish *wish;  // items->n, or NULL: nothing is asked of any
  const struct ct_rect
      *badges;  // items->n, what belongs to a mark beside its icon (w == 0: nothing), or NULL
};

// One layer of polygons filled in the data's colours.
struct ct_label_fill {
  const struct ct_items *items;
  const struct ct_shapes *shapes;
};

// How places are found: all labels together, bettered by exchange; or one after the other, just as
// the style's properties say (a web style means the same on paper).
enum ct_label_method { CT_LABEL_SOLVE, CT_LABEL_AS_STYLED };

// Things labels keep clear of. Hard ones are never touched.
struct ct_label_input {
  enum ct_label_method method;
  bool tiled;  // as styled: lines and order go tile by tile, as on a screen; else a page has no tiles
  const struct ct_view *view;
  size_t nlayers;
  const struct ct_label_layer *layers;
  size_t nobstacles;
  const struct ct_rect *obstacles;  // furniture inside the frame: hard
  size_t nmarks;
  const struct ct_rect *marks;  // boxes of circles drawn by circle layers: hard for texts
  size_t nlines;
  const struct ct_shapes *const *lines;  // coasts, borders: soft
  size_t ntracks;
  const struct ct_shapes *const *tracks;  // lines of the data, as tracks and rings: soft too, but firmer
  size_t nfills;
  const struct ct_label_fill *fills;  // soft for names that are not their own
  // What was placed before, with other wishes or obstacles: names stay where nothing has changed. NULL: begin anew.
  const struct ct_placements *was;
};

struct ct_placements {
  size_t n;
  const struct ct_placement *v;                           // in drawing order
  size_t wanted, placed, moved, leaders, keyed, dropped;  // texts only
  double solve_seconds;                                   // wall clock, for reports only
  const void *state;  // of the label stage: what it may begin with the next time
};

// A badge: a pill of that height, its number in that size, at a mark's upper right by shares of its radius.
#define CT_BADGE_H_PT 6.9
#define CT_BADGE_TEXT_PT 5.75F
#define CT_BADGE_SIDE_PT 1.7
#define CT_BADGE_RIGHT 0.36
#define CT_BADGE_UP 0.30

// Marks of one layer that share a place, as they are drawn. Of a count stack whose members look unlike each look
// is a stack of its own, set beside the others round the place.
struct ct_stack {
  enum ct_stack_mode mode;  // never auto or none
  float x, y;               // the true point; of near stacks that of the deepest place
  float r;                  // half of a mark's size, points
  bool near;                // the points differ
  size_t n;
  const uint32_t *member;  // n items of the layer as it was, in order of date, then row
  uint32_t item;           // count, list: the item of the stacked layer that stands for all; fan: the first's
  uint32_t
      named_by;    // item of the stacked layer + 1 whose text names these marks too, 0: they have their own
  size_t nspokes;  // hairlines
  const float *spokes;         // 4 * nspokes: the true point x, y, the mark's edge x, y
  struct ct_rect badge;        // count, list: the pill; w == 0: there is none
  const struct ct_run *count;  // the number in it, or NULL
  size_t nlooks;               // list: lines of the text, when its members do not all look alike
  const uint32_t *look;        // the style of the mark before each line (UINT32_MAX: none)
  float count_x, count_y;      // its top left
};

// A symbol layer with its stacks taken apart: what label and paint use in its place.
struct ct_stacked {
  struct ct_items items;           // count and list: one item a stack; feature numbers are kept
  const struct ct_shapes *shapes;  // marks moved: of fans, and of stacks that stand beside their place
  const uint32_t *was;             // items.n: index in the layer as it was; NULL: the same
  const uint32_t *stack_of;        // items.n: its stack + 1, 0: none; NULL: none at all
  size_t nstacks;
  const struct ct_stack *stacks;
};

#endif

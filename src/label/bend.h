// SPDX-License-Identifier: MIT
// Bend: texts set letter by letter, along a line or down the page.
#ifndef CT_LABEL_BEND_H
#define CT_LABEL_BEND_H

#include "label/grid.h"
#include "model/item.h"

struct ct_arena;
struct ct_cluster_spot;
struct ct_rich_text;
struct ct_run;
struct ct_symbol_style;
struct ct_text;

// A line on the page, points.
struct ct_track {
  const float *xy;
  uint32_t n;
};

// A text and where it hangs.
struct ct_bend {
  struct ct_text *text;
  struct ct_arena *arena;
  const char *layer_id;
  const struct ct_rich_text *words;
  const struct ct_symbol_style *style;
  float x, y;
  // Of texts along lines: the line, and which of its segments has the point.
  struct ct_track track;
  uint32_t segment;
};

// Shapes the text as it is set at an anchor (justified by it unless told), or for columns.
const struct ct_run *ct_bend_shape(const struct ct_bend *s, enum ct_anchor anchor);
const struct ct_run *ct_bend_shape_column(const struct ct_bend *s);
// Where the run's clusters go along the track; false when it does not fit. The run may be replaced by
// one for upright letters.
bool ct_bend_letters(const struct ct_bend *s, const struct ct_run **run, const struct ct_cluster_spot **spots,
                     size_t *n);
// How long the text is with those letters upright that stand so in steep labels; 0: there are none.
float ct_bend_stood_length(const struct ct_bend *s);
// The run's clusters set down the page, and the block they take; false when nothing of it stands
// upright.
struct ct_bend_column {
  const struct ct_run *run;
  enum ct_anchor anchor;  // of the text as if it lay
  float dx, dy;
  const struct ct_cluster_spot *spots;  // what comes out: on the page
  struct ct_box box;                    // relative to the point
};
bool ct_bend_down(const struct ct_bend *s, struct ct_bend_column *c);

#endif

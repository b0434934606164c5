// SPDX-License-Identifier: MIT
// Way: lines to be named: pieces of one name joined, where names may stand, smooth lines for letters.
#ifndef CT_LABEL_WAY_H
#define CT_LABEL_WAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

struct ct_shapes;
struct ct_solver;

// A way smoothed as letters can follow it: points all but evenly apart.
struct ct_baseline {
  uint32_t n;
  const float *xy;
  const double *at;    // length up to each point
  const float *theta;  // direction of each step, radians, without jumps
  const float *turn;   // sum of all turns up to each step
  const float *off;    // of the true line from it: to the left of its direction, points
  const float *far;    // the same, whatever the side
};

enum { CT_BASELINES = 3 };

// A line on the page; its pieces may be of several items.
struct ct_way {
  uint32_t item;  // of its longest piece
  uint32_t name;  // ways of equal text and style have the same; in order of appearance
  uint32_t n;
  const float *xy;
  double length;
  // Filled when asked for: even samples of it, smoothed a little and much, for letters of that size.
  float em;
  uint32_t nsample;
  const float *sample;
  struct ct_baseline baseline[CT_BASELINES];
};

struct ct_ways {
  ct_vec(struct ct_way) v;
};

// The lines of a layer, pieces of equal text and style joined where they touch: names in order of
// appearance, the longest way of each first.
void ct_ways_join(struct ct_solver *s, uint32_t layer, struct ct_ways *out);
// Makes the way's samples and baselines.
void ct_way_smooth(struct ct_solver *s, struct ct_way *w, float em);

// One naming of a way: the text's middle is somewhere from..to, shares of its length.
struct ct_way_stop {
  struct ct_way *way;
  double from, to;
  float x, y;   // in the middle, or as near to it as the frame has the way
  bool repeat;  // one too many is no loss
};
struct ct_way_stops {
  ct_vec(struct ct_way_stop) v;
};
// How often and where the layer's ways are named. Of each way the first stop is wanted.
void ct_ways_plan(struct ct_solver *s, uint32_t layer, struct ct_ways *ways, struct ct_way_stops *out);

#endif

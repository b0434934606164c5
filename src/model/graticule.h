// SPDX-License-Identifier: MIT
// Graticule: meridians and parallels, and how they are labelled.
#ifndef CT_MODEL_GRATICULE_H
#define CT_MODEL_GRATICULE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/shapes.h"

// What the first look at a view settles: the page is then laid out again with room for the labels.
struct ct_graticule_fit {
  double step_lon, step_lat;        // degrees; 0: not settled yet
  double top, right, bottom, left;  // points kept for labels outside the frame
};

struct ct_graticule {
  bool on;
  double every_lon, every_lat;  // degrees; 0: by the scale
  bool labels;                  // outside the frame
  bool lines;                   // false: ticks at the frame only
  const char *format;           // "dms", "dm" or "decimal"; NULL: dms
  struct ct_graticule_fit fit;  // filled in by the render
};

// EDGE: where the world ends inside the frame. INSIDE: on a line that ends nowhere.
enum ct_graticule_side {
  CT_GRATICULE_TOP,
  CT_GRATICULE_RIGHT,
  CT_GRATICULE_BOTTOM,
  CT_GRATICULE_LEFT,
  CT_GRATICULE_EDGE,
  CT_GRATICULE_INSIDE
};

// A place where a line may be labelled.
struct ct_graticule_end {
  bool parallel;  // else a meridian
  double deg;     // its latitude or longitude
  enum ct_graticule_side side;
  double x, y;    // page points
  double dx, dy;  // the line's way out, of length 1
  double nx, ny;  // straight out across the edge, of length 1
};

struct ct_graticule_net {
  double step_lon, step_lat;
  const struct ct_shapes *lines;
  const struct ct_shapes *outline;  // the world's, where it does not fill the frame; else NULL
  size_t nends;
  const struct ct_graticule_end *ends;
};

#endif

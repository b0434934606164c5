// SPDX-License-Identifier: MIT
// Graticule: meridians and parallels, and how they are labelled.
#ifndef CT_MODEL_GRATICULE_H
#define CT_MODEL_GRATICULE_H

#include <stdbool.h>

struct ct_graticule {
  bool on;
  double every_lon, every_lat;  // degrees; 0: by the scale
  bool labels;                  // outside the frame
  bool lines;                   // false: ticks at the frame only
  const char *format;           // "dms", "dm" or "decimal"; NULL: as the step asks for
};

#endif

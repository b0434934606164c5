// SPDX-License-Identifier: MIT
// Spots: a few thousand points in cells of half a degree, to tell which one is near.
#ifndef CT_DOCTOR_SPOTS_H
#define CT_DOCTOR_SPOTS_H

#include <stddef.h>
#include <stdint.h>

struct ct_arena;

struct ct_spot {
  double lon, lat;
  uint32_t id;
};

struct ct_spots {
  const struct ct_spot *v;
  uint32_t *cell0, *at;
};

// Each spot is entered in all cells that have a part within reach_deg of it (at most half a degree).
void ct_spots_make(struct ct_spots *s, struct ct_arena *a, const struct ct_spot *v, size_t n,
                   double reach_deg);
// The spots that may be within reach, as numbers of v; *n is 0 in most cells.
const uint32_t *ct_spots_near(const struct ct_spots *s, double lon, double lat, size_t *n);

#endif

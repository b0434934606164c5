// SPDX-License-Identifier: MIT
// Unwrap: rings and lines as published to chains with continuous longitudes.
#ifndef CT_PROJECT_UNWRAP_H
#define CT_PROJECT_UNWRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "project/chain.h"

// An edge longer than half a turn is taken the short way round, save for one of a whole
// turn that belongs to a box around the world. Coordinates that are no place are left out.
void ct_unwrap_line(const double *lonlat, size_t n, struct ct_chain *out);

// The same for a ring, closed in the lon/lat plane: one that winds round the globe is led
// over the nearer pole. Edges along +-180 and along a pole, which are artefacts of a flat
// world, are marked as cut; so are those that `cut` names (n, may be NULL). It runs
// counter-clockwise, a hole clockwise, however it was published.
void ct_unwrap_ring(const double *lonlat, const uint8_t *cut, size_t n, bool hole, struct ct_chain *out);

// The ring as a line that as_web its first vertex, without the pole's detour.
void ct_unwrap_ring_line(const double *lonlat, const uint8_t *cut, size_t n, struct ct_chain *out);

// Rings or lines as they are, edges longer than half a turn too; seams are marked in rings.
void ct_unwrap_not(const double *lonlat, const uint8_t *cut, size_t n, bool ring, struct ct_chain *out);

// Latitudes to Mercator's y in degrees at the equator, within the square world's +-180.
void ct_unwrap_mercator(struct ct_chain *c);
double ct_mercator_deg(double lat);

#endif

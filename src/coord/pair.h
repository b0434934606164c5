// SPDX-License-Identifier: MIT
// Pair: latitude and longitude in one text.
#ifndef CT_COORD_PAIR_H
#define CT_COORD_PAIR_H

#include <stdbool.h>
#include <stddef.h>

struct ct_coord;

// A trimmed text. False: see out->why.
bool ct_pair_read(const char *s, size_t n, struct ct_coord *out);
// One unit of each axis on the ground at that latitude, the larger; NaN when one is not known.
double ct_pair_precision(double lat, double lat_unit_deg, double lon_unit_deg);

#endif

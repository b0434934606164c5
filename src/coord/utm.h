// SPDX-License-Identifier: MIT
// Utm: zone, easting and northing in one text, in any order and dress.
#ifndef CT_COORD_UTM_H
#define CT_COORD_UTM_H

#include <stdbool.h>
#include <stddef.h>

struct ct_coord;
struct ct_coord_reader;

// A trimmed text. False: out->why tells what is wrong when it looks like UTM, else it is left alone.
bool ct_utm_read(struct ct_coord_reader *r, const char *s, size_t n, struct ct_coord *out);
// Does the point, read as one of the northern hemisphere, lie in latitude band S (32 to 40)? Else an "S" behind the
// zone is the hemisphere.
bool ct_utm_in_band_s(struct ct_coord_reader *r, int zone, double easting, double northing);

#endif

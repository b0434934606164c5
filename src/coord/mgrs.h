// SPDX-License-Identifier: MIT
// Mgrs: squares of the military and US national grids, polar ones too.
#ifndef CT_COORD_MGRS_H
#define CT_COORD_MGRS_H

#include <stdbool.h>
#include <stddef.h>

struct ct_coord;
struct ct_coord_reader;

// Is it written like a square? A trimmed text.
bool ct_mgrs_matches(const char *s, size_t n);
// The centre of the square, as GeographicLib reads it; the precision is the square's side. False: see out->why.
bool ct_mgrs_read(struct ct_coord_reader *r, const char *s, size_t n, struct ct_coord *out);

#endif

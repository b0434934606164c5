// SPDX-License-Identifier: MIT
// Reader: PROJ's handles for the grids that coordinates are written in.
#ifndef CT_COORD_READER_H
#define CT_COORD_READER_H

#include <stdbool.h>

struct ct_coord_reader;

// Polar stereographic metres (UPS, false origin 2 000 000) to degrees.
bool ct_coord_from_ups(struct ct_coord_reader *r, bool north, double easting, double northing, double *lon,
                       double *lat);

#endif

// SPDX-License-Identifier: MIT
// Hillshade: the light that a slope gives back, by the methods of the specification.
#ifndef CT_PAINT_HILLSHADE_H
#define CT_PAINT_HILLSHADE_H

struct ct_hillshade_style;

// A slope of `east` and `south` metres up a metre, with light from `turn` radians clockwise
// of each azimuth: the colour, multiplied by alpha.
void ct_hillshade_color(const struct ct_hillshade_style *s, double turn, double east, double south,
                        float out[4]);

// How many times too steep slopes are drawn at a zoom, as MapLibre does it.
double ct_hillshade_steepening(double zoom);

#endif

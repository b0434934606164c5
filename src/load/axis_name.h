// SPDX-License-Identifier: MIT
// Axis name: what a column's name says about positions.
#ifndef CT_LOAD_AXIS_NAME_H
#define CT_LOAD_AXIS_NAME_H

#include <stdbool.h>
#include <stddef.h>

enum ct_axis {
  CT_AXIS_LAT,
  CT_AXIS_LON,
  CT_AXIS_NORTH,
  CT_AXIS_EAST,
  CT_AXIS_PAIR,  // both in one cell, in any notation
  CT_AXIS_ZONE,  // of UTM
  CT_AXIS_PRECISION,
  CT_AXIS_APPROX,  // flags of rows whose position is known to be approximate
  CT_AXIS_NAME,    // what a row is called, for findings about it
  CT_AXES
};

// How well a name fits: 0 not, 7 it is just that word, 6 one of its words is, 2 and 3 a bare letter or vague word.
// `rest` gets the name's other words, to pair up columns ("origin_lat", "origin_lon").
int ct_axis_score(const char *name, enum ct_axis axis, char *rest, size_t size);
// Could this name be a latitude, longitude or both at all? For readers that fetch few columns.
bool ct_axes_candidate(const char *name);
// Is the word (in lower case) one of the name's?
bool ct_axis_has_word(const char *name, const char *word);
// The coordinate system that a column of eastings or northings names ("X_L93"), NULL: none.
const char *ct_axis_crs(const char *name);

#endif

// SPDX-License-Identifier: MIT
// Doctor: loaded tables looked through for positions, dates and names that are probably wrong.
#ifndef CT_DOCTOR_DOCTOR_H
#define CT_DOCTOR_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_diags;
struct ct_table;

// A map that a table is for. West > east crosses 180.
struct ct_doctor_map {
  double scale;  // denominator; 0: none is known
  double west, south, east, north;
};

struct ct_doctor_request {
  const struct ct_table *const *tables;  // each with file, row, precision_m, notation as loaded
  size_t ntables;
  const char *country_column;        // NULL: recognised by name
  const char *class_column;          // NULL: recognised by name
  const struct ct_doctor_map *maps;  // one a table; NULL: none is known
  const struct ct_table *countries;  // base layer; NULL: no checks that need it
  const struct ct_table *land;       // base layer
  const struct ct_table *lakes;      // base layer; for ships only
  const struct ct_table *places;     // base layer, points with "name"
};

// Which base layers the tables' checks would use (the request's layers are not looked at), and the box of their
// points: land, lakes and places are needed within `margin_deg` of latitude around it only, countries everywhere.
struct ct_doctor_wants {
  bool countries, land, lakes, places;
  double west, south, east, north;  // west > east: no points
  double margin_deg;
};
void ct_doctor_wants(const struct ct_doctor_request *q, struct ct_doctor_wants *out);

// Everything found is a diagnostic with file, row, column, value, reason and suggestion. Nothing is changed.
void ct_doctor_examine(const struct ct_doctor_request *q, struct ct_arena *a, struct ct_diags *diags);

// One part of it: a table's date column (docs/diagnostics.md, CT-D16x).
void ct_doctor_dates(const struct ct_table *t, struct ct_arena *a, struct ct_diags *diags);

#endif

// SPDX-License-Identifier: MIT
// Place cell: what the cells of one row say about its position, with the reason when they say none.
#ifndef CT_LOAD_PLACE_CELL_H
#define CT_LOAD_PLACE_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "model/table.h"

struct ct_axes;
struct ct_build_column;
struct ct_coord_reader;
struct ct_load_run;

// Where a row is, or why not.
struct ct_place_verdict {
  bool ok, empty;  // empty: nothing was there
  bool approx;     // the text says so ("about", "ca.")
  double lon, lat;
  double precision_m;  // NaN: unknown
  enum ct_notation notation;
  const char *mended;     // read leniently: how
  const char *published;  // as the file has it, when that is not in the columns of coordinates; else NULL
  // The finding when not ok, or when mended:
  const char *code;
  const struct ct_build_column *column;
  const char *value;       // NULL: none
  const char *suggestion;  // or NULL
  char message[256];
  char text[160], hint[160];  // where value and suggestion may live
};

// From a latitude and a longitude column (or northings and eastings of a stated system).
void ct_place_from_axes(const struct ct_load_run *r, const struct ct_axes *axes, size_t row,
                        struct ct_place_verdict *v);
// From one cell with the whole position.
void ct_place_from_pair(struct ct_load_run *r, const struct ct_axes *axes, size_t row,
                        struct ct_place_verdict *v);
// From metres, with or without a UTM zone in the row. s_is_south: "S" after a zone is the
// hemisphere here, not the latitude band.
void ct_place_from_metres(struct ct_load_run *r, const struct ct_axes *axes, size_t row, bool s_is_south,
                          struct ct_place_verdict *v);
// Does some row show that "S" after its zone can only be the hemisphere?
bool ct_place_s_is_south(struct ct_load_run *r, const struct ct_axes *axes);

// The finding's code, column, text as value, and message.
void ct_place_say(struct ct_place_verdict *v, const char *code, const struct ct_build_column *column,
                  const char *text, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

// The cell's text, "" for none; numbers as they were written, into buf.
const char *ct_place_text(const struct ct_build_column *c, size_t row, char buf[64]);

#endif

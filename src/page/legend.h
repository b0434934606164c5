// SPDX-License-Identifier: MIT
// Legend: entries grouped under headings and set in balanced columns.
#ifndef CT_PAGE_LEGEND_H
#define CT_PAGE_LEGEND_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_document;
struct ct_legend;
struct ct_legend_entry;
struct ct_op;
struct ct_page;
struct ct_run;

struct ct_legend_row {
  const struct ct_legend_entry *entry;  // NULL: a heading
  const struct ct_run *run;
  double key_w, key_h;
  double key_room;  // width of its group's keys
  bool opens;       // first of a group
  double space;     // above, unless first in its column
  double h;
  double x, middle;  // of a low legend: left edge, and the line its key and label are centred on
};

enum { CT_LEGEND_COLUMNS = 6 };  // no more than CT_PLACE_SHAPES

struct ct_legend_block {
  float size;                  // of the type, to which keys are fitted
  const struct ct_run *title;  // legend_title or NULL
  double title_h;              // with the space under it
  size_t nrows;
  struct ct_legend_row *rows;
  int ncolumns;
  size_t first[CT_LEGEND_COLUMNS + 1];  // rows of column c: first[c] .. first[c+1]-1
  double column_w[CT_LEGEND_COLUMNS];
  double column_gap, key_gap;
  double w, h;
  bool is_low;      // rows stand at their x and middle, not in columns
  size_t left_out;  // entries that had no room
  double cost;      // how far from the best arrangement, 0 = calm
};

// What a legend may take.
struct ct_legend_room {
  double w, h;    // never more
  double calm_h;  // columns are added above this height
  bool even;      // the lowest block, entries from left to right (legend under the map)
};

// Sets the legend into the room, in as many arrangements as columns allow, best first;
// returns how many. Entries that don't fit even in small type and columns are counted
// in a last line. 0 when the legend is empty or nothing of it fits.
size_t ct_legend_set(const struct ct_page *p, const struct ct_legend *legend,
                     const struct ct_legend_room *room, struct ct_arena *a,
                     struct ct_legend_block out[CT_LEGEND_COLUMNS]);
// Breaks rows into columns, one arrangement for each number of columns that fits.
size_t ct_legend_columns(const struct ct_legend_block *rows, const struct ct_legend_room *room,
                         struct ct_legend_block out[CT_LEGEND_COLUMNS]);
// The lowest arrangement of rows that go on from left to right under their headings; returns 1, or 0: it does not fit.
size_t ct_legend_low(const struct ct_legend_block *rows, const struct ct_legend_room *room,
                     struct ct_arena *a, struct ct_legend_block out[CT_LEGEND_COLUMNS]);
// Draws the block with its top left at x, y.
void ct_legend_draw(const struct ct_page *p, const struct ct_legend_block *block, double x, double y,
                    struct ct_arena *a, struct ct_op *group);
// A legend such as the document's data will probably have, to make room for it.
void ct_legend_expect(const struct ct_document *doc, struct ct_arena *a, struct ct_legend *out);

#endif

// SPDX-License-Identifier: MIT
// Key list: the numbered key, names that stand on the map as numbers, in balanced columns.
#ifndef CT_PAGE_KEY_LIST_H
#define CT_PAGE_KEY_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "model/view.h"

struct ct_arena;
struct ct_key_entry;
struct ct_op;
struct ct_page;
struct ct_page_key;
struct ct_run;

struct ct_key_row {
  const struct ct_run *number, *name;
  const char *page;  // to link to, or NULL
  double h;
};

enum { CT_KEY_COLUMNS = 6 };

// Points. Columns are as wide as each other; numbers are ranged right.
struct ct_key_block {
  size_t nrows;
  struct ct_key_row *rows;
  int ncolumns;
  size_t first[CT_KEY_COLUMNS + 1];  // rows of column c: first[c] .. first[c+1]-1
  double number_w, number_gap, column_w, column_gap, space;
  double w, h;
  float size;  // of the type
};

// How to set it.
struct ct_key_setting {
  float size;
  double wrap;  // width at which names wrap
  int ncolumns;
};

// Sets the entries; false when they do not fill that many columns.
bool ct_key_list_set(const struct ct_page *p, const struct ct_page_key *key, const struct ct_key_setting *s,
                     struct ct_arena *a, struct ct_key_block *out);
// Sets the entries into the room: low and wide where the room is that of the whole page's width, else as
// narrow as its height allows. Type shrinks when it must; false when they do not fit.
bool ct_key_list_fit(const struct ct_page *p, const struct ct_page_key *key, const struct ct_rect *room,
                     struct ct_arena *a, struct ct_key_block *out);
// The room that the document's expected key takes of the body of a page, for which `room` stands at first:
// true when beside the map (w and h as needed), else below it; w == 0: none.
bool ct_key_list_reserve(const struct ct_page *p, struct ct_rect *room, struct ct_arena *a);
void ct_key_list_draw(const struct ct_key_block *b, double x, double y, struct ct_arena *a,
                      struct ct_op *group);

// key_place.c: the place on the map, with the panel around it, that hides no mark and least of all else.
bool ct_key_list_place(const struct ct_page *p, const struct ct_page_key *key, struct ct_arena *a,
                       struct ct_key_block *out, struct ct_rect *at);

#endif

// SPDX-License-Identifier: MIT
// Changes block: the lines of a table of changes, and how they stand in columns.
#ifndef CT_PAGE_CHANGES_BLOCK_H
#define CT_PAGE_CHANGES_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_run;

enum { CT_CHANGES_COLUMNS = 4 };

// A line, or names of one kind of which there is no more to say, run together; n == 0: it says how many of its kind are
// not told.
struct ct_changes_row {
  const char *of;  // its kind
  size_t from, n;  // changes of the document
  const struct ct_run *kind, *name, *what;
  double name_h, what_h, h;
  bool first;  // of its kind: says which
};

struct ct_changes_block {
  const struct ct_run *heading;
  size_t nrows, listed;  // listed: changes that its rows tell
  struct ct_changes_row *rows;
  int ncolumns;
  size_t first[CT_CHANGES_COLUMNS + 1];
  double kind_w, name_w, column_w, gap, space, head_h;
  bool stacked;  // what has changed stands under the name
  double w, h;
};

// The space over a row that does not begin a column.
double ct_changes_space(const struct ct_changes_block *b, const struct ct_changes_row *r);
// The lowest arrangement of the rows in so many columns: kinds are kept together where that costs no more than `slack`.
// false: they are higher than `most`.
bool ct_changes_balance(struct ct_changes_block *b, int columns, double most, double slack);
// Makes a line that says that n of a kind are left out, of which some are listed or none.
typedef struct ct_changes_row ct_changes_more(void *user, const char *kind, size_t n, bool some);
// Fits the rows into columns of that height. Where they are too many, each kind keeps its fair share and says how many more
// there are. false: not even a few find room.
bool ct_changes_share(struct ct_changes_block *b, int columns, double most, double slack,
                      ct_changes_more *more, void *user, struct ct_arena *a);

#endif

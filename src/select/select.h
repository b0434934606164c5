// SPDX-License-Identifier: MIT
// Select: which rows of a table, by time and class, and rows grouped into one mark.
#ifndef CT_SELECT_SELECT_H
#define CT_SELECT_SELECT_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_data;
struct ct_diags;
struct ct_err;
struct ct_rows;
struct ct_table;

struct ct_window {
  const char *since, *until;  // as written, NULL: open
  const char *as_of;          // nothing later is shown; NULL: all
};

// The table with a column "date" of ISO texts (2018-05-09, 2018-05, 2018) where its dates stand in columns
// of years, months and days, or as numbers (serial days, seconds, 20180509); the table itself when it has
// such a column, or texts that are dates. Days that never were (31 February) are left empty.
const struct ct_table *ct_select_derive_date(const struct ct_table *t, struct ct_arena *a);

// The most plausible date column (by name, then by content), or -1.
int ct_select_date_column(const struct ct_table *t);

// Rows whose date interval touches the window; without a window, all rows. Rows
// with no date are kept out of a since/until window, counted in one diagnostic; as_of
// alone keeps them.
bool ct_select_window(const struct ct_table *t, int date_column, const struct ct_window *window,
                      struct ct_arena *a, struct ct_diags *diags, struct ct_rows *out, struct ct_err *err);

// Last day in the column over the rows; false when there is none.
bool ct_select_last_day(const struct ct_table *t, int date_column, const struct ct_rows *rows, int *day);

// One row a distinct value of `column`, in first-seen order: the group's first placed
// row, plus a number column "count" (rows in the group). The result is a new table.
bool ct_select_group(const struct ct_table *t, const struct ct_rows *rows, const char *column,
                     struct ct_arena *a, struct ct_table *out, struct ct_err *err);

// A new table of just these rows (columns and geometry copied).
void ct_select_take(const struct ct_table *t, const struct ct_rows *rows, struct ct_arena *a,
                    struct ct_table *out);

// Rows of `data` drawn as the areas of `areas`: a new table with the areas' geometry,
// all of the data's columns, one row for each data row whose `on` equals an area's
// `key`. Rows that match no area are diagnostics.
bool ct_select_join(const struct ct_table *data, const struct ct_rows *rows, const char *on,
                    const struct ct_table *areas, const char *key, struct ct_arena *a, struct ct_diags *diags,
                    struct ct_table *out, struct ct_err *err);

#endif

// SPDX-License-Identifier: MIT
// Table dates: which columns of a table hold dates, in what style, and what a cell says.
#ifndef CT_MODEL_TABLE_DATES_H
#define CT_MODEL_TABLE_DATES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

struct ct_table;

// The style of a column, told by all its cells; counts may be NULL.
struct ct_date_style ct_table_date_style(const struct ct_table *t, int column, struct ct_date_counts *counts);
// Are nearly all cells of the column dates? Judged by some thousands of its rows. Numbers, and forms that
// codes have as well, count only under a name that tells of dates.
bool ct_table_holds_dates(const struct ct_table *t, int column);
// The most plausible date column of the rows' events (by name, then by content), or -1.
int ct_table_date_column(const struct ct_table *t);
// The cell's date; false when it is empty or none.
bool ct_table_date(const struct ct_table *t, int column, const struct ct_date_style *style, size_t i,
                   struct ct_date *out);

#endif

// SPDX-License-Identifier: MIT
// Table date parts: dates whose year, month and day stand in columns of their own.
#ifndef CT_MODEL_TABLE_DATE_PARTS_H
#define CT_MODEL_TABLE_DATE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

struct ct_table;

struct ct_date_columns {
  int year, month, day;  // -1: there is none
};

struct ct_date_parts {
  int year, month, day;  // 0: not known; -1: what stands there is none
};

// Columns named for a year and a month (and a day), which most rows with a year have as such. False when the
// dates stand in one column as well, or there are none.
bool ct_table_date_columns(const struct ct_table *t, struct ct_date_columns *out);
// What the row says. False when it makes no date: a part is none, or there is no such day.
bool ct_table_date_parts(const struct ct_table *t, const struct ct_date_columns *c, size_t i,
                         struct ct_date_parts *out);

#endif

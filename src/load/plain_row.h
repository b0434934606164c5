// SPDX-License-Identifier: MIT
// Plain table: what both readings share.
#ifndef CT_LOAD_PLAIN_ROW_H
#define CT_LOAD_PLAIN_ROW_H

#include <stdbool.h>

struct ct_err;
struct ct_plain;
struct ct_records;

enum ct_plain_row { CT_PLAIN_DATA, CT_PLAIN_BEFORE, CT_PLAIN_UNITS, CT_PLAIN_TITLES };

// The next row in which any cell is filled.
bool ct_plain_next(struct ct_records *rec, bool *more, struct ct_err *err);
enum ct_plain_row ct_plain_row_kind(const struct ct_plain *p, const struct ct_records *rec);

#endif

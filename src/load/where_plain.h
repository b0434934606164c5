// SPDX-License-Identifier: MIT
// Where, plain: a column compared with a number or a text, which needs no SQL to be told.
#ifndef CT_LOAD_WHERE_PLAIN_H
#define CT_LOAD_WHERE_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_build;
struct ct_build_column;

struct ct_where_plain {
  const struct ct_build_column *column;
  bool less, equal, more;  // what is to be the case
  double number;
  const char *text;  // NULL: it is about the number
};

// Is the condition, which SQL has found good, one of these? `NAME = 'text'`, `NAME >= 1.5`, `CAST(NAME AS float) < 3`.
bool ct_where_plain_read(const char *condition, const struct ct_build *b, struct ct_arena *a,
                         struct ct_where_plain *out);
// Does the row meet it? As OGR's SQL has it: texts are alike in either case, and what has no value meets nothing.
bool ct_where_plain_met(const struct ct_where_plain *w, size_t row);

#endif

// SPDX-License-Identifier: MIT
// Wording: a document's texts with a row's columns in them, by the rules of label texts.
#ifndef CT_RENDER_WORDING_H
#define CT_RENDER_WORDING_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_err;
struct ct_table;
struct ct_wording;

// Does the text name columns, as "{name}, {province}" does?
bool ct_wording_is(const char *text);
// The first column named that the table does not have ("{day|date}" names `day`), or NULL.
const char *ct_wording_unknown(const char *text, const struct ct_table *t, struct ct_arena *a);

// For rows of a table; dates are printed in the style that they have in `whole`. A text without braces stands
// for itself, or with `column` for the column of that name.
bool ct_wording_new(const char *text, bool column, const struct ct_table *whole, const struct ct_table *t,
                    struct ct_arena *a, struct ct_wording **out, struct ct_err *err);
// In `a`, or NULL when nothing is left of it.
const char *ct_wording_text(const struct ct_wording *x, size_t row, struct ct_arena *a);

#endif

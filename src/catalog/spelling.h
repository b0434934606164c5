// SPDX-License-Identifier: MIT
// Spelling: how a row's numbers were written, where that is not how the number is written anyway.
#ifndef CT_CATALOG_SPELLING_H
#define CT_CATALOG_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_str;
struct ct_value;

// One text for all of a row: {"version":"1.10","mass_kg":"1e5"}. It is no part of what the row says: its digest leaves it out.
void ct_spelling_add(struct ct_str *out, const char *column, const char *text);
// The text as it is stored; NULL: all is written as usual.
const char *ct_spelling_end(struct ct_str *out);

// Reads one back: an object for ct_spelling_of. False: it is no such text.
bool ct_spelling_read(struct ct_arena *a, const char *text, size_t n, const struct ct_value **out);
// How the column's number x was written; NULL: as usual. False: that is another number.
bool ct_spelling_of(const struct ct_value *all, const char *column, double x, const char **out);

#endif

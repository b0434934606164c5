// SPDX-License-Identifier: MIT
// JSON: texts into values, each with its place.
#ifndef CT_BASE_VALUE_JSON_H
#define CT_BASE_VALUE_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_err;
struct ct_value;

enum { CT_VALUE_DEPTH = 200 };  // levels of lists and mappings

// Parses valid UTF-8 without NUL, strictly by RFC 8259. A number beyond a double's range is an error, half of a
// surrogate pair is read as U+FFFD, and of members with one key the last counts.
bool ct_json_parse(struct ct_arena *a, const char *text, size_t size, const char *name,
                   const struct ct_value **out, struct ct_err *err);

#endif

// SPDX-License-Identifier: MIT
// JSON text: a cursor that walks a JSON text without building it.
#ifndef CT_LOAD_JSON_TEXT_H
#define CT_LOAD_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_str;
struct ct_value;

enum { CT_JSON_DEPTH_MAX = 200 };

// All functions return false at the first fault and leave p there; `fault` says what it
// is. Lenient where programs are sloppy: NaN and Infinity are read as null, line breaks
// inside strings are kept.
struct ct_json {
  const char *p, *end;
  const char *fault;
  int depth;
};

// What comes next, blanks skipped: '{' '[' '"' 't' 'f' 'n' '0' (a number) or 0.
char ct_json_peek(struct ct_json *j);
// Steps into '{' or '['; then ct_json_more before each member or item: it passes the
// comma and, at the closing bracket, returns false with fault still NULL.
bool ct_json_enter(struct ct_json *j, char open);
bool ct_json_more(struct ct_json *j, char close, bool first);
// A member's key and its colon. The key's bytes go to buf (cleared first).
bool ct_json_key(struct ct_json *j, struct ct_str *buf);
// A string's bytes, escapes resolved, to buf (cleared first).
bool ct_json_string(struct ct_json *j, struct ct_str *buf);
// NaN for null, NaN and Infinity.
bool ct_json_number(struct ct_json *j, double *out);
bool ct_json_skip(struct ct_json *j);
// The value as a tree.
bool ct_json_value(struct ct_json *j, struct ct_arena *a, const struct ct_value **out);
// Line and column of p in the text that began at `text`.
void ct_json_place(const struct ct_json *j, const char *text, int *line, int *column);

#endif

// SPDX-License-Identifier: MIT
// Spelling: a row's numbers as they were written, as a JSON object of texts.
#include "catalog/spelling.h"

#include <string.h>

#include "base/err.h"
#include "base/number.h"
#include "base/str.h"
#include "base/value.h"
#include "base/value_json.h"

static void add_string(struct ct_str *out, const char *s) {
  struct ct_value v = {.kind = CT_STRING, .string = s, .n = strlen(s)};
  ct_value_write_json(&v, out);
}

void ct_spelling_add(struct ct_str *out, const char *column, const char *text) {
  ct_str_add(out, out->n ? "," : "{");
  add_string(out, column);
  ct_str_add(out, ":");
  add_string(out, text);
}

const char *ct_spelling_end(struct ct_str *out) {
  if (!out->n) return NULL;
  ct_str_add(out, "}");
  return ct_str_text(out);
}

bool ct_spelling_read(struct ct_arena *a, const char *text, size_t n, const struct ct_value **out) {
  struct ct_err ignored = {0};
  return ct_json_parse(a, text, n, "", out, &ignored) && (*out)->kind == CT_OBJECT;
}

bool ct_spelling_of(const struct ct_value *all, const char *column, double x, const char **out) {
  const struct ct_value *v = ct_value_get(all, column);
  double read;
  *out = ct_value_string(v);
  return !v || (*out && ct_number_read(*out, strlen(*out), &read) && read == x);
}

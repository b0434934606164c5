// SPDX-License-Identifier: MIT
// Fields: typed reading of a document's keys, with errors that name the place.
#ifndef CT_DOC_FIELD_H
#define CT_DOC_FIELD_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_err;
struct ct_value;

struct ct_field_reader {
  struct ct_arena *a;
  const char *file;  // for messages; NULL: values stem from options
  const char *folder;
  struct ct_err *err;
};

// "file:line:col: message"; returns false.
bool ct_field_fail(struct ct_field_reader *r, const struct ct_value *at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

// Fails on a key that is not among the n known ones. `what` names the mapping.
bool ct_field_known(struct ct_field_reader *r, const struct ct_value *v, const char *what,
                    const char *const *keys, size_t n);

// Each leaves *out alone when the key is absent or null, and fails on a wrong type.
bool ct_field_text(struct ct_field_reader *r, const struct ct_value *v, const char *key, const char **out);
bool ct_field_bool(struct ct_field_reader *r, const struct ct_value *v, const char *key, bool *out);
bool ct_field_number(struct ct_field_reader *r, const struct ct_value *v, const char *key, double least,
                     double most, double *out);
// One text or a list of texts.
bool ct_field_texts(struct ct_field_reader *r, const struct ct_value *v, const char *key,
                    const char *const **out, size_t *n);
// A list of exactly n numbers (out has room for n); *given tells whether it is there.
bool ct_field_numbers(struct ct_field_reader *r, const struct ct_value *v, const char *key, size_t n,
                      double *out, bool *given);
// A mapping, or NULL when absent.
bool ct_field_object(struct ct_field_reader *r, const struct ct_value *v, const char *key,
                     const struct ct_value **out);
// The value's text; numbers and booleans as written. NULL for lists and mappings.
const char *ct_field_scalar(const struct ct_value *v);

#endif

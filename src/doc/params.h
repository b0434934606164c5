// SPDX-License-Identifier: MIT
// Params: ${name} in the texts of a map document, filled from a set of names and values.
#ifndef CT_DOC_PARAMS_H
#define CT_DOC_PARAMS_H

#include <stddef.h>

struct ct_arena;
struct ct_err;
struct ct_value;

struct ct_param {
  const char *name, *value;
};

// The document with the values in place of ${name}; $${ stands for ${ itself. A text that is nothing but ${name} becomes a
// number, true or false where the value reads as such. Keys are left as they are. Of a name that is set twice the last value
// counts. NULL where a name is not set or a ${ has no end, with the place in `file` and what there is. Where nothing is to
// be filled it is `v` itself.
const struct ct_value *ct_doc_fill(const struct ct_value *v, const char *file, const struct ct_param *params,
                                   size_t n, struct ct_arena *a, struct ct_err *err);

#endif

// SPDX-License-Identifier: MIT
// Names: what the files of a map are called, by a pattern.
#ifndef CT_BATCH_NAME_H
#define CT_BATCH_NAME_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_batch_pair;
struct ct_err;

struct ct_batch_named {
  const char *document;  // path
  size_t row;            // of the table of parameters, from 1; 0: there is none
  size_t nparams;
  const struct ct_batch_pair *params;
  bool is_atlas;
  const char *title, *as_of;  // NULL: the document has none
};

// Must title, as_of or is_atlas be known for the pattern?
bool ct_batch_name_asks(const char *pattern, const struct ct_batch_pair *params, size_t nparams);
// The pattern with its {names} filled in: a parameter's value, else stem, row, slug (letters and digits of the title, in lower
// case, with dashes), title, as_of, and page or name of an atlas, which stay for its pages to fill. What cannot be in the
// name of a file becomes a dash. Words are joined with - or _ once where one of them is empty. NULL and an error for an unknown
// {name}, an empty result or one that is too long.
const char *ct_batch_name_make(const char *pattern, const struct ct_batch_named *of, struct ct_arena *a,
                               struct ct_err *err);

// The name of a map as a whole, without the marks for the pages of an atlas ({page}, {name}).
const char *ct_batch_name_whole(const char *name, struct ct_arena *a);

#endif

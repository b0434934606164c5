// SPDX-License-Identifier: MIT
// Check, export: which row each finding is about, and the clean tables at the end.
#ifndef CT_CHECK_EXPORT_H
#define CT_CHECK_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "cartouche.h"

struct ct_job;
struct ct_table;

// Where findings are about: a file, and the layer or the loading of a table where those are known.
struct ct_check_place {
  const char *file, *layer;
  size_t scope;  // 0: none
};
struct ct_check_finding {
  uint32_t place, code, row;
};
struct ct_check_entry {
  const struct ct_table *table;
  size_t scope;
};

// Between begin and end the job's diagnostics pass through here.
struct ct_check_export {
  struct ct_job *job;
  ct_diag_fn *fn;  // the caller's
  void *user;
  size_t scope, nscopes;
  ct_vec(const char *) codes;
  ct_vec(struct ct_check_place) places;
  ct_vec(struct ct_check_finding) findings;
  struct ct_check_finding last;  // the last of them; row 0: none yet
  ct_vec(struct ct_check_entry) tables;
};

// Fails when an output would overwrite an input. Without outputs nothing is recorded.
bool ct_check_export_begin(struct ct_check_export *x, struct ct_job *job, struct ct_err *err);
// Findings are now about a table that is being loaded ...
void ct_check_export_enter(struct ct_check_export *x);
// ... and which has come out as this (NULL: it has not). Findings that follow are told apart by their file.
void ct_check_export_leave(struct ct_check_export *x, const struct ct_table *t);
// A table loaded otherwise.
void ct_check_export_table(struct ct_check_export *x, const struct ct_table *t);
// Writes the job's tables.
bool ct_check_export_write(struct ct_check_export *x, struct ct_err *err);
// The diagnostics go to the caller again.
void ct_check_export_end(struct ct_check_export *x);

#endif

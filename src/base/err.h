// SPDX-License-Identifier: MIT
// Errors: the first failure of a call, as one line a person can act on.
#ifndef CT_BASE_ERR_H
#define CT_BASE_ERR_H

#include <stdbool.h>

#include "cartouche.h"

// Fills `err` unless it already holds an error (the first one wins; err may be
// NULL) and returns false, so that a function can end with `return ct_fail(...)`.
// Form of the message: "place: what is wrong (what would have worked)", lower
// case, no full stop, the subject in single quotes. Control characters are
// replaced, so it stays one line.
bool ct_fail(struct ct_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif

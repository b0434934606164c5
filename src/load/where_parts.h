// SPDX-License-Identifier: MIT
// Where, parts: an SQL condition taken apart at its outermost ANDs.
#ifndef CT_LOAD_WHERE_PARTS_H
#define CT_LOAD_WHERE_PARTS_H

#include <stddef.h>

struct ct_arena;

// Returns how many conditions there are that a row meets when it meets `where`, and only then. One of which it is not
// plain how to take it apart stays whole.
size_t ct_where_parts(const char *where, struct ct_arena *a, const char *const **out);

#endif

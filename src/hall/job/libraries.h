// SPDX-License-Identifier: MIT
// Libraries: the versions, at run time, of those that have a say in how a map comes out.
#ifndef CT_JOB_LIBRARIES_H
#define CT_JOB_LIBRARIES_H

#include <stddef.h>

struct ct_arena;

struct ct_library {
  const char *name, *version;  // version NULL: cannot be told
};

enum { CT_LIBRARIES = 12 };
// CT_LIBRARIES of them, in the order in which manifests tell of them; texts in the arena.
const struct ct_library *ct_libraries(struct ct_arena *a);

#endif

// SPDX-License-Identifier: MIT
// Compare: what is new, changed, moved and gone between two editions.
#ifndef CT_EDITION_COMPARE_H
#define CT_EDITION_COMPARE_H

#include <stddef.h>

#include "cartouche.h"
#include "model/edition.h"

struct ct_arena;

struct ct_changes {
  size_t n;
  const struct ct_change *v;  // strings belong to the editions
  const size_t *from, *to;    // n: index in the older and newer edition; SIZE_MAX: it is not there
  size_t count[CT_CHANGE_KINDS];
};

// Features are the same by data and id. Moved: by more than half a metre on the ellipsoid (or placed, or no longer); such a
// one may have changed fields too. Changed: fields or shape differ. Lines and areas do not move: their shape changes, which
// is told as the field CT_EDITION_SHAPE; moved_m is how far their middle came. In the order of the newer edition, removed ones
// last, in the order of the older. Fields that only one side has are changes only where they have a value, and so are not numbers
// that are the same in another spelling (39.10 and 39.1, but not 007 and 7).
void ct_edition_compare(const struct ct_edition *from, const struct ct_edition *to, struct ct_arena *a,
                        struct ct_changes *out);

#endif

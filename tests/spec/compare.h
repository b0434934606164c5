// SPDX-License-Identifier: MIT
// Comparison of results with the specification's fixtures; shared by the runners.
#ifndef CT_TESTS_SPEC_COMPARE_H
#define CT_TESTS_SPEC_COMPARE_H

#include <math.h>
#include <string.h>

#include "base/value.h"

// Cut to 6 significant figures, but never left of the decimal point.
static inline double spec_cut(double x) {
  if (x == 0) return 0;
  double digits = fmax(0, 6 - ceil(log10(fabs(x)))), m = pow(10, digits);
  return floor(floor(x * m) / m * m) / m;
}

// Are x and y equal, numbers after cutting, members in any order?
static inline bool spec_equal(const struct ct_value *x, const struct ct_value *y) {
  if (x->kind != y->kind) return false;
  switch (x->kind) {
    case CT_NUMBER:
      return x->number == y->number || spec_cut(x->number) == spec_cut(y->number);
    case CT_ARRAY:
      if (x->n != y->n) return false;
      for (size_t i = 0; i < x->n; i++)
        if (!spec_equal(x->items[i], y->items[i])) return false;
      return true;
    case CT_OBJECT:
      if (x->n != y->n) return false;
      for (size_t i = 0; i < x->n; i++) {
        const struct ct_value *other = ct_value_get(y, x->members[i].key);
        if (!other || !spec_equal(x->members[i].value, other)) return false;
      }
      return true;
    default:
      return ct_value_equal(x, y);
  }
}

#endif

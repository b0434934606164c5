// SPDX-License-Identifier: MIT
// Numbers as a dataset holds them: the shortest text, quickly.
#include "export/number.h"

#include <math.h>
#include <stdint.h>

#include "base/number.h"

enum { MAX_DECIMALS = 9, MAX_SHORT = 12 };

static const double METRES_PER_DEGREE = 111320;
static const double powers[MAX_SHORT + 1] = {1,   1e1, 1e2, 1e3,  1e4,  1e5, 1e6,
                                             1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

size_t ct_export_number(double x, char buf[CT_EXPORT_NUMBER]) {
  return ct_number_shortest(x, buf);
}

size_t ct_export_rounded(double x, int decimals, char buf[CT_EXPORT_NUMBER]) {
  int64_t m = (int64_t)nearbyint(x * powers[decimals]);
  while (decimals > 0 && m % 10 == 0) {
    m /= 10;
    decimals--;
  }
  return ct_number_scaled(m, decimals, buf);
}

int ct_export_decimals(double precision_m) {
  if (!(precision_m > 0)) return MAX_DECIMALS;
  // 111.32 m is 0.001 degrees: what arithmetic adds to the third digit must not make it a fourth.
  double digits = ceil(log10(METRES_PER_DEGREE / precision_m) - 0.01) + 1;
  return (int)fmin(fmax(digits, 0), MAX_DECIMALS);
}

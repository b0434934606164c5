// SPDX-License-Identifier: MIT
// Breaks: class limits for shaded areas, few and round.
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "style/bind.h"

static int ascending(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

// The number with at most two significant digits nearest below or at x.
static double rounded(double x) {
  if (x == 0) return 0;
  double unit = pow(10, floor(log10(fabs(x))) - 1);
  return floor(x / unit + 1e-9) * unit;
}

static size_t distinct(double *v, size_t n) {
  size_t k = 0;
  for (size_t i = 0; i < n; i++)
    if (i == 0 || v[i] != v[k - 1]) v[k++] = v[i];
  return k;
}

size_t ct_bind_breaks(const double *values, size_t n, size_t most, struct ct_arena *a,
                      const double **breaks) {
  double *sorted = CT_NEW_N(a, double, n), *out = CT_NEW_N(a, double, most);
  size_t m = 0, k = 0;
  for (size_t i = 0; i < n; i++)
    if (isfinite(values[i])) sorted[m++] = values[i];
  qsort(sorted, m, sizeof *sorted, ascending);
  double *different = CT_NEW_N(a, double, m);
  for (size_t i = 0; i < m; i++) different[i] = sorted[i];
  size_t nd = distinct(different, m);
  *breaks = out;
  if (nd <= most) {  // a class for every value
    for (size_t i = 1; i < nd; i++) out[k++] = different[i];
    return k;
  }
  for (size_t c = 1; c < most; c++) {
    double b = rounded(sorted[c * m / most]);
    if (b > sorted[0] && (k == 0 || b > out[k - 1])) out[k++] = b;
  }
  return k;
}

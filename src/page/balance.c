// SPDX-License-Identifier: MIT
// Balance: by halving.
#include "page/balance.h"

double ct_balance(ct_balance_fill *fill, void *user, int columns, double most) {
  enum { STEPS = 24 };
  double lo = 0, hi = most, tallest;
  for (int i = 0; i < STEPS; i++) {
    double mid = (lo + hi) / 2;
    if (fill(user, mid, &tallest) <= columns && tallest <= mid + 1e-6)
      hi = mid;
    else
      lo = mid;
  }
  return hi;
}

// SPDX-License-Identifier: MIT
// Curves: finding a stop, the factor between two stops, mixing two values.
#ifndef CT_EXPR_CURVE_H
#define CT_EXPR_CURVE_H

#include "expr/node.h"

enum ct_interpolation { CT_LINEAR, CT_EXPONENTIAL, CT_CUBIC_BEZIER };

struct ct_curve {
  enum ct_interpolation how;
  enum ct_color_space space;
  double control[4];  // base, or the control points
  const double *labels;
  size_t n;
};

// Index of the last label <= x, or 0.
size_t ct_curve_stop(const struct ct_curve *c, double x);
// How far x is from label `lower` to the next, 0..1.
double ct_curve_factor(const struct ct_curve *c, double x, size_t lower);
// Mixes two outputs of an interpolate node.
bool ct_curve_mix(const struct ct_node *n, struct ct_eval *ev, double t, const struct ct_val pair[2],
                  struct ct_val *out);

#endif

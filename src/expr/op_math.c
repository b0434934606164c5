// SPDX-License-Identifier: MIT
// Arithmetic operators.
#include <math.h>

#include "expr/node.h"

#define UNARY(name, result)                                                                  \
  static bool eval_##name(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) { \
    double x;                                                                                \
    if (!ct_eval_number(n, 0, ev, &x)) return false;                                         \
    *out = ct_val_number(result);                                                            \
    return true;                                                                             \
  }
#define BINARY(name, result)                                                                 \
  static bool eval_##name(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) { \
    double x, y;                                                                             \
    if (!ct_eval_number(n, 0, ev, &x) || !ct_eval_number(n, 1, ev, &y)) return false;        \
    *out = ct_val_number(result);                                                            \
    return true;                                                                             \
  }
#define FOLD(name, start, step)                                                              \
  static bool eval_##name(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) { \
    double x, all = start;                                                                   \
    for (uint32_t i = 0; i < n->n; i++) {                                                    \
      if (!ct_eval_number(n, i, ev, &x)) return false;                                       \
      all = step;                                                                            \
    }                                                                                        \
    *out = ct_val_number(all);                                                               \
    return true;                                                                             \
  }
#define CONSTANT(name, result)                                                               \
  static bool eval_##name(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) { \
    (void)n, (void)ev;                                                                       \
    *out = ct_val_number(result);                                                            \
    return true;                                                                             \
  }

FOLD(plus, 0, all + x)
FOLD(times, 1, all *x)
FOLD(min, INFINITY, isnan(x) || isnan(all) ? NAN : x < all ? x : all)
FOLD(max, -INFINITY, isnan(x) || isnan(all) ? NAN : x > all ? x : all)
BINARY(minus, x - y)
UNARY(negate, -x)
BINARY(divide, x / y)
BINARY(remainder, fmod(x, y))
CONSTANT(ln2, M_LN2)
CONSTANT(pi, M_PI)
CONSTANT(e, M_E)
// JavaScript: 1 to the power of infinity or NaN is NaN.
BINARY(power, (x == 1 || x == -1) && isinf(y) ? NAN : x == 1 && isnan(y) ? NAN : pow(x, y))
UNARY(sqrt, sqrt(x))
UNARY(log10, log(x) / M_LN10)
UNARY(ln, log(x))
UNARY(log2, log(x) / M_LN2)
UNARY(sin, sin(x))
UNARY(cos, cos(x))
UNARY(tan, tan(x))
UNARY(asin, asin(x))
UNARY(acos, acos(x))
UNARY(atan, atan(x))
UNARY(abs, fabs(x))
UNARY(round, x < 0 ? -floor(-x + .5) : floor(x + .5))
UNARY(floor, floor(x))
UNARY(ceil, ceil(x))

#define NUMBER &ct_type_number
#define OP0(name, f) \
  { name, NUMBER, {{eval_##f, 0, {0}, 0}}, 0 }
#define OP1(name, f) \
  { name, NUMBER, {{eval_##f, 1, {NUMBER}, 0}}, 0 }
#define OP2(name, f) \
  { name, NUMBER, {{eval_##f, 2, {NUMBER, NUMBER}, 0}}, 0 }
#define OPN(name, f) \
  { name, NUMBER, {{eval_##f, -1, {NUMBER}, 0}}, 0 }

const struct ct_compound ct_ops_math[] = {
    OPN("+", plus),
    OPN("*", times),
    {"-", NUMBER, {{eval_minus, 2, {NUMBER, NUMBER}, 0}, {eval_negate, 1, {NUMBER}, 0}}, 0},
    OP2("/", divide),
    OP2("%", remainder),
    OP2("^", power),
    OPN("min", min),
    OPN("max", max),
    OP0("ln2", ln2),
    OP0("pi", pi),
    OP0("e", e),
    OP1("sqrt", sqrt),
    OP1("log10", log10),
    OP1("ln", ln),
    OP1("log2", log2),
    OP1("sin", sin),
    OP1("cos", cos),
    OP1("tan", tan),
    OP1("asin", asin),
    OP1("acos", acos),
    OP1("atan", atan),
    OP1("abs", abs),
    OP1("round", round),
    OP1("floor", floor),
    OP1("ceil", ceil),
    {0},
};

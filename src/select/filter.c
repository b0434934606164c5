// SPDX-License-Identifier: MIT
// Filter: rows that meet a style's filter.
#include "select/filter.h"

#include <math.h>

#include "base/arena.h"
#include "base/err.h"
#include "expr/expr.h"
#include "expr/spec.h"
#include "model/table.h"

bool ct_select_filter(const struct ct_table *t, const struct ct_value *filter, struct ct_arena *a,
                      struct ct_rows *out, struct ct_err *err) {
  static const struct ct_spec spec = {
      .name = "filter", .type = CT_SPEC_BOOLEAN, .minimum = NAN, .maximum = NAN, .expression = true};
  struct ct_expr_errors errors = {0};
  struct ct_expr x, bound;
  if (!ct_expr_compile(ct_expr_of_filter(filter, a), &spec, a, &x, &errors))
    return ct_fail(err, "filter%s: %s", errors.n ? errors.v[0].key : "",
                   errors.n ? errors.v[0].message : "malformed expression");
  struct ct_eval ev = {.arena = a, .has_globals = true, .table = t, .quiet = true};
  ct_expr_bind(&x, t, &ev, a, &bound);
  uint32_t *rows = CT_NEW_N(a, uint32_t, t->n + 1);
  *out = (struct ct_rows){.v = rows};
  for (size_t i = 0; i < t->n; i++) {
    struct ct_val v;
    ev.row = i;
    if (ct_expr_eval(&bound, &ev, &v) && ct_val_truthy(&v)) rows[out->n++] = (uint32_t)i;
  }
  return true;
}

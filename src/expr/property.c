// SPDX-License-Identifier: MIT
// Property expressions: where zoom and feature data may be used.
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "expr/node.h"
#include "expr/spec.h"

static bool refuse(struct ct_expr_errors *errors, struct ct_arena *a, const char *message) {
  struct ct_expr_error e = {"", message};
  ct_vec_push(a, errors, e);
  return false;
}

#define NOT_TOP_LEVEL \
  "\"zoom\" expression may only be used as input to a top-level \"step\" or \"interpolate\" expression."
#define TWO_CURVES \
  "Only one zoom-based \"step\" or \"interpolate\" subexpression may be used in an expression."

// What a subexpression says about the zoom: nothing, its curve, or an error.
struct zoom_use {
  const struct ct_node *curve;
  const char *error;
};

static struct zoom_use find_zoom(const struct ct_node *n);

// What the node gives by itself, and the children [first, end) that this has searched already: searching them
// once more would change nothing, but double the work at every level of nested lets.
static struct zoom_use own_curve(const struct ct_node *n, uint32_t *first, uint32_t *end) {
  struct zoom_use use = {0};
  *first = *end = 0;
  if (n->kind == CT_NODE_LET) {
    *first = n->n - 1;
    *end = n->n;
    return find_zoom(n->args[n->n - 1]);
  }
  if (n->kind == CT_NODE_COALESCE) {
    while (*end < n->n && !use.curve && !use.error) use = find_zoom(n->args[(*end)++]);
  } else if (n->kind == CT_NODE_STEP || n->kind == CT_NODE_INTERPOLATE) {
    const struct ct_node *input = n->args[0];
    if (input->kind == CT_NODE_COMPOUND && strcmp(input->op, "zoom") == 0) use.curve = n;
  }
  return use;
}

static struct zoom_use find_zoom(const struct ct_node *n) {
  // Nothing below reads the zoom: nothing to find.
  if (!(n->deps & CT_DEP_ZOOM)) return (struct zoom_use){0};
  uint32_t first, end;
  struct zoom_use use = own_curve(n, &first, &end);
  if (use.error) return use;
  for (uint32_t i = 0; i < n->n; i++) {
    if (!n->args[i] || (i >= first && i < end)) continue;
    struct zoom_use below = find_zoom(n->args[i]);
    if (below.error)
      use = below;
    else if (!use.curve && !use.error && below.curve)
      use = (struct zoom_use){NULL, NOT_TOP_LEVEL};
    else if (below.curve && use.curve != below.curve)
      use = (struct zoom_use){NULL, TWO_CURVES};
  }
  return use;
}

bool ct_expr_compile_property(const struct ct_value *v, const struct ct_spec *spec, struct ct_arena *a,
                              struct ct_expr *out, struct ct_expr_errors *errors) {
  if (!ct_expr_compile(v, spec, a, out, errors)) return false;
  if (!out->feature_constant && !ct_spec_takes_data(spec))
    return refuse(errors, a, "data expressions not supported");
  if (out->zoom_constant) return true;
  if (!spec->zoom) return refuse(errors, a, "zoom expressions not supported");
  struct zoom_use use = find_zoom(out->root);
  if (use.error) return refuse(errors, a, use.error);
  if (!use.curve) return refuse(errors, a, NOT_TOP_LEVEL);
  if (use.curve->kind == CT_NODE_INTERPOLATE && !spec->interpolated)
    return refuse(errors, a, "\"interpolate\" expressions cannot be used with this property");
  return true;
}

// SPDX-License-Identifier: MIT
// Nodes: an expression's parts as the parser makes them and the evaluator walks them.
#ifndef CT_EXPR_NODE_H
#define CT_EXPR_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "expr/expr.h"

struct ct_ctx;
struct ct_node;

enum ct_node_kind {
  CT_NODE_LITERAL,
  CT_NODE_ASSERTION,
  CT_NODE_COERCION,
  CT_NODE_VAR,       // data: struct ct_binding
  CT_NODE_LET,       // args: values..., result; data: struct ct_binding[n - 1]
  CT_NODE_CASE,      // args: test, output, ..., otherwise
  CT_NODE_MATCH,     // args: input, outputs..., otherwise; data: struct ct_match
  CT_NODE_COALESCE,  // args
  CT_NODE_STEP,      // args: input, outputs...; data: struct ct_curve
  CT_NODE_INTERPOLATE,
  CT_NODE_COMPARISON,
  CT_NODE_IN,
  CT_NODE_SEMILITERAL,
  CT_NODE_GLOBAL_STATE,
  CT_NODE_COLLATOR,
  CT_NODE_GEOMETRY,  // within, distance
  CT_NODE_COMPOUND,
  CT_NODE_OTHER
};

// What a node or one below it reads.
enum {
  CT_DEP_FEATURE = 1,
  CT_DEP_STATE = 2,
  CT_DEP_ZOOM = 4,
  CT_DEP_GLOBALS = 8,  // heatmap-density, elevation, line-progress, accumulated, is-supported-script
  CT_DEP_GLOBAL_STATE = 16,
  CT_DEP_ERROR = 32,
  CT_DEP_COLLATOR = 64,
  CT_DEP_GEOMETRY = 128,
  CT_DEP_IMAGE = 256
};

// A place in the expression; NULL parent: the whole.
struct ct_at {
  const struct ct_at *parent;
  long index;
};

typedef bool ct_node_eval(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out);

struct ct_node {
  ct_node_eval *eval;
  const struct ct_type *type;
  const char *op;
  const struct ct_at *at;
  enum ct_node_kind kind;
  unsigned own;   // what this operator itself reads
  unsigned deps;  // own and below; not through variables
  uint32_t n;
  struct ct_node **args;  // entries may be NULL
  const void *data;
  struct ct_val value;  // literals
};

struct ct_binding {
  const char *name;
  struct ct_node *node;
  unsigned slot;
};

// ---- Making nodes (node.c)

struct ct_parser {
  struct ct_arena *a;
  long budget;  // nodes that may still be parsed: bounds what hostile input costs
  unsigned nslots;
  // What failed before, with its errors: overloads parse the same arguments again.
  struct ct_map failures;
};

struct ct_scope {
  const struct ct_scope *parent;
  const struct ct_binding *bindings;
  size_t n;
};

struct ct_ctx {
  struct ct_parser *p;
  const struct ct_at *at;
  const struct ct_type *expected;  // NULL: any
  const struct ct_scope *scope;
  struct ct_expr_errors *errors;
};

enum ct_annotate { CT_ANNOTATE, CT_ANNOTATE_COERCE, CT_ANNOTATE_OMIT };

// Parses one expression; NULL with an error pushed.
struct ct_node *ct_parse(const struct ct_ctx *ctx, const struct ct_value *v, enum ct_annotate how);
// Argument `index` of the operator that ctx stands at.
struct ct_node *ct_parse_arg(const struct ct_ctx *ctx, const struct ct_value *v, long index,
                             const struct ct_type *expected);
struct ct_ctx ct_ctx_at(const struct ct_ctx *ctx, long index, const struct ct_type *expected);
// Pushes an error and returns NULL.
void *ct_parse_error(const struct ct_ctx *ctx, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
// The same, at child `index` (and its child `second`, unless negative).
void *ct_parse_error_at(const struct ct_ctx *ctx, long index, long second, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
// False with an error pushed when t is not a subtype.
bool ct_parse_fits(const struct ct_ctx *ctx, const struct ct_type *expected, const struct ct_type *t);
// JavaScript's typeof.
const char *ct_parse_typeof(const struct ct_value *v);

struct ct_node *ct_node_new(const struct ct_ctx *ctx, enum ct_node_kind kind, const char *op,
                            const struct ct_type *type, ct_node_eval *eval);
// Sets the arguments (pointers copied) and what the node depends on.
struct ct_node *ct_node_args(const struct ct_ctx *ctx, struct ct_node *n, struct ct_node *const *args,
                             size_t count);
struct ct_node *ct_node_literal(struct ct_arena *a, const struct ct_type *type, struct ct_val value);
// Can it be evaluated without a feature, a zoom and so on?
bool ct_node_is_constant(const struct ct_node *n);
bool ct_node_output_defined(const struct ct_node *n);
const char *ct_at_text(const struct ct_at *at, struct ct_arena *a);

// ---- Evaluating (eval.c)

static inline bool ct_node_run(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  return n->eval(n, ev, out);
}
// Fails at the node's place; returns false.
bool ct_eval_fail(const struct ct_node *n, struct ct_eval *ev, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
// Fails without a place.
bool ct_eval_fail_nowhere(struct ct_eval *ev, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
// Evaluates argument i as a kind; fails when it is another.
bool ct_eval_number(const struct ct_node *n, size_t i, struct ct_eval *ev, double *out);
bool ct_eval_string(const struct ct_node *n, size_t i, struct ct_eval *ev, const char **out);
bool ct_eval_boolean(const struct ct_node *n, size_t i, struct ct_eval *ev, bool *out);
bool ct_eval_kind(const struct ct_node *n, size_t i, struct ct_eval *ev, enum ct_kind kind,
                  struct ct_val *out);

// ---- Operators

typedef struct ct_node *ct_form_parse(const struct ct_value *v, const struct ct_ctx *ctx);

// A special form: parses its own arguments.
struct ct_form {
  const char *name;
  ct_form_parse *parse;
};

// An operator with fixed signatures.
struct ct_overload {
  ct_node_eval *eval;
  int n;  // parameters; -1: any number of params[0]
  const struct ct_type *params[4];
  unsigned deps;
};
struct ct_compound {
  const char *name;
  const struct ct_type *type;
  struct ct_overload overloads[2];
  unsigned deps;
};

// One table a file; ended by an entry without name.
extern const struct ct_form ct_forms_type[], ct_forms_logic[], ct_forms_compare[], ct_forms_curve[],
    ct_forms_lookup[], ct_forms_text[], ct_forms_geometry[];
extern const struct ct_compound ct_ops_math[], ct_ops_color[], ct_ops_feature[], ct_ops_logic[],
    ct_ops_text[], ct_ops_filter[];

const struct ct_form *ct_form_find(const char *name);
const struct ct_compound *ct_compound_find(const char *name);
struct ct_node *ct_compound_parse(const struct ct_compound *op, const struct ct_value *v,
                                  const struct ct_ctx *ctx);

// Made by the parser around arguments of the wrong type (op_type.c).
struct ct_node *ct_node_assertion(const struct ct_ctx *ctx, const struct ct_type *type, struct ct_node *arg);
struct ct_node *ct_node_coercion(const struct ct_ctx *ctx, const struct ct_type *type, struct ct_node *arg);

// A property of the feature, by name.
bool ct_feature_get(struct ct_eval *ev, const char *key, struct ct_val *out);
// The cell of a column.
struct ct_val ct_feature_cell(const struct ct_column *column, size_t row, struct ct_arena *a);
ct_form_parse ct_match_parse, ct_format_parse, ct_within_parse, ct_distance_parse;
// Readies a within node for the rows of a table.
void ct_within_bind(struct ct_node *n, struct ct_arena *a);
ct_node_eval ct_eval_get, ct_eval_has, ct_eval_geometry_type, ct_eval_id, ct_eval_literal, ct_eval_var;
const char *ct_feature_geometry_type(const struct ct_eval *ev);

#endif

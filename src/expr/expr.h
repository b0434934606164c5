// SPDX-License-Identifier: MIT
// Expressions: MapLibre's, compiled once, specialised for a table and zoom, evaluated per row.
#ifndef CT_EXPR_EXPR_H
#define CT_EXPR_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "expr/val.h"
#include "model/table.h"

struct ct_arena;
struct ct_node;
struct ct_spec;
struct ct_value;

struct ct_expr_error {
  const char *key;  // path in the expression: "[2][1]", "" for the whole
  const char *message;
};

struct ct_expr_errors {
  struct ct_expr_error *v;
  size_t n, cap;
};

// A compiled expression. In an arena; never changed after it is made.
struct ct_expr {
  const struct ct_node *root;
  const struct ct_type *type;
  unsigned nslots;        // let bindings
  bool feature_constant;  // reads nothing of a feature
  bool zoom_constant;
  bool state_constant;  // no feature-state
  bool output_defined;  // every output is a literal in it
};

// Compiles an expression. `spec` (may be NULL) gives the expected type. False with
// `errors` filled when it is malformed or ill-typed; wording and keys are those of the
// reference implementation.
bool ct_expr_compile(const struct ct_value *v, const struct ct_spec *spec, struct ct_arena *a,
                     struct ct_expr *out, struct ct_expr_errors *errors);
// The same for a property's value, with the rules on zoom and feature data.
bool ct_expr_compile_property(const struct ct_value *v, const struct ct_spec *spec, struct ct_arena *a,
                              struct ct_expr *out, struct ct_expr_errors *errors);
// Is v an array that begins with an operator's name?
bool ct_expr_is(const struct ct_value *v);
// Names of all operators, for "did you mean"; returns how many.
size_t ct_expr_operators(const char *const **names, struct ct_arena *a);

// Legacy forms as expressions. A function is an object with `stops` or `property`.
// NULL when the function is malformed; `message` then says why.
const struct ct_value *ct_expr_of_function(const struct ct_value *function, const struct ct_spec *spec,
                                           struct ct_arena *a, const char **message);
// "{name} text" as an expression; the string itself when it has no token.
const struct ct_value *ct_expr_of_tokens(const struct ct_value *text, struct ct_arena *a);
// Filters: is it in expression syntax? If not, converted.
bool ct_expr_filter_is_expression(const struct ct_value *filter);
const struct ct_value *ct_expr_of_filter(const struct ct_value *filter, struct ct_arena *a);

// Geometry of the feature for `within` and `distance`, in units of a tile's 1/8192.
struct ct_expr_geometry {
  enum ct_geom_type type;
  bool multi;
  size_t nrings;        // points: 1 ring a point; lines and rings otherwise
  const size_t *ring0;  // nrings + 1
  const double *xy;     // 2 * ring0[nrings]
  unsigned z;           // the tile
  double tile_x, tile_y;
};

struct ct_expr_slot {
  uint64_t generation;
  bool ok;
  struct ct_val value;
};

// What an expression is evaluated against, and its scratch. Zero it, then set what is
// known; the feature is a table's row or an object of properties.
struct ct_eval {
  struct ct_arena *arena;  // for results that have to be made
  bool has_globals;
  double zoom, heatmap_density, line_progress, elevation;
  const struct ct_val *accumulated;
  const struct ct_value *global_state;
  bool (*image_known)(void *user, const char *name);  // NULL: images count as missing
  void *image_user;

  const struct ct_table *table;
  size_t row;
  const struct ct_value *properties;
  const struct ct_value *feature_state;
  const char *geometry_type;  // "Point", ...; NULL: from the table
  const struct ct_expr_geometry *geometry;
  struct ct_val id;  // when there is no table

  bool quiet;  // a failure's message is not wanted: none is made
  const char *failure;
  const char *failure_key;

  struct ct_expr_slot *slots;
  size_t nslots;
  uint64_t generation;
};

// Evaluates. False on a run-time error; `failure` and `failure_key` (NULL when the
// error does not know its place) are set unless quiet.
bool ct_expr_eval(const struct ct_expr *x, struct ct_eval *ev, struct ct_val *out);

// A copy of x for this table and the globals in `ev` (zoom, global state): columns are
// looked up, what no longer depends on a row is folded. It must be evaluated with rows
// of that table only, by one thread. table may be NULL (no feature).
void ct_expr_bind(const struct ct_expr *x, const struct ct_table *table, struct ct_eval *ev,
                  struct ct_arena *a, struct ct_expr *out);
// The value when the expression is a constant (after ct_expr_bind), else NULL.
const struct ct_val *ct_expr_constant(const struct ct_expr *x);
// Makes an expression of formatted text that is one plain text give that text as a string.
void ct_expr_plain_text(struct ct_expr *x, struct ct_arena *a);
// Calls fn for every column a feature's properties are read from; false when that
// can't be told (computed names).
bool ct_expr_columns(const struct ct_expr *x, void (*fn)(void *user, const char *name), void *user);

#endif

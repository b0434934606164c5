// SPDX-License-Identifier: MIT
// Slots: a layer's properties bound to a table and zoom, evaluated row by row with their defaults.
#ifndef CT_STYLE_SLOT_H
#define CT_STYLE_SLOT_H

#include "style/layer.h"

struct ct_slot {
  const struct ct_layer_property *property;  // NULL: not set
  const struct ct_spec *spec;
  struct ct_expr expr;
  bool constant;
  struct ct_val value;     // when constant
  struct ct_val fallback;  // the specification's default
  size_t failures;         // rows where the expression failed
  const char *message;     // of the first
  size_t row;              // of the first
};

// The property `name` of the layer at the zoom and table in `ev`.
void ct_slot_bind(const struct ct_layer *l, const char *name, const struct ct_table *table,
                  struct ct_eval *ev, struct ct_arena *a, struct ct_slot *out);
// Its value for the row in `ev`.
void ct_slot_eval(struct ct_slot *slot, struct ct_eval *ev, struct ct_val *out);
// Reports what failed.
void ct_slot_report(const struct ct_slot *slot, const struct ct_style *s, const struct ct_layer *l,
                    const struct ct_table *table, struct ct_diags *diags);

#endif

// SPDX-License-Identifier: MIT
// Slots: a layer's properties bound to a table and zoom, evaluated row by row with their defaults.
#include "style/slot.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "style/spec_tables.h"

static const struct ct_spec *spec_of(const struct ct_layer *l, const char *name, struct ct_arena *a) {
  const struct ct_spec *s = ct_spec_find(ct_spec_group(ct_arena_printf(a, "paint_%s", l->type_name)), name);
  return s ? s : ct_spec_find(ct_spec_group(ct_arena_printf(a, "layout_%s", l->type_name)), name);
}

static bool in_enum(const struct ct_spec *spec, const struct ct_val *v) {
  if (v->kind != CT_KIND_STRING) return false;
  for (size_t i = 0; i < spec->nvalues; i++)
    if (strcmp(spec->values[i], v->u.string) == 0) return true;
  return false;
}

static void failed(struct ct_slot *slot, struct ct_eval *ev, const char *message) {
  if (slot->failures++ == 0) {
    slot->message = message;
    slot->row = ev->row;
  }
}

void ct_slot_eval(struct ct_slot *slot, struct ct_eval *ev, struct ct_val *out) {
  if (slot->constant) {
    *out = slot->value;
    return;
  }
  ev->quiet = slot->failures > 0;
  bool ok = ct_expr_eval(&slot->expr, ev, out);
  if (!ok) failed(slot, ev, ev->failure);
  if (!ok || out->kind == CT_KIND_NULL || (out->kind == CT_KIND_NUMBER && isnan(out->u.number))) {
    *out = slot->fallback;
  } else if (slot->spec->type == CT_SPEC_ENUM && !in_enum(slot->spec, out)) {
    failed(slot, ev,
           ev->quiet
               ? NULL
               : ct_arena_printf(ev->arena, "'%s' is not one of its values", ct_val_text(out, ev->arena)));
    *out = slot->fallback;
  }
}

void ct_slot_bind(const struct ct_layer *l, const char *name, const struct ct_table *table,
                  struct ct_eval *ev, struct ct_arena *a, struct ct_slot *out) {
  const struct ct_layer_property *p = ct_layer_find(l, name);
  *out = (struct ct_slot){.property = p, .spec = p ? p->spec : spec_of(l, name, a), .constant = true};
  if (out->spec) out->fallback = ct_layer_default(out->spec, a);
  out->value = out->fallback;
  if (!p) return;
  ct_expr_bind(&p->expr, table, ev, a, &out->expr);
  ct_expr_plain_text(&out->expr, a);
  out->constant = false;
  if (out->expr.feature_constant || !table) {
    struct ct_val v;
    ct_slot_eval(out, ev, &v);
    out->value = v;
    out->constant = true;
  }
}

void ct_slot_report(const struct ct_slot *slot, const struct ct_style *s, const struct ct_layer *l,
                    const struct ct_table *table, struct ct_diags *diags) {
  if (!slot->failures) return;
  const char *name = slot->spec->name, *message = slot->message;
  if (slot->constant || !table) {
    ct_layer_say(s, l, diags, "CT-S120", slot->property->value, "layer '%s': %s: %s; the default is used",
                 l->id, name, message);
    return;
  }
  unsigned row = table->row ? table->row[slot->row] : (unsigned)slot->row + 1;
  ct_layer_say(s, l, diags, "CT-S120", slot->property->value,
               "layer '%s': %s: %s; the default is used for %zu row%s of '%s', the first is %u", l->id, name,
               message, slot->failures, slot->failures == 1 ? "" : "s", table->name ? table->name : "?", row);
}

// SPDX-License-Identifier: MIT
// Operators that read the feature, its state and what surrounds the evaluation.
#include <math.h>
#include <string.h>

#include "base/value.h"
#include "expr/node.h"

static bool null_value(struct ct_val *out) {
  *out = (struct ct_val){.kind = CT_KIND_NULL};
  return true;
}

bool ct_eval_get(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *key;
  if (!ct_eval_string(n, 0, ev, &key)) return false;
  ct_feature_get(ev, key, out);
  return true;
}

bool ct_eval_has(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *key;
  struct ct_val v;
  if (!ct_eval_string(n, 0, ev, &key)) return false;
  *out = ct_val_boolean(ct_feature_get(ev, key, &v));
  return true;
}

// The member `key` of args[1], an object; `found` tells a null apart from none.
static bool member(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out, bool *found) {
  const char *key;
  struct ct_val object;
  if (!ct_eval_string(n, 0, ev, &key) || !ct_eval_kind(n, 1, ev, CT_KIND_OBJECT, &object)) return false;
  if (!object.u.object) {
    *found = ct_feature_get(ev, key, out);
    return true;
  }
  const struct ct_value *v = ct_value_get(object.u.object, key);
  *found = v != NULL;
  *out = ct_val_of(v, ev->arena);
  return true;
}

static bool eval_get_of(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  bool found;
  return member(n, ev, out, &found);
}

static bool eval_has_of(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  bool found;
  if (!member(n, ev, out, &found)) return false;
  *out = ct_val_boolean(found);
  return true;
}

static bool eval_feature_state(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *key;
  if (!ct_eval_string(n, 0, ev, &key)) return false;
  *out = ct_val_of(ct_value_get(ev->feature_state, key), ev->arena);
  return true;
}

static bool eval_properties(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)n;
  *out = (struct ct_val){.kind = CT_KIND_OBJECT, .u.object = ev->table ? NULL : ev->properties};
  return true;
}

bool ct_eval_geometry_type(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)n;
  const char *type = ct_feature_geometry_type(ev);
  if (!type) return null_value(out);
  *out = ct_val_string(type);
  return true;
}

bool ct_eval_id(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)n;
  const struct ct_table *t = ev->table;
  if (!t) {
    *out = ev->id;
    return true;
  }
  if (t->feature_key && t->feature_key[ev->row])
    *out = ct_val_string(t->feature_key[ev->row]);
  else if (t->feature_id && !isnan(t->feature_id[ev->row]))
    *out = ct_val_number(t->feature_id[ev->row]);
  else
    return null_value(out);
  return true;
}

static bool eval_zoom(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)n;
  *out = ct_val_number(ev->zoom);
  return true;
}

static bool eval_heatmap_density(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)n;
  *out = ct_val_number(ev->heatmap_density);
  return true;
}

static bool eval_elevation(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)n;
  *out = ct_val_number(ev->elevation);
  return true;
}

static bool eval_line_progress(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)n;
  *out = ct_val_number(ev->line_progress);
  return true;
}

static bool eval_accumulated(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)n;
  if (!ev->accumulated) return null_value(out);
  *out = *ev->accumulated;
  return true;
}

#define NUMBER &ct_type_number
#define STRING &ct_type_string
#define OBJECT &ct_type_object

const struct ct_compound ct_ops_feature[] = {
    {"get",
     &ct_type_value,
     {{ct_eval_get, 1, {STRING}, CT_DEP_FEATURE}, {eval_get_of, 2, {STRING, OBJECT}, 0}},
     0},
    {"has",
     &ct_type_boolean,
     {{ct_eval_has, 1, {STRING}, CT_DEP_FEATURE}, {eval_has_of, 2, {STRING, OBJECT}, 0}},
     0},
    {"zoom", NUMBER, {{eval_zoom, 0, {0}, 0}}, CT_DEP_ZOOM},
    {"geometry-type", STRING, {{ct_eval_geometry_type, 0, {0}, 0}}, CT_DEP_FEATURE},
    {"id", &ct_type_value, {{ct_eval_id, 0, {0}, 0}}, CT_DEP_FEATURE},
    {"properties", OBJECT, {{eval_properties, 0, {0}, 0}}, CT_DEP_FEATURE},
    {"feature-state", &ct_type_value, {{eval_feature_state, 1, {STRING}, 0}}, CT_DEP_FEATURE | CT_DEP_STATE},
    {"heatmap-density", NUMBER, {{eval_heatmap_density, 0, {0}, 0}}, CT_DEP_GLOBALS},
    {"elevation", NUMBER, {{eval_elevation, 0, {0}, 0}}, CT_DEP_GLOBALS},
    {"line-progress", NUMBER, {{eval_line_progress, 0, {0}, 0}}, CT_DEP_GLOBALS},
    {"accumulated", &ct_type_value, {{eval_accumulated, 0, {0}, 0}}, CT_DEP_GLOBALS},
    {0},
};

// SPDX-License-Identifier: MIT
// Style: MapLibre style documents compiled, and what is known about their sources and layers.
#include "style/style.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "model/diag.h"
#include "style/flat.h"
#include "style/gradient.h"
#include "style/layer.h"
#include "style/slot.h"
#include "style/validate.h"

bool ct_color_parse(const char *text, struct ct_color *out) {
  struct ct_rgba c;
  if (!text || !ct_rgba_parse(text, &c)) return false;
  double v[4];
  ct_rgba_split(&c, v);
  *out = (struct ct_color){(float)v[0], (float)v[1], (float)v[2], (float)v[3]};
  return true;
}

static const struct ct_value *state_defaults(const struct ct_value *root, struct ct_arena *a) {
  const struct ct_value *state = ct_value_get(root, "state");
  if (!ct_value_is(state, CT_OBJECT)) return NULL;
  struct ct_value *out = ct_value_new(a, CT_OBJECT);
  struct ct_member *members = CT_NEW_N(a, struct ct_member, state->n + 1);
  for (size_t i = 0; i < state->n; i++) {
    const struct ct_value *v = ct_value_get(state->members[i].value, "default");
    if (!v) continue;
    members[out->n] = state->members[i];
    members[out->n++].value = v;
  }
  out->members = members;
  return out;
}

static bool valid(const struct ct_value *root, const char *file, struct ct_arena *a, struct ct_diags *diags,
                  struct ct_err *err) {
  struct ct_findings found = {0};
  ct_validate_document(root, a, &found);
  const struct ct_finding *first = NULL;
  for (size_t i = 0; i < found.n; i++) {
    ct_validate_send(&found.v[i], file, diags);
    if (!first && found.v[i].severity == CT_ERROR) first = &found.v[i];
  }
  if (!first) return true;
  const char *name = file ? file : "style";
  if (!first->line) return ct_fail(err, "%s: %s", name, first->message);
  return ct_fail(err, "%s:%d:%d: %s", name, first->line, first->col, first->message);
}

bool ct_style_check(const struct ct_value *root, const char *file, struct ct_arena *a, struct ct_diags *diags,
                    struct ct_err *err) {
  return valid(ct_flat_root(root, a), file, a, diags, err);
}

// The theme's layers and the document's each in their own file, then what holds between them: equal ids.
bool ct_style_check_bound(const struct ct_value *root, const char *file, const struct ct_style_tail *tail,
                          struct ct_arena *a, struct ct_diags *diags, struct ct_err *err) {
  const struct ct_value *all = ct_value_get(root, "layers");
  size_t n = all->n - tail->n;
  bool apart = tail->n > 0;
  // What `ref` names may be in the other file.
  for (size_t i = n; i < all->n; i++) apart &= ct_value_get(all->items[i], "ref") == NULL;
  if (!apart) return ct_style_check(root, file, a, diags, err);
  const struct ct_value *theme = ct_value_of_items(a, all->items, n);
  const struct ct_value *own = ct_value_of_items(a, all->items + n, tail->n);
  struct ct_diags told = {0};
  return ct_style_check(ct_value_with(a, root, "layers", theme), file, a, diags, err) &&
         ct_style_check(ct_value_with(a, root, "layers", own), tail->file, a, diags, err) &&
         ct_style_check(root, tail->file, a, &told, err);
}

bool ct_style_compile(const struct ct_value *root, const char *file, struct ct_arena *a,
                      struct ct_diags *diags, struct ct_style **out, struct ct_err *err) {
  return ct_style_check(root, file, a, diags, err) && ct_style_build(root, file, a, diags, out, err);
}

bool ct_style_build(const struct ct_value *root, const char *file, struct ct_arena *a, struct ct_diags *diags,
                    struct ct_style **out, struct ct_err *err) {
  static const struct ct_style_tail none = {0};
  (void)err;
  ct_style_build_bound(root, file, &none, a, diags, out);
  return true;
}

void ct_style_build_bound(const struct ct_value *root, const char *file, const struct ct_style_tail *tail,
                          struct ct_arena *a, struct ct_diags *diags, struct ct_style **out) {
  ct_flat_report(root, file, diags);
  root = ct_flat_root(root, a);
  struct ct_style *s = CT_NEW(a, struct ct_style);
  *s = (struct ct_style){.a = a,
                         .file = file,
                         .root = root,
                         .global_state = state_defaults(root, a),
                         .enlarge = 1,
                         .enlarge_texts = 1};
  const struct ct_value *list = ct_value_get(root, "layers");
  s->tail = *tail;
  s->tail_from = list->n - tail->n;
  struct ct_layer *layers = CT_NEW_N(a, struct ct_layer, list->n + 1);
  for (size_t i = 0; i < list->n; i++)
    if (ct_layer_compile(s, list->items[i], i, diags, &layers[s->nlayers])) s->nlayers++;
  s->layers = layers;
  *out = s;
}

void ct_style_set_images(struct ct_style *s, ct_image_known_fn *known, void *user) {
  s->image_known = known;
  s->image_user = user;
}

void ct_style_set_turn(struct ct_style *s, double turn_deg) {
  s->turn_deg = turn_deg;
}

void ct_style_set_enlarge(struct ct_style *s, double texts, double marks) {
  s->enlarge_texts = texts;
  s->enlarge = marks;
}

size_t ct_style_nsources(const struct ct_style *s) {
  const struct ct_value *sources = ct_value_get(s->root, "sources");
  return sources ? sources->n : 0;
}

void ct_style_source(const struct ct_style *s, size_t i, struct ct_style_source *out) {
  const struct ct_member *m = &ct_value_get(s->root, "sources")->members[i];
  *out = (struct ct_style_source){.name = m->key, .value = m->value};
  out->type = ct_value_string(ct_value_get(m->value, "type"));
  if (out->type && strcmp(out->type, "geojson") == 0) out->data = ct_value_get(m->value, "data");
}

size_t ct_style_nlayers(const struct ct_style *s) {
  return s->nlayers;
}

// `visibility` is a word, or an expression of the global state.
static bool is_visible(const struct ct_style *s, const struct ct_layer *l, struct ct_arena *a) {
  const struct ct_layer_property *p = ct_layer_find(l, "visibility");
  if (!p) return true;
  struct ct_eval ev = {.arena = a, .quiet = true, .global_state = s->global_state};
  struct ct_val v;
  if (!ct_expr_eval(&p->expr, &ev, &v)) return true;
  return v.kind != CT_KIND_STRING || strcmp(v.u.string, "none") != 0;
}

// symbol-placement may change from zoom to zoom; as all layout it is settled at whole ones.
static bool goes_along(const struct ct_style *s, const struct ct_layer *l, double zoom, struct ct_arena *a) {
  if (l->type != CT_LAYER_SYMBOL || !ct_layer_find(l, "symbol-placement")) return false;
  struct ct_eval ev = {
      .arena = a, .has_globals = true, .zoom = floor(zoom), .global_state = s->global_state, .quiet = true};
  struct ct_slot slot;
  ct_slot_bind(l, "symbol-placement", NULL, &ev, a, &slot);
  return slot.value.kind == CT_KIND_STRING && strcmp(slot.value.u.string, "point") != 0;
}

void ct_style_layer(const struct ct_style *s, size_t i, double zoom, struct ct_arena *a,
                    struct ct_style_layer_info *out) {
  const struct ct_layer *l = &s->layers[i];
  *out = (struct ct_style_layer_info){
      .id = l->id,
      .type = l->type,
      .source = l->type == CT_LAYER_BACKGROUND ? NULL : l->source,
      .source_layer = l->source_layer,
      .metadata = l->metadata,
      .visible = zoom >= l->minzoom && zoom < l->maxzoom && is_visible(s, l, a),
      .along = goes_along(s, l, zoom, a),
      .constant = l->constant,
      .measured = ct_layer_find(l, "line-dasharray") || ct_layer_find(l, "line-pattern") ||
                  ct_layer_find(l, "line-gradient"),
      .metrics = ct_layer_has_metrics(s, l),
      .ncolumns = l->ncolumns,
      .columns = l->columns,
      .all_columns = l->all_columns,
  };
}

size_t ct_style_validate(const struct ct_value *root, const char *file, struct ct_diags *diags) {
  struct ct_arena a = {0};
  struct ct_findings found = {0};
  size_t errors = 0;
  ct_validate_document(root, &a, &found);
  for (size_t i = 0; i < found.n; i++) {
    ct_validate_send(&found.v[i], file, diags);
    errors += found.v[i].severity == CT_ERROR;
  }
  ct_arena_release(&a);
  return errors;
}

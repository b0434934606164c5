// SPDX-License-Identifier: MIT
// Flat: the parts of a style that need a third dimension or a globe, as a page shows them.
#include "style/flat.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "model/diag.h"

static bool is_extrusion(const struct ct_value *layer) {
  const char *type = ct_value_string(ct_value_get(layer, "type"));
  return type && strcmp(type, "fill-extrusion") == 0;
}

// Heights, bases and shading have no counterpart; the rest has the same name with "fill-".
static const struct ct_value *flat_paint(const struct ct_value *paint, struct ct_arena *a) {
  static const char *const kept[][2] = {{"fill-extrusion-color", "fill-color"},
                                        {"fill-extrusion-opacity", "fill-opacity"},
                                        {"fill-extrusion-pattern", "fill-pattern"},
                                        {"fill-extrusion-translate", "fill-translate"},
                                        {"fill-extrusion-translate-anchor", "fill-translate-anchor"}};
  const struct ct_value *out = ct_value_new(a, CT_OBJECT);
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
    const struct ct_value *v = ct_value_get(paint, kept[i][0]);
    if (v) out = ct_value_with(a, out, kept[i][1], v);
  }
  return out;
}

const struct ct_value *ct_flat_layer(const struct ct_value *layer, struct ct_arena *a) {
  if (!is_extrusion(layer)) return layer;
  const struct ct_value *out = ct_value_with(a, layer, "type", ct_value_of_string(a, "fill"));
  const struct ct_value *paint = ct_value_get(layer, "paint");
  return paint ? ct_value_with(a, out, "paint", flat_paint(paint, a)) : out;
}

const struct ct_value *ct_flat_root(const struct ct_value *root, struct ct_arena *a) {
  if (!ct_value_get(root, "fog")) return root;
  struct ct_value *out = ct_value_new(a, CT_OBJECT);
  struct ct_member *members = CT_NEW_N(a, struct ct_member, root->n);
  *out = *root;
  out->n = 0;
  for (size_t i = 0; i < root->n; i++)
    if (strcmp(root->members[i].key, "fog") != 0) members[out->n++] = root->members[i];
  out->members = members;
  return out;
}

static void say(const struct ct_value *at, const char *file, struct ct_diags *diags, const char *what) {
  ct_diag_say(diags, "CT-S203", CT_NOTE, file, at->line, "%s", what);
}

static void report_root(const struct ct_value *root, const char *file, struct ct_diags *diags) {
  static const char *const parts[][2] = {{"sky", "'sky' is not drawn: a page has no horizon"},
                                         {"fog", "'fog' is not drawn: a page has no horizon"},
                                         {"terrain", "'terrain' is not drawn: the page is flat"},
                                         {"light", "'light' is not used: nothing is raised"}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    const struct ct_value *v = ct_value_get(root, parts[i][0]);
    if (v && v->kind != CT_NULL) say(v, file, diags, parts[i][1]);
  }
  const struct ct_value *pitch = ct_value_get(root, "pitch");
  if (ct_value_number(pitch, 0) != 0)
    say(pitch, file, diags, "'pitch' is not used: the map is seen from above");
  const struct ct_value *type = ct_value_get(ct_value_get(root, "projection"), "type");
  const char *name = ct_value_string(type);
  if (type && !(name && strcmp(name, "mercator") == 0))
    say(type, file, diags, "the style's projection is not used (choose one with --projection)");
}

void ct_flat_report(const struct ct_value *root, const char *file, struct ct_diags *diags) {
  report_root(root, file, diags);
  const struct ct_value *layers = ct_value_get(root, "layers");
  for (size_t i = 0; layers && layers->kind == CT_ARRAY && i < layers->n; i++) {
    if (!is_extrusion(layers->items[i])) continue;
    const char *id = ct_value_string(ct_value_get(layers->items[i], "id"));
    ct_diag_say(diags, "CT-S203", CT_NOTE, file, layers->items[i]->line,
                "layer '%s' (fill-extrusion) is drawn as its footprint", id ? id : "");
    return;
  }
}

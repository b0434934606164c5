// SPDX-License-Identifier: MIT
// Layers: one style layer compiled: its filter and properties as expressions.
#include "style/layer.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "model/diag.h"
#include "style/flat.h"
#include "style/spec_tables.h"

void ct_layer_say(const struct ct_style *s, const struct ct_layer *l, struct ct_diags *diags,
                  const char *code, const struct ct_value *place, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  const char *message = ct_arena_vprintf(s->a, fmt, ap);
  va_end(ap);
  struct ct_diagnostic d = {.code = code, .severity = CT_WARNING, .file = l->file, .message = message};
  if (place) {
    d.line = place->line;
    d.column = place->col;
  }
  ct_diag_send(diags, &d);
}

const struct ct_value *ct_layer_expression(const struct ct_value *v, const struct ct_spec *spec,
                                           struct ct_arena *a, const char **message) {
  if (v->kind == CT_OBJECT) return ct_expr_of_function(v, spec, a, message);
  if (v->kind == CT_STRING && spec->tokens) return ct_expr_of_tokens(v, a);
  if (v->kind != CT_ARRAY || ct_expr_is(v)) return v;
  const struct ct_value *items[2] = {ct_value_of_string(a, "literal"), v};
  return ct_value_of_items(a, items, 2);
}

struct ct_val ct_layer_default(const struct ct_spec *spec, struct ct_arena *a) {
  struct ct_val none = {.kind = CT_KIND_NULL}, v = ct_val_of(spec->fallback, a), out;
  switch (spec->type) {
    case CT_SPEC_COLOR:
      if (!ct_val_to_color(&v, &out.u.color)) return none;
      return ct_val_color(out.u.color);
    case CT_SPEC_PADDING:
      return ct_val_to_padding(&v, a, &out) ? out : none;
    case CT_SPEC_FORMATTED:
      return v.kind == CT_KIND_STRING ? ct_val_to_formatted(v.u.string, a) : none;
    case CT_SPEC_IMAGE:
      return v.kind == CT_KIND_STRING ? ct_val_to_image(v.u.string) : none;
    case CT_SPEC_NUMBER_ARRAY:
      return ct_val_to_number_array(&v, a, &out) ? out : none;
    case CT_SPEC_COLOR_ARRAY:
      return ct_val_to_color_array(&v, a, &out) ? out : none;
    default:
      return v;
  }
}

static enum ct_layer_type type_of(const char *name) {
  static const struct {
    const char *name;
    enum ct_layer_type type;
  } types[] = {
      {"background", CT_LAYER_BACKGROUND},
      {"fill", CT_LAYER_FILL},
      {"line", CT_LAYER_LINE},
      {"circle", CT_LAYER_CIRCLE},
      {"symbol", CT_LAYER_SYMBOL},
      {"raster", CT_LAYER_RASTER},
      {"heatmap", CT_LAYER_HEATMAP},
      {"hillshade", CT_LAYER_HILLSHADE},
      {"color-relief", CT_LAYER_COLOR_RELIEF},
      {"fill-extrusion", CT_LAYER_FILL_EXTRUSION},
  };
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp(name, types[i].name) == 0) return types[i].type;
  return CT_LAYER_OTHER;
}

struct columns {
  struct ct_arena *a;
  ct_vec(const char *) names;
};

static void add_column(void *user, const char *name) {
  struct columns *c = user;
  for (size_t i = 0; i < c->names.n; i++)
    if (strcmp(c->names.v[i], name) == 0) return;
  ct_vec_push(c->a, &c->names, name);
}

static void note_columns(struct ct_layer *l, const struct ct_expr *x, struct columns *c) {
  if (!ct_expr_columns(x, add_column, c)) l->all_columns = true;
}

// NOLINTNEXTLINE(readability-function-size): what a property belongs to, and where it goes
static void compile_property(struct ct_style *s, struct ct_layer *l, const struct ct_spec *spec,
                             const struct ct_value *value, struct ct_diags *diags, struct columns *columns,
                             struct ct_layer_property *out, size_t *n) {
  struct ct_expr_errors errors = {0};
  const char *message = NULL;
  const struct ct_value *v = ct_layer_expression(value, spec, s->a, &message);
  struct ct_layer_property p = {.spec = spec, .value = value};
  if (v && ct_expr_compile(v, spec, s->a, &p.expr, &errors)) {
    note_columns(l, &p.expr, columns);
    l->constant &= p.expr.feature_constant;
    out[(*n)++] = p;
    return;
  }
  if (!message) message = errors.n ? errors.v[0].message : "malformed function";
  ct_layer_say(s, l, diags, "CT-S107", value, "layers[%zu].%s: %s", l->index, spec->name, message);
}

static void compile_section(struct ct_style *s, struct ct_layer *l, const char *section,
                            struct ct_diags *diags, struct columns *columns, struct ct_layer_property *out,
                            size_t *n) {
  const struct ct_value *object = ct_value_get(l->value, section);
  const struct ct_spec_group *group = ct_spec_group(ct_arena_printf(s->a, "%s_%s", section, l->type_name));
  for (size_t i = 0; object && object->kind == CT_OBJECT && i < object->n; i++) {
    const struct ct_spec *spec = ct_spec_find(group, object->members[i].key);
    const struct ct_value *value = object->members[i].value;
    if (spec && value->kind != CT_NULL) compile_property(s, l, spec, value, diags, columns, out, n);
  }
}

static void compile_filter(struct ct_style *s, struct ct_layer *l, struct ct_diags *diags,
                           struct columns *columns) {
  const struct ct_value *filter = ct_value_get(l->value, "filter");
  if (!filter || filter->kind == CT_NULL) return;
  struct ct_expr_errors errors = {0};
  const struct ct_spec *spec = &ct_spec_group("filter")->specs[0];
  if (ct_expr_compile(ct_expr_of_filter(filter, s->a), spec, s->a, &l->filter, &errors)) {
    l->has_filter = true;
    note_columns(l, &l->filter, columns);
    return;
  }
  ct_layer_say(s, l, diags, "CT-S108", filter, "layers[%zu].filter%s: %s", l->index, errors.v[0].key,
               errors.v[0].message);
}

// A layer with "ref" takes these from the layer it names.
static const struct ct_value *dereferenced(const struct ct_style *s, const struct ct_value *v) {
  static const char *const inherited[] = {"type",    "source", "source-layer", "minzoom",
                                          "maxzoom", "filter", "layout"};
  const char *ref = ct_value_string(ct_value_get(v, "ref"));
  const struct ct_value *layers = ct_value_get(s->root, "layers");
  for (size_t i = 0; ref && i < layers->n; i++) {
    const char *id = ct_value_string(ct_value_get(layers->items[i], "id"));
    if (!id || strcmp(id, ref) != 0) continue;
    for (size_t k = 0; k < sizeof inherited / sizeof *inherited; k++) {
      const struct ct_value *x = ct_value_get(layers->items[i], inherited[k]);
      if (x) v = ct_value_with(s->a, v, inherited[k], x);
    }
    return v;
  }
  return v;
}

static bool is_drawn(enum ct_layer_type type) {
  return type <= CT_LAYER_COLOR_RELIEF;
}

bool ct_layer_compile(struct ct_style *s, const struct ct_value *value, size_t index, struct ct_diags *diags,
                      struct ct_layer *l) {
  const struct ct_value *v = ct_flat_layer(dereferenced(s, value), s->a);
  *l = (struct ct_layer){.value = v, .file = s->file, .index = index, .constant = true};
  if (index >= s->tail_from) {
    l->file = s->tail.file;
    l->index -= s->tail_from;
  }
  l->id = ct_value_string(ct_value_get(v, "id"));
  l->type_name = ct_value_string(ct_value_get(v, "type"));
  if (!l->id || !l->type_name) return false;
  l->type = type_of(l->type_name);
  if (!is_drawn(l->type)) {
    ct_layer_say(s, l, diags, "CT-S201", ct_value_get(v, "type"),
                 "layer '%s' is left out: layers of type '%s' are not drawn yet", l->id, l->type_name);
    return false;
  }
  l->source = ct_value_string(ct_value_get(v, "source"));
  l->source_layer = ct_value_string(ct_value_get(v, "source-layer"));
  l->metadata = ct_value_get(v, "metadata");
  l->minzoom = ct_value_number(ct_value_get(v, "minzoom"), -INFINITY);
  l->maxzoom = ct_value_number(ct_value_get(v, "maxzoom"), INFINITY);
  struct columns columns = {.a = s->a};
  const struct ct_value *layout = ct_value_get(v, "layout"), *paint = ct_value_get(v, "paint");
  struct ct_layer_property *properties =
      CT_NEW_N(s->a, struct ct_layer_property, (layout ? layout->n : 0) + (paint ? paint->n : 0) + 1);
  compile_section(s, l, "layout", diags, &columns, properties, &l->n);
  compile_section(s, l, "paint", diags, &columns, properties, &l->n);
  l->properties = properties;
  compile_filter(s, l, diags, &columns);
  l->columns = columns.names.v;
  l->ncolumns = columns.names.n;
  return true;
}

const struct ct_layer_property *ct_layer_find(const struct ct_layer *l, const char *name) {
  for (size_t i = 0; i < l->n; i++)
    if (strcmp(l->properties[i].spec->name, name) == 0) return &l->properties[i];
  return NULL;
}

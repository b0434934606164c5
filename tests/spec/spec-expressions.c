// SPDX-License-Identifier: MIT
// Runs the specification's expression fixtures: spec-expressions DIR. Exit status 1 when any fails.
#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "compare.h"
#include "expr/expr.h"
#include "expr/spec.h"
#include "walk.h"

static enum ct_spec_type spec_type(const char *name) {
  static const struct {
    const char *name;
    enum ct_spec_type type;
  } types[] = {
      {"number", CT_SPEC_NUMBER},
      {"string", CT_SPEC_STRING},
      {"boolean", CT_SPEC_BOOLEAN},
      {"color", CT_SPEC_COLOR},
      {"enum", CT_SPEC_ENUM},
      {"array", CT_SPEC_ARRAY},
      {"formatted", CT_SPEC_FORMATTED},
      {"resolvedImage", CT_SPEC_IMAGE},
      {"padding", CT_SPEC_PADDING},
      {"numberArray", CT_SPEC_NUMBER_ARRAY},
      {"colorArray", CT_SPEC_COLOR_ARRAY},
      {"projectionDefinition", CT_SPEC_PROJECTION_DEFINITION},
      {"variableAnchorOffsetCollection", CT_SPEC_ANCHORS},
  };
  for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
    if (strcmp(name, types[i].name) == 0) return types[i].type;
  return CT_SPEC_NONE;
}

static void read_enum(const struct ct_value *v, struct ct_arena *a, struct ct_spec *s) {
  if (!v) return;
  const char **names = CT_NEW_N(a, const char *, v->n);
  for (size_t i = 0; i < v->n; i++)
    names[i] = v->kind == CT_OBJECT ? v->members[i].key : ct_value_string(v->items[i]);
  s->values = names;
  s->nvalues = v->n;
}

// The property the fixture compiles for, with the reference runner's defaults.
static struct ct_spec read_spec(const struct ct_value *v, struct ct_arena *a) {
  struct ct_spec s = {.zoom = true, .interpolated = true, .property_type = CT_PROPERTY_DATA_DRIVEN};
  if (!v) return s;
  s.type = spec_type(ct_value_string(ct_value_get(v, "type")));
  s.value = spec_type(ct_value_string(ct_value_get(v, "value")));
  s.length = (size_t)ct_value_number(ct_value_get(v, "length"), 0);
  s.fallback = ct_value_get(v, "default");
  const struct ct_value *tokens = ct_value_get(v, "tokens");
  s.tokens = tokens && tokens->boolean;
  read_enum(ct_value_get(v, "values"), a, &s);
  const char *type = ct_value_string(ct_value_get(v, "property-type"));
  if (type && strcmp(type, "data-driven") != 0 && strcmp(type, "cross-faded-data-driven") != 0)
    s.property_type = CT_PROPERTY_DATA_CONSTANT;
  const struct ct_value *e = ct_value_get(v, "expression");
  if (!e) return s;
  const struct ct_value *interpolated = ct_value_get(e, "interpolated"), *p = ct_value_get(e, "parameters");
  s.interpolated = interpolated && interpolated->boolean;
  s.zoom = false;
  for (size_t i = 0; p && i < p->n; i++) s.zoom |= strcmp(ct_value_string(p->items[i]), "zoom") == 0;
  return s;
}

static const struct ct_value *parse_json(struct ct_arena *a, const char *text) {
  const struct ct_value *v = NULL;
  struct ct_err err = {0};
  if (!ct_value_parse(a, text, strlen(text), "result", CT_SYNTAX_JSON, &v, &err))
    printf("  %s\n", err.message);
  return v;
}

static const struct ct_value *string_of(struct ct_arena *a, const char *s) {
  return ct_value_of_string(a, s);
}

static const struct ct_value *error_of(struct ct_arena *a, const char *key, const char *message) {
  const struct ct_value *v = ct_value_with(a, NULL, "key", string_of(a, key));
  return ct_value_with(a, v, "error", string_of(a, message));
}

static const struct ct_value *compile_result(struct ct_arena *a, bool ok, const struct ct_expr *x,
                                             const struct ct_expr_errors *errors) {
  const struct ct_value *v = ct_value_with(a, NULL, "result", string_of(a, ok ? "success" : "error"));
  if (!ok) {
    const struct ct_value **list = CT_NEW_N(a, const struct ct_value *, errors->n + 1);
    for (size_t i = 0; i < errors->n; i++) list[i] = error_of(a, errors->v[i].key, errors->v[i].message);
    return ct_value_with(a, v, "errors", ct_value_of_items(a, list, errors->n));
  }
  v = ct_value_with(a, v, "isFeatureConstant", ct_value_of_bool(a, x->feature_constant));
  v = ct_value_with(a, v, "isZoomConstant", ct_value_of_bool(a, x->zoom_constant));
  return ct_value_with(a, v, "type", string_of(a, ct_type_name(x->type, a)));
}

// ---- Inputs

struct rings {
  ct_vec(size_t) start;
  ct_vec(double) xy;
};

static void add_point(struct ct_arena *a, struct rings *r, const struct ct_value *p, const double tile[3]) {
  double lon = p->items[0]->number, lat = p->items[1]->number, tiles = pow(2, tile[0]);
  double x = (180 + lon) / 360, y = (180 - 180 / M_PI * log(tan(M_PI / 4 + lat * M_PI / 360))) / 360;
  ct_vec_push(a, &r->xy, floor((x * tiles - tile[1]) * 8192 + .5));
  ct_vec_push(a, &r->xy, floor((y * tiles - tile[2]) * 8192 + .5));
}

// Coordinates nested `depth` lists deep: 0 one point, 1 a ring of points, more: rings.
static void add_rings(struct ct_arena *a, struct rings *r, const struct ct_value *v, int depth, bool points,
                      const double tile[3]) {
  if (depth == 0) {
    ct_vec_push(a, &r->start, r->xy.n / 2);
    add_point(a, r, v, tile);
    return;
  }
  if (depth == 1 && !points) ct_vec_push(a, &r->start, r->xy.n / 2);
  for (size_t i = 0; i < v->n; i++) {
    if (depth == 1 && !points)
      add_point(a, r, v->items[i], tile);
    else
      add_rings(a, r, v->items[i], depth - 1, points, tile);
  }
}

static void read_geometry(const struct ct_value *g, const struct ct_value *id, struct ct_arena *a,
                          struct ct_eval *ev) {
  const char *type = ct_value_string(ct_value_get(g, "type"));
  ev->geometry_type = type;
  if (!id || !type) return;
  double tile[3] = {ct_value_number(ct_value_get(id, "z"), 0), ct_value_number(ct_value_get(id, "x"), 0),
                    ct_value_number(ct_value_get(id, "y"), 0)};
  struct ct_expr_geometry *out = CT_NEW(a, struct ct_expr_geometry);
  bool multi = strncmp(type, "Multi", 5) == 0;
  const char *base = multi ? type + 5 : type;
  bool point = strcmp(base, "Point") == 0, polygon = strcmp(base, "Polygon") == 0;
  ev->geometry_type = point ? "Point" : polygon ? "Polygon" : "LineString";
  out->type = point ? CT_GEOM_POINT : polygon ? CT_GEOM_POLYGON : CT_GEOM_LINE;
  struct rings r = {0};
  const struct ct_value *coordinates = ct_value_get(g, "coordinates");
  if (coordinates) add_rings(a, &r, coordinates, (point ? 0 : polygon ? 2 : 1) + multi, point, tile);
  out->nrings = r.start.n;
  ct_vec_push(a, &r.start, r.xy.n / 2);
  out->ring0 = r.start.v;
  out->xy = r.xy.v;
  out->z = (unsigned)tile[0];
  out->tile_x = tile[1];
  out->tile_y = tile[2];
  ev->geometry = out;
}

static bool in_list(void *list, const char *name) {
  const struct ct_value *v = list;
  for (size_t i = 0; i < v->n; i++)
    if (strcmp(v->items[i]->string, name) == 0) return true;
  return false;
}

static void read_input(const struct ct_value *input, const struct ct_value *state, struct ct_arena *a,
                       struct ct_eval *ev) {
  const struct ct_value *globals = input->items[0], *feature = input->n > 1 ? input->items[1] : NULL;
  *ev = (struct ct_eval){.arena = a, .has_globals = true, .global_state = state};
  ev->zoom = ct_value_number(ct_value_get(globals, "zoom"), NAN);
  ev->heatmap_density = ct_value_number(ct_value_get(globals, "heatmapDensity"), 0);
  ev->line_progress = ct_value_number(ct_value_get(globals, "lineProgress"), 0);
  ev->elevation = ct_value_number(ct_value_get(globals, "elevation"), 0);
  const struct ct_value *accumulated = ct_value_get(globals, "accumulated");
  if (accumulated) {
    struct ct_val *v = CT_NEW(a, struct ct_val);
    *v = ct_val_of(accumulated, a);
    ev->accumulated = v;
  }
  const struct ct_value *images = ct_value_get(globals, "availableImages");
  if (images) {
    ev->image_known = in_list;
    ev->image_user = (void *)(uintptr_t)images;
  }
  static const struct ct_value none = {.kind = CT_OBJECT};
  const struct ct_value *properties = ct_value_get(feature, "properties");
  ev->properties = properties ? properties : &none;
  ev->feature_state = ct_value_get(feature, "featureState");
  ev->id = ct_val_of(ct_value_get(feature, "id"), a);
  const struct ct_value *geometry = ct_value_get(feature, "geometry");
  if (geometry) read_geometry(geometry, ct_value_get(globals, "canonicalID"), a, ev);
}

// ---- Outputs

// Only where the expression is known to give a colour, its components are listed.
static const struct ct_value *output_of(struct ct_arena *a, const struct ct_expr *x, const struct ct_val *v) {
  if (v->kind != CT_KIND_COLOR || x->type->kind != CT_KIND_COLOR) return parse_json(a, ct_val_json(v, a));
  const struct ct_rgba *c = &v->u.color;
  double f[4] = {c->a == 0 ? 0 : c->r, c->a == 0 ? 0 : c->g, c->a == 0 ? 0 : c->b, c->a};
  const struct ct_value *items[4];
  for (int i = 0; i < 4; i++) items[i] = ct_value_of_number(a, f[i]);
  return ct_value_of_items(a, items, 4);
}

static const struct ct_value *evaluate(const struct ct_expr *x, const struct ct_value *input,
                                       const struct ct_value *state, struct ct_arena *a) {
  struct ct_eval ev;
  struct ct_val v;
  read_input(input, state, a, &ev);
  if (ct_expr_eval(x, &ev, &v)) {
    const struct ct_value *out = output_of(a, x, &v);
    return out ? out : ct_value_new(a, CT_NULL);
  }
  const char *key = ev.failure_key ? ev.failure_key : "";
  return ct_value_with(
      a, NULL, "error",
      string_of(a, ct_arena_printf(a, "layers[0].paint.some-property%s: %s", key, ev.failure)));
}

static bool differ(const char *path, const char *what, const struct ct_value *expected,
                   const struct ct_value *got, struct ct_arena *a) {
  struct ct_str e = {.arena = a}, g = {.arena = a};
  ct_value_write_json(expected, &e);
  ct_value_write_json(got, &g);
  printf("FAIL %s\n  %s expected %s\n  %s got      %s\n", path, what, ct_str_text(&e), what, ct_str_text(&g));
  return false;
}

static bool run_inputs(const char *path, const struct ct_expr *x, const struct ct_value *test,
                       const struct ct_value *expected, struct ct_arena *a) {
  const struct ct_value *inputs = ct_value_get(test, "inputs"), *outputs = ct_value_get(expected, "outputs");
  if (!inputs) return true;
  const struct ct_value **got = CT_NEW_N(a, const struct ct_value *, inputs->n);
  for (size_t i = 0; i < inputs->n; i++)
    got[i] = evaluate(x, inputs->items[i], ct_value_get(test, "globalState"), a);
  const struct ct_value *list = ct_value_of_items(a, got, inputs->n);
  if (outputs && spec_equal(outputs, list)) return true;
  return differ(path, "outputs", outputs ? outputs : ct_value_new(a, CT_NULL), list, a);
}

static bool run_test(const char *path, struct ct_arena *a) {
  const struct ct_value *test = NULL;
  struct ct_err err = {0};
  if (!ct_value_read(a, path, &test, &err)) {
    printf("FAIL %s\n  %s\n", path, err.message);
    return false;
  }
  const struct ct_value *expression = ct_value_get(test, "expression"),
                        *expected = ct_value_get(test, "expected");
  struct ct_spec spec = read_spec(ct_value_get(test, "propertySpec"), a);
  if (ct_value_is(expression, CT_OBJECT)) {
    const char *message;
    expression = ct_expr_of_function(expression, &spec, a, &message);
    if (!expression) {
      printf("FAIL %s\n  %s\n", path, message);
      return false;
    }
  }
  struct ct_expr x;
  struct ct_expr_errors errors = {0};
  bool ok = ct_expr_compile_property(expression, &spec, a, &x, &errors);
  const struct ct_value *compiled = compile_result(a, ok, &x, &errors);
  const struct ct_value *wanted = ct_value_get(expected, "compiled");
  if (!spec_equal(wanted, compiled)) return differ(path, "compiled", wanted, compiled, a);
  return !ok || run_inputs(path, &x, test, expected, a);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: spec-expressions DIR\n");
    return 2;
  }
  return spec_walk("spec-expressions", argv[1], "/test.json") ? spec_run(run_test) : 2;
}

// SPDX-License-Identifier: MIT
// Checks: layers and their layout and paint properties.
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "style/check_value.h"

struct layer {
  const struct ct_value *value;
  const char *type;
};

static const char *get_string(const struct ct_value *v, const char *key) {
  return ct_value_string(ct_value_get(v, key));
}

static bool is(const char *s, const char *t) {
  return s && strcmp(s, t) == 0;
}

// The last layer of that id.
static const struct ct_value *layer_by_id(struct ct_check *c, const char *id) {
  const struct ct_value *layers = ct_value_get(c->root, "layers");
  if (!id || !ct_value_is(layers, CT_ARRAY)) return NULL;
  c->layers.arena = c->a;
  for (size_t i = c->layers.n ? layers->n : 0; i < layers->n; i++) {
    const char *name = get_string(layers->items[i], "id");
    if (name) ct_map_add_string(&c->layers, name, 0, NULL)->value = i;
  }
  const struct ct_map_entry *found = ct_map_find_string(&c->layers, id);
  return found ? layers->items[found->value] : NULL;
}

static void check_duplicates(struct ct_check *c, const char *key, const struct ct_value *layer,
                             size_t index) {
  const struct ct_value *id = ct_value_get(layer, "id"), *layers = ct_value_get(c->root, "layers");
  if (!ct_check_given(id) || id->kind == CT_ARRAY || id->kind == CT_OBJECT) return;
  if (!ct_check_repeats(c, &c->ids, id)) return;
  for (size_t i = 0; i < index && !ct_check_full(c); i++) {
    const struct ct_value *other = ct_value_get(layers->items[i], "id");
    if (other && ct_value_equal(other, id))
      ct_check_say(c, "CT-S109", key, id, "duplicate layer id \"%s\", previously used at line %d",
                   ct_check_text(c, id), other->line);
  }
}

// The type that a layer with "ref" has.
static const char *check_ref(struct ct_check *c, const char *key, const struct ct_value *layer) {
  static const char *const prohibited[] = {"type", "source", "source-layer", "filter", "layout"};
  for (size_t i = 0; i < sizeof prohibited / sizeof *prohibited; i++) {
    const struct ct_value *v = ct_value_get(layer, prohibited[i]);
    if (v) ct_check_say(c, "CT-S109", key, v, "\"%s\" is prohibited for ref layers", prohibited[i]);
  }
  const struct ct_value *ref = ct_value_get(layer, "ref"), *parent = layer_by_id(c, ct_value_string(ref));
  if (!parent)
    ct_check_say(c, "CT-S109", key, ref, "ref layer \"%s\" not found", ct_check_text(c, ref));
  else if (ct_check_given(ct_value_get(parent, "ref")))
    ct_check_say(c, "CT-S109", key, ref, "ref cannot reference another ref layer");
  else
    return get_string(parent, "type");
  return get_string(layer, "type");
}

static void source_not_found(struct ct_check *c, const char *key, const struct ct_value *name) {
  struct ct_finding *f =
      ct_check_say(c, "CT-S106", key, name, "source \"%s\" not found", ct_check_text(c, name));
  const struct ct_value *sources = ct_value_get(c->root, "sources");
  if (!ct_value_is(sources, CT_OBJECT) || name->kind != CT_STRING) return;
  const char **names = CT_NEW_N(c->a, const char *, sources->n + 1);
  for (size_t i = 0; i < sources->n; i++) names[i] = sources->members[i].key;
  f->suggestion = ct_nearest_name(name->string, names, sources->n);
}

static bool gradient_without_metrics(const struct ct_value *layer, const char *type,
                                     const struct ct_value *source) {
  return is(type, "line") && ct_check_given(ct_value_get(ct_value_get(layer, "paint"), "line-gradient")) &&
         (!is(get_string(source, "type"), "geojson") || !ct_check_given(ct_value_get(source, "lineMetrics")));
}

static void check_source_fits(struct ct_check *c, const char *key, const struct ct_value *layer,
                              const char *type) {
  const struct ct_value *name = ct_value_get(layer, "source");
  const char *id = ct_check_text(c, ct_value_get(layer, "id"));
  if (!ct_check_given(name)) {
    ct_check_say(c, "CT-S103", key, layer, "missing required property \"source\"");
    return;
  }
  const struct ct_value *sources = ct_value_get(c->root, "sources");
  const struct ct_value *source = ct_value_get(sources, ct_check_text(c, name));
  const char *of = get_string(source, "type");
  bool dem = is(of, "raster-dem"), on_dem = is(type, "hillshade") || is(type, "color-relief");
  if (!ct_check_given(source))
    source_not_found(c, key, name);
  else if (is(of, "vector") && is(type, "raster"))
    ct_check_say(c, "CT-S106", key, name, "layer \"%s\" requires a raster source", id);
  else if (!dem && on_dem)
    ct_check_say(c, "CT-S106", key, name, "layer \"%s\" requires a raster-dem source", id);
  else if (is(of, "raster") && !is(type, "raster"))
    ct_check_say(c, "CT-S106", key, name, "layer \"%s\" requires a vector source", id);
  else if (is(of, "vector") && !ct_check_given(ct_value_get(layer, "source-layer")))
    ct_check_say(c, "CT-S106", key, layer, "layer \"%s\" must specify a \"source-layer\"", id);
  else if (dem && !on_dem)
    ct_check_say(c, "CT-S106", key, name,
                 "raster-dem source can only be used with layer type 'hillshade' or 'color-relief'.");
  else if (gradient_without_metrics(layer, type, source))
    ct_check_say(
        c, "CT-S106", key, layer,
        "layer \"%s\" specifies a line-gradient, which requires a GeoJSON source with `lineMetrics` enabled.",
        id);
}

// "x" of "x-transition", or NULL.
static const char *transition_of(struct ct_check *c, const char *name) {
  static const char suffix[] = "-transition";
  if (!ct_ends_with(name, suffix)) return NULL;
  return ct_arena_strndup(c->a, name, strlen(name) - strlen(suffix));
}

static bool is_token(const char *s) {
  size_t n = strlen(s);
  return n > 2 && s[0] == '{' && s[n - 1] == '}' && strcspn(s, "}") == n - 1;
}

static void unknown_property(struct ct_check *c, const char *key, const struct ct_member *m,
                             const struct ct_spec_group *group) {
  struct ct_finding *f = ct_check_say(c, "CT-S101", key, m->value, "unknown property \"%s\"", m->key);
  const char **names = CT_NEW_N(c->a, const char *, group->n + 1);
  for (size_t i = 0; i < group->n; i++) names[i] = group->specs[i].name;
  f->suggestion = ct_nearest_name(m->key, names, group->n);
  f->line = m->line;
  f->col = m->col;
}

static void check_property(struct ct_check *c, const char *key, const struct ct_member *m,
                           const struct layer *l, bool paint) {
  const char *section = ct_arena_printf(c->a, "%s_%s", paint ? "paint" : "layout", l->type ? l->type : "");
  const struct ct_spec_group *group = ct_spec_group(section);
  if (!group) return;
  const char *transition = paint ? transition_of(c, m->key) : NULL;
  const struct ct_spec *spec = transition ? ct_spec_find(group, transition) : NULL;
  if (spec && spec->transition) {
    ct_check_object(c, key, m->value, ct_spec_group("transition"), NULL, NULL, NULL);
    return;
  }
  if (!(spec = ct_spec_find(group, m->key))) {
    unknown_property(c, key, m, group);
    return;
  }
  const struct ct_value *v = m->value;
  if (v->kind == CT_STRING && ct_spec_takes_data(spec) && !spec->tokens && is_token(v->string)) {
    const char *name = ct_arena_strndup(c->a, v->string + 1, strlen(v->string) - 2);
    ct_check_say(
        c, "CT-S107", key, v,
        "\"%s\" does not support interpolation syntax\nUse an identity property function instead: `{ "
        "\"type\": \"identity\", \"property\": \"%s\" }`.",
        m->key, name);
    return;
  }
  if (is(m->key, "text-font") && v->kind == CT_OBJECT && is(get_string(v, "type"), "identity"))
    ct_check_say(c, "CT-S107", key, v, "\"text-font\" does not support identity functions");
  struct ct_checked x = {key, v, spec, paint ? CT_IN_PAINT : CT_IN_LAYOUT, m->key};
  ct_check_value(c, &x);
}

static bool paint_member(struct ct_check *c, const char *key, const struct ct_member *m, void *user) {
  check_property(c, key, m, user, true);
  return true;
}

static bool layout_member(struct ct_check *c, const char *key, const struct ct_member *m, void *user) {
  check_property(c, key, m, user, false);
  return true;
}

static bool layer_member(struct ct_check *c, const char *key, const struct ct_member *m, void *user) {
  const struct ct_spec *spec = ct_spec_find(ct_spec_group("layer"), m->key);
  if (is(m->key, "filter"))
    ct_check_filter(c, key, m->value);
  else if (is(m->key, "layout"))
    ct_check_object(c, key, m->value, NULL, layout_member, user, NULL);
  else if (is(m->key, "paint"))
    ct_check_object(c, key, m->value, NULL, paint_member, user, NULL);
  else if (is(m->key, "type"))
    ct_check_enum(c, key, m->value, spec);
  else if (spec)
    return false;
  return true;
}

void ct_check_layer(struct ct_check *c, const char *key, const struct ct_value *layer, size_t index) {
  static const char *const own[] = {"type", "filter", "layout", "paint", NULL};
  if (layer->kind != CT_OBJECT) {
    ct_check_say(c, "CT-S102", key, layer, "object expected, %s found", ct_check_kind(layer));
    return;
  }
  if (!ct_check_given(ct_value_get(layer, "type")) && !ct_check_given(ct_value_get(layer, "ref")))
    ct_check_say(c, "CT-S103", key, layer, "either \"type\" or \"ref\" is required");
  struct layer l = {layer, get_string(layer, "type")};
  check_duplicates(c, key, layer, index);
  if (ct_value_get(layer, "ref"))
    l.type = check_ref(c, key, layer);
  else if (!is(l.type, "background"))
    check_source_fits(c, key, layer, l.type);
  const struct ct_value *paint = ct_value_get(layer, "paint");
  if (is(l.type, "raster") && ct_check_given(ct_value_get(paint, "resampling")) &&
      ct_check_given(ct_value_get(paint, "raster-resampling")))
    ct_check_say(
        c, "CT-S109", key, paint,
        "layer \"%s\" redundantly specifies \"resampling\" and \"raster-resampling\" paint properties, but "
        "only one is allowed. It is advised to use \"resampling\".",
        ct_check_text(c, ct_value_get(layer, "id")));
  ct_check_object(c, key, layer, ct_spec_group("layer"), layer_member, &l, own);
}

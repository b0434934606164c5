// SPDX-License-Identifier: MIT
// Checks: sources, sprites, fonts and the other parts at a document's root.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/str.h"
#include "style/check_value.h"

static bool is(const char *s, const char *t) {
  return s && strcmp(s, t) == 0;
}

static bool source_member(struct ct_check *c, const char *key, const struct ct_member *m, void *user) {
  (void)user;
  if (!is(m->key, "promoteId")) return false;
  if (m->value->kind == CT_STRING) return true;
  for (size_t i = 0; m->value->kind == CT_OBJECT && i < m->value->n; i++)
    ct_check_string(c, ct_check_key(c, key, m->value->members[i].key), m->value->members[i].value);
  return true;
}

static void check_cluster(struct ct_check *c, const char *key, const struct ct_value *source) {
  const struct ct_value *properties = ct_value_get(source, "clusterProperties");
  if (!ct_check_given(ct_value_get(source, "cluster")) || !ct_value_is(properties, CT_OBJECT)) return;
  for (size_t i = 0; i < properties->n; i++) {
    const struct ct_member *m = &properties->members[i];
    if (m->value->kind != CT_ARRAY || m->value->n < 1) continue;
    const struct ct_value *reduce = m->value->items[0];
    if (reduce->kind == CT_STRING) {
      const struct ct_value *accumulated = ct_value_of_string(c->a, "accumulated");
      const struct ct_value *get[2] = {ct_value_of_string(c->a, "get"), ct_value_of_string(c->a, m->key)};
      const struct ct_value *list[3] = {reduce, ct_value_of_items(c->a, &accumulated, 1),
                                        ct_value_of_items(c->a, get, 2)};
      reduce = ct_value_of_items(c->a, list, 3);
    }
    struct ct_checked x = {.value = m->value->n > 1 ? m->value->items[1] : NULL, .context = CT_IN_CLUSTER};
    x.key = ct_arena_printf(c->a, "%s.%s.map", key, m->key);
    if (x.value)
      ct_check_expression(c, &x);
    else
      ct_check_say(c, "CT-S107", x.key, NULL, "'undefined' value invalid. Use null instead.");
    x.key = ct_arena_printf(c->a, "%s.%s.reduce", key, m->key);
    x.value = reduce;
    ct_check_expression(c, &x);
  }
}

static void check_raster_dem(struct ct_check *c, const char *key, const struct ct_value *source) {
  static const char *const custom[] = {"redFactor", "greenFactor", "blueFactor", "baseShift"};
  const struct ct_value *encoding = ct_value_get(source, "encoding");
  const struct ct_spec_group *group = ct_spec_group("source_raster_dem");
  for (size_t i = 0; i < source->n; i++) {
    const struct ct_member *m = &source->members[i];
    const struct ct_spec *spec = ct_spec_find(group, m->key);
    bool factor = false;
    for (size_t k = 0; k < sizeof custom / sizeof *custom; k++) factor |= is(m->key, custom[k]);
    if (factor && !is(ct_value_string(encoding), "custom"))
      ct_check_say(
          c, "CT-S106", m->key, m->value,
          "In \"%s\": \"%s\" is only valid when \"encoding\" is set to \"custom\". %s encoding found", key,
          m->key,
          ct_check_given(encoding) ? ct_arena_printf(c->a, "\"%s\"", ct_check_text(c, encoding)) : "Default");
    else if (spec)
      ct_check_plain(c, m->key, m->value, spec);
    else
      ct_check_say(c, "CT-S101", m->key, m->value, "unknown property \"%s\"", m->key);
  }
}

void ct_check_source(struct ct_check *c, const char *key, const struct ct_value *source) {
  static const char *const types[] = {"vector", "raster", "raster-dem", "geojson", "video", "image"};
  static const char *const own[] = {"promoteId", NULL};
  const struct ct_value *type = ct_value_get(source, "type");
  const char *name = ct_value_string(type);
  if (!ct_check_given(type)) {
    ct_check_say(c, "CT-S106", key, source, "\"type\" is required");
  } else if (is(name, "canvas")) {
    struct ct_finding *f = ct_check_say(
        c, "CT-S106", key, NULL,
        "Please use runtime APIs to add canvas sources, rather than including them in stylesheets.");
    f->identifier = "source.canvas";
    f->line = source->line;
    f->col = source->col;
  } else if (is(name, "raster-dem")) {
    check_raster_dem(c, key, source);
  } else {
    const struct ct_spec_group *group = name ? ct_spec_group(ct_arena_printf(c->a, "source_%s", name)) : NULL;
    struct ct_spec spec = {.type = CT_SPEC_ENUM, .values = types, .nvalues = sizeof types / sizeof *types};
    bool plain = is(name, "video") || is(name, "image");
    if (!group) {
      ct_check_enum(c, ct_check_key(c, key, "type"), type, &spec);
      return;
    }
    ct_check_object(c, key, source, group, plain ? NULL : source_member, NULL, plain ? NULL : own);
    if (is(name, "geojson")) check_cluster(c, key, source);
  }
}

void ct_check_part(struct ct_check *c, const char *name, const struct ct_value *v) {
  const struct ct_spec_group *group = ct_spec_group(name);
  static const char suffix[] = "-transition";
  if (v->kind != CT_OBJECT) {
    ct_check_say(c, "CT-S102", name, v, "object expected, %s found", ct_check_kind(v));
    return;
  }
  bool moves = is(name, "light") || is(name, "sky");
  for (size_t i = 0; i < v->n; i++) {
    const struct ct_member *m = &v->members[i];
    const struct ct_spec *spec = ct_spec_find(group, m->key);
    if (moves && ct_ends_with(m->key, suffix)) {
      const char *base = ct_arena_strndup(c->a, m->key, strlen(m->key) - strlen(suffix));
      const struct ct_spec *of = ct_spec_find(group, base);
      if (of && of->transition) {
        ct_check_object(c, m->key, m->value, ct_spec_group("transition"), NULL, NULL, NULL);
        continue;
      }
    }
    if (spec)
      ct_check_plain(c, m->key, m->value, spec);
    else
      ct_check_say(c, "CT-S101", m->key, m->value, "unknown property \"%s\"", m->key);
  }
}

static const struct ct_spec sprite_specs[] = {
    {.name = "id", .type = CT_SPEC_STRING, .required = true, .minimum = NAN, .maximum = NAN},
    {.name = "url", .type = CT_SPEC_STRING, .required = true, .minimum = NAN, .maximum = NAN}};

static bool used_before(struct ct_check *c, struct ct_map *seen, const struct ct_value *sprite,
                        const char *name) {
  const struct ct_value *v = ct_value_get(sprite, name);
  return ct_check_given(v) && ct_check_repeats(c, seen, v);
}

void ct_check_sprite(struct ct_check *c, const char *key, const struct ct_value *v) {
  static const struct ct_spec_group group = {"sprite", 2, sprite_specs};
  struct ct_map ids = {0}, urls = {0};
  if (v->kind != CT_ARRAY) {
    ct_check_string(c, key, v);
    return;
  }
  for (size_t i = 0; i < v->n && !ct_check_full(c); i++) {
    if (used_before(c, &ids, v->items[i], "id"))
      ct_check_say(c, "CT-S109", key, v, "all the sprites' ids must be unique, but %s is duplicated",
                   ct_check_text(c, ct_value_get(v->items[i], "id")))
          ->own = true;
    if (used_before(c, &urls, v->items[i], "url"))
      ct_check_say(c, "CT-S109", key, v, "all the sprites' URLs must be unique, but %s is duplicated",
                   ct_check_text(c, ct_value_get(v->items[i], "url")))
          ->own = true;
    ct_check_object(c, ct_check_index(c, key, i), v->items[i], &group, NULL, NULL, NULL);
  }
}

static size_t hex_digits(const char *s) {
  return strspn(s, "0123456789abcdefABCDEF");
}

// U+26, U+0-7F or U+4??
static void check_range(struct ct_check *c, const char *key, const struct ct_value *v) {
  if (v->kind != CT_STRING) return;
  const char *s = v->string;
  bool good = strncasecmp(s, "u+", 2) == 0;
  size_t n = good ? hex_digits(s + 2) : 0, wild = good ? strspn(s + 2 + n, "?") : 0;
  const char *rest = good ? s + 2 + n + wild : "";
  size_t m = *rest == '-' ? hex_digits(rest + 1) : 0;
  if (wild)
    good = good && n + wild <= 6 && !*rest;
  else
    good = good && n >= 1 && n <= 6 && (!*rest || (m >= 1 && m <= 6 && !rest[1 + m]));
  if (!good) {
    ct_check_say(c, "CT-S104", key, v,
                 "invalid unicode range, expected a value such as \"U+26\", \"U+0-10FFFF\" or \"U+4??\"");
    return;
  }
  if (wild) return;
  unsigned long start = strtoul(s + 2, NULL, 16), end = m ? strtoul(rest + 1, NULL, 16) : start;
  if (start > 0x10FFFF || end > 0x10FFFF)
    ct_check_say(c, "CT-S104", key, v, "unicode range is out of bounds, the maximum code point is U+10FFFF");
  else if (start > end)
    ct_check_say(c, "CT-S104", key, v, "unicode range start must not be greater than its end, but %s is", s);
}

static void check_face(struct ct_check *c, const char *key, const struct ct_value *face) {
  static const struct ct_spec specs[] = {
      {.name = "url", .type = CT_SPEC_STRING, .required = true, .minimum = NAN, .maximum = NAN},
      {.name = "unicode-range",
       .type = CT_SPEC_ARRAY,
       .value = CT_SPEC_STRING,
       .minimum = NAN,
       .maximum = NAN}};
  static const struct ct_spec_group group = {"font-face", 2, specs};
  ct_check_object(c, key, face, &group, NULL, NULL, NULL);
  const struct ct_value *ranges = ct_value_get(face, "unicode-range");
  for (size_t i = 0; ct_value_is(ranges, CT_ARRAY) && i < ranges->n; i++)
    check_range(c, ct_arena_printf(c->a, "%s.unicode-range[%zu]", key, i), ranges->items[i]);
}

void ct_check_font_faces(struct ct_check *c, const char *key, const struct ct_value *v) {
  if (v->kind != CT_OBJECT) {
    ct_check_say(c, "CT-S102", key, v, "object expected, %s found", ct_check_kind(v));
    return;
  }
  for (size_t i = 0; i < v->n; i++) {
    const struct ct_member *m = &v->members[i];
    const char *at = ct_check_key(c, key, m->key);
    if (m->value->kind == CT_ARRAY) {
      for (size_t k = 0; k < m->value->n; k++) check_face(c, ct_check_index(c, at, k), m->value->items[k]);
    } else if (m->value->kind != CT_STRING) {
      ct_check_say(c, "CT-S102", at, m->value, "string or array expected, %s found", ct_check_kind(m->value));
    }
  }
}

void ct_check_glyphs(struct ct_check *c, const char *key, const struct ct_value *v) {
  static const char *const tokens[] = {"{fontstack}", "{range}"};
  if (!ct_check_string(c, key, v)) return;
  for (int i = 0; i < 2; i++)
    if (!strstr(v->string, tokens[i]))
      ct_check_say(c, "CT-S104", key, v, "\"glyphs\" url must include a \"%s\" token", tokens[i]);
}

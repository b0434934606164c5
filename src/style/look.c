// SPDX-License-Identifier: MIT
// Looks: how the properties of background, fill and circle layers become what is drawn.
#include "style/look.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/view.h"

void ct_look_set(const struct ct_look_property *p, const struct ct_val *v, void *raw) {
  char *at = (char *)raw + p->offset;
  if (v->kind == CT_KIND_NULL) return;
  double c[4];
  switch (p->kind & CT_LOOK_KIND) {
    case CT_LOOK_NUMBER:
    case CT_LOOK_FINE:
      if (v->kind == CT_KIND_NUMBER) *(float *)(void *)at = (float)(v->u.number * p->factor);
      break;
    case CT_LOOK_PAIR:
      for (uint32_t i = 0; v->kind == CT_KIND_ARRAY && i < 2 && i < v->n; i++)
        ((float *)(void *)at)[i] = (float)(v->u.list.items[i].u.number * p->factor);
      break;
    case CT_LOOK_COLOR:
      if (v->kind != CT_KIND_COLOR) break;
      ct_rgba_split(&v->u.color, c);
      *(struct ct_color *)(void *)at = (struct ct_color){(float)c[0], (float)c[1], (float)c[2], (float)c[3]};
      break;
    case CT_LOOK_BOOL:
      *(bool *)at = ct_val_truthy(v);
      break;
    case CT_LOOK_ENUM:
      for (int i = 0; v->kind == CT_KIND_STRING && p->names[i]; i++)
        if (strcmp(p->names[i], v->u.string) == 0) *(int *)(void *)at = i;
      break;
    case CT_LOOK_NAME:
      *(const char **)(void *)at = v->kind == CT_KIND_IMAGE    ? v->u.image.name
                                   : v->kind == CT_KIND_STRING ? v->u.string
                                                               : NULL;
      break;
    case CT_LOOK_VAL:
      *(struct ct_val *)(void *)at = *v;
      break;
    case CT_LOOK_GIVEN:
    case CT_LOOK_SAME:
      break;  // facts about the layer
  }
}

static void snap(float *x, float steps) {
  *x = roundf(*x * steps) / steps;
}

void ct_look_snap(const struct ct_look_property *p, void *raw) {
  float *at = (void *)((char *)raw + p->offset);
  unsigned kind = p->kind & CT_LOOK_KIND;
  bool color = kind == CT_LOOK_COLOR;
  int n = color ? 4 : kind == CT_LOOK_PAIR ? 2 : kind == CT_LOOK_NUMBER ? 1 : 0;
  for (int i = 0; i < n; i++) snap(&at[i], color ? 255 : 64);
}

const char *ct_pool_string(struct ct_look_pool *pool, const char *s) {
  if (!s) return NULL;
  pool->strings.arena = pool->a;
  return ct_map_add(&pool->strings, s, strlen(s) + 1, 0, NULL)->key;
}

void ct_look_turn(const struct ct_look_pool *pool, bool on_map, float *x, float *y) {
  if (!on_map || pool->turn_sin == 0) return;
  double from_x = *x, from_y = *y;
  *x = (float)(from_x * pool->turn_cos - from_y * pool->turn_sin);
  *y = (float)(from_x * pool->turn_sin + from_y * pool->turn_cos);
}

const void *ct_pool_bytes(struct ct_look_pool *pool, const void *data, size_t size) {
  pool->lists.arena = pool->a;
  return ct_map_add(&pool->lists, data, size, 0, NULL)->key;
}

static float clamped(float x) {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

#define PX CT_PX_PT
#define AT(type, member) offsetof(struct type, member)

static const char *const anchors[] = {"map", "viewport", NULL};

// ---- background

struct raw_background {
  struct ct_background_style style;
  float opacity;
};

static void finish_background(void *raw, struct ct_look_pool *pool) {
  struct raw_background *r = raw;
  r->style.opacity = clamped(r->opacity);
  r->style.color.a *= r->style.opacity;
  r->style.pattern = ct_pool_string(pool, r->style.pattern);
  r->style.pattern_scale = r->style.pattern ? (float)(pool->grown * pool->enlarge * PX) : 0;
}

static const struct ct_look_property background[] = {
    {"background-color", CT_LOOK_COLOR, AT(raw_background, style.color), 1, NULL},
    {"background-opacity", CT_LOOK_NUMBER, AT(raw_background, opacity), 1, NULL},
    {"background-pattern", CT_LOOK_NAME | CT_LOOK_WHOLE_ZOOM, AT(raw_background, style.pattern), 1, NULL},
};

// ---- fill

struct raw_fill {
  struct ct_fill_style style;
  float opacity, layer_opacity;
  int anchor;
  bool patterned;
};

static void finish_fill(void *raw, struct ct_look_pool *pool) {
  struct raw_fill *r = raw;
  struct ct_fill_style *s = &r->style;
  s->opacity = clamped(r->opacity);
  s->color.a *= s->opacity;
  s->outline.a *= s->opacity;
  s->fade = 1 - clamped(r->layer_opacity);
  // Outlines are one device pixel wide and drawn by the antialiasing pass only.
  if (!s->antialias) s->outline.a = 0;
  s->pattern = ct_pool_string(pool, s->pattern);
  s->pattern_scale = s->pattern ? (float)(pool->grown * pool->enlarge * PX) : 0;
  // A layer with patterns draws nothing else.
  if (r->patterned && !s->pattern) s->color.a = s->outline.a = 0;
  if (!s->pattern) s->opacity = 0;
  ct_look_turn(pool, r->anchor == 0, &s->translate_x, &s->translate_y);
}

static const struct ct_look_property fill[] = {
    {"fill-color", CT_LOOK_COLOR, AT(raw_fill, style.color), 1, NULL},
    {"fill-outline-color", CT_LOOK_COLOR, AT(raw_fill, style.outline), 1, NULL},
    {"fill-antialias", CT_LOOK_BOOL, AT(raw_fill, style.antialias), 1, NULL},
    {"fill-translate", CT_LOOK_PAIR, AT(raw_fill, style.translate_x), PX, NULL},
    {"fill-translate-anchor", CT_LOOK_ENUM, AT(raw_fill, anchor), 1, anchors},
    {"fill-pattern", CT_LOOK_NAME | CT_LOOK_WHOLE_ZOOM, AT(raw_fill, style.pattern), 1, NULL},
    {"fill-pattern", CT_LOOK_GIVEN, AT(raw_fill, patterned), 1, NULL},
    {"fill-opacity", CT_LOOK_NUMBER, AT(raw_fill, opacity), 1, NULL},
    {"fill-layer-opacity", CT_LOOK_NUMBER, AT(raw_fill, layer_opacity), 1, NULL},
};

// ---- circle

struct raw_circle {
  struct ct_circle_style style;
  float opacity, stroke_opacity;
  int anchor;
};

static void finish_circle(void *raw, struct ct_look_pool *pool) {
  struct raw_circle *r = raw;
  ct_look_turn(pool, r->anchor == 0, &r->style.translate_x, &r->style.translate_y);
  r->style.color.a *= clamped(r->opacity);
  r->style.stroke_color.a *= clamped(r->stroke_opacity);
  if (r->style.radius < 0) r->style.radius = 0;
  if (r->style.stroke_width < 0) r->style.stroke_width = 0;
}

static const struct ct_look_property circle[] = {
    {"circle-color", CT_LOOK_COLOR, AT(raw_circle, style.color), 1, NULL},
    {"circle-radius", CT_LOOK_NUMBER, AT(raw_circle, style.radius), PX, NULL},
    {"circle-blur", CT_LOOK_NUMBER, AT(raw_circle, style.blur), 1, NULL},
    {"circle-translate", CT_LOOK_PAIR, AT(raw_circle, style.translate_x), PX, NULL},
    {"circle-translate-anchor", CT_LOOK_ENUM, AT(raw_circle, anchor), 1, anchors},
    {"circle-stroke-color", CT_LOOK_COLOR, AT(raw_circle, style.stroke_color), 1, NULL},
    {"circle-stroke-width", CT_LOOK_NUMBER, AT(raw_circle, style.stroke_width), PX, NULL},
    {"circle-opacity", CT_LOOK_NUMBER, AT(raw_circle, opacity), 1, NULL},
    {"circle-stroke-opacity", CT_LOOK_NUMBER, AT(raw_circle, stroke_opacity), 1, NULL},
};

#define LOOK(type, properties)                                            \
  {                                                                       \
    sizeof(struct raw_##type), sizeof(((struct raw_##type *)0)->style),   \
        sizeof properties / sizeof *properties, properties, finish_##type \
  }

const struct ct_look ct_look_background = LOOK(background, background);
const struct ct_look ct_look_fill = LOOK(fill, fill);
const struct ct_look ct_look_circle = LOOK(circle, circle);

// Lengths are what has a factor; an icon's offset grows with the icon already.
const struct ct_look *ct_look_enlarged(const struct ct_look *look, double texts, double marks,
                                       struct ct_arena *a) {
  if (!look || (texts == 1 && marks == 1)) return look;
  struct ct_look *out = CT_NEW(a, struct ct_look);
  struct ct_look_property *p = CT_NEW_N(a, struct ct_look_property, look->n);
  for (size_t i = 0; i < look->n; i++) {
    p[i] = look->properties[i];
    bool length = p[i].factor != 1 && strcmp(p[i].name, "icon-offset") != 0;
    bool text = !strncmp(p[i].name, "text-", 5) || !strcmp(p[i].name, "symbol-spacing");
    if (length || !strcmp(p[i].name, "icon-size")) p[i].factor *= text ? texts : marks;
  }
  *out = *look;
  out->properties = p;
  return out;
}

const struct ct_look *ct_look_for(enum ct_layer_type type) {
  switch (type) {
    case CT_LAYER_BACKGROUND:
      return &ct_look_background;
    case CT_LAYER_FILL:
      return &ct_look_fill;
    case CT_LAYER_LINE:
      return &ct_look_line;
    case CT_LAYER_CIRCLE:
      return &ct_look_circle;
    case CT_LAYER_SYMBOL:
      return &ct_look_symbol;
    case CT_LAYER_HEATMAP:
      return &ct_look_heatmap;
    case CT_LAYER_RASTER:
      return &ct_look_raster;
    case CT_LAYER_HILLSHADE:
      return &ct_look_hillshade;
    case CT_LAYER_COLOR_RELIEF:
      return &ct_look_relief;
    default:
      return NULL;
  }
}

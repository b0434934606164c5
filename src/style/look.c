// SPDX-License-Identifier: MIT
// Looks: how the properties of background, fill, line and circle layers become what is drawn.
#include "style/look.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/view.h"

void ct_look_set(const struct ct_look_property *p, const struct ct_val *v, void *raw) {
  char *at = (char *)raw + p->offset;
  if (v->kind == CT_KIND_NULL) return;
  double c[4];
  switch (p->kind) {
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
      *(bool *)at = true;
      break;
  }
}

static void snap(float *x, float steps) {
  *x = roundf(*x * steps) / steps;
}

void ct_look_snap(const struct ct_look_property *p, void *raw) {
  float *at = (void *)((char *)raw + p->offset);
  bool color = p->kind == CT_LOOK_COLOR;
  int n = color ? 4 : p->kind == CT_LOOK_PAIR ? 2 : p->kind == CT_LOOK_NUMBER ? 1 : 0;
  for (int i = 0; i < n; i++) snap(&at[i], color ? 255 : 64);
}

const char *ct_pool_string(struct ct_look_pool *pool, const char *s) {
  if (!s) return NULL;
  pool->strings.arena = pool->a;
  return ct_map_add(&pool->strings, s, strlen(s) + 1, 0, NULL)->key;
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

// ---- background

struct raw_background {
  struct ct_color style;
  float opacity;
};

static void finish_background(void *raw, struct ct_look_pool *pool) {
  (void)pool;
  struct raw_background *r = raw;
  r->style.a *= clamped(r->opacity);
}

static const struct ct_look_property background[] = {
    {"background-color", CT_LOOK_COLOR, AT(raw_background, style), 1, NULL},
    {"background-opacity", CT_LOOK_NUMBER, AT(raw_background, opacity), 1, NULL},
};

// ---- fill

struct raw_fill {
  struct ct_fill_style style;
  float opacity, layer_opacity;
};

static void finish_fill(void *raw, struct ct_look_pool *pool) {
  struct raw_fill *r = raw;
  float opacity = clamped(r->opacity) * clamped(r->layer_opacity);
  r->style.color.a *= opacity;
  r->style.outline.a *= opacity;
  // Outlines are one device pixel wide and drawn by the antialiasing pass only.
  if (!r->style.antialias) r->style.outline.a = 0;
  r->style.pattern = ct_pool_string(pool, r->style.pattern);
}

static const struct ct_look_property fill[] = {
    {"fill-color", CT_LOOK_COLOR, AT(raw_fill, style.color), 1, NULL},
    {"fill-outline-color", CT_LOOK_COLOR, AT(raw_fill, style.outline), 1, NULL},
    {"fill-antialias", CT_LOOK_BOOL, AT(raw_fill, style.antialias), 1, NULL},
    {"fill-translate", CT_LOOK_PAIR, AT(raw_fill, style.translate_x), PX, NULL},
    {"fill-pattern", CT_LOOK_NAME, AT(raw_fill, style.pattern), 1, NULL},
    {"fill-opacity", CT_LOOK_NUMBER, AT(raw_fill, opacity), 1, NULL},
    {"fill-layer-opacity", CT_LOOK_NUMBER, AT(raw_fill, layer_opacity), 1, NULL},
};

// ---- line

struct raw_line {
  struct ct_line_style style;
  float opacity, layer_opacity;
  int cap, join;
  struct ct_val dash;
};

enum { MAX_DASHES = 64 };

// Dash lengths are in line widths; an odd list runs twice.
static void finish_dash(struct raw_line *r, struct ct_look_pool *pool) {
  float dash[2 * MAX_DASHES], sum = 0;
  size_t n = r->dash.kind == CT_KIND_ARRAY ? r->dash.n : 0;
  if (n > MAX_DASHES) n = MAX_DASHES;
  for (size_t i = 0; i < n; i++) {
    const struct ct_val *v = &r->dash.u.list.items[i];
    float x = v->kind == CT_KIND_NUMBER ? (float)v->u.number * r->style.width : 0;
    dash[i] = dash[i + n] = x > 0 && isfinite(x) ? x : 0;
    sum += dash[i];
  }
  if (n < 1 || !(sum > 0)) return;
  if (n % 2) n *= 2;
  r->style.dash_n = n;
  r->style.dash = ct_pool_bytes(pool, dash, n * sizeof *dash);
}

static void finish_line(void *raw, struct ct_look_pool *pool) {
  struct raw_line *r = raw;
  r->style.color.a *= clamped(r->opacity) * clamped(r->layer_opacity);
  r->style.cap = (enum ct_cap)r->cap;
  r->style.join = (enum ct_join)r->join;
  r->style.pattern = ct_pool_string(pool, r->style.pattern);
  if (r->style.width < 0) r->style.width = 0;
  if (r->style.gap_width < 0) r->style.gap_width = 0;
  finish_dash(r, pool);
}

static const char *const caps[] = {"butt", "round", "square", NULL};
static const char *const joins[] = {"miter", "round", "bevel", NULL};

static const struct ct_look_property line[] = {
    {"line-color", CT_LOOK_COLOR, AT(raw_line, style.color), 1, NULL},
    {"line-width", CT_LOOK_NUMBER, AT(raw_line, style.width), PX, NULL},
    {"line-gap-width", CT_LOOK_NUMBER, AT(raw_line, style.gap_width), PX, NULL},
    {"line-offset", CT_LOOK_NUMBER, AT(raw_line, style.offset), PX, NULL},
    {"line-blur", CT_LOOK_NUMBER, AT(raw_line, style.blur), PX, NULL},
    {"line-cap", CT_LOOK_ENUM, AT(raw_line, cap), 1, caps},
    {"line-join", CT_LOOK_ENUM, AT(raw_line, join), 1, joins},
    {"line-miter-limit", CT_LOOK_NUMBER, AT(raw_line, style.miter_limit), 1, NULL},
    {"line-dasharray", CT_LOOK_VAL, AT(raw_line, dash), 1, NULL},
    {"line-translate", CT_LOOK_PAIR, AT(raw_line, style.translate_x), PX, NULL},
    {"line-pattern", CT_LOOK_NAME, AT(raw_line, style.pattern), 1, NULL},
    {"line-opacity", CT_LOOK_NUMBER, AT(raw_line, opacity), 1, NULL},
    {"line-layer-opacity", CT_LOOK_NUMBER, AT(raw_line, layer_opacity), 1, NULL},
};

// ---- circle

struct raw_circle {
  struct ct_circle_style style;
  float opacity, stroke_opacity;
};

static void finish_circle(void *raw, struct ct_look_pool *pool) {
  (void)pool;
  struct raw_circle *r = raw;
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
const struct ct_look ct_look_line = LOOK(line, line);
const struct ct_look ct_look_circle = LOOK(circle, circle);

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

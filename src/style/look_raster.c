// SPDX-License-Identifier: MIT
// Looks: how the properties of heatmap, raster, hillshade and color-relief layers become what is drawn.
#include <math.h>

#include "base/arena.h"
#include "model/view.h"
#include "style/look.h"

static float clamped(float x, float least, float most) {
  return x > least ? (x < most ? x : most) : least;
}

#define PX CT_PX_PT
#define AT(type, member) offsetof(struct type, member)

static const char *const samplings[] = {"linear", "nearest", NULL};

// ---- heatmap

struct raw_heatmap {
  struct ct_heatmap_style style;
};

static void finish_heatmap(void *raw, struct ct_look_pool *pool) {
  (void)pool;
  struct ct_heatmap_style *s = &((struct raw_heatmap *)raw)->style;
  s->radius = fmaxf(s->radius, 0);
  s->weight = fmaxf(s->weight, 0);
  s->intensity = fmaxf(s->intensity, 0);
  s->opacity = clamped(s->opacity, 0, 1);
}

static const struct ct_look_property heatmap[] = {
    {"heatmap-radius", CT_LOOK_NUMBER, AT(raw_heatmap, style.radius), PX, NULL},
    {"heatmap-weight", CT_LOOK_FINE, AT(raw_heatmap, style.weight), 1, NULL},
    {"heatmap-intensity", CT_LOOK_NUMBER, AT(raw_heatmap, style.intensity), 1, NULL},
    {"heatmap-opacity", CT_LOOK_NUMBER, AT(raw_heatmap, style.opacity), 1, NULL},
};

// ---- raster

struct raw_raster {
  struct ct_raster_style style;
  int sampling, raster_sampling;
};

static void finish_raster(void *raw, struct ct_look_pool *pool) {
  (void)pool;
  struct raw_raster *r = raw;
  struct ct_raster_style *s = &r->style;
  s->opacity = clamped(s->opacity, 0, 1);
  s->brightness_min = clamped(s->brightness_min, 0, 1);
  s->brightness_max = clamped(s->brightness_max, 0, 1);
  s->saturation = clamped(s->saturation, -1, 1);
  s->contrast = clamped(s->contrast, -1, 1);
  s->nearest = r->sampling == 1 || r->raster_sampling == 1;
}

static const struct ct_look_property raster[] = {
    {"raster-opacity", CT_LOOK_NUMBER, AT(raw_raster, style.opacity), 1, NULL},
    {"raster-hue-rotate", CT_LOOK_NUMBER, AT(raw_raster, style.hue_rotate_deg), 1, NULL},
    {"raster-brightness-min", CT_LOOK_NUMBER, AT(raw_raster, style.brightness_min), 1, NULL},
    {"raster-brightness-max", CT_LOOK_NUMBER, AT(raw_raster, style.brightness_max), 1, NULL},
    {"raster-saturation", CT_LOOK_NUMBER, AT(raw_raster, style.saturation), 1, NULL},
    {"raster-contrast", CT_LOOK_NUMBER, AT(raw_raster, style.contrast), 1, NULL},
    {"raster-resampling", CT_LOOK_ENUM, AT(raw_raster, raster_sampling), 1, samplings},
    {"resampling", CT_LOOK_ENUM, AT(raw_raster, sampling), 1, samplings},
};

// ---- hillshade

struct raw_hillshade {
  struct ct_hillshade_style style;
  int method, anchor, sampling;
  struct ct_val directions, altitudes, shadows, highlights;
};

enum { MAX_LIGHTS = 64 };

// Item i of a list, its last one when it is shorter.
static const struct ct_val *item(const struct ct_val *v, size_t i) {
  bool list = v->kind == CT_KIND_NUMBER_ARRAY || v->kind == CT_KIND_COLOR_ARRAY || v->kind == CT_KIND_ARRAY;
  if (!list) return v;
  return v->n ? &v->u.list.items[i < v->n ? i : v->n - 1] : NULL;
}

static size_t length(const struct ct_val *v) {
  bool list = v->kind == CT_KIND_NUMBER_ARRAY || v->kind == CT_KIND_COLOR_ARRAY || v->kind == CT_KIND_ARRAY;
  return list ? v->n : 1;
}

static float number_of(const struct ct_val *v, float otherwise) {
  return v && v->kind == CT_KIND_NUMBER ? (float)v->u.number : otherwise;
}

static struct ct_color color_of(const struct ct_val *v, struct ct_color otherwise) {
  if (!v || v->kind != CT_KIND_COLOR) return otherwise;
  double c[4];
  ct_rgba_split(&v->u.color, c);
  return (struct ct_color){(float)c[0], (float)c[1], (float)c[2], (float)c[3]};
}

static void finish_hillshade(void *raw, struct ct_look_pool *pool) {
  static const struct ct_color black = {0, 0, 0, 1}, white = {1, 1, 1, 1};
  struct raw_hillshade *r = raw;
  const size_t lengths[] = {length(&r->directions), length(&r->altitudes), length(&r->shadows),
                            length(&r->highlights)};
  size_t n = 1;
  for (int i = 0; i < 4; i++) n = lengths[i] > n ? lengths[i] : n;
  if (n > MAX_LIGHTS) n = MAX_LIGHTS;
  struct ct_light lights[MAX_LIGHTS];
  for (size_t i = 0; i < n; i++) {
    lights[i].azimuth_deg = number_of(item(&r->directions, i), 335);
    lights[i].altitude_deg = number_of(item(&r->altitudes, i), 45);
    lights[i].shadow = color_of(item(&r->shadows, i), black);
    lights[i].highlight = color_of(item(&r->highlights, i), white);
  }
  r->style.nlights = n;
  r->style.lights = ct_pool_bytes(pool, lights, n * sizeof *lights);
  r->style.method = (enum ct_hillshade_method)r->method;
  r->style.of_map = r->anchor == 1;
  r->style.exaggeration = clamped(r->style.exaggeration, 0, 1);
  r->style.nearest = r->sampling == 1;
}

static const char *const methods[] = {"standard", "basic", "combined", "igor", "multidirectional", NULL};
static const char *const anchors[] = {"viewport", "map", NULL};

static const struct ct_look_property hillshade[] = {
    {"hillshade-illumination-direction", CT_LOOK_VAL, AT(raw_hillshade, directions), 1, NULL},
    {"hillshade-illumination-altitude", CT_LOOK_VAL, AT(raw_hillshade, altitudes), 1, NULL},
    {"hillshade-illumination-anchor", CT_LOOK_ENUM, AT(raw_hillshade, anchor), 1, anchors},
    {"hillshade-exaggeration", CT_LOOK_NUMBER, AT(raw_hillshade, style.exaggeration), 1, NULL},
    {"hillshade-shadow-color", CT_LOOK_VAL, AT(raw_hillshade, shadows), 1, NULL},
    {"hillshade-highlight-color", CT_LOOK_VAL, AT(raw_hillshade, highlights), 1, NULL},
    {"hillshade-accent-color", CT_LOOK_COLOR, AT(raw_hillshade, style.accent), 1, NULL},
    {"hillshade-method", CT_LOOK_ENUM, AT(raw_hillshade, method), 1, methods},
    {"resampling", CT_LOOK_ENUM, AT(raw_hillshade, sampling), 1, samplings},
};

// ---- color-relief

struct raw_relief {
  struct ct_relief_style style;
  int sampling;
};

static void finish_relief(void *raw, struct ct_look_pool *pool) {
  (void)pool;
  struct raw_relief *r = raw;
  r->style.opacity = clamped(r->style.opacity, 0, 1);
  r->style.nearest = r->sampling == 1;
}

static const struct ct_look_property relief[] = {
    {"color-relief-opacity", CT_LOOK_NUMBER, AT(raw_relief, style.opacity), 1, NULL},
    {"resampling", CT_LOOK_ENUM, AT(raw_relief, sampling), 1, samplings},
};

#define LOOK(type, properties)                                            \
  {                                                                       \
    sizeof(struct raw_##type), sizeof(((struct raw_##type *)0)->style),   \
        sizeof properties / sizeof *properties, properties, finish_##type \
  }

const struct ct_look ct_look_heatmap = LOOK(heatmap, heatmap);
const struct ct_look ct_look_raster = LOOK(raster, raster);
const struct ct_look ct_look_hillshade = LOOK(hillshade, hillshade);
const struct ct_look ct_look_relief = LOOK(relief, relief);

// SPDX-License-Identifier: MIT
// Mask: the coverage of a symbol's two colours over pixels, at a sub-pixel position.
#include "draw/mask.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "draw/icon.h"
#include "draw/mark.h"
#include "model/scene.h"

// Above this many pixels a side a mark is drawn as a path: few are, and phases of it would
// fill memory.
enum { LARGEST = 192, FINE = 8, COARSE = 4 };

// Renders one part of the icon at `sub` samples a pixel and keeps the coverage.
static uint8_t *icon_samples(struct ct_arena *a, void *svg, const struct ct_symbol *s, enum ct_icon_part part,
                             const struct ct_shape *shape, double scale) {
  int n = shape->n * shape->sub;
  uint8_t *out = NULL;
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, n, n);
  cairo_t *cr = cairo_create(surface);
  cairo_translate(cr, n / 2.0, n / 2.0);
  cairo_scale(cr, scale * shape->sub, scale * shape->sub);
  if (ct_icon_draw(svg, s, part, false, cr) && cairo_status(cr) == CAIRO_STATUS_SUCCESS) {
    cairo_surface_flush(surface);
    const unsigned char *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    out = ct_arena_alloc(a, (size_t)n, (size_t)n);
    for (int y = 0; y < n; y++) {
      const uint32_t *row = (const uint32_t *)(const void *)(data + (size_t)y * (size_t)stride);
      for (int x = 0; x < n; x++) out[(size_t)y * (size_t)n + (size_t)x] = (uint8_t)(row[x] >> 24);
    }
  }
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return out;
}

static bool make_icon(struct ct_arena *a, struct ct_icons *icons, const struct ct_symbol *s, double scale,
                      struct ct_shape *out) {
  const struct ct_icon *icon = ct_icon_find(icons, s->icon);
  if (!icon || !(s->icon_w > 0) || !(s->icon_h > 0)) return false;
  out->icon = true;
  double halo = s->edge_width > 0 && s->edge_color.a > 0 ? s->edge_width : 0;
  // Paths of an icon may reach over its box by a little.
  double reach = hypot(s->icon_w, s->icon_h) / 2 * 1.1 + halo;
  if (s->rotate_deg == 0) reach = fmax(s->icon_w, s->icon_h) / 2 * 1.1 + halo;
  double side = 2 * ceil(reach * scale + 1);
  out->large = !(side <= LARGEST) || ct_icon_is_picture(icon);
  if (out->large) return true;
  out->n = (int)side;
  out->sub = out->n <= 96 ? FINE : COARSE;
  void *svg = ct_icon_ref(icon);
  out->fill = icon_samples(a, svg, s, CT_ICON_FILL, out, scale);
  if (halo > 0) out->edge = icon_samples(a, svg, s, CT_ICON_HALO, out, scale);
  ct_icon_unref(svg);
  return out->fill != NULL;
}

bool ct_shape_make(struct ct_arena *a, struct ct_icons *icons, const struct ct_symbol *s, double scale,
                   struct ct_shape *out) {
  *out = (struct ct_shape){0};
  if (s->kind == CT_SYMBOL_ICON) return make_icon(a, icons, s, scale, out);
  double radius = s->radius > 0 ? s->radius * scale : 0;
  double edge = ct_circle_edge(s) * scale;
  if (!(radius + edge > 0)) return false;
  out->radius = (float)radius;
  out->outer = (float)(radius + edge);
  out->blur = s->blur > 0 ? s->blur : 0;
  double side = 2 * ceil(radius + edge + 1);
  out->large = !(side <= LARGEST);
  out->n = out->large ? 0 : (int)side;
  return true;
}

static float smoothstep(float t) {
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return t * t * (3 - 2 * t);
}

// MapLibre's circle fragment shader, a sample a pixel: circle-blur 1 blurs from the rim to the centre, and
// every edge fades over one pixel inside its radius.
static void circle_mask(const struct ct_shape *s, const struct ct_mask *m, float fx, float fy) {
  float cx = fx - (float)m->x0, cy = fy - (float)m->y0, soft = fmaxf(s->blur, 1 / s->outer);
  float rim = s->radius / s->outer;
  for (int y = 0; y < m->h; y++)
    for (int x = 0; x < m->w; x++) {
      size_t at = (size_t)y * (size_t)m->w + (size_t)x;
      float dx = (float)x + 0.5f - cx, dy = (float)y + 0.5f - cy, e = sqrtf(dx * dx + dy * dy) / s->outer;
      float cover = smoothstep((1 - e) / soft);
      float ring = m->edge ? smoothstep(1 + (e - rim) / soft) : 0;
      m->fill[at] = cover * (1 - ring);
      if (m->edge) m->edge[at] = cover * ring;
    }
}

// Of eight samples at once.
static uint32_t sum_fine(const uint8_t *samples) {
  const uint64_t even = 0x00ff00ff00ff00ffU;
  uint64_t v;
  memcpy(&v, samples, sizeof v);
  return (uint32_t)(((v & even) + (v >> 8 & even)) * 0x0001000100010001U >> 48);
}

// Adds the samples from..to of one pixel.
static void add_samples(float *pixel, const uint8_t *samples, int from, int to, float weight) {
  uint32_t sum = 0;
  if (to - from == FINE)
    sum = sum_fine(samples + from);
  else
    for (int x = from; x < to; x++) sum += samples[x];
  *pixel += (float)sum * weight;
}

// Means of sub x sub samples; the position is taken to the nearest sample.
static void icon_mask(const struct ct_shape *s, const uint8_t *samples, float *out, float fx, float fy) {
  int sub = s->sub, side = s->n * sub, ox = (int)lroundf(fx * (float)sub), oy = (int)lroundf(fy * (float)sub);
  int w = s->n + 1;
  float weight = 1.0f / (255.0f * (float)(sub * sub));
  for (int y = 0; y < side; y++) {
    float *row = out + (size_t)((y + oy) / sub) * (size_t)w;
    const uint8_t *from = samples + (size_t)y * (size_t)side;
    // The first pixel and the one past the last have the part of their samples that is left by the move.
    for (int at = 0, x = 0; x < side; at++) {
      int end = (at + 1) * sub - ox;
      if (end > side) end = side;
      if (end > x) add_samples(&row[at], from, x, end, weight);
      x = end > x ? end : x;
    }
  }
}

struct ct_mask ct_shape_mask(struct ct_arena *a, const struct ct_shape *s, float fx, float fy) {
  struct ct_mask m = {-s->n / 2, -s->n / 2, s->n, s->n, NULL, NULL};
  // An icon's samples are moved by up to one pixel, which needs one more row and column.
  if (s->icon) m.w = m.h = s->n + 1;
  size_t size = (size_t)m.w * (size_t)m.h;
  bool has_edge = s->icon ? s->edge != NULL : s->outer > s->radius;
  m.fill = CT_NEW_N(a, float, size);
  if (has_edge) m.edge = CT_NEW_N(a, float, size);
  if (!s->icon) {
    circle_mask(s, &m, fx, fy);
    return m;
  }
  icon_mask(s, s->fill, m.fill, fx, fy);
  if (m.edge) icon_mask(s, s->edge, m.edge, fx, fy);
  return m;
}

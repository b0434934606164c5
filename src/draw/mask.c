// SPDX-License-Identifier: MIT
// Mask: the coverage of a symbol's two colours over pixels, at a sub-pixel position.
#include "draw/mask.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "draw/icon.h"
#include "model/scene.h"

// Above this many pixels a side a mark is drawn as a path: few are, and phases of it would
// fill memory.
enum { LARGEST = 192, LINES = 8, STEEP_LINES = 24, FINE = 8, COARSE = 4 };

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
  out->large = !(side <= LARGEST) || ct_icon_image(icon, NULL);
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
  double edge = s->edge_width > 0 && s->edge_color.a > 0 ? s->edge_width * scale : 0;
  if (!(radius + edge > 0)) return false;
  out->radius = (float)radius;
  out->outer = (float)(radius + edge);
  out->blur = s->blur > 0 ? s->blur : 0;
  double side = 2 * ceil(radius + edge + 1);
  out->large = !(side <= LARGEST);
  out->n = out->large ? 0 : (int)side;
  return true;
}

// Adds the part of [a, b] that lies in each pixel, times weight.
static void add_span(float *row, int n, float a, float b, float weight) {
  if (a < 0) a = 0;
  if (b > (float)n) b = (float)n;
  if (b <= a) return;
  int i = (int)a, j = (int)b;
  if (i == j) {
    row[i] += (b - a) * weight;
    return;
  }
  row[i] += ((float)(i + 1) - a) * weight;
  for (int k = i + 1; k < j; k++) row[k] += weight;
  if (j < n) row[j] += (b - (float)j) * weight;
}

// Area of a disc right of its middle line and above y.
static float half_area(float y, float radius) {
  if (y <= -radius) y = -radius;
  if (y >= radius) y = radius;
  return 0.5f * (y * sqrtf(radius * radius - y * y) + radius * radius * asinf(y / radius));
}

// One row of pixels as lines that each have the disc's own area; across a line it is exact.
static void add_disc_row(float *row, int n, float cx, float y, float radius, int lines) {
  float above = half_area(y, radius);
  for (int k = 0; k < lines; k++) {
    float below = half_area(y + (float)(k + 1) / (float)lines, radius), h = (below - above) * (float)lines;
    if (h > 0) add_span(row, n, cx - h, cx + h, 1.0f / (float)lines);
    above = below;
  }
}

// Near its top and bottom, where chords change fast, a disc takes more lines: the whole is
// then within 1/255 of the true area, which Cairo's own fifteen lines are not.
static void add_disc(float *cover, int n, float cx, float cy, float radius) {
  if (!(radius > 0)) return;
  int top = (int)floorf(cy - radius), bottom = (int)ceilf(cy + radius);
  if (top < 0) top = 0;
  if (bottom > n) bottom = n;
  for (int y = top; y < bottom; y++) {
    bool steep = y < top + 2 || y >= bottom - 2;
    add_disc_row(cover + (size_t)y * (size_t)n, n, cx, (float)y - cy, radius, steep ? STEEP_LINES : LINES);
  }
}

static float smoothstep(float t) {
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return t * t * (3 - 2 * t);
}

// MapLibre's circle fragment shader: circle-blur 1 blurs from the rim to the centre.
static void blur_circle(const struct ct_shape *s, const struct ct_mask *m, float cx, float cy) {
  float soft = fmaxf(s->blur, 1 / s->outer);
  for (int y = 0; y < m->h; y++)
    for (int x = 0; x < m->w; x++) {
      size_t at = (size_t)y * (size_t)m->w + (size_t)x;
      float e = hypotf((float)x + 0.5f - cx, (float)y + 0.5f - cy) / s->outer;
      float cover = smoothstep((1 - e) / soft);
      float ring = m->edge ? smoothstep(1 + (e - s->radius / s->outer) / soft) : 0;
      m->fill[at] = cover * (1 - ring);
      if (m->edge) m->edge[at] = cover * ring;
    }
}

static void circle_mask(const struct ct_shape *s, const struct ct_mask *m, float fx, float fy) {
  float cx = fx - (float)m->x0, cy = fy - (float)m->y0;
  if (s->blur > 0) {
    blur_circle(s, m, cx, cy);
    return;
  }
  add_disc(m->fill, m->w, cx, cy, s->radius);
  if (!m->edge) return;
  add_disc(m->edge, m->w, cx, cy, s->outer);
  for (int i = 0; i < m->w * m->h; i++) m->edge[i] = fmaxf(m->edge[i] - m->fill[i], 0);
}

// Means of sub x sub samples; the position is taken to the nearest sample.
static void icon_mask(const struct ct_shape *s, const uint8_t *samples, float *out, float fx, float fy) {
  int side = s->n * s->sub, ox = (int)lroundf(fx * (float)s->sub), oy = (int)lroundf(fy * (float)s->sub);
  int w = s->n + 1, shift = s->sub == FINE ? 3 : 2;
  float weight = 1.0f / (255.0f * (float)(s->sub * s->sub));
  for (int y = 0; y < side; y++) {
    float *row = out + (size_t)((y + oy) >> shift) * (size_t)w;
    const uint8_t *from = samples + (size_t)y * (size_t)side;
    for (int x = 0; x < side; x++)
      if (from[x]) row[(x + ox) >> shift] += (float)from[x] * weight;
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

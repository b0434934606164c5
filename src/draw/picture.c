// SPDX-License-Identifier: MIT
// Picture: a sprite's image drawn as a mark: whole, stretched in its zones, or from a distance field.
#include "draw/picture.h"

#include <cairo.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "draw/sheet.h"
#include "model/scene.h"

// Pixels a point where there is no device: 384 dpi. Pictures larger than the most are coarser.
#define VECTOR_SCALE (16 / 3.0)
enum { MOST_PX = 4096, MOST_CUTS = 2 * 64 + 2 };

// MapLibre's distance fields: 8 units of distance a byte's range, the edge at three quarters.
#define SDF_UNITS 8.0
#define SDF_EDGE 0.75
#define EDGE_GAMMA 0.105

// One axis: where cuts of the image (pixels) come to lie on the page (points).
struct axis {
  int n;
  double image[MOST_CUTS], page[MOST_CUTS];
};

// ---- Stretching (MapLibre's getIconQuads)

static double within(const struct ct_stretch_zone *z, size_t n, double from, double to) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += fmax(from, fmin(to, z[i].to)) - fmax(from, fmin(to, z[i].from));
  return sum;
}

struct stretch {
  const struct ct_stretch_zone *zones;
  size_t n;
  bool cut;                      // the zones were given: other parts keep their size
  double size;                   // of the image, pixels
  double from, to;               // the content that is fitted, pixels
  double start, length;          // of the box it is fitted to, points
  double px;                     // points an image pixel in parts that keep their size
  struct ct_stretch_zone whole;  // stands for zones where none are given
};

// The zone's parts in the box: `stretched` pixels of zones and `fixed` ones of the rest precede.
static double position(const struct stretch *s, double stretched, double fixed) {
  double before = within(s->zones, s->n, 0, s->from), inside = within(s->zones, s->n, s->from, s->to);
  double all = within(s->zones, s->n, 0, s->size), fixed_before = s->from - before;
  double fixed_inside = s->to - s->from - inside;
  double em = inside > 0 ? (stretched - before) / inside * s->length : 0;
  double px = fixed - fixed_before - (all > 0 ? fixed_inside * stretched / all : 0);
  return s->start + em + px * s->px;
}

static void add_cut(const struct stretch *s, struct axis *a, double at) {
  double stretched = s->cut ? within(s->zones, s->n, 0, at) : at;
  double page = position(s, stretched, at - stretched);
  if (a->n && page < a->page[a->n - 1]) page = a->page[a->n - 1];
  a->image[a->n] = at;
  a->page[a->n++] = page;
}

static void make_axis(struct stretch *s, struct axis *a) {
  s->whole = (struct ct_stretch_zone){0, (float)s->size};
  s->cut = s->n > 0;
  if (!s->cut) s->zones = &s->whole, s->n = 1;
  a->n = 0;
  add_cut(s, a, 0);
  for (size_t i = 0; s->cut && i < s->n && a->n + 3 < MOST_CUTS; i++) {
    if (s->zones[i].from > 0) add_cut(s, a, s->zones[i].from);
    if (s->zones[i].to < s->size) add_cut(s, a, s->zones[i].to);
  }
  add_cut(s, a, s->size);
}

static double clamp(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}

static double image_at(const struct axis *a, double page) {
  int i = 0;
  while (i + 2 < a->n && page >= a->page[i + 1]) i++;
  double w = a->page[i + 1] - a->page[i], t = w > 0 ? clamp((page - a->page[i]) / w, 0, 1) : 0;
  return a->image[i] + t * (a->image[i + 1] - a->image[i]);
}

// ---- Sampling

struct source {
  const uint32_t *pixels;
  int w, h, stride;
};

static uint32_t at(const struct source *s, int x, int y) {
  x = x < 0 ? 0 : x >= s->w ? s->w - 1 : x;
  y = y < 0 ? 0 : y >= s->h ? s->h - 1 : y;
  return s->pixels[(size_t)y * (size_t)s->stride + (size_t)x];
}

// Bilinear, each channel 0..255, alpha first.
static void sample(const struct source *s, double x, double y, double out[4]) {
  double fx = floor(x - 0.5), fy = floor(y - 0.5), tx = x - 0.5 - fx, ty = y - 0.5 - fy;
  int ix = (int)fx, iy = (int)fy;
  uint32_t p[4] = {at(s, ix, iy), at(s, ix + 1, iy), at(s, ix, iy + 1), at(s, ix + 1, iy + 1)};
  double w[4] = {(1 - tx) * (1 - ty), tx * (1 - ty), (1 - tx) * ty, tx * ty};
  for (int k = 0; k < 4; k++) {
    out[k] = 0;
    for (int i = 0; i < 4; i++) out[k] += w[i] * (double)(p[i] >> (24 - 8 * k) & 255);
  }
}

static double smoothstep(double low, double high, double x) {
  double t = clamp((x - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}

struct look {
  const struct ct_symbol *s;
  bool sdf;
  double scale;  // pixels a point
  double gamma, halo_gamma, halo_edge;
};

// Coverage of fill and halo from a distance 0..1 (symbol_sdf.fragment.glsl).
static uint32_t from_distance(const struct look *l, double d) {
  const struct ct_symbol *s = l->s;
  double fill = smoothstep(SDF_EDGE - l->gamma, SDF_EDGE + l->gamma, d) * s->color.a, halo = 0;
  if (s->edge_width > 0 || s->edge_blur > 0) {
    double outer = smoothstep(l->halo_edge - l->halo_gamma, l->halo_edge + l->halo_gamma, d);
    // Nothing of it lies under the fill, where that shows through.
    double inner = SDF_EDGE + l->halo_gamma;
    outer = fmin(outer, 1 - smoothstep(inner - l->halo_gamma, inner + l->halo_gamma, d));
    halo = outer * s->edge_color.a * (1 - fill);
  }
  const float *f = &s->color.r, *e = &s->edge_color.r;
  uint32_t v = (uint32_t)lround(255 * fmin(fill + halo, 1)) << 24;
  for (int k = 0; k < 3; k++)
    v |= (uint32_t)lround(255 * clamp(f[k] * fill + e[k] * halo, 0, 1)) << (16 - 8 * k);
  return v;
}

static uint32_t from_channels(const double c[4]) {
  uint32_t v = 0;
  for (int k = 0; k < 4; k++) v |= (uint32_t)lround(clamp(c[k], 0, 255)) << (24 - 8 * k);
  return v;
}

static void fill_pixels(const struct look *l, const struct source *src, const struct axis axes[2],
                        cairo_surface_t *to) {
  uint32_t *pixels = (uint32_t *)(void *)cairo_image_surface_get_data(to);
  int w = cairo_image_surface_get_width(to), h = cairo_image_surface_get_height(to);
  int stride = cairo_image_surface_get_stride(to) / 4;
  for (int y = 0; y < h; y++) {
    double v = image_at(&axes[1], axes[1].page[0] + (y + 0.5) / l->scale);
    for (int x = 0; x < w; x++) {
      double u = image_at(&axes[0], axes[0].page[0] + (x + 0.5) / l->scale), c[4];
      sample(src, u, v, c);
      pixels[(size_t)y * (size_t)stride + (size_t)x] =
          l->sdf ? from_distance(l, c[0] / 255) : from_channels(c);
    }
  }
  cairo_surface_mark_dirty(to);
}

// ---- Drawing

static void set_look(struct look *l, double size) {
  double device = l->scale * CT_PX_PT, halo = l->s->edge_width / CT_PX_PT, blur = l->s->edge_blur / CT_PX_PT;
  size = fmax(size, 1e-3);
  l->gamma = fmax(EDGE_GAMMA / device / size, 1e-4);
  l->halo_gamma = fmax((blur * 1.19 / SDF_UNITS + EDGE_GAMMA / device) / size, 1e-4);
  l->halo_edge = (6 - halo / size) / SDF_UNITS;
}

static void paint(cairo_t *cr, cairo_surface_t *s, double x, double y, double px, double alpha) {
  cairo_save(cr);
  cairo_translate(cr, x, y);
  cairo_scale(cr, px, px);
  cairo_set_source_surface(cr, s, 0, 0);
  cairo_paint_with_alpha(cr, alpha);
  cairo_restore(cr);
}

// The axes from the symbol's box: what `fit` says is fitted lies in icon_w x icon_h.
static void set_axes(const struct ct_sheet_image *m, const struct ct_symbol *s, struct axis axes[2]) {
  bool content = s->fit && m->has_content;
  double px = CT_PX_PT / m->ratio;
  struct stretch x = {
      m->stretch_x, s->fit ? m->nstretch_x : 0, false, m->w, 0, m->w, -s->icon_w / 2, s->icon_w, px, {0, 0}};
  struct stretch y = {
      m->stretch_y, s->fit ? m->nstretch_y : 0, false, m->h, 0, m->h, -s->icon_h / 2, s->icon_h, px, {0, 0}};
  if (content) {
    x.from = m->content[0], x.to = m->content[2];
    y.from = m->content[1], y.to = m->content[3];
  }
  // One axis with zones cuts the other in one piece of its own.
  make_axis(&x, &axes[0]);
  make_axis(&y, &axes[1]);
}

static void draw_made(cairo_t *cr, const struct ct_sheet_image *m, cairo_surface_t *plain,
                      const struct ct_symbol *s, double scale) {
  struct axis axes[2];
  set_axes(m, s, axes);
  double w = axes[0].page[axes[0].n - 1] - axes[0].page[0], h = axes[1].page[axes[1].n - 1] - axes[1].page[0];
  struct look l = {s, m->sdf, fmin(scale, MOST_PX / fmax(fmax(w, h), 1)), 0, 0, 0};
  if (!(w > 0) || !(h > 0) || !(w < 1e5) || !(h < 1e5)) return;
  set_look(&l, s->icon_scale);
  cairo_surface_flush(plain);
  struct source src = {(const uint32_t *)(const void *)cairo_image_surface_get_data(plain), m->w, m->h,
                       cairo_image_surface_get_stride(plain) / 4};
  cairo_surface_t *made =
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)ceil(w * l.scale), (int)ceil(h * l.scale));
  if (cairo_surface_status(made) == CAIRO_STATUS_SUCCESS) {
    fill_pixels(&l, &src, axes, made);
    paint(cr, made, axes[0].page[0], axes[1].page[0], 1 / l.scale, m->sdf ? 1 : s->color.a);
  }
  cairo_surface_destroy(made);
}

// Pixel for pixel, an image stands on whole device pixels.
static void snap(cairo_t *cr, double w, double h) {
  double x = -w / 2, y = -h / 2;
  cairo_user_to_device(cr, &x, &y);
  double dx = round(x) - x, dy = round(y) - y;
  cairo_device_to_user_distance(cr, &dx, &dy);
  cairo_translate(cr, dx, dy);
}

void ct_picture_draw(cairo_t *cr, const struct ct_sheet_image *m, cairo_surface_t *plain,
                     const struct ct_symbol *s, double scale) {
  if (!plain || !(s->icon_w > 0) || !(s->icon_h > 0)) return;
  cairo_save(cr);
  if (s->rotate_deg != 0) cairo_rotate(cr, s->rotate_deg * (M_PI / 180));
  double px = s->icon_w / m->w;
  bool whole = s->rotate_deg == 0 && scale > 0 && fabs(px * scale - 1) < 1e-3;
  if (whole && !s->fit && !m->sdf) snap(cr, s->icon_w, s->icon_h);
  if (m->sdf || s->fit)
    draw_made(cr, m, plain, s, scale > 0 ? scale : VECTOR_SCALE);
  else
    paint(cr, plain, -s->icon_w / 2, -s->icon_h / 2, px, s->color.a);
  cairo_restore(cr);
}

// SPDX-License-Identifier: MIT
// Mark: one mark drawn as a path, on any surface.
#include "draw/mark.h"

#include <cairo.h>
#include <math.h>
#include <stdbool.h>

#include "draw/icon.h"
#include "draw/picture.h"
#include "model/scene.h"

enum { BLUR_STOPS = 24 };

static void set_color(cairo_t *cr, struct ct_color c) {
  cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a);
}

// Four curves, off by less than 0.03 % of the radius: closer than cairo_arc, which takes two
// where it thinks that enough, and short in PDF.
static void add_circle(cairo_t *cr, double r, bool backwards) {
  double k = r * 0.5522847498, s = backwards ? -1 : 1;
  cairo_move_to(cr, r, 0);
  cairo_curve_to(cr, r, s * k, k, s * r, 0, s * r);
  cairo_curve_to(cr, -k, s * r, -r, s * k, -r, 0);
  cairo_curve_to(cr, -r, -s * k, -k, -s * r, 0, -s * r);
  cairo_curve_to(cr, k, -s * r, r, -s * k, r, 0);
  cairo_close_path(cr);
}

void ct_mark_add_circle(cairo_t *cr, double radius) {
  add_circle(cr, radius, false);
}

void ct_mark_ring(cairo_t *cr, double inner, double outer) {
  cairo_new_path(cr);
  add_circle(cr, outer, false);
  // Run backwards, so that the nonzero rule leaves the middle out.
  if (inner > 0) add_circle(cr, inner, true);
}

static double smoothstep(double t) {
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return t * t * (3 - 2 * t);
}

double ct_circle_edge(const struct ct_symbol *s) {
  return s->edge_width > 0 && (s->edge_color.a > 0 || s->blur > 0) ? fmin(s->edge_width, 1e5) : 0;
}

// The same profile as ct_shape_mask gives on images, as a radial gradient.
static void draw_blurred(cairo_t *cr, const struct ct_symbol *s, double radius, double outer) {
  cairo_pattern_t *p = cairo_pattern_create_radial(0, 0, 0, 0, 0, outer);
  for (int i = 0; i <= BLUR_STOPS; i++) {
    double e = (double)i / BLUR_STOPS, soft = fmax(s->blur, 0.01);
    double cover = smoothstep((1 - e) / soft);
    double ring = outer > radius ? smoothstep(1 + (e - radius / outer) / soft) : 0;
    double wf = (1 - ring) * s->color.a, we = ring * s->edge_color.a, w = wf + we > 0 ? wf + we : 1;
    cairo_pattern_add_color_stop_rgba(p, e, (s->color.r * wf + s->edge_color.r * we) / w,
                                      (s->color.g * wf + s->edge_color.g * we) / w,
                                      (s->color.b * wf + s->edge_color.b * we) / w, cover * (wf + we));
  }
  cairo_set_source(cr, p);
  cairo_pattern_destroy(p);
  ct_mark_ring(cr, 0, outer);
  cairo_fill(cr);
}

// On images the edges lie half a pixel inside, as ct_shape_mask has them.
static void draw_circle(cairo_t *cr, const struct ct_symbol *s, double scale) {
  double inset = scale > 0 ? 0.5 / scale : 0, radius = s->radius > 0 ? fmin(s->radius, 1e5) : 0;
  double outer = radius + ct_circle_edge(s);
  if (s->blur > 0 && outer > 0) {
    draw_blurred(cr, s, radius, outer);
    return;
  }
  radius -= inset;
  outer -= inset;
  if (!(outer > 0)) return;
  if (outer > radius) {
    // Under an opaque fill the whole disc leaves no seam; else only the ring may show.
    ct_mark_ring(cr, s->color.a >= 1 ? 0 : radius, outer);
    set_color(cr, s->edge_color);
    cairo_fill(cr);
  }
  if (!(radius > 0) || !(s->color.a > 0)) return;
  ct_mark_ring(cr, 0, radius);
  set_color(cr, s->color);
  cairo_fill(cr);
}

static void draw_icon(cairo_t *cr, struct ct_icons *icons, const struct ct_symbol *s, double scale) {
  const struct ct_icon *icon = ct_icon_find(icons, s->icon);
  if (!icon || !(s->icon_w > 0) || !(s->icon_h > 0)) return;
  cairo_surface_t *plain;
  const struct ct_sheet_image *image = ct_icon_image(icon, &plain);
  if (image) {
    ct_picture_draw(cr, image, plain, s, scale);
    return;
  }
  void *svg = ct_icon_ref(icon);
  if (s->edge_width > 0 && s->edge_color.a > 0) ct_icon_draw(svg, s, CT_ICON_HALO, true, cr);
  ct_icon_draw(svg, s, CT_ICON_FILL, true, cr);
  ct_icon_unref(svg);
}

void ct_mark_draw(cairo_t *cr, struct ct_icons *icons, const struct ct_symbol *s, double scale, double x,
                  double y) {
  if (!(fabs(x) < 1e5) || !(fabs(y) < 1e5)) return;
  cairo_save(cr);
  cairo_translate(cr, x, y);
  if (s->kind == CT_SYMBOL_CIRCLE)
    draw_circle(cr, s, scale);
  else
    draw_icon(cr, icons, s, scale);
  cairo_restore(cr);
}

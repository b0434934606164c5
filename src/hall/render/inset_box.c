// SPDX-License-Identifier: MIT
// Inset box: where on the main map lies what an inset shows.
#include "hall/render/inset_box.h"

#include <math.h>
#include <string.h>

#include "hall/render/render.h"
#include "page/page.h"
#include "project/project.h"

static struct ct_rect bounds_of(const struct ct_shapes *s) {
  double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
  for (size_t i = 0; i < s->ncoords; i++) {
    x0 = fmin(x0, s->xy[2 * i]);
    x1 = fmax(x1, s->xy[2 * i]);
    y0 = fmin(y0, s->xy[2 * i + 1]);
    y1 = fmax(y1, s->xy[2 * i + 1]);
  }
  return (struct ct_rect){x0, y0, x1 - x0, y1 - y0};
}

static void put_corners(const struct ct_rect *b, float out[8]) {
  const double xy[8] = {b->x, b->y, b->x + b->w, b->y, b->x + b->w, b->y + b->h, b->x, b->y + b->h};
  for (int i = 0; i < 8; i++) out[i] = (float)xy[i];
}

// The corners of the map's frame on the main map; false where one lies beyond its frame.
static bool project_corners(const struct ct_render *r, const struct ct_view *of, float out[8]) {
  float own[8];
  put_corners(&of->frame, own);
  for (int i = 0; i < 4; i++) {
    double lon, lat, x, y;
    if (!ct_unproject_point(of, own[2 * i], own[2 * i + 1], &lon, &lat) ||
        !ct_project_point(&r->view, lon, lat, &x, &y) || !ct_rect_has(&r->view.frame, x, y))
      return false;
    out[2 * i] = (float)x;
    out[2 * i + 1] = (float)y;
  }
  return true;
}

// Is there something of the outline at each corner of what holds it?
static bool fills_corners(const struct ct_shapes *s, const float corner[8]) {
  const double near = 3;
  for (int i = 0; i < 4; i++) {
    bool found = false;
    for (size_t k = 0; k < s->ncoords && !found; k++)
      found =
          hypot((double)s->xy[2 * k] - corner[2 * i], (double)s->xy[2 * k + 1] - corner[2 * i + 1]) < near;
    if (!found) return false;
  }
  return true;
}

// The outline's own points that reach farthest: up, right, down, left.
static void put_extremes(const struct ct_shapes *s, float out[8]) {
  static const int towards[4][2] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};
  for (int i = 0; i < 4; i++) {
    double best = -INFINITY;
    for (size_t k = 0; k < s->ncoords; k++) {
      double far = towards[i][0] * (double)s->xy[2 * k] + towards[i][1] * (double)s->xy[2 * k + 1];
      if (far <= best) continue;
      best = far;
      out[2 * i] = s->xy[2 * k];
      out[2 * i + 1] = s->xy[2 * k + 1];
    }
  }
}

// Corners to draw lines from: the frame's own where they are in sight, straightened when they are nearly so; else
// those of what holds the visible part, or its farthest points.
static void take_corners(const struct ct_render *r, const struct ct_view *of, const struct ct_rect *b,
                         struct ct_shapes *s, struct ct_page_inset *out) {
  const double straight = 1.2;
  float as_box[8];
  put_corners(b, as_box);
  bool whole = project_corners(r, of, out->corner), turned = false;
  for (int i = 0; i < 8 && whole; i++) turned |= fabs(out->corner[i] - as_box[i]) > straight;
  if (!whole || turned) out->outline = s;
  if (whole && turned) return;
  if (whole || fills_corners(s, as_box))
    memcpy(out->corner, as_box, sizeof as_box);
  else
    put_extremes(s, out->corner);
}

bool ct_inset_find_box(struct ct_render *r, const struct ct_view *of, struct ct_page_inset *out,
                       struct ct_err *err) {
  // Smaller boxes would lie hidden under their marks.
  const double most = 0.6, least = 13;
  const struct ct_rect *f = &r->view.frame;
  struct ct_rows one = {.all = true, .n = 1};
  struct ct_shapes *s = CT_NEW(r->a, struct ct_shapes);
  double x, y;
  out->has_box = false;
  out->outline = NULL;
  if (!ct_project_point(&r->view, of->center_lon, of->center_lat, &x, &y) || !ct_rect_has(f, x, y))
    return true;
  if (!ct_project(&r->view, ct_render_outline(r->a, of), &one, CT_AS_LINES, 1, r->a, s, err)) return false;
  struct ct_rect b = bounds_of(s);
  if (!s->ncoords || b.w * b.h > most * f->w * f->h) return true;
  out->has_box = true;
  if (fmax(b.w, b.h) >= least) {
    take_corners(r, of, &b, s, out);
    return true;
  }
  b = (struct ct_rect){b.x + b.w / 2 - least / 2, b.y + b.h / 2 - least / 2, least, least};
  put_corners(&b, out->corner);
  return true;
}

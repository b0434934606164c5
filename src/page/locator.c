// SPDX-License-Identifier: MIT
// Locator: the small map that tells where the frame is in the world.
#include "page/locator.h"

#include <math.h>

#include "base/arena.h"
#include "model/document.h"
#include "model/scene.h"
#include "model/shapes.h"
#include "page/sheet.h"

// Smaller boxes are drawn at this size, so that they can be seen.
#define LEAST_BOX 4.2
// A globe's disc stands free in its square.
#define GLOBE_MARGIN 5.0

void ct_page_locator_globe(struct ct_page *page, bool globe) {
  page->locator_globe = globe;
}

void ct_locator_size(const struct ct_page *p, const struct ct_view *view, double *w, double *h) {
  *w = *h = 0;
  if (!p->doc->locator) return;
  double span = view->east - view->west, asked = p->doc->locator_ask.w_mm * CT_MM;
  if (span < 0) span += 360;
  if (!(span < 180)) return;
  double locator_w = asked > 0 ? asked : p->sizes.locator_w, locator_h = 0.8 * locator_w;
  if (p->locator_globe) locator_w = locator_h = 0.9 * locator_w + 2 * GLOBE_MARGIN;
  double most_w = asked > 0 ? 0.5 : 0.3, most_h = asked > 0 ? 0.5 : 0.34;
  if (locator_w > most_w * p->frame.w || locator_h > most_h * p->frame.h) return;
  *w = locator_w;
  *h = locator_h;
}

struct ct_rect ct_page_locator_size(const struct ct_page *p, const struct ct_view *view) {
  struct ct_rect r = {p->frame.x, p->frame.y, 0, 0};
  if (!p->doc->page.bare) ct_locator_size(p, view, &r.w, &r.h);
  return r;
}

struct ct_rect ct_page_locator(const struct ct_page *page) {
  struct ct_rect r = page->locator_at;
  double by = page->locator_globe ? GLOBE_MARGIN : 0;
  if (r.w <= 0) return r;
  return (struct ct_rect){r.x + by, r.y + by, r.w - 2 * by, r.h - 2 * by};
}

// All rings of all shapes as one path, or all lines as open parts.
static bool shapes_path(const struct ct_shapes *s, bool closed, struct ct_path *out) {
  if (!s || !s->type || s->nparts == 0 || s->ncoords == 0) return false;
  *out = (struct ct_path){.nparts = (uint32_t)s->nparts,
                          .part0 = s->coord0,
                          .n = (uint32_t)s->ncoords,
                          .xy = s->xy,
                          .closed = closed};
  return true;
}

static void fill(const struct ct_shapes *s, struct ct_color color, struct ct_arena *a, struct ct_op *group) {
  struct ct_path path;
  if (!shapes_path(s, true, &path)) return;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_FILL);
  op->fill = (struct ct_fill_op){.path = path, .color = color, .antialias = true};
}

static void stroke(const struct ct_shapes *s, bool closed, struct ct_color color, double width,
                   struct ct_arena *a, struct ct_op *group) {
  struct ct_path path;
  if (!shapes_path(s, closed, &path)) return;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){
      .path = path, .color = color, .width = (float)width, .join = CT_JOIN_MITER, .miter_limit = 4};
}

static struct ct_rect bounds(const struct ct_shapes *s) {
  double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
  for (size_t i = 0; i < s->ncoords; i++) {
    double x = s->xy[2 * i], y = s->xy[2 * i + 1];
    if (!isfinite(x) || !isfinite(y)) continue;
    x0 = fmin(x0, x);
    x1 = fmax(x1, x);
    y0 = fmin(y0, y);
    y1 = fmax(y1, y);
  }
  if (!(x1 >= x0)) return (struct ct_rect){0, 0, -1, -1};
  return (struct ct_rect){x0, y0, x1 - x0, y1 - y0};
}

static void draw_box(const struct ct_page *p, const struct ct_shapes *box, struct ct_arena *a,
                     struct ct_op *group) {
  if (!box) return;
  struct ct_rect b = bounds(box);
  struct ct_color casing = ct_color_alpha(p->theme.panel, 0.75);
  if (b.w < 0) return;
  if (b.w < LEAST_BOX && b.h < LEAST_BOX) {
    struct ct_rect dot = {b.x + b.w / 2 - LEAST_BOX / 2, b.y + b.h / 2 - LEAST_BOX / 2, LEAST_BOX, LEAST_BOX};
    ct_sheet_add_outline(a, group, &dot, casing, 2.2);
    ct_sheet_add_outline(a, group, &dot, p->theme.locator_box, 1);
    return;
  }
  stroke(box, false, casing, 2, a, group);
  stroke(box, false, p->theme.locator_box, 0.9, a, group);
}

// The frame's, or a disc with the map's ground around it.
static void draw_ground(const struct ct_page *p, const struct ct_page_locator_map *map, struct ct_arena *a,
                        struct ct_op *body) {
  if (!map->sphere) {
    ct_sheet_add_rect(a, body, &p->locator_at, p->theme.locator_water);
    return;
  }
  stroke(map->sphere, true, ct_color_alpha(p->theme.panel, 0.8), 3, a, body);
  fill(map->sphere, p->theme.locator_water, a, body);
}

void ct_locator_draw(const struct ct_page *p, const struct ct_page_locator_map *map, struct ct_arena *a,
                     struct ct_op *root) {
  if (!map || p->locator_at.w <= 0) return;
  struct ct_op *group = ct_scene_group(a, root, "locator");
  struct ct_op *body = ct_scene_group(a, group, "locator-map");
  body->group.has_clip = true;
  body->group.clip = p->locator_at;
  draw_ground(p, map, a, body);
  fill(map->land, p->theme.locator_land, a, body);
  fill(map->subject, p->theme.locator_subject, a, body);
  stroke(map->grid, false, ct_color_alpha(p->theme.frame_line, 0.3), 0.25, a, body);
  stroke(map->insets, false, p->theme.locator_box, 0.5, a, body);
  draw_box(p, map->box, a, body);
  if (map->sphere)
    stroke(map->sphere, true, p->theme.frame_line, 0.5, a, group);
  else
    ct_sheet_add_outline(a, group, &p->locator_at, p->theme.frame_line, 0.5);
}

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
#define LEAST_BOX 3.6

void ct_locator_size(const struct ct_page *p, const struct ct_view *view, double *w, double *h) {
  *w = *h = 0;
  if (!p->doc->locator) return;
  double span = view->east - view->west;
  if (span < 0) span += 360;
  if (!(span < 180)) return;
  double locator_w = p->sizes.locator_w, locator_h = 0.8 * locator_w;
  if (locator_w > 0.3 * p->frame.w || locator_h > 0.34 * p->frame.h) return;
  *w = locator_w;
  *h = locator_h;
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
  if (b.w < 0) return;
  if (b.w < LEAST_BOX && b.h < LEAST_BOX) {
    struct ct_rect dot = {b.x + b.w / 2 - LEAST_BOX / 2, b.y + b.h / 2 - LEAST_BOX / 2, LEAST_BOX, LEAST_BOX};
    ct_sheet_add_outline(a, group, &dot, p->theme.locator_box, 0.9);
    return;
  }
  struct ct_path path;
  if (!shapes_path(box, false, &path)) return;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){
      .path = path, .color = p->theme.locator_box, .width = 0.9f, .join = CT_JOIN_MITER, .miter_limit = 4};
}

void ct_locator_draw(const struct ct_page *p, const struct ct_page_locator_map *map, struct ct_arena *a,
                     struct ct_op *root) {
  if (!map || p->locator_at.w <= 0) return;
  struct ct_op *group = ct_scene_group(a, root, "locator");
  struct ct_op *body = ct_scene_group(a, group, "locator-map");
  body->group.has_clip = true;
  body->group.clip = p->locator_at;
  ct_sheet_add_rect(a, body, &p->locator_at, p->theme.locator_water);
  struct ct_path land;
  if (shapes_path(map->land, true, &land)) {
    struct ct_op *op = ct_scene_add(a, body, CT_OP_FILL);
    op->fill = (struct ct_fill_op){.path = land, .color = p->theme.locator_land, .antialias = true};
  }
  draw_box(p, map->box, a, body);
  ct_sheet_add_outline(a, group, &p->locator_at, p->theme.frame_line, 0.5);
}

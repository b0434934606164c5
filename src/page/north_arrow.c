// SPDX-License-Identifier: MIT
// North arrow: where north is, when it is not up.
#include "page/north_arrow.h"

#include <math.h>

#include "base/arena.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/sheet.h"
#include "text/text.h"

#define RAD (3.14159265358979323846 / 180)
// North is up when it is off by less.
#define UP_DEG 1.0
// Over a map that turns it by more, one needle says too much.
#define TURN_DEG 4.0
// Over a map that turns it by more, any arrow does.
#define TURN_MOST_DEG 60.0

static double turn_of(const struct ct_view *view) {
  return view->north_most_deg - view->north_least_deg;
}

double ct_north_arrow_turn(const struct ct_view *view) {
  double turn = turn_of(view);
  return turn > TURN_DEG ? turn : 0;
}

// Without being asked: only where a reader would go wrong, and one direction tells. A graticule tells more.
static bool needed(const struct ct_page *p, const struct ct_view *view) {
  if (!(fabs(remainder(view->north_deg, 360)) > UP_DEG) || !(view->scale_variation <= 1.5)) return false;
  double span = view->east - view->west;
  if (span < 0) span += 360;
  return span < 150 && !(p->doc->graticule.on && turn_of(view) > TURN_DEG);
}

double ct_north_arrow_size(const struct ct_page *p, const struct ct_view *view) {
  if (p->doc->north == CT_NORTH_NEVER || !(turn_of(view) <= TURN_MOST_DEG)) return 0;
  return p->doc->north == CT_NORTH_ALWAYS || needed(p, view) ? 4.2 * p->sizes.legend : 0;
}

// The square's middle, and from there.
struct pivot {
  double x, y, r, size;
};

// A half-filled needle towards north.
static void draw_needle(const struct ct_page *p, const struct pivot *at, double ux, double uy,
                        struct ct_arena *a, struct ct_op *g) {
  double cx = at->x, cy = at->y, r = at->r;
  float tip[2] = {(float)(cx + ux * r), (float)(cy + uy * r)};
  float notch[2] = {(float)(cx - ux * r * 0.5), (float)(cy - uy * r * 0.5)};
  double bx = cx - ux * r * 0.95, by = cy - uy * r * 0.95, half = r * 0.42;
  float left[2] = {(float)(bx + uy * half), (float)(by - ux * half)};
  float right[2] = {(float)(bx - uy * half), (float)(by + ux * half)};
  float all[] = {tip[0], tip[1], right[0], right[1], notch[0], notch[1], left[0], left[1]};
  ct_sheet_add_polygon(a, g, all, 4, ct_color_alpha(p->theme.panel, 0.9));
  ct_sheet_add_polygon(a, g, (float[]){tip[0], tip[1], notch[0], notch[1], left[0], left[1]}, 3,
                       p->theme.ink);
  for (int i = 0; i < 4; i++) {
    int j = (i + 1) % 4;
    ct_sheet_add_line(a, g, (float[]){all[2 * i], all[2 * i + 1], all[2 * j], all[2 * j + 1]}, p->theme.ink,
                      0.4);
  }
}

// Where north is over the map: an arc round the needle's tail, ticked at both ends.
static void draw_fan(const struct ct_page *p, const struct ct_view *view, const struct pivot *at,
                     struct ct_arena *a, struct ct_op *g) {
  enum { STEPS = 24 };
  double t = view->north_deg * RAD, x = at->x - sin(t) * at->r * 0.5, y = at->y + cos(t) * at->r * 0.5;
  double from = (view->north_deg + view->north_least_deg) * RAD, turn = turn_of(view) * RAD;
  float *arc = CT_NEW_N(a, float, 2 * (STEPS + 1));
  for (int i = 0; i <= STEPS; i++) {
    double s = from + turn * i / STEPS;
    arc[2 * i] = (float)(x + sin(s) * 1.38 * at->r);
    arc[2 * i + 1] = (float)(y - cos(s) * 1.38 * at->r);
  }
  struct ct_op *op = ct_scene_add(a, g, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){.path = {.nparts = 1, .n = STEPS + 1, .xy = arc},
                                     .color = p->theme.ink_soft,
                                     .width = 0.4f,
                                     .join = CT_JOIN_ROUND};
  for (int i = 0; i < 2; i++) {
    double s = from + i * turn, r0 = 1.2 * at->r, r1 = 1.56 * at->r;
    float xy[] = {(float)(x + sin(s) * r0), (float)(y - cos(s) * r0), (float)(x + sin(s) * r1),
                  (float)(y - cos(s) * r1)};
    ct_sheet_add_line(a, g, xy, p->theme.ink_soft, 0.4);
  }
}

void ct_north_arrow_draw(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                         struct ct_op *root) {
  if (p->north_at.w <= 0) return;
  struct ct_op *g = ct_scene_group(a, root, "north-arrow");
  double size = p->north_at.w, t = view->north_deg * RAD, ux = sin(t), uy = -cos(t);
  struct pivot at = {p->north_at.x + size / 2 - ux * 0.12 * size, p->north_at.y + size / 2 - uy * 0.12 * size,
                     size * 0.33, size};
  if (ct_north_arrow_turn(view) > 0) draw_fan(p, view, &at, a, g);
  draw_needle(p, &at, ux, uy, a, g);
  struct ct_type type = {.size = p->sizes.small, .bold = true, .color = p->theme.ink, .halo = true};
  const struct ct_run *n = ct_sheet_text(p, "N", &type);
  const struct ct_run_box *b = ct_run_box(n);
  double reach = at.r + 0.75 * b->cap_height + 0.8;
  ct_sheet_add_text(a, g, n, at.x + ux * reach - b->w / 2,
                    at.y + uy * reach - (b->baseline - b->cap_height / 2));
}

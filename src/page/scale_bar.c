// SPDX-License-Identifier: MIT
// Scale bar and north arrow: what the view says about distance and direction.
#include "page/scale_bar.h"

#include <math.h>

#include "base/arena.h"
#include "base/format.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/sheet.h"
#include "text/text.h"

#define PT_M (0.0254 / 72)
#define BAR_H 1.7
#define LABEL_GAP 2.2

bool ct_scale_bar_varies(const struct ct_view *view) {
  return !(view->scale_variation <= 1.10);
}

double ct_scale_bar_step(double wish, double most, int *divisions) {
  static const double mantissa[] = {1, 2, 5};
  // Halves read most easily, thirds least.
  static const double cost[] = {0, 0, 0, 0.14, 0.05};
  double best = INFINITY, step = 0;
  int low = (int)floor(log10(wish)) - 2;
  for (int e = low; e <= low + 3; e++)
    for (int m = 0; m < 3; m++)
      for (int k = 2; k <= 4; k++) {
        double s = mantissa[m] * pow(10, e), total = s * k;
        double c = fabs(log(total / wish)) + cost[k];
        if (total > most * (1 + 1e-9) || c >= best - 1e-9) continue;
        best = c;
        step = s;
        *divisions = k;
      }
  return step;
}

// The unit's name and length; short distances in metres.
static const char *unit_of(enum ct_length_unit unit, double wish_m, double *metres) {
  switch (unit) {
    case CT_MI:
      *metres = 1609.344;
      return "mi";
    case CT_NM:
      *metres = 1852;
      return "nmi";
    default:
      break;
  }
  *metres = wish_m < 1000 ? 1 : 1000;
  return wish_m < 1000 ? "m" : "km";
}

// Tick labels: numbers centred on their ticks, the unit after the last number.
static void set_labels(const struct ct_page *p, struct ct_scale_bar *bar, double step, const char *unit,
                       struct ct_arena *a) {
  struct ct_type type = {.size = p->sizes.small, .color = p->theme.ink, .halo = true};
  double free_from = -INFINITY;
  for (int i = 0; i <= bar->divisions; i++) {
    const char *number = ct_format_rounded(a, step * i, 6);
    double w = ct_run_box(ct_sheet_text(p, number, &type))->w;
    bool last = i == bar->divisions;
    bar->label_dx[i] = i == 0 ? 0 : -w / 2;
    // A middle label that would touch its neighbours is left out.
    double x = i * bar->step_pt + bar->label_dx[i];
    double next = (i + 1) * bar->step_pt - w / 2;
    if (!last && i > 0 && (x < free_from || x + w + 4 > next)) continue;
    bar->label[i] =
        ct_sheet_text(p, last ? ct_arena_printf(a, "%s" CT_NB_SPACE "%s", number, unit) : number, &type);
    free_from = x + w + 4;
  }
}

static void measure(struct ct_scale_bar *bar) {
  double right = bar->divisions * bar->step_pt, left = 0, height = 0;
  for (int i = 0; i <= bar->divisions; i++) {
    if (!bar->label[i]) continue;
    const struct ct_run_box *b = ct_run_box(bar->label[i]);
    double x = i * bar->step_pt + bar->label_dx[i];
    right = fmax(right, x + b->w);
    left = fmin(left, x);
    height = fmax(height, b->cap_height);
  }
  if (bar->ratio) right = fmax(right, ct_run_box(bar->ratio)->w);
  bar->left = -left;
  bar->w = right - left;
  bar->h = height + LABEL_GAP + BAR_H;
  if (bar->ratio) bar->h += LABEL_GAP + 0.8 + ct_run_box(bar->ratio)->cap_height;
}

struct ct_scale_bar *ct_scale_bar_new(const struct ct_page *p, const struct ct_view *view,
                                      struct ct_arena *a) {
  if (!p->doc->scale_bar || ct_scale_bar_varies(view)) return NULL;
  if (!isfinite(view->scale) || view->scale <= 0) return NULL;
  double per_pt = view->scale * PT_M;
  double most_pt = fmin(0.26 * p->frame.w, p->sizes.bar_most), wish_pt = fmin(0.21 * p->frame.w, most_pt);
  if (most_pt < 24) return NULL;
  double metres;
  const char *unit = unit_of(p->doc->unit, wish_pt * per_pt, &metres);
  struct ct_scale_bar *bar = CT_NEW(a, struct ct_scale_bar);
  double step = ct_scale_bar_step(wish_pt * per_pt / metres, most_pt * per_pt / metres, &bar->divisions);
  if (!(step > 0) || step * bar->divisions >= 1e9) return NULL;
  bar->step_pt = step * metres / per_pt;
  set_labels(p, bar, step, unit, a);
  struct ct_type type = {.size = p->sizes.small, .color = p->theme.ink_soft, .halo = true};
  if (p->sizes.paper) bar->ratio = ct_sheet_text(p, ct_format_scale(a, view->scale), &type);
  measure(bar);
  return bar;
}

void ct_scale_bar_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  const struct ct_scale_bar *bar = p->bar;
  if (!bar) return;
  struct ct_op *g = ct_scene_group(a, root, "scale-bar");
  double x = p->bar_at.x + bar->left, y = p->bar_at.y;
  for (int i = 0; i <= bar->divisions; i++) {
    if (!bar->label[i]) continue;
    const struct ct_run_box *b = ct_run_box(bar->label[i]);
    double left = x + i * bar->step_pt + bar->label_dx[i];
    ct_sheet_add_text(a, g, bar->label[i], left, y - (b->baseline - b->cap_height));
  }
  double top = y + ct_run_box(bar->label[0])->cap_height + LABEL_GAP;
  struct ct_rect whole = {x, top, bar->divisions * bar->step_pt, BAR_H};
  // A casing in the ground's colour keeps the bar legible over lines.
  ct_sheet_add_outline(a, g, &whole, ct_color_alpha(p->theme.panel, 0.8), 2.2);
  ct_sheet_add_rect(a, g, &whole, p->theme.panel);
  for (int i = 0; i < bar->divisions; i += 2) {
    struct ct_rect part = {x + i * bar->step_pt, top, bar->step_pt, BAR_H};
    ct_sheet_add_rect(a, g, &part, p->theme.ink);
  }
  ct_sheet_add_outline(a, g, &whole, p->theme.ink, 0.4);
  if (!bar->ratio) return;
  const struct ct_run_box *b = ct_run_box(bar->ratio);
  ct_sheet_add_text(a, g, bar->ratio, x, top + BAR_H + LABEL_GAP + 0.8 - (b->baseline - b->cap_height));
}

double ct_north_arrow_size(const struct ct_page *p, const struct ct_view *view) {
  double off = fabs(remainder(view->north_deg, 360));
  if (!(off > 1) || !(view->scale_variation <= 1.5)) return 0;
  double span = view->east - view->west;
  if (span < 0) span += 360;
  if (span >= 150) return 0;
  return 4.2 * p->sizes.legend;
}

// A half-filled needle that turns about the middle of its square, with an N beyond its tip.
void ct_north_arrow_draw(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                         struct ct_op *root) {
  if (p->north_at.w <= 0) return;
  struct ct_op *g = ct_scene_group(a, root, "north-arrow");
  double size = p->north_at.w, r = size * 0.33, t = view->north_deg * 3.14159265358979323846 / 180;
  double ux = sin(t), uy = -cos(t);  // towards north
  double cx = p->north_at.x + size / 2 - ux * 0.12 * size, cy = p->north_at.y + size / 2 - uy * 0.12 * size;
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
  struct ct_type type = {.size = p->sizes.small, .bold = true, .color = p->theme.ink, .halo = true};
  const struct ct_run *n = ct_sheet_text(p, "N", &type);
  const struct ct_run_box *b = ct_run_box(n);
  double reach = r + 0.75 * b->cap_height + 0.8;
  ct_sheet_add_text(a, g, n, cx + ux * reach - b->w / 2, cy + uy * reach - (b->baseline - b->cap_height / 2));
}

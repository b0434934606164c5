// SPDX-License-Identifier: MIT
// Scale bar: what the view says about distance.
#include "page/scale_bar.h"

#include <math.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/format_degrees.h"
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
static void set_labels(const struct ct_page *p, struct ct_scale_part *bar, double step, const char *unit,
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
  double right = 0, left = 0, height = 0;
  for (int k = 0; k < bar->nparts; k++) {
    const struct ct_scale_part *part = &bar->part[k];
    right = fmax(right, part->divisions * part->step_pt);
    for (int i = 0; i <= part->divisions; i++) {
      if (!part->label[i]) continue;
      const struct ct_run_box *b = ct_run_box(part->label[i]);
      double x = i * part->step_pt + part->label_dx[i];
      right = fmax(right, x + b->w);
      left = fmin(left, x);
      height = fmax(height, b->cap_height);
    }
  }
  if (bar->ratio) right = fmax(right, ct_run_box(bar->ratio)->w);
  bar->left = -left;
  bar->w = right - left;
  bar->h = bar->nparts * (height + LABEL_GAP + BAR_H);
  if (bar->ratio) bar->h += LABEL_GAP + 0.8 + ct_run_box(bar->ratio)->cap_height;
}

static double scale_of(const struct ct_view *view) {
  return view->bar_scale > 0 ? view->bar_scale : view->scale;
}

// "1:250 000 at 40° N"; on pixel pages, where a ratio means nothing, only where the bar is true.
static const struct ct_run *set_ratio(const struct ct_page *p, const struct ct_view *view,
                                      struct ct_arena *a) {
  struct ct_type type = {.size = p->sizes.small, .color = p->theme.ink_soft, .halo = true};
  const char *ratio = p->sizes.paper ? ct_format_scale(a, scale_of(view)) : NULL, *at = NULL;
  bool whole = fabs(view->bar_lat - round(view->bar_lat)) < 1e-6;
  if (view->bar_at && fabs(view->bar_lat) < 1e-6) at = "at the equator";
  if (view->bar_at && !at)
    at = ct_arena_printf(a, "at %s", ct_format_degrees(a, view->bar_lat, true, whole ? 1 : 0.1, "decimal"));
  if (ratio && at) ratio = ct_arena_printf(a, "%s %s", ratio, at);
  const char *words = ratio ? ratio : at;
  return words ? ct_sheet_text(p, words, &type) : NULL;
}

static bool add_part(const struct ct_page *p, struct ct_scale_bar *bar, enum ct_length_unit in,
                     const double pt[2], double per_pt, struct ct_arena *a) {
  struct ct_scale_part *part = &bar->part[bar->nparts];
  double metres, wish_pt = pt[0], most_pt = pt[1];
  const char *unit = unit_of(in, wish_pt * per_pt, &metres);
  double step = ct_scale_bar_step(wish_pt * per_pt / metres, most_pt * per_pt / metres, &part->divisions);
  if (!(step > 0) || step * part->divisions >= 1e9) return false;
  part->step_pt = step * metres / per_pt;
  set_labels(p, part, step, unit, a);
  bar->nparts++;
  return true;
}

struct ct_scale_bar *ct_scale_bar_new(const struct ct_page *p, const struct ct_view *view,
                                      struct ct_arena *a) {
  // A bar asked for at a latitude is true there, however the scale varies.
  if (!p->doc->scale_bar || (ct_scale_bar_varies(view) && !(p->doc->has_scale_lat && view->bar_at)))
    return NULL;
  double scale = scale_of(view);
  if (!isfinite(scale) || scale <= 0) return NULL;
  double per_pt = scale * PT_M, most_pt = fmin(0.26 * p->frame.w, p->sizes.bar_most);
  double pt[2] = {fmin(0.21 * p->frame.w, most_pt), most_pt};
  if (most_pt < 24) return NULL;
  struct ct_scale_bar *bar = CT_NEW(a, struct ct_scale_bar);
  if (!add_part(p, bar, p->doc->unit, pt, per_pt, a)) return NULL;
  // The second is about as long as the first.
  pt[0] = bar->part[0].divisions * bar->part[0].step_pt;
  if (p->doc->two_units) add_part(p, bar, p->doc->unit2, pt, per_pt, a);
  bar->ratio = set_ratio(p, view, a);
  measure(bar);
  return bar;
}

struct ct_scale_bar *ct_scale_bar_short(const struct ct_scale_bar *bar, struct ct_arena *a) {
  if (bar->nparts < 2) return NULL;
  struct ct_scale_bar *one = CT_NEW(a, struct ct_scale_bar);
  *one = *bar;
  one->nparts = 1;
  measure(one);
  return one;
}

static void draw_labels(const struct ct_scale_part *part, double x, double y, struct ct_arena *a,
                        struct ct_op *g) {
  for (int i = 0; i <= part->divisions; i++) {
    if (!part->label[i]) continue;
    const struct ct_run_box *b = ct_run_box(part->label[i]);
    double left = x + i * part->step_pt + part->label_dx[i];
    ct_sheet_add_text(a, g, part->label[i], left, y - (b->baseline - b->cap_height));
  }
}

static void draw_part(const struct ct_page *p, const struct ct_scale_part *part, double x, double top,
                      struct ct_arena *a, struct ct_op *g) {
  struct ct_rect whole = {x, top, part->divisions * part->step_pt, BAR_H};
  ct_sheet_add_rect(a, g, &whole, p->theme.panel);
  for (int i = 0; i < part->divisions; i += 2) {
    struct ct_rect r = {x + i * part->step_pt, top, part->step_pt, BAR_H};
    ct_sheet_add_rect(a, g, &r, p->theme.ink);
  }
  ct_sheet_add_outline(a, g, &whole, p->theme.ink, 0.4);
}

void ct_scale_bar_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  const struct ct_scale_bar *bar = p->bar;
  if (!bar) return;
  struct ct_op *g = ct_scene_group(a, root, "scale-bar");
  double x = p->bar_at.x + bar->left, y = p->bar_at.y;
  double height = ct_run_box(bar->part[0].label[0])->cap_height;
  draw_labels(&bar->part[0], x, y, a, g);
  y += height + LABEL_GAP;
  for (int k = 0; k < bar->nparts; k++) {
    // A casing in the ground's colour keeps the bar legible over lines.
    struct ct_rect whole = {x, y + k * BAR_H, bar->part[k].divisions * bar->part[k].step_pt, BAR_H};
    ct_sheet_add_outline(a, g, &whole, ct_color_alpha(p->theme.panel, 0.8), 2.2);
  }
  if (bar->nparts > 1) draw_part(p, &bar->part[1], x, y + BAR_H, a, g);
  draw_part(p, &bar->part[0], x, y, a, g);
  y += bar->nparts * BAR_H + LABEL_GAP;
  if (bar->nparts > 1) draw_labels(&bar->part[1], x, y, a, g);
  if (bar->nparts > 1) y += height + LABEL_GAP;
  if (!bar->ratio) return;
  const struct ct_run_box *b = ct_run_box(bar->ratio);
  ct_sheet_add_text(a, g, bar->ratio, x, y + 0.8 - (b->baseline - b->cap_height));
}

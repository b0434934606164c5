// SPDX-License-Identifier: MIT
// Page furniture: what stands in the frame is placed, then everything is drawn.
#include "page/page.h"

#include <math.h>

#include "base/arena.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/banner.h"
#include "page/changes.h"
#include "page/foot.h"
#include "page/graticule.h"
#include "page/inset.h"
#include "page/key_list.h"
#include "page/legend.h"
#include "page/locator.h"
#include "page/logo.h"
#include "page/north_arrow.h"
#include "page/place.h"
#include "page/scale_bar.h"
#include "page/sheet.h"

#define PANEL_ALPHA 0.88

// Sizes of panels in whole pixels.
static double whole_px(const struct ct_page *p, double v) {
  return p->sizes.paper ? v : ceil(v / CT_PX_PT - 1e-6) * CT_PX_PT;
}

struct ct_rect ct_page_frame(const struct ct_page *page) {
  return page->frame;
}

void ct_page_icons(struct ct_page *page, ct_page_icon_fn *icon_size, void *user) {
  page->icon_size = icon_size;
  page->icon_user = user;
}

// A legend set outside the map, with its top left there.
static void take_legend(struct ct_page *p, const struct ct_legend_block *block, const struct ct_rect *room,
                        struct ct_arena *a) {
  p->legend = CT_NEW(a, struct ct_legend_block);
  *p->legend = *block;
  p->legend_at = (struct ct_rect){room->x, room->y, block->w, block->h};
}

// The legend under the map, if what it needs was foreseen; else, with `part`, what fits.
static bool set_legend_below(struct ct_page *p, const struct ct_legend *legend, bool part,
                             struct ct_arena *a) {
  if (p->below.h <= 0) return false;
  // What was expected may have been too little; the gaps around give a little more.
  struct ct_legend_room room = {p->below.w, p->below.h + 0.8 * p->sizes.gap, 1, true};
  struct ct_legend_block blocks[CT_LEGEND_COLUMNS];
  if (ct_legend_set(p, legend, &room, a, blocks) == 0 || (blocks[0].left_out > 0 && !part)) return false;
  take_legend(p, &blocks[0], &p->below, a);
  return true;
}

// The legend in its column beside the map, if it fits there.
static bool set_legend_beside(struct ct_page *p, const struct ct_legend *legend, struct ct_arena *a) {
  if (p->beside.w <= 0) return false;
  struct ct_legend_room room = {p->beside.w + 0.5, p->beside.h, p->beside.h, false};
  struct ct_legend_block blocks[CT_LEGEND_COLUMNS];
  if (ct_legend_set(p, legend, &room, a, blocks) == 0 || blocks[0].left_out > 0) return false;
  take_legend(p, &blocks[0], &p->beside, a);
  return true;
}

// The locator at the foot of that column, when the legend leaves room for it.
static bool place_locator_beside(struct ct_page *p, double w, double h) {
  double under = p->legend ? p->legend_at.y + p->legend_at.h : p->beside.y;
  if (p->beside.w <= 0 || !(w > 0)) return false;
  h *= p->beside.w / w;
  struct ct_rect at = {p->beside.x, p->beside.y + p->beside.h - h, p->beside.w, h};
  if (h > 0.34 * p->beside.h || at.y < under + 2 * p->sizes.gap) return false;
  p->locator_at = at;
  return true;
}

// Arrangements of a legend on the map, for the request; 0: none.
static size_t set_legend_panel(const struct ct_page *p, const struct ct_legend *legend, struct ct_arena *a,
                               struct ct_legend_block blocks[CT_LEGEND_COLUMNS], struct ct_place_piece *q) {
  double pad = 2 * p->sizes.inset;
  struct ct_legend_room room = {0.9 * p->frame.w - pad, 0.9 * p->frame.h - pad, 0.45 * p->frame.h - pad,
                                false};
  if (room.calm_h < 1) room.calm_h = 1;
  size_t n = ct_legend_set(p, legend, &room, a, blocks);
  q->nshapes = 0;
  for (size_t i = 0; i < n; i++) {
    struct ct_place_shape shape = {whole_px(p, blocks[i].w + pad), whole_px(p, blocks[i].h + pad),
                                   0.6 * blocks[i].cost};
    // A legend that is cut short and hides the map all the same is no use; nor is one
    // that hides it where a part of it would stand below.
    bool poor = blocks[i].left_out > 0 || p->below.h > 0;
    if (poor && shape.w * shape.h > 0.5 * p->frame.w * p->frame.h) continue;
    blocks[q->nshapes] = blocks[i];
    q->shape[q->nshapes++] = shape;
  }
  return q->nshapes;
}

// Scale bar and north arrow stand side by side in one piece.
static void take_bar(struct ct_page *p, const struct ct_rect *piece, double arrow) {
  double inset = p->sizes.inset, right = piece->x + piece->w - inset, bottom = piece->y + piece->h - inset;
  if (arrow > 0) p->north_at = (struct ct_rect){piece->x + inset, bottom - arrow, arrow, arrow};
  if (p->bar) p->bar_at = (struct ct_rect){right - p->bar->w, bottom - p->bar->h, p->bar->w, p->bar->h};
}

static void want(struct ct_place_piece *q, double w, double h) {
  if (!(w > 0)) return;
  q->shape[q->nshapes] = (struct ct_place_shape){w, h, 0.5 * (double)q->nshapes};
  q->nshapes++;
}

// In one unit where both would hide more.
static void want_bar(struct ct_page *p, const struct ct_view *view, double arrow, struct ct_arena *a,
                     struct ct_place_piece *q) {
  p->bar = ct_scale_bar_new(p, view, a);
  p->short_bar = p->bar ? ct_scale_bar_short(p->bar, a) : NULL;
  if (!p->bar && arrow <= 0) return;
  double inset = p->sizes.inset, between = p->bar && arrow > 0 ? inset : 0;
  const struct ct_scale_bar *bars[] = {p->bar, p->short_bar};
  for (int i = 0; i < (p->short_bar ? 2 : 1); i++)
    want(q, (bars[i] ? bars[i]->w : 0) + arrow + between + 2 * inset,
         fmax(bars[i] ? bars[i]->h : 0, arrow) + 2 * inset);
}

static void want_locator(struct ct_page *p, const struct ct_view *view, struct ct_place_piece *q) {
  double w, h;
  ct_locator_size(p, view, &w, &h);
  w = whole_px(p, w);
  h = whole_px(p, h);
  if (!place_locator_beside(p, w, h)) want(q, w, h);
}

// As before the first placing: a page may be placed again, with another legend.
static void clear(struct ct_page *p, struct ct_arena *a) {
  p->legend = NULL;
  p->legend_panel = false;
  p->legend_hides = 0;
  p->legend_at = p->bar_at = p->north_at = p->locator_at = (struct ct_rect){0, 0, 0, 0};
  p->nobstacles = 0;
  p->obstacles = CT_NEW_N(a, struct ct_rect, CT_FURNITURE_MOST + CT_GRATICULE_INSIDE_MOST + p->ninsets);
}

static size_t points_in(const struct ct_rect *r, const float *points, size_t n) {
  size_t in = 0;
  for (size_t i = 0; i < n; i++) {
    double x = points[2 * i] - r->x, y = points[2 * i + 1] - r->y;
    in += x > 0 && y > 0 && x < r->w && y < r->h;
  }
  return in;
}

static void take_all(struct ct_page *p, const struct ct_place_request *q, const struct ct_place_result *r,
                     const struct ct_legend_block *blocks, double arrow, struct ct_arena *a) {
  size_t insets = 0;
  for (size_t i = 0; i < q->n; i++) {
    const struct ct_rect *at = &r[i].at;
    if (q->v[i].kind == CT_PLACE_LEGEND && at->w > 0) {
      p->legend = CT_NEW(a, struct ct_legend_block);
      *p->legend = blocks[r[i].shape];
      p->legend_at = *at;
      p->legend_panel = true;
      p->legend_hides = points_in(at, p->points, p->npoints);
      ct_sheet_add_obstacle(p, at);
    }
    if (q->v[i].kind == CT_PLACE_INSET) insets++;
    if (q->v[i].kind == CT_PLACE_LOCATOR && at->w > 0) p->locator_at = *at;
    if (q->v[i].kind != CT_PLACE_BAR) continue;
    if (r[i].shape == 1) p->bar = p->short_bar;
    if (at->w > 0)
      take_bar(p, at, arrow);
    else
      p->bar = NULL;
  }
  ct_sheet_add_obstacle(p, &p->bar_at);
  ct_sheet_add_obstacle(p, &p->north_at);
  ct_sheet_add_obstacle(p, &p->locator_at);
  if (insets) ct_inset_take(p, q, r);
}

bool ct_page_place(struct ct_page *page, const struct ct_view *view, const struct ct_legend *legend,
                   const float *points, size_t npoints, struct ct_arena *a, struct ct_err *err) {
  (void)err;
  struct ct_page *p = page;
  if (p->is_inset) ct_inset_place(p, view, points, npoints, a);
  if (p->doc->page.bare) return true;
  struct ct_place_piece *v = CT_NEW_N(a, struct ct_place_piece, p->ninsets + 3);
  struct ct_place_request q = {
      .frame = p->frame, .v = v, .points = points, .npoints = npoints, .apart = CT_CLEARANCE_PT};
  struct ct_legend_block blocks[CT_LEGEND_COLUMNS];
  clear(p, a);
  p->points = points;
  p->npoints = npoints;
  // Insets that must stand in a corner before the legend, which may go elsewhere; the others after it.
  q.n = ct_inset_pieces(p, true, v);
  struct ct_place_piece *l = &v[q.n++];
  *l = (struct ct_place_piece){.kind = CT_PLACE_LEGEND};
  bool wanted = p->doc->legend && legend && legend->n > 0;
  if (wanted && !set_legend_below(p, legend, false, a) && !set_legend_beside(p, legend, a) &&
      set_legend_panel(p, legend, a, blocks, l) == 0)
    set_legend_below(p, legend, true, a);
  q.n += ct_inset_pieces(p, false, v + q.n);
  v[q.n] = (struct ct_place_piece){.kind = CT_PLACE_LOCATOR};
  want_locator(p, view, &v[q.n++]);
  double arrow = ct_north_arrow_size(p, view);
  v[q.n] = (struct ct_place_piece){.kind = CT_PLACE_BAR};
  want_bar(p, view, arrow, a, &v[q.n++]);
  struct ct_place_result *r = CT_NEW_N(a, struct ct_place_result, q.n);
  ct_place_solve(&q, a, r);
  take_all(p, &q, r, blocks, arrow, a);
  ct_graticule_settle(p);
  return true;
}

bool ct_page_place_key(struct ct_page *page, const struct ct_page_key *key, struct ct_arena *a) {
  struct ct_page *p = page;
  struct ct_key_block block;
  if (p->key_panel) p->nobstacles--;
  p->key = NULL;
  p->key_panel = false;
  if (p->doc->page.bare || !key->n) return false;
  if (p->key_room.w > 0) {
    if (!ct_key_list_fit(p, key, &p->key_room, a, &block)) return false;
    p->key_at = (struct ct_rect){p->key_room.x, p->key_room.y, block.w, block.h};
    // Close under a legend below the map that took less room than was kept for it.
    if (p->legend && p->below.h > 0 && !p->legend_panel && p->key_at.y > p->legend_at.y)
      p->key_at.y = p->legend_at.y + p->legend_at.h + 1.6 * p->sizes.gap;
  } else {
    if (!ct_key_list_place(p, key, a, &block, &p->key_at)) return false;
    p->key_panel = true;
    ct_sheet_add_obstacle(p, &p->key_at);
  }
  p->key = CT_NEW(a, struct ct_key_block);
  *p->key = block;
  return true;
}

size_t ct_page_obstacles(const struct ct_page *page, const struct ct_rect **out) {
  *out = page->obstacles;
  return page->nobstacles;
}

void ct_page_underlay(struct ct_page *page, struct ct_arena *a, struct ct_op *root) {
  if (page->theme.paper.a <= 0) return;
  struct ct_rect all = {0, 0, page->doc->page.w_pt, page->doc->page.h_pt};
  ct_sheet_add_rect(a, ct_scene_group(a, root, "paper"), &all, page->theme.paper);
}

static void draw_title(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  if (p->ntitle == 0) return;
  struct ct_op *group = ct_scene_group(a, root, "title");
  for (size_t i = 0; i < p->ntitle; i++)
    ct_sheet_add_text(a, group, p->title[i].run, p->title[i].x, p->title[i].y);
}

static void draw_panel(const struct ct_page *p, const struct ct_rect *at, struct ct_arena *a,
                       struct ct_op *group) {
  ct_sheet_add_rect(a, group, at, ct_color_alpha(p->theme.panel, PANEL_ALPHA));
  ct_sheet_add_outline(a, group, at, p->theme.frame_line, 0.25);
}

static void draw_legend(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  if (!p->legend) return;
  struct ct_op *group = ct_scene_group(a, root, "legend");
  double inset = p->legend_panel ? p->sizes.inset : 0;
  if (p->legend_panel) draw_panel(p, &p->legend_at, a, group);
  ct_legend_draw(p, p->legend, p->legend_at.x + inset, p->legend_at.y + inset, a, group);
}

static void draw_key(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  if (!p->key) return;
  struct ct_op *group = ct_scene_group(a, root, "key");
  double inset = p->key_panel ? p->sizes.inset : 0;
  if (p->key_panel) draw_panel(p, &p->key_at, a, group);
  ct_key_list_draw(p->key, p->key_at.x + inset, p->key_at.y + inset, a, group);
}

bool ct_page_compose(struct ct_page *page, const struct ct_view *view,
                     const struct ct_page_locator_map *locator, struct ct_arena *a, struct ct_op *root,
                     struct ct_err *err) {
  (void)err;
  if (page->is_inset) ct_inset_draw(page, a, root);
  if (page->doc->page.bare) return true;
  draw_title(page, a, root);
  ct_logo_draw(page, a, root);
  draw_legend(page, a, root);
  draw_key(page, a, root);
  ct_changes_draw(page, a, root);
  ct_scale_bar_draw(page, a, root);
  ct_north_arrow_draw(page, view, a, root);
  ct_locator_draw(page, locator, a, root);
  ct_sheet_add_outline(a, ct_scene_group(a, root, "frame"), &page->frame, page->theme.frame_line, 0.5);
  ct_graticule_draw(page, a, root);
  ct_foot_draw(page, view, a, root);
  ct_banner_draw(page, a, root);
  return true;
}

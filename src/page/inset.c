// SPDX-License-Identifier: MIT
// Inset: smaller maps in the frame, the boxes of what they show, and the furniture inside them.
#include "page/inset.h"

#include <math.h>

#include "base/arena.h"
#include "model/document.h"
#include "model/scene.h"
#include "model/shapes.h"
#include "page/inset_link.h"
#include "page/page.h"
#include "page/place.h"
#include "page/scale_bar.h"
#include "page/sheet.h"
#include "text/text.h"

// Of the frame's own size; smaller where the page is full.
static const double shrink[] = {1, 0.85, 0.72};
enum { SHRINKS = sizeof shrink / sizeof *shrink };
#define SHARE 0.27
#define LEAST_PT 64.0
#define MOST_SHARE 0.62  // of the frame's width and height, whatever is asked for
#define AUTO_SHARE 0.46  // the same where nothing is
#define SHRINK_COST 0.9  // in points covered, for all of the size
#define LEAST_BOX 5.0    // smaller boxes are drawn at this size, so that they can be seen

void ct_page_insets(struct ct_page *page, size_t n, struct ct_page_inset *v) {
  page->ninsets = n;
  page->insets = v;
}

// ---- Sizes and places

static void add_shape(const struct ct_page *p, double w, double h, double most, struct ct_page_inset *out) {
  double k = fmin(1, fmin(most * p->frame.w / w, most * p->frame.h / h));
  // In whole pixels of a screen, so that frames in a corner are sharp on all sides.
  w = floor(k * w / CT_PX_PT + 1e-6) * CT_PX_PT;
  h = floor(k * h / CT_PX_PT + 1e-6) * CT_PX_PT;
  bool twice = out->nshapes && w == out->w[out->nshapes - 1] && h == out->h[out->nshapes - 1];
  if (twice || (out->nshapes && fmin(w, h) < LEAST_PT)) return;
  out->w[out->nshapes] = w;
  out->h[out->nshapes++] = h;
}

void ct_page_inset_shapes(const struct ct_page *p, double aspect, struct ct_page_inset *out) {
  const struct ct_inset *in = out->spec;
  out->nshapes = 0;
  if (in->w_mm > 0) {
    add_shape(p, in->w_mm * CT_MM, in->h_mm * CT_MM, MOST_SHARE, out);
    return;
  }
  aspect = fmin(fmax(aspect, 0.75), 1.5);
  if (in->share > 0) {
    add_shape(p, in->share * p->frame.w, in->share * p->frame.w / aspect, MOST_SHARE, out);
    return;
  }
  double side = fmax(SHARE * sqrt(p->frame.w * p->frame.h), 1.2 * LEAST_PT);
  for (int i = 0; i < SHRINKS; i++)
    add_shape(p, shrink[i] * side * sqrt(aspect), shrink[i] * side / sqrt(aspect), AUTO_SHARE, out);
}

static struct ct_rect box_of(const struct ct_page_inset *in) {
  double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
  for (int i = 0; i < 4; i++) {
    x0 = fmin(x0, in->corner[2 * i]);
    x1 = fmax(x1, in->corner[2 * i]);
    y0 = fmin(y0, in->corner[2 * i + 1]);
    y1 = fmax(y1, in->corner[2 * i + 1]);
  }
  return (struct ct_rect){x0, y0, x1 - x0, y1 - y0};
}

static unsigned corner_of(enum ct_inset_place place) {
  static const unsigned corner[] = {
      [CT_INSET_AUTO] = CT_PLACE_ANY,
      [CT_INSET_TOP_LEFT] = CT_PLACE_FIXED,
      [CT_INSET_TOP_RIGHT] = CT_PLACE_FIXED | CT_PLACE_RIGHT,
      [CT_INSET_BOTTOM_LEFT] = CT_PLACE_FIXED | CT_PLACE_BOTTOM,
      [CT_INSET_BOTTOM_RIGHT] = CT_PLACE_FIXED | CT_PLACE_RIGHT | CT_PLACE_BOTTOM,
  };
  return corner[place];
}

size_t ct_inset_pieces(const struct ct_page *p, bool fixed, struct ct_place_piece *out) {
  size_t n = 0;
  for (size_t i = 0; i < p->ninsets; i++) {
    const struct ct_page_inset *in = &p->insets[i];
    if ((in->spec->place != CT_INSET_AUTO) != fixed) continue;
    struct ct_place_piece *q = &out[n++];
    *q = (struct ct_place_piece){.kind = CT_PLACE_INSET, .corner = corner_of(in->spec->place)};
    q->nshapes = in->nshapes;
    for (size_t k = 0; k < in->nshapes; k++)
      q->shape[k] = (struct ct_place_shape){in->w[k], in->h[k], SHRINK_COST * (1 - in->w[k] / in->w[0])};
    // Where a box would hide most of the frame there is no place but on it.
    struct ct_rect box = box_of(in);
    q->has_target = in->has_box && box.w * box.h < 0.3 * p->frame.w * p->frame.h;
    q->target = box;
  }
  return n;
}

static void join(struct ct_page *p, size_t which) {
  struct ct_rect others[CT_FURNITURE_MOST + 64];
  size_t n = 0;
  struct ct_page_inset *in = &p->insets[which];
  in->nlines = 0;
  if (!in->has_box || !in->spec->leader || in->at.w <= 0) return;
  const struct ct_rect furniture[] = {p->legend_panel ? p->legend_at : (struct ct_rect){0, 0, 0, 0},
                                      p->bar_at, p->north_at, p->locator_at};
  for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++) others[n++] = furniture[i];
  for (size_t i = 0; i < p->ninsets && i < 60; i++)
    if (i != which) others[n++] = p->insets[i].at;
  struct ct_link_field field = {others, n, p->points, p->npoints};
  in->nlines = ct_inset_link(in->corner, &in->at, &field, in->lines);
}

void ct_inset_take(struct ct_page *p, const struct ct_place_request *q, const struct ct_place_result *r) {
  // In the order of ct_inset_pieces: first those with a corner of their own.
  for (int fixed = 1, at = 0; fixed >= 0; fixed--)
    for (size_t i = 0; i < p->ninsets; i++) {
      if ((p->insets[i].spec->place != CT_INSET_AUTO) != (fixed == 1)) continue;
      while (q->v[at].kind != CT_PLACE_INSET) at++;
      p->insets[i].at = r[at++].at;
      ct_sheet_add_obstacle(p, &p->insets[i].at);
    }
}

void ct_page_inset_join(struct ct_page *page) {
  for (size_t i = 0; i < page->ninsets; i++) join(page, i);
}

// ---- On the main map

// A quiet line with a casing in the ground's colour.
static void put_lines(const struct ct_page *p, const struct ct_path *path, double width, struct ct_arena *a,
                      struct ct_op *group) {
  for (int casing = 1; casing >= 0; casing--) {
    struct ct_op *op = ct_scene_add(a, group, CT_OP_STROKE);
    op->stroke = (struct ct_stroke_op){.path = *path,
                                       .color = casing ? ct_color_alpha(p->theme.panel, 0.7) : p->theme.ink,
                                       .width = (float)(casing ? width + 1.2 : width),
                                       .join = CT_JOIN_MITER,
                                       .miter_limit = 4};
  }
}

static void put_box(const struct ct_page *p, const struct ct_page_inset *in, struct ct_arena *a,
                    struct ct_op *group) {
  const struct ct_shapes *s = in->outline;
  struct ct_path path = {.nparts = 1, .n = 4, .xy = in->corner, .closed = true};
  if (s) {
    path = (struct ct_path){
        .nparts = (uint32_t)s->nparts, .part0 = s->coord0, .n = (uint32_t)s->ncoords, .xy = s->xy};
  }
  put_lines(p, &path, 0.7, a, group);
}

void ct_page_inset_boxes(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  struct ct_op *group = NULL;
  for (size_t i = 0; i < p->ninsets; i++) {
    const struct ct_page_inset *in = &p->insets[i];
    if (in->at.w <= 0 || !in->has_box || !in->spec->leader) continue;
    if (!group) group = ct_scene_group(a, root, "inset-boxes");
    for (size_t k = 0; k < in->nlines; k++) {
      struct ct_path line = {.nparts = 1, .n = 2, .xy = in->lines + 4 * k};
      put_lines(p, &line, 0.4, a, group);
    }
    put_box(p, in, a, group);
  }
}

// ---- Inside an inset

struct ct_page *ct_page_inset_new(const struct ct_page *parent, const struct ct_document *doc,
                                  const struct ct_rect *at, struct ct_arena *a) {
  struct ct_page *p = CT_NEW(a, struct ct_page);
  *p = (struct ct_page){.doc = doc,
                        .text = parent->text,
                        .theme = parent->theme,
                        .sizes = parent->sizes,
                        .frame = *at,
                        .icon_size = parent->icon_size,
                        .icon_user = parent->icon_user,
                        .is_inset = true};
  p->sizes.inset = fmin(parent->sizes.inset, 0.03 * at->w);
  return p;
}

void ct_page_inset_ground(const struct ct_page *p, struct ct_arena *a, struct ct_op *group) {
  ct_sheet_add_rect(a, group, &p->frame, p->theme.panel);
  ct_sheet_add_outline(a, group, &p->frame, p->theme.panel, 3);
}

void ct_inset_place(struct ct_page *p, const struct ct_view *view, const float *points, size_t npoints,
                    struct ct_arena *a) {
  double pad = 0.8 * p->sizes.inset;
  struct ct_place_piece v[2] = {{.kind = CT_PLACE_TITLE}, {.kind = CT_PLACE_BAR}};
  struct ct_place_request q = {.frame = p->frame, .n = 2, .v = v, .points = points, .npoints = npoints};
  struct ct_type type = {.size = p->sizes.legend, .bold = true, .color = p->theme.ink, .line_height = 1.15f};
  type.max_width = (float)(p->frame.w - 4 * pad);
  q.apart = CT_CLEARANCE_PT;
  p->nobstacles = 0;
  p->obstacles = CT_NEW_N(a, struct ct_rect, CT_FURNITURE_MOST);
  if (p->doc->title && *p->doc->title) p->tab = ct_sheet_text_cut(p, p->doc->title, &type, 2, a);
  if (p->tab) {
    const struct ct_run_box *b = ct_run_box(p->tab);
    double h = b->last_baseline - (b->baseline - b->cap_height) + 2.6 * pad;
    v[0].nshapes = 1;
    v[0].shape[0] = (struct ct_place_shape){b->w + 2.6 * pad, h, 0};
  }
  // In one unit where both would hide more.
  struct ct_scale_bar *bars[2] = {ct_scale_bar_new(p, view, a), NULL};
  if (bars[0]) bars[1] = ct_scale_bar_short(bars[0], a);
  for (int i = 0; i < 2 && bars[i]; i++)
    v[1].shape[v[1].nshapes++] = (struct ct_place_shape){bars[i]->w + 2 * pad, bars[i]->h + 2 * pad, 0.5 * i};
  struct ct_place_result r[2];
  ct_place_solve(&q, a, r);
  p->tab_at = r[0].at;
  if (r[0].at.w <= 0) p->tab = NULL;
  p->bar = r[1].at.w > 0 ? bars[r[1].shape] : NULL;
  if (p->bar) p->bar_at = (struct ct_rect){r[1].at.x + pad, r[1].at.y + pad, p->bar->w, p->bar->h};
  ct_sheet_add_obstacle(p, &p->tab_at);
  ct_sheet_add_obstacle(p, &p->bar_at);
}

static void draw_tab(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  if (!p->tab) return;
  struct ct_op *group = ct_scene_group(a, root, "inset-title");
  const struct ct_run_box *b = ct_run_box(p->tab);
  double pad = 0.8 * p->sizes.inset;
  ct_sheet_add_rect(a, group, &p->tab_at, p->theme.panel);
  ct_sheet_add_outline(a, group, &p->tab_at, p->theme.frame_line, 0.25);
  ct_sheet_add_text(a, group, p->tab, p->tab_at.x + 1.3 * pad,
                    p->tab_at.y + 1.3 * pad - (b->baseline - b->cap_height));
}

void ct_inset_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  draw_tab(p, a, root);
  ct_scale_bar_draw(p, a, root);
  ct_sheet_add_outline(a, ct_scene_group(a, root, "inset-frame"), &p->frame, p->theme.ink, 0.6);
}

// SPDX-License-Identifier: MIT
// Greedy: symbols placed one after the other as their layout properties say (maplibre-gl-js, symbol/placement.ts).
#include "label/greedy.h"

#include <math.h>

#include "label/fit.h"
#include "text/text.h"

// What a try at placing a text came to.
struct text_try {
  bool placed;
  enum ct_anchor anchor;
  float dx, dy;  // of the anchor
  const struct ct_run *run;
  struct ct_box box;  // relative to the point, before the turn
  float deg;
  const struct ct_cluster_spot *spots;
  size_t nspots;
  const char *reason;
};

struct icon_try {
  bool placed;
  struct ct_box box, covers;  // relative to the point, before the turn
  float deg;
};

static const struct ct_symbol_style *style_of(const struct ct_greedy *g, uint32_t owner) {
  return g->symbols.v[owner].style;
}

// ---- Collisions

static bool allowed(enum ct_overlap mine, enum ct_overlap theirs) {
  if (mine == CT_OVERLAP_ALWAYS) return true;
  return mine != CT_OVERLAP_NEVER && theirs != CT_OVERLAP_NEVER;
}

static bool is_free(struct ct_greedy *g, const struct ct_box *box, enum ct_overlap mode) {
  if (mode == CT_OVERLAP_ALWAYS) return true;
  ct_grid_find(&g->grid, box, &g->hits);
  for (size_t i = 0; i < g->hits.v.n; i++) {
    const struct ct_grid_entry *e = &g->grid.entries.v[g->hits.v.v[i]];
    if (e->kind == CT_BOX_FURNITURE) return false;
    const struct ct_symbol_style *st = style_of(g, e->owner);
    if (!allowed(mode, e->kind == CT_BOX_TEXT ? st->text_overlap : st->icon_overlap)) return false;
  }
  return true;
}

// On a web map what is up to 100 px outside takes up its place too.
static bool in_frame(const struct ct_greedy *g, const struct ct_box *box) {
  const struct ct_rect *f = &g->in->view->frame;
  const struct ct_box grown = ct_box_grown(box, g->tiles.on ? (float)(100 * CT_PX_PT) : 0), *b = &grown;
  return b->x0 < f->x + f->w && b->x1 > f->x && b->y0 < f->y + f->h && b->y1 > f->y;
}

static bool within_frame(const struct ct_greedy *g, const struct ct_box *b) {
  const struct ct_rect *f = &g->in->view->frame;
  return b->x0 >= f->x && b->x1 <= f->x + f->w && b->y0 >= f->y && b->y1 <= f->y + f->h;
}

// symbol-translate in the page's axes.
static void translation(const struct ct_greedy *g, float tx, float ty, bool viewport, float *x, float *y) {
  double t = viewport ? 0 : g->in->view->rotation_deg * (M_PI / 180);
  *x = (float)(tx * cos(t) - ty * sin(t));
  *y = (float)(tx * sin(t) + ty * cos(t));
}

static void text_shift(const struct ct_greedy *g, const struct ct_symbol_style *st, float *x, float *y) {
  translation(g, st->text_tx, st->text_ty, st->text_translate_viewport, x, y);
}

// What a box covers once turned by the layer's own angle: of a line's direction the reference takes no
// notice, and of the map's turn only where text turns with the map.
static struct ct_box covered(const struct ct_greedy *g, const struct ct_symbol_at *s,
                             const struct ct_box *box, float own_deg, float x, float y) {
  enum ct_alignment a = s->style->text_alignment;
  bool map = a == CT_ALIGN_MAP || (a == CT_ALIGN_AUTO && s->style->placement != CT_PLACE_POINT);
  struct ct_box b = ct_fit_turned(box, own_deg, 0, 0);
  return ct_fit_turned(&b, map ? (float)g->in->view->rotation_deg : 0, x, y);
}

// The boxes that a placed text takes up: its block's, or one a letter.
static size_t text_boxes(const struct ct_greedy *g, const struct ct_symbol_at *s, const struct text_try *t,
                         size_t k, struct ct_box *out) {
  float tx, ty, pad = s->style->text_padding, half = 0.6F * s->style->text.size;
  text_shift(g, s->style, &tx, &ty);
  if (t->spots && s->along) {
    if (k >= t->nspots) return 0;
    const struct ct_cluster_spot *p = &t->spots[k];
    *out = ct_box_grown(&(struct ct_box){p->x + tx, p->y + ty, p->x + tx, p->y + ty}, half + pad);
    return 1;
  }
  if (k > 0) return 0;
  struct ct_box padded = ct_box_grown(&t->box, pad);
  *out = covered(g, s, &padded, t->spots ? 0 : s->style->text_rotate_deg, s->x + tx, s->y + ty);
  return 1;
}

static bool text_fits(struct ct_greedy *g, const struct ct_symbol_at *s, const struct text_try *t,
                      enum ct_overlap mode) {
  struct ct_box box;
  bool any = false;
  for (size_t k = 0; text_boxes(g, s, t, k, &box); k++) {
    if (!is_free(g, &box, mode)) return false;
    if (s->style->avoid_edges && !within_frame(g, &box)) return false;
    any = any || in_frame(g, &box);
  }
  return any;
}

static void claim_text(struct ct_greedy *g, const struct ct_symbol_at *s, const struct text_try *t) {
  struct ct_box box;
  uint32_t owner = (uint32_t)(s - g->symbols.v);
  for (size_t k = 0; text_boxes(g, s, t, k, &box); k++) ct_grid_add(&g->grid, &box, owner, CT_BOX_TEXT);
}

static struct ct_box icon_cover(const struct ct_greedy *g, const struct ct_symbol_at *s,
                                const struct icon_try *t) {
  const struct ct_symbol_style *st = s->style;
  const float *p = st->icon_paddings;
  struct ct_box b = {t->covers.x0 - p[3], t->covers.y0 - p[0], t->covers.x1 + p[1], t->covers.y1 + p[2]};
  float tx, ty;
  translation(g, st->icon_tx, st->icon_ty, st->icon_translate_viewport, &tx, &ty);
  return covered(g, s, &b, st->icon_rotate_deg, s->x + tx, s->y + ty);
}

// ---- Texts

static void set_block(struct ct_greedy *g, const struct ct_symbol_at *s, struct text_try *t) {
  const struct ct_run_box *b = ct_run_box(t->run);
  t->box = ct_fit_anchored(b->w, b->h, t->anchor, t->dx, t->dy);
  t->deg = ct_greedy_text_turn(g, s);
}

static bool bends(const struct ct_symbol_at *s) {
  return s->along && s->style->text_alignment != CT_ALIGN_VIEWPORT;
}

static void try_bent(struct ct_greedy *g, const struct ct_symbol_at *s, struct text_try *t) {
  struct ct_bend bend = ct_greedy_bend(g, s);
  t->run = ct_bend_shape(&bend, s->style->text_anchor);
  t->anchor = s->style->text_anchor;
  if (!ct_bend_letters(&bend, &t->run, &t->spots, &t->nspots)) {
    t->reason = "no free place: its line is too short or too crooked for it";
    return;
  }
  t->placed = text_fits(g, s, t, s->style->text_overlap);
}

// The column, set about the point, moved to one of the variable anchors, which are those of the page.
static void move_column(struct ct_greedy *g, const struct ct_symbol_at *s, struct text_try *c, size_t i) {
  const struct ct_symbol_style *st = s->style;
  const struct ct_cluster *clusters;
  size_t n = ct_run_clusters(g->text, c->run, &clusters);
  c->anchor = st->variable[i].anchor;
  ct_greedy_variable_offset(st, i, &c->dx, &c->dy);
  ct_greedy_pad(c->anchor, st->text_padding, &c->dx, &c->dy);
  struct ct_box to = ct_fit_anchored(c->box.x1 - c->box.x0, c->box.y1 - c->box.y0, c->anchor, c->dx, c->dy);
  float dx = to.x0 - c->box.x0, dy = to.y0 - c->box.y0;
  struct ct_cluster_spot *spots = CT_NEW_N(g->arena, struct ct_cluster_spot, n + 1);
  for (size_t k = 0; k < n; k++)
    spots[k] = (struct ct_cluster_spot){c->spots[k].x + dx, c->spots[k].y + dy, c->spots[k].deg};
  c->spots = spots;
  c->box = to;
}

// Where the column stands: at one anchor after another, or at the only one.
static void try_column_at(struct ct_greedy *g, const struct ct_symbol_at *s, struct text_try *c, size_t i,
                          enum ct_overlap mode) {
  const struct ct_symbol_style *st = s->style;
  struct ct_bend_column col = {.run = c->run, .anchor = st->nvariable ? CT_ANCHOR_CENTER : st->text_anchor};
  if (!st->nvariable) ct_greedy_offset(st, &col.dx, &col.dy);
  struct ct_bend bend = ct_greedy_bend(g, s);
  if (!ct_bend_down(&bend, &col)) return;
  c->anchor = col.anchor;
  c->dx = col.dx;
  c->dy = col.dy;
  c->spots = col.spots;
  c->box = col.box;
  if (st->nvariable) move_column(g, s, c, i);
  c->placed = text_fits(g, s, c, mode);
}

static void try_column(struct ct_greedy *g, const struct ct_symbol_at *s, struct text_try *t) {
  const struct ct_symbol_style *st = s->style;
  struct text_try c = *t;
  struct ct_bend bend = ct_greedy_bend(g, s);
  c.run = ct_bend_shape_column(&bend);
  size_t n = st->nvariable ? st->nvariable : 1;
  int passes = st->nvariable && st->text_overlap != CT_OVERLAP_NEVER ? 2 : 1;
  for (int pass = 0; pass < passes && !c.placed; pass++)
    for (size_t i = 0; i < n && !c.placed; i++)
      try_column_at(g, s, &c, i, st->nvariable && !pass ? CT_OVERLAP_NEVER : st->text_overlap);
  if (c.spots) *t = c;
}

static void try_fixed(struct ct_greedy *g, const struct ct_symbol_at *s, struct text_try *t) {
  t->anchor = s->style->text_anchor;
  t->spots = NULL;
  struct ct_bend bend = ct_greedy_bend(g, s);
  t->run = ct_bend_shape(&bend, t->anchor);
  ct_greedy_offset(s->style, &t->dx, &t->dy);
  set_block(g, s, t);
  t->placed = text_fits(g, s, t, s->style->text_overlap);
}

static struct icon_try make_icon(struct ct_greedy *g, const struct ct_symbol_at *s, const struct text_try *t);
static bool icon_fits(struct ct_greedy *g, const struct ct_symbol_at *s, const struct icon_try *t,
                      enum ct_overlap mode);

// A fitted icon goes where the text goes; one that may never overlap must be free there too, by the text's mode.
static bool fits_with_icon(struct ct_greedy *g, const struct ct_symbol_at *s, const struct text_try *t,
                           enum ct_overlap mode) {
  const struct ct_symbol_style *st = s->style;
  if (!text_fits(g, s, t, mode)) return false;
  if (!s->has_icon || st->icon_fit == CT_ICON_FIT_NONE || st->icon_overlap != CT_OVERLAP_NEVER) return true;
  struct icon_try icon = make_icon(g, s, t);
  return icon_fits(g, s, &icon, mode);
}

// Each anchor where nothing is; then, if overlap is allowed, the first.
static void try_variable(struct ct_greedy *g, const struct ct_symbol_at *s, struct text_try *t) {
  const struct ct_symbol_style *st = s->style;
  int passes = st->text_overlap == CT_OVERLAP_NEVER ? 1 : 2;
  struct ct_bend bend = ct_greedy_bend(g, s);
  t->spots = NULL;
  for (int pass = 0; pass < passes && !t->placed; pass++)
    for (size_t i = 0; i < st->nvariable && !t->placed; i++) {
      t->anchor = st->variable[i].anchor;
      t->run = ct_bend_shape(&bend, t->anchor);
      ct_greedy_variable_offset(st, i, &t->dx, &t->dy);
      // The reference anchors the text with its padding.
      ct_greedy_pad(t->anchor, st->text_padding, &t->dx, &t->dy);
      set_block(g, s, t);
      t->placed = fits_with_icon(g, s, t, pass ? st->text_overlap : CT_OVERLAP_NEVER);
    }
}

static void try_level(struct ct_greedy *g, const struct ct_symbol_at *s, struct text_try *t) {
  if (s->style->nvariable && s->style->placement == CT_PLACE_POINT)
    try_variable(g, s, t);
  else
    try_fixed(g, s, t);
}

static void try_text(struct ct_greedy *g, const struct ct_symbol_at *s, struct text_try *t) {
  enum ct_writing w = s->style->placement == CT_PLACE_POINT ? s->style->writing : CT_WRITING_HORIZONTAL;
  if (bends(s)) {
    try_bent(g, s, t);
    return;
  }
  bool column_first = w == CT_WRITING_VERTICAL || w == CT_WRITING_VERTICAL_FIRST;
  if (column_first) try_column(g, s, t);
  // Text that cannot stand upright is set level whatever is asked for.
  if (!t->placed && !(w == CT_WRITING_VERTICAL && t->spots)) try_level(g, s, t);
  if (!t->placed && w == CT_WRITING_BOTH) try_column(g, s, t);
}

// ---- Icons

static struct icon_try make_icon(struct ct_greedy *g, const struct ct_symbol_at *s,
                                 const struct text_try *t) {
  struct icon_try icon = {.deg = ct_greedy_icon_turn(g, s)};
  const struct ct_box *text = t && t->run ? &t->box : NULL;
  icon.box = ct_fit_icon(s->style, &s->image, text, &icon.covers);
  return icon;
}

static bool icon_fits(struct ct_greedy *g, const struct ct_symbol_at *s, const struct icon_try *t,
                      enum ct_overlap mode) {
  struct ct_box b = icon_cover(g, s, t);
  if (s->style->avoid_edges && !within_frame(g, &b)) return false;
  return in_frame(g, &b) && is_free(g, &b, mode);
}

// ---- Both together

static void output_icon(const struct ct_greedy *g, const struct ct_symbol_at *s, const struct icon_try *t,
                        struct ct_placement *p) {
  double c = cos(t->deg * (M_PI / 180)), n = sin(t->deg * (M_PI / 180));
  float mx = (t->box.x0 + t->box.x1) / 2, my = (t->box.y0 + t->box.y1) / 2, tx, ty;
  translation(g, s->style->icon_tx, s->style->icon_ty, s->style->icon_translate_viewport, &tx, &ty);
  p->icon_drawn = true;
  p->icon_x = s->x + tx + (float)(mx * c - my * n);
  p->icon_y = s->y + ty + (float)(mx * n + my * c);
  p->icon_w = t->box.x1 - t->box.x0;
  p->icon_h = t->box.y1 - t->box.y0;
  p->icon_rotate_deg = t->deg;
  p->icon_fit = s->style->icon_fit != CT_ICON_FIT_NONE && s->text;
}

static void output_text(struct ct_greedy *g, const struct ct_symbol_at *s, const struct text_try *t,
                        struct ct_placement *p) {
  float tx, ty;
  struct ct_box all = {0}, box;
  text_shift(g, s->style, &tx, &ty);
  p->state = CT_LABEL_PLACED;
  p->run = t->run;
  p->x = s->x + tx;
  p->y = s->y + ty;
  p->text_x = p->x + t->box.x0;
  p->text_y = p->y + t->box.y0;
  p->text_rotate_deg = t->deg;
  text_boxes(g, s, t, 0, &all);
  for (size_t k = 1; text_boxes(g, s, t, k, &box); k++) all = ct_box_union(&all, &box);
  all = ct_box_grown(&all, -s->style->text_padding);
  p->box = (struct ct_rect){all.x0, all.y0, (double)all.x1 - all.x0, (double)all.y1 - all.y0};
  if (!t->spots) {
    ct_label_set_images(g->text, g->arena, p);
    return;
  }
  const struct ct_cluster *clusters;
  size_t n = ct_run_clusters(g->text, t->run, &clusters);
  struct ct_cluster_spot *spots = CT_NEW_N(g->arena, struct ct_cluster_spot, n + 1);
  for (size_t i = 0; i < n; i++)
    spots[i] = (struct ct_cluster_spot){t->spots[i].x + tx, t->spots[i].y + ty, t->spots[i].deg};
  p->spots = spots;
  ct_label_set_images(g->text, g->arena, p);
}

static void place(struct ct_greedy *g, struct ct_symbol_at *s, struct ct_placement *p) {
  const struct ct_symbol_style *st = s->style;
  struct text_try text = {.reason = "no free place: overlaps another text or an icon"};
  struct icon_try icon = {0};
  if (s->text) try_text(g, s, &text);
  if (s->has_icon) {
    icon = make_icon(g, s, s->text ? &text : NULL);
    icon.placed = icon_fits(g, s, &icon, st->icon_overlap);
  }
  bool icon_alone = st->text_optional || !s->text, text_alone = st->icon_optional || !s->has_icon;
  if (!icon_alone && !text_alone)
    icon.placed = text.placed = icon.placed && text.placed;
  else if (!text_alone)
    text.placed = icon.placed && text.placed;
  else if (!icon_alone)
    icon.placed = icon.placed && text.placed;
  if (text.placed && !st->text_ignore_placement) claim_text(g, s, &text);
  if (icon.placed && !st->icon_ignore_placement) {
    struct ct_box b = icon_cover(g, s, &icon);
    ct_grid_add(&g->grid, &b, (uint32_t)(s - g->symbols.v), CT_BOX_ICON);
  }
  *p = (struct ct_placement){
      .layer = s->layer, .item = s->item, .x = s->x, .y = s->y, .state = CT_LABEL_DROPPED};
  // The reference moves fitted icons with their texts to variable anchors, and hides those left behind.
  bool left = st->nvariable && st->icon_fit != CT_ICON_FIT_NONE && !text.placed;
  if (icon.placed && !left) output_icon(g, s, &icon, p);
  if (text.placed)
    output_text(g, s, &text, p);
  else if (s->text)
    p->reason = text.reason;
}

static void place_layer(struct ct_greedy *g, size_t from, size_t to, struct ct_placement *out) {
  const size_t *order = ct_greedy_order(g, from, to);
  for (size_t k = 0; k < to - from; k++) place(g, &g->symbols.v[order[k]], &out[order[k]]);
}

static void add_furniture(struct ct_greedy *g) {
  for (size_t i = 0; i < g->in->nobstacles; i++) {
    const struct ct_rect *r = &g->in->obstacles[i];
    struct ct_box b = {(float)r->x, (float)r->y, (float)(r->x + r->w), (float)(r->y + r->h)};
    ct_grid_add(&g->grid, &b, CT_NOBODY, CT_BOX_FURNITURE);
  }
}

static void count(const struct ct_greedy *g, struct ct_placements *out) {
  for (size_t i = 0; i < out->n; i++) {
    if (!g->symbols.v[i].text) continue;
    out->wanted++;
    out->placed += out->v[i].state == CT_LABEL_PLACED;
    out->dropped += out->v[i].state == CT_LABEL_DROPPED;
  }
}

void ct_greedy_place(const struct ct_label_input *input, struct ct_text *text, ct_image_info_fn *image_info,
                     void *user, struct ct_arena *a, struct ct_diags *diags, struct ct_placements *out) {
  enum { CELL_PT = 14 };
  struct ct_greedy g = {.in = input, .text = text, .image_info = image_info, .user = user, .arena = a};
  g.diags = diags;
  g.missing.arena = a;
  ct_grid_init(&g.grid, a, &input->view->frame, CELL_PT);
  ct_greedy_tiles_init(&g.tiles, input->tiled ? input->view : NULL);
  add_furniture(&g);
  ct_greedy_collect(&g);
  size_t n = g.symbols.n;
  struct ct_placement *v = CT_NEW_N(a, struct ct_placement, n + 1);
  for (size_t to = n; to > 0;) {
    size_t from = to;
    while (from > 0 && g.symbols.v[from - 1].layer == g.symbols.v[to - 1].layer) from--;
    place_layer(&g, from, to, v);
    to = from;
  }
  *out = (struct ct_placements){.n = n, .v = v};
  count(&g, out);
}

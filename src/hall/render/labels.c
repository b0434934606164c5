// SPDX-License-Identifier: MIT
// Render: labels of all layers placed, and those that are not told of.
#include <math.h>
#include <string.h>

#include "base/str.h"
#include "base/value.h"
#include "draw/draw.h"
#include "hall/render/atlas.h"
#include "hall/render/edition.h"
#include "hall/render/names.h"
#include "hall/render/render.h"
#include "label/label.h"
#include "model/diag.h"
#include "page/page.h"
#include "project/project.h"
#include "text/text.h"

// Between a name and a ring round its mark.
#define RING_GAP_PT 0.9

enum { MARKS_AS_OBSTACLES = 20000, COORDS_AS_OBSTACLES = 400000 };

const struct ct_items *ct_render_symbols(const struct ct_render_layer *l) {
  return l->is_stacked ? &l->stacked.items : &l->items;
}

const float *ct_render_point(const struct ct_shapes *s, size_t k) {
  size_t part = s->part0 ? s->part0[k] : k;
  return s->xy + 2 * (s->coord0 ? s->coord0[part] : part);
}

struct ct_label_wish *ct_render_wishes_of(struct ct_render *r, struct ct_render_layer *l) {
  if (!l->wishes) l->wishes = CT_NEW_N(r->a, struct ct_label_wish, ct_render_symbols(l)->n + 1);
  return l->wishes;
}

// Boxes of circles; texts keep off them.
static void circle_boxes(struct ct_render *r, struct ct_rects *out) {
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    if (l->info.type != CT_LAYER_CIRCLE || l->items.n > MARKS_AS_OBSTACLES) continue;
    for (size_t k = 0; k < l->items.n; k++) {
      size_t at;
      const struct ct_circle_style *c = &l->items.styles.circle[l->items.style ? l->items.style[k] : 0];
      if (!ct_shapes_find(l->shapes, l->items.feature[k], &at)) continue;
      const float *p = ct_render_point(l->shapes, at);
      // A disc's box is too greedy at the corners: nine tenths, but no large disc reaches into a text beside it.
      double r_pt = c->radius + c->stroke_width, e = fmax(0.9 * r_pt, r_pt - 0.4);
      if (ct_render_is_edition_ring(l)) e = r_pt + RING_GAP_PT;
      ct_vec_push(r->a, &out->v, ((struct ct_rect){p[0] - e, p[1] - e, 2 * e, 2 * e}));
    }
  }
}

struct ct_rect ct_render_shape_box(const struct ct_shapes *s, size_t k) {
  double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
  for (uint32_t p = s->part0[k]; p < s->part0[k + 1]; p++)
    for (uint32_t c = s->coord0[p]; c < s->coord0[p + 1]; c++) {
      x0 = fmin(x0, s->xy[2 * c]), x1 = fmax(x1, s->xy[2 * c]);
      y0 = fmin(y0, s->xy[2 * c + 1]), y1 = fmax(y1, s->xy[2 * c + 1]);
    }
  return (struct ct_rect){x0, y0, x1 - x0, y1 - y0};
}

// Boxes of small rings of uncertainty, which look like part of their marks: names begin outside.
static void ring_boxes(struct ct_render *r, struct ct_rects *out) {
  const double widest = 28, gap = 0.6;
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    const char *role = ct_value_string(ct_value_get(l->info.metadata, "cartouche:role"));
    if (!l->derived || !role || strcmp(role, "ring") != 0 || l->shapes->n > MARKS_AS_OBSTACLES) continue;
    for (size_t k = 0; k < l->shapes->n && l->shapes->part0 && l->shapes->coord0; k++) {
      struct ct_rect b = ct_render_shape_box(l->shapes, k);
      b = (struct ct_rect){b.x - gap, b.y - gap, b.w + 2 * gap, b.h + 2 * gap};
      if (b.w > 0 && fmax(b.w, b.h) <= widest) ct_vec_push(r->a, &out->v, b);
    }
  }
}

static void move_boxes(struct ct_render *r, struct ct_rects *out) {
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    const char *role = ct_value_string(ct_value_get(l->info.metadata, "cartouche:role"));
    struct ct_rect *v;
    if (!l->derived || !role || strcmp(role, "move") != 0) continue;
    size_t n = ct_render_short_move_boxes(r, l, &v);
    for (size_t k = 0; k < n; k++) ct_vec_push(r->a, &out->v, v[k]);
  }
}

// Left and right ends of the outline at height y; false where it is not.
static bool span_at(const struct ct_shapes *s, float y, float *left, float *right) {
  *left = 1e9f;
  *right = -1e9f;
  for (size_t p = 0; p < s->nparts; p++) {
    size_t from = s->coord0[p], to = s->coord0[p + 1];
    for (size_t k = from; k < to; k++) {
      const float *a = s->xy + 2 * k, *b = s->xy + 2 * (k + 1 < to ? k + 1 : from);
      if ((a[1] <= y) == (b[1] <= y)) continue;
      float x = a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
      if (x < *left) *left = x;
      if (x > *right) *right = x;
    }
  }
  return *left < *right;
}

// What lies beyond the edge of the world, in strips: no name stands there.
static void beyond_world(struct ct_render *r, struct ct_rects *out) {
  const struct ct_rect f = r->view.frame;
  const double step = 4;
  for (double y = f.y; y < f.y + f.h; y += step) {
    float left, right;
    if (!span_at(r->sphere, (float)(y + step / 2), &left, &right)) left = right = (float)(f.x + f.w);
    if (left > f.x + 1) ct_vec_push(r->a, &out->v, ((struct ct_rect){f.x, y, left - f.x, step}));
    if (right < f.x + f.w - 1)
      ct_vec_push(r->a, &out->v, ((struct ct_rect){right, y, f.x + f.w - right, step}));
  }
}

struct shape_list {
  ct_vec(const struct ct_shapes *) v;
};

// Lines that names had better not cross: of the base map, and of the data.
static void soft_lines(struct ct_render *r, struct shape_list *base, struct shape_list *data) {
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    const char *part = ct_value_string(ct_value_get(l->info.metadata, "cartouche:part"));
    if (l->info.type != CT_LAYER_LINE || part || l->shapes->ncoords > COORDS_AS_OBSTACLES) continue;
    if (strstr(l->info.id, "casing")) continue;
    ct_vec_push(r->a, l->derived ? &data->v : &base->v, l->shapes);
  }
}

struct fill_list {
  ct_vec(struct ct_label_fill) v;
};

static void data_fills(struct ct_render *r, struct fill_list *out) {
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    if (l->info.type != CT_LAYER_FILL || !l->of_data || l->shapes->ncoords > COORDS_AS_OBSTACLES) continue;
    ct_vec_push(r->a, &out->v, ((struct ct_label_fill){&l->items, l->shapes}));
  }
}

const char *ct_render_plain_text(struct ct_render *r, const struct ct_rich_text *text) {
  struct ct_str s = {.arena = r->a};
  for (size_t i = 0; i < text->n; i++)
    if (text->spans[i].text && !text->spans[i].is_note) ct_str_add(&s, text->spans[i].text);
  return ct_str_text(&s);
}

static bool in_frame(const struct ct_render *r, const struct ct_placement *p) {
  return ct_rect_has(&r->view.frame, p->x, p->y);
}

bool ct_render_is_missing(struct ct_render *r, const struct ct_placement *p) {
  const struct ct_render_layer *l = r->symbols[p->layer];
  const struct ct_items *items = ct_render_symbols(l);
  if (p->state != CT_LABEL_DROPPED || p->repeat || !l->of_data || !items->text || !in_frame(r, p))
    return false;
  const struct ct_label_wish *w = l->wishes ? &l->wishes[p->item] : NULL;
  if (w && (w->hidden || w->elsewhere || w->modest)) return false;
  // The same words at the same point stand there once: nothing is lost.
  if (p->reason && ct_starts_with(p->reason, "duplicate")) return false;
  return *ct_render_plain_text(r, &items->text[p->item]) != 0;
}

// A finding about a name of the document's own data: `what` follows the name, with the placement's reason.
static void tell(struct ct_render *r, const struct ct_placement *p, const char *code, const char *what,
                 const char *suggestion) {
  const struct ct_render_layer *l = r->symbols[p->layer];
  const struct ct_items *items = ct_render_symbols(l);
  const char *text = ct_render_plain_text(r, &items->text[p->item]);
  text = ct_render_stack_said(r, l, p->item, text);
  uint32_t row = items->feature[p->item];
  struct ct_diagnostic d = {.code = code,
                            .severity = CT_WARNING,
                            .file = l->table->file,
                            .line = l->table->row ? (long)l->table->row[row] : (long)row + 1,
                            .value = text,
                            .suggestion = suggestion};
  d.message =
      ct_arena_printf(r->a, "the name '%s' %s: %s", text, what, p->reason ? p->reason : "no free place");
  ct_diag_send(r->diags, &d);
}

// Names that are not drawn, or not where they are pinned; base names come and go with space.
static void report_odd(struct ct_render *r) {
  for (size_t i = 0; i < r->placements.n; i++) {
    const struct ct_placement *p = &r->placements.v[i];
    const struct ct_render_layer *l = r->symbols[p->layer];
    bool pinned = l->of_data && l->wishes && l->wishes[p->item].pin && p->state != CT_LABEL_DROPPED;
    if (ct_render_is_missing(r, p))
      tell(r, p, "CT-L401", "is not drawn", "a larger page or scale, or fewer names, make room");
    else if (pinned && p->reason && ct_starts_with(p->reason, "pinned where"))
      tell(r, p, "CT-L405", "stands elsewhere than asked", "another side or offset, or the furniture moved");
  }
}

// Is the row's name drawn on the map?
static bool is_named(const struct ct_render *r, const char *layer, uint32_t row) {
  for (size_t i = 0; i < r->placements.n; i++) {
    const struct ct_placement *p = &r->placements.v[i];
    const struct ct_render_layer *l = r->symbols[p->layer];
    if (p->state == CT_LABEL_DROPPED || strcmp(l->info.id, layer) != 0) continue;
    if (ct_render_symbols(l)->feature[p->item] == row) return true;
  }
  return false;
}

// Names that neither the inset has room for nor the main map, where that lies beyond it.
static void report_insets(struct ct_render *r) {
  for (size_t i = 0; i < r->ninsets; i++) {
    struct ct_render *m = r->insets[i].map;
    for (size_t k = 0; m && k < m->placements.n; k++) {
      const struct ct_placement *p = &m->placements.v[k];
      const struct ct_render_layer *l = m->symbols[p->layer];
      double lon, lat, x, y;
      bool known = ct_unproject_point(&m->view, p->x, p->y, &lon, &lat) &&
                   ct_project_point(&r->view, lon, lat, &x, &y);
      struct ct_placement there = {.x = known ? (float)x : INFINITY, .y = known ? (float)y : INFINITY};
      if (!ct_render_is_missing(m, p) || in_frame(r, &there)) continue;
      if (is_named(r, l->info.id, ct_render_symbols(l)->feature[p->item])) continue;
      const char *what = ct_arena_printf(r->a, "is not drawn in %s", ct_render_inset_name(r, m->inset));
      m->diags = r->diags;
      tell(m, p, "CT-L401", what, "a larger inset or scale, or fewer names, make room");
    }
  }
}

// A style's own symbols collide as on the web: how many, in one line.
static void count_dropped(struct ct_render *r) {
  size_t wanted = 0, dropped = 0;
  for (size_t i = 0; i < r->placements.n; i++) {
    const struct ct_placement *p = &r->placements.v[i];
    const struct ct_items *items = &r->symbols[p->layer]->items;
    if (!items->text || !items->text[p->item].n || !in_frame(r, p)) continue;
    wanted++;
    dropped += p->state == CT_LABEL_DROPPED;
  }
  if (dropped)
    ct_diag_say(r->diags, "CT-L402", CT_NOTE, r->theme_file, 0,
                "%zu of %zu names in the frame are not drawn, as others stand in their way", dropped, wanted);
}

// The symbol layers in drawing order.
static void list_symbols(struct ct_render *r) {
  r->symbols = CT_NEW_N(r->a, struct ct_render_layer *, r->nlayers + 1);
  r->nsymbols = 0;
  for (size_t i = 0; i < r->nlayers; i++)
    if (r->layers[i].info.type == CT_LAYER_SYMBOL) r->symbols[r->nsymbols++] = &r->layers[i];
}

static struct ct_label_layer label_layer(struct ct_render *r, const struct ct_render_layer *l) {
  struct ct_label_layer out = {
      .items = ct_render_symbols(l), .wish = l->wishes, .badges = ct_render_badges(r, l)};
  out.shapes = l->is_stacked ? l->stacked.shapes : l->shapes;
  out.mode = l->of_data ? r->doc.labels.mode : CT_LABELS_NEAR;
  // Names of rings belong on them.
  if (l->derived) out.mode = CT_LABELS_AUTO;
  bool asked = !l->derived && ct_value_get(l->info.metadata, "cartouche:leader") != NULL;
  out.leaders = out.mode == CT_LABELS_CALLOUTS || (asked && out.mode != CT_LABELS_NEAR);
  return out;
}

// What labels keep clear of, and what they had better not cross.
static void obstacles(struct ct_render *r, struct ct_label_input *in) {
  struct ct_rects circles = {0}, hard = {0};
  struct shape_list lines = {0}, tracks = {0};
  struct fill_list fills = {0};
  circle_boxes(r, &circles);
  ring_boxes(r, &circles);
  move_boxes(r, &circles);
  ct_render_stack_boxes(r, &circles);
  ct_render_insets_boxes(r, &circles);
  soft_lines(r, &lines, &tracks);
  data_fills(r, &fills);
  const struct ct_rect *furniture;
  size_t n = ct_page_obstacles(r->page, &furniture);
  for (size_t i = 0; i < n; i++) ct_vec_push(r->a, &hard.v, furniture[i]);
  struct ct_rect tag;
  for (size_t i = 0; i < ct_atlas_index_tag(r, i, &tag); i++) ct_vec_push(r->a, &hard.v, tag);
  beyond_world(r, &hard);
  in->obstacles = hard.v.v;
  in->nobstacles = hard.v.n;
  in->marks = circles.v.v;
  in->nmarks = circles.v.n;
  in->lines = lines.v.v;
  in->nlines = lines.v.n;
  in->tracks = tracks.v.v;
  in->ntracks = tracks.v.n;
  in->fills = fills.v.v;
  in->nfills = fills.v.n;
}

bool ct_render_solve(struct ct_render *r, struct ct_err *err) {
  struct ct_label_layer *layers = CT_NEW_N(r->a, struct ct_label_layer, r->nsymbols);
  struct ct_label_input in = {.view = &r->view, .layers = layers, .nlayers = r->nsymbols};
  in.method = r->doc.style_value ? CT_LABEL_AS_STYLED : CT_LABEL_SOLVE;
  // A page of paper has no tiles: names go along whole lines.
  in.tiled = r->doc.page.in_pixels;
  for (size_t i = 0; i < r->nsymbols; i++) layers[i] = label_layer(r, r->symbols[i]);
  obstacles(r, &in);
  // What is wrong has been told the first time.
  struct ct_diags quiet = {0};
  struct ct_diags *diags = r->placements.v ? &quiet : r->diags;
  struct ct_placements was = r->placements;
  in.was = was.v ? &was : NULL;
  if (!ct_label_solve(&in, r->text, ct_draw_image_info, r->draw, r->a, diags, &r->placements, err))
    return false;
  r->placements.solve_seconds += was.solve_seconds;
  return true;
}

static bool any_names(const struct ct_render *r) {
  for (size_t i = 0; i < r->nsymbols; i++) {
    const struct ct_items *items = &r->symbols[i]->items;
    for (size_t k = 0; r->symbols[i]->of_data && items->text && k < items->n; k++)
      if (items->text[k].n) return true;
  }
  return false;
}

// Where names go has been said, but not what they are.
static void tell_nameless(struct ct_render *r) {
  static const char *const modes[] = {"", "", "leaders", "callouts", "numbers"};
  enum ct_label_mode m = r->doc.labels.mode;
  if (!*modes[m] || any_names(r)) return;
  struct ct_diagnostic d = {.code = "CT-L404", .severity = CT_NOTE, .file = r->doc.file};
  d.message = ct_arena_printf(r->a, "labels are to be %s, but the data have no names to draw", modes[m]);
  d.suggestion = "'label: COLUMN' under the data says which column has them";
  ct_diag_send(r->diags, &d);
}

// An inset without names: marks stay.
static void hide_all(struct ct_render *r) {
  for (size_t i = 0; i < r->nsymbols; i++) {
    const struct ct_items *items = ct_render_symbols(r->symbols[i]);
    struct ct_label_wish *w = ct_render_wishes_of(r, r->symbols[i]);
    for (size_t k = 0; k < items->n; k++) w[k].hidden = true;
  }
}

static bool label_inset(struct ct_render *r, struct ct_err *err) {
  if (!r->nsymbols) return true;
  ct_render_wishes(r);
  if (!r->inset->labels) hide_all(r);
  return ct_render_solve(r, err);
}

static bool label_as_styled(struct ct_render *r, struct ct_err *err) {
  if (!ct_render_solve(r, err)) return false;
  count_dropped(r);
  return true;
}

bool ct_render_labels(struct ct_render *r, struct ct_err *err) {
  list_symbols(r);
  if (r->text) ct_text_set_images(r->text, ct_draw_image_info, r->draw);
  if (r->inset) return label_inset(r, err);
  // Also of a map without names of its own.
  if (!ct_render_insets_names(r, err)) return false;
  ct_render_names_settle(r);
  if (!r->nsymbols) return true;
  if (r->doc.style_value) return label_as_styled(r, err);
  tell_nameless(r);
  ct_render_wishes(r);
  ct_render_names_settle(r);
  ct_render_insets_spare(r);
  ct_render_number_all(r);
  if (!ct_render_solve(r, err) || !ct_render_key(r, err)) return false;
  report_odd(r);
  report_insets(r);
  return true;
}

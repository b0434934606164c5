// SPDX-License-Identifier: MIT
// Render: legend, furniture, labels and the scene.
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "draw/draw.h"
#include "label/label.h"
#include "model/diag.h"
#include "page/page.h"
#include "paint/paint.h"
#include "project/project.h"
#include "render.h"
#include "style/legend.h"
#include "text/text.h"

enum { MARKS_AS_OBSTACLES = 20000, COORDS_AS_OBSTACLES = 400000 };

struct floats {
  ct_vec(float) v;
};

static bool is_marks(const struct ct_render_layer *l) {
  return l->info.type == CT_LAYER_CIRCLE || l->info.type == CT_LAYER_SYMBOL;
}

static const float *point_of(const struct ct_shapes *s, size_t k) {
  size_t part = s->part0 ? s->part0[k] : k;
  return s->xy + 2 * (s->coord0 ? s->coord0[part] : part);
}

// Where the document's own marks are: furniture keeps clear of them.
static void mark_points(struct ct_render *r, struct floats *out) {
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    if (!is_marks(l) || !(l->of_data || r->doc.style_value)) continue;
    for (size_t k = 0; k < l->shapes->n && k < MARKS_AS_OBSTACLES; k++) {
      const float *p = point_of(l->shapes, k);
      ct_vec_push(r->a, &out->v, p[0]);
      ct_vec_push(r->a, &out->v, p[1]);
    }
  }
}

// Tracks, lines and areas count by their vertices.
static void line_points(struct ct_render *r, struct floats *out) {
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    if (!l->of_data || l->info.type != CT_LAYER_LINE) continue;
    for (size_t k = 0; k < l->shapes->ncoords && k < MARKS_AS_OBSTACLES; k++) {
      ct_vec_push(r->a, &out->v, l->shapes->xy[2 * k]);
      ct_vec_push(r->a, &out->v, l->shapes->xy[2 * k + 1]);
    }
  }
}

static bool icon_size(void *user, const char *icon, float *w, float *h) {
  return ct_draw_icon_size(user, icon, w, h);
}

bool ct_render_furniture(struct ct_render *r, struct ct_err *err) {
  r->sphere = CT_NEW(r->a, struct ct_shapes);
  if (!ct_project_sphere(&r->view, r->a, r->sphere, err)) return false;
  const struct ct_items **items = CT_NEW_N(r->a, const struct ct_items *, r->nlayers);
  for (size_t i = 0; i < r->nlayers; i++) items[i] = &r->layers[i].items;
  if (r->doc.legend && !r->doc.page.bare)
    ct_legend_build(items, r->nlayers, r->view.zoom, r->doc.legend_counts, r->a, &r->legend);
  ct_page_icons(r->page, icon_size, r->draw);
  struct floats p = {0};
  mark_points(r, &p);
  line_points(r, &p);
  return ct_page_place(r->page, &r->view, &r->legend, p.v.v, p.v.n / 2, r->a, err);
}

struct rects {
  ct_vec(struct ct_rect) v;
};

// Boxes of circles; texts keep off them.
static void circle_boxes(struct ct_render *r, struct rects *out) {
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    if (l->info.type != CT_LAYER_CIRCLE || l->items.n > MARKS_AS_OBSTACLES) continue;
    for (size_t k = 0; k < l->items.n; k++) {
      size_t at;
      const struct ct_circle_style *c = &l->items.styles.circle[l->items.style ? l->items.style[k] : 0];
      if (!ct_shapes_find(l->shapes, l->items.feature[k], &at)) continue;
      const float *p = point_of(l->shapes, at);
      // A disc's box is too greedy at the corners: nine tenths.
      double e = 0.9 * (c->radius + c->stroke_width);
      ct_vec_push(r->a, &out->v, ((struct ct_rect){p[0] - e, p[1] - e, 2 * e, 2 * e}));
    }
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
static void beyond_world(struct ct_render *r, struct rects *out) {
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

static void soft_lines(struct ct_render *r, struct shape_list *out) {
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    const char *part = ct_value_string(ct_value_get(l->info.metadata, "cartouche:part"));
    if (l->info.type != CT_LAYER_LINE || part || l->shapes->ncoords > COORDS_AS_OBSTACLES) continue;
    if (strstr(l->info.id, "casing")) continue;
    ct_vec_push(r->a, &out->v, l->shapes);
  }
}

static const char *plain_text(struct ct_render *r, const struct ct_rich_text *text) {
  struct ct_str s = {.arena = r->a};
  for (size_t i = 0; i < text->n; i++)
    if (text->spans[i].text) ct_str_add(&s, text->spans[i].text);
  return ct_str_text(&s);
}

static bool in_frame(const struct ct_render *r, const struct ct_placement *p) {
  const struct ct_rect *f = &r->view.frame;
  return p->x >= f->x && p->x <= f->x + f->w && p->y >= f->y && p->y <= f->y + f->h;
}

// Names of the document's own data that found no place; base names come and go with space.
static void report_dropped(struct ct_render *r, const struct ct_render_layer *const *of) {
  for (size_t i = 0; i < r->placements.n; i++) {
    const struct ct_placement *p = &r->placements.v[i];
    const struct ct_render_layer *l = of[p->layer];
    if (p->state != CT_LABEL_DROPPED || !l->of_data || !l->items.text || !in_frame(r, p)) continue;
    const char *text = plain_text(r, &l->items.text[p->item]);
    // The same words at the same point stand there once: nothing is lost.
    if (!*text || (p->reason && ct_starts_with(p->reason, "duplicate"))) continue;
    uint32_t row = l->items.feature[p->item];
    struct ct_diagnostic d = {.code = "CT-L401",
                              .severity = CT_WARNING,
                              .file = l->table->file,
                              .line = l->table->row ? (long)l->table->row[row] : (long)row + 1,
                              .value = text};
    d.message = ct_arena_printf(r->a, "the name '%s' is not drawn: %s", d.value,
                                p->reason ? p->reason : "no free place");
    d.suggestion = "a larger page or scale, or fewer names, make room";
    ct_diag_send(r->diags, &d);
  }
}

// A style's own symbols collide as on the web: how many, in one line.
static void count_dropped(struct ct_render *r, const struct ct_render_layer *const *of) {
  size_t wanted = 0, dropped = 0;
  for (size_t i = 0; i < r->placements.n; i++) {
    const struct ct_placement *p = &r->placements.v[i];
    if (!of[p->layer]->items.text || !of[p->layer]->items.text[p->item].n || !in_frame(r, p)) continue;
    wanted++;
    dropped += p->state == CT_LABEL_DROPPED;
  }
  if (dropped)
    ct_diag_say(r->diags, "CT-L402", CT_NOTE, r->theme_file, 0,
                "%zu of %zu names in the frame are not drawn, as others stand in their way", dropped, wanted);
}

bool ct_render_labels(struct ct_render *r, struct ct_err *err) {
  struct ct_label_layer *layers = CT_NEW_N(r->a, struct ct_label_layer, r->nlayers);
  const struct ct_render_layer **of = CT_NEW_N(r->a, const struct ct_render_layer *, r->nlayers);
  struct ct_label_input in = {.view = &r->view, .layers = layers};
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    if (l->info.type != CT_LAYER_SYMBOL) continue;
    bool leaders = ct_value_get(l->info.metadata, "cartouche:leader") != NULL;
    of[in.nlayers] = l;
    layers[in.nlayers++] = (struct ct_label_layer){&l->items, l->shapes, leaders};
  }
  if (!in.nlayers) return true;
  struct rects circles = {0};
  struct shape_list lines = {0};
  circle_boxes(r, &circles);
  soft_lines(r, &lines);
  struct rects hard = {0};
  const struct ct_rect *furniture;
  size_t nfurniture = ct_page_obstacles(r->page, &furniture);
  for (size_t i = 0; i < nfurniture; i++) ct_vec_push(r->a, &hard.v, furniture[i]);
  beyond_world(r, &hard);
  in.obstacles = hard.v.v;
  in.nobstacles = hard.v.n;
  in.marks = circles.v.v;
  in.nmarks = circles.v.n;
  in.lines = lines.v.v;
  in.nlines = lines.v.n;
  in.method = r->doc.style_value ? CT_LABEL_AS_STYLED : CT_LABEL_SOLVE;
  // A page of paper has no tiles: names go along whole lines.
  in.tiled = r->doc.page.in_pixels;
  ct_text_set_images(r->text, ct_draw_image_info, r->draw);
  if (!ct_label_solve(&in, r->text, ct_draw_image_info, r->draw, r->a, r->diags, &r->placements, err))
    return false;
  if (in.method == CT_LABEL_AS_STYLED)
    count_dropped(r, of);
  else
    report_dropped(r, of);
  return true;
}

// What MapLibre draws in its first, opaque pass.
static bool is_opaque(const struct ct_render_layer *l) {
  if (l->items.nstyles != 1 || !l->info.constant) return false;
  if (l->info.type == CT_LAYER_BACKGROUND)
    return l->items.styles.background[0].color.a >= 1 && !l->items.styles.background[0].pattern;
  const struct ct_fill_style *s = l->info.type == CT_LAYER_FILL ? l->items.styles.fill : NULL;
  return s && s->color.a >= 1 && !s->pattern;
}

// The layer after which layer i is drawn: itself; but MapLibre's heatmaps, which know no depth, come out
// over every opaque background and fill, also over those that follow, and so they do in its pictures.
static size_t drawn_after(const struct ct_render *r, size_t i) {
  size_t last = i;
  if (!ct_render_as_screen(r)) return i;
  for (size_t k = i + 1; r->layers[i].info.type == CT_LAYER_HEATMAP && k < r->nlayers; k++)
    if (is_opaque(&r->layers[k])) last = k;
  return last;
}

static bool paint_layer(struct ct_render *r, const struct ct_render_layer *l, size_t symbol_layer,
                        struct ct_op *body, struct ct_err *err) {
  const struct ct_paint_images images = {ct_draw_image_info, r->draw, &r->view, ct_render_as_screen(r)};
  bool arrow = ct_value_get(l->info.metadata, "cartouche:arrow") != NULL;
  if (l->info.type == CT_LAYER_BACKGROUND) ct_paint_background(r->a, body, &l->items, r->sphere, &images);
  if (l->info.type == CT_LAYER_FILL) ct_paint_fill(r->a, body, &l->items, l->shapes, l->outlines, &images);
  if (l->info.type == CT_LAYER_LINE) ct_paint_line(r->a, body, &l->items, l->shapes, arrow, &images);
  if (l->info.type == CT_LAYER_CIRCLE) ct_paint_circle(r->a, body, &l->items, l->shapes);
  if (l->info.type == CT_LAYER_SYMBOL) ct_paint_symbols(r->a, body, &l->items, symbol_layer, &r->placements);
  return !ct_render_is_pixels(l->info.type) || ct_render_pixels(r, l, r->scene_dpi, body, err);
}

static bool paint_body(struct ct_render *r, struct ct_op *body, struct ct_err *err) {
  size_t symbol_layer = 0;
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    if (drawn_after(r, i) == i && !paint_layer(r, l, symbol_layer, body, err)) return false;
    symbol_layer += l->info.type == CT_LAYER_SYMBOL;
    for (size_t k = 0; is_opaque(l) && k < i; k++)
      if (drawn_after(r, k) == i && !paint_layer(r, &r->layers[k], 0, body, err)) return false;
  }
  return true;
}

bool ct_render_scene(struct ct_render *r, double dpi, struct ct_err *err) {
  const struct ct_document *d = &r->doc;
  r->scene_dpi = dpi;
  ct_scene_init(&r->scene, d->page.w_pt, d->page.h_pt);
  r->scene.title = d->title;
  r->scene.subject = d->subtitle;
  r->scene.date = d->as_of;
  r->scene.paper = r->page_theme.paper;
  if (d->page.bare && d->style_value) r->scene.paper = (struct ct_color){1, 1, 1, 1};
  ct_page_underlay(r->page, r->a, &r->scene.root);
  struct ct_op *body = ct_scene_group(r->a, &r->scene.root, "map");
  body->group.has_clip = true;
  body->group.clip = r->view.frame;
  if (!paint_body(r, body, err)) return false;
  return ct_page_compose(r->page, &r->view, r->has_locator ? &r->locator : NULL, r->a, &r->scene.root, err);
}

// SPDX-License-Identifier: MIT
// Render: legend, furniture and the scene.
#include <string.h>

#include "base/err.h"
#include "base/value.h"
#include "draw/draw.h"
#include "hall/render/atlas.h"
#include "hall/render/render.h"
#include "page/page.h"
#include "paint/paint.h"
#include "project/project.h"

enum { MARKS_AS_OBSTACLES = 20000 };

struct floats {
  ct_vec(float) v;
};

static bool is_marks(const struct ct_render_layer *l) {
  return l->info.type == CT_LAYER_CIRCLE || l->info.type == CT_LAYER_SYMBOL;
}

// Where the document's own marks are: furniture keeps clear of them.
static void mark_points(struct ct_render *r, struct floats *out) {
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    if (!is_marks(l) || !(l->of_data || r->doc.style_value)) continue;
    const struct ct_shapes *shapes = l->is_stacked ? l->stacked.shapes : l->shapes;
    for (size_t k = 0; k < shapes->n && k < MARKS_AS_OBSTACLES; k++) {
      const float *p = ct_render_point(shapes, k);
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

const float *ct_render_data_points(struct ct_render *r, size_t *n) {
  struct floats p = {0};
  mark_points(r, &p);
  line_points(r, &p);
  *n = p.v.n / 2;
  return p.v.v;
}

static void build_legend(struct ct_render *r) {
  if (r->doc.legend && !r->doc.page.bare) ct_render_legend(r);
}

// Do they ask for the same room?
static bool same_legend(const struct ct_legend *x, const struct ct_legend *y) {
  if (x->n != y->n) return false;
  for (size_t i = 0; i < x->n; i++) {
    const struct ct_legend_entry *a = &x->v[i], *b = &y->v[i];
    if (strcmp(a->label, b->label) != 0 || a->count != b->count || a->show_count != b->show_count)
      return false;
  }
  return true;
}

// Insets bring classes of their own into the legend, and with another legend may have other places.
static bool place_insets(struct ct_render *r, const float *points, size_t n, struct ct_err *err) {
  enum { ROUNDS = 3 };
  for (int round = 0; round < ROUNDS; round++) {
    struct ct_legend placed = r->legend;
    if (!ct_render_insets_make(r, err)) return false;
    build_legend(r);
    ct_render_insets_legend(r);
    if (same_legend(&placed, &r->legend) || round + 1 == ROUNDS) break;
    if (!ct_page_place(r->page, &r->view, &r->legend, points, n, r->a, err)) return false;
  }
  return true;
}

bool ct_render_furniture(struct ct_render *r, struct ct_err *err) {
  r->sphere = CT_NEW(r->a, struct ct_shapes);
  if (!ct_project_sphere(&r->view, r->a, r->sphere, err)) return false;
  build_legend(r);
  ct_page_icons(r->page, icon_size, r->draw);
  size_t n;
  const float *points = ct_render_data_points(r, &n);
  return ct_render_insets_plan(r, err) && ct_render_locator_plan(r, err) &&
         ct_page_place(r->page, &r->view, &r->legend, points, n, r->a, err) &&
         (!r->ninsets || place_insets(r, points, n, err));
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

// Symbols, with what stacks have beside them.
static void paint_symbols(struct ct_render *r, const struct ct_render_layer *l, size_t symbol_layer,
                          struct ct_op *body) {
  const struct ct_stack_paint look = {r->page_theme.ink, r->page_theme.panel};
  if (l->is_stacked) ct_paint_stacks_under(r->a, body, &l->stacked, &look);
  ct_paint_panels(r->a, body, symbol_layer, &r->placements, &look);
  ct_paint_symbols(r->a, body, ct_render_symbols(l), symbol_layer, &r->placements);
  if (l->is_stacked) ct_paint_lists(r->a, body, &l->stacked, symbol_layer, &r->placements);
  if (l->is_stacked) ct_paint_stacks_over(r->a, body, &l->stacked, &look);
}

// Of a map without a page a transparent ground is one without its background.
static bool is_ground(const struct ct_render *r, const struct ct_render_layer *l) {
  return l->info.type == CT_LAYER_BACKGROUND && r->doc.page.bare && r->page_theme.paper.a <= 0;
}

// The groups that were added after `last` know whose rows they show.
static void tell_table(struct ct_op *body, const struct ct_op *last, const struct ct_render_layer *l) {
  for (struct ct_op *op = last ? last->next : body->group.first; op; op = op->next) {
    if (op->kind != CT_OP_GROUP) continue;
    op->group.table = l->table;
    op->group.names = l->names;
  }
}

static bool paint_layer(struct ct_render *r, const struct ct_render_layer *l, size_t symbol_layer,
                        struct ct_op *body, struct ct_err *err) {
  const struct ct_op *last = body->group.last;
  const struct ct_paint_images images = {ct_draw_image_info, r->draw, &r->view, ct_render_as_screen(r)};
  if (is_ground(r, l)) return true;
  bool arrow = ct_value_get(l->info.metadata, "cartouche:arrow") != NULL;
  if (l->info.type == CT_LAYER_BACKGROUND) ct_paint_background(r->a, body, &l->items, r->sphere, &images);
  if (l->info.type == CT_LAYER_FILL) ct_paint_fill(r->a, body, &l->items, l->shapes, l->outlines, &images);
  if (l->info.type == CT_LAYER_LINE)
    ct_paint_line(r->a, body, &l->items, ct_render_cut(r, l), arrow, &images);
  if (l->info.type == CT_LAYER_CIRCLE) ct_paint_circle(r->a, body, &l->items, l->shapes);
  if (l->info.type == CT_LAYER_SYMBOL) paint_symbols(r, l, symbol_layer, body);
  if (l->names) tell_table(body, last, l);
  return !ct_render_is_pixels(l->info.type) || ct_render_pixels(r, l, r->scene_dpi, body, err);
}

// Boxes of an index and of insets lie under everything that has a place of its own.
static void paint_frames(struct ct_render *r, struct ct_op *body) {
  if (r->atlas) ct_atlas_paint_frames(r, body);
  if (r->ninsets) ct_page_inset_boxes(r->page, r->a, body);
}

bool ct_render_paint(struct ct_render *r, struct ct_op *body, struct ct_err *err) {
  size_t symbol_layer = 0, lines_at = ct_render_graticule_at(r);
  bool framed = false;
  for (size_t i = 0; i < r->nlayers; i++) {
    if (i == lines_at) ct_page_graticule_lines(r->page, r->a, body);
    const struct ct_render_layer *l = &r->layers[i];
    if (!framed && (is_marks(l) || i + 1 == r->nlayers)) {
      paint_frames(r, body);
      framed = true;
    }
    if (drawn_after(r, i) == i && !paint_layer(r, l, symbol_layer, body, err)) return false;
    symbol_layer += l->info.type == CT_LAYER_SYMBOL;
    for (size_t k = 0; is_opaque(l) && k < i; k++)
      if (drawn_after(r, k) == i && !paint_layer(r, &r->layers[k], 0, body, err)) return false;
  }
  if (lines_at == r->nlayers) ct_page_graticule_lines(r->page, r->a, body);
  if (!framed) paint_frames(r, body);
  if (r->atlas) ct_atlas_paint_tags(r, body);
  return true;
}

bool ct_render_scene(struct ct_render *r, double dpi, struct ct_err *err) {
  const struct ct_document *d = &r->doc;
  r->scene_dpi = dpi;
  ct_scene_init(&r->scene, d->page.w_pt, d->page.h_pt);
  r->scene.title = d->title;
  r->scene.subject = d->subtitle;
  r->scene.date = r->job->date ? r->job->date : d->as_of;
  r->scene.author = d->author;
  r->scene.keywords = d->keywords;
  r->scene.map = ct_view_georef(&r->view);
  r->scene.paper = r->page_theme.paper;
  if (d->page.bare && d->style_value && !d->page.background) r->scene.paper = (struct ct_color){1, 1, 1, 1};
  ct_page_underlay(r->page, r->a, &r->scene.root);
  struct ct_op *body = ct_scene_group(r->a, &r->scene.root, "map");
  body->group.has_clip = true;
  body->group.clip = r->view.frame;
  if (!ct_render_paint(r, body, err) || !ct_render_insets_paint(r, &r->scene.root, err)) return false;
  if (!ct_page_compose(r->page, &r->view, r->locator.has_view ? &r->locator.map : NULL, r->a, &r->scene.root,
                       err))
    return false;
  if (r->atlas) ct_atlas_paint_links(r, &r->scene.root);
  return ct_render_links(r, &r->scene.root, err);
}

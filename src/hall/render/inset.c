// SPDX-License-Identifier: MIT
// Render: smaller maps on the page, from their places to their ops.
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "hall/render/inset_box.h"
#include "hall/render/render.h"
#include "model/diag.h"
#include "page/page.h"
#include "project/project.h"

const char *ct_render_inset_name(struct ct_render *r, const struct ct_inset *in) {
  if (in->title && *in->title) return ct_arena_printf(r->a, "the inset '%s'", in->title);
  for (size_t i = 0; i < r->doc.ninsets; i++)
    if (&r->doc.insets[i] == in) return ct_arena_printf(r->a, "inset %zu", i + 1);
  return "the inset";
}

static void say(struct ct_render *r, const struct ct_inset *in, const char *code, const char *what,
                const char *suggestion) {
  struct ct_diagnostic d = {.code = code,
                            .severity = CT_WARNING,
                            .file = r->doc.file,
                            .line = in->line,
                            .field = "insets",
                            .suggestion = suggestion};
  d.message = ct_arena_printf(r->a, "%s %s", ct_render_inset_name(r, in), what);
  ct_diag_send(r->diags, &d);
}

// ---- A map of its own

static void change_document(struct ct_render *m, const struct ct_inset *in) {
  struct ct_document *d = &m->doc;
  // Names that find no place by their marks may stand on the main map: no numbers, no columns.
  bool near = d->labels.mode == CT_LABELS_NEAR || d->labels.mode == CT_LABELS_LEADERS;
  if (!near) d->labels.mode = CT_LABELS_AUTO;
  d->view = in->view;
  d->title = in->title;
  d->subtitle = d->kicker = NULL;
  d->page.bare = true;
  d->scale_bar = d->scale_bar && in->scale_bar;
  d->base.labels = d->base.labels && in->labels;
  d->legend = d->locator = false;
  d->ninsets = 0;
  d->graticule = (struct ct_graticule){.lines = false};
}

// A fork with that frame, and its view. What is wrong with the inset's view is told of the inset.
static struct ct_render *begin(struct ct_render *r, const struct ct_inset *in, const struct ct_rect *at,
                               struct ct_err *err) {
  struct ct_render *m = CT_NEW(r->a, struct ct_render);
  struct ct_err own = {0};
  ct_render_fork(r, r->a, m);
  m->diags = m->sources.diags = &r->quiet;
  m->inset = in;
  change_document(m, in);
  m->page = ct_page_inset_new(r->page, &m->doc, at, r->a);
  if (ct_render_view(m, &own)) return m;
  ct_fail(err, "%s:%d: %s: %s", r->doc.file ? r->doc.file : "document", in->line, ct_render_inset_name(r, in),
          own.message);
  return NULL;
}

static bool make(struct ct_render *r, struct ct_render_inset *out, const struct ct_rect *at,
                 struct ct_err *err) {
  if (out->map) ct_render_end(out->map);
  out->map = begin(r, out->spec, at, err);
  out->at = *at;
  return out->map && ct_render_layers(out->map, err) && ct_render_stacks(out->map, err);
}

// ---- How large, and of what

// Does the document say where it is, or have the data to fit it to?
static bool shows_something(struct ct_render *r, const struct ct_inset *in) {
  const struct ct_document_view *v = &in->view;
  if (v->has_bbox || (v->has_center && (v->scale > 0 || isfinite(v->zoom)))) return true;
  struct ct_render m = *r;
  size_t n;
  m.inset = in;
  m.doc.view = in->view;
  const double *p = ct_render_fit_points(&m, &n);
  for (size_t i = 0; i < n; i++)
    if (isfinite(p[2 * i]) && isfinite(p[2 * i + 1])) return true;
  return false;
}

// What it shows, in a square: how many times as wide as high.
static double aspect_of(struct ct_render *m) {
  const struct ct_document_view *v = &m->doc.view;
  double x0 = INFINITY, x1 = -INFINITY, y0 = INFINITY, y1 = -INFINITY, pad = v->padding_mm * 72 / 25.4;
  size_t n = 0;
  const double *p = NULL;
  double box[16];
  for (int i = 0; v->has_bbox && i < 8; i++) {  // corners and middles
    static const double at[8][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {.5, 0}, {1, .5}, {.5, 1}, {0, .5}};
    double east = v->bbox[2] < v->bbox[0] ? v->bbox[2] + 360 : v->bbox[2];
    box[2 * i] = v->bbox[0] + at[i][0] * (east - v->bbox[0]);
    box[2 * i + 1] = v->bbox[1] + at[i][1] * (v->bbox[3] - v->bbox[1]);
  }
  p = v->has_bbox ? box : ct_render_fit_points(m, &n);
  if (v->has_bbox) {
    n = 8;
    pad = 0;
  }
  for (size_t i = 0; i < n; i++) {
    double x, y;
    if (!ct_project_point(&m->view, p[2 * i], p[2 * i + 1], &x, &y)) continue;
    x0 = fmin(x0, x);
    x1 = fmax(x1, x);
    y0 = fmin(y0, y);
    y1 = fmax(y1, y);
  }
  if (!(x1 > x0) || !(y1 > y0) || (v->has_center && !v->has_bbox)) return 1.25;
  // Marks close together in one direction still want a map around them.
  pad = fmax(pad, 0.12 * m->view.frame.w);
  return (x1 - x0 + 2 * pad) / (y1 - y0 + 2 * pad);
}

// On a square, as long as nothing is known of its place.
static struct ct_render *begin_square(struct ct_render *r, const struct ct_inset *in, struct ct_err *err) {
  double side = fmin(200, fmin(r->view.frame.w, r->view.frame.h));
  return begin(r, in, &(struct ct_rect){r->view.frame.x, r->view.frame.y, side, side}, err);
}

bool ct_render_inset_reach(struct ct_render *r, const struct ct_inset *in, double box[4]) {
  struct ct_err none = {0};
  struct ct_render *m = shows_something(r, in) ? begin_square(r, in, &none) : NULL;
  if (!m) return false;
  const double of[4] = {m->view.west, m->view.south, m->view.east, m->view.north};
  memcpy(box, of, sizeof of);
  ct_render_end(m);
  return true;
}

static bool plan(struct ct_render *r, size_t i, struct ct_err *err) {
  const struct ct_inset *in = &r->doc.insets[i];
  struct ct_page_inset *on = &r->on_page[i];
  r->insets[i].spec = on->spec = in;
  if (!shows_something(r, in)) {
    say(r, in, "CT-G303", "is not drawn: no row of the data has a place to show in it",
        "'bbox', or 'center' with 'scale', shows a place without data");
    return true;
  }
  struct ct_render *m = begin_square(r, in, err);
  if (!m) return false;
  m->diags = r->diags;
  if (in->nnames) ct_render_inset_points(m, true, &(size_t){0});
  ct_page_inset_shapes(r->page, aspect_of(m), on);
  ct_render_end(m);
  struct ct_rect at = {r->view.frame.x, r->view.frame.y, on->w[0], on->h[0]};
  if (!(m = begin(r, in, &at, err))) return false;
  bool ok = ct_inset_find_box(r, &m->view, on, err);
  // As on the page of an atlas that is about the very place.
  if (ok && on->has_box && m->view.scale >= r->view.scale) {
    say(r, in, "CT-G305", "is not drawn: the main map shows the place as large",
        "a larger 'size', or less in it");
    on->nshapes = 0;
    on->has_box = false;
  }
  ct_render_end(m);
  return ok;
}

bool ct_render_insets_plan(struct ct_render *r, struct ct_err *err) {
  if (!r->doc.ninsets || r->doc.page.bare || r->doc.style_value || r->inset) return true;
  r->ninsets = r->doc.ninsets;
  r->insets = CT_NEW_N(r->a, struct ct_render_inset, r->ninsets);
  r->on_page = CT_NEW_N(r->a, struct ct_page_inset, r->ninsets);
  for (size_t i = 0; i < r->ninsets; i++)
    if (!plan(r, i, err)) return false;
  ct_page_insets(r->page, r->ninsets, r->on_page);
  return true;
}

// ---- Made at their places

static bool same_place(const struct ct_rect *x, const struct ct_rect *y) {
  return x->x == y->x && x->y == y->y && x->w == y->w && x->h == y->h;
}

bool ct_render_insets_make(struct ct_render *r, struct ct_err *err) {
  for (size_t i = 0; i < r->ninsets; i++) {
    struct ct_render_inset *in = &r->insets[i];
    const struct ct_rect *at = &r->on_page[i].at;
    if (at->w <= 0 && in->map) {
      ct_render_end(in->map);
      in->map = NULL;
    }
    if (at->w <= 0 || (in->map && same_place(at, &in->at))) continue;
    if (!make(r, in, at, err) || !ct_inset_find_box(r, &in->map->view, &r->on_page[i], err)) return false;
  }
  ct_page_inset_join(r->page);
  return true;
}

// Marks of the data under the inset's map.
static size_t count_hidden(const struct ct_rect *at, const float *points, size_t n) {
  size_t hidden = 0;
  for (size_t i = 0; i < n; i++) hidden += ct_rect_has(at, points[2 * i], points[2 * i + 1]);
  return hidden;
}

static void tell(struct ct_render *r) {
  size_t n;
  const float *points = ct_render_data_points(r, &n);
  for (size_t i = 0; i < r->ninsets; i++) {
    const struct ct_rect *at = &r->on_page[i].at;
    if (!r->on_page[i].nshapes) continue;
    size_t hidden = at->w > 0 ? count_hidden(at, points, n) : 0;
    if (at->w <= 0)
      say(r, r->insets[i].spec, "CT-G301", "is not drawn: there is no room for it on the map",
          "a smaller 'size', another corner ('at'), or a larger page");
    else if (hidden)
      say(r, r->insets[i].spec, "CT-G302",
          ct_arena_printf(r->a, "hides %zu point%s of the data", hidden, hidden == 1 ? "" : "s"),
          "a smaller 'size', another corner ('at'), or more 'padding' around the data");
  }
}

bool ct_render_insets_names(struct ct_render *r, struct ct_err *err) {
  tell(r);
  for (size_t i = 0; i < r->ninsets; i++) {
    struct ct_render *m = r->insets[i].map;
    if (m && (!ct_render_furniture(m, err) || !ct_render_labels(m, err))) return false;
  }
  return true;
}

// ---- On the page

// A line as small boxes.
static void cover_line(struct ct_render *r, const float *p, const float *q, struct ct_rects *out) {
  const double piece = 4, half = 1.8;
  double dx = (double)q[0] - p[0], dy = (double)q[1] - p[1];
  int n = (int)ceil(hypot(dx, dy) / piece) + 1;
  if (n > 4000) return;
  for (int k = 0; k < n; k++) {
    double x0 = p[0] + dx * k / n, y0 = p[1] + dy * k / n, x1 = x0 + dx / n, y1 = y0 + dy / n;
    ct_vec_push(r->a, &out->v,
                ((struct ct_rect){fmin(x0, x1) - half, fmin(y0, y1) - half, fabs(dx / n) + 2 * half,
                                  fabs(dy / n) + 2 * half}));
  }
}

static void cover_box(struct ct_render *r, const struct ct_page_inset *in, struct ct_rects *out) {
  const struct ct_shapes *s = in->outline;
  for (int i = 0; !s && i < 4; i++) cover_line(r, in->corner + 2 * i, in->corner + 2 * ((i + 1) % 4), out);
  for (size_t p = 0; s && p < s->nparts; p++)
    for (uint32_t k = s->coord0[p]; k + 1 < s->coord0[p + 1]; k++)
      cover_line(r, s->xy + 2 * (size_t)k, s->xy + 2 * ((size_t)k + 1), out);
}

void ct_render_insets_boxes(struct ct_render *r, struct ct_rects *out) {
  for (size_t i = 0; i < r->ninsets; i++) {
    const struct ct_page_inset *in = &r->on_page[i];
    if (!r->insets[i].map || !in->has_box || !in->spec->leader) continue;
    cover_box(r, in, out);
    for (size_t k = 0; k < in->nlines; k++) cover_line(r, in->lines + 4 * k, in->lines + 4 * k + 2, out);
  }
}

bool ct_render_insets_paint(struct ct_render *r, struct ct_op *root, struct ct_err *err) {
  for (size_t i = 0; i < r->ninsets; i++) {
    struct ct_render *m = r->insets[i].map;
    const char *title = r->insets[i].spec->title;
    if (!m) continue;
    const char *name = title && *title ? ct_arena_printf(r->a, "inset %s", title)
                                       : ct_arena_printf(r->a, "inset %zu", i + 1);
    struct ct_op *group = ct_scene_group(r->a, root, name);
    group->group.has_own_names = true;
    ct_page_inset_ground(m->page, r->a, group);
    struct ct_op *body = ct_scene_group(r->a, group, "inset-map");
    body->group.has_clip = true;
    body->group.clip = m->view.frame;
    m->scene_dpi = r->scene_dpi;
    if (!ct_render_paint(m, body, err) || !ct_page_compose(m->page, &m->view, NULL, r->a, group, err))
      return false;
  }
  return true;
}

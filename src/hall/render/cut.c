// SPDX-License-Identifier: MIT
// Render: lines as they are painted: links side by side from mark to mark, tracks from their marks on, rings parted
// under their names.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/value.h"
#include "draw/draw.h"
#include "hall/render/cut_parts.h"
#include "hall/render/edition.h"
#include "hall/render/lanes.h"
#include "hall/render/render.h"
#include "label/measure.h"
#include "paint/side.h"

// Between a mark's edge and the line's begin, and the arrow's point.
#define BEGIN_GAP_PT 0.8
#define POINT_GAP_PT 1.3
// Beside a name on a ring.
#define NAME_GAP_PT 2.6
// What is left of a line between marks that all but touch.
#define LEAST_PT 5.0

// A move that its marks would hide.
#define MOVE_PT 9.0

// Shapes in the making.
struct cutting {
  struct ct_render *r;
  ct_vec(uint32_t) feature, part0, coord0;
  ct_vec(uint8_t) type, tip;
  ct_vec(float) xy;
  ct_vec(float) along;  // of what is kept whole, where it has been measured
};

static void begin_part(struct cutting *c, bool tip) {
  ct_vec_push(c->r->a, &c->coord0, (uint32_t)(c->xy.n / 2));
  ct_vec_push(c->r->a, &c->tip, (uint8_t)tip);
}

static void add_point(struct cutting *c, double x, double y) {
  ct_vec_push(c->r->a, &c->xy, (float)x);
  ct_vec_push(c->r->a, &c->xy, (float)y);
}

// ---- what is at the ends of links

static int by_x(const void *va, const void *vb) {
  const struct ct_disc *a = va, *b = vb;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  return (a->r > b->r) - (a->r < b->r);
}

static double icon_radius(struct ct_render *r, const struct ct_symbol_style *s) {
  struct ct_image_info info;
  if (!s->has_icon || !ct_draw_image_info(r->draw, s->icon, &info)) return 0;
  double w = info.has_ink ? info.ink[2] - info.ink[0] : info.w;
  double h = info.has_ink ? info.ink[3] - info.ink[1] : info.h;
  return fmax(w, h) / 2 * s->icon_size * CT_PX_PT + s->icon_halo_width;
}

static void add_marks(struct ct_render *r, const struct ct_render_layer *l, struct ct_discs *out) {
  bool symbol = l->info.type == CT_LAYER_SYMBOL;
  const struct ct_items *items = symbol ? ct_render_symbols(l) : &l->items;
  const struct ct_shapes *shapes = l->is_stacked ? l->stacked.shapes : l->shapes;
  for (size_t i = 0; i < items->n; i++) {
    size_t k, style = items->style ? items->style[i] : 0;
    if (!ct_shapes_find(shapes, items->feature[i], &k)) continue;
    const float *p = ct_render_point(shapes, k);
    const struct ct_circle_style *c = symbol ? NULL : &items->styles.circle[style];
    double radius = c ? c->radius + c->stroke_width : icon_radius(r, &items->styles.symbol[style]);
    if (radius > 0) ct_vec_push(r->a, &out->v, ((struct ct_disc){p[0], p[1], radius}));
  }
}

// The document's own marks, from left to right.
static struct ct_discs all_marks(struct ct_render *r) {
  struct ct_discs out = {0};
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    bool marks = l->info.type == CT_LAYER_SYMBOL || l->info.type == CT_LAYER_CIRCLE;
    const char *role = ct_value_string(ct_value_get(l->info.metadata, "cartouche:role"));
    bool own = !l->derived || (role && !strcmp(role, "moved-from"));
    if (marks && l->of_data && own && !l->info.along) add_marks(r, l, &out);
  }
  if (out.v.n > 1) qsort(out.v.v, out.v.n, sizeof *out.v.v, by_x);
  return out;
}

// The radius of the largest mark at that place; 0: none is there.
static double mark_at(const struct ct_discs *marks, double x, double y) {
  const double near = 0.6;
  size_t lo = 0, hi = marks->v.n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (marks->v.v[mid].x < x - near)
      lo = mid + 1;
    else
      hi = mid;
  }
  double most = 0;
  for (; lo < marks->v.n && marks->v.v[lo].x <= x + near; lo++)
    if (fabs(marks->v.v[lo].y - y) <= near) most = fmax(most, marks->v.v[lo].r);
  return most;
}

// ---- layers

static struct ct_piece part_of(struct ct_render *r, const struct ct_shapes *s, size_t part) {
  size_t from = s->coord0[part], n = s->coord0[part + 1] - from;
  float *xy = CT_NEW_N(r->a, float, 2 * n);
  memcpy(xy, s->xy + 2 * from, 2 * n * sizeof *xy);
  return (struct ct_piece){xy, n};
}

static bool ends_at(const struct ct_piece *p, const struct ct_link_ends *e) {
  const float *last = p->xy + 2 * p->n - 2;
  return e->seen[1] && hypot(last[0] - e->xy[2], last[1] - e->xy[3]) < 0.75;
}

static void put(struct cutting *c, const struct ct_pieces *p, bool tip) {
  for (size_t i = 0; i < p->v.n; i++) {
    begin_part(c, tip && i + 1 == p->v.n);
    for (size_t k = 0; k < p->v.v[i].n; k++) add_point(c, p->v.v[i].xy[2 * k], p->v.v[i].xy[2 * k + 1]);
  }
}

// The marks at both ends of a link, as discs in which it is not drawn.
static void end_discs(const struct ct_discs *marks, const struct ct_link_ends *e,
                      const struct ct_link_place *at, struct ct_disc out[2]) {
  const double gap[2] = {BEGIN_GAP_PT + at->later, POINT_GAP_PT};
  double sum = 0,
         apart = e->seen[0] && e->seen[1] ? hypot(e->xy[2] - e->xy[0], e->xy[3] - e->xy[1]) : INFINITY;
  for (int i = 0; i < 2; i++) {
    double mark = e->seen[i] ? mark_at(marks, e->xy[2 * i], e->xy[2 * i + 1]) : 0;
    out[i] = (struct ct_disc){e->xy[2 * i], e->xy[2 * i + 1], mark > 0 ? mark + gap[i] : 0};
    // Beside its way it meets the disc all the same.
    if (mark > 0 && fabs(at->side) + 1 > out[i].r) out[i].r = fabs(at->side) + 1;
    sum += out[i].r;
  }
  if (apart - LEAST_PT < sum)
    for (int i = 0; i < 2; i++) out[i].r *= fmax(0, apart - LEAST_PT) / fmax(sum, 1e-9);
}

static void add_link(struct cutting *c, const struct ct_render_layer *l, size_t k,
                     const struct ct_link_place *at, const struct ct_discs *marks) {
  const struct ct_shapes *s = l->shapes;
  struct ct_link_ends e = ct_link_ends_of(c->r, l->table, s->feature[k]);
  struct ct_disc d[2];
  end_discs(marks, &e, at, d);
  for (size_t part = s->part0[k]; part < s->part0[k + 1]; part++) {
    struct ct_piece p = part_of(c->r, s, part);
    bool tip = ends_at(&p, &e);
    if (at->side != 0) {
      const struct ct_polyline own = {.xy = p.xy, .n = p.n};
      struct ct_polyline beside = ct_side_move(c->r->a, &own, (float)at->side);
      if (beside.n < 2) continue;
      p = (struct ct_piece){(float *)beside.xy, beside.n};
    }
    struct ct_pieces left = ct_cut_discs(c->r->a, p, d, 2);
    put(c, &left, tip);
  }
}

// Where a move ends, and how far its mark reaches. Old places have marks of that size, at most.
static bool move_end(struct ct_render *r, const struct ct_render_layer *l, size_t k,
                     const struct ct_discs *marks, struct ct_link_ends *e, double *reach) {
  *e = ct_link_ends_of(r, l->table, l->shapes->feature[k]);
  *reach = mark_at(marks, e->xy[2], e->xy[3]);
  double apart = hypot(e->xy[2] - e->xy[0], e->xy[3] - e->xy[1]);
  return e->seen[0] && e->seen[1] && apart > 0 && apart < 2 * *reach + BEGIN_GAP_PT + POINT_GAP_PT + LEAST_PT;
}

const bool *ct_render_short_moves(struct ct_render *r, const struct ct_render_layer *l) {
  struct ct_discs marks = all_marks(r);
  struct ct_link_ends e;
  double reach;
  bool *out = CT_NEW_N(r->a, bool, l->shapes->n + 1);
  for (size_t k = 0; k < l->shapes->n; k++) out[k] = move_end(r, l, k, &marks, &e, &reach);
  return out;
}

// One too short to be seen comes from where it came, from outside its mark.
static bool short_move(struct ct_render *r, const struct ct_render_layer *l, size_t k,
                       const struct ct_discs *marks, double line[4]) {
  struct ct_link_ends e;
  double reach;
  if (!move_end(r, l, k, marks, &e, &reach)) return false;
  double dx = e.xy[0] - e.xy[2], dy = e.xy[1] - e.xy[3], d = hypot(dx, dy), to = reach + POINT_GAP_PT;
  line[0] = e.xy[2] + dx / d * (to + MOVE_PT), line[1] = e.xy[3] + dy / d * (to + MOVE_PT);
  line[2] = e.xy[2] + dx / d * to, line[3] = e.xy[3] + dy / d * to;
  return true;
}

static bool add_short_move(struct cutting *c, const struct ct_render_layer *l, size_t k,
                           const struct ct_discs *marks) {
  double line[4];
  if (!short_move(c->r, l, k, marks, line)) return false;
  begin_part(c, true);
  add_point(c, line[0], line[1]);
  add_point(c, line[2], line[3]);
  return true;
}

size_t ct_render_short_move_boxes(struct ct_render *r, const struct ct_render_layer *l,
                                  struct ct_rect **out) {
  const double half = 1.2;
  struct ct_discs marks = all_marks(r);
  double v[4];
  size_t n = 0;
  *out = CT_NEW_N(r->a, struct ct_rect, l->shapes->n + 1);
  for (size_t k = 0; k < l->shapes->n; k++)
    if (short_move(r, l, k, &marks, v))
      (*out)[n++] = (struct ct_rect){fmin(v[0], v[2]) - half, fmin(v[1], v[3]) - half,
                                     fabs(v[0] - v[2]) + 2 * half, fabs(v[1] - v[3]) + 2 * half};
  return n;
}

// A track begins at the edge of its mark.
static void add_track(struct cutting *c, const struct ct_render_layer *l, size_t k,
                      const struct ct_discs *marks) {
  const struct ct_shapes *s = l->shapes;
  struct ct_link_ends e = ct_link_ends_of(c->r, l->table, s->feature[k]);
  struct ct_disc d = {e.xy[0], e.xy[1], e.seen[0] ? mark_at(marks, e.xy[0], e.xy[1]) : 0};
  if (d.r > 0) d.r += BEGIN_GAP_PT;
  // A track within its mark is drawn all the same: its arrow tells the bearing.
  if (e.seen[1] && hypot(e.xy[2] - d.x, e.xy[3] - d.y) < d.r + LEAST_PT) d.r = 0;
  for (size_t part = s->part0[k]; part < s->part0[k + 1]; part++) {
    struct ct_piece p = part_of(c->r, s, part);
    struct ct_pieces left = ct_cut_discs(c->r->a, p, &d, 1);
    put(c, &left, ends_at(&p, &e));
  }
}

// How far the edge that begins at `a` is from a point; where nearer than `best`, its place is the disc's centre.
static double nearest(const float *a, const float p[2], double best, struct ct_disc *d) {
  double dx = (double)a[2] - a[0], dy = (double)a[3] - a[1], l2 = dx * dx + dy * dy;
  double t = l2 > 0 ? fmin(1, fmax(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / l2)) : 0;
  double x = a[0] + t * dx, y = a[1] + t * dy, off = hypot(x - p[0], y - p[1]);
  if (off < best) d->x = x, d->y = y;
  return off;
}

// How far a place is from the shape, and the shape's nearest place as the disc's centre.
static double off_shape(const struct ct_shapes *s, size_t k, const float p[2], struct ct_disc *d) {
  double best = INFINITY;
  for (size_t part = s->part0[k]; part < s->part0[k + 1]; part++)
    for (size_t v = s->coord0[part]; v + 1 < s->coord0[part + 1]; v++)
      best = fmin(best, nearest(s->xy + 2 * v, p, best, d));
  return best;
}

// A name on a ring as discs in which the ring is not drawn: one, or one a letter. One beside it parts nothing.
static void name_discs(struct ct_render *r, const struct ct_shapes *s, size_t k, const struct ct_placement *p,
                       struct ct_discs *out) {
  const struct ct_quad *q;
  size_t n = ct_label_cover(r->text, r->a, p, &q);
  for (size_t i = 0; i < n; i++) {
    const float *c = q[i].xy, middle[2] = {(c[0] + c[4]) / 2, (c[1] + c[5]) / 2};
    double w = hypot(c[2] - c[0], c[3] - c[1]), h = hypot(c[6] - c[0], c[7] - c[1]);
    struct ct_disc d = {.r = w / 2 + NAME_GAP_PT};
    if (off_shape(s, k, middle, &d) < h / 2) ct_vec_push(r->a, &out->v, d);
  }
}

// The names on the rings of the layer's row.
static void discs_of(struct ct_render *r, const struct ct_render_layer *l, size_t k, struct ct_discs *out) {
  for (size_t i = 0; i < r->placements.n; i++) {
    const struct ct_placement *p = &r->placements.v[i];
    const struct ct_render_layer *of = r->symbols[p->layer];
    if (of->data == l->data && of->derived && of->items.feature[p->item] == l->shapes->feature[k])
      name_discs(r, l->shapes, k, p, out);
  }
}

static void add_ring(struct cutting *c, const struct ct_render_layer *l, size_t k) {
  const struct ct_shapes *s = l->shapes;
  struct ct_discs d = {0};
  discs_of(c->r, l, k, &d);
  for (size_t part = s->part0[k]; part < s->part0[k + 1]; part++) {
    struct ct_piece p = part_of(c->r, s, part);
    bool closed = ct_piece_is_ring(&p);
    struct ct_pieces left = ct_cut_discs(c->r->a, p, d.v.v, d.v.n);
    if (closed) ct_cut_join(c->r->a, &left);
    put(c, &left, false);
  }
}

static bool is_under_mark(const struct ct_shapes *s, size_t k, const struct ct_discs *marks) {
  struct ct_rect b = ct_render_shape_box(s, k);
  double mark = mark_at(marks, b.x + b.w / 2, b.y + b.h / 2);
  return mark > 0 && fmax(b.w, b.h) / 2 <= mark + BEGIN_GAP_PT;
}

const bool *ct_render_hidden_rings(struct ct_render *r, const struct ct_render_layer *l) {
  struct ct_discs marks = all_marks(r);
  bool *out = CT_NEW_N(r->a, bool, l->shapes->n + 1);
  for (size_t k = 0; k < l->shapes->n; k++) out[k] = is_under_mark(l->shapes, k, &marks);
  return out;
}

// A ring of uncertainty, unless it is all under its mark, where bits of it would look like a flaw of the mark.
static void add_around(struct cutting *c, const struct ct_render_layer *l, size_t k,
                       const struct ct_discs *marks) {
  const struct ct_shapes *s = l->shapes;
  if (is_under_mark(s, k, marks)) return;
  struct ct_pieces whole = {0};
  for (size_t part = s->part0[k]; part < s->part0[k + 1]; part++) {
    ct_vec_push(c->r->a, &whole.v, part_of(c->r, s, part));
    for (size_t i = s->coord0[part]; s->along && i < s->coord0[part + 1]; i++)
      ct_vec_push(c->r->a, &c->along, s->along[i]);
  }
  put(c, &whole, false);
}

static const struct ct_shapes *finish(struct cutting *c) {
  struct ct_shapes *out = CT_NEW(c->r->a, struct ct_shapes);
  ct_vec_push(c->r->a, &c->part0, (uint32_t)c->coord0.n);
  ct_vec_push(c->r->a, &c->coord0, (uint32_t)(c->xy.n / 2));
  *out = (struct ct_shapes){.n = c->feature.n,
                            .feature = c->feature.v,
                            .type = c->type.v,
                            .part0 = c->part0.v,
                            .coord0 = c->coord0.v,
                            .nparts = c->coord0.n - 1,
                            .ncoords = c->xy.n / 2,
                            .xy = c->xy.v,
                            .along = c->along.v,
                            .tip = c->tip.v};
  return out;
}

// Where the links of a layer stand, by row. What runs along links stands where they do.
static struct ct_link_place *link_places(struct ct_render *r, const struct ct_render_layer *l, bool casing) {
  struct ct_link_place *out = CT_NEW_N(r->a, struct ct_link_place, l->table->n + 1);
  for (size_t i = 0; casing && i < r->nlayers; i++) {
    const struct ct_render_layer *of = &r->layers[i];
    const char *role = ct_value_string(ct_value_get(of->info.metadata, "cartouche:role"));
    if (of->data != l->data || !role || strcmp(role, "link") != 0 || of->table->n != l->table->n) continue;
    l = of;
    break;
  }
  struct ct_link_place *of_item = ct_link_places(r, l);
  for (size_t i = 0; i < l->items.n; i++) out[l->items.feature[i]] = of_item[i];
  return out;
}

const struct ct_shapes *ct_render_cut(struct ct_render *r, const struct ct_render_layer *l) {
  const char *role = ct_value_string(ct_value_get(l->info.metadata, "cartouche:role"));
  if (!l->derived || !role) return l->shapes;
  bool casing = !strcmp(role, "edition-link");
  bool move = !strcmp(role, "move"), link = move || casing || !strcmp(role, "link"),
       track = !strcmp(role, "track"), ring = !strcmp(role, "range-ring");
  bool around = !strcmp(role, "ring");
  bool measured = l->shapes->along != NULL;
  if (!around && ((measured && !casing) || (!link && !track && !ring))) return l->shapes;
  struct cutting c = {.r = r};
  struct ct_discs marks = {0};
  struct ct_link_place *places = NULL;  // by row
  if (!ring) marks = all_marks(r);
  if (link) places = link_places(r, l, casing);
  for (size_t k = 0; k < l->shapes->n; k++) {
    ct_vec_push(r->a, &c.feature, l->shapes->feature[k]);
    ct_vec_push(r->a, &c.type, (uint8_t)CT_GEOM_LINE);
    ct_vec_push(r->a, &c.part0, (uint32_t)c.coord0.n);
    if (move && add_short_move(&c, l, k, &marks)) continue;
    if (link)
      add_link(&c, l, k, &places[l->shapes->feature[k]], &marks);
    else if (track)
      add_track(&c, l, k, &marks);
    else if (around)
      add_around(&c, l, k, &marks);
    else
      add_ring(&c, l, k);
  }
  return finish(&c);
}

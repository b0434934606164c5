// SPDX-License-Identifier: MIT
// Render: lines as they are painted: links side by side from mark to mark, tracks from their marks on, rings parted under their names.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "draw/draw.h"
#include "label/measure.h"
#include "paint/side.h"
#include "project/project.h"
#include "render.h"

// Between a mark's edge and the line's begin, and the arrow's point.
#define BEGIN_GAP_PT 0.8
#define POINT_GAP_PT 1.3
// Between lines side by side.
#define LANE_GAP_PT 1.1
// Beside a name on a ring.
#define NAME_GAP_PT 2.6
// How much later a line begins beside the arrowhead of one that comes, in widths of it, and points.
#define HEAD_WIDTHS 1.9
#define HEAD_PT 3.0
// What is left of a line between marks that all but touch.
#define LEAST_PT 5.0

struct disc {
  double x, y, r;
};

struct discs {
  ct_vec(struct disc) v;
};

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

// ---- lines without what lies in discs

// The share of the edge a-b that is in the disc, as t[0]..t[1]; false: none.
static bool in_disc(const float *a, const float *b, const struct disc *d, double t[2]) {
  double dx = (double)b[0] - a[0], dy = (double)b[1] - a[1], fx = a[0] - d->x, fy = a[1] - d->y;
  double l2 = dx * dx + dy * dy, h = fx * dx + fy * dy, g = fx * fx + fy * fy - d->r * d->r;
  double under = h * h - l2 * g;
  if (!(l2 > 0)) {
    t[0] = 0, t[1] = 1;
    return g < 0;
  }
  if (!(under > 0)) return false;
  t[0] = fmax(0, (-h - sqrt(under)) / l2);
  t[1] = fmin(1, (-h + sqrt(under)) / l2);
  return t[0] < t[1];
}

struct piece {
  float *xy;
  size_t n;
};

struct pieces {
  ct_vec(struct piece) v;
};

// A polyline in the making.
struct line {
  ct_vec(float) xy;
};

static void add_to(struct ct_arena *a, struct line *l, const float *p, const float *q, double t) {
  ct_vec_push(a, &l->xy, (float)(p[0] + t * ((double)q[0] - p[0])));
  ct_vec_push(a, &l->xy, (float)(p[1] + t * ((double)q[1] - p[1])));
}

static void end_line(struct ct_arena *a, struct line *l, struct pieces *out) {
  if (l->xy.n > 2) ct_vec_push(a, &out->v, ((struct piece){l->xy.v, l->xy.n / 2}));
  *l = (struct line){0};
}

static void cut_piece(struct ct_arena *a, const struct piece *p, const struct disc *d, struct pieces *out) {
  struct line l = {0};
  for (size_t i = 0; i + 1 < p->n; i++) {
    const float *from = p->xy + 2 * i, *to = from + 2;
    double t[2];
    if (!l.xy.n) add_to(a, &l, from, to, 0);
    if (!in_disc(from, to, d, t)) {
      add_to(a, &l, from, to, 1);
      continue;
    }
    if (t[0] > 0)
      add_to(a, &l, from, to, t[0]);
    else
      l.xy.n = l.xy.n > 2 ? l.xy.n : 0;
    end_line(a, &l, out);
    if (t[1] >= 1) continue;
    add_to(a, &l, from, to, t[1]);
    add_to(a, &l, from, to, 1);
  }
  end_line(a, &l, out);
}

static struct pieces cut(struct ct_arena *a, struct piece whole, const struct disc *v, size_t n) {
  struct pieces now = {0};
  ct_vec_push(a, &now.v, whole);
  for (size_t i = 0; i < n; i++) {
    struct pieces next = {0};
    if (!(v[i].r > 0)) continue;
    for (size_t k = 0; k < now.v.n; k++) cut_piece(a, &now.v.v[k], &v[i], &next);
    now = next;
  }
  return now;
}

// A ring that is parted elsewhere is whole where it was begun.
static void join_ends(struct ct_arena *a, struct pieces *p) {
  struct piece *first = p->v.v, *last = p->v.v + p->v.n - 1;
  if (p->v.n < 2 || memcmp(first->xy, last->xy + 2 * last->n - 2, 2 * sizeof(float)) != 0) return;
  size_t n = last->n + first->n - 1;
  float *xy = CT_NEW_N(a, float, 2 * n);
  memcpy(xy, last->xy, 2 * last->n * sizeof *xy);
  memcpy(xy + 2 * last->n, first->xy + 2, 2 * (first->n - 1) * sizeof *xy);
  *first = (struct piece){xy, n};
  p->v.n--;
}

// ---- what is at the ends of links

static int by_x(const void *va, const void *vb) {
  const struct disc *a = va, *b = vb;
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

static void add_marks(struct ct_render *r, const struct ct_render_layer *l, struct discs *out) {
  bool symbol = l->info.type == CT_LAYER_SYMBOL;
  const struct ct_items *items = symbol ? ct_render_symbols(l) : &l->items;
  const struct ct_shapes *shapes = l->is_stacked ? l->stacked.shapes : l->shapes;
  for (size_t i = 0; i < items->n; i++) {
    size_t k, style = items->style ? items->style[i] : 0;
    if (!ct_shapes_find(shapes, items->feature[i], &k)) continue;
    const float *p = ct_render_point(shapes, k);
    const struct ct_circle_style *c = symbol ? NULL : &items->styles.circle[style];
    double radius = c ? c->radius + c->stroke_width : icon_radius(r, &items->styles.symbol[style]);
    if (radius > 0) ct_vec_push(r->a, &out->v, ((struct disc){p[0], p[1], radius}));
  }
}

// The document's own marks, from left to right.
static struct discs all_marks(struct ct_render *r) {
  struct discs out = {0};
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    bool marks = l->info.type == CT_LAYER_SYMBOL || l->info.type == CT_LAYER_CIRCLE;
    if (marks && l->of_data && !l->derived && !l->info.along) add_marks(r, l, &out);
  }
  if (out.v.n > 1) qsort(out.v.v, out.v.n, sizeof *out.v.v, by_x);
  return out;
}

// The radius of the largest mark at that place; 0: none is there.
static double mark_at(const struct discs *marks, double x, double y) {
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

// Where a row's line begins and ends.
struct ends {
  double at[4];  // lon, lat, lon, lat
  double xy[4];  // on the page
  bool seen[2];
};

static struct ends ends_of(const struct ct_render *r, const struct ct_table *t, size_t row) {
  const struct ct_geoms *g = &t->geoms;
  size_t from = g->coord0[g->part0[row]], to = g->coord0[g->part0[row + 1]] - 1;
  struct ends e;
  memcpy(e.at, g->lonlat + 2 * from, 2 * sizeof *e.at);
  memcpy(e.at + 2, g->lonlat + 2 * to, 2 * sizeof *e.at);
  for (int i = 0; i < 2; i++)
    e.seen[i] = ct_project_point(&r->view, e.at[2 * i], e.at[2 * i + 1], &e.xy[2 * i], &e.xy[2 * i + 1]);
  return e;
}

// ---- lanes

// Lines between the same two places stand side by side, those of one direction together, each keeping to the right.
struct lane {
  uint32_t item, next;  // of the same two places, plus one
  bool back;
};

static const char *places_key(struct ct_arena *a, const double at[4], bool *back) {
  // Longitudes run on along a line: 181 is -179.
  double p[4] = {remainder(at[0], 360), at[1], remainder(at[2], 360), at[3]};
  *back = p[0] > p[2] || (p[0] == p[2] && p[1] > p[3]);
  int f = *back ? 2 : 0, t = *back ? 0 : 2;
  return ct_arena_printf(a, "%.6f %.6f %.6f %.6f", p[f], p[f + 1], p[t], p[t + 1]);
}

static float width_of(const struct ct_items *items, size_t i) {
  return items->styles.line[items->style ? items->style[i] : 0].width;
}

// Where an item is drawn: so far to the right of its own way; how much later because of arrowheads beside it.
struct place {
  double side, later;
};

static void set_lanes(const struct ct_items *items, const struct lane *lanes, uint32_t first,
                      struct place *out) {
  double all = -LANE_GAP_PT, at, widest[2] = {0, 0};
  for (uint32_t k = first; k; k = lanes[k - 1].next) {
    double w = width_of(items, k - 1), *most = &widest[lanes[k - 1].back];
    all += w + LANE_GAP_PT;
    *most = fmax(*most, w);
  }
  at = -all / 2;
  for (int forth = 0; forth < 2; forth++)
    for (uint32_t k = first; k; k = lanes[k - 1].next) {
      if (lanes[k - 1].back == (forth == 1)) continue;
      double w = width_of(items, k - 1);
      double against = widest[!lanes[k - 1].back];
      out[k - 1].side = (lanes[k - 1].back ? -1 : 1) * (at + w / 2);
      out[k - 1].later = against > 0 ? HEAD_WIDTHS * against + HEAD_PT : 0;
      at += w + LANE_GAP_PT;
    }
}

static struct place *lanes_of(struct ct_render *r, const struct ct_render_layer *l) {
  const struct ct_items *items = &l->items;
  struct place *out = CT_NEW_N(r->a, struct place, items->n);
  struct lane *lanes = CT_NEW_N(r->a, struct lane, items->n);
  struct ct_map pairs = {.arena = r->a};
  for (size_t i = 0; i < items->n; i++) {
    size_t row = items->feature[i];
    if (ct_table_geom_type(l->table, row) != CT_GEOM_LINE) continue;
    struct ends e = ends_of(r, l->table, row);
    bool added = false;
    const char *key = places_key(r->a, e.at, &lanes[i].back);
    struct ct_map_entry *m = ct_map_add_string(&pairs, key, 0, &added);
    lanes[i].next = added ? 0 : (uint32_t)m->value;
    m->value = i + 1;
  }
  // Each chain begins at its last item.
  bool *follows = CT_NEW_N(r->a, bool, items->n + 1);
  for (size_t i = 0; i < items->n; i++) follows[lanes[i].next] = true;
  for (size_t i = 0; i < items->n; i++)
    if (!follows[i + 1] && lanes[i].next) set_lanes(items, lanes, (uint32_t)i + 1, out);
  return out;
}

// ---- layers

static struct piece part_of(struct ct_render *r, const struct ct_shapes *s, size_t part) {
  size_t from = s->coord0[part], n = s->coord0[part + 1] - from;
  float *xy = CT_NEW_N(r->a, float, 2 * n);
  memcpy(xy, s->xy + 2 * from, 2 * n * sizeof *xy);
  return (struct piece){xy, n};
}

static bool ends_at(const struct piece *p, const struct ends *e) {
  const float *last = p->xy + 2 * p->n - 2;
  return e->seen[1] && hypot(last[0] - e->xy[2], last[1] - e->xy[3]) < 0.75;
}

static void put(struct cutting *c, const struct pieces *p, bool tip) {
  for (size_t i = 0; i < p->v.n; i++) {
    begin_part(c, tip && i + 1 == p->v.n);
    for (size_t k = 0; k < p->v.v[i].n; k++) add_point(c, p->v.v[i].xy[2 * k], p->v.v[i].xy[2 * k + 1]);
  }
}

// The marks at both ends of a link, as discs in which it is not drawn.
static void end_discs(const struct discs *marks, const struct ends *e, const struct place *at,
                      struct disc out[2]) {
  const double gap[2] = {BEGIN_GAP_PT + at->later, POINT_GAP_PT};
  double sum = 0,
         apart = e->seen[0] && e->seen[1] ? hypot(e->xy[2] - e->xy[0], e->xy[3] - e->xy[1]) : INFINITY;
  for (int i = 0; i < 2; i++) {
    double mark = e->seen[i] ? mark_at(marks, e->xy[2 * i], e->xy[2 * i + 1]) : 0;
    out[i] = (struct disc){e->xy[2 * i], e->xy[2 * i + 1], mark > 0 ? mark + gap[i] : 0};
    // Beside its way it meets the disc all the same.
    if (mark > 0 && fabs(at->side) + 1 > out[i].r) out[i].r = fabs(at->side) + 1;
    sum += out[i].r;
  }
  if (apart - LEAST_PT < sum)
    for (int i = 0; i < 2; i++) out[i].r *= fmax(0, apart - LEAST_PT) / fmax(sum, 1e-9);
}

static void add_link(struct cutting *c, const struct ct_render_layer *l, size_t k, const struct place *at,
                     const struct discs *marks) {
  const struct ct_shapes *s = l->shapes;
  struct ends e = ends_of(c->r, l->table, s->feature[k]);
  struct disc d[2];
  end_discs(marks, &e, at, d);
  for (size_t part = s->part0[k]; part < s->part0[k + 1]; part++) {
    struct piece p = part_of(c->r, s, part);
    bool tip = ends_at(&p, &e);
    if (at->side != 0) {
      const struct ct_polyline own = {.xy = p.xy, .n = p.n};
      struct ct_polyline beside = ct_side_move(c->r->a, &own, (float)at->side);
      if (beside.n < 2) continue;
      p = (struct piece){(float *)beside.xy, beside.n};
    }
    struct pieces left = cut(c->r->a, p, d, 2);
    put(c, &left, tip);
  }
}

// A track begins at the edge of its mark.
static void add_track(struct cutting *c, const struct ct_render_layer *l, size_t k,
                      const struct discs *marks) {
  const struct ct_shapes *s = l->shapes;
  struct ends e = ends_of(c->r, l->table, s->feature[k]);
  struct disc d = {e.xy[0], e.xy[1], e.seen[0] ? mark_at(marks, e.xy[0], e.xy[1]) : 0};
  if (d.r > 0) d.r += BEGIN_GAP_PT;
  // A track within its mark is drawn all the same: its arrow tells the bearing.
  if (e.seen[1] && hypot(e.xy[2] - d.x, e.xy[3] - d.y) < d.r + LEAST_PT) d.r = 0;
  for (size_t part = s->part0[k]; part < s->part0[k + 1]; part++) {
    struct piece p = part_of(c->r, s, part);
    struct pieces left = cut(c->r->a, p, &d, 1);
    put(c, &left, ends_at(&p, &e));
  }
}

// How far the edge that begins at `a` is from a point; where nearer than `best`, its place is the disc's centre.
static double nearest(const float *a, const float p[2], double best, struct disc *d) {
  double dx = (double)a[2] - a[0], dy = (double)a[3] - a[1], l2 = dx * dx + dy * dy;
  double t = l2 > 0 ? fmin(1, fmax(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / l2)) : 0;
  double x = a[0] + t * dx, y = a[1] + t * dy, off = hypot(x - p[0], y - p[1]);
  if (off < best) d->x = x, d->y = y;
  return off;
}

// How far a place is from the shape, and the shape's nearest place as the disc's centre.
static double off_shape(const struct ct_shapes *s, size_t k, const float p[2], struct disc *d) {
  double best = INFINITY;
  for (size_t part = s->part0[k]; part < s->part0[k + 1]; part++)
    for (size_t v = s->coord0[part]; v + 1 < s->coord0[part + 1]; v++)
      best = fmin(best, nearest(s->xy + 2 * v, p, best, d));
  return best;
}

// A name on a ring as discs in which the ring is not drawn: one, or one a letter. One beside it parts nothing.
static void name_discs(struct ct_render *r, const struct ct_shapes *s, size_t k, const struct ct_placement *p,
                       struct discs *out) {
  const struct ct_quad *q;
  size_t n = ct_label_cover(r->text, r->a, p, &q);
  for (size_t i = 0; i < n; i++) {
    const float *c = q[i].xy, middle[2] = {(c[0] + c[4]) / 2, (c[1] + c[5]) / 2};
    double w = hypot(c[2] - c[0], c[3] - c[1]), h = hypot(c[6] - c[0], c[7] - c[1]);
    struct disc d = {.r = w / 2 + NAME_GAP_PT};
    if (off_shape(s, k, middle, &d) < h / 2) ct_vec_push(r->a, &out->v, d);
  }
}

// The names on the rings of the layer's row.
static void discs_of(struct ct_render *r, const struct ct_render_layer *l, size_t k, struct discs *out) {
  for (size_t i = 0; i < r->placements.n; i++) {
    const struct ct_placement *p = &r->placements.v[i];
    const struct ct_render_layer *of = r->symbols[p->layer];
    if (of->data == l->data && of->derived && of->items.feature[p->item] == l->shapes->feature[k])
      name_discs(r, l->shapes, k, p, out);
  }
}

static void add_ring(struct cutting *c, const struct ct_render_layer *l, size_t k) {
  const struct ct_shapes *s = l->shapes;
  struct discs d = {0};
  discs_of(c->r, l, k, &d);
  for (size_t part = s->part0[k]; part < s->part0[k + 1]; part++) {
    struct piece p = part_of(c->r, s, part);
    bool closed = p.n > 3 && !memcmp(p.xy, p.xy + 2 * p.n - 2, 2 * sizeof(float));
    struct pieces left = cut(c->r->a, p, d.v.v, d.v.n);
    if (closed) join_ends(c->r->a, &left);
    put(c, &left, false);
  }
}

// A ring of uncertainty, unless it is all under its mark, where bits of it would look like a flaw of the mark.
static void add_around(struct cutting *c, const struct ct_render_layer *l, size_t k,
                       const struct discs *marks) {
  const struct ct_shapes *s = l->shapes;
  struct ct_rect b = ct_render_shape_box(s, k);
  double mark = mark_at(marks, b.x + b.w / 2, b.y + b.h / 2);
  if (mark > 0 && fmax(b.w, b.h) / 2 <= mark + BEGIN_GAP_PT) return;
  struct pieces whole = {0};
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

const struct ct_shapes *ct_render_cut(struct ct_render *r, const struct ct_render_layer *l) {
  const char *role = ct_value_string(ct_value_get(l->info.metadata, "cartouche:role"));
  if (!l->derived || !role) return l->shapes;
  bool link = !strcmp(role, "link"), track = !strcmp(role, "track"), ring = !strcmp(role, "range-ring");
  bool around = !strcmp(role, "ring");
  bool measured = l->shapes->along != NULL;
  if (!around && (measured || (!link && !track && !ring))) return l->shapes;
  struct cutting c = {.r = r};
  struct discs marks = {0};
  struct place *places = NULL;  // by row
  if (!ring) marks = all_marks(r);
  if (link) {
    struct place *of_item = lanes_of(r, l);
    places = CT_NEW_N(r->a, struct place, l->table->n);
    for (size_t i = 0; i < l->items.n; i++) places[l->items.feature[i]] = of_item[i];
  }
  for (size_t k = 0; k < l->shapes->n; k++) {
    ct_vec_push(r->a, &c.feature, l->shapes->feature[k]);
    ct_vec_push(r->a, &c.type, (uint8_t)CT_GEOM_LINE);
    ct_vec_push(r->a, &c.part0, (uint32_t)c.coord0.n);
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

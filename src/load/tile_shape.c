// SPDX-License-Identifier: MIT
// Tile shape: a vector tile's geometry on the common grid, cut to its own tile.
#include <math.h>

#include "base/arena.h"
#include "load/tile_work.h"

struct shaping {
  struct ct_tile_work *w;
  const struct ct_tile_place *place;
  ct_vec(struct ct_tile_vertex) v, spare;
  int first_sign;  // of the feature's first ring: exteriors have it
};

static struct ct_tile_vertex vertex(const struct ct_tile_place *p, const struct ct_mvt_pen *pen) {
  return (struct ct_tile_vertex){p->x + llround((double)pen->x * p->scale),
                                 p->y + llround((double)pen->y * p->scale), false};
}

double ct_tile_area2(const struct ct_tile_vertex *v, size_t n) {
  double sum = 0;
  for (size_t i = 0, j = n - 1; i < n; j = i++)
    sum += (double)(v[j].x - v[0].x) * (double)(v[i].y - v[0].y) -
           (double)(v[i].x - v[0].x) * (double)(v[j].y - v[0].y);
  return sum;
}

static void push_path(struct ct_tile_work *w, const struct ct_tile_vertex *v, size_t n, bool hole, bool cut) {
  struct ct_tile_path path = {.v0 = w->vertices.n, .n = n, .hole = hole, .cut = cut};
  ct_vec_reserve(w->a, &w->vertices, n);
  for (size_t i = 0; i < n; i++) w->vertices.v[w->vertices.n++] = v[i];
  ct_vec_push(w->a, &w->paths, path);
}

// ---- rings

static int64_t along(const struct ct_tile_vertex *v, bool vertical) {
  return vertical ? v->x : v->y;
}

static struct ct_tile_vertex crossing(const struct ct_tile_vertex *p, const struct ct_tile_vertex *q,
                                      bool vertical, int64_t at) {
  double t = (double)(at - along(p, vertical)) / (double)(along(q, vertical) - along(p, vertical));
  struct ct_tile_vertex m = {at, at, false};
  if (vertical)
    m.y = p->y + llround(t * (double)(q->y - p->y));
  else
    m.x = p->x + llround(t * (double)(q->x - p->x));
  return m;
}

// One side of Sutherland and Hodgman's: keeps what is below (or above) `at`.
static void clip_side(struct shaping *s, bool vertical, int64_t at, bool below) {
  struct ct_arena *a = s->w->a;
  s->spare.n = 0;
  for (size_t i = 0; i < s->v.n; i++) {
    struct ct_tile_vertex p = s->v.v[i], q = s->v.v[i + 1 < s->v.n ? i + 1 : 0];
    int64_t dp = along(&p, vertical) - at, dq = along(&q, vertical) - at;
    if (!below) dp = -dp, dq = -dq;
    if (dp <= 0) ct_vec_push(a, &s->spare, p);
    if ((dp < 0 && dq > 0) || (dp > 0 && dq < 0)) ct_vec_push(a, &s->spare, crossing(&p, &q, vertical, at));
  }
  struct ct_tile_vertex *v = s->v.v;
  size_t cap = s->v.cap;
  s->v.v = s->spare.v, s->v.n = s->spare.n, s->v.cap = s->spare.cap;
  s->spare.v = v, s->spare.cap = cap;
}

static void drop_repeated(struct shaping *s) {
  size_t n = 0;
  struct ct_tile_vertex *v = s->v.v;
  for (size_t i = 0; i < s->v.n; i++)
    if (n == 0 || v[i].x != v[n - 1].x || v[i].y != v[n - 1].y) v[n++] = v[i];
  while (n > 1 && v[n - 1].x == v[0].x && v[n - 1].y == v[0].y) n--;
  s->v.n = n;
}

static bool on_side(const struct ct_tile_square *q, const struct ct_tile_vertex *a,
                    const struct ct_tile_vertex *b) {
  return (a->x == b->x && (a->x == q->x0 || a->x == q->x1)) ||
         (a->y == b->y && (a->y == q->y0 || a->y == q->y1));
}

static bool mark_sides(struct shaping *s) {
  bool any = false;
  for (size_t i = 0; i < s->v.n; i++) {
    struct ct_tile_vertex *p = &s->v.v[i];
    p->side = on_side(&s->place->square, p, &s->v.v[i + 1 < s->v.n ? i + 1 : 0]);
    any |= p->side;
  }
  return any;
}

static void reverse(struct shaping *s) {
  for (size_t i = 0, j = s->v.n - 1; i < j; i++, j--) {
    struct ct_tile_vertex t = s->v.v[i];
    s->v.v[i] = s->v.v[j];
    s->v.v[j] = t;
  }
}

// Which rings are holes is told by their sense against that of the first, whatever it is
// (MapLibre's classifyRings).
static void end_ring(struct shaping *s) {
  const struct ct_tile_square *q = &s->place->square;
  if (s->v.n < 3) return;
  drop_repeated(s);
  double area = s->v.n < 3 ? 0 : ct_tile_area2(s->v.v, s->v.n);
  if (area == 0) return;
  int sign = area > 0 ? 1 : -1;
  if (!s->first_sign) s->first_sign = sign;
  bool hole = sign != s->first_sign;
  if (hole == (sign > 0)) reverse(s);
  clip_side(s, true, q->x0, false);
  clip_side(s, true, q->x1, true);
  clip_side(s, false, q->y0, false);
  clip_side(s, false, q->y1, true);
  drop_repeated(s);
  if (s->v.n > 2) push_path(s->w, s->v.v, s->v.n, hole, mark_sides(s));
}

// ---- lines

// The part of p-q in the square (Liang and Barsky); false when there is none.
static bool clip_edge(const struct ct_tile_square *s, struct ct_tile_vertex *p, struct ct_tile_vertex *q) {
  double dx = (double)(q->x - p->x), dy = (double)(q->y - p->y), t0 = 0, t1 = 1;
  const double d[4] = {-dx, dx, -dy, dy};
  const double room[4] = {(double)(p->x - s->x0), (double)(s->x1 - p->x), (double)(p->y - s->y0),
                          (double)(s->y1 - p->y)};
  for (int i = 0; i < 4; i++) {
    if (d[i] == 0 && room[i] < 0) return false;
    if (d[i] < 0) t0 = fmax(t0, room[i] / d[i]);
    if (d[i] > 0) t1 = fmin(t1, room[i] / d[i]);
  }
  if (t0 >= t1) return false;
  struct ct_tile_vertex from = *p;
  if (t1 < 1) q->x = from.x + llround(t1 * dx), q->y = from.y + llround(t1 * dy);
  if (t0 > 0) p->x = from.x + llround(t0 * dx), p->y = from.y + llround(t0 * dy);
  // What runs along the east or south side is the next tile's.
  bool next =
      (!s->last_x && p->x == s->x1 && q->x == s->x1) || (!s->last_y && p->y == s->y1 && q->y == s->y1);
  return !next && (p->x != q->x || p->y != q->y);
}

static bool at_side(const struct ct_tile_square *s, const struct ct_tile_vertex *v) {
  return v->x == s->x0 || v->x == s->x1 || v->y == s->y0 || v->y == s->y1;
}

static void end_piece(struct shaping *s) {
  const struct ct_tile_square *q = &s->place->square;
  size_t n = s->spare.n;
  if (n > 1)
    push_path(s->w, s->spare.v, n, false, at_side(q, &s->spare.v[0]) || at_side(q, &s->spare.v[n - 1]));
  s->spare.n = 0;
}

static void end_line(struct shaping *s) {
  s->spare.n = 0;
  for (size_t i = 0; i + 1 < s->v.n; i++) {
    struct ct_tile_vertex p = s->v.v[i], q = s->v.v[i + 1];
    if (p.x == q.x && p.y == q.y) continue;
    const struct ct_tile_vertex *last = s->spare.n ? &s->spare.v[s->spare.n - 1] : NULL;
    if (!clip_edge(&s->place->square, &p, &q)) continue;
    if (last && (last->x != p.x || last->y != p.y)) {
      end_piece(s);
      last = NULL;
    }
    if (!last) ct_vec_push(s->w->a, &s->spare, p);
    ct_vec_push(s->w->a, &s->spare, q);
  }
  end_piece(s);
}

// ---- all

static void add_point(struct shaping *s, const struct ct_tile_vertex *v) {
  const struct ct_tile_square *q = &s->place->square;
  if (v->x >= q->x0 && v->x < q->x1 && v->y >= q->y0 && v->y < q->y1) push_path(s->w, v, 1, false, false);
}

static void end_part(struct shaping *s, enum ct_mvt_type type) {
  if (type == CT_MVT_POLYGON) end_ring(s);
  if (type == CT_MVT_LINE) end_line(s);
  s->v.n = 0;
}

bool ct_tile_shape_add(struct ct_tile_work *w, const struct ct_tile_place *place,
                       const struct ct_tile_feature *feature) {
  struct shaping s = {.w = w, .place = place};
  struct ct_mvt_pen pen = {.bytes = feature->source->geometry};
  enum ct_mvt_type type = feature->source->type;
  size_t paths = w->paths.n;
  if (type == CT_MVT_UNKNOWN) return true;
  while (ct_mvt_step(&pen)) {
    struct ct_tile_vertex v = vertex(place, &pen);
    if (type == CT_MVT_POINT) {
      if (pen.command == 1) add_point(&s, &v);
      continue;
    }
    if (pen.command == 7) continue;
    if (pen.command == 1) end_part(&s, type);
    ct_vec_push(w->a, &s.v, v);
  }
  end_part(&s, type);
  if (pen.bytes.bad) w->paths.n = paths;
  if (w->paths.n == paths) return !pen.bytes.bad;
  struct ct_tile_feature f = *feature;
  f.group = (uint32_t)w->features.n;
  f.path0 = paths;
  f.npaths = w->paths.n - paths;
  ct_vec_push(w->a, &w->features, f);
  return true;
}

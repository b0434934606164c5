// SPDX-License-Identifier: MIT
// Measure: how good a set of placements is, found from where things stand and from nothing else.
#include "label/measure.h"

#include <math.h>

#include "base/arena.h"
#include "label/grid.h"
#include "model/placement.h"
#include "text/text.h"

#define TOUCH_PT 0.05F
#define CELL_PT 24

// ---- What a text covers

static struct ct_quad quad_of(float x, float y, float w, float h, double deg) {
  double t = deg * (M_PI / 180), c = cos(t) / 2, s = sin(t) / 2;
  static const int sides[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
  struct ct_quad q;
  for (int i = 0; i < 4; i++) {
    double dx = sides[i][0] * (double)w, dy = sides[i][1] * (double)h;
    q.xy[2 * i] = (float)(x + dx * c - dy * s);
    q.xy[2 * i + 1] = (float)(y + dx * s + dy * c);
  }
  return q;
}

static size_t cover_curve(struct ct_text *text, struct ct_arena *a, const struct ct_placement *p,
                          const struct ct_quad **out) {
  const struct ct_cluster *clusters;
  const struct ct_run_box *b = ct_run_box(p->run);
  size_t all = ct_run_clusters(text, p->run, &clusters), n = 0;
  struct ct_quad *q = CT_NEW_N(a, struct ct_quad, all + 1);
  float h = b->h / (float)(b->lines > 0 ? b->lines : 1);
  for (size_t i = 0; i < all; i++) {
    const struct ct_cluster_spot *s = &p->spots[i];
    if (!clusters[i].blank) q[n++] = quad_of(s->x, s->y, clusters[i].w, h * clusters[i].scale, s->deg);
  }
  *out = q;
  return n;
}

size_t ct_label_cover(struct ct_text *text, struct ct_arena *a, const struct ct_placement *p,
                      const struct ct_quad **out) {
  if (p->state == CT_LABEL_DROPPED || !p->run) return 0;
  if (p->spots) return cover_curve(text, a, p, out);
  struct ct_rect w = ct_run_words(p->run);
  if (!(w.w > 0)) return 0;
  double deg = p->text_rotate_deg, t = deg * (M_PI / 180);
  double dx = p->text_x + w.x + w.w / 2 - p->x, dy = p->text_y + w.y + w.h / 2 - p->y;
  struct ct_quad *q = CT_NEW(a, struct ct_quad);
  *q = quad_of((float)(p->x + dx * cos(t) - dy * sin(t)), (float)(p->y + dx * sin(t) + dy * cos(t)),
               (float)w.w, (float)w.h, deg);
  *out = q;
  return 1;
}

static struct ct_box box_of(const float *xy, size_t n) {
  struct ct_box b = {xy[0], xy[1], xy[0], xy[1]};
  for (size_t i = 1; i < n; i++) {
    struct ct_box point = {xy[2 * i], xy[2 * i + 1], xy[2 * i], xy[2 * i + 1]};
    b = ct_box_union(&b, &point);
  }
  return b;
}

struct ct_rect ct_label_cover_box(const struct ct_quad *quads, size_t n) {
  struct ct_box b = box_of(quads[0].xy, 4);
  for (size_t i = 1; i < n; i++) {
    struct ct_box one = box_of(quads[i].xy, 4);
    b = ct_box_union(&b, &one);
  }
  return (struct ct_rect){b.x0, b.y0, (double)b.x1 - b.x0, (double)b.y1 - b.y0};
}

// ---- Does one lie on the other?

// How far the shadows of two quads on the axis reach into each other; negative: they are apart.
static float shared(const struct ct_quad *a, const struct ct_quad *b, float ux, float uy) {
  float low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
  const struct ct_quad *q[2] = {a, b};
  for (int k = 0; k < 2; k++)
    for (int i = 0; i < 4; i++) {
      float t = q[k]->xy[2 * i] * ux + q[k]->xy[2 * i + 1] * uy;
      low[k] = fminf(low[k], t);
      high[k] = fmaxf(high[k], t);
    }
  return fminf(high[0], high[1]) - fmaxf(low[0], low[1]);
}

// Separating axes: rectangles are apart when they are along a side of either.
static bool on_each_other(const struct ct_quad *a, const struct ct_quad *b) {
  const struct ct_quad *q[2] = {a, b};
  for (int k = 0; k < 2; k++)
    for (int side = 0; side < 2; side++) {
      const float *p = q[k]->xy + 2 * side;
      float dx = p[2] - p[0], dy = p[3] - p[1], length = hypotf(dx, dy);
      if (length > 0 && shared(a, b, dx / length, dy / length) <= TOUCH_PT) return false;
    }
  return true;
}

// Does the segment go into the quad, deeper than a touch?
static bool goes_into(const float s[4], const struct ct_quad *q) {
  float from = 0, to = 1;
  for (int side = 0; side < 2; side++) {
    const float *p = q->xy + 2 * side;
    float ux = p[2] - p[0], uy = p[3] - p[1], w = hypotf(ux, uy);
    if (!(w > 0)) return false;
    float at = ((s[0] - p[0]) * ux + (s[1] - p[1]) * uy) / w;
    float step = ((s[2] - s[0]) * ux + (s[3] - s[1]) * uy) / w;
    if (fabsf(step) < 1e-6F) {
      if (at <= TOUCH_PT || at >= w - TOUCH_PT) return false;
      continue;
    }
    float t0 = (TOUCH_PT - at) / step, t1 = (w - TOUCH_PT - at) / step;
    from = fmaxf(from, fminf(t0, t1));
    to = fminf(to, fmaxf(t0, t1));
  }
  return to > from;
}

static double side_of(const float *p, const float *q, const float *r) {
  return ((double)q[0] - p[0]) * ((double)r[1] - p[1]) - ((double)q[1] - p[1]) * ((double)r[0] - p[0]);
}

static bool segments_cross(const float a[4], const float b[4]) {
  return side_of(a, a + 2, b) * side_of(a, a + 2, b + 2) < 0 &&
         side_of(b, b + 2, a) * side_of(b, b + 2, a + 2) < 0;
}

// ---- Pairs, found through grids

struct measuring {
  const struct ct_placements *in;
  struct ct_grid texts, leaders;  // the owner is the placement
  ct_vec(struct ct_quad) quads;   // by entry of `texts`
  ct_vec(const float *) lines;    // by entry of `leaders`: a segment
  uint32_t *met;                  // by placement: the last one, plus one, that was paired with it
  struct ct_grid_hits hits;
};

// Is the pair new?
static bool pair(struct measuring *m, uint32_t other, uint32_t self) {
  if (other == self || m->met[other] == self + 1) return false;
  m->met[other] = self + 1;
  return true;
}

static size_t overlaps_with(struct measuring *m, const struct ct_quad *q, uint32_t self) {
  size_t n = 0;
  struct ct_box b = box_of(q->xy, 4);
  ct_grid_find(&m->texts, &b, &m->hits);
  for (size_t i = 0; i < m->hits.v.n; i++) {
    uint32_t e = m->hits.v.v[i], other = m->texts.entries.v[e].owner;
    if (other != self && on_each_other(q, &m->quads.v[e])) n += pair(m, other, self);
  }
  return n;
}

static size_t count_overlaps(struct measuring *m, struct ct_text *text, struct ct_arena *a) {
  size_t count = 0;
  for (uint32_t i = 0; i < m->in->n; i++) {
    const struct ct_quad *q = NULL;
    size_t n = ct_label_cover(text, a, &m->in->v[i], &q);
    // Against those before it, then it is one of them.
    for (size_t k = 0; k < n; k++) count += overlaps_with(m, &q[k], i);
    for (size_t k = 0; k < n; k++) {
      struct ct_box b = box_of(q[k].xy, 4);
      ct_grid_add(&m->texts, &b, i, CT_BOX_TEXT);
      ct_vec_push(a, &m->quads, q[k]);
    }
  }
  return count;
}

static size_t count_crossed_leaders(struct measuring *m, struct ct_arena *a) {
  size_t count = 0;
  for (uint32_t i = 0; i < m->in->n; i++) {
    const struct ct_placement *p = &m->in->v[i];
    size_t n = p->state == CT_LABEL_DROPPED ? 0 : p->nleader;
    for (size_t k = 0; k + 1 < n; k++) {
      const float *s = p->leader + 2 * k;
      struct ct_box line = box_of(s, 2), b = ct_box_grown(&line, TOUCH_PT);
      ct_grid_find(&m->leaders, &b, &m->hits);
      for (size_t h = 0; h < m->hits.v.n; h++) {
        uint32_t e = m->hits.v.v[h];
        if (segments_cross(s, m->lines.v[e])) count += pair(m, m->leaders.entries.v[e].owner, i);
      }
    }
    for (size_t k = 0; k + 1 < n; k++) {
      struct ct_box line = box_of(p->leader + 2 * k, 2), b = ct_box_grown(&line, TOUCH_PT);
      ct_grid_add(&m->leaders, &b, i, CT_BOX_LEADER);
      ct_vec_push(a, &m->lines, p->leader + 2 * k);
    }
  }
  return count;
}

static size_t count_crossed_texts(struct measuring *m) {
  size_t count = 0;
  for (uint32_t i = 0; i < m->in->n; i++) {
    const struct ct_placement *p = &m->in->v[i];
    size_t n = p->state == CT_LABEL_DROPPED ? 0 : p->nleader;
    for (size_t k = 0; k + 1 < n; k++) {
      const float *s = p->leader + 2 * k;
      struct ct_box line = box_of(s, 2), b = ct_box_grown(&line, TOUCH_PT);
      ct_grid_find(&m->texts, &b, &m->hits);
      for (size_t h = 0; h < m->hits.v.n; h++) {
        uint32_t e = m->hits.v.v[h];
        if (goes_into(s, &m->quads.v[e])) count += pair(m, m->texts.entries.v[e].owner, i);
      }
    }
  }
  return count;
}

static double mean_displacement(const struct measuring *m, struct ct_text *text, struct ct_arena *a) {
  double sum = 0;
  size_t count = 0;
  for (size_t i = 0; i < m->in->n; i++) {
    const struct ct_placement *p = &m->in->v[i];
    const struct ct_quad *q = NULL;
    size_t n = ct_label_cover(text, a, p, &q);
    if (!n) continue;
    struct ct_rect b = ct_label_cover_box(q, n);
    sum += hypot(fmax(fmax(b.x - p->x, p->x - b.x - b.w), 0), fmax(fmax(b.y - p->y, p->y - b.y - b.h), 0));
    count++;
  }
  return count ? sum / (double)count : 0;
}

static void forget_pairs(struct measuring *m) {
  for (size_t i = 0; i < m->in->n; i++) m->met[i] = 0;
}

void ct_label_measure(struct ct_text *text, struct ct_arena *a, const struct ct_placements *placements,
                      const struct ct_rect *page, struct ct_label_measures *out) {
  struct measuring m = {.in = placements, .met = CT_NEW_N(a, uint32_t, placements->n + 1)};
  ct_grid_init(&m.texts, a, page, CELL_PT);
  ct_grid_init(&m.leaders, a, page, CELL_PT);
  *out = (struct ct_label_measures){.mean_displacement_pt = mean_displacement(&m, text, a)};
  out->overlaps = count_overlaps(&m, text, a);
  forget_pairs(&m);
  out->crossings = count_crossed_leaders(&m, a);
  forget_pairs(&m);
  out->crossings += count_crossed_texts(&m);
}

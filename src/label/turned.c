// SPDX-License-Identifier: MIT
// Turned: what slanted texts and single letters cover, and whether it is free.
#include <math.h>

#include "label/fit.h"
#include "label/solver.h"
#include "text/text.h"

struct turn {
  float px, py;
  double c, s;
};

static void turned(const struct turn *t, double x, double y, double *ox, double *oy) {
  *ox = t->px + (x - t->px) * t->c - (y - t->py) * t->s;
  *oy = t->py + (x - t->px) * t->s + (y - t->py) * t->c;
}

// The axis-parallel box round a turned box.
static struct ct_box round_turned(const struct turn *t, const struct ct_box *b) {
  double xs[4] = {b->x0, b->x1, b->x1, b->x0}, ys[4] = {b->y0, b->y0, b->y1, b->y1};
  struct ct_box out = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (int i = 0; i < 4; i++) {
    double x, y;
    turned(t, xs[i], ys[i], &x, &y);
    struct ct_box p = {(float)x, (float)y, (float)x, (float)y};
    out = ct_box_union(&out, &p);
  }
  return out;
}

struct ct_box ct_turned_parts(struct ct_solver *s, const struct ct_box *body, float px, float py, float deg,
                              struct ct_candidate *c) {
  enum { MAX_PARTS = 60 };
  struct turn t = {px, py, cos(deg * (M_PI / 180)), sin(deg * (M_PI / 180))};
  float w = body->x1 - body->x0, h = fmaxf(body->y1 - body->y0, 1);
  int n = (int)fminf(ceilf(1.5F * w / h), MAX_PARTS);
  // Texts that are hardly turned are their box.
  if (n < 1 || fabs(t.s) < 0.02) n = 1;
  c->rotate_deg = deg;
  c->part0 = (uint32_t)s->parts.n;
  c->nparts = (uint16_t)n;
  struct ct_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (int i = 0; i < n; i++) {
    struct ct_box piece = {body->x0 + w * (float)i / (float)n, body->y0,
                           body->x0 + w * (float)(i + 1) / (float)n, body->y1};
    piece = round_turned(&t, &piece);
    ct_vec_push(s->arena, &s->parts, piece);
    all = ct_box_union(&all, &piece);
  }
  return all;
}

bool ct_turned_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c,
                     const struct ct_box *body, const char **reason) {
  float padding = u->style->text_padding;
  if (!c->nparts) return ct_cost_clear(s, u, body, padding, reason);
  for (uint32_t i = 0; i < c->nparts; i++)
    if (!ct_cost_clear(s, u, &s->parts.v[c->part0 + i], padding, reason)) return false;
  return true;
}

struct ct_box ct_turned_letters(struct ct_solver *s, const struct ct_unit *u, struct ct_candidate *c) {
  const struct ct_cluster *clusters;
  const struct ct_run_box *b = ct_run_box(c->bent->run);
  size_t n = ct_run_clusters(s->text, c->bent->run, &clusters);
  float em = ct_unit_em(u), middle = b->lines > 0 ? b->h / (float)b->lines / 2 : b->h / 2;
  // From the middle of the line to its capitals and descenders.
  float up = b->baseline - middle - 0.80F * em, down = b->baseline - middle + 0.28F * em;
  struct ct_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  c->part0 = (uint32_t)s->parts.n;
  for (size_t i = 0; i < n && c->nparts < UINT16_MAX; i++) {
    const struct ct_cluster_spot *at = &c->bent->spots[i];
    if (clusters[i].blank) continue;
    float half = clusters[i].w / 2;
    struct ct_box box = {-half, up, half, down};
    box = ct_fit_turned(&box, at->deg, at->x, at->y);
    ct_vec_push(s->arena, &s->parts, box);
    all = ct_box_union(&all, &box);
    c->nparts++;
  }
  return all;
}

float ct_turned_text(const struct ct_solver *s, const struct ct_unit *u) {
  bool map = u->style->text_alignment == CT_ALIGN_MAP && !u->along;
  return u->style->text_rotate_deg + (map ? (float)s->in->view->rotation_deg : 0);
}

float ct_turned_icon(const struct ct_solver *s, const struct ct_unit *u, float line_deg) {
  const struct ct_symbol_style *st = u->style;
  if (!u->along)
    return st->icon_rotate_deg + (st->icon_alignment == CT_ALIGN_MAP ? (float)s->in->view->rotation_deg : 0);
  bool map = st->icon_alignment == CT_ALIGN_MAP || st->icon_alignment == CT_ALIGN_AUTO;
  float turn = map ? line_deg : 0;
  if (map && st->icon_keep_upright && fabsf(turn) > 90) turn += turn > 0 ? -180 : 180;
  return st->icon_rotate_deg + turn;
}

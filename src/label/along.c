// SPDX-License-Identifier: MIT
// Along: where a symbol could stand on its way: letters bent along a smoothed line, straight where it is straight.
#include <math.h>
#include <stdlib.h>

#include "label/fit.h"
#include "label/solver.h"
#include "label/way.h"
#include "text/text.h"

// Texts turn no more than this over their length, and over a letter's size, radians.
#define MOST_TURN 2.2F
#define MOST_TURN_AN_EM 0.6F
// How far the way may stray from where letters follow it, in ems: beneath a text, and beside one.
#define MOST_OFF_EM 0.75F
#define MOST_SHIFT_EM 1.3F
// Straighter than this, in ems and radians, is straight.
#define STRAIGHT_EM 0.13F
#define STRAIGHT_TURN 0.15F

enum { PROPOSALS = 480, ENOUGH = 24, ENOUGH_CROWDED = 8 };

// A place on one of the way's baselines, before anything is set there.
struct proposal {
  float cost;
  uint16_t level;
  int8_t side;    // of an offset text: -1 above, 1 below as it is read; 0: on the way
  bool reversed;  // read against the way's direction
  uint32_t at;    // sample
  float shift;    // how far beside the baseline, points; to the left of the way's direction
};

struct along {
  struct ct_solver *s;
  struct ct_unit *u;
  const struct ct_run *run;  // of the text in one line, NULL: icons alone, or a text that stays level
  float w, em;
  struct proposal v[PROPOSALS];
  size_t n;
};

// ---- Proposals

// First sample that is at least so far along.
static uint32_t sample_at(const struct ct_baseline *b, double at) {
  uint32_t lo = 0, hi = b->n - 1;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (b->at[mid] < at)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

struct window {
  uint32_t from, at, to;  // samples that the text covers
  float most_off, least_off, far;
};

// The part of the baseline that the text takes up; false when it ends too soon or bends too much.
static bool look(const struct along *l, const struct ct_baseline *b, uint32_t at, struct window *w) {
  double half = l->w / 2, middle = b->at[at];
  if (middle - half < -1e-3 || middle + half > b->at[b->n - 1] + 1e-3) return false;
  *w = (struct window){sample_at(b, middle - half), at, sample_at(b, middle + half), -INFINITY, INFINITY, 0};
  if (b->turn[w->to] - b->turn[w->from] > MOST_TURN) return false;
  // A straight line turns by its last digits.
  float most = fminf(MOST_TURN_AN_EM, l->u->style->max_angle_deg * (float)(M_PI / 180) + 1e-3F);
  uint32_t ahead = w->from;
  for (uint32_t i = w->from; i <= w->to; i++) {
    while (ahead < w->to && b->at[ahead] - b->at[i] < l->em) ahead++;
    if (b->turn[ahead] - b->turn[i] > most) return false;
    w->most_off = fmaxf(w->most_off, b->off[i]);
    w->least_off = fminf(w->least_off, b->off[i]);
    w->far = fmaxf(w->far, b->far[i]);
  }
  return true;
}

static void propose(struct along *l, struct proposal p) {
  if (l->n < PROPOSALS && isfinite(p.cost)) l->v[l->n++] = p;
}

// What a bend, a slope, a stray line and a place far from the middle cost.
static float cost_of(const struct along *l, const struct ct_baseline *b, const struct window *w) {
  const struct ct_unit *u = l->u;
  float slope = fabsf(sinf(b->theta[w->at])), share = (float)w->at / (float)(b->n - 1);
  float middle = (float)(u->from + u->to) / 2, half = fmaxf((float)(u->to - u->from) / 2, 1e-3F);
  float off = (w->most_off - w->least_off) / l->em, away = fabsf(share - middle) / half;
  float central = u->style->placement == CT_PLACE_LINE_CENTER ? 3 : 0.8F;
  float turn = b->turn[w->to] - b->turn[w->from];
  return 1.4F * turn + 0.8F * slope * slope + 1.2F * off + central * away;
}

// Above the way and below it, as the text is read, clear of its windings; the asked for side first.
static void propose_beside(struct along *l, const struct ct_baseline *b, struct proposal p,
                           const struct window *w) {
  float dy = l->u->style->text_dy, base = p.cost;
  for (int k = 0; k < 2; k++) {
    bool above = (dy < 0) == (k == 0), left = above != p.reversed;
    float strays = left ? fmaxf(w->most_off, 0) : fmaxf(-w->least_off, 0);
    if (strays > MOST_SHIFT_EM * l->em) continue;
    p.side = above ? -1 : 1;
    p.shift = (left ? 1 : -1) * (fabsf(dy) + strays);
    p.cost = base + 0.7F * (float)k + 0.5F * strays / l->em;
    // On the inner side of a bend letters would crowd.
    double bend = b->theta[w->to] - b->theta[w->from];
    if (bend * p.shift < 0) p.cost += 0.6F * (float)fabs(bend);
    propose(l, p);
  }
}

static void propose_at(struct along *l, uint16_t level, uint32_t at) {
  const struct ct_way *way = l->u->way;
  const struct ct_baseline *b = &way->baseline[level];
  struct window w;
  struct proposal p = {.level = level, .at = at};
  if (!look(l, b, at, &w)) return;
  if (w.far > 2 * l->em) return;
  p.reversed = l->u->style->keep_upright && b->xy[2 * w.to] < b->xy[2 * w.from];
  p.cost = cost_of(l, b, &w);
  if (l->run && l->u->style->text_dy != 0)
    propose_beside(l, b, p, &w);
  else if (!l->run || w.far < MOST_OFF_EM * l->em)
    propose(l, p);
}

static void propose_all(struct along *l) {
  const struct ct_way *way = l->u->way;
  double last = way->nsample - 1.0, from = floor(l->u->from * last), to = ceil(l->u->to * last);
  // All baselines and both sides of each place.
  double step = fmax((to - from) / ((double)PROPOSALS / (2 * CT_BASELINES) - 1), 2);
  uint16_t levels = l->run ? CT_BASELINES : 1;
  for (uint16_t level = 0; level < levels; level++)
    for (double at = from; at <= to; at += step) propose_at(l, level, (uint32_t)at);
  // Nothing but the very middle may have room.
  if (!l->n) propose_at(l, 0, (uint32_t)((from + to) / 2));
}

static int by_cost(const void *va, const void *vb) {
  const struct proposal *a = va, *b = vb;
  if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
  if (a->at != b->at) return a->at < b->at ? -1 : 1;
  if (a->level != b->level) return a->level < b->level ? -1 : 1;
  return a->side < b->side ? -1 : a->side > b->side;
}

// ---- Setting

// The baseline round the place, moved beside the way and put in reading order.
static struct ct_track track_of(const struct along *l, const struct proposal *p, uint32_t *at) {
  const struct ct_baseline *b = &l->u->way->baseline[p->level];
  double reach = 0.7 * l->w + 2 * l->em, middle = b->at[p->at];
  uint32_t from = sample_at(b, middle - reach), to = sample_at(b, middle + reach), n = to - from + 1;
  float *xy = CT_NEW_N(l->s->arena, float, 2 * (size_t)n);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t k = from + i, out = p->reversed ? n - 1 - i : i;
    // A vertex lies between two steps.
    double t = k ? (b->theta[k - 1] + b->theta[k]) / 2 : b->theta[k];
    xy[2 * out] = b->xy[2 * k] + (float)(sin(t) * p->shift) + l->u->text_tx;
    xy[2 * out + 1] = b->xy[2 * k + 1] - (float)(cos(t) * p->shift) + l->u->text_ty;
  }
  *at = p->reversed ? to - p->at : p->at - from;
  return (struct ct_track){xy, n};
}

// Straight enough between two points of the track for a text in one piece?
static bool is_straight(const struct along *l, const struct ct_track *t, uint32_t at, double *deg) {
  uint32_t from = at, to = at;
  double back = 0, on = 0, half = l->w / 2;
  while (from > 0 && back < half) {
    from--;
    back += hypot(t->xy[2 * from + 2] - t->xy[2 * from], t->xy[2 * from + 3] - t->xy[2 * from + 1]);
  }
  while (to + 1 < t->n && on < half) {
    to++;
    on += hypot(t->xy[2 * to] - t->xy[2 * to - 2], t->xy[2 * to + 1] - t->xy[2 * to - 1]);
  }
  const float *a = t->xy + 2 * from, *b = t->xy + 2 * to, *m = t->xy + 2 * at;
  double dx = b[0] - a[0], dy = b[1] - a[1], d = hypot(dx, dy);
  if (to < from + 2 || !(d > 0)) return false;
  for (uint32_t i = from; i <= to; i++)
    if (fabs(dx * (t->xy[2 * i + 1] - m[1]) - dy * (t->xy[2 * i] - m[0])) / d > STRAIGHT_EM * l->em)
      return false;
  for (uint32_t i = from; i + 1 < to; i++) {
    double ux = t->xy[2 * i + 2] - t->xy[2 * i], uy = t->xy[2 * i + 3] - t->xy[2 * i + 1];
    if (fabs(ux * dy - uy * dx) > STRAIGHT_TURN * d * hypot(ux, uy)) return false;
  }
  *deg = atan2(dy, dx) * (180 / M_PI);
  return true;
}

// One block, turned about the unit's point so that its middle comes to stand at m.
static struct ct_box set_straight(const struct along *l, const float *m, double deg, struct ct_candidate *c) {
  const struct ct_run_box *b = ct_run_box(l->run);
  const struct ct_unit *u = l->u;
  struct ct_box lying = ct_fit_anchored(b->w, b->h, u->style->text_anchor, 0, 0);
  double t = -deg * (M_PI / 180), dx = m[0] - u->x, dy = m[1] - u->y;
  c->x = u->x + (float)(dx * cos(t) - dy * sin(t)) - b->w / 2 + u->style->text_dx;
  // Anchors beside the middle stand beside the line.
  c->y = u->y + (float)(dx * sin(t) + dy * cos(t)) + lying.y0;
  struct ct_box body = ct_candidate_body(u, l->run, c->x, c->y);
  return ct_turned_parts(l->s, &body, u->x, u->y, (float)deg, c);
}

static bool set_bent(const struct along *l, struct ct_track track, uint32_t at, struct ct_candidate *c) {
  struct ct_symbol_style *st = CT_NEW(l->s->arena, struct ct_symbol_style);
  *st = *l->u->style;
  // The track is beside the way already.
  st->text_dy = 0;
  struct ct_bend bend = ct_unit_bend(l->s, l->u);
  bend.style = st;
  bend.track = track;
  bend.segment = at + 1 < track.n ? at : at - 1;
  bend.x = track.xy[2 * at];
  bend.y = track.xy[2 * at + 1];
  struct ct_bent *bent = CT_NEW(l->s->arena, struct ct_bent);
  size_t n;
  bent->run = ct_bend_shape(&bend, st->text_anchor);
  if (!ct_bend_letters(&bend, &bent->run, &bent->spots, &n)) return false;
  c->bent = bent;
  return true;
}

// Length of the way itself under the letters.
static double own_line(const struct along *l, const struct proposal *p, const struct ct_candidate *c) {
  const struct ct_way *way = l->u->way;
  uint32_t reach = (uint32_t)(1.5F * l->w / (float)way->length * (float)way->nsample) + 2;
  uint32_t from = p->at > reach ? p->at - reach : 0;
  uint32_t to = p->at + reach < way->nsample ? p->at + reach : way->nsample - 1;
  double sum = 0;
  for (uint32_t i = from; i < to; i++)
    for (uint32_t k = 0; k < c->nparts; k++)
      sum += ct_lines_clipped(way->sample + 2 * (size_t)i, &l->s->parts.v[c->part0 + k]);
  return sum;
}

// Lines under the letters, but for the way of a text that stands on it.
static float crossed(const struct along *l, const struct proposal *p, const struct ct_candidate *c) {
  double inside = 0, own = l->u->style->text_dy == 0 ? own_line(l, p, c) : 0;
  for (uint32_t i = 0; i < c->nparts; i++)
    inside += ct_lines_inside(&l->s->lines, &l->s->parts.v[c->part0 + i]);
  return fminf((float)fmax(inside - own, 0) / l->em, 6);
}

static void add(const struct along *l, struct ct_candidate *c, const struct ct_box *body) {
  struct ct_unit *u = l->u;
  const char *reason = NULL;
  if (c->text && u->style->text_overlap != CT_OVERLAP_ALWAYS && !ct_turned_clear(l->s, u, c, body, &reason)) {
    if (!u->reason) u->reason = reason;
    return;
  }
  c->box = ct_box_grown(body, u->style->text_padding);
  ct_vec_push(l->s->arena, &l->s->cands, *c);
  u->ncand++;
}

static void set_along(const struct along *l, const struct proposal *p) {
  const struct ct_way *way = l->u->way;
  const struct ct_baseline *b = &way->baseline[p->level];
  struct ct_candidate c = {.cost = p->cost, .text = true, .justify = CT_JUSTIFY_CENTER};
  uint32_t at;
  double deg;
  struct ct_box body;
  struct ct_track track = track_of(l, p, &at);
  bool level = l->u->style->text_alignment == CT_ALIGN_VIEWPORT_GLYPH;
  if (!level && is_straight(l, &track, at, &deg)) {
    body = set_straight(l, track.xy + 2 * at, deg, &c);
  } else {
    if (!set_bent(l, track, at, &c)) return;
    body = ct_turned_letters(l->s, l->u, &c);
  }
  if (!ct_moving_icon(l->s, l->u, &c, way->sample + 2 * p->at, NULL, b->theta[p->at] * (float)(180 / M_PI)))
    return;
  c.cost += crossed(l, p, &c);
  add(l, &c, &body);
}

// A text that stays level, an icon alone: at a point of the way.
static void set_at(const struct along *l, const struct proposal *p, bool with_text) {
  struct ct_unit *u = l->u;
  const float *at = u->way->sample + 2 * p->at;
  struct ct_candidate c = {.cost = p->cost, .justify = CT_JUSTIFY_CENTER};
  struct ct_box body = {at[0], at[1], at[0], at[1]}, block;
  const struct ct_box *fit = NULL;
  if (u->run && with_text) {
    const struct ct_run_box *b = ct_run_box(u->run);
    const struct ct_symbol_style *st = u->style;
    block = ct_fit_anchored(b->w, b->h, st->text_anchor, st->text_dx + u->text_tx, st->text_dy + u->text_ty);
    fit = &block;
    c.text = true;
    c.x = at[0] + block.x0;
    c.y = at[1] + block.y0;
    body = ct_candidate_body(u, u->run, c.x, c.y);
  }
  float deg = u->way->baseline[p->level].theta[p->at] * (float)(180 / M_PI);
  if (!ct_moving_icon(l->s, u, &c, at, fit, deg)) return;
  add(l, &c, &body);
}

// Hardly another place than one of the first `n` proposals, which have been taken? Then it is left out, so
// that the few that are kept are spread along the way.
static bool is_near(const struct along *l, const struct proposal *p, size_t n) {
  float least = fmaxf(l->em, l->w / 6) / (float)l->u->way->length * (float)l->u->way->nsample;
  for (size_t i = 0; i < n; i++)
    if (l->v[i].side == p->side && fabsf((float)l->v[i].at - (float)p->at) < least) return true;
  return false;
}

// The icon alone, where the text may be missing.
static void add_icons(const struct along *l) {
  enum { A_FEW = 6 };
  uint16_t before = l->u->ncand;
  for (size_t i = 0; i < l->n && l->u->ncand < before + A_FEW; i++) set_at(l, &l->v[i], false);
  for (uint32_t i = before; i < l->u->ncand; i++)
    l->s->cands.v[l->u->cand0 + i].cost += (float)(0.7 * l->u->weight);
}

void ct_along_make(struct ct_solver *s, struct ct_unit *u) {
  struct along *l = CT_NEW(s->arena, struct along);
  bool level = u->style->text_alignment == CT_ALIGN_VIEWPORT;
  *l = (struct along){.s = s, .u = u, .em = u->way->em};
  if (u->run && !level) {
    l->run = u->run;
    struct ct_bend bend = ct_unit_bend(s, u);
    l->w = fmaxf(ct_run_box(u->run)->w, ct_bend_stood_length(&bend));
  } else if (u->has_icon) {
    l->w = u->icon_w;
  }
  propose_all(l);
  if (l->n > 1) qsort(l->v, l->n, sizeof *l->v, by_cost);
  uint16_t enough = s->crowded ? ENOUGH_CROWDED : ENOUGH;
  for (size_t i = 0, kept = 0; i < l->n && u->ncand < enough; i++) {
    if (is_near(l, &l->v[i], kept)) continue;
    uint16_t before = u->ncand;
    if (l->run)
      set_along(l, &l->v[i]);
    else
      set_at(l, &l->v[i], true);
    // Those that have a place come first, to be looked at again.
    if (u->ncand > before) l->v[kept++] = l->v[i];
  }
  if (u->run && u->has_icon && u->style->text_optional) add_icons(l);
  // Names of the document's own lines are not lost; those of the base map come and go with space.
  bool own = s->in->layers[u->layer].mode != CT_LABELS_NEAR;
  if (l->run && own && !u->repeat && !u->has_icon) ct_aside_make(s, u);
  if (!u->ncand && !u->reason) u->reason = "no free place: its line is too short or too crooked for it";
}

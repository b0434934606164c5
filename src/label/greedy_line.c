// SPDX-License-Identifier: MIT
// Places along lines as the reference finds them (maplibre-gl-js, symbol/get_anchors.ts, check_max_angle.ts).
#include <math.h>

#include "label/greedy.h"

struct walker {
  struct ct_arena *a;
  const struct ct_track *t;
  const struct ct_symbol_style *style;
  double length;  // of the label
  double window;  // within which angles add up; 0: they don't matter
  struct ct_track_places *out;
};

// More would be a line of noise.
enum { MOST_PLACES = 2000 };

static double x_of(const struct ct_track *t, uint32_t i) {
  return t->xy[2 * (size_t)i];
}

static double y_of(const struct ct_track *t, uint32_t i) {
  return t->xy[2 * (size_t)i + 1];
}

static double step(const struct ct_track *t, uint32_t i) {
  return hypot(x_of(t, i + 1) - x_of(t, i), y_of(t, i + 1) - y_of(t, i));
}

static double total(const struct ct_track *t) {
  double sum = 0;
  for (uint32_t i = 0; i + 1 < t->n; i++) sum += step(t, i);
  return sum;
}

static double direction(const struct ct_track *t, uint32_t i) {
  return atan2(y_of(t, i + 1) - y_of(t, i), x_of(t, i + 1) - x_of(t, i));
}

// How much the track turns at vertex i, 0..pi.
static double bend(const struct ct_track *t, uint32_t i) {
  double d = fmod(direction(t, i - 1) - direction(t, i) + 3 * M_PI, 2 * M_PI) - M_PI;
  return fabs(d);
}

// Does a label centred at the place have room, and no more turns within any window than allowed?
static bool passes(const struct walker *w, const struct ct_track_place *p) {
  if (w->length == 0) return true;
  const struct ct_track *t = w->t;
  double half = w->length / 2, at = 0, px = p->x, py = p->y;
  uint32_t i = p->segment + 1;
  while (at > -half) {
    if (i == 0) return false;
    i--;
    at -= hypot(x_of(t, i) - px, y_of(t, i) - py);
    px = x_of(t, i), py = y_of(t, i);
  }
  at += step(t, i);
  i++;
  double most = w->style->max_angle_deg * (M_PI / 180), sum = 0, from_at = at;
  for (uint32_t from = i; at < half; i++) {
    if (i + 1 >= t->n) return false;
    sum += bend(t, i);
    // Corners that are far enough behind no longer count.
    while (at - from_at > w->window) {
      sum -= bend(t, from);
      from_at += step(t, from);
      from++;
    }
    if (sum > most) return false;
    at += step(t, i);
  }
  return true;
}

static void try_place(const struct walker *w, uint32_t i, double t) {
  const struct ct_track *k = w->t;
  if (w->out->v.n >= MOST_PLACES) return;
  struct ct_track_place p = {(float)(x_of(k, i) + t * (x_of(k, i + 1) - x_of(k, i))),
                             (float)(y_of(k, i) + t * (y_of(k, i + 1) - y_of(k, i))),
                             (float)(direction(k, i) * (180 / M_PI)), i};
  if (w->window == 0 || passes(w, &p)) ct_vec_push(w->a, &w->out->v, p);
}

static void resample(const struct walker *w, double offset, double spacing, double all) {
  double at = 0, marked = offset - spacing, half = w->length / 2;
  if (!(spacing > 0) || all / spacing > 1e6) return;
  for (uint32_t i = 0; i + 1 < w->t->n; i++) {
    double d = step(w->t, i);
    while (marked + spacing < at + d) {
      marked += spacing;
      if (marked - half >= 0 && marked + half <= all) try_place(w, i, (marked - at) / d);
    }
    at += d;
  }
}

static void place_middle(const struct walker *w, double all) {
  double at = 0;
  for (uint32_t i = 0; i + 1 < w->t->n; i++) {
    double d = step(w->t, i);
    // Half of a ring with equal sides ends at a corner, whatever the last digits say.
    if (at + d > all / 2 + 1e-5 * all) {
      try_place(w, i, (all / 2 - at) / d);
      return;
    }
    at += d;
  }
}

float ct_greedy_em(const struct ct_symbol_style *st) {
  return st->text_close_up > 0 ? st->text_close_up : st->text.size;
}

void ct_greedy_along(struct ct_arena *a, const struct ct_track_ask *ask, struct ct_track_places *out) {
  const struct ct_track *t = ask->track;
  const struct ct_symbol_style *st = ask->style;
  double em = ct_greedy_em(st) * ask->grow, length = ask->length * ask->grow;
  struct walker w = {a, t, st, length, ask->has_text ? 0.6 * em : 0, out};
  out->v.n = 0;
  double all = t->n > 1 ? total(t) : 0;
  if (!(all > 0) || !(all < 1e7)) return;
  if (st->placement == CT_PLACE_LINE_CENTER) {
    place_middle(&w, all);
    return;
  }
  double spacing = fmax(st->spacing, 1) * ask->grow;
  if (spacing - length < spacing / 4) spacing = length + spacing / 4;
  // Two ems more, so that names keep off where lines meet.
  double offset = ask->continued ? spacing / 2 : fmod(length / 2 + 2 * em, spacing);
  resample(&w, offset, spacing, all);
  if (!out->v.n && !ask->continued) resample(&w, all / 2, spacing, all);
}

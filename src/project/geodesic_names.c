// SPDX-License-Identifier: MIT
// Geodesic names: the arcs of rings along which their names stand: at the top of what the frame shows of them.
#include <math.h>

#include "base/err.h"
#include "model/derived.h"
#include "project/curve.h"
#include "project/making.h"
#include "project/project.h"
#include "project/projection.h"

// So far to both sides a name may move.
#define ARC_DEG 70.0
#define INSET_PT 6.0
// A name does not begin at the frame's edge, if it need not.
#define FROM_EDGE_PT 45.0

enum { STEPS = 120 };

// A ring as the frame shows it, at STEPS bearings.
struct look {
  double x[STEPS], y[STEPS];
  bool seen[STEPS];
};

static bool look_at(const struct ct_view *view, const struct ct_circle *c, struct look *l) {
  const struct ct_rect *f = &view->frame;
  bool any = false;
  for (int i = 0; i < STEPS; i++) {
    double p[2];
    ct_circle_at(c, 360.0 * i / STEPS, p);
    l->seen[i] = ct_project_point(view, p[0], p[1], &l->x[i], &l->y[i]) && l->x[i] > f->x + INSET_PT &&
                 l->y[i] > f->y + INSET_PT && l->x[i] < f->x + f->w - INSET_PT &&
                 l->y[i] < f->y + f->h - INSET_PT;
    any = any || l->seen[i];
  }
  return any;
}

// Steps i and i + 1 are one line on the page: both seen, and no seam of the map between them.
static bool goes_on(const struct ct_view *view, const struct look *l, int i) {
  int a = i % STEPS, b = (i + 1) % STEPS;
  double most = fmax(view->frame.w, view->frame.h) / 4;
  return l->seen[a] && l->seen[b] && hypot(l->x[b] - l->x[a], l->y[b] - l->y[a]) < most;
}

// Bearings first..first + n that are seen in one piece.
struct piece {
  int first, n;
  double length_pt;
};

static double step_pt(const struct look *l, int i) {
  int a = i % STEPS, b = (i + 1) % STEPS;
  return hypot(l->x[b] - l->x[a], l->y[b] - l->y[a]);
}

static struct piece longest(const struct ct_view *view, const struct look *l) {
  int gap = 0;
  while (gap < STEPS && goes_on(view, l, gap)) gap++;
  struct piece best = {0, STEPS, INFINITY};
  if (gap == STEPS) return best;  // all round
  best = (struct piece){0, 0, -1};
  for (int i = gap + 1; i <= gap + STEPS; i++) {
    struct piece p = {i % STEPS, 0, 0};
    while (goes_on(view, l, i)) {
      p.length_pt += step_pt(l, i++);
      p.n++;
    }
    if (l->seen[p.first] && p.length_pt > best.length_pt) best = p;
  }
  return best;
}

// The step of the piece that is highest on the page, away from its ends.
static int top_of(const struct look *l, const struct piece *p) {
  bool round = p->n == STEPS;
  double keep = round ? 0 : fmin(FROM_EDGE_PT, p->length_pt / 2), along = 0;
  int best = p->first + p->n / 2;
  bool found = false;
  for (int i = p->first; i <= p->first + p->n; i++) {
    bool inside = round || (along >= keep - 1e-9 && p->length_pt - along >= keep - 1e-9);
    if (inside && (!found || l->y[i % STEPS] < l->y[best % STEPS])) {
      best = i;
      found = true;
    }
    if (i < p->first + p->n) along += step_pt(l, i);
  }
  return best;
}

static bool arc_of(const struct ct_view *view, const struct ct_circle *c, double t[2]) {
  struct look l;
  if (!look_at(view, c, &l)) return false;
  struct piece p = longest(view, &l);
  if (p.length_pt <= 0) return false;
  int top = top_of(&l, &p), reach = (int)(ARC_DEG * STEPS / 360), before = reach, after = reach;
  if (p.n < STEPS) {
    before = top - p.first < before ? top - p.first : before;
    after = p.first + p.n - top < after ? p.first + p.n - top : after;
  }
  t[0] = 360.0 * (top - before) / STEPS;
  t[1] = 360.0 * (top + after) / STEPS;
  return t[1] > t[0];
}

bool ct_geodesic_ring_names(const struct ct_table *table, const char *radius_m_column,
                            const struct ct_view *view, struct ct_arena *a, struct ct_table *out,
                            struct ct_err *err) {
  int column = ct_table_column_like(table, radius_m_column);
  if (column < 0) return ct_fail(err, "%s: has no column '%.100s'", table->name, radius_m_column);
  struct ct_making m = {.arena = a};
  struct ct_curve v;
  ct_curve_open(&v, view, a);
  for (size_t i = 0; i < table->n; i++) {
    double t[2];
    struct ct_circle c = {.radius_m = ct_table_number(table, column, i)};
    bool ok = ct_row_point(table, i, &c.lon, &c.lat) && c.radius_m > 0 &&
              c.radius_m < 1000 * CT_RADIUS_MAX_KM && arc_of(view, &c, t);
    ct_making_row(&m, ok ? CT_GEOM_LINE : CT_GEOM_NONE);
    if (!ok) continue;
    ct_curve_start(&v, ct_circle_at, &c, t[0]);
    ct_curve_on(&v, ct_circle_at, &c, t, 6);
    ct_making_part(&m, false);
    for (size_t k = 0; k < v.n; k += 2) ct_making_vertex(&m, v.v[k], v.v[k + 1]);
  }
  ct_curve_close(&v);
  return ct_making_finish(&m, table, out, err);
}

// SPDX-License-Identifier: MIT
// Callout, free space: a place anywhere on the map for a text that found none near its mark.
#include <math.h>
#include <stdlib.h>

#include "label/callout.h"
#include "label/solver.h"
#include "text/text.h"

// Ports are looked for on a lattice as wide as that, points.
#define STEP_X 12
#define STEP_Y 6
// Longest leader, as a part of the frame's smaller side, and in points.
#define LONGEST 0.34
#define LONGEST_PT 260

struct port {
  float at[2], cost;
  int dir;
};

struct ports {
  ct_vec(struct port) v;
};

static int by_cost(const void *x, const void *y) {
  const struct port *a = x, *b = y;
  if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
  if (a->at[1] != b->at[1]) return a->at[1] < b->at[1] ? -1 : 1;
  return a->at[0] < b->at[0] ? -1 : a->at[0] > b->at[0];
}

// Is the body's place on the page taken by what stays?
static bool is_open(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body,
                    const struct ct_cover *cover) {
  const char *reason;
  float padding = u->style->text_padding;
  struct ct_box wide = ct_box_grown(body, padding + 1);
  if (ct_cover_taken(cover, &wide)) return false;
  // A little more room than by a mark: a name in free space belongs to nothing near it.
  if (!ct_cost_clear(s, u, body, padding + 2, &reason)) return false;
  ct_grid_find(&s->live, &wide, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++)
    if (!ct_callout_yields(s, s->live.entries.v[s->hits.v.v[i]].owner)) return false;
  return true;
}

static void list_ports(struct ct_solver *s, const struct ct_unit *u, const struct ct_cover *cover,
                       struct ports *out) {
  const struct ct_rect *f = &s->in->view->frame;
  struct ct_box at0 = ct_candidate_body(u, u->run, 0, -ct_candidate_middle(u->run));
  float reach = (float)fmin(LONGEST * fmin(f->w, f->h), LONGEST_PT);
  int nx = (int)(reach / STEP_X), ny = (int)(reach / STEP_Y);
  for (int j = -ny; j <= ny; j++)
    for (int i = -nx; i <= nx; i++) {
      struct port p = {{u->x + (float)i * STEP_X, u->y + (float)j * STEP_Y}, 0, i < 0 ? -1 : 1};
      float dx = (float)i * STEP_X, dy = (float)j * STEP_Y, length = hypotf(dx, dy);
      if (length > reach || i == 0) continue;
      float left = p.dir > 0 ? p.at[0] : p.at[0] - (at0.x1 - at0.x0);
      struct ct_box body = {left, p.at[1] + at0.y0, left + at0.x1 - at0.x0, p.at[1] + at0.y1};
      if (!is_open(s, u, &body, cover)) continue;
      float crossed = (float)ct_lines_inside(&s->lines, &body) / ct_unit_em(u);
      p.cost = length + 0.2F * fabsf(dy) + 3 * fminf(crossed, 6);
      ct_vec_push(s->arena, &out->v, p);
    }
}

bool ct_callout_free(struct ct_solver *s, uint32_t unit, const struct ct_cover *cover) {
  enum { TRIES = 600 };
  const struct ct_unit *u = &s->units.v[unit];
  struct ports ports = {0};
  list_ports(s, u, cover, &ports);
  if (ports.v.n) qsort(ports.v.v, ports.v.n, sizeof *ports.v.v, by_cost);
  for (size_t k = 0; k < ports.v.n && k < TRIES; k++) {
    const struct port *p = &ports.v.v[k];
    struct ct_candidate c;
    int marks;
    size_t parts = s->parts.n;
    // Straight to the text: a bend so near the mark would only unsettle.
    if (!ct_callout_draw(s, unit, p->at, p->dir, 0, &c)) continue;
    c.callout = CT_CALLOUT_FREE;
    ct_polyline_cover(s, &c);
    if (ct_callout_clear(s, unit, &c, &marks) && !marks && ct_callout_take(s, unit, &c)) return true;
    s->parts.n = parts;
  }
  return false;
}

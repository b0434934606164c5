// SPDX-License-Identifier: MIT
// Slide: places between and beyond the eight round a mark, for texts that may stand on all its sides.
#include <math.h>

#include "label/solver.h"
#include "text/text.h"

// A ring of places: how far from the mark, and what that costs.
struct ring {
  float off_em, cost;
  bool moved;
};

// A text slid by `t` ems along each of the mark's four sides.
static void four_sides(const struct ct_unit *u, const struct ring *ring, float t, struct ct_place sides[4]) {
  float em = ct_unit_em(u), off = CT_MARK_GAP + ring->off_em * em;
  float rx = (u->mark.x1 - u->mark.x0) / 2 + off, ry = (u->mark.y1 - u->mark.y0) / 2 + off;
  float slide = t * 0.42F * ct_run_box(u->run)->w, low = t > 0 ? 0.2F : 0;
  sides[0] = (struct ct_place){.sx = 1, .dx = rx, .dy = t * em, .cost = 1.3F + 0.8F * fabsf(t) + low};
  sides[1] = (struct ct_place){.sx = -1, .dx = -rx, .dy = t * em, .cost = 2.2F + 0.8F * fabsf(t) + low};
  sides[2] = (struct ct_place){.sy = -1, .dx = slide, .dy = -ry, .cost = 2.9F + 0.5F * fabsf(t - 0.5F)};
  sides[3] = (struct ct_place){.sy = 1, .dx = slide, .dy = ry, .cost = 3.3F + 0.5F * fabsf(t - 0.5F)};
  for (int k = 0; k < 4; k++) {
    sides[k].push = true;
    sides[k].moved = ring->moved;
    sides[k].cost += ring->cost;
  }
}

void ct_slide_around(struct ct_solver *s, struct ct_unit *u) {
  static const float steps[] = {0, -0.35F, 0.35F, -0.7F, 0.7F, -1.1F, 1.1F};
  static const struct ring rings[] = {{0, 0, false}, {0.7F, 2.6F, true}};
  enum { STEPS = sizeof steps / sizeof *steps, RINGS = sizeof rings / sizeof *rings };
  for (int ring = 0; ring < RINGS; ring++)
    for (int i = ring ? 0 : 1; i < STEPS; i++) {
      struct ct_place sides[4];
      four_sides(u, &rings[ring], steps[i], sides);
      for (int k = 0; k < 4; k++) ct_candidate_try(s, u, &sides[k]);
    }
}

bool ct_slide_may(const struct ct_solver *s, const struct ct_unit *u) {
  return u->run && !u->slid && !u->along && u->has_mark && u->style->nvariable >= 8 && !s->crowded;
}

void ct_slide_finely(struct ct_solver *s, struct ct_unit *u, float step) {
  // Farther off only those go that nobody takes for another mark's; where there are leaders, few do.
  enum { RINGS = 6, CLOSE = 2, PLAIN = 3 };
  const float farthest = 1.25F;
  u->slid = true;
  for (int r = 0; r < RINGS; r++) {
    struct ring ring = {0.33F * (float)r, 1.3F * (float)r, r > 0};
    if (u->leaders && r > CLOSE) return;
    for (float t = -farthest; t <= farthest + step / 2; t += step) {
      struct ct_place sides[4];
      four_sides(u, &ring, t, sides);
      for (int k = 0; k < 4; k++) {
        if (!ct_candidate_try(s, u, &sides[k]) || r < (u->leaders ? 1 : PLAIN)) continue;
        if (ct_cost_doubtful(s, u, &s->cands.v[s->cands.n - 1].ink)) {
          s->cands.n--;
          u->ncand--;
        }
      }
    }
  }
}

// SPDX-License-Identifier: MIT
// Page map: projected units to page points and back, for one view.
#ifndef CT_PROJECT_PAGEMAP_H
#define CT_PROJECT_PAGEMAP_H

#include <math.h>
#include <stddef.h>

#include "model/view.h"
#include "project/chain.h"
#include "project/projection.h"

// x = a X + b Y + c, y = b X - a Y + d: a turn, a scaling and a flip.
struct ct_pagemap {
  double a, b, c, d;
};

static inline struct ct_pagemap ct_pagemap_of(const struct ct_view *v) {
  double turn = v->rotation_deg * CT_RAD, cos_t = v->rotation_deg == 0 ? 1 : cos(turn);
  double sin_t = v->rotation_deg == 0 ? 0 : sin(turn);
  struct ct_pagemap m = {cos_t / v->units_per_pt, sin_t / v->units_per_pt, 0, 0};
  m.c = v->frame.x + v->frame.w / 2 - m.a * v->center_x - m.b * v->center_y;
  m.d = v->frame.y + v->frame.h / 2 - m.b * v->center_x + m.a * v->center_y;
  return m;
}

static inline void ct_pagemap_forward(const struct ct_pagemap *m, struct ct_vertex *v, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double x = v[i].x, y = v[i].y;
    v[i].x = m->a * x + m->b * y + m->c;
    v[i].y = m->b * x - m->a * y + m->d;
  }
}

static inline void ct_pagemap_back(const struct ct_pagemap *m, double x, double y, double *px, double *py) {
  double s = 1 / (m->a * m->a + m->b * m->b);
  x -= m->c, y -= m->d;
  *px = (m->a * x + m->b * y) * s;
  *py = (m->b * x - m->a * y) * s;
}

#endif

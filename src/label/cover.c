// SPDX-License-Identifier: MIT
// Cover: what of the page is taken for certain, so that most places that are not free are soon told.
#include "label/cover.h"

#include <math.h>

#include "base/arena.h"
#include "label/callout.h"
#include "label/solver.h"

#define LEAST_CELL_PT 2.0
#define MOST_CELLS 300000.0

static int clamp_cell(double at, int n) {
  if (!(at > 0)) return 0;
  return at >= n ? n : (int)at;
}

// The cells that lie in the box as a whole, as changes at their corners.
static void add(struct ct_cover *c, int32_t *change, const struct ct_box *b) {
  int i0 = clamp_cell(ceil((b->x0 - c->x0) / c->cell), c->nx);
  int j0 = clamp_cell(ceil((b->y0 - c->y0) / c->cell), c->ny);
  int i1 = clamp_cell(floor((b->x1 - c->x0) / c->cell), c->nx);
  int j1 = clamp_cell(floor((b->y1 - c->y0) / c->cell), c->ny);
  size_t width = (size_t)c->nx + 1;
  if (i0 >= i1 || j0 >= j1) return;
  change[(size_t)j0 * width + (size_t)i0]++;
  change[(size_t)j0 * width + (size_t)i1]--;
  change[(size_t)j1 * width + (size_t)i0]--;
  change[(size_t)j1 * width + (size_t)i1]++;
}

static void add_grid(struct ct_cover *c, int32_t *change, const struct ct_solver *s,
                     const struct ct_grid *g) {
  for (int cell = 0; cell < g->nx * g->ny; cell++)
    for (uint32_t k = 0; k < g->cells[cell].n; k++) {
      const struct ct_grid_ref *r = &g->cells[cell].v[k];
      const struct ct_grid_entry *e = &g->entries.v[r->entry];
      if (cell != r->j0 * g->nx + r->i0) continue;
      bool text = e->kind == CT_BOX_TEXT || e->kind == CT_BOX_LEADER;
      if (!text || !ct_callout_yields(s, e->owner)) add(c, change, &e->box);
    }
}

void ct_cover_make(struct ct_cover *c, struct ct_solver *s, bool live) {
  const struct ct_rect *f = &s->in->view->frame;
  *c = (struct ct_cover){.x0 = f->x, .y0 = f->y};
  c->cell = fmax(LEAST_CELL_PT, sqrt(fmax(f->w * f->h, 1) / MOST_CELLS));
  c->nx = (int)ceil(fmax(f->w, 1) / c->cell);
  c->ny = (int)ceil(fmax(f->h, 1) / c->cell);
  size_t width = (size_t)c->nx + 1, n = width * ((size_t)c->ny + 1);
  int32_t *depth = CT_NEW_N(s->arena, int32_t, n);
  c->sum = CT_NEW_N(s->arena, uint32_t, n);
  add_grid(c, depth, s, &s->still);
  if (live) add_grid(c, depth, s, &s->live);
  for (int j = 0; j < c->ny; j++)
    for (int i = 0; i < c->nx; i++) {
      size_t at = (size_t)j * width + (size_t)i;
      depth[at] +=
          (i ? depth[at - 1] : 0) + (j ? depth[at - width] : 0) - (i && j ? depth[at - width - 1] : 0);
      c->sum[at + width + 1] = (depth[at] > 0) + c->sum[at + width] + c->sum[at + 1] - c->sum[at];
    }
}

bool ct_cover_taken(const struct ct_cover *c, const struct ct_box *b) {
  int i0 = clamp_cell((b->x0 - c->x0) / c->cell, c->nx), j0 = clamp_cell((b->y0 - c->y0) / c->cell, c->ny);
  int i1 = clamp_cell(ceil((b->x1 - c->x0) / c->cell), c->nx);
  int j1 = clamp_cell(ceil((b->y1 - c->y0) / c->cell), c->ny);
  size_t width = (size_t)c->nx + 1, top = (size_t)j0 * width, low = (size_t)j1 * width;
  if (i0 >= i1 || j0 >= j1) return false;
  return c->sum[low + (size_t)i1] - c->sum[low + (size_t)i0] - c->sum[top + (size_t)i1] +
             c->sum[top + (size_t)i0] >
         0;
}

// SPDX-License-Identifier: MIT
// Grid: boxes on the page that come and go, found by what they overlap.
#include "label/grid.h"

#include <math.h>

// Cells a box lies in.
struct span {
  int i0, j0, i1, j1;
};

static int clamp_cell(double at, int n) {
  if (!(at > 0)) return 0;
  return at >= n ? n - 1 : (int)at;
}

static struct span span_of(const struct ct_grid *g, const struct ct_box *b) {
  return (struct span){
      clamp_cell((b->x0 - g->x0) * g->per_pt, g->nx), clamp_cell((b->y0 - g->y0) * g->per_pt, g->ny),
      clamp_cell((b->x1 - g->x0) * g->per_pt, g->nx), clamp_cell((b->y1 - g->y0) * g->per_pt, g->ny)};
}

void ct_grid_init(struct ct_grid *g, struct ct_arena *a, const struct ct_rect *area, double cell) {
  enum { MAX_CELLS_A_SIDE = 1000 };
  double side = fmax(fmax(area->w, area->h), 1);
  *g = (struct ct_grid){.arena = a, .x0 = area->x, .y0 = area->y};
  g->cell = fmax(cell, side / MAX_CELLS_A_SIDE);
  g->per_pt = 1 / g->cell;
  g->nx = (int)ceil(fmax(area->w, 1) / g->cell);
  g->ny = (int)ceil(fmax(area->h, 1) / g->cell);
  g->cells = CT_NEW_N(a, struct ct_grid_cell, (size_t)g->nx * (size_t)g->ny);
}

static void cell_add(struct ct_grid *g, struct ct_grid_cell *c, const struct ct_grid_ref *ref) {
  if (c->n == c->cap) {
    uint32_t cap = c->cap ? c->cap * 2 : 4;
    c->v = ct_arena_grow(g->arena, c->v, c->cap, cap, sizeof *c->v);
    c->cap = cap;
  }
  c->v[c->n++] = *ref;
}

static void cell_remove(struct ct_grid_cell *c, uint32_t entry) {
  for (uint32_t k = 0; k < c->n; k++) {
    if (c->v[k].entry != entry) continue;
    c->v[k] = c->v[--c->n];
    return;
  }
}

uint32_t ct_grid_add(struct ct_grid *g, const struct ct_box *box, uint32_t owner, enum ct_box_kind kind) {
  struct ct_grid_entry e = {
      .box = *box, .owner = owner, .next = CT_NOBODY, .stamp = ++g->added, .kind = kind};
  uint32_t id;
  if (g->unused.n) {
    id = g->unused.v[--g->unused.n];
    g->entries.v[id] = e;
  } else {
    id = (uint32_t)g->entries.n;
    ct_vec_push(g->arena, &g->entries, e);
  }
  struct span s = span_of(g, box);
  struct ct_grid_ref ref = {*box, id, (uint16_t)s.i0, (uint16_t)s.j0};
  for (int j = s.j0; j <= s.j1; j++)
    for (int i = s.i0; i <= s.i1; i++) cell_add(g, &g->cells[j * g->nx + i], &ref);
  return id;
}

void ct_grid_remove(struct ct_grid *g, uint32_t entry) {
  struct span s = span_of(g, &g->entries.v[entry].box);
  for (int j = s.j0; j <= s.j1; j++)
    for (int i = s.i0; i <= s.i1; i++) cell_remove(&g->cells[j * g->nx + i], entry);
  g->entries.v[entry].stamp = 0;
  ct_vec_push(g->arena, &g->unused, entry);
}

// Each is found once: in the first cell that it shares with the box.
void ct_grid_find(struct ct_grid *g, const struct ct_box *box, struct ct_grid_hits *hits) {
  hits->v.n = 0;
  g->search++;
  struct span s = span_of(g, box);
  for (int j = s.j0; j <= s.j1; j++)
    for (int i = s.i0; i <= s.i1; i++) {
      const struct ct_grid_cell *c = &g->cells[j * g->nx + i];
      for (uint32_t k = 0; k < c->n; k++) {
        const struct ct_grid_ref *r = &c->v[k];
        if (!ct_box_overlap(&r->box, box) || (i != r->i0 && i != s.i0) || (j != r->j0 && j != s.j0)) continue;
        ct_vec_push(g->arena, &hits->v, r->entry);
      }
    }
}

// SPDX-License-Identifier: MIT
// Areas: point in polygon by a grid whose cells know the windings around one of their points.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "doctor/areas_part.h"

// A cell's reference point lies at an odd place of it, so that no edge of a base layer, whose vertices are on
// a grid of 2^-20 degree, goes through it or through the way from it to a point.
static const double ref_x = 0.38196601125, ref_y = 0.61803398875;

static int column_of(double lon) {
  int c = (int)floor((lon + 180) * CT_AREAS_PER_DEG);
  return c < 0 ? 0 : c >= CT_AREAS_W ? CT_AREAS_W - 1 : c;
}

static int row_of(double lat) {
  int r = (int)floor((lat + 90) * CT_AREAS_PER_DEG);
  return r < 0 ? 0 : r >= CT_AREAS_H ? CT_AREAS_H - 1 : r;
}

static double ref_lon(int c) {
  return (c + ref_x) / CT_AREAS_PER_DEG - 180;
}

static double ref_lat(int r) {
  return (r + ref_y) / CT_AREAS_PER_DEG - 90;
}

static double x_at(const struct ct_areas_edge *e, double y) {
  return e->x1 + (y - e->y1) / (e->y2 - e->y1) * (e->x2 - e->x1);
}

static double y_at(const struct ct_areas_edge *e, double x) {
  return e->y1 + (x - e->x1) / (e->x2 - e->x1) * (e->y2 - e->y1);
}

// Puts edge e into every cell it may touch, or (at NULL) counts them.
static void lay_edge(struct ct_areas *s, uint32_t e, uint32_t *at) {
  const struct ct_areas_edge *v = &s->edges[e];
  int r0 = row_of(fmin(v->y1, v->y2)), r1 = row_of(fmax(v->y1, v->y2));
  for (int r = r0; r <= r1; r++) {
    double x0 = fmin(v->x1, v->x2), x1 = fmax(v->x1, v->x2);
    if (r1 > r0) {  // the part of the edge within the row
      double ya = fmax((double)r / CT_AREAS_PER_DEG - 90, fmin(v->y1, v->y2));
      double yb = fmin((double)(r + 1) / CT_AREAS_PER_DEG - 90, fmax(v->y1, v->y2));
      double xa = x_at(v, ya), xb = x_at(v, yb);
      x0 = fmax(x0, fmin(xa, xb) - 1e-9);
      x1 = fmin(x1, fmax(xa, xb) + 1e-9);
    }
    for (int c = column_of(x0); c <= column_of(x1); c++) {
      size_t cell = (size_t)r * CT_AREAS_W + (size_t)c;
      if (at)
        s->cell_edge[at[cell]++] = e;
      else
        s->cell0[cell + 1]++;
    }
  }
}

void ct_areas_grid(struct ct_areas *s) {
  const size_t cells = (size_t)CT_AREAS_W * CT_AREAS_H;
  s->cell0 = CT_NEW_N(s->arena, uint32_t, cells + 1);
  for (uint32_t e = 0; e < s->nedges; e++) lay_edge(s, e, NULL);
  for (size_t i = 0; i < cells; i++) s->cell0[i + 1] += s->cell0[i];
  s->cell_edge = CT_NEW_N(s->arena, uint32_t, s->cell0[cells]);
  // cell0 moves on while its cells are filled, and is put back after.
  for (uint32_t e = 0; e < s->nedges; e++) lay_edge(s, e, s->cell0);
  memmove(s->cell0 + 1, s->cell0, cells * sizeof *s->cell0);
  s->cell0[0] = 0;
  s->row_ref = CT_NEW_N(s->arena, uint32_t *, CT_AREAS_H);
}

struct crossing {
  double x;
  uint16_t group;
  int8_t turn;  // change of the winding when one goes east
};

static int by_x(const void *a, const void *b) {
  double x = ((const struct crossing *)a)->x, y = ((const struct crossing *)b)->x;
  return (x > y) - (x < y);
}

struct sweep {
  struct ct_areas *s;
  ct_vec(struct crossing) cross;  // of the cell at hand
  ct_vec(struct ct_areas_winding) now;
  bool changed;
};

static void gather(struct sweep *w, int r, int c) {
  struct ct_areas *s = w->s;
  size_t cell = (size_t)r * CT_AREAS_W + (size_t)c;
  double y = ref_lat(r);
  w->cross.n = 0;
  for (uint32_t k = s->cell0[cell]; k < s->cell0[cell + 1]; k++) {
    const struct ct_areas_edge *e = &s->edges[s->cell_edge[k]];
    if ((e->y1 <= y) == (e->y2 <= y)) continue;
    double x = x_at(e, y);
    if (column_of(x) != c) continue;  // it is another cell's
    struct crossing cross = {x, s->edge_group[s->cell_edge[k]], e->y2 > e->y1 ? -1 : 1};
    ct_vec_push(s->arena, &w->cross, cross);
  }
  if (w->cross.n > 1) qsort(w->cross.v, w->cross.n, sizeof *w->cross.v, by_x);
}

static void turn(struct sweep *w, const struct crossing *c) {
  size_t i = 0;
  while (i < w->now.n && w->now.v[i].group != c->group) i++;
  if (i == w->now.n) ct_vec_push(w->s->arena, &w->now, (struct ct_areas_winding){c->group, 0});
  w->now.v[i].n = (int16_t)(w->now.v[i].n + c->turn);
  if (!w->now.v[i].n) w->now.v[i] = w->now.v[--w->now.n];
  w->changed = true;
}

static uint32_t keep_windings(struct sweep *w) {
  struct ct_areas *s = w->s;
  uint32_t at = (uint32_t)s->windings.n;
  for (size_t i = 0; i < w->now.n; i++) ct_vec_push(s->arena, &s->windings, w->now.v[i]);
  ct_vec_push(s->arena, &s->windings, (struct ct_areas_winding){CT_AREAS_NONE, 0});
  w->changed = false;
  return at;
}

// Goes along the row's reference latitude from -180 and notes what is around each reference point.
static void sweep_row(struct ct_areas *s, int r) {
  struct sweep w = {.s = s, .changed = true};
  uint32_t *ref = CT_NEW_N(s->arena, uint32_t, CT_AREAS_W), at = 0;
  for (int c = 0; c < CT_AREAS_W; c++) {
    size_t k = 0;
    gather(&w, r, c);
    while (k < w.cross.n && w.cross.v[k].x <= ref_lon(c)) turn(&w, &w.cross.v[k++]);
    if (w.changed) at = keep_windings(&w);
    ref[c] = at;
    while (k < w.cross.n) turn(&w, &w.cross.v[k++]);
  }
  s->row_ref[r] = ref;
}

enum { MAX_AROUND = 48 };

struct around {
  struct ct_areas_winding v[MAX_AROUND];
  size_t n;
};

static void add_turn(struct around *w, uint16_t group, int by) {
  size_t i = 0;
  while (i < w->n && w->v[i].group != group) i++;
  if (i == MAX_AROUND) return;
  if (i == w->n) w->v[w->n++] = (struct ct_areas_winding){group, 0};
  w->v[i].n = (int16_t)(w->v[i].n + by);
}

// From the reference point along its latitude, then along the point's longitude.
static void walk(const struct ct_areas *s, size_t cell, const double ref[2], const double to[2],
                 struct around *w) {
  double x0 = fmin(ref[0], to[0]), x1 = fmax(ref[0], to[0]);
  double y0 = fmin(ref[1], to[1]), y1 = fmax(ref[1], to[1]);
  int east = to[0] > ref[0] ? 1 : -1, north = to[1] > ref[1] ? 1 : -1;
  for (uint32_t k = s->cell0[cell]; k < s->cell0[cell + 1]; k++) {
    uint32_t at = s->cell_edge[k];
    const struct ct_areas_edge *e = &s->edges[at];
    if ((e->y1 <= ref[1]) != (e->y2 <= ref[1])) {
      double x = x_at(e, ref[1]);
      if (x > x0 && x <= x1) add_turn(w, s->edge_group[at], e->y2 > e->y1 ? -east : east);
    }
    if ((e->x1 <= to[0]) != (e->x2 <= to[0])) {
      double y = y_at(e, to[0]);
      if (y > y0 && y <= y1) add_turn(w, s->edge_group[at], e->x2 > e->x1 ? north : -north);
    }
  }
}

static void windings(struct ct_areas *s, double lon, double lat, struct around *w) {
  while (lon < -180) lon += 360;
  while (lon > 180) lon -= 360;
  int c = column_of(lon), r = row_of(lat);
  size_t cell = (size_t)r * CT_AREAS_W + (size_t)c;
  if (!s->row_ref[r]) sweep_row(s, r);
  w->n = 0;
  for (const struct ct_areas_winding *v = &s->windings.v[s->row_ref[r][c]]; v->group != CT_AREAS_NONE; v++)
    if (w->n < MAX_AROUND) w->v[w->n++] = *v;
  if (s->cell0[cell] == s->cell0[cell + 1]) return;
  const double ref[2] = {ref_lon(c), ref_lat(r)}, to[2] = {lon, lat};
  walk(s, cell, ref, to, w);
}

static bool sane(double lon, double lat) {
  return fabs(lon) <= 720 && fabs(lat) <= 90;
}

uint16_t ct_areas_at(struct ct_areas *s, double lon, double lat) {
  struct around w;
  if (!sane(lon, lat)) return CT_AREAS_NONE;
  windings(s, lon, lat, &w);
  for (size_t i = 0; i < w.n; i++)
    if (w.v[i].n) return w.v[i].group;
  return CT_AREAS_NONE;
}

bool ct_areas_inside(struct ct_areas *s, uint16_t group, double lon, double lat) {
  struct around w;
  if (!sane(lon, lat)) return false;
  windings(s, lon, lat, &w);
  for (size_t i = 0; i < w.n; i++)
    if (w.v[i].group == group) return w.v[i].n != 0;
  return false;
}

// SPDX-License-Identifier: MIT
// Helpers of the projection tests: views, tables of a few rings, measures of what was drawn.
#ifndef TEST_PROJECT_HELP_H
#define TEST_PROJECT_HELP_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cartouche.h"
#include "model/shapes.h"
#include "model/table.h"
#include "project/project.h"

static const struct ct_rows all_rows = {true, 0, NULL};

static inline struct ct_view_request request_of(const char *projection, double w, double h) {
  return (struct ct_view_request){
      .page_w_pt = w, .page_h_pt = h, .frame = {0, 0, w, h}, .projection = projection, .zoom = NAN};
}

static inline void settle_or_die(const struct ct_view_request *r, struct ct_arena *a, struct ct_view *view) {
  struct ct_err err = {0};
  if (!ct_view_settle(r, a, view, &err)) fail_msg("%s", err.message);
}

// One row of `type` with one part (a hole for each further part).
static inline struct ct_table table_of(struct ct_arena *a, enum ct_geom_type type, size_t nparts,
                                       const size_t *counts, const double *lonlat) {
  uint8_t *t = CT_NEW(a, uint8_t), *hole = CT_NEW_N(a, uint8_t, nparts);
  uint32_t *part0 = CT_NEW_N(a, uint32_t, 2), *coord0 = CT_NEW_N(a, uint32_t, nparts + 1);
  t[0] = (uint8_t)type;
  part0[1] = (uint32_t)nparts;
  for (size_t i = 0; i < nparts; i++) {
    coord0[i + 1] = coord0[i] + (uint32_t)counts[i];
    hole[i] = i > 0 && type == CT_GEOM_POLYGON;
  }
  return (struct ct_table){.name = "test",
                           .n = 1,
                           .placed = 1,
                           .geoms = {.type = t,
                                     .part0 = part0,
                                     .coord0 = coord0,
                                     .hole = hole,
                                     .nparts = nparts,
                                     .ncoords = coord0[nparts],
                                     .lonlat = lonlat}};
}

static inline struct ct_shapes project_or_die(const struct ct_view *view, const struct ct_table *t,
                                              enum ct_project_mode mode, double margin, struct ct_arena *a) {
  struct ct_shapes s;
  struct ct_err err = {0};
  if (!ct_project(view, t, &all_rows, mode, margin, a, &s, &err)) fail_msg("%s", err.message);
  return s;
}

// Area in square points with the non-zero rule, for shapes whose rings don't overlap but
// as exterior and hole: the sum of signed areas.
static inline double drawn_area(const struct ct_shapes *s) {
  double sum = 0;
  for (size_t p = 0; p < s->nparts; p++) {
    for (uint32_t i = s->coord0[p], j = s->coord0[p + 1] - 1; i < s->coord0[p + 1]; j = i++)
      sum += (double)s->xy[2 * j] * s->xy[2 * i + 1] - (double)s->xy[2 * i] * s->xy[2 * j + 1];
  }
  return fabs(sum) / 2;
}

static inline double drawn_length(const struct ct_shapes *s) {
  double sum = 0;
  for (size_t p = 0; p < s->nparts; p++)
    for (uint32_t i = s->coord0[p] + 1; i < s->coord0[p + 1]; i++)
      sum += hypot(s->xy[2 * i] - s->xy[2 * i - 2], s->xy[2 * i + 1] - s->xy[2 * i - 1]);
  return sum;
}

static inline double longest_edge(const struct ct_shapes *s) {
  double most = 0;
  for (size_t p = 0; p < s->nparts; p++)
    for (uint32_t i = s->coord0[p] + 1; i < s->coord0[p + 1]; i++)
      most = fmax(most, hypot(s->xy[2 * i] - s->xy[2 * i - 2], s->xy[2 * i + 1] - s->xy[2 * i - 1]));
  return most;
}

// Runs a filter of another program; false when it isn't installed.
static inline bool have_tool(const char *name) {
  char command[128];
  snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
  return system(command) == 0;
}

#endif

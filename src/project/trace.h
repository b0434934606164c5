// SPDX-License-Identifier: MIT
// Trace: lon/lat chains to the page, curved where the projection curves them, thinned.
#ifndef CT_PROJECT_TRACE_H
#define CT_PROJECT_TRACE_H

#include <stdbool.h>

#include "project/chain.h"
#include "project/pagemap.h"

struct ct_aspect;
struct ct_proj;
struct ct_proj_handle;

struct ct_tracer {
  const struct ct_proj *proj;
  struct ct_proj_handle *handle;
  struct ct_pagemap map;
  const struct ct_aspect *aspect;  // chains are in its frame; NULL: on the globe
  bool straight;                   // chains hold Mercator's y, in degrees at the equator, not latitudes
  double pre_cell_deg;             // thinning before projecting; 0: none
  double cell_pt;                  // thinning on the page
  double flat_pt;                  // further thinning: the most that it may be off
  bool measured;                   // vertices are marked with the share of their line's length
  double jump_pt;                  // an edge of a short way on the globe and longer than this is a tear
  struct ct_chain flat, spare;
};

// Projects `c` (clipped to the projection's domain) in place.
void ct_trace_ring(struct ct_tracer *t, struct ct_chain *c);
void ct_trace_line(struct ct_tracer *t, struct ct_chain *c);
// Vertices only, of the globe.
void ct_trace_points(struct ct_tracer *t, struct ct_vertex *v, size_t n);

#endif

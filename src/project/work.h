// SPDX-License-Identifier: MIT
// Work: one call's way of rings and lines to the page: cut, projected, clipped, collected.
#ifndef CT_PROJECT_WORK_H
#define CT_PROJECT_WORK_H

#include <stdbool.h>
#include <stddef.h>

#include "project/chain.h"
#include "project/horizon.h"
#include "project/trace.h"

struct ct_arena;
struct ct_builder;
struct ct_err;
struct ct_geoms;
struct ct_proj;
struct ct_view;

// What a call works with; chains are reused from ring to ring.
struct ct_work {
  const struct ct_view *view;
  const struct ct_proj *proj;
  const struct ct_geoms *geoms;
  struct ct_tracer tracer;
  struct ct_box lonlat;   // what the frame shows, unwrapped; y as the tracer has it; of a turned frame all
  struct ct_box page;     // frame plus margin
  bool from_tile;         // measured lines are counted from where they enter their tile
  bool cut_lon;           // the map ends at the box's west and east
  double aspect_tol_deg;  // how far edges may be off in a turned frame
  bool horizon_used;
  struct ct_horizon horizon;
  struct ct_chain ring, work, spare;
  struct ct_builder *out;
};

// Settles what of the globe the frame and margin show. Close gives the handle back.
bool ct_work_open(struct ct_work *w, const struct ct_view *view, double margin_pt, struct ct_arena *a,
                  struct ct_err *err);
void ct_work_close(struct ct_work *w);

// Add the row's polygons as rings, or its lines (or rings as lines), to w->out.
void ct_work_areas(struct ct_work *w, size_t row);
void ct_work_lines(struct ct_work *w, size_t row, bool rings);
// Adds the outline of the projection's domain.
void ct_work_sphere(struct ct_work *w);

struct ct_span {
  size_t from, to;
};
struct ct_span ct_work_parts(const struct ct_geoms *g, size_t row);
struct ct_span ct_work_coords(const struct ct_geoms *g, size_t part);

#endif

// SPDX-License-Identifier: MIT
// Raster: which tiles a view shows, and pixels and heights brought onto the page.
#ifndef CT_PROJECT_RASTER_H
#define CT_PROJECT_RASTER_H

#include <stdbool.h>
#include <stdint.h>

#include "model/raster.h"

struct ct_arena;
struct ct_err;
struct ct_view;

// The zoom that tiles are chosen by: the view's; elsewhere than in Mercator more where most of
// the frame lies nearer to the equator than its middle, as around a pole.
double ct_project_tile_zoom(const struct ct_view *view);

// The tiles of zoom z that the grain shows, at most `most` of them: else of the next lower
// zoom with so few.
bool ct_project_cover(const struct ct_view *view, const struct ct_grain *grain, int z, int most,
                      struct ct_arena *a, struct ct_tile_cover *out, struct ct_err *err);

// The colours of the grain's pixels as bytes r, g, b, a in memory, not multiplied by alpha.
bool ct_project_raster(const struct ct_view *view, const struct ct_raster *raster,
                       const struct ct_grain *grain, bool nearest, struct ct_arena *a, uint8_t **rgba,
                       struct ct_err *err);

enum ct_relief_mode {
  CT_RELIEF_BLENDED,
  CT_RELIEF_SQUARES,  // each pixel of the source has one height
  CT_RELIEF_FACETS    // each has one slope: heights are blended, `snap` is set
};

// Heights under the grain's pixels (and a margin around it), with the ground below them.
bool ct_project_relief(const struct ct_view *view, const struct ct_raster *raster,
                       const struct ct_grain *grain, enum ct_relief_mode mode, struct ct_arena *a,
                       struct ct_relief *out, struct ct_err *err);

#endif

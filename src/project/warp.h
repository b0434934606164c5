// SPDX-License-Identifier: MIT
// Warp: device pixels to the plane that a raster lies in, cell by cell.
#ifndef CT_PROJECT_WARP_H
#define CT_PROJECT_WARP_H

#include <stdbool.h>

#include "model/raster.h"
#include "model/view.h"

struct ct_arena;
struct ct_err;
struct ct_proj;
struct ct_proj_handle;

// Cells are squares of this many pixels; those at the right and bottom may be cut.
enum { CT_WARP_CELL = 16 };

struct ct_warp_node {
  double lon, lat;
  double x, y;  // in the plane; NaN: no place of the globe, or none in the plane
};

struct ct_warp {
  const struct ct_view *view;
  struct ct_grain grain;
  struct ct_proj *plane;  // NULL: Web Mercator's unit square
  struct ct_proj_handle *page_handle, *plane_handle;
  double lon_mid;
  bool turns;                  // the plane goes on over further turns of the globe, as tiles do
  double shift[2];             // of a raster in Mercator, in that plane
  int cols, rows;              // cells
  struct ct_warp_node *nodes;  // corners of cells: (cols + 1) * (rows + 1)
};

bool ct_warp_open(struct ct_warp *w, const struct ct_view *view, const struct ct_grain *grain,
                  const struct ct_raster *raster, struct ct_arena *a, struct ct_err *err);
void ct_warp_close(struct ct_warp *w);

// The places of the pixels' centres in cell (i, j), row by row: x, y pairs, NaN where there
// is none. Blended from the corners where that is within a tenth of a pixel, else projected.
void ct_warp_cell(const struct ct_warp *w, int i, int j, double xy[2 * CT_WARP_CELL * CT_WARP_CELL]);

#endif

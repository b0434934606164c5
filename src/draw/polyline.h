// SPDX-License-Identifier: MIT
// Polyline: scene paths to Cairo paths.
#ifndef CT_DRAW_POLYLINE_H
#define CT_DRAW_POLYLINE_H

struct ct_path;
typedef struct _cairo cairo_t;

// Begins a new path from `path`. Points nearer than min_step (points) to the one
// before are left out, the last of an open part excepted; what is not a number is
// left out too. With a grid (points) the vertices of long paths lie on its multiples, which makes files
// smaller; 0: none.
void ct_polyline_trace(cairo_t *cr, const struct ct_path *path, double min_step, double grid);

#endif

// SPDX-License-Identifier: MIT
// Areas, inside: edges sorted by group, a grid over them for point in polygon, boxes over runs for distances.
#ifndef CT_DOCTOR_AREAS_PART_H
#define CT_DOCTOR_AREAS_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "doctor/areas.h"

enum { CT_AREAS_W = 1440, CT_AREAS_H = 720, CT_AREAS_PER_DEG = 4, CT_AREAS_FAN = 16, CT_AREAS_LEVELS = 7 };

// From (x1, y1) to (x2, y2), the inside on the left.
struct ct_areas_edge {
  double x1, y1, x2, y2;
};

struct ct_areas_box {
  float west, south, east, north;
};

// A group's edges and the boxes over every 16 of them, over every 16 of those ...
struct ct_areas_group {
  uint32_t edge0, nedges;
  int levels;
  uint32_t box0[CT_AREAS_LEVELS], nboxes[CT_AREAS_LEVELS];
  double centroid_lon, centroid_lat, largest;  // of the largest ring, its area in square degrees
};

// Windings of the groups around a cell's reference point, a list that ends with CT_AREAS_NONE.
struct ct_areas_winding {
  uint16_t group;
  int16_t n;
};

struct ct_areas {
  struct ct_arena *arena;
  bool cuts;  // edges of tiles are left out of distances
  size_t ngroups;
  struct ct_areas_group *groups;
  size_t nedges;
  struct ct_areas_edge *edges;
  uint16_t *edge_group;
  ct_vec(struct ct_areas_box) boxes;
  uint32_t *cell0;  // cells + 1
  uint32_t *cell_edge;
  uint32_t **row_ref;  // CT_AREAS_H rows, made when first asked: where a cell's windings begin
  ct_vec(struct ct_areas_winding) windings;
  float coslat[181];  // lower bounds for |lat| in half degrees
};

void ct_areas_grid(struct ct_areas *s);
void ct_areas_boxes(struct ct_areas *s);

#endif

// SPDX-License-Identifier: MIT
// Areas: polygons of a base layer in groups (countries, all land), asked for millions of points.
#ifndef CT_DOCTOR_AREAS_H
#define CT_DOCTOR_AREAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_areas;
struct ct_table;

enum { CT_AREAS_NONE = 0xFFFF };

// Polygons may overlap (tiles of a base layer do). `group` holds a group a feature, NULL: all in group 0.
// Takes about 40 bytes a vertex; the grid fills up as it is asked.
struct ct_areas *ct_areas_new(struct ct_arena *a, const struct ct_table *t, const uint16_t *group,
                              size_t ngroups);

// The group that holds the point; CT_AREAS_NONE: none.
uint16_t ct_areas_at(struct ct_areas *s, double lon, double lat);
bool ct_areas_inside(struct ct_areas *s, uint16_t group, double lon, double lat);

// Geodesic metres from the point to the nearest edge of the group, INFINITY when that is farther than
// limit_m. With one group, edges along which tiles of the base layer were cut are no edges; with several the
// point must lie outside.
double ct_areas_edge_m(struct ct_areas *s, uint16_t group, double lon, double lat, double limit_m);
// The same, 0 inside.
double ct_areas_distance_m(struct ct_areas *s, uint16_t group, double lon, double lat, double limit_m);

// Centre of gravity of the group's largest ring; false when it has none.
bool ct_areas_centroid(const struct ct_areas *s, uint16_t group, double *lon, double *lat);

#endif

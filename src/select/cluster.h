// SPDX-License-Identifier: MIT
// Cluster: points near each other as one, as Supercluster 8 does it (what MapLibre uses).
#ifndef CT_SELECT_CLUSTER_H
#define CT_SELECT_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_err;
struct ct_table;
struct ct_value;

struct ct_cluster_options {
  double radius_px;  // style pixels of a tile of 512
  int max_zoom;      // the last at which points are clustered
  size_t min_points;
  const struct ct_value *properties;  // name: [operator or expression, expression], or NULL
};

// What a source says, MapLibre's defaults filled in.
struct ct_cluster_options ct_cluster_options_of(const struct ct_value *source);

// The rows of t (points) as they show at the zoom: points that stand alone, and clusters
// with the columns cluster, cluster_id, point_count, point_count_abbreviated and those of
// `properties`. Rows that are no points are left out. Fails on a malformed property.
bool ct_select_cluster(const struct ct_table *t, const struct ct_cluster_options *options, int zoom,
                       struct ct_arena *a, struct ct_table *out, struct ct_err *err);

// ---- Between the files of this

// A point or a cluster of one zoom. x, y in 0..1 of the web Mercator world, y down.
struct ct_cluster_point {
  double x, y;
  size_t count;
  uint32_t row;                     // count 1
  double id;                        // count > 1
  const struct ct_value *gathered;  // count > 1: the properties so far, or NULL
};

// Sums up the properties of clusters.
struct ct_cluster_sums;
// NULL when there are none; also NULL with err set.
struct ct_cluster_sums *ct_cluster_sums_new(const struct ct_value *properties, const struct ct_table *t,
                                            struct ct_arena *a, struct ct_err *err);
// What a point or cluster brings in; and `into` with that of another added.
const struct ct_value *ct_cluster_sums_of(struct ct_cluster_sums *s, const struct ct_cluster_point *p);
const struct ct_value *ct_cluster_sums_add(struct ct_cluster_sums *s, const struct ct_value *into,
                                           const struct ct_value *other);

#endif

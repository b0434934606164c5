// SPDX-License-Identifier: MIT
// Curve: vertices along a curve of the ellipsoid, so near each other that what is drawn between them is the curve.
#ifndef CT_PROJECT_CURVE_H
#define CT_PROJECT_CURVE_H

#include <stddef.h>

#include "model/view.h"
#include "project/chain.h"
#include "project/pagemap.h"

struct ct_arena;
struct ct_proj_handle;

// lon, lat at t.
typedef void ct_curve_fn(const void *user, double t, double lonlat[2]);

// Edges are straight in longitude and latitude, as ct_project takes them. With a view they are nowhere in its frame
// farther from the curve than 0.04 px on the page; without one, than 500 m. Longitudes run on: 181, not -179.
struct ct_curve {
  struct ct_arena *arena;
  double *v;  // lon, lat, lon, lat ...
  size_t n, cap;
  const struct ct_view *view;
  struct ct_proj_handle *handle;
  struct ct_pagemap map;
  double reach_m;  // no place in the frame is farther from its centre
  ct_curve_fn *at;
  const void *user;
};

// View: what is drawn on, or NULL.
void ct_curve_open(struct ct_curve *c, const struct ct_view *view, struct ct_arena *a);
void ct_curve_close(struct ct_curve *c);
// Begins anew with the vertex at t.
void ct_curve_start(struct ct_curve *c, ct_curve_fn *at, const void *user, double t);
// Goes on from t0, where the last vertex is, to t1, in at least so many steps.
void ct_curve_on(struct ct_curve *c, ct_curve_fn *at, const void *user, const double t[2], int steps);

// A circle by bearings: user is a struct ct_circle, t degrees.
struct ct_circle {
  double lon, lat, radius_m;
};
void ct_circle_at(const void *user, double bearing, double lonlat[2]);

#endif

// SPDX-License-Identifier: MIT
// Extent: the lon/lat box of what a view is to show, and the projection that suits it.
#ifndef CT_PROJECT_EXTENT_H
#define CT_PROJECT_EXTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "project/chain.h"

struct ct_arena;
struct ct_proj;
struct ct_view_request;

// west..east unwrapped: mid - half_w .. mid + half_w.
struct ct_extent {
  double lon_mid, half_w;
  double south, north;
  bool points;  // from points, not asked for as a box
};

// Of the box, else the points (leaving out the widest empty stretch of longitudes), else
// what scale and centre show, else the world.
struct ct_extent ct_extent_of(const struct ct_view_request *r);

// What decides the fit in projection p, lon/lat: the box's densified outline, or the points (thinned to
// those at the rim when there are many).
void ct_extent_outline(const struct ct_extent *e, const struct ct_view_request *r, const struct ct_proj *p,
                       struct ct_chain *out);

// The PROJ string for "auto", "local", "utm" or "globe"; NULL for any other name.
const char *ct_extent_projection(const struct ct_extent *e, const struct ct_view_request *r, const char *name,
                                 struct ct_arena *a);

// DESIGN section 2's zoom at a latitude, and back. Beyond Mercator's 85 degrees the zoom is that at 85.
#define CT_M_PER_PT (0.0254 / 72)
double ct_zoom_m_per_pt(double zoom, double lat);
double ct_zoom_of(double m_per_pt, double lat);

#endif

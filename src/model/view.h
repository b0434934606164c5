// SPDX-License-Identifier: MIT
// View: page geometry, projection, scale and zoom, settled before anything is drawn.
#ifndef CT_MODEL_VIEW_H
#define CT_MODEL_VIEW_H

#include <stdbool.h>

struct ct_proj;  // made and used by src/project/ only

// Page points (1/72 inch), y down.
struct ct_rect {
  double x, y, w, h;
};

// Is the point in it, its edges counted in?
static inline bool ct_rect_has(const struct ct_rect *r, double x, double y) {
  return x >= r->x && x <= r->x + r->w && y >= r->y && y <= r->y + r->h;
}

struct ct_view {
  double page_w_pt, page_h_pt;
  struct ct_rect frame;  // the map's frame on the page
  const struct ct_proj *proj;
  const char *crs;       // PROJ string or authority code
  const char *crs_name;  // for the page: "Lambert azimuthal equal-area, centred on 39° N 127° E"
  bool crs_auto;
  bool as_web;  // web Mercator as MapLibre has it: the world goes on east and west, edges are straight
  double center_lon, center_lat;  // at the frame's centre
  double center_x, center_y;      // projected, metres (or the CRS's unit)
  double units_per_pt;            // projected units a page point
  double rotation_deg;            // map turned clockwise on the page
  double anchor_x, anchor_y;      // the place on the page that patterns are laid from: MapLibre's corner
                                  // of the world, in other projections than its own the CRS's 0,0
  double scale;                   // 1:scale, true at the frame's centre
  double zoom;                    // MapLibre's zoom, DESIGN section 2
  double north_deg;               // direction of north at the frame's centre, clockwise from page up
  // Over the frame, how far north turns from north_deg: at most 0 and at least 0.
  double north_least_deg, north_most_deg;
  double scale_variation;  // largest / smallest local scale over the frame, >= 1
  double bar_scale;        // of a level line at bar_lat; 0: as `scale`
  double bar_lat;
  bool bar_at;  // the scale bar is to say so
  // lon/lat box that holds all of the frame; west > east when it crosses 180;
  // -180..180 when the frame shows a pole or the whole globe.
  double west, south, east, north;
  double tolerance_pt;  // vertices nearer than this to the line may be dropped
};

// Where a map lies on the page and on the ground.
struct ct_georef {
  struct ct_rect frame;
  const char *crs;  // PROJ string or authority code
  // Page points to the CRS's units: x = to_crs[0] + px to_crs[1] + py to_crs[2],
  // y = to_crs[3] + px to_crs[4] + py to_crs[5] (as GDAL's geotransforms).
  double to_crs[6];
};

// A style pixel in page points: 1/96 inch.
#define CT_PX_PT 0.75

#endif

// SPDX-License-Identifier: MIT
// Project: the view, and lon/lat geometry to shapes on the page.
#ifndef CT_PROJECT_PROJECT_H
#define CT_PROJECT_PROJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/view.h"

struct ct_arena;
struct ct_data_sectors;
struct ct_data_tracks;
struct ct_err;
struct ct_geoms;
struct ct_rows;
struct ct_shapes;
struct ct_table;

// What the view is asked for; page and frame are settled already.
struct ct_view_request {
  double page_w_pt, page_h_pt;
  struct ct_rect frame;
  const char *projection;  // NULL or "auto", "EPSG:n", a PROJ string or WKT
  // Fit: lon/lat points that must lie in the frame (may be empty), or a box.
  size_t nfit;
  const double *fit_lonlat;  // 2 * nfit; NaN pairs are skipped
  bool has_bbox;             // west > east crosses 180
  double west, south, east, north;
  bool has_center;
  double center_lon, center_lat;
  double scale;  // 0: none
  double zoom;   // NaN: none
  double rotation_deg;
  bool as_web;          // web Mercator as MapLibre has it
  double padding_pt;    // kept free around what is fitted
  double sides_pt;      // and besides at the left and the right
  double min_extent_m;  // a single point is shown with at least this much around it
};

// Settles projection, centre, scale. The view (and its ct_proj) live in `a`; PROJ
// handles are released by ct_view_release. Fails for unknown CRSs (saying which),
// points that the projection can't show, empty or inverted boxes.
bool ct_view_settle(const struct ct_view_request *request, struct ct_arena *a, struct ct_view *out,
                    struct ct_err *err);
// Where its map lies on the ground; texts are the view's own.
struct ct_georef ct_view_georef(const struct ct_view *view);
void ct_view_release(struct ct_view *view);

// lon/lat to the page; false where the projection has no place for it.
bool ct_project_point(const struct ct_view *view, double lon, double lat, double *x, double *y);
bool ct_unproject_point(const struct ct_view *view, double x, double y, double *lon, double *lat);

enum ct_project_mode {
  CT_AS_AREAS,           // polygons as rings clipped to the frame (plus margin)
  CT_AS_LINES,           // lines, and polygons' rings as lines; a closed ring as_web its first point
  CT_AS_MEASURED_LINES,  // lines with the share of the line's length at each vertex
  CT_AS_DASHED_LINES,    // the same, counted from where MapLibre begins a line's dashes
  CT_AS_POINTS,          // points; for lines and polygons every vertex
  // Points; polygons: a place well inside the visible part, and some others that would do (they stay polygons);
  // lines: the middle of the visible part.
  CT_AS_LABELS,
  CT_AS_STARTS  // as labels, but lines: the first point of each, where web maps put a point's symbol
};

// Projects the picked rows. Long edges are densified so that they curve within 0.25 px,
// vertices nearer than view->tolerance_pt are dropped, everything is clipped to the frame
// plus margin_pt. Antimeridian, poles and horizon are cut cleanly; cut edges never appear
// as lines. Thread-safe for separate arenas.
bool ct_project(const struct ct_view *view, const struct ct_table *table, const struct ct_rows *rows,
                enum ct_project_mode mode, double margin_pt, struct ct_arena *a, struct ct_shapes *out,
                struct ct_err *err);

// The area of the globe that the projection shows, as page rings clipped to the frame:
// what water fills. The whole frame for most views.
bool ct_project_sphere(const struct ct_view *view, struct ct_arena *a, struct ct_shapes *out,
                       struct ct_err *err);

// Geodesics on WGS 84.
void ct_geodesic_direct(double lon, double lat, double bearing_deg, double distance_m, double *lon2,
                        double *lat2);
double ct_geodesic_distance(double lon1, double lat1, double lon2, double lat2);
// The distance, and the bearing there at the first place (NULL: not asked for).
double ct_geodesic_inverse(double lon1, double lat1, double lon2, double lat2, double *bearing_deg);

// Tables of lines and areas on the ellipsoid. Columns and rows are those of `table`; rows that lack a value have no
// geometry. Vertices are as near each other as the view needs, so that what ct_project draws is the curve; without
// a view (NULL) as is good enough to fit one.
// For each row with a point, bearing and distance: a geodesic.
bool ct_geodesic_tracks(const struct ct_table *table, const struct ct_data_tracks *ask,
                        const struct ct_view *view, struct ct_arena *a, struct ct_table *out,
                        struct ct_err *err);
// For each row a geodesic from ends[4 i], ends[4 i + 1] (lon, lat) to the other two; NaN: none.
bool ct_geodesic_links(const struct ct_table *table, const double *ends, const struct ct_view *view,
                       struct ct_arena *a, struct ct_table *out, struct ct_err *err);
// For each row with a point and a radius in metres: the circle, as a polygon.
bool ct_geodesic_rings(const struct ct_table *table, const char *radius_m_column, const struct ct_view *view,
                       struct ct_arena *a, struct ct_table *out, struct ct_err *err);
// The arc of each such circle along which its name stands: what is seen of it, near the top. Needs the view.
bool ct_geodesic_ring_names(const struct ct_table *table, const char *radius_m_column,
                            const struct ct_view *view, struct ct_arena *a, struct ct_table *out,
                            struct ct_err *err);
bool ct_geodesic_sectors(const struct ct_table *table, const struct ct_data_sectors *ask,
                         const struct ct_view *view, struct ct_arena *a, struct ct_table *out,
                         struct ct_err *err);

// "9.1.1"
const char *ct_project_proj_version(void);
// "EPSG v10.076" of the database that PROJ finds; NULL: none.
const char *ct_project_database_version(struct ct_arena *a);

#endif

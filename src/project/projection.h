// SPDX-License-Identifier: MIT
// Projection: a PROJ coordinate system, what part of the globe it shows, and its transforms.
#ifndef CT_PROJECT_PROJECTION_H
#define CT_PROJECT_PROJECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "project/aspect.h"
#include "project/chain.h"

struct ct_arena;
struct ct_err;
struct ct_proj_handle;  // a PROJ object for one thread at a time

enum ct_domain {
  CT_DOMAIN_BOX,    // frame_lon +- reach, lat_min..lat_max; cut at frame_lon +- 180
  CT_DOMAIN_CIRCLE  // within radius of lon_0, lat_0
};

struct ct_proj {
  const char *crs;   // as given, or the PROJ string chosen
  const char *name;  // plain words for the page
  bool web_mercator;
  bool whole_disc;  // `globe`: the view holds all of it
  enum ct_domain domain;
  double lon_0, lat_0;      // what the projection is centred on
  double meridian;          // the CRS's prime meridian; lon_0 counts from Greenwich
  struct ct_aspect aspect;  // boxes and pieces are those of this frame
  double frame_lon;         // the middle of a box's longitudes
  double reach, lat_min, lat_max;
  double radius;      // degrees
  double crease_lat;  // north and south of it is another projection; 0: nowhere
  bool guessed;       // PROJ's name is not in our table: the pieces are what looked whole
  // Boxes within a box domain that the projection shows each in one piece; none: it is one piece.
  size_t npieces;
  const struct ct_box *pieces;
  // Set with the view:
  bool fills_frame;  // every part of the frame is a place on the globe
  // What frame and margin hold, for any margin up to this one: measured once.
  double wide_margin_pt, wide_radius;
  struct ct_box wide_box;
  double units_per_deg;  // the most projected units that a degree takes in the frame
  struct ct_proj_pool *pool;
};

// `text` is an authority code, PROJ string or WKT; `middle` is about where the map will be,
// lon/lat. Close releases the PROJ objects.
bool ct_proj_open(const char *text, const double middle[2], struct ct_arena *a, struct ct_proj **out,
                  struct ct_err *err);
void ct_proj_close(struct ct_proj *proj);

// A handle for this thread; give it back when done.
struct ct_proj_handle *ct_proj_take(const struct ct_proj *proj);
void ct_proj_give(const struct ct_proj *proj, struct ct_proj_handle *handle);

// Lon/lat degrees to projected units in place; what can't be projected becomes
// infinite. Web Mercator doesn't wrap: lon 190 is east of 180.
void ct_proj_forward(const struct ct_proj *proj, struct ct_proj_handle *h, struct ct_vertex *v, size_t n);
// False where no place of the globe is.
bool ct_proj_inverse(const struct ct_proj *proj, struct ct_proj_handle *h, double x, double y, double *lon,
                     double *lat);
// Is the place in the projection's domain?
bool ct_proj_shows(const struct ct_proj *proj, double lon, double lat);

// lon moved by whole turns into middle - 180 .. middle + 180.
double ct_lon_near(double lon, double middle);
// Degrees of arc on the sphere.
double ct_arc_deg(double lon1, double lat1, double lon2, double lat2);

#define CT_RAD (3.14159265358979323846 / 180)
#define CT_EARTH_A 6378137.0
#define CT_MERCATOR_LAT 85.051128779806604  // where the world is a square
// A tenth of a millimetre: keeps the seam on its side of the map.
#define CT_SEAM_DEG 1e-9

#endif

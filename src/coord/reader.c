// SPDX-License-Identifier: MIT
// Reader: PROJ's handles for the grids that coordinates are written in.
#include "coord/reader.h"

#include <math.h>
#include <proj.h>
#include <stdlib.h>

#include "coord/coord.h"

enum { UTM, UPS_NORTH, UPS_SOUTH, GRIDS };

struct ct_coord_reader {
  PJ_CONTEXT *context;
  PJ *grid[GRIDS];
};

struct ct_coord_reader *ct_coord_reader_new(void) {
  return calloc(1, sizeof(struct ct_coord_reader));
}

void ct_coord_reader_free(struct ct_coord_reader *r) {
  if (!r) return;
  for (int i = 0; i < GRIDS; i++) proj_destroy(r->grid[i]);
  if (r->context) proj_context_destroy(r->context);
  free(r);
}

// PROJ prints some errors whatever its level is.
static void say_nothing(void *data, int level, const char *message) {
  (void)data, (void)level, (void)message;
}

// Plain operations need no proj.db. One UTM zone serves all: the others lie 6 degrees apart.
static PJ *grid(struct ct_coord_reader *r, int which) {
  static const char *const definitions[GRIDS] = {
      "+proj=utm +zone=31 +ellps=WGS84",
      "+proj=stere +lat_0=90 +lat_ts=90 +lon_0=0 +k_0=0.994 +x_0=2000000 +y_0=2000000 +ellps=WGS84",
      "+proj=stere +lat_0=-90 +lat_ts=-90 +lon_0=0 +k_0=0.994 +x_0=2000000 +y_0=2000000 +ellps=WGS84"};
  if (!r) return NULL;
  if (!r->context) {
    r->context = proj_context_create();
    if (!r->context) return NULL;
    proj_log_func(r->context, NULL, say_nothing);
    proj_context_set_enable_network(r->context, 0);
  }
  if (!r->grid[which]) r->grid[which] = proj_create(r->context, definitions[which]);
  return r->grid[which];
}

static bool inverse(PJ *p, double x, double y, double *lon, double *lat) {
  static const double degrees = 57.295779513082320877;
  if (!p) return false;
  PJ_COORD c = proj_trans(p, PJ_INV, proj_coord(x, y, 0, 0));
  if (!isfinite(c.lp.lam) || !isfinite(c.lp.phi) || c.lp.lam == HUGE_VAL) {
    proj_errno_reset(p);
    return false;
  }
  *lon = c.lp.lam * degrees;
  *lat = c.lp.phi * degrees;
  return true;
}

bool ct_coord_from_utm(struct ct_coord_reader *r, int zone, bool north, double easting, double northing,
                       double *lon, double *lat) {
  // Zones are read some way beyond their edges, as maps of border areas use them.
  if (zone < 1 || zone > 60 || !(easting >= 0 && easting <= 1e6) || !(northing >= 0 && northing <= 1e7))
    return false;
  if (!inverse(grid(r, UTM), easting, north ? northing : northing - 1e7, lon, lat)) return false;
  *lon += (zone - 31) * 6;
  if (*lon < -180) *lon += 360;
  if (*lon >= 180) *lon -= 360;
  return true;
}

bool ct_coord_from_ups(struct ct_coord_reader *r, bool north, double easting, double northing, double *lon,
                       double *lat) {
  return inverse(grid(r, north ? UPS_NORTH : UPS_SOUTH), easting, northing, lon, lat);
}

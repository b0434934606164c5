// SPDX-License-Identifier: MIT
// Raster: tiles, datasets and pictures to pixels and heights in their plane.
#ifndef CT_LOAD_RASTER_H
#define CT_LOAD_RASTER_H

#include <stdbool.h>

#include "model/raster.h"

struct ct_arena;
struct ct_err;

struct ct_raster_request {
  const struct ct_raster_source *source;
  const struct ct_tile_cover *cover;  // tiles: those that are shown
  // Datasets: the lon/lat box that is shown (west > east crosses 180) and how fine.
  double west, south, east, north;
  double m_per_px;
  double lon_mid;
  double zoom;  // of the view
  bool fine;    // more device pixels than style pixels: "@2x" tiles where the source names them
  bool allow_network;
};

// What happened to tiles.
struct ct_raster_report {
  size_t read, missing, broken;
  const char *first_missing, *first_broken;  // with the reason
};

// Looks whether the source can be read at all, and takes from an MBTiles file what it says
// of itself. Fails for the network when it is not allowed, and for PMTiles.
bool ct_raster_prepare(struct ct_raster_source *s, bool allow_network, struct ct_arena *a,
                       struct ct_err *err);
// Where a prepared source lies: west, south, east, north; false when it says no more than
// "in the world".
bool ct_raster_box(const struct ct_raster_source *s, bool allow_network, struct ct_arena *a, double box[4],
                   struct ct_err *err);
// Whom a prepared source asks to be credited; *text is NULL when it does not say. Fails when it cannot be read.
bool ct_raster_credit(const struct ct_raster_source *s, bool allow_network, struct ct_arena *a,
                      const char **text, struct ct_err *err);
// The zoom of the tiles for a view's zoom; -1 when the source has none for it.
int ct_raster_tile_zoom(const struct ct_raster_source *s, double zoom);
// Reads what the request shows. A tile that is not there is stood in for by the nearest of
// up to ten zooms above it. Heights of tiles become one piece.
bool ct_raster_load(const struct ct_raster_request *r, struct ct_arena *a, struct ct_raster *out,
                    struct ct_raster_report *report, struct ct_err *err);

#endif

// SPDX-License-Identifier: MIT
// Raster: sources of pixels, their tiles and pictures, and the device pixels they are drawn with.
#ifndef CT_MODEL_RASTER_H
#define CT_MODEL_RASTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Beyond this a tile is less than the width of a hair.
enum { CT_TILE_ZOOM_MAX = 30 };

enum ct_raster_kind {
  CT_RASTER_TILES,    // one picture a file, by a template with {z}, {x}, {y}
  CT_RASTER_MBTILES,  // tiles in a database
  CT_RASTER_DATASET,  // any georeferenced dataset that GDAL reads
  CT_RASTER_IMAGE     // one picture and its four corners
};

// A style's source of pixels. Paths are resolved.
struct ct_raster_source {
  const char *name;
  enum ct_raster_kind kind;
  bool elevation;    // a raster-dem source
  const char *path;  // of the database, dataset or picture; of a TileJSON until that is read
  bool tile_json;
  size_t ntiles;
  const char *const *tiles;
  double tile_size;
  int minzoom, maxzoom;
  bool tms;           // rows count from the south
  double bounds[4];   // west, south, east, north
  double unpack[4];   // elevation = r [0] + g [1] + b [2] - [3], of bytes
  double corners[8];  // lon/lat of top left, top right, bottom right, bottom left
};

// The device pixels over the map's frame: pixel (i, j) is the square of `step` points whose
// top left corner is x + i step, y + j step on the page.
struct ct_grain {
  double x, y, step;
  int w, h;
};

// Tiles of zoom z that a view shows, in a rectangle of columns and rows.
struct ct_tile_cover {
  int z;
  int64_t x0, y0;  // columns may lie outside 0 .. 2^z - 1: the world repeats
  int nx, ny;
  const uint8_t *wanted;  // nx * ny
};

// A picture in its plane: the place X, Y is at pixel coordinates u[0] + u[1] X + u[2] Y,
// v[0] + v[1] X + v[2] Y, counted from the picture's top left corner. Pixels are ARGB,
// premultiplied, or else heights in metres (NaN: none).
struct ct_raster_piece {
  int w, h;
  const uint32_t *pixels;
  const float *elevation;
  double u[3], v[3];
  // A picture on four corners is two triangles: this is the mapping of the one at the
  // bottom right.
  bool quad;
  double u2[3], v2[3];
};

// Pieces of one source. The plane is Web Mercator's unit square (east and south from
// 180 W, 85 N), or a coordinate system's own axes.
struct ct_raster {
  const char *crs;  // NULL: Mercator
  double lon_mid;   // longitudes are taken within half a turn of this
  bool elevation;
  double zoom;  // that hillshading goes by: of the tiles, else the view's
  bool tiled;   // MapLibre makes mipmaps of tiles only
  size_t n;
  const struct ct_raster_piece *pieces;
  // The piece of each tile of the cover, plus one; NULL: there is one piece only.
  struct ct_tile_cover cover;
  const uint32_t *piece_of;
};

// Heights over device pixels, and the ground under them.
struct ct_relief {
  struct ct_grain grain;   // with a margin around the frame
  const float *elevation;  // NaN: none
  double reach;            // pixels a pixel of the source takes up, at least 1
  // From each pixel to the middle of the source's pixel below it, x and y; NULL: blend.
  const float *snap;
  double zoom;
  // Metres east and south for a step right and down, by square cells of pixels.
  int cell, cells_w, cells_h;
  const struct ct_ground { float east_x, south_x, east_y, south_y, cos_lat; } * ground;
};

#endif

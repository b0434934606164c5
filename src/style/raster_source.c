// SPDX-License-Identifier: MIT
// Raster sources: a style's raster, raster-dem and image sources as plain values.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "model/raster.h"
#include "style/style.h"

// Local paths resolved; what is on the network stays as it is. What a document brings has been resolved against
// its own folder.
static const char *resolved(struct ct_arena *a, const char *folder, const char *url) {
  if (ct_starts_with(url, CT_STYLE_OF_DOCUMENT))
    return ct_arena_strdup(a, url + strlen(CT_STYLE_OF_DOCUMENT));
  const char *path = ct_path_of_url(a, folder, url);
  return path ? path : url;
}

static void read_numbers(const struct ct_value *v, size_t n, double *out) {
  if (!v || v->kind != CT_ARRAY || v->n != n) return;
  for (size_t i = 0; i < n; i++) out[i] = ct_value_number(v->items[i], out[i]);
}

static int read_zoom(const struct ct_value *v, int otherwise) {
  double z = ct_value_number(v, otherwise);
  return z >= 0 && z <= CT_TILE_ZOOM_MAX ? (int)z : z < 0 ? 0 : CT_TILE_ZOOM_MAX;
}

void ct_style_raster_tiles(const struct ct_value *v, const char *folder, struct ct_arena *a,
                           struct ct_raster_source *out) {
  const struct ct_value *tiles = ct_value_get(v, "tiles");
  const char **list = CT_NEW_N(a, const char *, tiles && tiles->kind == CT_ARRAY ? tiles->n : 1);
  size_t n = 0;
  for (size_t i = 0; tiles && tiles->kind == CT_ARRAY && i < tiles->n; i++) {
    const char *url = ct_value_string(tiles->items[i]);
    if (url) list[n++] = resolved(a, folder, url);
  }
  if (n) {
    out->tiles = list;
    out->ntiles = n;
  }
  out->minzoom = read_zoom(ct_value_get(v, "minzoom"), out->minzoom);
  out->maxzoom = read_zoom(ct_value_get(v, "maxzoom"), out->maxzoom);
  double size = ct_value_number(ct_value_get(v, "tileSize"), out->tile_size);
  if (size >= 1 && size <= 65536) out->tile_size = size;
  const char *scheme = ct_value_string(ct_value_get(v, "scheme"));
  if (scheme) out->tms = strcmp(scheme, "tms") == 0;
  read_numbers(ct_value_get(v, "bounds"), 4, out->bounds);
}

static void read_encoding(const struct ct_value *v, struct ct_raster_source *out) {
  static const double mapbox[4] = {6553.6, 25.6, 0.1, 10000}, terrarium[4] = {256, 1, 1 / 256.0, 32768};
  const char *encoding = ct_value_string(ct_value_get(v, "encoding"));
  bool is_terrarium = encoding && strcmp(encoding, "terrarium") == 0;
  memcpy(out->unpack, is_terrarium ? terrarium : mapbox, sizeof out->unpack);
  if (!encoding || strcmp(encoding, "custom") != 0) return;
  out->unpack[0] = ct_value_number(ct_value_get(v, "redFactor"), 1);
  out->unpack[1] = ct_value_number(ct_value_get(v, "greenFactor"), 1);
  out->unpack[2] = ct_value_number(ct_value_get(v, "blueFactor"), 1);
  out->unpack[3] = ct_value_number(ct_value_get(v, "baseShift"), 0);
}

static void read_url(const char *url, const char *folder, struct ct_arena *a, struct ct_raster_source *out) {
  bool mbtiles = ct_starts_with(url, "mbtiles://");
  if (mbtiles) url += strlen("mbtiles://");
  out->path = resolved(a, folder, url);
  const char *extension = ct_path_extension(url);
  out->tile_json = ct_same_nocase(extension, "json");
  out->kind = mbtiles || ct_same_nocase(extension, "mbtiles") ? CT_RASTER_MBTILES
              : out->tile_json                                ? CT_RASTER_TILES
                                                              : CT_RASTER_DATASET;
}

static bool read_image(const struct ct_value *v, const char *folder, struct ct_arena *a,
                       struct ct_raster_source *out) {
  const char *url = ct_value_string(ct_value_get(v, "url"));
  const struct ct_value *corners = ct_value_get(v, "coordinates");
  if (!url || !corners || corners->kind != CT_ARRAY || corners->n != 4) return false;
  out->kind = CT_RASTER_IMAGE;
  out->path = resolved(a, folder, url);
  for (size_t i = 0; i < 8; i++) out->corners[i] = NAN;
  for (size_t i = 0; i < 4; i++) read_numbers(corners->items[i], 2, &out->corners[2 * i]);
  return true;
}

bool ct_style_raster(const struct ct_style_source *source, const char *folder, struct ct_arena *a,
                     struct ct_raster_source *out) {
  const struct ct_value *v = source->value;
  const char *type = source->type ? source->type : "";
  *out = (struct ct_raster_source){.name = source->name,
                                   .elevation = strcmp(type, "raster-dem") == 0,
                                   .tile_size = 512,
                                   .maxzoom = 22,
                                   .bounds = {-180, -85.051129, 180, 85.051129}};
  if (strcmp(type, "image") == 0) return read_image(v, folder, a, out);
  if (strcmp(type, "raster") != 0 && !out->elevation) return false;
  read_encoding(v, out);
  const char *url = ct_value_string(ct_value_get(v, "url"));
  out->kind = CT_RASTER_TILES;
  if (!ct_value_get(v, "tiles") && url) read_url(url, folder, a, out);
  ct_style_raster_tiles(v, folder, a, out);
  return out->path || out->ntiles;
}

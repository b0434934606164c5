// SPDX-License-Identifier: MIT
// Vector set: what a style's vector source says: url, tiles, zooms, bounds.
#include <gdal.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "load/vector_store.h"
#include "load/vector_tiles.h"

enum { ZOOM_MAX = 24 };

// Does it begin with a scheme of its own ("https://")?
static bool has_scheme(const char *s) {
  size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
  return n > 1 && strncmp(s + n, "://", 3) == 0;
}

static const char *without(const char *s, const char *prefix) {
  return ct_starts_with(s, prefix) ? s + strlen(prefix) : s;
}

static bool is_extension(const char *path, const char *extension) {
  return ct_same_nocase(ct_path_extension(path), extension);
}

static bool remote(const char *what, const struct ct_tileset *set, struct ct_err *err) {
  return ct_fail(err, "source '%s': '%s' is not on this machine (expected an .mbtiles file or local tiles)",
                 set->name, what);
}

// A local path, or NULL with the error set.
static const char *local(const char *text, const char *folder, const struct ct_tileset *set,
                         struct ct_arena *a, struct ct_err *err) {
  const char *path = ct_path_of_url(a, folder, text);
  if (path && !ct_starts_with(path, "/vsi") && !ct_starts_with(path, "//")) return path;
  remote(text, set, err);
  return NULL;
}

static bool take_templates(const struct ct_value *tiles, const char *folder, struct ct_tileset *set,
                           struct ct_arena *a, struct ct_err *err) {
  const char **paths = CT_NEW_N(a, const char *, tiles->n + 1);
  for (size_t i = 0; i < tiles->n; i++) {
    const char *text = ct_value_string(tiles->items[i]);
    if (text && !(paths[set->ntemplates++] = local(text, folder, set, a, err))) return false;
  }
  set->templates = paths;
  return set->ntemplates > 0 || ct_fail(err, "source '%s': 'tiles' is empty", set->name);
}

// What a TileJSON and a style's source have in common; what is known already stays.
static void take_facts(const struct ct_value *v, struct ct_tileset *set) {
  const struct ct_value *bounds = ct_value_get(v, "bounds");
  const char *scheme = ct_value_string(ct_value_get(v, "scheme"));
  double low = ct_value_number(ct_value_get(v, "minzoom"), -1),
         high = ct_value_number(ct_value_get(v, "maxzoom"), -1);
  if (set->minzoom < 0 && low >= 0) set->minzoom = (int)fmin(low, ZOOM_MAX);
  if (set->maxzoom < 0 && high >= 0) set->maxzoom = (int)fmin(high, ZOOM_MAX);
  if (scheme && strcmp(scheme, "tms") == 0) set->tms = true;
  if (!ct_value_is(bounds, CT_ARRAY) || bounds->n != 4 || !isnan(set->bounds[0])) return;
  for (size_t i = 0; i < 4; i++) set->bounds[i] = ct_value_number(bounds->items[i], NAN);
}

static bool take_tilejson(const char *path, struct ct_tileset *set, struct ct_arena *a, struct ct_err *err) {
  const struct ct_value *v;
  ct_reads_note(CT_READ_DATA, path);
  if (!ct_value_read(a, path, &v, err)) return false;
  const struct ct_value *tiles = ct_value_get(v, "tiles");
  if (!ct_value_is(tiles, CT_ARRAY)) return ct_fail(err, "%s: is no TileJSON (it has no list 'tiles')", path);
  take_facts(v, set);
  return take_templates(tiles, ct_path_folder(a, path), set, a, err);
}

static bool pmtiles(const char *url, const struct ct_tileset *set, struct ct_err *err) {
  GDALAllRegister();
  if (GDALGetDriverByName("PMTiles")) return true;
  return ct_fail(err, "source '%s': '%s': GDAL %s cannot read PMTiles, which needs 3.8 (expected .mbtiles)",
                 set->name, url, GDALVersionInfo("RELEASE_NAME"));
}

static enum ct_tileset_kind by_url(const char *url, const char *folder, struct ct_tileset *set,
                                   struct ct_arena *a, const char **path, struct ct_err *err) {
  const char *plain = without(without(url, "mbtiles://"), "pmtiles://");
  bool mbtiles = plain != url || is_extension(plain, "mbtiles");
  if (is_extension(plain, "pmtiles") || ct_starts_with(url, "pmtiles://")) {
    if (has_scheme(without(plain, "file://"))) return remote(url, set, err), CT_TILESET_NONE;
    if (!pmtiles(url, set, err)) return CT_TILESET_NONE;
    mbtiles = false;
  }
  *path = local(plain, folder, set, a, err);
  if (!*path) return CT_TILESET_NONE;
  if (mbtiles) {
    set->mbtiles = *path;
    return ct_vector_store_describe(*path, set, a, err) ? CT_TILESET_TILES : CT_TILESET_NONE;
  }
  if (!is_extension(*path, "json") && !is_extension(*path, "tilejson")) return CT_TILESET_DATASET;
  return take_tilejson(*path, set, a, err) ? CT_TILESET_TILES : CT_TILESET_NONE;
}

static void fill_in(struct ct_tileset *set) {
  static const double world[4] = {-180, -85.051128779806604, 180, 85.051128779806604};
  if (set->minzoom < 0) set->minzoom = 0;
  if (set->maxzoom < 0) set->maxzoom = 22;
  if (set->maxzoom > ZOOM_MAX) set->maxzoom = ZOOM_MAX;
  if (set->minzoom > set->maxzoom) set->minzoom = set->maxzoom;
  bool known = true;
  for (int i = 0; i < 4; i++) known &= isfinite(set->bounds[i]) != 0;
  if (!known) memcpy(set->bounds, world, sizeof world);
}

enum ct_tileset_kind ct_tileset_describe(const struct ct_value *source, const char *name, const char *folder,
                                         struct ct_arena *a, struct ct_tileset *out, const char **path,
                                         struct ct_err *err) {
  *out = (struct ct_tileset){.name = name, .minzoom = -1, .maxzoom = -1};
  for (int i = 0; i < 4; i++) out->bounds[i] = NAN;
  const struct ct_value *tiles = ct_value_get(source, "tiles");
  const char *url = ct_value_string(ct_value_get(source, "url"));
  out->promote_id = ct_value_get(source, "promoteId");
  take_facts(source, out);
  enum ct_tileset_kind kind = CT_TILESET_TILES;
  if (ct_value_is(tiles, CT_ARRAY)) {
    if (!take_templates(tiles, folder, out, a, err)) kind = CT_TILESET_NONE;
  } else if (url) {
    kind = by_url(url, folder, out, a, path, err);
  } else {
    ct_fail(err, "source '%s': has neither url nor tiles", name);
    kind = CT_TILESET_NONE;
  }
  fill_in(out);
  return kind;
}

// SPDX-License-Identifier: MIT
// Tile store: single tiles from files by a template, or from an MBTiles database.
#include "load/tile_store.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "load/mbtiles.h"
#include "load/note.h"
#include "load/path.h"
#include "model/raster.h"

enum { MAX_TILE_SIDE = 4096, MAX_TILE_BYTES = 1 << 25 };

struct ct_tile_store {
  const struct ct_raster_source *source;
  bool allow_network;
  const char *ratio;
  void *db;  // sqlite3
  int steps;
  sqlite3_stmt *get;
};

// ---- files

// Digits of the tile in base four, most significant first.
static void add_quadkey(struct ct_str *s, int z, int64_t x, int64_t y) {
  for (int i = z - 1; i >= 0; i--) ct_str_addf(s, "%d", (int)((x >> i & 1) + 2 * (y >> i & 1)));
}

struct place {
  int z;
  int64_t x, y;
};

static bool add_token(struct ct_str *s, const char *token, size_t n, const struct place *at,
                      const char *ratio) {
  const int z = at->z;
  const int64_t x = at->x, y = at->y;
  if (n == 1 && token[0] == 'z')
    ct_str_addf(s, "%d", z);
  else if (n == 1 && (token[0] == 'x' || token[0] == 'y'))
    ct_str_addf(s, "%lld", (long long)(token[0] == 'x' ? x : y));
  else if (n == 7 && !strncmp(token, "quadkey", n))
    add_quadkey(s, z, x, y);
  else if (n == 6 && !strncmp(token, "prefix", n))
    ct_str_addf(s, "%x%x", (unsigned)(x % 16), (unsigned)(y % 16));
  else if (n == 5 && !strncmp(token, "ratio", n))
    ct_str_add(s, ratio);
  else
    return false;
  return true;
}

static const char *tile_path(const struct ct_tile_store *t, int z, int64_t x, int64_t y, struct ct_arena *a) {
  const struct ct_raster_source *source = t->source;
  const struct place at = {z, x, source->tms ? ((int64_t)1 << z) - 1 - y : y};
  const char *p = source->tiles[(size_t)(x + y) % source->ntiles];
  struct ct_str s = {.arena = a};
  while (*p) {
    const char *close = *p == '{' ? strchr(p, '}') : NULL;
    if (close && add_token(&s, p + 1, (size_t)(close - p - 1), &at, t->ratio)) {
      p = close + 1;
      continue;
    }
    ct_str_add_n(&s, p++, 1);
  }
  return ct_str_text(&s);
}

static enum ct_tile_state get_file(struct ct_tile_store *t, int z, int64_t x, int64_t y, struct ct_arena *a,
                                   struct ct_picture *out, struct ct_err *why) {
  const char *path = tile_path(t, z, x, y, a), *usable = path;
  ct_load_note_tile(path, a);
  if (ct_starts_with(path, "http:") || ct_starts_with(path, "https:"))
    usable = ct_arena_printf(a, "/vsicurl/%s", path);
  else if (!ct_starts_with(path, "/vsi") && access(path, R_OK) != 0) {
    ct_fail(why, "%s: no such file", path);
    return CT_TILE_ABSENT;
  }
  if (!ct_load_path_check(usable, t->allow_network, a, &usable, why)) return CT_TILE_BROKEN;
  return ct_picture_read(usable, path, MAX_TILE_SIDE, a, out, why) ? CT_TILE_READ : CT_TILE_BROKEN;
}

// ---- databases

static enum ct_tile_state get_row(struct ct_tile_store *t, int z, int64_t x, int64_t y, struct ct_arena *a,
                                  struct ct_picture *out, struct ct_err *why) {
  enum ct_tile_state state = CT_TILE_ABSENT;
  struct ct_err inner = {0};
  sqlite3_reset(t->get);
  sqlite3_bind_int(t->get, 1, z);
  sqlite3_bind_int64(t->get, 2, x);
  sqlite3_bind_int64(t->get, 3, ((int64_t)1 << z) - 1 - y);
  int rc = sqlite3_step(t->get);
  const void *bytes = rc == SQLITE_ROW ? sqlite3_column_blob(t->get, 0) : NULL;
  int n = rc == SQLITE_ROW ? sqlite3_column_bytes(t->get, 0) : 0;
  if (rc == SQLITE_ROW && bytes && n > 0)
    state =
        ct_picture_decode(bytes, (size_t)n, MAX_TILE_SIDE, a, out, &inner) ? CT_TILE_READ : CT_TILE_BROKEN;
  else if (rc != SQLITE_DONE && rc != SQLITE_ROW)
    state = CT_TILE_BROKEN, ct_fail(&inner, "%s", sqlite3_errmsg(t->db));
  if (state != CT_TILE_READ)
    ct_fail(why, "%s: tile %d/%lld/%lld: %s", t->source->path, z, (long long)x, (long long)y,
            state == CT_TILE_ABSENT ? "is not there" : inner.message);
  return state;
}

// ---- both

bool ct_tile_store_open(const struct ct_raster_source *s, const char *ratio, bool allow_network,
                        struct ct_arena *a, struct ct_tile_store **out, struct ct_err *err) {
  *out = NULL;
  struct ct_tile_store *t = calloc(1, sizeof *t);
  if (!t) return ct_fail(err, "out of memory");
  t->source = s;
  t->allow_network = allow_network;
  t->ratio = ratio;
  static const char sql[] =
      "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?";
  if (s->kind == CT_RASTER_MBTILES) {
    if (!ct_mbtiles_open(s->path, MAX_TILE_BYTES, &t->steps, a, &t->db, err)) {
      free(t);
      return false;
    }
    if (sqlite3_prepare_v2(t->db, sql, -1, &t->get, NULL) != SQLITE_OK) {
      ct_fail(err, "%s: is no MBTiles file (%s)", s->path, sqlite3_errmsg(t->db));
      ct_tile_store_close(t);
      return false;
    }
  }
  *out = t;
  return true;
}

void ct_tile_store_close(struct ct_tile_store *t) {
  if (!t) return;
  sqlite3_finalize(t->get);
  sqlite3_close(t->db);
  free(t);
}

enum ct_tile_state ct_tile_store_get(struct ct_tile_store *t, int z, int64_t x, int64_t y, struct ct_arena *a,
                                     struct ct_picture *out, struct ct_err *why) {
  return t->db ? get_row(t, z, x, y, a, out, why) : get_file(t, z, x, y, a, out, why);
}

// ---- what a database says of itself

static void take_bounds(struct ct_arena *a, const char *text, double bounds[4]) {
  double v[4];
  for (int i = 0; i < 4; i++) {
    size_t n = strcspn(text, ",");
    if (!ct_parse_number(ct_arena_strndup(a, text, n), &v[i])) return;
    text += n + (text[n] == ',');
  }
  if (v[1] < v[3] && v[0] < v[2]) memcpy(bounds, v, sizeof v);
}

static int zoom_of(const char *text, int otherwise) {
  double z;
  return ct_parse_number(text, &z) && z >= 0 && z <= CT_TILE_ZOOM_MAX ? (int)z : otherwise;
}

static bool take_metadata(struct ct_raster_source *s, const char *name, const char *value, struct ct_arena *a,
                          struct ct_err *err) {
  if (!strcmp(name, "minzoom")) s->minzoom = zoom_of(value, s->minzoom);
  if (!strcmp(name, "maxzoom")) s->maxzoom = zoom_of(value, s->maxzoom);
  if (!strcmp(name, "bounds")) take_bounds(a, value, s->bounds);
  if (!strcmp(name, "format") && ct_same_nocase(value, "pbf"))
    return ct_fail(err, "%s: holds vector tiles, not pictures", s->path);
  return true;
}

bool ct_mbtiles_describe(struct ct_raster_source *s, struct ct_arena *a, struct ct_err *err) {
  void *db;
  int steps;
  sqlite3_stmt *get = NULL;
  bool ok = ct_mbtiles_open(s->path, MAX_TILE_BYTES, &steps, a, &db, err);
  if (!ok) return false;
  if (sqlite3_prepare_v2(db, "SELECT name, value FROM metadata", -1, &get, NULL) != SQLITE_OK)
    ok = ct_fail(err, "%s: is no MBTiles file (%s)", s->path, sqlite3_errmsg(db));
  while (ok && sqlite3_step(get) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(get, 0);
    const char *value = (const char *)sqlite3_column_text(get, 1);
    if (name && value) ok = take_metadata(s, name, value, a, err);
  }
  sqlite3_finalize(get);
  sqlite3_close(db);
  return ok;
}

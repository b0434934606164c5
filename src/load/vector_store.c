// SPDX-License-Identifier: MIT
// Vector store: the bytes of tiles, unpacked, from an MBTiles file or a folder.
#include "load/vector_store.h"

#include <libdeflate.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "load/mbtiles.h"
#include "load/vector_tiles.h"

// ---- MBTiles

bool ct_vector_store_open(struct ct_vector_store *s, const struct ct_tileset *set, struct ct_arena *a,
                          struct ct_err *err) {
  *s = (struct ct_vector_store){.set = set};
  if (!set->mbtiles) return true;
  if (!ct_mbtiles_open(set->mbtiles, CT_TILE_BYTES_MAX, &s->steps, a, &s->db, err)) return false;
  sqlite3_stmt *q = NULL;
  const char *sql = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?";
  int rc = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);
  s->query = q;
  return rc == SQLITE_OK || ct_fail(err, "%s: is no MBTiles file: %s", set->mbtiles, sqlite3_errmsg(s->db));
}

void ct_vector_store_close(struct ct_vector_store *s) {
  sqlite3_finalize(s->query);
  sqlite3_close(s->db);
  if (s->file) fclose(s->file);
  s->db = s->query = s->file = NULL;
}

// An MBTiles' rows always count from the south.
static bool db_get(struct ct_vector_store *s, const struct ct_tile_id *id, struct ct_arena *a,
                   struct ct_tile_bytes *out, bool *found) {
  sqlite3_stmt *q = s->query;
  sqlite3_reset(q);
  sqlite3_bind_int(q, 1, id->z);
  sqlite3_bind_int64(q, 2, id->x);
  sqlite3_bind_int64(q, 3, ((int64_t)1 << id->z) - 1 - id->y);
  int rc = sqlite3_step(q);
  if (rc == SQLITE_DONE) return true;
  if (rc != SQLITE_ROW) return false;
  *found = true;
  out->n = (size_t)sqlite3_column_bytes(q, 0);
  uint8_t *bytes = CT_NEW_N(a, uint8_t, out->n + 1);
  if (out->n) memcpy(bytes, sqlite3_column_blob(q, 0), out->n);
  out->v = bytes;
  return true;
}

static void take_metadata(struct ct_tileset *set, const char *name, const char *value) {
  double b[4];
  if (strcmp(name, "minzoom") == 0 && set->minzoom < 0) set->minzoom = (int)strtol(value, NULL, 10);
  if (strcmp(name, "maxzoom") == 0 && set->maxzoom < 0) set->maxzoom = (int)strtol(value, NULL, 10);
  if (strcmp(name, "bounds") != 0 || !isnan(set->bounds[0])) return;
  const char *p = value;
  for (int i = 0; i < 4; i++) {
    char *end;
    b[i] = strtod(p, &end);
    if (end == p || !isfinite(b[i])) return;
    p = end + (*end == ',');
  }
  memcpy(set->bounds, b, sizeof b);
}

static bool is_raster(const char *format) {
  return ct_same_nocase(format, "png") || ct_same_nocase(format, "jpg") || ct_same_nocase(format, "jpeg") ||
         ct_same_nocase(format, "webp");
}

static bool read_metadata(sqlite3 *db, struct ct_tileset *set, const char *path, struct ct_err *err) {
  sqlite3_stmt *q = NULL;
  bool ok = true;
  // A file without this table has its tiles all the same.
  if (sqlite3_prepare_v2(db, "SELECT name, value FROM metadata", -1, &q, NULL) != SQLITE_OK) return true;
  while (ok && sqlite3_step(q) == SQLITE_ROW) {
    const char *name = (const char *)sqlite3_column_text(q, 0),
               *value = (const char *)sqlite3_column_text(q, 1);
    if (!name || !value) continue;
    if (strcmp(name, "format") == 0 && is_raster(value))
      ok = ct_fail(err, "%s: holds pictures (%s), not vector tiles", path, value);
    take_metadata(set, name, value);
  }
  sqlite3_finalize(q);
  return ok;
}

static bool read_zooms(sqlite3 *db, struct ct_tileset *set, const char *path, struct ct_err *err) {
  sqlite3_stmt *q = NULL;
  int rc = sqlite3_prepare_v2(db, "SELECT min(zoom_level), max(zoom_level) FROM tiles", -1, &q, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_step(q);
  if (rc == SQLITE_ROW && set->minzoom < 0) set->minzoom = sqlite3_column_int(q, 0);
  if (rc == SQLITE_ROW && set->maxzoom < 0) set->maxzoom = sqlite3_column_int(q, 1);
  if (rc != SQLITE_ROW) ct_fail(err, "%s: is no MBTiles file: %s", path, sqlite3_errmsg(db));
  sqlite3_finalize(q);
  return rc == SQLITE_ROW;
}

bool ct_vector_store_describe(const char *path, struct ct_tileset *set, struct ct_arena *a,
                              struct ct_err *err) {
  void *db;
  int steps;
  if (!ct_mbtiles_open(path, CT_TILE_BYTES_MAX, &steps, a, &db, err)) return false;
  bool ok = read_metadata(db, set, path, err);
  if (ok && (set->minzoom < 0 || set->maxzoom < 0)) ok = read_zooms(db, set, path, err);
  sqlite3_close(db);
  return ok;
}

// ---- folders

static void add_quadkey(struct ct_str *s, const struct ct_tile_id *id) {
  for (int i = id->z; i-- > 0;) ct_str_addf(s, "%u", (id->x >> i & 1) + 2 * (id->y >> i & 1));
}

static const char *tile_path(const struct ct_tileset *set, const struct ct_tile_id *id, struct ct_arena *a) {
  struct ct_str s = {.arena = a};
  uint32_t flipped = ((uint32_t)1 << id->z) - 1 - id->y;
  for (const char *p = set->templates[(id->x + id->y) % set->ntemplates]; *p;) {
    const char *close = *p == '{' ? strchr(p, '}') : NULL;
    size_t n = close ? (size_t)(close - p) + 1 : 1;
    if (n == 3 && p[1] == 'z')
      ct_str_addf(&s, "%d", id->z);
    else if (n == 3 && p[1] == 'x')
      ct_str_addf(&s, "%u", id->x);
    else if (n == 3 && p[1] == 'y')
      ct_str_addf(&s, "%u", set->tms ? flipped : id->y);
    else if (n == 4 && strncmp(p, "{-y}", 4) == 0)
      ct_str_addf(&s, "%u", flipped);
    else if (n == 9 && strncmp(p, "{quadkey}", 9) == 0)
      add_quadkey(&s, id);
    else if (n == 8 && strncmp(p, "{prefix}", 8) == 0)
      ct_str_addf(&s, "%x%x", id->x % 16, id->y % 16);
    else if (!(n == 7 && strncmp(p, "{ratio}", 7) == 0))
      ct_str_add_n(&s, p, n);
    p += n;
  }
  return ct_str_text(&s);
}

static bool file_get(struct ct_vector_store *s, const struct ct_tile_id *id, struct ct_arena *a,
                     struct ct_tile_bytes *out, bool *found) {
  const char *path = tile_path(s->set, id, a);
  struct stat st;
  ct_reads_note(CT_READ_DATA, path);
  if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) return true;
  if (st.st_size > CT_TILE_BYTES_MAX) return false;
  FILE *f = s->file = fopen(path, "rb");
  if (!f) return false;
  uint8_t *bytes = CT_NEW_N(a, uint8_t, (size_t)st.st_size + 1);
  out->n = fread(bytes, 1, (size_t)st.st_size, f);
  out->v = bytes;
  s->file = NULL;
  *found = true;
  return fclose(f) == 0;
}

// ---- unpacking

static bool unpack(struct ct_tile_bytes *b, bool gzip, struct ct_arena *a) {
  struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
  if (!d) return false;
  size_t n = 0;
  // A gzip file ends in its size unpacked; it may lie.
  for (size_t cap = 4 * b->n + 1024; cap <= CT_TILE_BYTES_MAX; cap *= 4) {
    uint8_t *out = malloc(cap);
    if (!out) break;
    enum libdeflate_result r = gzip ? libdeflate_gzip_decompress(d, b->v, b->n, out, cap, &n)
                                    : libdeflate_zlib_decompress(d, b->v, b->n, out, cap, &n);
    if (r == LIBDEFLATE_SUCCESS) {
      uint8_t *kept = n ? CT_NEW_N(a, uint8_t, n) : NULL;
      if (n) memcpy(kept, out, n);
      *b = (struct ct_tile_bytes){kept, n};
    }
    free(out);
    if (r == LIBDEFLATE_INSUFFICIENT_SPACE) continue;
    libdeflate_free_decompressor(d);
    return r == LIBDEFLATE_SUCCESS;
  }
  libdeflate_free_decompressor(d);
  return false;
}

bool ct_vector_store_get(struct ct_vector_store *s, const struct ct_tile_id *id, struct ct_arena *a,
                         struct ct_tile_bytes *out, bool *found, const char **fault) {
  *out = (struct ct_tile_bytes){0};
  *found = false;
  *fault = "cannot be read";
  if (!(s->db ? db_get(s, id, a, out, found) : file_get(s, id, a, out, found))) return false;
  *fault = "cannot be unpacked";
  if (out->n > 2 && out->v[0] == 0x1f && out->v[1] == 0x8b) return unpack(out, true, a);
  if (out->n > 2 && out->v[0] == 0x78 && (out->v[0] * 256 + out->v[1]) % 31 == 0)
    return unpack(out, false, a);
  return true;
}

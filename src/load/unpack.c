// SPDX-License-Identifier: MIT
// Unpack: compressed files and archives as one file that can be read.
#include "load/unpack.h"

#include <cpl_vsi.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "load/path.h"
#include "load/run.h"

// A text table packs to a twentieth, seldom to a hundredth; deflate at its best to a thousandth.
enum { RATIO_MAX = 250, ENTRIES_MAX = 100000 };
static const uint64_t small = 16u << 20, archive_max = 1u << 30, gzip_max = (uint64_t)4 << 30;

struct budget {
  const char *name;  // for messages
  uint64_t packed, unpacked, max;
};

static bool spend(struct budget *b, uint64_t n, struct ct_err *err) {
  b->unpacked += n;
  if (b->unpacked > b->max)
    return ct_fail(err, "%s: unpacks to more than %d GB", b->name, (int)(b->max >> 30));
  if (b->unpacked > small && b->unpacked / RATIO_MAX > b->packed)
    return ct_fail(err, "%s: unpacks to more than %d times its size", b->name, RATIO_MAX);
  return true;
}

// What headers say about sizes need not be so.
static bool read_through(struct ct_load_run *r, const char *path, struct budget *b) {
  enum { CHUNK = 256 * 1024 };
  VSILFILE *f = r->handles.file = VSIFOpenL(path, "rb");
  if (!f) return ct_fail(r->err, "%s: cannot be unpacked", b->name);
  char *buf = CT_NEW_N(&r->scratch, char, CHUNK);
  bool ok = true;
  for (size_t n; ok && (n = VSIFReadL(buf, 1, CHUNK, f)) > 0;) ok = spend(b, n, r->err);
  r->handles.file = NULL;
  VSIFCloseL(f);
  return ok;
}

static uint64_t file_size(const char *path) {
  VSIStatBufL st;
  return VSIStatL(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

struct entries {
  const char **v;
  size_t n;
};

// The names in a zip, their declared sizes added up first: that is quick.
static bool list_entries(struct ct_load_run *r, const char *path, struct budget *b, struct entries *out) {
  VSIDIR *dir = VSIOpenDir(ct_arena_printf(&r->scratch, "/vsizip/{%s}", path), -1, NULL);
  if (!dir) return true;  // whoever reads it will say what is wrong
  struct budget declared = *b;
  const VSIDIREntry *e;
  size_t cap = 0;
  bool ok = true;
  while (ok && (e = VSIGetNextDirEntry(dir))) {
    ok = spend(&declared, e->nSize, r->err);
    if (ok && out->n == ENTRIES_MAX)
      ok = ct_fail(r->err, "%s: holds more than %d files", b->name, ENTRIES_MAX);
    if (!ok || VSI_ISDIR(e->nMode)) continue;
    if (out->n == cap) {
      size_t more = cap ? cap * 2 : 16;
      out->v = ct_arena_grow(&r->scratch, out->v, cap, more, sizeof *out->v);
      cap = more;
    }
    out->v[out->n++] = ct_arena_strdup(&r->scratch, e->pszName);
  }
  VSICloseDir(dir);
  return ok;
}

static bool try_zip(struct ct_load_run *r, const char *path, struct entries *entries) {
  struct budget b = {.name = r->place, .packed = file_size(path), .max = archive_max};
  if (!list_entries(r, path, &b, entries)) return false;
  // So small a file cannot unpack to much.
  if (b.packed * 1100 < small) return true;
  for (size_t i = 0; i < entries->n; i++)
    if (!read_through(r, ct_arena_printf(&r->scratch, "/vsizip/{%s}/%s", path, entries->v[i]), &b))
      return false;
  return true;
}

static bool one_of(const char *extension, const char *const *list) {
  for (; *list; list++)
    if (ct_same_nocase(extension, *list)) return true;
  return false;
}

static bool built_on_zip(const char *extension) {
  static const char *const list[] = {"kmz", "xlsx", "xlsm", "ods", "shz", NULL};
  return one_of(extension, list);
}

// What drivers open by seeking about in it, or as an archive in its turn.
static bool needs_copy(const char *extension) {
  static const char *const list[] = {"gpkg", "sqlite", "db", "xls", "fgb", NULL};
  return built_on_zip(extension) || one_of(extension, list);
}

static bool is_dataset(const char *name) {
  static const char *const list[] = {"csv", "tsv",  "psv",  "geojson", "json",     "kml",  "kmz",
                                     "gpx", "xlsx", "xlsm", "ods",     "xls",      "gpkg", "fgb",
                                     "shp", "tab",  "mif",  "gml",     "geojsonl", NULL};
  const char *base = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
  return base[0] != '.' && !ct_starts_with(name, "__MACOSX/") && one_of(ct_path_extension(name), list);
}

// The dataset of a zip; a text file only where there is nothing else.
static bool pick(struct ct_load_run *r, const char *archive, const struct entries *entries,
                 const char **picked) {
  const char **found = CT_NEW_N(&r->scratch, const char *, entries->n + 1);
  size_t n = 0;
  for (size_t i = 0; i < entries->n; i++)
    if (is_dataset(entries->v[i])) found[n++] = entries->v[i];
  for (size_t i = 0; !n && i < entries->n; i++)
    if (ct_same_nocase(ct_path_extension(entries->v[i]), "txt")) found[n++] = entries->v[i];
  if (n == 0)
    return ct_fail(r->err, "%s: holds no dataset (it has %s)", r->place,
                   entries->n ? ct_load_names(&r->scratch, entries->v, entries->n) : "nothing");
  if (n > 1)
    return ct_fail(r->err, "%s: holds %zu datasets: %s (choose with /vsizip/%s/%s)", r->place, n,
                   ct_load_names(&r->scratch, found, n), archive, found[0]);
  *picked = found[0];
  return true;
}

static bool copy_to_memory(struct ct_load_run *r, const char *from, const char *extension,
                           const char **usable) {
  const char *to = ct_arena_printf(&r->scratch, "/vsimem/cartouche_%p.%s", (void *)r, extension);
  enum { CHUNK = 256 * 1024 };
  char *buf = CT_NEW_N(&r->scratch, char, CHUNK);
  VSILFILE *in = r->handles.file = VSIFOpenL(from, "rb");
  if (!in) return ct_fail(r->err, "%s: cannot be unpacked", r->place);
  VSILFILE *out = VSIFOpenL(to, "wb");
  bool ok = out != NULL;
  if (out) r->handles.mem_path = to;
  for (size_t n; ok && (n = VSIFReadL(buf, 1, CHUNK, in)) > 0;) ok = VSIFWriteL(buf, 1, n, out) == n;
  if (out) VSIFCloseL(out);
  r->handles.file = NULL;
  VSIFCloseL(in);
  *usable = to;
  return ok || ct_fail(r->err, "%s: no memory to unpack it", r->place);
}

// A path into a zip or gzip: what it leads to is unpacked on trial, and copied where it has to be.
static bool inside(struct ct_load_run *r, const char *path, const char *archive, const char **usable) {
  bool gzip = ct_starts_with(path, "/vsigzip");
  struct budget b = {.name = r->place, .packed = file_size(archive), .max = gzip ? gzip_max : archive_max};
  const char *extension = ct_load_extension(path);
  bool copy = needs_copy(extension);
  if (copy) b.max = archive_max;
  *usable = path;
  if (!read_through(r, path, &b)) return false;
  if (b.unpacked == 0) return ct_fail(r->err, "%s: the file is empty", r->place);
  if (copy && !copy_to_memory(r, path, extension, usable)) return false;
  struct entries entries = {0};
  return !copy || !built_on_zip(extension) || try_zip(r, *usable, &entries);
}

static bool open_zip(struct ct_load_run *r, const char *path, const char **usable) {
  struct entries entries = {0};
  const char *picked = NULL;
  if (!try_zip(r, path, &entries) || !pick(r, path, &entries, &picked)) return false;
  return inside(r, ct_arena_printf(&r->scratch, "/vsizip/{%s}/%s", path, picked), path, usable);
}

// The archive in "/vsizip/a.zip/b.csv": the longest beginning that is a file.
static const char *archive_of(struct ct_load_run *r, const char *path) {
  char *p = ct_arena_strdup(&r->scratch, strchr(path + 1, '/') + 1);
  if (*p == '{') {
    p++;
    char *close = strchr(p, '}');
    if (close) *close = '\0';
    return p;
  }
  VSIStatBufL st;
  for (char *slash; VSIStatExL(p, &st, VSI_STAT_EXISTS_FLAG) != 0 && (slash = strrchr(p, '/'));)
    *slash = '\0';
  return p;
}

bool ct_unpack(struct ct_load_run *r, const char *path, const char **usable) {
  const char *extension = ct_path_extension(path);
  struct entries entries = {0};
  *usable = path;
  if (ct_starts_with(path, "/vsizip/") || ct_starts_with(path, "/vsigzip/")) {
    const char *archive = archive_of(r, path);
    if (strcmp(path, ct_arena_printf(&r->scratch, "/vsizip/%s", archive)) == 0)
      return open_zip(r, archive, usable);
    return inside(r, path, archive, usable);
  }
  if (ct_same_nocase(extension, "zip")) return open_zip(r, path, usable);
  if (ct_same_nocase(extension, "gz"))
    return inside(r, ct_arena_printf(&r->scratch, "/vsigzip/%s", path), path, usable);
  return !built_on_zip(extension) || try_zip(r, path, &entries);
}

// SPDX-License-Identifier: MIT
// Path: is it a local dataset that may be read?
#include "load/path.h"

#include <cpl_vsi.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "load/postgres.h"

static bool has_nocase(const char *text, const char *word) {
  size_t n = strlen(word);
  for (; *text; text++) {
    size_t k = 0;
    while (k < n && text[k] && (text[k] >= 'A' && text[k] <= 'Z' ? text[k] + 32 : text[k]) == word[k]) k++;
    if (k == n) return true;
  }
  return false;
}

// Virtual file systems of GDAL that read local bytes only. Anything else (/vsicurl/,
// /vsis3/ and their _streaming forms, /vsistdin/ ...) is not one, wherever it stands.
static bool local_vsi(const char *path) {
  static const char *const local[] = {"/vsizip", "/vsigzip", "/vsitar", "/vsi7z", "/vsirar", "/vsimem/"};
  for (const char *p = strstr(path, "/vsi"); p; p = strstr(p + 1, "/vsi")) {
    bool ok = false;
    for (size_t i = 0; i < sizeof local / sizeof *local; i++) ok |= ct_starts_with(p, local[i]);
    if (!ok) return false;
  }
  return !has_nocase(path, "http:") && !has_nocase(path, "https:") && !has_nocase(path, "ftp:");
}

static bool check_vsi(const char *path, bool allow_network, struct ct_err *err) {
  if (!local_vsi(path))
    return allow_network || ct_fail(err, "%s: reads from the network (needs --allow-network)", path);
  VSIStatBufL st;
  if (VSIStatL(path, &st) == 0) return true;
  return ct_fail(err, "%s: no such file in the archive", path);
}

static bool refuse_network(const char *path, struct ct_arena *a, struct ct_err *err) {
  const char *shown = ct_path_shown(a, path);
  if (ct_is_postgres(path) && !strstr(path, "host"))
    return ct_fail(err,
                   "%s: which server is not said, and network sources need --allow-network (one on this "
                   "machine is named by its socket's folder: host=/var/run/postgresql)",
                   shown);
  return ct_fail(err, "%s: no such file, and network or database sources need --allow-network", shown);
}

const char *ct_load_extension(const char *path) {
  const char *extension = ct_path_extension(path);
  if (!ct_same_nocase(extension, "gz")) return extension;
  static const char *const known[] = {"csv", "tsv",  "psv", "txt", "geojson", "json", "kml", "kmz",
                                      "gpx", "xlsx", "ods", "xls", "gpkg",    "fgb",  "gml", "geojsonl"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    size_t n = strlen(known[i]), all = strlen(path);
    if (all > n + 4 && path[all - n - 4] == '.' && strncasecmp(path + all - n - 3, known[i], n) == 0)
      return known[i];
  }
  return extension;
}

bool ct_load_path_check(const char *path, bool allow_network, struct ct_arena *a, const char **usable,
                        struct ct_err *err) {
  struct stat st;
  *usable = path;
  if (!path[0]) return ct_fail(err, "the path of a dataset is empty");
  if (ct_starts_with(path, "/vsi")) return check_vsi(path, allow_network, err);
  if (stat(path, &st) != 0) {
    if (!ct_path_has_scheme(path)) return ct_fail(err, "%s: no such file", path);
    if (ct_is_postgres(path)) *usable = ct_postgres_patient(path, a);
    // What is read here and not by OGR's drivers, which fetch by themselves.
    bool own = ct_same_nocase(ct_path_extension(path), "kml") ||
               ct_same_nocase(ct_path_extension(path), "kmz") ||
               ct_same_nocase(ct_path_extension(path), "csv");
    if (own && ct_starts_with(path, "http")) *usable = ct_arena_printf(a, "/vsicurl/%s", path);
    if (allow_network || ct_postgres_is_local(path)) return true;
    return refuse_network(path, a, err);
  }
  // A file called "PG:x" is a file.
  if (ct_path_has_scheme(path)) *usable = ct_arena_printf(a, "./%s", path);
  if (S_ISDIR(st.st_mode)) {
    if (ct_ends_with(path, ".gdb") || ct_ends_with(path, ".gdb/")) return true;
    return ct_fail(err, "%s: is a folder (expected a file)", path);
  }
  if (!S_ISREG(st.st_mode)) return ct_fail(err, "%s: is no ordinary file", path);
  if (st.st_size == 0) return ct_fail(err, "%s: the file is empty", path);
  return true;
}

// SPDX-License-Identifier: MIT
// Note: a dataset's files, by the names that drivers look for.
#include "load/note.h"

#include <cpl_string.h>
#include <gdal.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/vec.h"

// What stands beside a file: instead of its extension, or (beginning with '-' or '.') after its whole name.
enum { BESIDE_MOST = 16 };
struct beside {
  const char *extensions[4];
  const char *names[BESIDE_MOST];
};

static const struct beside table[] = {
    {{"shp", "dbf", "shx"}, {"shp", "shx", "dbf", "prj", "cpg", "qix", "sbn", "sbx", "idm", "ind", "cst"}},
    {{"gpkg", "mbtiles"}, {"-wal", "-journal"}},
    {{"sqlite", "sqlite3", "db"}, {"-wal", "-journal"}},
    {{"tab"}, {"dat", "map", "id", "ind", "dbf"}},
    {{"mif"}, {"mid"}},
    {{"gml"}, {"xsd", "gfs", "resolved.gml"}},
    {{"gmt"}, {"prj"}},
};

// Of anything that may be a raster.
static const char *const raster_names[] = {".aux.xml", ".ovr", ".OVR", ".msk", ".MSK", ".aux", "aux", "AUX",
                                           "prj",      "PRJ",  "wld",  "WLD",  "hdr",  "HDR",  "tab", "TAB"};

static bool is_vector(const char *extension) {
  static const char *const list[] = {"csv", "tsv",  "psv", "txt",  "json", "geojson", "geojsonl", "topojson",
                                     "kml", "kmz",  "gpx", "xlsx", "ods",  "xls",     "fgb",      "gpkg",
                                     "shp", "dbf",  "tab", "mif",  "gml",  "mbtiles", "sqlite",   "db",
                                     "zip", "yaml", "svg", "dxf",  "xlsm", "sqlite3", "gz",       NULL};
  for (int i = 0; list[i]; i++)
    if (ct_same_nocase(extension, list[i])) return true;
  return false;
}

static void note_beside(const char *path, const char *name, struct ct_arena *a) {
  size_t stem = strlen(path) - strlen(ct_path_extension(path));
  if (name[0] == '-' || name[0] == '.')
    ct_reads_note(CT_READ_DATA, ct_arena_printf(a, "%s%s", path, name));
  else
    ct_reads_note(CT_READ_DATA, ct_arena_printf(a, "%.*s%s", (int)stem, path, name));
}

// As the file's own extension is written, drivers look for the others in either case.
static void note_both(const char *path, const char *name, struct ct_arena *a) {
  note_beside(path, name, a);
  char *upper = ct_arena_strdup(a, name);
  for (char *p = upper; *p; p++)
    if (*p >= 'a' && *p <= 'z') *p = (char)(*p - 32);
  if (name[0] != '-' && strcmp(upper, name) != 0) note_beside(path, upper, a);
}

// World files: tfw, tifw, TFW for a tif.
static void note_world(const char *path, const char *extension, struct ct_arena *a) {
  size_t n = strlen(extension);
  if (n < 2) return;
  note_both(path, ct_arena_printf(a, "%c%cw", extension[0], extension[n - 1]), a);
  note_both(path, ct_arena_printf(a, "%sw", extension), a);
}

static void note_sidecars(const char *path, struct ct_arena *a) {
  const char *extension = ct_path_extension(path);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    for (int k = 0; k < 4 && table[i].extensions[k]; k++) {
      if (!ct_same_nocase(extension, table[i].extensions[k])) continue;
      for (int j = 0; j < BESIDE_MOST && table[i].names[j]; j++) note_both(path, table[i].names[j], a);
      return;
    }
  if (is_vector(extension)) return;
  for (size_t i = 0; i < sizeof raster_names / sizeof *raster_names; i++)
    note_beside(path, raster_names[i], a);
  note_world(path, extension, a);
}

static bool exists(const char *path, struct stat *st) {
  return stat(path, st) == 0;
}

// The longest beginning of a path into archives ("a.zip/b.csv", "{a.zip}/b.csv") that is a file; NULL: none.
static const char *file_of(const char *inside, struct ct_arena *a) {
  char *p = ct_arena_strdup(a, inside);
  if (*p == '{') {
    char *close = strrchr(++p, '}');
    if (close) *close = '\0';
  }
  struct stat st;
  for (char *slash; !exists(p, &st) && (slash = strrchr(p, '/')) && slash != p;) *slash = '\0';
  return exists(p, &st) && S_ISREG(st.st_mode) ? p : NULL;
}

// Without the passwords in it: notes are kept in files.
static void note_elsewhere(const char *path, struct ct_arena *a) {
  ct_reads_note_elsewhere(CT_READ_DATA, ct_path_shown(a, path));
}

static void note_virtual(const char *path, struct ct_arena *a) {
  if (ct_starts_with(path, "/vsimem/")) return;
  const char *p = path;
  // Archives in archives: "/vsigzip//vsizip/a.zip/b.csv.gz".
  while (ct_starts_with(p, "/vsi") && strchr(p + 1, '/')) {
    p = strchr(p + 1, '/') + 1;
    if (*p == '{' && ct_starts_with(p + 1, "/vsi")) p++;
  }
  const char *file = file_of(p, a);
  if (file)
    ct_reads_note(CT_READ_DATA, file);
  else
    note_elsewhere(path, a);
}

void ct_load_note(const char *path, struct ct_arena *a) {
  struct stat st;
  if (!path || !*path) return;
  if (ct_starts_with(path, "/vsi")) {
    note_virtual(path, a);
  } else if (exists(path, &st)) {
    ct_reads_note(CT_READ_DATA, path);
    note_sidecars(path, a);
  } else if (strcmp(path, "-") == 0 || ct_path_has_scheme(path)) {
    note_elsewhere(path, a);
  } else {
    ct_reads_note(CT_READ_DATA, path);
  }
}

void ct_load_note_tile(const char *path, struct ct_arena *a) {
  if (ct_starts_with(path, "/vsi")) {
    note_virtual(path, a);
  } else if (ct_starts_with(path, "http:") || ct_starts_with(path, "https:")) {
    note_elsewhere(path, a);
  } else {
    ct_reads_note(CT_READ_DATA, path);
    note_beside(path, ".aux.xml", a);
    note_beside(path, ".msk", a);
  }
}

void ct_load_note_opened(void *dataset) {
  char **files = GDALGetFileList(dataset);
  for (int i = 0; files && files[i]; i++) ct_reads_note(CT_READ_DATA, files[i]);
  CSLDestroy(files);
}

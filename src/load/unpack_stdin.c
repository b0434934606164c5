// SPDX-License-Identifier: MIT
// Unpack: standard input as a file in memory, named for what it holds.
#include <cpl_vsi.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "load/unpack.h"

static const size_t most = (size_t)1 << 30;

static bool holds(const unsigned char *s, size_t n, const char *word) {
  enum { LOOKED = 4096 };
  return memmem(s, n < LOOKED ? n : LOOKED, word, strlen(word)) != NULL;
}

static bool begins(const unsigned char *s, size_t n, const char *word, size_t size) {
  return n >= size && memcmp(s, word, size) == 0;
}

static const char *zip_extension(const unsigned char *s, size_t n) {
  if (holds(s, n, "opendocument.spreadsheet")) return "ods";
  if (holds(s, n, "[Content_Types].xml") || holds(s, n, "xl/")) return "xlsx";
  return holds(s, n, ".kml") ? "kmz" : "zip";
}

// The extension of a file with these first bytes.
static const char *extension_of(const unsigned char *s, size_t n) {
  if (begins(s, n, "PK\3\4", 4)) return zip_extension(s, n);
  if (begins(s, n, "\x1F\x8B", 2)) return "gz";
  if (begins(s, n, "SQLite format 3", 15)) return "gpkg";
  if (begins(s, n, "fgb", 3)) return "fgb";
  if (begins(s, n, "\xD0\xCF\x11\xE0", 4)) return "xls";
  size_t at = begins(s, n, "\xEF\xBB\xBF", 3) ? 3 : 0;
  while (at < n && (s[at] == ' ' || s[at] == '\n' || s[at] == '\r' || s[at] == '\t')) at++;
  if (at < n && (s[at] == '{' || s[at] == '[')) return "geojson";
  if (at == n || s[at] != '<') return "csv";
  return holds(s, n, "<gpx") ? "gpx" : holds(s, n, "<kml") ? "kml" : "gml";
}

// All of it, in GDAL's memory. NULL: failed.
static unsigned char *read_all(size_t *size, struct ct_err *err) {
  size_t cap = 1 << 20, n = 0;
  unsigned char *buf = VSIMalloc(cap);
  while (buf) {
    if (n == cap) {
      if (cap >= most) {
        ct_fail(err, "standard input: is larger than %zu GB", most >> 30);
        break;
      }
      unsigned char *more = VSIRealloc(buf, cap * 2);
      if (!more) {
        ct_fail(err, "standard input: no memory for it");
        break;
      }
      buf = more;
      cap *= 2;
    }
    ssize_t got = read(STDIN_FILENO, buf + n, cap - n);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      ct_fail(err, "standard input: %s", strerror(errno));
      break;
    }
    if (got == 0) {
      *size = n;
      return buf;
    }
    n += (size_t)got;
  }
  VSIFree(buf);
  return NULL;
}

// What is inside a gzip decides on its name.
static const char *gzip_extension(const char *path) {
  static char name[48];
  unsigned char start[4096];
  snprintf(name, sizeof name, "/vsigzip/%.30s", path);
  VSILFILE *f = VSIFOpenL(name, "rb");
  size_t n = f ? VSIFReadL(start, 1, sizeof start, f) : 0;
  if (f) VSIFCloseL(f);
  snprintf(name, sizeof name, "%s.gz", extension_of(start, n));
  return name;
}

// There is one standard input in a process, and it can be read once.
const char *ct_unpack_stdin(struct ct_err *err) {
  static char path[64];
  size_t n = 0;
  if (path[0]) return path;
  if (isatty(STDIN_FILENO)) {
    ct_fail(err, "standard input: is a terminal (expected data, from a file or another program)");
    return NULL;
  }
  unsigned char *bytes = read_all(&n, err);
  if (!bytes) return NULL;
  if (n == 0) {
    VSIFree(bytes);
    ct_fail(err, "standard input: is empty");
    return NULL;
  }
  static const char plain[] = "/vsimem/stdin.gz";
  const char *extension = extension_of(bytes, n);
  VSILFILE *f = VSIFileFromMemBuffer(plain, bytes, n, TRUE);
  if (!f) {
    VSIFree(bytes);
    ct_fail(err, "standard input: no memory for it");
    return NULL;
  }
  VSIFCloseL(f);
  if (!strcmp(extension, "gz")) extension = gzip_extension(plain);
  snprintf(path, sizeof path, "/vsimem/cartouche-stdin.%s", extension);
  VSIRename(plain, path);
  return path;
}

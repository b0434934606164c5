// SPDX-License-Identifier: MIT
// Known: what a layer's features were as of a day.
#ifndef CT_CATALOG_KNOWN_H
#define CT_CATALOG_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "catalog/hash.h"

struct ct_catalog;
struct ct_catalog_layer;

struct ct_catalog_known_one {
  int64_t n;  // in ct_feature
  const char *id;
  int64_t fid;     // of the version as of the day; 0: none was known then
  char until[11];  // of that version; "": it is the last one
  bool there;      // and not removed
  bool taken;      // a row is the feature's
  unsigned char hash[CT_CATALOG_HASH];
  // Only when matching by name is asked for:
  const char *name;  // NULL: none
  double lon, lat;   // middle of the box; NaN: not placed
  double precision_m;
  bool has_happened;
  struct ct_interval happened;
};

struct ct_catalog_known {
  size_t n;
  struct ct_catalog_known_one *v;  // by number
  int64_t next_feature, next_fid, next_import;
};

// name: the column that names features, when they are matched by it; NULL: names, positions and dates are not read.
// A history that contradicts itself is an error.
bool ct_catalog_known_read(struct ct_catalog *c, const struct ct_catalog_layer *l, const char *day,
                           bool details, const char *name, struct ct_catalog_known *out);

#endif

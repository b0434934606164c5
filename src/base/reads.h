// SPDX-License-Identifier: MIT
// Reads: which files a render has looked at, for manifests and for knowing when it must be done again.
#ifndef CT_BASE_READS_H
#define CT_BASE_READS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"

struct ct_arena;

// What a file is to the map. The first kind noted of a path that is not OTHER stays.
enum ct_read_kind {
  CT_READ_OTHER,
  CT_READ_DOCUMENT,
  CT_READ_TEMPLATE,
  CT_READ_THEME,
  CT_READ_ICON,
  CT_READ_FONT,
  CT_READ_DATA,
  CT_READ_BASE,     // base layers, policies
  CT_READ_EDITION,  // the manifest of an earlier edition
  CT_READ_KINDS
};
// "document", "theme" ...
const char *ct_read_kind_name(enum ct_read_kind kind);

// A file as it was when it was last noted: what stat tells, cheap to compare.
struct ct_file_sign {
  bool is_there;
  int64_t size, mtime_ns, ctime_ns;
  uint64_t inode, device;
};
void ct_file_sign_of(const char *path, struct ct_file_sign *out);
bool ct_file_sign_equal(const struct ct_file_sign *x, const struct ct_file_sign *y);

struct ct_read {
  const char *path;  // absolute
  enum ct_read_kind kind;
  struct ct_file_sign sign;  // when first noted
};

struct ct_map;

struct ct_reads {
  struct ct_arena *arena;
  ct_vec(struct ct_read) v;  // in the order in which they were first noted
  struct ct_map *known;
};

// From now on this thread's reads are noted there; NULL: nowhere. Returns where they were noted before.
struct ct_reads *ct_reads_into(struct ct_reads *reads);
// Notes a file that is about to be read, or was looked for in vain. Where nobody listens, and for paths that are no files
// of this machine (of GDAL's drivers, streams), nothing happens. Of a dataset of several files the caller notes each.
void ct_reads_note(enum ct_read_kind kind, const char *path);

#endif

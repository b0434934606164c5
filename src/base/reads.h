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
  const char *path;   // absolute, or as written where it is no file
  bool is_elsewhere;  // a stream, a database, the network: nothing tells whether it has changed
  enum ct_read_kind kind;
  struct ct_file_sign sign;  // when first noted
};

struct ct_hash;
struct ct_map;

struct ct_reads {
  struct ct_arena *arena;
  ct_vec(struct ct_read) v;  // in the order in which they were first noted
  struct ct_map *known;
};

// From now on this thread's reads are noted there; NULL: nowhere. Returns where they were noted before.
struct ct_reads *ct_reads_into(struct ct_reads *reads);
// Notes a file that is about to be read, or was looked for in vain, or a folder whose list of names is. Where nobody
// listens, and for paths that are no files of this machine (of GDAL's drivers, streams), nothing happens. Of a dataset of
// several files the caller notes each.
void ct_reads_note(enum ct_read_kind kind, const char *path);
// Notes what is read from somewhere else: "-", a database, an address.
void ct_reads_note_elsewhere(enum ct_read_kind kind, const char *name);

// Digests of files by path and signature, so that each is hashed once. A zeroed one with its arena is empty.
struct ct_hashes {
  struct ct_arena *arena;
  ct_vec(struct ct_hash *) v;
  struct ct_map *known;
};
// The digest of the file as it was read (of a folder: of the names in it); NULL: it was not there; "": it has changed
// since, or nothing tells whether it has. The text belongs to `hashes`.
const char *ct_reads_hash(struct ct_hashes *hashes, const struct ct_read *read);

#endif

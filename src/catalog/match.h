// SPDX-License-Identifier: MIT
// Match: which feature of a catalogue each row of an import is.
#ifndef CT_CATALOG_MATCH_H
#define CT_CATALOG_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/map.h"
#include "catalog/hash.h"

struct ct_arena;
struct ct_catalog_known;
struct ct_diags;
struct ct_err;
struct ct_table;

enum { CT_CATALOG_NEW = UINT32_MAX };

struct ct_catalog_item {
  const struct ct_table *t;
  size_t file, row;
  const char *id;    // as the file has it, or found; NULL: the row is matched by name
  const char *name;  // NULL: it has none
  uint32_t was;      // number in the features known, or CT_CATALOG_NEW
  bool has_happened;
  struct ct_interval happened;
  unsigned char hash[CT_CATALOG_HASH];
};

struct ct_catalog_match {
  struct ct_arena *a;
  struct ct_diags *diags;
  struct ct_catalog_known *known;
  size_t n;
  struct ct_catalog_item *items;
  struct ct_map ids;  // all ids, known and new
};

// Rows with ids are the features of those ids; two rows of one id are an error. Rows without are the features of the same
// name (folded) of which they say the same to the letter, then those within 1 km and both precisions, of no other date,
// where row and feature are the only ones so near; the latter are notes (CT-C101). Where several are, they are new, and
// warned of (CT-C102). New features without id get one from their name: "wonsan-port", "wonsan-port-2".
bool ct_catalog_match(struct ct_catalog_match *m, struct ct_err *err);

#endif

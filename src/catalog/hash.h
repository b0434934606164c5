// SPDX-License-Identifier: MIT
// Hash: the digest of what a version says, by which versions are told apart and damage is found.
#ifndef CT_CATALOG_HASH_H
#define CT_CATALOG_HASH_H

#include <stddef.h>

#include "base/vec.h"

struct ct_digest;

enum { CT_CATALOG_HASH = 32 };

// Facts are added in this order: "geom" (the blob), "ct_state", "ct_happened", "ct_precision_m", "ct_notation",
// "ct_published", "ct_approx", then the data's own columns in the order of strcmp over their names. What has no value adds
// nothing, so that a column that comes later changes no earlier hash. A number counts as its shortest text
// (ct_number_shortest), so that a column that turns from numbers to texts changes none either; a truth value as "true" or
// "false". Each fact is its name, its size and its bytes.
struct ct_catalog_hash {
  struct ct_arena *arena;
  struct ct_digest *digest;
  ct_vec(unsigned char) bytes;
};

void ct_catalog_hash_bytes(struct ct_catalog_hash *h, const char *name, const void *data, size_t size);
void ct_catalog_hash_text(struct ct_catalog_hash *h, const char *name, const char *text);  // NULL: no value
void ct_catalog_hash_number(struct ct_catalog_hash *h, const char *name, double x);        // NaN: no value
// The digest of what has been added; then it is empty again.
void ct_catalog_hash_end(struct ct_catalog_hash *h, unsigned char out[CT_CATALOG_HASH]);

#endif

// SPDX-License-Identifier: MIT
// Hash: the digest of a feature's position, shape and fields.
#ifndef CT_EDITION_HASH_H
#define CT_EDITION_HASH_H

#include "base/digest.h"
#include "model/edition.h"

// SHA-256 over lon and lat (8 bytes each, little-endian IEEE 754; -0 is 0, NaN is 7ff8000000000000), the shape, and
// name and value of every field that has a value, ordered by name in bytes. A text goes in as its length
// plus one (8 bytes, little-endian; 0: there is none) and its bytes.
// `order`: what ct_edition_order says.
void ct_edition_hash(struct ct_digest *d, const struct ct_edition_feature *f, const size_t *order,
                     char hex[CT_DIGEST_SIZE]);
// Fills `order` with the numbers of the n fields by name, those of one name as they stand.
void ct_edition_order(const struct ct_edition_field *fields, size_t n, size_t *order);

#endif

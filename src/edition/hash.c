// SPDX-License-Identifier: MIT
// Hash: fields by name, so that moving a column changes nothing.
#include "edition/hash.h"

#include <stdlib.h>
#include <string.h>

void ct_edition_order(const struct ct_edition_field *fields, size_t n, size_t *order) {
  for (size_t i = 0; i < n; i++) {
    size_t k = i;
    for (; k > 0 && strcmp(fields[order[k - 1]].name, fields[i].name) > 0; k--) order[k] = order[k - 1];
    order[k] = i;
  }
}

void ct_edition_hash(struct ct_digest *d, const struct ct_edition_feature *f, const size_t *order,
                     char hex[CT_DIGEST_SIZE]) {
  ct_digest_add_number(d, f->lon);
  ct_digest_add_number(d, f->lat);
  ct_digest_add_text(d, f->shape);
  for (size_t i = 0; i < f->nfields; i++) {
    const struct ct_edition_field *x = &f->fields[order[i]];
    if (!x->value) continue;
    ct_digest_add_text(d, x->name);
    ct_digest_add_text(d, x->value);
  }
  ct_digest_finish(d, hex);
}

// SPDX-License-Identifier: MIT
// Derived lines and areas of a data entry: uncertainty, tracks, rings, sectors, links.
#ifndef CT_DOC_DATA_DERIVED_H
#define CT_DOC_DATA_DERIVED_H

#include <stdbool.h>

struct ct_data;
struct ct_document;
struct ct_field_reader;
struct ct_value;

// Reads those keys of the entry `v` into d.
bool ct_doc_read_derived(struct ct_field_reader *r, const struct ct_value *v, struct ct_data *d);
// Do the data exist in which links look for places? When all of `data` has been read.
bool ct_doc_check_links(struct ct_field_reader *r, const struct ct_value *data,
                        const struct ct_document *doc);

#endif

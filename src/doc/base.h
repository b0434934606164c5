// SPDX-License-Identifier: MIT
// The `base` and `boundaries` parts of a document: what lies under its data, and whose lines and names.
#ifndef CT_DOC_BASE_H
#define CT_DOC_BASE_H

#include <stdbool.h>

struct ct_document;
struct ct_field_reader;
struct ct_value;

// `out` has its defaults already.
bool ct_doc_read_base(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);

#endif

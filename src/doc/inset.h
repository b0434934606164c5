// SPDX-License-Identifier: MIT
// The `insets` and `locator` parts of a document.
#ifndef CT_DOC_INSET_H
#define CT_DOC_INSET_H

#include <stdbool.h>

struct ct_document;
struct ct_field_reader;
struct ct_value;

// After data and view have been read.
bool ct_doc_read_insets(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);
// `locator: true`, or a mapping that says what it shows.
bool ct_doc_read_locator(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);

#endif

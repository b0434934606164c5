// SPDX-License-Identifier: MIT
// Data entries of a document.
#ifndef CT_DOC_DATA_H
#define CT_DOC_DATA_H

#include <stdbool.h>

struct ct_document;
struct ct_field_reader;
struct ct_value;

// Reads the document's `data` mapping into out->data.
bool ct_doc_read_data(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);

#endif

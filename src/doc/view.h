// SPDX-License-Identifier: MIT
// The `view` and `page` parts of a document.
#ifndef CT_DOC_VIEW_H
#define CT_DOC_VIEW_H

#include <stdbool.h>

struct ct_document;
struct ct_field_reader;
struct ct_value;

bool ct_doc_read_view(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);
bool ct_doc_read_page(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);

#endif

// SPDX-License-Identifier: MIT
// The `graticule`, `scale_bar` and `north_arrow` parts of a document.
#ifndef CT_DOC_GRATICULE_H
#define CT_DOC_GRATICULE_H

#include <stdbool.h>

struct ct_document;
struct ct_field_reader;
struct ct_value;

// Each reads its own key of the document's top level, as a word or in full; without the key all stays as it is.
bool ct_doc_read_graticule(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *d);
bool ct_doc_read_scale_bar(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *d);
bool ct_doc_read_north(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *d);

#endif

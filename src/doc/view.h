// SPDX-License-Identifier: MIT
// The `view` and `page` parts of a document.
#ifndef CT_DOC_VIEW_H
#define CT_DOC_VIEW_H

#include <stdbool.h>

struct ct_document;
struct ct_document_view;
struct ct_field_reader;
struct ct_value;

// The keys of a view, as they may stand in any mapping; `out` has its defaults already. `d`: whose data
// `fit` names.
#define CT_DOC_VIEW_KEYS "fit", "bbox", "center", "zoom", "scale", "projection", "rotation", "padding"
bool ct_doc_read_view_keys(struct ct_field_reader *r, const struct ct_value *v, const struct ct_document *d,
                           struct ct_document_view *out);

bool ct_doc_read_view(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);
bool ct_doc_read_page(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);

#endif

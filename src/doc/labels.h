// SPDX-License-Identifier: MIT
// The `labels` part of a document.
#ifndef CT_DOC_LABELS_H
#define CT_DOC_LABELS_H

#include <stdbool.h>

struct ct_document;
struct ct_field_reader;
struct ct_value;

// Reads the document's `labels`, a mode or a mapping, into out->labels.
bool ct_doc_read_labels(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);

#endif

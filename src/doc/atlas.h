// SPDX-License-Identifier: MIT
// The `atlas` part of a document.
#ifndef CT_DOC_ATLAS_H
#define CT_DOC_ATLAS_H

#include <stdbool.h>

struct ct_document;
struct ct_field_reader;
struct ct_value;

// Reads the document's `atlas` into out->atlas; its data entries must have been read.
bool ct_doc_read_atlas(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);

#endif

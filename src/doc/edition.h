// SPDX-License-Identifier: MIT
// The `since_edition` part of a document: which earlier edition its marks are held against.
#ifndef CT_DOC_EDITION_H
#define CT_DOC_EDITION_H

#include <stdbool.h>

struct ct_document;
struct ct_field_reader;
struct ct_value;

// `since_edition: FILE.json | DATE`, or { manifest | date, table, heading }. A manifest's path is resolved.
bool ct_doc_read_edition(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);

#endif

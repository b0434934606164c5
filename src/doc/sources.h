// SPDX-License-Identifier: MIT
// The sources of a document, and which of them its data come from.
#ifndef CT_DOC_SOURCES_H
#define CT_DOC_SOURCES_H

#include <stdbool.h>

struct ct_data;
struct ct_document;
struct ct_field_reader;
struct ct_value;

// `sources`: after the data, whose entries may name them.
bool ct_doc_read_sources(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);
// `source` and `footnotes` of a data entry.
bool ct_doc_read_entry_sources(struct ct_field_reader *r, const struct ct_value *entry, struct ct_data *out);

#endif

// SPDX-License-Identifier: MIT
// The furniture of a document: classification, logo, map number, disclaimer, and where the legend goes.
#ifndef CT_DOC_FURNITURE_H
#define CT_DOC_FURNITURE_H

#include <stdbool.h>

struct ct_document;
struct ct_field_reader;
struct ct_value;

// Of the document's top level: classification, logo, where the legend stands, map number, disclaimer; and makes a
// template's name that is a path one from the document's folder.
bool ct_doc_read_furniture(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);

#endif

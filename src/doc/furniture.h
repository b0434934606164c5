// SPDX-License-Identifier: MIT
// The furniture of a document: classification, logo, map number, disclaimer, and where the legend goes.
#ifndef CT_DOC_FURNITURE_H
#define CT_DOC_FURNITURE_H

#include <stdbool.h>

struct ct_document;
struct ct_field_reader;
struct ct_value;

bool ct_doc_read_furniture(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out);

#endif

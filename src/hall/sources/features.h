// SPDX-License-Identifier: MIT
// Sources, features: what an edition has of a data entry.
#ifndef CT_SOURCES_FEATURES_H
#define CT_SOURCES_FEATURES_H

#include <stdbool.h>

#include "edition/of_table.h"
#include "model/table.h"

struct ct_err;
struct ct_source_data;
struct ct_sources;

// The rows of the entry as they were read, in the document's time window, neither grouped nor joined, and how features
// are made of them: the same way for every edition.
struct ct_source_features {
  struct ct_table table;
  struct ct_rows rows;  // of those as they were read
  struct ct_edition_request request;
};
bool ct_sources_features(struct ct_sources *s, const struct ct_source_data *e, struct ct_source_features *out,
                         struct ct_err *err);

#endif

// SPDX-License-Identifier: MIT
// Append, work: what an import knows, between telling what differs and writing it.
#ifndef CT_CATALOG_APPEND_WORK_H
#define CT_CATALOG_APPEND_WORK_H

#include <stdbool.h>

#include "catalog/append.h"
#include "catalog/columns.h"
#include "catalog/known.h"
#include "catalog/layer.h"
#include "catalog/match.h"
#include "catalog/sql.h"

struct ct_catalog_rows;

struct ct_append_work {
  struct ct_catalog c;
  const struct ct_catalog_append *q;
  struct ct_diags *diags;
  struct ct_catalog_summary *summary;
  struct ct_catalog_layer layer;
  struct ct_catalog_columns columns;
  const char *id, *name;         // the layer's columns of ids and names; NULL: none
  bool by_name;                  // some rows have no ids
  struct ct_catalog_rows *rows;  // for each file
  struct ct_catalog_known known;
  struct ct_catalog_match match;
};

// After matching: a row whose position comes by its geometry alone (from a file that a geographic program wrote) says
// nothing of how it was given. Where all else is as its version has it, it is the same.
bool ct_append_compare(struct ct_append_work *w);
// Is any row another than the version as of the day, or a feature gone?
bool ct_append_differs(const struct ct_append_work *w);
// Adds all that differs and counts it.
bool ct_append_write(struct ct_append_work *w);

#endif

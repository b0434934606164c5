// SPDX-License-Identifier: MIT
// Known tables: what has been loaded before the sources are.
#ifndef CT_KNOWN_H
#define CT_KNOWN_H

struct ct_load_request;
struct ct_table;

// A table read while guessing the document; the render uses it again.
struct ct_known_table {
  const struct ct_load_request *request;
  const struct ct_table *table;
};

#endif

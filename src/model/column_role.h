// SPDX-License-Identifier: MIT
// Column role: which column holds ids, which the names of rows, by what it is called. All who ask that ask here.
#ifndef CT_MODEL_COLUMN_ROLE_H
#define CT_MODEL_COLUMN_ROLE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_table;

enum { CT_ROLE_ID_BEST = 3, CT_ROLE_ID_ANY = 1 };

// "id" is CT_ROLE_ID_BEST, "uuid", "guid", "identifier" ... 2, "facility_id" and "siteId" 1, anything else 0. Numbers of rows
// (fid, objectid) are none: they change with the file.
int ct_role_id(const char *column);

// Headers of columns that hold names, in folded words, the best first.
struct ct_role_name {
  const char *words;
  int weight;    // 3: it says so; 2: a kind of thing, which is named there; 1: perhaps
  bool is_word;  // also told by a longer header that has it among its words ("plant (official)")
};
const struct ct_role_name *ct_role_names(size_t *n);
// Which of them the whole header is, however its words are joined ("Facility_Name", "facilityName"); -1: none.
int ct_role_name(const char *column);
// The column of the best header, or one that ends in "name"; -1: there is none. Content is not looked at, so that it is the
// same from one edition of a file to the next.
int ct_role_name_column(const struct ct_table *t);

#endif

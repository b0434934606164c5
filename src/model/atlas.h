// SPDX-License-Identifier: MIT
// Atlas: one page for each feature, or for each value of a column.
#ifndef CT_MODEL_ATLAS_H
#define CT_MODEL_ATLAS_H

#include <stdbool.h>
#include <stddef.h>

struct ct_atlas {
  const char *over;   // name of a data entry; NULL: no atlas
  const char *where;  // which of its rows get a page, or NULL
  const char *by;     // column: a page for each of its values; NULL: for each feature
  const char
      *name;  // template: the page's bookmark and, in files of their own, its name; NULL: the entry's label
  const char *sort;                          // column; NULL: order of the rows, of values as they sort
  double scale;                              // 1:scale of each page; 0: fitted
  double padding_mm;                         // around what is fitted; NaN: as the document's view has it
  bool index;                                // the first page shows where the pages lie
  const char *index_title, *index_subtitle;  // of that page, or NULL
  bool only;                                 // a page shows no other rows of the entry than its own
};

#endif

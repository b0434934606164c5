// SPDX-License-Identifier: MIT
// ODS gap: does a spreadsheet hold cells behind a run of equal rows that OGR does not pass?
#ifndef CT_LOAD_ODS_GAP_H
#define CT_LOAD_ODS_GAP_H

#include <stdbool.h>
#include <stddef.h>

// LibreOffice ends sheets with one row repeated a million times, at which OGR stops (GDAL 3.6, more than 10 000).
// That is well unless something is in that row or behind it. A zeroed struct is at the start of content.xml.
struct ct_ods_gap {
  char tag[400];
  size_t n;
  bool in_tag, in_run, behind;
  bool lost;  // cells with content are left unread
  long run;   // rows of the run before them
};

void ct_ods_gap_add(struct ct_ods_gap *g, const char *s, size_t n);

#endif

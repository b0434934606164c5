// SPDX-License-Identifier: MIT
// Id name: does a column hold ids, by what it is called?
#ifndef CT_EDITION_ID_NAME_H
#define CT_EDITION_ID_NAME_H

enum { CT_ID_NAME_BEST = 3 };

// "id" is CT_ID_NAME_BEST, "uuid", "guid", "identifier" ... 2, "facility_id" and "siteId" 1, anything else 0. Numbers of rows
// (fid, objectid) are none: they change with the file.
int ct_edition_id_name(const char *name);

#endif

// SPDX-License-Identifier: MIT
// CRS: coordinates of a load to lon/lat degrees on WGS 84.
#ifndef CT_LOAD_CRS_H
#define CT_LOAD_CRS_H

#include <stdbool.h>

struct ct_load_run;

// Settles the transformation from the request's `crs`, else from the dataset's own (an
// OGRSpatialReferenceH, or its name; both NULL: lon/lat), into r->handles.transform (NULL: none
// needed) and r->projected.
bool ct_crs_prepare(struct ct_load_run *r, void *own, const char *own_name);
// Transforms all coordinates of the build; what has no lon/lat becomes
// infinite, what was NaN (no position) stays so.
void ct_crs_apply(struct ct_load_run *r);
// The lon/lat box in the dataset's coordinates; false when it cannot be told.
bool ct_crs_box(struct ct_load_run *r, const double lonlat[4], double out[4]);

#endif

// SPDX-License-Identifier: MIT
// Settle: geometry as model/table.h promises it, and rows whose position is out of range.
#ifndef CT_LOAD_SETTLE_H
#define CT_LOAD_SETTLE_H

#include <stdbool.h>

struct ct_load_run;
struct ct_table;

// After the coordinates are lon/lat: rings are opened, oriented and cleaned, points
// brought into -180..180, rows that cannot be on the globe unplaced (each a finding).
// Works in place on the build. Fails when a whole dataset without a coordinate system
// is clearly not in degrees.
bool ct_settle(struct ct_load_run *r);
// `placed` and `bbox` of the finished table.

#endif

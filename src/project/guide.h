// SPDX-License-Identifier: MIT
// Guide: what the scale bar and the north arrow tell of a settled view.
#ifndef CT_PROJECT_GUIDE_H
#define CT_PROJECT_GUIDE_H

#include <stdbool.h>

#include "model/view.h"

// Fills in bar_* and north_*: the bar is true at `lat` when asked for and in sight, else at the frame's centre.
// It says where when asked, or when scale varies with latitude by more than 2 %. False: no place of that latitude is
// in the frame.
bool ct_view_guide(struct ct_view *view, bool asked, double lat);

#endif

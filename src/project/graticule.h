// SPDX-License-Identifier: MIT
// Graticule: meridians and parallels of a view, and where they may be labelled.
#ifndef CT_PROJECT_GRATICULE_H
#define CT_PROJECT_GRATICULE_H

#include <stdbool.h>

#include "model/graticule.h"
#include "model/view.h"

struct ct_arena;
struct ct_err;

// Steps are those of want->fit when it has them, else the ones asked for, else by the view's scale. Lines are
// clipped to the frame and curve within 0.25 px. Fails for a step so small that lines would fill the map.
bool ct_project_graticule(const struct ct_view *view, const struct ct_graticule *want, struct ct_arena *a,
                          struct ct_graticule_net *out, struct ct_err *err);

// The round number of degrees, minutes or seconds nearest to `wish` degrees, in the format's own fractions.
double ct_graticule_step(double wish, const char *format);

#endif

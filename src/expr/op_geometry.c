// SPDX-License-Identifier: MIT
// Geometry operators: within and distance.
#include "base/value.h"
#include "expr/node.h"

const struct ct_form ct_forms_geometry[] = {
    {0},
};

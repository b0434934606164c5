// SPDX-License-Identifier: MIT
// Gradient: a colour expression over 0..1 as stops.
#ifndef CT_STYLE_GRADIENT_H
#define CT_STYLE_GRADIENT_H

#include <stdbool.h>

struct ct_arena;
struct ct_eval;
struct ct_layer;
struct ct_gradient;
struct ct_style;

// The line-gradient of a line layer as stops, close enough to it not to be told from it; NULL:
// the layer has none.
const struct ct_gradient *ct_gradient_of_line(const struct ct_layer *l, struct ct_eval *ev,
                                              struct ct_arena *a);
// Does the layer's source ask for lineMetrics?
bool ct_layer_has_metrics(const struct ct_style *s, const struct ct_layer *l);

#endif

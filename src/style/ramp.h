// SPDX-License-Identifier: MIT
// Ramps: colours over density or elevation, as heatmap-color and color-relief-color give them.
#ifndef CT_STYLE_RAMP_H
#define CT_STYLE_RAMP_H

struct ct_arena;
struct ct_eval;
struct ct_layer;
struct ct_ramp;

// The ramp of a heatmap or color-relief layer; NULL for other layers, and when a
// color-relief has no colours.
const struct ct_ramp *ct_ramp_of(const struct ct_layer *l, struct ct_eval *ev, struct ct_arena *a);

#endif

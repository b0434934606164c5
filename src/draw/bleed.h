// SPDX-License-Identifier: MIT
// Bleed: colour carried on past the edges of what is drawn in an image, for viewers that blend colour and alpha apart.
#ifndef CT_DRAW_BLEED_H
#define CT_DRAW_BLEED_H

#include <stdint.h>

struct ct_arena;

// The pixels (w * h, ARGB, multiplied by alpha), with empty ones near others in their colour at
// the least alpha there is; the same pointer when none is empty.
const uint32_t *ct_bleed(const uint32_t *pixels, int w, int h, struct ct_arena *a);

#endif

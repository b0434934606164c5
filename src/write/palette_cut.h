// SPDX-License-Identifier: MIT
// Palette cut: few colours that stand for many, by cutting the space of colours where they vary most.
#ifndef CT_WRITE_PALETTE_CUT_H
#define CT_WRITE_PALETTE_CUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Premultiplied ARGB, as Cairo has it.
struct ct_cut_color {
  uint32_t color, count;
};

// Adds colours that stand for v to out, where `fixed` stand already, up to `most` in all. *made: how many there
// are then. False: out of memory.
bool ct_cut(const struct ct_cut_color *v, size_t n, uint32_t *out, size_t fixed, size_t most, size_t *made);
// The colour of the list that looks most like this one; the first of several.
size_t ct_cut_nearest(const uint32_t *colors, size_t n, uint32_t color);

#endif

// SPDX-License-Identifier: MIT
// Palette: a picture's colours made few, with its flat colours kept as they are.
#ifndef CT_WRITE_PALETTE_H
#define CT_WRITE_PALETTE_H

#include <stdbool.h>
#include <stdint.h>

struct ct_err;
struct ct_pixels;

enum { CT_PALETTE_MOST = 256 };

struct ct_palette {
  int n;
  uint8_t rgba[CT_PALETTE_MOST][4];  // not multiplied by alpha; those that show through come first
  unsigned char *index;              // w * h, which colour each pixel has
};

// Exact where the picture has 256 colours or fewer. No dithering: maps are flat. Release it in either case.
bool ct_palette_make(const struct ct_pixels *pixels, struct ct_palette *out, struct ct_err *err);
void ct_palette_release(struct ct_palette *p);

#endif

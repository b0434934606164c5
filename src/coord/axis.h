// SPDX-License-Identifier: MIT
// Axis: the tokens of one latitude or longitude to degrees.
#ifndef CT_COORD_AXIS_H
#define CT_COORD_AXIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/table.h"

struct ct_token;

struct ct_half {
  char axis;      // 'N' or 'E' when letters or labels tell, else 0
  bool letter;    // a hemisphere was written
  bool marked;    // a letter, label or mark of degrees was written: it is no plain number
  bool sign;      // a plus or minus was written
  uint8_t parts;  // 1: degrees, 2: with minutes, 3: with seconds
  uint8_t join;   // what joins the parts: 0 nothing or marks, else '-', ':' or '.'
  uint8_t decimals;
  double deg, unit_deg;
  enum ct_notation notation;
  const char *mended, *why;
};

// 10^-decimals, the size of the last digit; NaN for a negative count.
double ct_decimal_unit(int decimals);

// A hint: an unmarked number is DDMM or DDMMSS (DDDMM, DDDMMSS), as ISO 6709 has it.
enum { CT_HALF_PACKED = 1 };

// `axis` is 0 when only the text can tell; hints are CT_HALF_ bits, and CT_SIGN_ bits of language, for "O".
// False: see out->why.
bool ct_half_read(const struct ct_token *t, size_t n, char axis, unsigned hints, struct ct_half *out);

#endif

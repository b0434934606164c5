// SPDX-License-Identifier: MIT
// Place precision: how well a position is known, as columns state it.
#ifndef CT_LOAD_PLACE_PRECISION_H
#define CT_LOAD_PLACE_PRECISION_H

#include <stdbool.h>
#include <stddef.h>

struct ct_axes;
struct ct_load_run;

// A length as people write it ("50 km", "\xC2\xB1 500 m", "1 nm"), in metres; a bare number
// counts in `unit_m`. False: none.
bool ct_precision_read(const char *s, size_t n, double unit_m, double *out_m);
// Stated precisions replace those from the digits, stated flags mark rows as approximate.
void ct_place_precision(struct ct_load_run *r, const struct ct_axes *axes);

#endif

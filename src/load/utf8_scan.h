// SPDX-License-Identifier: MIT
// UTF-8 scan: counts good and bad sequences of a text that comes in pieces.
#ifndef CT_LOAD_UTF8_SCAN_H
#define CT_LOAD_UTF8_SCAN_H

#include <stdbool.h>
#include <stddef.h>

// Zeroed: at the start.
struct ct_utf8_scan {
  size_t good, bad;               // sequences of several bytes, and bytes that are part of none
  unsigned char need, low, high;  // what the sequence that is open still wants
};

void ct_utf8_scan_add(struct ct_utf8_scan *u, const char *s, size_t n);
// A sequence cut short by the end counts as bad.
void ct_utf8_scan_end(struct ct_utf8_scan *u);

// Is any byte over 0x7F?
bool ct_has_high_byte(const char *s, size_t n);

#endif

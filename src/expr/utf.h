// SPDX-License-Identifier: MIT
// UTF-8 counted in code points and in UTF-16 units.
#ifndef CT_EXPR_UTF_H
#define CT_EXPR_UTF_H

#include <stddef.h>

// Code points in the first n bytes.
size_t ct_utf_length(const char *s, size_t n);
// Byte offset of the i-th code point; the end when there are fewer.
size_t ct_utf_offset(const char *s, size_t i);
// Byte offset of UTF-16 unit i (inside a pair: after it); the end when there are fewer.
size_t ct_utf16_offset(const char *s, double i);

#endif

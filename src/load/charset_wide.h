// SPDX-License-Identifier: MIT
// Charset, wide: how much text looks like Korean, Chinese or Japanese in an encoding of two bytes.
#ifndef CT_LOAD_CHARSET_WIDE_H
#define CT_LOAD_CHARSET_WIDE_H

#include <stddef.h>

#include "load/charset.h"

// As ct_charset_score, for those of charset.h that have no page.
double ct_charset_score_wide(enum ct_charset charset, const unsigned char *s, size_t n);

#endif

// SPDX-License-Identifier: MIT
// Charset score: how much text looks like words when it is read in an encoding.
#ifndef CT_LOAD_CHARSET_SCORE_H
#define CT_LOAD_CHARSET_SCORE_H

#include <stddef.h>

#include "load/charset.h"

// Per byte over 0x7F: about 2 for text in its encoding, negative for text in another; -100 when the bytes
// cannot be that encoding. 0 without such bytes.
double ct_charset_score(enum ct_charset charset, const unsigned char *s, size_t n);

#endif

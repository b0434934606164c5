// SPDX-License-Identifier: MIT
// Codepage: code points of bytes 0x80..0xFF in single-byte encodings.
#ifndef CT_LOAD_CODEPAGE_H
#define CT_LOAD_CODEPAGE_H

#include <stdint.h>

enum {
  CT_CODEPAGE_CP1252,
  CT_CODEPAGE_MACROMAN,
  CT_CODEPAGE_CP850,
  CT_CODEPAGE_CP437,
  CT_CODEPAGE_CP1250,
  CT_CODEPAGE_CP1251,
  CT_CODEPAGE_KOI8R,
  CT_CODEPAGE_CP866,
  CT_CODEPAGES
};

// U+FFFD: the byte means nothing there.
extern const uint16_t ct_codepages[CT_CODEPAGES][128];

#endif

// SPDX-License-Identifier: MIT
// Charset: which encoding a text that does not say so is in.
#ifndef CT_LOAD_CHARSET_H
#define CT_LOAD_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ct_charset {
  CT_CHARSET_UTF8,
  CT_CHARSET_UTF16LE,
  CT_CHARSET_UTF16BE,
  CT_CHARSET_UTF32LE,
  CT_CHARSET_UTF32BE,
  CT_CHARSET_CP1252,  // the single-byte ones are in the order of codepage.h
  CT_CHARSET_MACROMAN,
  CT_CHARSET_CP850,
  CT_CHARSET_CP437,
  CT_CHARSET_CP1250,
  CT_CHARSET_CP1251,
  CT_CHARSET_KOI8R,
  CT_CHARSET_CP866,
  CT_CHARSET_CP949,
  CT_CHARSET_GB18030,
  CT_CHARSET_CP932,
  CT_CHARSET_BIG5,
  CT_CHARSET_EUCJP,
  CT_CHARSETS
};

// "UTF-16 (little-endian)", "Mac Roman" ..., for messages.
const char *ct_charset_name(enum ct_charset charset);
// What iconv_open calls it; NULL where this program decodes it itself.
const char *ct_charset_iconv(enum ct_charset charset);
// Code points of bytes 0x80..0xFF; NULL when it is no single-byte encoding.
const uint16_t *ct_charset_page(enum ct_charset charset);

// By byte order mark (*skip: its bytes), or by the zero bytes that digits and delimiters have in UTF-16.
// CT_CHARSET_UTF8 when neither tells.
enum ct_charset ct_charset_of_start(const unsigned char *s, size_t n, size_t *skip);

// The parts of a text that tell about its encoding: whole lines with bytes over 0x7F. A zeroed struct with
// arena set is empty; feed it the text in any pieces, once with n == 0 at the end.
struct ct_arena;
struct ct_evidence {
  struct ct_arena *arena;
  char *v;
  size_t n, cap;
  size_t line0;  // where the line being collected begins
  bool high;     // and whether it is to be kept
  bool cr, lf;
};
void ct_evidence_add(struct ct_evidence *e, const char *s, size_t n);

// The likeliest encoding of text that is not (all) UTF-8. UTF8: most of it is, and a few places are damaged.
enum ct_charset ct_charset_guess(const struct ct_evidence *e);

#endif

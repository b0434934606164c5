// SPDX-License-Identifier: MIT
// Decode: the bytes of a text file as UTF-8, in pieces, whatever it was written in.
#ifndef CT_LOAD_DECODE_H
#define CT_LOAD_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "load/charset.h"
#include "load/utf8_scan.h"

struct ct_arena;

// Fills buf with up to n bytes of the file; 0 at its end.
typedef size_t ct_bytes_fn(void *user, char *buf, size_t n);

// What was seen in UTF-8 while it passed through.
struct ct_watch {
  bool on;
  bool high;      // any byte over 0x7F
  bool zero;      // any NUL
  bool question;  // any '?'
  struct ct_utf8_scan utf8;
};

// A zeroed struct with arena, read and user set decodes UTF-8. `converter` is iconv's handle: whoever owns the
// struct closes it with ct_decode_close.
struct ct_decode {
  struct ct_arena *arena;
  ct_bytes_fn *read;
  void *user;
  enum ct_charset charset;
  bool exotic_ends;  // U+0085 and U+2028 end lines
  struct ct_watch watch;
  size_t replaced;  // places that mean nothing in the charset: U+FFFD
  void *converter;
  unsigned char *in;
  size_t in_n;
  bool eof;
  char *out;
  size_t out_at, out_n;
};

// Chooses the charset before the first byte is read. False when this machine cannot decode it.
bool ct_decode_open(struct ct_decode *d, enum ct_charset charset);
void ct_decode_close(struct ct_decode *d);
// To the start again; the caller has put the file back.
void ct_decode_rewind(struct ct_decode *d);
// A ct_csv_read_fn; user is the struct ct_decode.
size_t ct_decode_read(void *user, char *buf, size_t n);

#endif

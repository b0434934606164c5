// SPDX-License-Identifier: MIT
// Decode: the bytes of a text file as UTF-8, in pieces, whatever it was written in.
#include "load/decode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

enum { IN = 32 * 1024, OUT = 3 * IN + 64, BAD = 0xFFFD };

bool ct_decode_open(struct ct_decode *d, enum ct_charset charset) {
  ct_decode_close(d);
  d->charset = charset;
  const char *name = ct_charset_iconv(charset);
  if (name) {
    iconv_t c = iconv_open("UTF-8", name);
    if (c == (iconv_t)-1) return false;
    d->converter = c;
  }
  if (!d->in) {
    d->in = ct_arena_alloc(d->arena, IN, 1);
    d->out = ct_arena_alloc(d->arena, OUT, 1);
  }
  ct_decode_rewind(d);
  return true;
}

void ct_decode_close(struct ct_decode *d) {
  if (d->converter) iconv_close(d->converter);
  d->converter = NULL;
}

void ct_decode_rewind(struct ct_decode *d) {
  if (d->converter) iconv(d->converter, NULL, NULL, NULL, NULL);
  d->in_n = d->out_at = d->out_n = 0;
  d->eof = false;
  d->replaced = 0;
  d->watch = (struct ct_watch){.on = d->watch.on};
}

static void watch(struct ct_watch *w, const char *s, size_t n) {
  if (!w->zero && memchr(s, 0, n)) w->zero = true;
  if (!w->question && memchr(s, '?', n)) w->question = true;
  if (!w->utf8.need && !ct_has_high_byte(s, n)) return;
  w->high = true;
  ct_utf8_scan_add(&w->utf8, s, n);
}

static void put(struct ct_decode *d, unsigned c) {
  bool ends = c == 0x85 || c == 0x2028;
  if (c == BAD) d->replaced++;
  if (c == 0) {
    c = BAD;
    d->replaced++;
  }
  if (d->exotic_ends && ends) c = '\n';
  d->out_n += ct_utf8_put(d->out + d->out_n, c);
}

// Each returns how many bytes of the input it has used; what it leaves is the beginning of a character.
static size_t by_page(struct ct_decode *d, const uint16_t *page) {
  for (size_t i = 0; i < d->in_n; i++) {
    unsigned char c = d->in[i];
    if (c && c < 0x80)
      d->out[d->out_n++] = (char)c;
    else
      put(d, c ? page[c - 0x80] : 0);
  }
  return d->in_n;
}

static unsigned unit16(const unsigned char *s, bool big) {
  return big ? (unsigned)(s[0] << 8 | s[1]) : (unsigned)(s[1] << 8 | s[0]);
}

static size_t from_utf16(struct ct_decode *d, bool big) {
  size_t i = 0;
  for (; i + 2 <= d->in_n; i += 2) {
    unsigned c = unit16(d->in + i, big);
    if (c >= 0xD800 && c < 0xDC00) {
      if (i + 4 > d->in_n && !d->eof) break;
      unsigned low = i + 4 <= d->in_n ? unit16(d->in + i + 2, big) : 0;
      bool pair = low >= 0xDC00 && low < 0xE000;
      c = pair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : BAD;
      if (pair) i += 2;
    } else if (c >= 0xDC00 && c < 0xE000) {
      c = BAD;
    }
    put(d, c);
  }
  return i;
}

static size_t from_utf32(struct ct_decode *d, bool big) {
  size_t i = 0;
  for (; i + 4 <= d->in_n; i += 4) {
    const unsigned char *s = d->in + i;
    unsigned a = unit16(s, big), b = unit16(s + 2, big);
    unsigned c = big ? a << 16 | b : b << 16 | a;
    put(d, c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) ? BAD : c);
  }
  return i;
}

// UTF-8 with line ends that no other program writes, and with its faults left to the cells.
static size_t from_utf8(struct ct_decode *d) {
  size_t i = 0;
  while (i < d->in_n) {
    const char *s = (const char *)d->in + i;
    size_t left = d->in_n - i;
    bool start = (d->in[i] == 0xC2 && left < 2) || (d->in[i] == 0xE2 && left < 3);
    if (start && !d->eof) break;
    bool nel = left >= 2 && memcmp(s, "\xC2\x85", 2) == 0,
         ls = left >= 3 && memcmp(s, "\xE2\x80\xA8", 3) == 0;
    d->out[d->out_n++] = nel || ls ? '\n' : *s;
    i += nel ? 2 : ls ? 3 : 1;
  }
  return i;
}

static size_t by_iconv(struct ct_decode *d) {
  char *in = (char *)d->in, *out = d->out + d->out_n;
  size_t in_left = d->in_n, out_left = OUT - d->out_n;
  while (in_left && iconv(d->converter, &in, &in_left, &out, &out_left) == (size_t)-1) {
    if (errno == E2BIG || (errno == EINVAL && !d->eof)) break;
    if (out_left < 8) break;
    d->out_n = OUT - out_left;
    put(d, BAD);
    out = d->out + d->out_n;
    out_left = OUT - d->out_n;
    in++;
    in_left--;
  }
  d->out_n = OUT - out_left;
  return d->in_n - in_left;
}

static size_t convert(struct ct_decode *d) {
  const uint16_t *page = ct_charset_page(d->charset);
  if (page) return by_page(d, page);
  switch (d->charset) {
    case CT_CHARSET_UTF8:
      return from_utf8(d);
    case CT_CHARSET_UTF16LE:
    case CT_CHARSET_UTF16BE:
      return from_utf16(d, d->charset == CT_CHARSET_UTF16BE);
    case CT_CHARSET_UTF32LE:
    case CT_CHARSET_UTF32BE:
      return from_utf32(d, d->charset == CT_CHARSET_UTF32BE);
    default:
      return by_iconv(d);
  }
}

// More decoded bytes, unless the file is at its end.
static void refill(struct ct_decode *d) {
  d->out_at = d->out_n = 0;
  while (d->out_n == 0 && !(d->eof && d->in_n == 0)) {
    if (!d->eof && d->in_n < IN) {
      size_t got = d->read(d->user, (char *)d->in + d->in_n, IN - d->in_n);
      d->eof = got == 0;
      d->in_n += got;
    }
    size_t used = convert(d);
    if (d->eof && !used && d->in_n) {  // the file ends inside a character
      put(d, BAD);
      used = d->in_n;
    }
    memmove(d->in, d->in + used, d->in_n - used);
    d->in_n -= used;
  }
}

size_t ct_decode_read(void *user, char *buf, size_t n) {
  struct ct_decode *d = user;
  if (d->charset == CT_CHARSET_UTF8 && !d->exotic_ends) {
    size_t got = d->read(d->user, buf, n);
    if (d->watch.on && got) watch(&d->watch, buf, got);
    if (d->watch.on && !got) ct_utf8_scan_end(&d->watch.utf8);
    return got;
  }
  if (d->out_at == d->out_n) refill(d);
  size_t k = d->out_n - d->out_at < n ? d->out_n - d->out_at : n;
  if (k) memcpy(buf, d->out + d->out_at, k);
  d->out_at += k;
  return k;
}

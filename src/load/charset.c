// SPDX-License-Identifier: MIT
// Charset: which encoding a text that does not say so is in.
#include "load/charset.h"

#include <string.h>

#include "base/arena.h"
#include "load/charset_score.h"
#include "load/codepage.h"
#include "load/utf8_scan.h"

static const struct {
  const char *name, *iconv;
} about[CT_CHARSETS] = {
    [CT_CHARSET_UTF8] = {"UTF-8", NULL},
    [CT_CHARSET_UTF16LE] = {"UTF-16 (little-endian)", NULL},
    [CT_CHARSET_UTF16BE] = {"UTF-16 (big-endian)", NULL},
    [CT_CHARSET_UTF32LE] = {"UTF-32 (little-endian)", NULL},
    [CT_CHARSET_UTF32BE] = {"UTF-32 (big-endian)", NULL},
    [CT_CHARSET_CP1252] = {"Windows-1252", NULL},
    [CT_CHARSET_MACROMAN] = {"Mac Roman", NULL},
    [CT_CHARSET_CP850] = {"code page 850", NULL},
    [CT_CHARSET_CP437] = {"code page 437", NULL},
    [CT_CHARSET_CP1250] = {"Windows-1250", NULL},
    [CT_CHARSET_CP1251] = {"Windows-1251", NULL},
    [CT_CHARSET_KOI8R] = {"KOI8-R", NULL},
    [CT_CHARSET_CP866] = {"code page 866", NULL},
    [CT_CHARSET_CP949] = {"CP949 (EUC-KR)", "CP949"},
    [CT_CHARSET_GB18030] = {"GB18030", "GB18030"},
    [CT_CHARSET_CP932] = {"Shift-JIS", "CP932"},
    [CT_CHARSET_BIG5] = {"Big5", "BIG5"},
    [CT_CHARSET_EUCJP] = {"EUC-JP", "EUC-JP"},
};

const char *ct_charset_name(enum ct_charset charset) {
  return about[charset].name;
}

const char *ct_charset_iconv(enum ct_charset charset) {
  return about[charset].iconv;
}

const uint16_t *ct_charset_page(enum ct_charset charset) {
  if (charset < CT_CHARSET_CP1252 || charset >= CT_CHARSET_CP1252 + CT_CODEPAGES) return NULL;
  return ct_codepages[charset - CT_CHARSET_CP1252];
}

// Zero bytes on one side of the pairs only: ASCII digits, delimiters and line ends in UTF-16.
static enum ct_charset by_zeros(const unsigned char *s, size_t n) {
  size_t zeros[2] = {0}, pairs = n / 2, ends = 0;
  for (size_t i = 0; i + 1 < n; i += 2) {
    zeros[0] += s[i] == 0;
    zeros[1] += s[i + 1] == 0;
    if (s[i] == 0 && s[i + 1] == 0) return CT_CHARSET_UTF8;
    ends += s[i] + s[i + 1] == '\n' || s[i] + s[i + 1] == '\r';
  }
  size_t most = zeros[0] > zeros[1] ? zeros[0] : zeros[1], least = zeros[0] + zeros[1] - most;
  if (most < 8 || most * 10 < pairs || least * 50 > most || !ends) return CT_CHARSET_UTF8;
  return zeros[1] > zeros[0] ? CT_CHARSET_UTF16LE : CT_CHARSET_UTF16BE;
}

enum ct_charset ct_charset_of_start(const unsigned char *s, size_t n, size_t *skip) {
  static const struct {
    const char *mark;
    unsigned char size;
    enum ct_charset charset;
  } marks[] = {{"\xEF\xBB\xBF", 3, CT_CHARSET_UTF8},
               {"\xFF\xFE\0\0", 4, CT_CHARSET_UTF32LE},
               {"\0\0\xFE\xFF", 4, CT_CHARSET_UTF32BE},
               {"\xFF\xFE", 2, CT_CHARSET_UTF16LE},
               {"\xFE\xFF", 2, CT_CHARSET_UTF16BE}};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (n >= marks[i].size && memcmp(s, marks[i].mark, marks[i].size) == 0) {
      *skip = marks[i].size;
      return marks[i].charset;
    }
  *skip = 0;
  return memchr(s, 0, n) ? by_zeros(s, n) : CT_CHARSET_UTF8;
}

enum { EVIDENCE_MAX = 512 * 1024, LINE_MAX_KEPT = 16 * 1024 };

static void line_end(struct ct_evidence *e) {
  if (!e->high) e->n = e->line0;
  e->line0 = e->n;
  e->high = false;
}

void ct_evidence_add(struct ct_evidence *e, const char *s, size_t n) {
  while (e->cap < e->n + n + 1 && e->cap < EVIDENCE_MAX + LINE_MAX_KEPT + 1) {
    size_t cap = e->cap ? e->cap * 2 : LINE_MAX_KEPT;
    if (cap > EVIDENCE_MAX + LINE_MAX_KEPT + 1) cap = EVIDENCE_MAX + LINE_MAX_KEPT + 1;
    e->v = ct_arena_grow(e->arena, e->v, e->cap, cap, 1);
    e->cap = cap;
  }
  for (size_t i = 0; i < n; i++) {
    bool end = s[i] == '\n' || s[i] == '\r';
    e->cr |= s[i] == '\r';
    e->lf |= s[i] == '\n';
    e->high |= (s[i] & 0x80) != 0;
    if (e->line0 < EVIDENCE_MAX && e->n - e->line0 < LINE_MAX_KEPT) e->v[e->n++] = s[i];
    if (end) line_end(e);
  }
  if (!n) line_end(e);
}

enum ct_charset ct_charset_guess(const struct ct_evidence *e) {
  struct ct_utf8_scan scan = {0};
  ct_utf8_scan_add(&scan, e->v, e->n);
  // Three bytes of another encoding are seldom UTF-8 by chance, so a file that mostly is has damaged places.
  if (scan.good >= 4 * scan.bad && scan.good) return CT_CHARSET_UTF8;
  enum ct_charset best = CT_CHARSET_CP1252;
  double most = 0;
  bool lone_cr = e->cr && !e->lf;
  for (enum ct_charset c = CT_CHARSET_CP1252; c < CT_CHARSETS; c++) {
    double score = ct_charset_score(c, (const unsigned char *)e->v, e->n);
    // By far the commonest, and what Mac files with CR line ends are not.
    if (c == CT_CHARSET_CP1252 && !lone_cr) score += 0.3;
    if (c == CT_CHARSET_MACROMAN && lone_cr) score += 0.3;
    bool unusual = c != CT_CHARSET_CP1252 && !(c == CT_CHARSET_MACROMAN && lone_cr);
    if (unusual && score < 0.5) continue;
    if (c == CT_CHARSET_CP1252 || score > most) {
      most = score;
      best = c;
    }
  }
  return best;
}

// SPDX-License-Identifier: MIT
// SVG out: the document in the making, and how numbers, texts, colours and names are put into it.
#include "write/svg_out.h"

#include <math.h>
#include <string.h>

#include "base/str.h"

enum { MAX_ID = 64 };

void ct_svg_put_n(struct ct_svg *s, const char *text, size_t n) {
  ct_sink_put(s->to, text, n);
}

void ct_svg_put(struct ct_svg *s, const char *text) {
  ct_sink_put(s->to, text, strlen(text));
}

void ct_svg_line(struct ct_svg *s) {
  static const char blanks[] = "\n                ";
  size_t n = s->to == &s->defs ? 2 : (size_t)s->depth + 1;
  ct_svg_put_n(s, blanks, 1 + (n < sizeof blanks - 2 ? n : sizeof blanks - 2));
}

void ct_svg_number(struct ct_svg *s, double x, int decimals) {
  static const double powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
  char buf[32], *p = buf + sizeof buf;
  if (!(fabs(x) < 1e9)) x = isnan(x) ? 0 : x < 0 ? -1e9 : 1e9;
  int64_t v = llround(x * powers[decimals]);
  bool minus = v < 0;
  if (minus) v = -v;
  int left = decimals;
  while (left > 0 && v % 10 == 0) v /= 10, left--;
  bool whole = left == 0;
  for (; left > 0; left--, v /= 10) {
    *--p = (char)('0' + v % 10);
    if (left == 1) *--p = '.';
  }
  if (v || whole) {
    do *--p = (char)('0' + v % 10);
    while (v /= 10);
  }
  if (minus) *--p = '-';
  ct_svg_put_n(s, p, (size_t)(buf + sizeof buf - p));
}

void ct_svg_attr(struct ct_svg *s, const char *name, double x, int decimals) {
  ct_svg_put(s, " ");
  ct_svg_put(s, name);
  ct_svg_put(s, "=\"");
  ct_svg_number(s, x, decimals);
  ct_svg_put(s, "\"");
}

// XML 1.0 has no control characters, surrogates or noncharacters U+FFFE and U+FFFF.
static bool is_allowed(unsigned c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

void ct_svg_text(struct ct_svg *s, const char *text, size_t n) {
  for (const char *p = text, *end = text + n; p < end && *p;) {
    const char *from = p;
    unsigned c = ct_utf8_next(&p);
    if (c == '&')
      ct_svg_put(s, "&amp;");
    else if (c == '<')
      ct_svg_put(s, "&lt;");
    else if (c == '>')
      ct_svg_put(s, "&gt;");
    else if (c == '"')
      ct_svg_put(s, "&quot;");
    else if (c == 0xFFFD)
      ct_svg_put(s, "\xEF\xBF\xBD");
    else if (is_allowed(c))
      ct_svg_put_n(s, from, (size_t)(p - from));
  }
}

void ct_svg_attr_text(struct ct_svg *s, const char *name, const char *value) {
  ct_svg_put(s, " ");
  ct_svg_put(s, name);
  ct_svg_put(s, "=\"");
  ct_svg_text(s, value, strlen(value));
  ct_svg_put(s, "\"");
}

static unsigned byte_of(float v) {
  return v > 0 ? v < 1 ? (unsigned)lroundf(v * 255) : 255 : 0;
}

void ct_svg_color_solid(struct ct_svg *s, const char *name, struct ct_color c) {
  static const char digits[] = "0123456789abcdef";
  unsigned v[3] = {byte_of(c.r), byte_of(c.g), byte_of(c.b)};
  bool is_short = v[0] % 17 == 0 && v[1] % 17 == 0 && v[2] % 17 == 0;
  char buf[6];
  size_t n = 0;
  for (int i = 0; i < 3; i++) {
    buf[n++] = digits[v[i] >> 4];
    if (!is_short) buf[n++] = digits[v[i] & 15];
  }
  ct_svg_put(s, " ");
  ct_svg_put(s, name);
  ct_svg_put(s, "=\"#");
  ct_svg_put_n(s, buf, n);
  ct_svg_put(s, "\"");
}

void ct_svg_color(struct ct_svg *s, const char *name, struct ct_color c) {
  ct_svg_color_solid(s, name, c);
  if (c.a >= 1) return;
  ct_svg_put(s, " ");
  ct_svg_put(s, name);
  ct_svg_put(s, "-opacity=\"");
  ct_svg_number(s, c.a > 0 ? c.a : 0, CT_SVG_FINE);
  ct_svg_put(s, "\"");
}

void ct_svg_ref(struct ct_svg *s, const char *name, const char *id) {
  ct_svg_put(s, " ");
  ct_svg_put(s, name);
  ct_svg_put(s, "=\"url(#");
  ct_svg_put(s, id);
  ct_svg_put(s, ")\"");
}

void ct_svg_base64(struct ct_svg *s, const unsigned char *v, size_t n) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < n; i += 3) {
    size_t left = n - i;
    unsigned long x = (unsigned long)v[i] << 16 | (left > 1 ? (unsigned long)v[i + 1] << 8 : 0) |
                      (left > 2 ? (unsigned long)v[i + 2] : 0);
    char out[4] = {digits[x >> 18], digits[x >> 12 & 63], left > 1 ? digits[x >> 6 & 63] : '=',
                   left > 2 ? digits[x & 63] : '='};
    ct_svg_put_n(s, out, 4);
  }
}

const char *ct_svg_id(struct ct_svg *s, const char *name) {
  char buf[MAX_ID + 1];
  size_t n = 0;
  for (const char *p = name; *p && n < MAX_ID; p++) {
    char c = *p;
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    bool other = (c >= '0' && c <= '9') || c == '-' || c == '.';
    // An id begins with a letter; others than ASCII's would do, but not everywhere.
    if (n == 0 && !letter) buf[n++] = '_';
    if (letter || other)
      buf[n++] = c;
    else if (n && buf[n - 1] != '_' && n < MAX_ID)
      buf[n++] = '_';
  }
  if (!n) buf[n++] = '_';
  buf[n < MAX_ID ? n : MAX_ID] = 0;
  bool added;
  struct ct_map_entry *e = ct_map_add_string(&s->ids, buf, 1, &added);
  if (added) return e->key;
  for (;;) {
    // The counter goes on where it was, so that many of one name cost no search.
    size_t k = ++((struct ct_map_entry *)ct_map_find_string(&s->ids, buf))->value;
    struct ct_map_entry *made =
        ct_map_add_string(&s->ids, ct_arena_printf(s->arena, "%s-%zu", buf, k), 1, &added);
    if (added) return made->key;
  }
}

// SPDX-License-Identifier: MIT
// Colour texts: the subset of CSS Color 4 that the style specification accepts.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "expr/color.h"
#include "expr/color_names.h"
#include "expr/color_space.h"

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_space(const char *s) {
  while (is_space(*s)) s++;
  return s;
}

// [\de.+-]+ as one number; NaN for what is none, as JavaScript's unary plus.
static const char *number(const char *s, double *out) {
  char buf[64];
  size_t n = strspn(s, "0123456789e.+-");
  if (!n || n >= sizeof buf) return NULL;
  memcpy(buf, s, n);
  buf[n] = '\0';
  if (!ct_parse_number(buf, out)) return NULL;
  return s + n;
}

struct arguments {
  double v[4];
  bool percent[4];
  bool comma[2];
  char last;  // ',' or '/' before alpha; 0: no alpha
};

// Between two arguments: blanks, or a comma with blanks around it.
static const char *separator(const char *s, bool *comma) {
  const char *t = skip_space(s);
  *comma = *t == ',';
  if (*comma) return skip_space(t + 1);
  return t > s ? t : NULL;
}

static const char *argument(const char *s, struct arguments *a, int i, bool hue) {
  if (!(s = number(s, &a->v[i]))) return NULL;
  if (hue && strncmp(s, "deg", 3) == 0) return s + 3;
  a->percent[i] = *s == '%';
  return a->percent[i] ? s + 1 : s;
}

// "( a b c / d )" or "( a, b, c, d )" to the end of the text.
static bool read_arguments(const char *s, bool hue, struct arguments *a) {
  if (*s != '(') return false;
  s = skip_space(s + 1);
  for (int i = 0; i < 3; i++) {
    if (i && !(s = separator(s, &a->comma[i - 1]))) return false;
    if (!(s = argument(s, a, i, hue && i == 0))) return false;
  }
  s = skip_space(s);
  if (*s == ',' || *s == '/') {
    a->last = *s;
    if (!(s = argument(skip_space(s + 1), a, 3, false))) return false;
    s = skip_space(s);
  }
  if (strcmp(s, ")") != 0 || a->comma[0] != a->comma[1]) return false;
  return !a->last || a->last == (a->comma[0] ? ',' : '/');
}

static double clamp(double x, double low, double high) {
  return fmin(fmax(low, x), high);
}

static double alpha_of(const struct arguments *a) {
  if (!a->last) return 1;
  return clamp(a->percent[3] ? a->v[3] / 100 : a->v[3], 0, 1);
}

static bool parse_rgb(const char *s, struct ct_rgba *out) {
  struct arguments a = {0};
  if (!read_arguments(s, false, &a)) return false;
  if (a.percent[0] != a.percent[1] || a.percent[1] != a.percent[2]) return false;
  double top = a.percent[0] ? 100 : 255;
  *out = ct_rgba_from(clamp(a.v[0] / top, 0, 1), clamp(a.v[1] / top, 0, 1), clamp(a.v[2] / top, 0, 1),
                      alpha_of(&a));
  return true;
}

static bool parse_hsl(const char *s, struct ct_rgba *out) {
  struct arguments a = {0};
  if (!read_arguments(s, true, &a) || a.percent[0] || !a.percent[1] || !a.percent[2]) return false;
  double hsl[4] = {a.v[0], clamp(a.v[1], 0, 100), clamp(a.v[2], 0, 100), alpha_of(&a)}, rgb[4];
  ct_space_hsl_to_rgb(hsl, rgb);
  *out = ct_rgba_from(rgb[0], rgb[1], rgb[2], rgb[3]);
  return true;
}

static int hex_digit(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool parse_hex(const char *s, struct ct_rgba *out) {
  size_t n = strlen(s);
  if (n != 3 && n != 4 && n != 6 && n != 8) return false;
  double v[4] = {1, 1, 1, 1};
  bool wide = n >= 6;
  for (size_t i = 0; i < n; i++)
    if (hex_digit(s[i]) < 0) return false;
  for (size_t i = 0; i < (wide ? n / 2 : n); i++) {
    int hi = hex_digit(s[wide ? 2 * i : i]), lo = wide ? hex_digit(s[2 * i + 1]) : hi;
    v[i] = (16 * hi + lo) / 255.0;
  }
  *out = ct_rgba_from(v[0], v[1], v[2], v[3]);
  return true;
}

bool ct_rgba_parse(const char *text, struct ct_rgba *out) {
  char s[128] = "";
  text = skip_space(text);
  size_t n = strlen(text);
  while (n && is_space(text[n - 1])) n--;
  if (n >= sizeof s) return false;
  for (size_t i = 0; i < n; i++) s[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
  s[n] = '\0';
  if (s[0] == '#') return parse_hex(s + 1, out);
  if (strcmp(s, "transparent") == 0) {
    *out = (struct ct_rgba){0, 0, 0, 0};
    return true;
  }
  const unsigned char *name = ct_color_name(s);
  if (name) {
    *out = ct_rgba_from(name[0] / 255.0, name[1] / 255.0, name[2] / 255.0, 1);
    return true;
  }
  if (ct_starts_with(s, "rgb")) return parse_rgb(s + (s[3] == 'a' ? 4 : 3), out);
  if (ct_starts_with(s, "hsl")) return parse_hsl(s + (s[3] == 'a' ? 4 : 3), out);
  return false;
}

// SPDX-License-Identifier: MIT
// Place precision: how well a position is known, as columns state it.
#include "load/place_precision.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/str.h"
#include "load/axes.h"
#include "load/axis_name.h"
#include "load/place_cell.h"
#include "load/run.h"

static bool same_word(const char *s, size_t n, const char *word) {
  size_t k = 0;
  while (k < n && word[k] && (s[k] >= 'A' && s[k] <= 'Z' ? s[k] + 32 : s[k]) == word[k]) k++;
  return k == n && !word[k];
}

static bool unit_of(const char *s, size_t n, double unit_m, double *out) {
  static const struct {
    const char *word;
    double m;
  } units[] = {{"m", 1},
               {"metres", 1},
               {"meters", 1},
               {"metre", 1},
               {"meter", 1},
               {"km", 1000},
               {"kms", 1000},
               {"kilometres", 1000},
               {"kilometers", 1000},
               {"nm", 1852},
               {"nmi", 1852},
               {"mi", 1609.344},
               {"miles", 1609.344},
               {"ft", 0.3048},
               {"feet", 0.3048},
               {"킬로미터", 1000},
               {"미터", 1},
               {"км", 1000},
               {"м", 1},
               {"公里", 1000},
               {"米", 1}};
  *out = unit_m;
  if (!n) return true;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (same_word(s, n, units[i].word)) {
      *out = units[i].m;
      return true;
    }
  return false;
}

// "1,000": exactly three digits follow.
static bool groups_thousands(const char *s, size_t n) {
  size_t k = 0;
  while (k < n && s[k] >= '0' && s[k] <= '9') k++;
  return k == 3;
}

bool ct_precision_read(const char *s, size_t n, double unit_m, double *out_m) {
  static const char *const before[] = {"\xC2\xB1", "+/-",   "~",      "<", "\xE2\x89\xA4",
                                       "ca.",      "about", "within", " "};
  for (bool more = true; more;) {
    more = false;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
      size_t k = strlen(before[i]);
      if (n < k || memcmp(s, before[i], k) != 0) continue;
      s += k;
      n -= k;
      more = true;
    }
  }
  while (n && (s[n - 1] == ' ' || s[n - 1] == '.')) n--;
  char digits[32];
  size_t k = 0, used = 0;
  while (used < n && ((s[used] >= '0' && s[used] <= '9') || s[used] == '.' || s[used] == ',')) {
    bool grouping = s[used] == ',' && groups_thousands(s + used + 1, n - used - 1);
    if (!grouping && k < sizeof digits) digits[k++] = s[used] == ',' ? '.' : s[used];
    used++;
  }
  double x, unit;
  if (!k || !ct_number_read(digits, k, &x)) return false;
  while (used < n && s[used] == ' ') used++;
  if (!unit_of(s + used, n - used, unit_m, &unit)) return false;
  *out_m = x * unit;
  return *out_m > 0;
}

static bool truthy(const char *s) {
  static const char *const no[] = {"", "0", "no", "false", "n", "f", "exact", "-"};
  for (size_t i = 0; i < sizeof no / sizeof *no; i++)
    if (ct_same_nocase(s, no[i])) return false;
  return true;
}

static const char *text_of(const struct ct_build_column *c, size_t i, char buf[64]) {
  if (c->type == CT_COLUMN_BOOL) return c->boolean[i] > 0 ? "true" : "";
  return ct_place_text(c, i, buf);
}

void ct_place_precision(struct ct_load_run *r, const struct ct_axes *axes) {
  struct ct_build *b = &r->build;
  char buf[64];
  if (axes->precision >= 0) {
    const struct ct_build_column *c = &b->columns[axes->precision];
    bool km = ct_axis_has_word(c->name, "km") || ct_ends_with(c->name, "km");
    for (size_t i = 0; i < b->n; i++) {
      double m;
      const char *s = ct_place_text(c, i, buf);
      if (ct_precision_read(s, strlen(s), km ? 1000 : 1, &m)) b->precision_m[i] = (float)m;
    }
  }
  if (axes->approx >= 0)
    for (size_t i = 0; i < b->n; i++)
      if (truthy(text_of(&b->columns[axes->approx], i, buf))) b->approx[i] = 1;
}

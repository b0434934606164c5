// SPDX-License-Identifier: MIT
// Simplestyle: columns by which rows bring their own look (simplestyle-spec 1.1; KML is read into the same).
#include "model/simplestyle.h"

#include <stdbool.h>
#include <string.h>

#include "model/table.h"

const char *const ct_simplestyle_names[CT_SIMPLE_COLUMNS] = {"marker-color", "marker-symbol",  "marker-size",
                                                             "stroke",       "stroke-opacity", "stroke-width",
                                                             "fill",         "fill-opacity",   "label-scale"};

// "#f00", "F00", "rgba(1, 2, 3, 0.5)"; names of colours are words as others are, but of letters only.
static bool like_color(const char *s) {
  size_t n = strlen(s), hex = strspn(s + (s[0] == '#'), "0123456789abcdefABCDEF");
  if (s[0] == '#') return hex == n - 1 && (hex == 3 || hex == 4 || hex == 6 || hex == 8);
  if (hex == n && (n == 3 || n == 6)) return true;
  static const char *const forms[] = {"rgb(", "rgba(", "hsl(", "hsla("};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (strncmp(s, forms[i], strlen(forms[i])) == 0) return true;
  static const char *const names[] = {"black",  "white", "gray",    "grey", "red",    "orange",
                                      "yellow", "green", "blue",    "navy", "purple", "pink",
                                      "brown",  "cyan",  "magenta", "teal", "maroon", "olive"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(s, names[i]) == 0) return true;
  return false;
}

static bool filled(const struct ct_table *t, int column, bool color) {
  char buf[32];
  for (size_t i = 0; i < t->n; i++) {
    const char *s = ct_table_text(t, column, i, buf);
    if (s && *s && (!color || like_color(s))) return true;
  }
  return false;
}

unsigned ct_simplestyle_of(const struct ct_table *t) {
  unsigned bits = 0;
  for (int i = 0; i < CT_SIMPLE_COLUMNS; i++) {
    int c = ct_table_column(t, ct_simplestyle_names[i]);
    bool color = i == CT_SIMPLE_MARKER_COLOR || i == CT_SIMPLE_STROKE || i == CT_SIMPLE_FILL;
    if (c >= 0 && filled(t, c, color)) bits |= 1U << i;
  }
  unsigned telling = 1U << CT_SIMPLE_MARKER_COLOR | 1U << CT_SIMPLE_MARKER_SYMBOL | 1U << CT_SIMPLE_STROKE |
                     1U << CT_SIMPLE_FILL;
  return bits & telling ? bits : 0;
}

// SPDX-License-Identifier: MIT
// Header: which of a table's first rows holds the names of its columns.
#include "load/header.h"

#include <string.h>

#include "base/number.h"
#include "base/str.h"
#include "coord/coord.h"
#include "load/axis_name.h"

static bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct ct_csv_cell trimmed(struct ct_csv_cell c) {
  while (c.n && blank(*c.v)) c.v++, c.n--;
  while (c.n && blank(c.v[c.n - 1])) c.n--;
  return c;
}

static bool filled(const struct ct_header_row *r, size_t i) {
  return i < r->n && trimmed(r->cells[i]).n > 0;
}

static size_t width(const struct ct_header_row *r) {
  size_t n = r->n;
  while (n && !filled(r, n - 1)) n--;
  return n;
}

// A number that is no year, or a coordinate with its signs: values, never names.
static bool is_value(struct ct_csv_cell c) {
  double x;
  if (ct_number_read(c.v, c.n, &x)) return !(x >= 1000 && x <= 3000 && x == (int)x);
  if (!c.n || c.n > 64) return false;
  struct ct_coord_axis axis;
  struct ct_coord point;
  if (ct_coord_read(c.v, c.n, 'N', &axis) == CT_COORD_OK ||
      ct_coord_read(c.v, c.n, 'E', &axis) == CT_COORD_OK)
    return true;
  return ct_coord_read_point(NULL, c.v, c.n, &point) == CT_COORD_OK;
}

static bool names_axis(struct ct_csv_cell c) {
  char name[64];
  if (!c.n || c.n >= sizeof name || memchr(c.v, 0, c.n)) return false;
  memcpy(name, c.v, c.n);
  name[c.n] = '\0';
  return ct_axes_candidate(name);
}

struct look {
  size_t width, filled, values, axes;
};

static struct look look_at(const struct ct_header_row *r) {
  enum { LOOKED = 2000 };
  struct look l = {.width = width(r)};
  for (size_t i = 0; i < l.width; i++) {
    struct ct_csv_cell c = trimmed(r->cells[i]);
    l.filled += c.n > 0;
    if (!c.n || i >= LOOKED) continue;
    l.values += is_value(c);
    l.axes += names_axis(c);
  }
  return l;
}

// The share of the columns that the rows below fill which this row fills as well. Rows in which few are filled
// in any case (sparse tables) are weighed by what is usual.
static double coverage(const struct ct_header_row *rows, size_t n, size_t at) {
  enum { BODY = 25 };
  size_t end = at + 1 + BODY < n ? at + 1 + BODY : n, body = end - at - 1, wide = 0;
  if (!body) return 0;
  for (size_t k = at + 1; k < end; k++) {
    size_t w = width(&rows[k]);
    if (w > wide) wide = w;
  }
  size_t used = 0, covered = 0;
  for (size_t i = 0; i < wide; i++) {
    size_t here = 0;
    for (size_t k = at + 1; k < end; k++) here += filled(&rows[k], i);
    if (here * 2 < body) continue;
    used++;
    covered += filled(&rows[at], i);
  }
  return used ? (double)covered / (double)used : 0;
}

size_t ct_header_width(const struct ct_header_row *rows, size_t n, size_t at, bool header) {
  size_t own = at < n ? width(&rows[at]) : 0, wide = own;
  for (size_t k = at + 1; k < n; k++)
    if (width(&rows[k]) > wide) wide = width(&rows[k]);
  size_t body = n > at ? n - at - 1 : 0;
  if (!header) return wide ? wide : 1;
  // Columns without a name count when most rows fill them; else the row has a cell too many.
  for (; wide > own; wide--) {
    size_t here = 0;
    for (size_t k = at + 1; k < n; k++) here += filled(&rows[k], wide - 1);
    if (here >= 3 && here * 5 >= body * 4) break;
  }
  return wide ? wide : 1;
}

struct choice {
  size_t first, axes_at, near_data;  // candidates; n: none
  size_t axes;
  size_t data;  // the first row of values
};

static struct choice candidates(const struct ct_header_row *rows, size_t n) {
  struct choice c = {.first = n, .axes_at = n, .near_data = n, .data = n};
  for (size_t i = 0; i < n; i++) {
    struct look l = look_at(&rows[i]);
    bool named = l.values == 0 || l.axes >= 2;
    double share = coverage(rows, n, i);
    if (!named) {
      if (share < 0.5 && i + 1 < n) continue;
      c.data = i;
      break;
    }
    if (share < 0.5) continue;
    if (share >= 0.7 && c.first == n) c.first = i;
    c.near_data = i;
    if (l.axes > c.axes) {
      c.axes = l.axes;
      c.axes_at = i;
    }
  }
  return c;
}

struct ct_header ct_header_find(const struct ct_header_row *rows, size_t n) {
  struct ct_header h = {.found = true};
  if (n == 0) return h;
  struct choice c = candidates(rows, n);
  h.at = c.first;
  // Of several rows of names, the one that names coordinates; a row right above the data may have gaps.
  if (c.axes_at < n && (h.at == n || (c.axes_at != h.at && look_at(&rows[h.at]).axes == 0))) h.at = c.axes_at;
  if (h.at == n && c.near_data < n && c.near_data + 1 == c.data) h.at = c.near_data;
  if (h.at == n) {
    h.found = c.data == n;
    h.at = h.found ? 0 : c.data;
  }
  h.ncells = ct_header_width(rows, n, h.at, h.found);
  return h;
}

// The first ones tell of units, the others go with them.
enum { TELLING = 13 };
static const char *const unit_words[] = {"deg",
                                         "degree",
                                         "degrees",
                                         "\xC2\xB0",
                                         "dd",
                                         "decimal degrees",
                                         "decimal degree",
                                         "dms",
                                         "degrees decimal",
                                         "wgs84",
                                         "wgs 84",
                                         "epsg:4326",
                                         "m",
                                         "km",
                                         "metres",
                                         "meters",
                                         "metre",
                                         "meter",
                                         "ft",
                                         "feet",
                                         "mi",
                                         "miles",
                                         "nm",
                                         "mw",
                                         "kw",
                                         "gw",
                                         "mwe",
                                         "mwh",
                                         "kt",
                                         "t",
                                         "tons",
                                         "tonnes",
                                         "%",
                                         "yyyy-mm-dd",
                                         "dd/mm/yyyy",
                                         "mm/dd/yyyy",
                                         "text",
                                         "string",
                                         "float",
                                         "double",
                                         "integer",
                                         "int",
                                         "number",
                                         "real",
                                         "date",
                                         "datetime",
                                         "varchar",
                                         "utc",
                                         "-"};

static bool unit_word(struct ct_csv_cell c, bool *telling) {
  char text[32];
  if (c.n > 2 && ((c.v[0] == '(' && c.v[c.n - 1] == ')') || (c.v[0] == '[' && c.v[c.n - 1] == ']')))
    return *telling = true;
  if (c.n > 3 && c.v[0] == '#' && c.v[1] >= 'a' && c.v[1] <= 'z') return *telling = true;  // HXL tags
  if (c.n >= sizeof text) return false;
  memcpy(text, c.v, c.n);
  text[c.n] = '\0';
  for (size_t i = 0; i < sizeof unit_words / sizeof *unit_words; i++) {
    if (!ct_same_nocase(text, unit_words[i])) continue;
    *telling |= i < TELLING;
    return true;
  }
  return false;
}

bool ct_header_is_units(const struct ct_csv_cell *cells, size_t n) {
  bool telling = false;
  for (size_t i = 0; i < n; i++) {
    struct ct_csv_cell c = trimmed(cells[i]);
    if (c.n && !unit_word(c, &telling)) return false;
  }
  return telling;
}

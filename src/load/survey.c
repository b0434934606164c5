// SPDX-License-Identifier: MIT
// Survey: what a column of a plain table holds, judged by its cells.
#include "load/survey.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "coord/coord.h"
#include "load/cell_shape.h"
#include "load/place_relative.h"

// Cells of a column that are read as coordinates: enough to be sure under a telling name,
// few elsewhere, as every text column of a wide table is looked at.
enum { TRY_NAMED = 1000, TRY_OTHER = 60 };

static void add_number(struct ct_survey *c, const char *cell, size_t size, double x) {
  if (!c->numbers || x < c->min) c->min = x;
  if (!c->numbers || x > c->max) c->max = x;
  c->numbers++;
  c->beyond += x > 180 && x <= 360;
  if (ct_number_decimals(cell, size) >= 3) c->decimals++;
  if (!c->named && !ct_number_is_plain(cell, size)) c->named = true;
}

// "39,7961": a number to a reader of coordinates, though the column stays text.
static bool comma_number(const char *cell, size_t size, double *x) {
  char buf[32];
  const char *comma = size < sizeof buf ? memchr(cell, ',', size) : NULL;
  if (!comma || comma == cell || comma == cell + size - 1) return false;
  memcpy(buf, cell, size);
  buf[comma - cell] = '.';
  return ct_number_read(buf, size, x);
}

static void try_axis(const char *cell, size_t size, char axis, size_t *is_one, size_t *lettered) {
  struct ct_coord_axis read;
  if (ct_coord_read(cell, size, axis, &read) != CT_COORD_OK) return;
  ++*is_one;
  *lettered += read.letter;
}

static void try_text(struct ct_survey *c, const char *cell, size_t size) {
  struct ct_coord point;
  c->tried++;
  try_axis(cell, size, 'N', &c->lats, &c->lat_letters);
  try_axis(cell, size, 'E', &c->lons, &c->lon_letters);
  if (ct_cell_is_shape(cell, size)) {
    c->shapes++;
  } else if (ct_coord_read_point(c->reader, cell, size, &point) == CT_COORD_OK) {
    c->pairs++;
    c->fine_pairs += !point.bare && !(point.precision_m > 12000) && fabs(point.lat) <= 90;
  }
}

void ct_survey_add(struct ct_survey *c, const char *cell, size_t size) {
  double x;
  if (!size) return;
  c->filled++;
  ct_place_relative_survey(c, cell, size);
  bool look = c->tried < (c->candidate ? TRY_NAMED : TRY_OTHER);
  if (c->named && !look && !c->candidate) return;
  if (ct_number_read(cell, size, &x)) {
    add_number(c, cell, size, x);
    return;
  }
  c->named = true;
  if (comma_number(cell, size, &x)) {
    add_number(c, cell, size, x);
    if (look) c->lats++, c->lons++, c->tried++;
    return;
  }
  if (look && !ct_coord_is_sentinel(cell, size)) try_text(c, cell, size);
}

bool ct_survey_is_number(const struct ct_survey *c) {
  return c->filled > 0 && !c->named;
}

bool ct_survey_is_pair(const struct ct_survey *c, bool name_tells) {
  if (name_tells) return c->pairs + c->shapes > 0 && (c->pairs + c->shapes) * 2 >= c->tried;
  // A column of mostly numbers with a remark here and there is none.
  return c->tried > 0 && c->numbers <= c->tried && (c->fine_pairs + c->shapes) * 5 >= c->tried * 4;
}

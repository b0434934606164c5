// SPDX-License-Identifier: MIT
// Fuzz: coordinates as people write them.
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "coord/coord.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// What every answer must keep to; a breach is a crash.
static void check(bool holds) {
  if (!holds) __builtin_trap();
}

static void check_point(struct ct_coord_reader *reader, const char *s, size_t size) {
  struct ct_coord point;
  enum ct_coord_kind kind = ct_coord_read_point(reader, s, size, &point);
  check(kind != CT_COORD_BAD || point.why);
  if (kind != CT_COORD_OK) return;
  check(isfinite(point.lat) && isfinite(point.lon));
  check(isnan(point.precision_m) || point.precision_m >= 0);
  check(point.notation > CT_NOTATION_NONE && point.notation < CT_NOTATIONS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct ct_coord_reader *reader;
  struct ct_coord_axis axis;
  if (!reader) reader = ct_coord_reader_new();
  // A copy of exactly this size, so that reading past it shows.
  char *s = malloc(size ? size : 1);
  if (!s) return 0;
  if (size) memcpy(s, data, size);
  for (int i = 0; i < 2; i++) {
    enum ct_coord_kind kind = ct_coord_read(s, size, i ? 'E' : 'N', &axis);
    check(kind != CT_COORD_OK || isfinite(axis.deg));
    check(kind != CT_COORD_BAD || axis.why);
  }
  check_point(NULL, s, size);
  check_point(reader, s, size);
  int zone;
  char band;
  if (ct_coord_read_zone(s, size, &zone, &band)) check(zone >= 1 && zone <= 60);
  ct_coord_is_sentinel(s, size);
  free(s);
  return 0;
}

// SPDX-License-Identifier: MIT
// Fuzz: phrases of distance and direction from a named place, and names looked up.
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "coord/gazetteer.h"
#include "coord/relative.h"
#include "model/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct ct_gazetteer *places(void) {
  static const char *const names[] = {"Shanghai", "Nampo", "Springfield", "Springfield", "Москва"};
  static const char *const states[] = {NULL, NULL, "Illinois", "Missouri", NULL};
  static const double lonlat[] = {121.458, 31.222, 125.41, 38.74, -89.65, 39.80, -93.29, 37.21, 37.62, 55.75};
  static const struct ct_column columns[] = {{.name = "name", .type = CT_COLUMN_STRING, .string = names},
                                             {.name = "state", .type = CT_COLUMN_STRING, .string = states}};
  static const struct ct_table t = {.name = "t",
                                    .n = 5,
                                    .ncolumns = 2,
                                    .columns = columns,
                                    .geoms = {.nparts = 5, .ncoords = 5, .lonlat = lonlat}};
  static const char *const name[] = {"name", NULL};
  static struct ct_arena arena;
  static struct ct_gazetteer *g;
  if (g) return g;
  g = ct_gazetteer_new(&arena);
  ct_gazetteer_add(g, &t, name, NULL, 1e6);
  return g;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_relative r;
  struct ct_relative_result out;
  double x, y;
  // A copy of exactly this size, so that reading past it shows.
  char *s = malloc(size ? size : 1);
  if (!s) return 0;
  if (size) memcpy(s, data, size);
  if (ct_relative_read(s, size, &r)) {
    if (r.place < s || r.place + r.place_n > s + size || !r.place_n || r.end > size) abort();
    if (isnan(r.distance_m) && isnan(r.bearing_deg)) abort();
    if (r.distance_m < 0 || r.distance_unit_m < 0 || r.bearing_deg < 0 || r.bearing_deg >= 360) abort();
    if (ct_relative_place(&r, places(), &out) &&
        !(fabs(out.lat) <= 90 && fabs(out.lon) <= 180 && out.precision_m > 0))
      abort();
  }
  if (ct_relative_read_direction(s, size, &x, &y) && !(x >= 0 && x < 360 && y >= 0)) abort();
  if (ct_relative_read_distance(s, size, 1000, &x, &y) && !(x >= 0 && y >= 0)) abort();
  ct_gazetteer_find(places(), s, size);
  ct_gazetteer_near(places(), s, size);
  free(s);
  return 0;
}

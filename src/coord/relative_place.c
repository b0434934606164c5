// SPDX-License-Identifier: MIT
// Relative place: a distance and direction from a named place, laid off on the ellipsoid.
#include <geodesic.h>
#include <math.h>
#include <string.h>

#include "base/fold.h"
#include "coord/gazetteer.h"
#include "coord/relative.h"

static const double RAD = 3.14159265358979323846 / 180;
// Half of the longest meridian: no place is further from another.
static const double FARTHEST_M = 20004e3;

// "중국 상하이": behind the country's name, where blanks part names and not the words of one.
static const struct ct_gazetteer_place *find_last_word(const struct ct_gazetteer *g, const char *s, size_t n,
                                                       const struct ct_gazetteer_place **other) {
  const char *end = s + n, *p = s, *word = s;
  bool cjk = false;
  while (p < end) {
    unsigned c = ct_fold_next(&p, end);
    cjk |= ct_fold_is_cjk(c);
    if (c == ' ') word = p;
  }
  return cjk && word > s && word < end ? ct_gazetteer_find_all(g, word, (size_t)(end - word), other) : NULL;
}

bool ct_relative_place(const struct ct_relative *r, const struct ct_gazetteer *g,
                       struct ct_relative_result *out) {
  *out = (struct ct_relative_result){.lon = NAN, .lat = NAN, .precision_m = NAN};
  if (g && r->place_n) {
    out->place = ct_gazetteer_find_all(g, r->place, r->place_n, &out->other);
    if (!out->place) out->place = find_last_word(g, r->place, r->place_n, &out->other);
  }
  if (isnan(r->bearing_deg)) out->why = "no direction";
  if (isnan(r->distance_m)) out->why = "no distance";
  if (r->distance_m > FARTHEST_M) out->why = "the distance is longer than half way round the Earth";
  if (!out->why && !out->place) out->why = "place unknown";
  if (out->why) return false;
  struct geod_geodesic wgs84;
  geod_init(&wgs84, 6378137, 1 / 298.257223563);
  geod_direct(&wgs84, out->place->lat, out->place->lon, r->bearing_deg, r->distance_m, &out->lat, &out->lon,
              NULL);
  double arc = r->distance_m * r->spread_deg * RAD;
  out->precision_m =
      sqrt(r->distance_unit_m * r->distance_unit_m / 4 + arc * arc + out->place->size_m * out->place->size_m);
  return true;
}

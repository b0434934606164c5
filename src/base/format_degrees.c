// SPDX-License-Identifier: MIT
// Degrees as they stand at a map's edge.
#include "base/format_degrees.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/format.h"

#define DEGREE "\u00b0"
#define MINUTE "\u2032"
#define SECOND "\u2033"

enum { PLACES_MOST = 6 };

// Decimals that multiples of the step need.
static int places_of(double step) {
  for (int n = 0; n < PLACES_MOST; n++) {
    double scaled = step * pow(10, n);
    if (round(scaled) >= 1 && fabs(scaled - round(scaled)) < 1e-4) return n;
  }
  return PLACES_MOST;
}

// A sixtieth's number, always of two digits before the point.
static const char *sixtieth(struct ct_arena *a, double v, int places) {
  return ct_arena_printf(a, "%0*.*f", places ? places + 3 : 2, places, v);
}

static const char *number_of(struct ct_arena *a, double deg, double step, const char *format) {
  if (format && !strcmp(format, "decimal")) return ct_arena_printf(a, "%.*f" DEGREE, places_of(step), deg);
  int places = places_of(step);
  if (places == 0) return ct_arena_printf(a, "%.0f" DEGREE, deg);
  // Counted in the finest unit that is printed, so that nothing rounds up to 60.
  bool dm = format && !strcmp(format, "dm");
  places = places_of(60 * step);
  if (dm || places == 0) {
    double unit = pow(10, places), n = round(deg * 60 * unit);
    double whole = floor(n / (60 * unit));
    return ct_arena_printf(a, "%.0f" DEGREE "%s" MINUTE, whole, sixtieth(a, n / unit - 60 * whole, places));
  }
  places = places_of(3600 * step);
  double unit = pow(10, places), n = round(deg * 3600 * unit);
  double whole = floor(n / (3600 * unit)), minutes = floor(n / (60 * unit)) - 60 * whole;
  return ct_arena_printf(a, "%.0f" DEGREE "%s" MINUTE "%s" SECOND, whole, sixtieth(a, minutes, 0),
                         sixtieth(a, n / unit - 3600 * whole - 60 * minutes, places));
}

const char *ct_format_degrees(struct ct_arena *a, double deg, bool is_lat, double step, const char *format) {
  const char *number = number_of(a, fabs(deg), step, format);
  double tiny = 1e-3 * step;
  if (fabs(deg) < tiny || (!is_lat && fabs(fabs(deg) - 180) < tiny)) return number;
  const char *letter = is_lat ? (deg > 0 ? "N" : "S") : deg > 0 ? "E" : "W";
  return ct_arena_printf(a, "%s" CT_NB_SPACE "%s", number, letter);
}

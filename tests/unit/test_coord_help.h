// SPDX-License-Identifier: MIT
// Checks shared by the tests of coordinates.
#ifndef CT_TEST_COORD_HELP_H
#define CT_TEST_COORD_HELP_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "coord/coord.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))
// Degrees, minutes, seconds in one number.
#define DMS(d, m, s) ((d) + (m) / 60.0 + (s) / 3600.0)

// A text and the position it must give.
struct point_case {
  const char *text;
  double lat, lon;
};

static inline void check_points(struct ct_coord_reader *r, const struct point_case *cases, size_t n,
                                double within, enum ct_notation notation) {
  for (size_t i = 0; i < n; i++) {
    struct ct_coord c;
    enum ct_coord_kind kind = ct_coord_read_point(r, cases[i].text, strlen(cases[i].text), &c);
    if (kind != CT_COORD_OK) fail_msg("'%s': kind %d, %s", cases[i].text, kind, c.why ? c.why : "no reason");
    if (fabs(c.lat - cases[i].lat) > within || fabs(c.lon - cases[i].lon) > within)
      fail_msg("'%s': %.9f %.9f", cases[i].text, c.lat, c.lon);
    if (notation && c.notation != notation) fail_msg("'%s': notation %d", cases[i].text, c.notation);
  }
}

// Texts that are no position. The why, when given, must be part of the reason.
struct bad_case {
  const char *text, *why;
};

static inline void check_bad(struct ct_coord_reader *r, const struct bad_case *cases, size_t n) {
  for (size_t i = 0; i < n; i++) {
    struct ct_coord c;
    enum ct_coord_kind kind = ct_coord_read_point(r, cases[i].text, strlen(cases[i].text), &c);
    if (kind != CT_COORD_BAD) fail_msg("'%s': kind %d, %.9f %.9f", cases[i].text, kind, c.lat, c.lon);
    if (!c.why) fail_msg("'%s': no reason", cases[i].text);
    if (cases[i].why && !strstr(c.why, cases[i].why)) fail_msg("'%s': %s", cases[i].text, c.why);
  }
}

#endif

// SPDX-License-Identifier: MIT
// Spots: a few thousand points in cells of half a degree, to tell which one is near.
#include "doctor/spots.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

enum { W = 720, H = 360 };

static int column(double lon) {
  int c = (int)floor((lon + 180) * 2);
  return c < 0 ? 0 : c >= W ? W - 1 : c;
}

static int line(double lat) {
  int r = (int)floor((lat + 90) * 2);
  return r < 0 ? 0 : r >= H ? H - 1 : r;
}

static void enter(struct ct_spots *s, uint32_t k, double reach) {
  const struct ct_spot *p = &s->v[k];
  double wide = fmin(0.5, reach / fmax(0.05, cos(p->lat * M_PI / 180)));
  for (int r = line(p->lat - reach); r <= line(p->lat + reach); r++)
    for (int c = column(p->lon - wide); c <= column(p->lon + wide); c++) {
      size_t cell = (size_t)r * W + (size_t)c;
      if (s->at)
        s->at[s->cell0[cell]++] = k;
      else
        s->cell0[cell + 1]++;
    }
}

void ct_spots_make(struct ct_spots *s, struct ct_arena *a, const struct ct_spot *v, size_t n, double reach) {
  *s = (struct ct_spots){.v = v, .cell0 = CT_NEW_N(a, uint32_t, (size_t)W * H + 1)};
  for (uint32_t k = 0; k < n; k++) enter(s, k, reach);
  for (size_t i = 0; i < (size_t)W * H; i++) s->cell0[i + 1] += s->cell0[i];
  s->at = CT_NEW_N(a, uint32_t, s->cell0[(size_t)W * H]);
  for (uint32_t k = 0; k < n; k++) enter(s, k, reach);
  memmove(s->cell0 + 1, s->cell0, (size_t)W * H * sizeof *s->cell0);
  s->cell0[0] = 0;
}

const uint32_t *ct_spots_near(const struct ct_spots *s, double lon, double lat, size_t *n) {
  size_t cell = (size_t)line(lat) * W + (size_t)column(lon);
  *n = s->cell0[cell + 1] - s->cell0[cell];
  return s->at + s->cell0[cell];
}

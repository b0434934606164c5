// SPDX-License-Identifier: MIT
// Hard polygons of the projection tests: as published, and the area that is meant.
#ifndef TEST_PROJECT_POLYGONS_H
#define TEST_PROJECT_POLYGONS_H

#include "test_project_help.h"

#define RAD (3.14159265358979323846 / 180)
enum { VERTICES = 400, POLYGONS = 20 };

// A polygon as published, and the same area in the lon/lat plane without jumps (east of 180 allowed).
struct polygon {
  const char *name;
  size_t nparts, counts[2], ntrue[2];
  double in[2 * VERTICES], truth[2 * VERTICES];
};

static uint64_t seed;
static inline double random01(void) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(seed >> 11) / 9007199254740992.0;
}

static inline void wrap(double *v, size_t n) {
  for (size_t i = 0; i < n; i++) v[2 * i] -= 360 * floor((v[2 * i] + 180) / 360);
}

static inline void backwards(double *v, size_t n) {
  for (size_t i = 0, j = n - 1; i < j; i++, j--)
    for (int k = 0; k < 2; k++) {
      double t = v[2 * i + k];
      v[2 * i + k] = v[2 * j + k];
      v[2 * j + k] = t;
    }
}

static inline struct polygon of_rings(const char *name, size_t n1, const double *r1, size_t n2,
                                      const double *r2) {
  struct polygon p = {name, n2 ? 2 : 1, {n1, n2}, {n1, n2}, {0}, {0}};
  memcpy(p.in, r1, n1 * 2 * sizeof *r1);
  if (n2) memcpy(p.in + 2 * n1, r2, n2 * 2 * sizeof *r2);
  memcpy(p.truth, p.in, sizeof p.in);
  return p;
}

// A ring that winds round the globe, and its area up to the pole (or down to it).
static inline size_t winding(double *v, double lat, double swing, double from, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double lon = from + 360.0 * (double)i / (double)n;
    v[2 * i] = lon, v[2 * i + 1] = lat + swing * sin(3 * lon * RAD);
  }
  return n;
}

static inline size_t capped(double *v, size_t n, double pole) {
  double x = v[0], y = v[1];
  const double more[6] = {x + 360, y, x + 360, pole, x, pole};
  memcpy(v + 2 * n, more, sizeof more);
  return n + 3;
}

static inline struct polygon cap(const char *name, double lat, double swing, bool turned) {
  struct polygon p = {name, 1, {0}, {0}, {0}, {0}};
  p.counts[0] = winding(p.in, lat, swing, -37, 120);
  p.ntrue[0] = capped(p.truth, winding(p.truth, lat, swing, -37, 120), copysign(90, lat));
  wrap(p.in, p.counts[0]);
  if (turned) backwards(p.in, p.counts[0]);
  return p;
}

// Between two rings that wind round the same pole.
static inline struct polygon annulus(void) {
  struct polygon p = {"an annulus round the pole", 2, {60, 40}, {63, 43}, {0}, {0}};
  winding(p.in, 40, 5, 10, 60), winding(p.in + 120, 70, 8, 10, 40);
  capped(p.truth, winding(p.truth, 40, 5, 10, 60), 90);
  capped(p.truth + 126, winding(p.truth + 126, 70, 8, 10, 40), 90);
  wrap(p.in, 100);
  return p;
}

// Antarctica as some publish it: from 180 to 180, without a way over the pole.
static inline struct polygon open_south(void) {
  struct polygon p = {"a southern cap from 180 to 180 without the pole", 1, {121}, {123}, {0}, {0}};
  winding(p.in, -70, 4, -180, 120);
  p.in[240] = 180, p.in[241] = p.in[1];
  memcpy(p.truth, p.in, sizeof p.in);
  const double pole[4] = {180, -90, -180, -90};
  memcpy(p.truth + 242, pole, sizeof pole);
  return p;
}

// A random star in the lon/lat plane, at most 300 degrees wide.
static inline struct polygon star(bool wrapped) {
  struct polygon p = {wrapped ? "a star, wrapped" : "a star", 1, {24}, {24}, {0}, {0}};
  double lon = 360 * random01() - 180, lat = 140 * random01() - 70, wide = 10 + 140 * random01();
  double up = (90 - fabs(lat)) * (0.3 + 0.7 * random01());
  for (int i = 0; i < 24; i++) {
    double r = 0.35 + 0.65 * random01(), at = 15 * i * RAD;
    p.in[2 * i] = lon + wide * r * cos(at);
    p.in[2 * i + 1] = lat + up * r * sin(at);
  }
  if (random01() < 0.5) backwards(p.in, 24);
  memcpy(p.truth, p.in, sizeof p.in);
  if (wrapped) wrap(p.in, 24);
  return p;
}

static inline void polygons_make(struct polygon *p) {
  static const double over[] = {160, -20, 200, -25, 205, 15, 170, 30},
                      hole[] = {175, -5, 172, 5, 185, 8, 190, -8};
  static const double jump[] = {170, -15, 190, -15, 190, 45, 170, 45};
  static const double along[] = {150, -40, 180, -40, 180, 40, 150, 40},
                      west[] = {-180, 10, -150, 10, -150, 60, -180, 60};
  static const double belt[] = {-180, -60, 180, -60, 180, 70, -180, 70};
  static const double whole[] = {-180, -90, 180, -90, 180, 90, -180, 90};
  static const double patch[] = {100, 20, 100, 60, 140, 50, 150, 10};
  static const double peak[] = {10, 50, 70, 50, 40, 90}, half[] = {-90, -90, 90, -90, 90, 90, -90, 90};
  // Vertices less than half a turn apart: of two farther apart nobody could tell which way they are joined.
  static const double big[] = {-170, -80, -10, -80, 150, -80, 150, 85, -10, 85, -170, 85};
  static const double strip[] = {-179, 30, -60, 30, 60, 30, 179, 30, 179, 31, 60, 31, -60, 31, -179, 31};
  p[0] = of_rings("170..190", 4, jump, 0, NULL);
  p[1] = p[0], p[1].name = "170..-170", wrap(p[1].in, 4);
  p[2] = of_rings("over 180 with a hole", 4, over, 4, hole);
  p[3] = p[2], p[3].name = "over 180 with a hole, wrapped", wrap(p[3].in, 8);
  p[4] = cap("a northern cap", 55, 10, false);
  p[5] = cap("a northern cap, turned", 55, 10, true);
  p[6] = cap("a southern cap", -65, 8, true);
  p[7] = annulus();
  p[8] = open_south();
  p[9] = of_rings("an edge along 180", 4, along, 0, NULL);
  p[10] = of_rings("an edge along -180", 4, west, 0, NULL);
  p[11] = of_rings("a belt", 4, belt, 0, NULL);
  p[12] = of_rings("the world but a patch", 4, whole, 4, patch);
  p[13] = of_rings("a peak at the pole", 3, peak, 0, NULL);
  p[14] = of_rings("a half", 4, half, 0, NULL);
  p[15] = of_rings("most of the world", 6, big, 0, NULL);
  backwards(p[15].in, 6);
  p[16] = of_rings("a strip round the world", 8, strip, 0, NULL);
  p[17] = star(false), p[18] = star(true), p[19] = star(true);
}

static inline bool in_truth(const struct polygon *p, double lon, double lat) {
  bool in = false;
  const double *v = p->truth;
  for (size_t r = 0; r < p->nparts; v += 2 * p->ntrue[r], r++)
    for (double x = lon - 360; x < lon + 361; x += 360)
      for (size_t i = 0, j = p->ntrue[r] - 1; i < p->ntrue[r]; j = i++) {
        const double *b = v + 2 * i, *c = v + 2 * j;
        if ((b[1] > lat) != (c[1] > lat) && x < (c[0] - b[0]) * (lat - b[1]) / (c[1] - b[1]) + b[0]) in = !in;
      }
  return in;
}

#endif

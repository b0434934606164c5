// SPDX-License-Identifier: MIT
// Check cluster: single rows far from all the others, and whether a slip put them there.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "doctor/exam.h"
#include "doctor/measure.h"
#include "model/table.h"

static const double earth_m = 6371008.8;

struct cloud {
  size_t n;
  uint32_t *row;
  float *far;  // metres from the centre
  double centre[3];
  double median_m, most_m;  // half, and four fifths, are nearer than that
};

static void unit(double lon, double lat, double v[3]) {
  double a = lon * (M_PI / 180), b = lat * (M_PI / 180), c = cos(b);
  v[0] = c * cos(a);
  v[1] = c * sin(a);
  v[2] = sin(b);
}

static double far_from(const double centre[3], double lon, double lat) {
  double v[3];
  unit(lon, lat, v);
  double x = v[0] - centre[0], y = v[1] - centre[1], z = v[2] - centre[2];
  double half = sqrt(x * x + y * y + z * z) / 2;
  return 2 * earth_m * asin(half > 1 ? 1 : half);
}

// The k-th smallest; v is put in another order. Wirth's selection.
static float kth(float *v, size_t n, size_t k) {
  long low = 0, high = (long)n - 1, want = (long)k;
  while (low < high) {
    float pivot = v[want];
    long i = low, j = high;
    while (i <= j) {
      while (v[i] < pivot) i++;
      while (pivot < v[j]) j--;
      if (i > j) break;
      float t = v[i];
      v[i++] = v[j];
      v[j--] = t;
    }
    if (j < want) low = i;
    if (want < i) high = j;
  }
  return v[want];
}

// Large arrays are known well enough by a sample.
enum { SAMPLE = 20001 };

static float quantile(struct ct_arena *a, const float *v, size_t n, double q) {
  size_t step = n / SAMPLE + 1, m = (n + step - 1) / step;
  float *copy = CT_NEW_N(a, float, m);
  for (size_t i = 0; i < m; i++) copy[i] = v[i * step];
  return kth(copy, m, (size_t)(q * (double)(m - 1)));
}

// The middle of the points' directions, axis by axis: a few wrong ones don't move it.
static void find_centre(struct ct_exam *x, const struct ct_table *t, struct cloud *c) {
  size_t step = c->n / SAMPLE + 1, m = 0;
  float *axis[3];
  for (int k = 0; k < 3; k++) axis[k] = CT_NEW_N(&x->scratch, float, c->n / step + 1);
  for (size_t i = 0; i < c->n; i += step, m++) {
    double lon, lat, v[3];
    ct_exam_point(t, c->row[i], &lon, &lat);
    unit(lon, lat, v);
    for (int k = 0; k < 3; k++) axis[k][m] = (float)v[k];
  }
  double len = 0;
  for (int k = 0; k < 3; k++) {
    c->centre[k] = quantile(&x->scratch, axis[k], m, 0.5);
    len += c->centre[k] * c->centre[k];
  }
  len = sqrt(len);
  for (int k = 0; k < 3; k++) c->centre[k] = len > 0 ? c->centre[k] / len : k == 0;
}

static void gather(struct ct_exam *x, const struct ct_table *t, struct cloud *c) {
  double lon, lat;
  c->row = CT_NEW_N(&x->scratch, uint32_t, t->n);
  c->far = CT_NEW_N(&x->scratch, float, t->n);
  for (size_t i = 0; i < t->n; i++)
    if (ct_exam_point(t, i, &lon, &lat)) c->row[c->n++] = (uint32_t)i;
  if (c->n < 8) return;
  find_centre(x, t, c);
  for (size_t k = 0; k < c->n; k++) {
    ct_exam_point(t, c->row[k], &lon, &lat);
    c->far[k] = (float)far_from(c->centre, lon, lat);
  }
  c->median_m = quantile(&x->scratch, c->far, c->n, 0.5);
  c->most_m = quantile(&x->scratch, c->far, c->n, 0.8);
}

static bool repair(const struct cloud *c, double *lon, double *lat, const char **what) {
  static const char *const words[] = {"swapped", "with the other sign of the latitude",
                                      "with the other sign of the longitude", "with the other signs"};
  const double at[4][2] = {{*lat, *lon}, {*lon, -*lat}, {-*lon, *lat}, {-*lon, -*lat}};
  for (int k = 0; k < 4; k++) {
    if (fabs(at[k][1]) > 90 || far_from(c->centre, at[k][0], at[k][1]) > c->most_m * 1.2) continue;
    *lon = at[k][0];
    *lat = at[k][1];
    *what = words[k];
    return true;
  }
  return false;
}

static void say(struct ct_exam *x, struct ct_exam_table *et, const struct cloud *c, size_t k) {
  double lon, lat;
  size_t i = c->row[k];
  char pair[96], published[96], far[32], suggestion[256], a[32], b[32];
  const char *what;
  ct_exam_point(et->t, i, &lon, &lat);
  ct_exam_degrees(lat, a);
  ct_exam_degrees(lon, b);
  struct ct_exam_finding d = {"CT-D136",    CT_WARNING,    et->t,
                              (long long)i, et->roles.lat, ct_exam_published(et->t, i, published),
                              suggestion};
  if (repair(c, &lon, &lat, &what)) {
    snprintf(suggestion, sizeof suggestion, "%s is among the others (%s)", ct_exam_pair(lat, lon, pair),
             what);
    ct_exam_say(x, &d, "latitude %s, longitude %s lies %s from the middle of the others and may be %s", a, b,
                ct_measure_say(c->far[k], far), what[0] == 's' ? "swapped" : "without its sign");
    et->told[i] = 1;
  } else if (c->far[k] > 3e6 && c->far[k] > 20 * c->median_m) {
    d.code = "CT-D137";
    d.severity = CT_NOTE;
    d.suggestion = NULL;
    ct_exam_say(
        x, &d,
        "latitude %s, longitude %s lies %s from the middle of the others, half of which are within %.0f km",
        a, b, ct_measure_say(c->far[k], far), c->median_m / 1000);
  }
}

void ct_exam_cluster(struct ct_exam *x, struct ct_exam_table *et) {
  struct cloud c = {0};
  if (et->by_country) return;  // far from the others, but where it says
  gather(x, et->t, &c);
  if (c.n < 8) return;
  // Sites within a village say little about how far the next may be.
  double limit = fmax(5 * c.most_m, 200e3);
  size_t lone = 0;
  for (size_t k = 0; k < c.n; k++) lone += c.far[k] > limit;
  if (!lone || lone > 2 + c.n / 10) return;  // a second region
  for (size_t k = 0; k < c.n; k++)
    if (c.far[k] > limit && !et->told[c.row[k]]) say(x, et, &c, k);
}

// SPDX-License-Identifier: MIT
// Sample: colours and heights of a picture between and across its pixels.
#include "project/sample.h"

#include <math.h>

#include "base/arena.h"

static bool inside(const struct ct_raster_piece *p, double u, double v) {
  return u >= 0 && v >= 0 && u < p->w && v < p->h;
}

bool ct_piece_find(const struct ct_raster_piece *p, double x, double y, double *u, double *v) {
  if (p->quad) {
    *u = p->u2[0] + p->u2[1] * x + p->u2[2] * y;
    *v = p->v2[0] + p->v2[1] * x + p->v2[2] * y;
    if (inside(p, *u, *v) && *u / p->w + *v / p->h >= 1) return true;
  }
  *u = p->u[0] + p->u[1] * x + p->u[2] * y;
  *v = p->v[0] + p->v[1] * x + p->v[2] * y;
  return inside(p, *u, *v) && (!p->quad || *u / p->w + *v / p->h <= 1);
}

double ct_piece_steps(const struct ct_raster_piece *p, double dx, double dy) {
  return hypot(p->u[1] * dx + p->u[2] * dy, p->v[1] * dx + p->v[2] * dy);
}

// ---- levels

static uint32_t mean_color(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  uint32_t out = 0;
  for (int s = 0; s < 32; s += 8) {
    uint32_t sum = (a >> s & 255) + (b >> s & 255) + (c >> s & 255) + (d >> s & 255);
    out |= (sum + 2) / 4 << s;
  }
  return out;
}

static float mean_height(const float v[4]) {
  float sum = 0;
  int n = 0;
  for (int i = 0; i < 4; i++)
    if (!isnan(v[i])) sum += v[i], n++;
  return n ? sum / (float)n : NAN;
}

static void halve(const struct ct_level *from, struct ct_level *to, struct ct_arena *a) {
  to->w = from->w > 1 ? from->w / 2 : 1;
  to->h = from->h > 1 ? from->h / 2 : 1;
  size_t n = (size_t)to->w * (size_t)to->h;
  uint32_t *pixels = from->pixels ? CT_NEW_N(a, uint32_t, n) : NULL;
  float *heights = from->elevation ? CT_NEW_N(a, float, n) : NULL;
  for (size_t k = 0; k < n; k++) {
    size_t i = 2 * (k % (size_t)to->w), j = 2 * (k / (size_t)to->w), w = (size_t)from->w;
    size_t i1 = i + 1 < w ? i + 1 : i, j1 = j + 1 < (size_t)from->h ? j + 1 : j;
    const size_t at[4] = {j * w + i, j * w + i1, j1 * w + i, j1 * w + i1};
    const uint32_t *p = from->pixels;
    const float *e = from->elevation;
    if (p) pixels[k] = mean_color(p[at[0]], p[at[1]], p[at[2]], p[at[3]]);
    if (e) heights[k] = mean_height((float[]){e[at[0]], e[at[1]], e[at[2]], e[at[3]]});
  }
  to->pixels = pixels;
  to->elevation = heights;
}

const struct ct_level *ct_pyramid_level(struct ct_pyramid *p, int level, struct ct_arena *a) {
  struct ct_level *l = p->level;
  if (!l->w) *l = (struct ct_level){p->piece->w, p->piece->h, p->piece->pixels, p->piece->elevation};
  for (int i = 0; i < level && i + 1 < CT_LEVELS; i++, l++) {
    if (l->w == 1 && l->h == 1) break;
    if (!l[1].w) halve(l, l + 1, a);
  }
  return l;
}

// ---- reading

// The two pixels around a coordinate, and how far it is to the second.
static float around(double at, int n, int *first, int *second) {
  double c = at - 0.5;
  if (!(c > 0)) c = 0;
  if (c > n - 1) c = n - 1;
  *first = (int)c;
  *second = *first + 1 < n ? *first + 1 : *first;
  return (float)(c - *first);
}

static size_t nearest_pixel(const struct ct_level *l, double u, double v) {
  int i = u > 0 ? (int)u : 0, j = v > 0 ? (int)v : 0;
  if (i >= l->w) i = l->w - 1;
  if (j >= l->h) j = l->h - 1;
  return (size_t)j * (size_t)l->w + (size_t)i;
}

void ct_level_color(const struct ct_level *l, double u, double v, bool nearest, float out[4]) {
  if (nearest) {
    uint32_t c = l->pixels[nearest_pixel(l, u, v)];
    for (int k = 0; k < 4; k++) out[k] = (float)(c >> (k == 3 ? 24 : 16 - 8 * k) & 255);
    return;
  }
  int i, i1, j, j1;
  float x = around(u, l->w, &i, &i1), y = around(v, l->h, &j, &j1);
  const uint32_t *top = l->pixels + (size_t)j * (size_t)l->w, *low = l->pixels + (size_t)j1 * (size_t)l->w;
  const uint32_t c[4] = {top[i], top[i1], low[i], low[i1]};
  const float w[4] = {(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y};
  for (int k = 0; k < 4; k++) {
    int s = k == 3 ? 24 : 16 - 8 * k;
    out[k] = 0;
    for (int m = 0; m < 4; m++) out[k] += w[m] * (float)(c[m] >> s & 255);
  }
}

float ct_level_height(const struct ct_level *l, double u, double v, bool nearest) {
  float at = l->elevation[nearest_pixel(l, u, v)];
  if (nearest || isnan(at)) return at;
  int i, i1, j, j1;
  float x = around(u, l->w, &i, &i1), y = around(v, l->h, &j, &j1);
  const float *top = l->elevation + (size_t)j * (size_t)l->w, *low = l->elevation + (size_t)j1 * (size_t)l->w;
  const float z[4] = {top[i], top[i1], low[i], low[i1]};
  const float w[4] = {(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y};
  float sum = 0, weight = 0;
  for (int m = 0; m < 4; m++)
    if (!isnan(z[m])) sum += w[m] * z[m], weight += w[m];
  return weight > 0 ? sum / weight : at;
}

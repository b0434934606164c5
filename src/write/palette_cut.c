// SPDX-License-Identifier: MIT
// Palette cut: few colours that stand for many, by cutting the space of colours where they vary most.
// After Wan, Wong and Prusinkiewicz, "An Algorithm for Multidimensional Data Clustering" (1988), and k-means.
#include "write/palette_cut.h"

#include <stdlib.h>
#include <string.h>

// Colours are taken together that differ in no more than the lowest bits, where there are very many.
enum { MANY = 1 << 14, ROUNDS = 3, CHANNELS = 4 };

// How much a step of a channel is seen: blue, green, red, alpha.
static const int weights[CHANNELS] = {2, 4, 3, 4};

struct point {
  float v[CHANNELS];
  float count;
  uint32_t cell;
};

struct box {
  size_t from, to;  // points
  double error;     // sum of squares off the mean
  int axis;         // that it varies along most
  double mean;      // on that axis
};

static int channel(uint32_t color, int i) {
  return (int)(color >> (8 * i) & 255);
}

static int distance(uint32_t a, uint32_t b) {
  int sum = 0;
  for (int i = 0; i < CHANNELS; i++) {
    int d = channel(a, i) - channel(b, i);
    sum += weights[i] * d * d;
  }
  return sum;
}

size_t ct_cut_nearest(const uint32_t *colors, size_t n, uint32_t color) {
  size_t best = 0;
  int least = distance(colors[0], color);
  for (size_t i = 1; i < n && least; i++) {
    int d = distance(colors[i], color);
    if (d < least) least = d, best = i;
  }
  return best;
}

static int by_cell(const void *a, const void *b) {
  const struct point *x = a, *y = b;
  if (x->cell != y->cell) return x->cell < y->cell ? -1 : 1;
  for (int i = 0; i < CHANNELS; i++)
    if (x->v[i] != y->v[i]) return x->v[i] < y->v[i] ? -1 : 1;
  return 0;
}

// Points of one cell as their mean; returns how many are left.
static size_t merge(struct point *p, size_t n) {
  size_t kept = 0;
  qsort(p, n, sizeof *p, by_cell);
  for (size_t i = 0, k; i < n; i = k) {
    double sum[CHANNELS] = {0}, count = 0;
    for (k = i; k < n && p[k].cell == p[i].cell; k++) {
      for (int c = 0; c < CHANNELS; c++) sum[c] += (double)p[k].v[c] * p[k].count;
      count += p[k].count;
    }
    struct point m = {.count = (float)count, .cell = p[i].cell};
    for (int c = 0; c < CHANNELS; c++) m.v[c] = (float)(sum[c] / count);
    p[kept++] = m;
  }
  return kept;
}

static size_t set_points(const struct ct_cut_color *v, size_t n, struct point *p) {
  uint32_t mask = n > MANY ? 0xF8F8F8F8U : 0xFFFFFFFFU;
  for (size_t i = 0; i < n; i++) {
    p[i] = (struct point){.count = (float)v[i].count, .cell = v[i].color & mask};
    for (int c = 0; c < CHANNELS; c++) p[i].v[c] = (float)channel(v[i].color, c);
  }
  return merge(p, n);
}

static void measure(const struct point *p, struct box *b) {
  double most = -1;
  b->error = 0;
  for (int c = 0; c < CHANNELS; c++) {
    double sum = 0, squares = 0, count = 0;
    for (size_t i = b->from; i < b->to; i++) {
      sum += (double)p[i].v[c] * p[i].count;
      squares += (double)p[i].v[c] * p[i].v[c] * p[i].count;
      count += p[i].count;
    }
    double error = weights[c] * (squares - sum * sum / count);
    b->error += error;
    if (error > most) most = error, b->axis = c, b->mean = sum / count;
  }
}

// Points below the mean first; returns where the others begin.
static size_t part(struct point *p, const struct box *b) {
  size_t at = b->from;
  for (size_t i = b->from; i < b->to; i++) {
    if (!(p[i].v[b->axis] < b->mean)) continue;
    struct point t = p[i];
    p[i] = p[at];
    p[at++] = t;
  }
  return at;
}

static size_t cut(struct point *p, size_t n, struct box *boxes, size_t most) {
  size_t made = n > 0;
  boxes[0] = (struct box){.to = n};
  if (n) measure(p, &boxes[0]);
  while (made < most) {
    struct box *worst = &boxes[0];
    for (size_t i = 1; i < made; i++)
      if (boxes[i].error > worst->error) worst = &boxes[i];
    if (!(worst->error > 0.5)) break;
    size_t at = part(p, worst);
    if (at == worst->from || at == worst->to) {
      worst->error = 0;
      continue;
    }
    boxes[made] = (struct box){.from = at, .to = worst->to};
    worst->to = at;
    measure(p, worst);
    measure(p, &boxes[made++]);
  }
  return made;
}

// No channel above alpha: colours are multiplied by it.
static uint32_t color_of(const double v[CHANNELS]) {
  uint32_t out = 0, a = (uint32_t)(v[3] + 0.5);
  for (int c = 0; c < CHANNELS; c++) {
    uint32_t x = (uint32_t)(v[c] + 0.5);
    out |= (x > a ? a : x) << (8 * c);
  }
  return out;
}

struct sums {
  double v[CHANNELS], count;
};

static void add(struct sums *s, const struct point *p) {
  for (int c = 0; c < CHANNELS; c++) s->v[c] += (double)p->v[c] * p->count;
  s->count += p->count;
}

static void set_mean(const struct sums *s, uint32_t *out) {
  double v[CHANNELS];
  if (!(s->count > 0)) return;
  for (int c = 0; c < CHANNELS; c++) v[c] = s->v[c] / s->count;
  *out = color_of(v);
}

// Every point goes to the colour nearest to it, and every colour that is not fixed to the middle of its points.
static void settle(const struct point *p, size_t n, uint32_t *out, size_t fixed, size_t made) {
  struct sums sums[256];
  memset(sums, 0, sizeof sums);
  for (size_t i = 0; i < n; i++) {
    double v[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) v[c] = p[i].v[c];
    add(&sums[ct_cut_nearest(out, made, color_of(v))], &p[i]);
  }
  for (size_t k = fixed; k < made; k++) set_mean(&sums[k], &out[k]);
}

bool ct_cut(const struct ct_cut_color *v, size_t n, uint32_t *out, size_t fixed, size_t most, size_t *made) {
  struct point *p = malloc((n ? n : 1) * sizeof *p);
  struct box *boxes = malloc((most + 1) * sizeof *boxes);
  bool ok = p && boxes;
  *made = fixed;
  if (ok) {
    n = set_points(v, n, p);
    size_t cuts = cut(p, n, boxes, most - fixed);
    for (size_t k = 0; k < cuts; k++) {
      struct sums s = {0};
      for (size_t i = boxes[k].from; i < boxes[k].to; i++) add(&s, &p[i]);
      set_mean(&s, &out[(*made)++]);
    }
    for (int i = 0; i < ROUNDS; i++) settle(p, n, out, fixed, *made);
  }
  free(boxes);
  free(p);
  return ok;
}

// SPDX-License-Identifier: MIT
// Keyed names: in which order they are numbered, and which of them matter most.
#include "hall/render/keyed.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"

int ct_keyed_by_priority(const void *x, const void *y) {
  const struct ct_keyed *a = x, *b = y;
  uint32_t pa = a->priority ? a->priority : UINT32_MAX, pb = b->priority ? b->priority : UINT32_MAX;
  if (pa != pb) return pa < pb ? -1 : 1;
  if (a->layer != b->layer) return a->layer > b->layer ? -1 : 1;
  if (a->sort_key != b->sort_key) return a->sort_key < b->sort_key ? -1 : 1;
  return a->item < b->item ? -1 : a->item > b->item;
}

int ct_keyed_by_number(const void *x, const void *y) {
  const struct ct_keyed *a = x, *b = y;
  if (a->number != b->number) return a->number < b->number ? -1 : 1;
  if (a->layer != b->layer) return a->layer < b->layer ? -1 : 1;
  return a->item < b->item ? -1 : a->item > b->item;
}

static int by_item(const struct ct_keyed *a, const struct ct_keyed *b) {
  if (a->layer != b->layer) return a->layer < b->layer ? -1 : 1;
  return a->item < b->item ? -1 : a->item > b->item;
}

static int by_y(const void *x, const void *y) {
  const struct ct_keyed *a = x, *b = y;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  return a->x != b->x ? (a->x < b->x ? -1 : 1) : by_item(a, b);
}

static int by_x(const void *x, const void *y) {
  const struct ct_keyed *a = x, *b = y;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  return a->y != b->y ? (a->y < b->y ? -1 : 1) : by_item(a, b);
}

// Where the row that starts at `from` ends: at the widest gap around its usual height.
static size_t row_end(const struct ct_keyed *v, size_t from, size_t n, float height) {
  float widest = -1;
  size_t end = n;
  for (size_t i = from + 1; i < n; i++) {
    float reach = v[i].y - v[from].y, gap = v[i].y - v[i - 1].y;
    if (reach > 1.4F * height) {
      if (widest < 0) end = i;
      break;
    }
    if (reach < 0.6F * height || gap <= widest) continue;
    widest = gap;
    end = i;
  }
  // What is left over below is no row of its own.
  return end < n && v[n - 1].y - v[from].y < 1.4F * height ? n : end;
}

// Rows are somewhat higher than numbers are apart.
void ct_keyed_order(struct ct_keyed *v, size_t n) {
  float x0 = INFINITY, x1 = -INFINITY, height;
  if (n < 2) return;
  qsort(v, n, sizeof *v, by_y);
  for (size_t i = 0; i < n; i++) {
    x0 = fminf(x0, v[i].x);
    x1 = fmaxf(x1, v[i].x);
  }
  float w = fmaxf(x1 - x0, 1), h = fmaxf(v[n - 1].y - v[0].y, 1);
  height = fmaxf(sqrtf(w * h / (float)n) * 1.2F, 12);
  for (size_t from = 0; from < n;) {
    size_t end = row_end(v, from, n, height);
    qsort(v + from, end - from, sizeof *v, by_x);
    from = end;
  }
}

size_t ct_keyed_number(struct ct_keyed *v, size_t n, const char **line, struct ct_arena *a) {
  struct ct_map seen = {.arena = a};
  size_t lines = 0;
  for (size_t i = 0; i < n; i++) {
    bool added;
    v[i].number = (uint32_t)ct_map_add_string(&seen, v[i].text, lines + 1, &added)->value;
    if (added) line[lines++] = v[i].text;
  }
  return lines;
}

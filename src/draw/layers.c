// SPDX-License-Identifier: MIT
// Layers: marks sorted into layers within which none overlap, so that order matters only between layers.
#include "draw/layers.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"
#include "model/scene.h"

// The page as cells, each with the top layer that touches it so far. Marks that share a
// cell are taken to overlap: right for all that do, and for some that don't.
struct cells {
  uint32_t *top;
  int w, h;
  double size;  // points
};

enum { MAX_SIDE = 2000, BAND = 400 };

static struct cells make_cells(struct ct_arena *a, double mean_reach, double page_w, double page_h) {
  struct cells c = {NULL, 0, 0, mean_reach / 2};
  double least = fmax(page_w, page_h) / MAX_SIDE;
  if (!(c.size > least)) c.size = least;
  c.w = (int)(page_w / c.size) + 1;
  c.h = (int)(page_h / c.size) + 1;
  c.top = CT_NEW_N(a, uint32_t, (size_t)c.w * (size_t)c.h);
  return c;
}

static int cell_of(double v, double size, int n) {
  int i = (int)floor(v / size);
  return i < 0 ? 0 : i >= n ? n - 1 : i;
}

// Layers take turns among the symbols when there are few of these: layer L is symbol L % nsymbols's. Marks on top of
// others then wait for their symbol's next turn, together with more of their kind, and a file has longer groups.
enum { TURNS_MOST = 32 };

static uint32_t next_turn(uint32_t above, uint32_t symbol, uint32_t nsymbols) {
  if (nsymbols > TURNS_MOST) return above + 1;
  return above + 1 + (symbol + nsymbols - (above + 1) % nsymbols) % nsymbols;
}

// The symbol's next layer above all that the square touches; the square's cells are raised to it.
static uint32_t put(struct cells *c, const struct ct_layered *v, double reach, uint32_t nsymbols) {
  double x = v->x * 0.01, y = v->y * 0.01;
  int x0 = cell_of(x - reach, c->size, c->w), x1 = cell_of(x + reach, c->size, c->w);
  int y0 = cell_of(y - reach, c->size, c->h), y1 = cell_of(y + reach, c->size, c->h);
  uint32_t top = 0;
  for (int j = y0; j <= y1; j++)
    for (int i = x0; i <= x1; i++) {
      uint32_t t = c->top[(size_t)j * (size_t)c->w + (size_t)i];
      if (t > top) top = t;
    }
  top = next_turn(top, v->symbol, nsymbols);
  for (int j = y0; j <= y1; j++)
    for (int i = x0; i <= x1; i++) c->top[(size_t)j * (size_t)c->w + (size_t)i] = top;
  return top;
}

static int order(int64_t x, int64_t y) {
  return (x > y) - (x < y);
}

// Within a layer and symbol, bands from left to right: small steps between neighbours
// make short numbers in the file.
static int compare(const void *va, const void *vb) {
  const struct ct_layered *a = va, *b = vb;
  int d = order(a->layer, b->layer);
  if (!d) d = order(a->symbol, b->symbol);
  if (!d) d = order(a->y / BAND, b->y / BAND);
  if (!d) d = order(a->x, b->x);
  if (!d) d = order(a->y, b->y);
  return d;
}

// Marks of one opaque colour look the same in any order.
static bool order_is_free(const struct ct_marks_op *op) {
  const struct ct_symbol *s = op->symbols;
  return op->nsymbols == 1 && s->color.a >= 1 && !(s->edge_width > 0 && s->edge_color.a > 0) &&
         !(s->blur > 0);
}

size_t ct_layers_sort(struct ct_arena *a, const struct ct_marks_op *op, const float *reach, double page_w,
                      double page_h, struct ct_layered **out) {
  struct ct_layered *v = CT_NEW_N(a, struct ct_layered, op->n);
  size_t n = 0;
  double sum = 0;
  for (size_t i = 0; i < op->n; i++) {
    uint32_t k = op->symbol && op->symbol[i] < op->nsymbols ? op->symbol[i] : 0;
    double x = op->xy[2 * i], y = op->xy[2 * i + 1], r = reach[k];
    if (!(r > 0) || !(x > -r && x < page_w + r && y > -r && y < page_h + r)) continue;
    v[n++] = (struct ct_layered){0, k, (int32_t)lround(x * 100), (int32_t)lround(y * 100)};
    sum += r;
  }
  *out = v;
  if (n == 0) return 0;
  if (!order_is_free(op)) {
    struct cells cells = make_cells(a, sum / (double)n, page_w, page_h);
    for (size_t i = 0; i < n; i++)
      v[i].layer = put(&cells, &v[i], reach[v[i].symbol], (uint32_t)op->nsymbols);
  }
  qsort(v, n, sizeof *v, compare);
  return n;
}

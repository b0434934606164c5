// SPDX-License-Identifier: MIT
// Palette: a picture's colours made few, with its flat colours kept as they are.
#include "write/palette.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "write/palette_cut.h"
#include "write/png_rows.h"

// A colour of a 2000th of the picture's pixels is an area's or a line's own; most of them may stay as they are.
enum { FLAT_SHARE = 2000, MOST_FLAT = 160 };

// Colours and how many pixels have them. Premultiplied, as Cairo has them.
struct counts {
  uint32_t *color;
  uint32_t *count;  // 0: free
  size_t n, size;   // size is a power of two
};

static bool resize(struct counts *c, size_t size) {
  c->color = calloc(size, sizeof *c->color);
  c->count = calloc(size, sizeof *c->count);
  c->size = size;
  return c->color && c->count;
}

static size_t slot_of(const struct counts *c, uint32_t color) {
  size_t at = (color * 2654435761U ^ color >> 15) & (c->size - 1);
  while (c->count[at] && c->color[at] != color) at = (at + 1) & (c->size - 1);
  return at;
}

static void release(struct counts *c) {
  free(c->color);
  free(c->count);
  *c = (struct counts){0};
}

static bool grow(struct counts *c) {
  struct counts old = *c;
  bool ok = resize(c, old.size * 2);
  for (size_t i = 0; ok && i < old.size; i++) {
    if (!old.count[i]) continue;
    size_t at = slot_of(c, old.color[i]);
    c->color[at] = old.color[i];
    c->count[at] = old.count[i];
  }
  release(&old);
  return ok;
}

static uint32_t color_at(const struct ct_pixels *p, int x, int y) {
  uint32_t v = p->v[(size_t)y * (size_t)p->stride + (size_t)x];
  return p->opaque ? v | 0xFF000000U : v;
}

// Runs of one colour, which maps are made of, are counted at once.
static bool count(const struct ct_pixels *p, struct counts *c) {
  if (!resize(c, 1 << 12)) return false;
  for (int y = 0; y < p->h; y++)
    for (int x = 0, from; x < p->w;) {
      uint32_t color = color_at(p, x, y);
      for (from = x; x < p->w && color_at(p, x, y) == color;) x++;
      size_t at = slot_of(c, color);
      if (!c->count[at]) {
        c->color[at] = color;
        c->n++;
      }
      c->count[at] += (uint32_t)(x - from);
      if (c->n * 2 > c->size && !grow(c)) return false;
    }
  return true;
}

// The most frequent first; of equal ones the lesser, so that no hash's order is seen.
static int by_count(const void *a, const void *b) {
  const struct ct_cut_color *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? 1 : -1;
  return x->color < y->color ? -1 : x->color > y->color;
}

static struct ct_cut_color *listed(const struct counts *c) {
  struct ct_cut_color *v = malloc((c->n + 1) * sizeof *v);
  size_t n = 0;
  for (size_t i = 0; v && i < c->size; i++)
    if (c->count[i]) v[n++] = (struct ct_cut_color){c->color[i], c->count[i]};
  if (v) qsort(v, n, sizeof *v, by_count);
  return v;
}

// Those that show through first: the file then says no alpha for the others.
static int by_alpha(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  bool solid_x = x >> 24 == 255, solid_y = y >> 24 == 255;
  if (solid_x != solid_y) return solid_x - solid_y;
  return x < y ? -1 : x > y;
}

static void set_colors(struct ct_palette *out, const uint32_t *colors) {
  for (int i = 0; i < out->n; i++) {
    uint8_t *to = out->rgba[i];
    ct_pixels_unpack(&(struct ct_pixels){.v = &colors[i], .w = 1, .h = 1, .stride = 1}, 0, to);
  }
}

static void set_indexes(const struct ct_pixels *p, const struct counts *c, const unsigned char *of,
                        struct ct_palette *out) {
  for (int y = 0; y < p->h; y++)
    for (int x = 0; x < p->w;) {
      uint32_t color = color_at(p, x, y);
      unsigned char k = of[slot_of(c, color)], *to = out->index + (size_t)y * (size_t)p->w;
      for (; x < p->w && color_at(p, x, y) == color; x++) to[x] = k;
    }
}

static size_t count_flat(const struct ct_cut_color *v, size_t n, size_t pixels) {
  size_t flat = 0;
  while (flat < n && flat < MOST_FLAT && (size_t)v[flat].count * FLAT_SHARE >= pixels) flat++;
  return flat;
}

static bool make(const struct ct_pixels *p, struct counts *c, struct ct_palette *out) {
  uint32_t colors[CT_PALETTE_MOST];
  unsigned char *of = malloc(c->size);
  struct ct_cut_color *v = listed(c);
  bool ok = of && v && out->index;
  if (ok && c->n <= CT_PALETTE_MOST) {
    out->n = (int)c->n;
    for (size_t i = 0; i < c->n; i++) colors[i] = v[i].color;
  } else if (ok) {
    size_t flat = count_flat(v, c->n, (size_t)p->w * (size_t)p->h);
    for (size_t i = 0; i < flat; i++) colors[i] = v[i].color;
    size_t made;
    ok = ct_cut(v + flat, c->n - flat, colors, flat, CT_PALETTE_MOST, &made);
    out->n = (int)made;
  }
  if (ok) {
    qsort(colors, (size_t)out->n, sizeof *colors, by_alpha);
    for (size_t i = 0; i < c->size; i++)
      of[i] = c->count[i] ? (unsigned char)ct_cut_nearest(colors, (size_t)out->n, c->color[i]) : 0;
    set_colors(out, colors);
    set_indexes(p, c, of, out);
  }
  free(v);
  free(of);
  return ok;
}

bool ct_palette_make(const struct ct_pixels *p, struct ct_palette *out, struct ct_err *err) {
  struct counts c = {0};
  memset(out, 0, sizeof *out);
  out->index = malloc((size_t)p->w * (size_t)p->h);
  bool ok = out->index && count(p, &c) && make(p, &c, out);
  release(&c);
  return ok || ct_fail(err, "png: out of memory");
}

void ct_palette_release(struct ct_palette *p) {
  free(p->index);
  p->index = NULL;
}

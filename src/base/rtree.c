// SPDX-License-Identifier: MIT
// R-tree: the spatial index of a GeoPackage, packed at once.
#include "base/rtree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

// The module's own sizes: 51 cells of an id and four coordinates. Nodes are filled to nine tenths, as rows may follow.
enum { CELLS = 51, FILL = 46, CELL = 24, NODE = 4 + CELL * CELLS, BATCH = 64, ROWS = 4000 };

struct level {
  size_t n;
  struct ct_rtree_box *box;
  uint64_t *id;  // rows of the table, or nodes
};

struct writer {
  struct ct_str sql;
  const char *table;
  ct_rtree_sql_fn *run;
  void *user;
  bool ok;
  size_t pending;
};

// A box of floats holds the box of doubles.
static float down(double x) {
  float f = (float)x;
  return f > x ? nextafterf(f, -INFINITY) : f;
}

static float up(double x) {
  float f = (float)x;
  return f < x ? nextafterf(f, INFINITY) : f;
}

void ct_rtree_add(struct ct_rtree *r, uint64_t id, const double box[4]) {
  struct ct_rtree_box b = {down(box[0]), up(box[2]), down(box[1]), up(box[3])};
  ct_vec_push(r->arena, &r->boxes, b);
  ct_vec_push(r->arena, &r->ids, id);
}

// Where a point of a 2^16 grid is on the Hilbert curve: neighbours on it are neighbours on the ground.
static uint32_t hilbert(uint32_t x, uint32_t y) {
  uint32_t d = 0;
  for (uint32_t s = 1u << 15; s; s >>= 1) {
    uint32_t rx = (x & s) != 0, ry = (y & s) != 0;
    d += s * s * ((3 * rx) ^ ry);
    if (!ry) {
      if (rx) {
        x = 0xffff - x;
        y = 0xffff - y;
      }
      uint32_t t = x;
      x = y;
      y = t;
    }
  }
  return d;
}

static uint32_t grid(double middle, double half) {
  double g = (middle + half) / (2 * half) * 65535;
  return (uint32_t)fmax(0, fmin(65535, g));
}

static int by_key(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

// The entries along the curve; key in the upper half, number of the entry in the lower.
static struct level sorted(struct ct_rtree *r) {
  struct level out = {r->ids.n, CT_NEW_N(r->arena, struct ct_rtree_box, r->ids.n),
                      CT_NEW_N(r->arena, uint64_t, r->ids.n)};
  uint64_t *key = CT_NEW_N(r->arena, uint64_t, out.n);
  for (size_t i = 0; i < out.n; i++) {
    const struct ct_rtree_box *b = &r->boxes.v[i];
    uint32_t d = hilbert(grid(((double)b->x0 + b->x1) / 2, 180), grid(((double)b->y0 + b->y1) / 2, 90));
    key[i] = (uint64_t)d << 32 | i;
  }
  if (out.n) qsort(key, out.n, sizeof *key, by_key);
  for (size_t i = 0; i < out.n; i++) {
    size_t from = (uint32_t)key[i];
    out.box[i] = r->boxes.v[from];
    out.id[i] = r->ids.v[from];
  }
  return out;
}

static void flush(struct writer *w) {
  if (w->pending && w->ok) w->ok = w->run(w->user, ct_str_text(&w->sql));
  w->pending = w->sql.n = 0;
}

// Begins a row of one of the three tables.
static void begin_row(struct writer *w, const char *suffix, size_t batch) {
  if (w->pending == batch) flush(w);
  if (w->pending++) {
    ct_str_add_n(&w->sql, ",(", 2);
    return;
  }
  ct_str_add(&w->sql, "INSERT OR REPLACE INTO \"");
  ct_str_add(&w->sql, w->table);
  ct_str_add(&w->sql, suffix);
  ct_str_add(&w->sql, "\" VALUES (");
}

static void put_integer(struct ct_str *s, uint64_t n) {
  char buf[24], *p = buf + sizeof buf;
  do *--p = (char)('0' + n % 10);
  while (n /= 10);
  ct_str_add_n(s, p, (size_t)(buf + sizeof buf - p));
}

static void put_pairs(struct writer *w, const char *suffix, const uint64_t *a, const uint64_t *b, size_t n) {
  for (size_t i = 0; i < n; i++) {
    begin_row(w, suffix, ROWS);
    put_integer(&w->sql, a[i]);
    ct_str_add_n(&w->sql, ",", 1);
    put_integer(&w->sql, b[i]);
    ct_str_add_n(&w->sql, ")", 1);
  }
  flush(w);
}

static unsigned char *put_big_endian(unsigned char *to, uint64_t n, int bytes) {
  for (int i = bytes; i-- > 0; n >>= 8) to[i] = (unsigned char)n;
  return to + bytes;
}

static unsigned char *put_float(unsigned char *to, float f) {
  uint32_t bits;
  memcpy(&bits, &f, sizeof bits);
  return put_big_endian(to, bits, 4);
}

// The node of entries from .. to - 1, as the module keeps it: depth (of the root), count, cells.
static void put_node(struct writer *w, uint64_t number, size_t depth, const struct level *l, size_t from,
                     size_t to) {
  static const char hex[] = "0123456789abcdef";
  unsigned char node[NODE] = {0}, *p = put_big_endian(node, number == 1 ? depth : 0, 2);
  char text[2 * NODE];
  p = put_big_endian(p, to - from, 2);
  for (size_t i = from; i < to; i++) {
    p = put_big_endian(p, l->id[i], 8);
    p = put_float(p, l->box[i].x0);
    p = put_float(p, l->box[i].x1);
    p = put_float(p, l->box[i].y0);
    p = put_float(p, l->box[i].y1);
  }
  for (size_t i = 0; i < NODE; i++) {
    text[2 * i] = hex[node[i] >> 4];
    text[2 * i + 1] = hex[node[i] & 15];
  }
  begin_row(w, "_node", BATCH);
  put_integer(&w->sql, number);
  ct_str_add(&w->sql, ",x'");
  ct_str_add_n(&w->sql, text, sizeof text);
  ct_str_add(&w->sql, "')");
}

static struct ct_rtree_box around(const struct ct_rtree_box *b, size_t n) {
  struct ct_rtree_box all = b[0];
  for (size_t i = 1; i < n; i++)
    all = (struct ct_rtree_box){fminf(all.x0, b[i].x0), fmaxf(all.x1, b[i].x1), fminf(all.y0, b[i].y0),
                                fmaxf(all.y1, b[i].y1)};
  return all;
}

// Nodes over a level, evenly filled, so that none is nearly empty; `parent` gets each entry's node.
static struct level pack(struct writer *w, const struct level *l, size_t depth, uint64_t *next,
                         uint64_t *parent) {
  struct ct_arena *a = w->sql.arena;
  size_t n = (l->n + FILL - 1) / FILL;
  struct level up_one = {n, CT_NEW_N(a, struct ct_rtree_box, n), CT_NEW_N(a, uint64_t, n)};
  for (size_t k = 0; k < n; k++) {
    size_t from = l->n * k / n, to = l->n * (k + 1) / n;
    up_one.id[k] = n == 1 ? 1 : (*next)++;
    up_one.box[k] = around(l->box + from, to - from);
    put_node(w, up_one.id[k], depth, l, from, to);
    for (size_t i = from; i < to; i++) parent[i] = up_one.id[k];
  }
  flush(w);
  return up_one;
}

struct pair {
  uint64_t row, node;
};

static int by_row(const void *a, const void *b) {
  const struct pair *x = a, *y = b;
  return x->row < y->row ? -1 : x->row > y->row;
}

// In the order of rows, which is the table's.
static void put_rows(struct writer *w, const struct level *leaves, const uint64_t *node) {
  struct ct_arena *a = w->sql.arena;
  struct pair *pairs = CT_NEW_N(a, struct pair, leaves->n);
  uint64_t *row = CT_NEW_N(a, uint64_t, leaves->n), *in = CT_NEW_N(a, uint64_t, leaves->n);
  for (size_t i = 0; i < leaves->n; i++) pairs[i] = (struct pair){leaves->id[i], node[i]};
  qsort(pairs, leaves->n, sizeof *pairs, by_row);
  for (size_t i = 0; i < leaves->n; i++) {
    row[i] = pairs[i].row;
    in[i] = pairs[i].node;
  }
  put_pairs(w, "_rowid", row, in, leaves->n);
}

bool ct_rtree_write(struct ct_rtree *r, const char *table, ct_rtree_sql_fn *run, void *user) {
  struct writer w = {{.arena = r->arena}, table, run, user, true, 0};
  struct level l = sorted(r);
  uint64_t next = 2;
  for (size_t depth = 0; l.n && w.ok; depth++) {
    uint64_t *parent = CT_NEW_N(r->arena, uint64_t, l.n);
    struct level over = pack(&w, &l, depth, &next, parent);
    if (depth == 0)
      put_rows(&w, &l, parent);
    else
      put_pairs(&w, "_parent", l.id, parent, l.n);
    if (over.n == 1) break;
    l = over;
  }
  return w.ok;
}

// SPDX-License-Identifier: MIT
// A small writer of vector tiles for tests, after the wording of vector-tile-spec 2.1.
#include "mvt_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put(struct mvt_bytes *b, const void *v, size_t n) {
  if (n > sizeof b->v - b->n) abort();
  memcpy(b->v + b->n, v, n);
  b->n += n;
}

void mvt_varint(struct mvt_bytes *b, uint64_t v) {
  do {
    uint8_t byte = (v & 0x7f) | (v > 0x7f ? 0x80 : 0);
    put(b, &byte, 1);
    v >>= 7;
  } while (v);
}

void mvt_field(struct mvt_bytes *b, unsigned number, const void *v, size_t n) {
  mvt_varint(b, number << 3 | 2);
  mvt_varint(b, n);
  put(b, v, n);
}

static void put_zigzag(struct mvt_bytes *b, int v) {
  mvt_varint(b, v < 0 ? 2 * (uint64_t) - (int64_t)v - 1 : 2 * (uint64_t)v);
}

static void put_points(struct mvt_shape *s, unsigned command, const int *xy, size_t n) {
  mvt_varint(&s->bytes, command | n << 3);
  for (size_t i = 0; i < n; i++) {
    put_zigzag(&s->bytes, xy[2 * i] - s->x);
    put_zigzag(&s->bytes, xy[2 * i + 1] - s->y);
    s->x = xy[2 * i];
    s->y = xy[2 * i + 1];
  }
}

void mvt_part(struct mvt_shape *s, enum mvt_kind kind, const int *xy, size_t n) {
  put_points(s, 1, xy, kind == MVT_POINT ? n : 1);
  if (kind == MVT_POINT) return;
  put_points(s, 2, xy + 2, n - 1);
  if (kind == MVT_POLYGON) mvt_varint(&s->bytes, 7 | 1 << 3);
}

static void put_pair(struct mvt_layer *l, const char *key, const struct mvt_bytes *value) {
  mvt_field(&l->keys, 3, key, strlen(key));
  mvt_field(&l->values, 4, value->v, value->n);
  l->pairs++;
}

void mvt_string(struct mvt_layer *l, const char *key, const char *value) {
  struct mvt_bytes v = {0};
  mvt_field(&v, 1, value, strlen(value));
  put_pair(l, key, &v);
}

void mvt_number(struct mvt_layer *l, const char *key, double value) {
  struct mvt_bytes v = {0};
  mvt_varint(&v, 3 << 3 | 1);
  put(&v, &value, sizeof value);
  put_pair(l, key, &v);
}

void mvt_bool(struct mvt_layer *l, const char *key, bool value) {
  struct mvt_bytes v = {0};
  mvt_varint(&v, 7 << 3);
  mvt_varint(&v, value);
  put_pair(l, key, &v);
}

void mvt_feature(struct mvt_layer *l, uint64_t id, enum mvt_kind kind, const struct mvt_shape *s,
                 unsigned first) {
  struct mvt_bytes f = {0}, tags = {0};
  for (unsigned i = first; i < l->pairs; i++) {
    mvt_varint(&tags, i);
    mvt_varint(&tags, i);
  }
  if (id) {
    mvt_varint(&f, 1 << 3);
    mvt_varint(&f, id);
  }
  mvt_field(&f, 2, tags.v, tags.n);
  mvt_varint(&f, 3 << 3);
  mvt_varint(&f, kind);
  mvt_field(&f, 4, s->bytes.v, s->bytes.n);
  mvt_field(&l->features, 2, f.v, f.n);
}

void mvt_write(const struct mvt_layer *l, const char *name, const char *path) {
  struct mvt_bytes layer = {0}, tile = {0};
  mvt_varint(&layer, 15 << 3);
  mvt_varint(&layer, 2);
  mvt_field(&layer, 1, name, strlen(name));
  put(&layer, l->features.v, l->features.n);
  put(&layer, l->keys.v, l->keys.n);
  put(&layer, l->values.v, l->values.n);
  mvt_field(&tile, 3, layer.v, layer.n);
  FILE *f = fopen(path, "wb");
  if (!f || fwrite(tile.v, 1, tile.n, f) != tile.n || fclose(f) != 0) abort();
}

// SPDX-License-Identifier: MIT
// A small writer of vector tiles for tests, after the wording of vector-tile-spec 2.1.
#ifndef CT_TESTS_MVT_WRITE_H
#define CT_TESTS_MVT_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mvt_bytes {
  uint8_t v[4096];
  size_t n;
};

void mvt_varint(struct mvt_bytes *b, uint64_t v);
// A field of wire type 2: number, size, bytes.
void mvt_field(struct mvt_bytes *b, unsigned number, const void *v, size_t n);

enum mvt_kind { MVT_POINT = 1, MVT_LINE, MVT_POLYGON };

// A geometry in the making.
struct mvt_shape {
  struct mvt_bytes bytes;
  int x, y;
};
// n points as one part: line, ring (closed), or points.
void mvt_part(struct mvt_shape *s, enum mvt_kind kind, const int *xy, size_t n);

// A layer in the making; keys and values are appended in step: pair i is key i, value i.
struct mvt_layer {
  struct mvt_bytes features, keys, values;
  unsigned pairs;
};
void mvt_string(struct mvt_layer *l, const char *key, const char *value);
void mvt_number(struct mvt_layer *l, const char *key, double value);
void mvt_bool(struct mvt_layer *l, const char *key, bool value);
// A feature with the pairs first .. pairs - 1; id 0: none.
void mvt_feature(struct mvt_layer *l, uint64_t id, enum mvt_kind kind, const struct mvt_shape *s,
                 unsigned first);
// Writes a tile of this one layer, extent 4096, to a file.
void mvt_write(const struct mvt_layer *l, const char *name, const char *path);

#endif

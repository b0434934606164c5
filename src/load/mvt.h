// SPDX-License-Identifier: MIT
// MVT: a Mapbox vector tile taken apart: layers, features, values (vector-tile-spec 2.1).
#ifndef CT_LOAD_MVT_H
#define CT_LOAD_MVT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;

// Bytes of a message being read; `bad` is set at the first fault and reading ends there.
struct ct_mvt_bytes {
  const uint8_t *p, *end;
  bool bad;
};

enum ct_mvt_kind { CT_MVT_NOTHING, CT_MVT_STRING, CT_MVT_NUMBER, CT_MVT_BOOL };

struct ct_mvt_value {
  enum ct_mvt_kind kind;
  const char *string;  // valid UTF-8
  double number;
  bool boolean;
};

enum ct_mvt_type { CT_MVT_UNKNOWN, CT_MVT_POINT, CT_MVT_LINE, CT_MVT_POLYGON };

struct ct_mvt_feature {
  bool has_id;
  double id;
  enum ct_mvt_type type;
  struct ct_mvt_bytes tags, geometry;  // packed
};

struct ct_mvt_layer {
  const char *name;
  double extent;
  size_t nkeys, nvalues, nfeatures;
  const char **keys;
  struct ct_mvt_value *values;
  struct ct_mvt_feature *features;
};

// Reads the layer of that name; *found is false when the tile has none. False when the
// tile is malformed. Feature bytes stay in `tile`.
bool ct_mvt_layer_read(const uint8_t *tile, size_t size, const char *name, struct ct_arena *a,
                       struct ct_mvt_layer *out, bool *found);

// The next key and value of a feature's tags; false at the end.
bool ct_mvt_next_tag(const struct ct_mvt_layer *l, struct ct_mvt_bytes *tags, size_t *key, size_t *value);

// A step of a geometry: 1 move to, 2 line to, 7 close; x and y are absolute in the tile.
struct ct_mvt_pen {
  struct ct_mvt_bytes bytes;
  uint32_t command, left;
  int64_t x, y;
};
// False at the end of the geometry, or at a fault (then bytes.bad).
bool ct_mvt_step(struct ct_mvt_pen *pen);

#endif

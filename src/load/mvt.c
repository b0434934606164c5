// SPDX-License-Identifier: MIT
// MVT: a Mapbox vector tile taken apart: layers, features, values (vector-tile-spec 2.1).
#include "load/mvt.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "load/recode.h"

enum { VARINT = 0, FIXED64 = 1, LENGTH = 2, FIXED32 = 5 };

// A coordinate past this is no place in a tile; it keeps sums from overflowing.
static const int64_t FAR = (int64_t)1 << 30;

static uint64_t varint(struct ct_mvt_bytes *b) {
  uint64_t v = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (b->p == b->end) break;
    uint8_t byte = *b->p++;
    v |= (uint64_t)(byte & 0x7f) << shift;
    if (!(byte & 0x80)) return v;
  }
  b->bad = true;
  b->p = b->end;
  return 0;
}

static int64_t zigzag(uint64_t v) {
  return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

static struct ct_mvt_bytes take(struct ct_mvt_bytes *b, uint64_t n) {
  if (n > (uint64_t)(b->end - b->p)) {
    b->bad = true;
    b->p = b->end;
    n = 0;
  }
  struct ct_mvt_bytes part = {b->p, b->p + n, false};
  b->p += n;
  return part;
}

// One field of a message: its number, and its number value or bytes.
struct field {
  unsigned number, wire;
  uint64_t value;
  struct ct_mvt_bytes bytes;
};

static bool next(struct ct_mvt_bytes *b, struct field *f) {
  if (b->p == b->end) return false;
  uint64_t tag = varint(b);
  *f = (struct field){.number = (unsigned)(tag >> 3), .wire = tag & 7};
  if (f->wire == VARINT)
    f->value = varint(b);
  else if (f->wire == LENGTH)
    f->bytes = take(b, varint(b));
  else if (f->wire == FIXED64 || f->wire == FIXED32)
    f->bytes = take(b, f->wire == FIXED64 ? 8 : 4);
  else
    b->bad = true;
  return !b->bad;
}

static const char *text(struct ct_arena *a, const struct ct_mvt_bytes *b) {
  const char *s = (const char *)b->p;
  size_t n = (size_t)(b->end - b->p);
  if (!ct_recode_is_utf8(s, n)) s = ct_recode_cp1252(a, s, n, &n);
  return ct_arena_strndup(a, s, n);
}

static double fixed(const struct ct_mvt_bytes *b) {
  uint64_t bits = 0;
  size_t n = (size_t)(b->end - b->p);
  for (size_t i = 0; i < n; i++) bits |= (uint64_t)b->p[i] << (8 * i);
  double d;
  float f;
  uint32_t low = (uint32_t)bits;
  if (n == 8) return memcpy(&d, &bits, sizeof d), d;
  return memcpy(&f, &low, sizeof f), (double)f;
}

static struct ct_mvt_value read_value(struct ct_arena *a, struct ct_mvt_bytes b) {
  struct ct_mvt_value v = {0};
  struct field f;
  while (next(&b, &f)) {
    bool number = f.number >= 4 && f.number <= 6 && f.wire == VARINT;
    if (f.number == 1 && f.wire == LENGTH) {
      v = (struct ct_mvt_value){.kind = CT_MVT_STRING, .string = text(a, &f.bytes)};
    } else if ((f.number == 2 && f.wire == FIXED32) || (f.number == 3 && f.wire == FIXED64)) {
      v = (struct ct_mvt_value){.kind = CT_MVT_NUMBER, .number = fixed(&f.bytes)};
    } else if (number) {
      v = (struct ct_mvt_value){.kind = CT_MVT_NUMBER};
      v.number = f.number == 5   ? (double)f.value
                 : f.number == 6 ? (double)zigzag(f.value)
                                 : (double)(int64_t)f.value;
    } else if (f.number == 7 && f.wire == VARINT) {
      v = (struct ct_mvt_value){.kind = CT_MVT_BOOL, .boolean = f.value != 0};
    }
  }
  return v;
}

static bool read_feature(struct ct_mvt_bytes b, struct ct_mvt_feature *out) {
  struct field f;
  *out = (struct ct_mvt_feature){0};
  while (next(&b, &f)) {
    if (f.number == 1 && f.wire == VARINT) {
      out->has_id = true;
      out->id = (double)f.value;
    } else if (f.number == 2 && f.wire == LENGTH) {
      out->tags = f.bytes;
    } else if (f.number == 3 && f.wire == VARINT) {
      out->type = f.value <= CT_MVT_POLYGON ? (enum ct_mvt_type)f.value : CT_MVT_UNKNOWN;
    } else if (f.number == 4 && f.wire == LENGTH) {
      out->geometry = f.bytes;
    }
  }
  return !b.bad;
}

static bool has_name(struct ct_mvt_bytes b, const char *name) {
  struct field f;
  size_t n = strlen(name);
  while (next(&b, &f))
    if (f.number == 1 && f.wire == LENGTH)
      return (size_t)(f.bytes.end - f.bytes.p) == n && memcmp(f.bytes.p, name, n) == 0;
  return false;
}

static bool read_layer(struct ct_mvt_bytes b, struct ct_arena *a, struct ct_mvt_layer *out) {
  ct_vec(const char *) keys = {0};
  ct_vec(struct ct_mvt_value) values = {0};
  ct_vec(struct ct_mvt_feature) features = {0};
  struct field f;
  out->extent = 4096;
  while (next(&b, &f)) {
    struct ct_mvt_feature feature;
    if (f.number == 5 && f.wire == VARINT && f.value > 0) out->extent = (double)f.value;
    if (f.wire != LENGTH) continue;
    if (f.number == 3) ct_vec_push(a, &keys, text(a, &f.bytes));
    if (f.number == 4) ct_vec_push(a, &values, read_value(a, f.bytes));
    if (f.number != 2) continue;
    if (!read_feature(f.bytes, &feature)) return false;
    ct_vec_push(a, &features, feature);
  }
  out->keys = keys.v;
  out->nkeys = keys.n;
  out->values = values.v;
  out->nvalues = values.n;
  out->features = features.v;
  out->nfeatures = features.n;
  return !b.bad && out->extent <= 1 << 20;
}

bool ct_mvt_layer_read(const uint8_t *tile, size_t size, const char *name, struct ct_arena *a,
                       struct ct_mvt_layer *out, bool *found) {
  struct ct_mvt_bytes b = {tile, tile + size, false};
  struct field f;
  *found = false;
  *out = (struct ct_mvt_layer){.name = name};
  while (!*found && next(&b, &f)) {
    if (f.number != 3 || f.wire != LENGTH || !has_name(f.bytes, name)) continue;
    *found = true;
    if (!read_layer(f.bytes, a, out)) return false;
  }
  return !b.bad;
}

bool ct_mvt_next_tag(const struct ct_mvt_layer *l, struct ct_mvt_bytes *tags, size_t *key, size_t *value) {
  while (tags->p != tags->end) {
    uint64_t k = varint(tags);
    if (tags->p == tags->end) return false;
    uint64_t v = varint(tags);
    if (tags->bad) return false;
    if (k >= l->nkeys || v >= l->nvalues || l->values[v].kind == CT_MVT_NOTHING) continue;
    *key = (size_t)k;
    *value = (size_t)v;
    return true;
  }
  return false;
}

bool ct_mvt_step(struct ct_mvt_pen *pen) {
  struct ct_mvt_bytes *b = &pen->bytes;
  while (pen->left == 0) {
    if (b->p == b->end) return false;
    uint64_t v = varint(b);
    pen->command = v & 7;
    pen->left = (uint32_t)(v >> 3);
    if (pen->command != 1 && pen->command != 2 && pen->command != 7) b->bad = true;
    if (b->bad) return false;
    if (pen->command == 7) pen->left = pen->left > 0;
  }
  pen->left--;
  if (pen->command == 7) return true;
  if (b->p == b->end) b->bad = true;
  int64_t dx = zigzag(varint(b)), dy = zigzag(varint(b));
  if (b->bad || dx > FAR || dx < -FAR || dy > FAR || dy < -FAR) return !(b->bad = true);
  pen->x += dx;
  pen->y += dy;
  if (pen->x > FAR || pen->x < -FAR || pen->y > FAR || pen->y < -FAR) b->bad = true;
  return !b->bad;
}

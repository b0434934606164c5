// SPDX-License-Identifier: MIT
// Hash: SHA-256 over a version's facts with their names.
#include "catalog/hash.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/digest.h"
#include "base/number.h"

static void put(struct ct_catalog_hash *h, const void *data, size_t size) {
  ct_vec_reserve(h->arena, &h->bytes, size);
  memcpy(h->bytes.v + h->bytes.n, data, size);
  h->bytes.n += size;
}

// Little-endian on every machine.
static void put_size(struct ct_catalog_hash *h, size_t n) {
  unsigned char le[8];
  for (int i = 0; i < 8; i++) le[i] = (unsigned char)((uint64_t)n >> 8 * i);
  put(h, le, sizeof le);
}

void ct_catalog_hash_bytes(struct ct_catalog_hash *h, const char *name, const void *data, size_t size) {
  size_t n = strlen(name);
  put_size(h, n);
  put(h, name, n);
  put_size(h, size);
  if (size) put(h, data, size);
}

void ct_catalog_hash_text(struct ct_catalog_hash *h, const char *name, const char *text) {
  if (text) ct_catalog_hash_bytes(h, name, text, strlen(text));
}

void ct_catalog_hash_number(struct ct_catalog_hash *h, const char *name, double x) {
  char buf[CT_NUMBER_TEXT];
  size_t n = isnan(x) ? 0 : ct_number_shortest(x, buf);
  if (n) ct_catalog_hash_bytes(h, name, buf, n);
}

static unsigned digit(char c) {
  return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

void ct_catalog_hash_end(struct ct_catalog_hash *h, unsigned char out[CT_CATALOG_HASH]) {
  char hex[CT_DIGEST_SIZE];
  ct_digest_add(h->digest, h->bytes.v, h->bytes.n);
  ct_digest_finish(h->digest, hex);
  for (size_t i = 0; i < CT_CATALOG_HASH; i++)
    out[i] = (unsigned char)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
  h->bytes.n = 0;
}

// SPDX-License-Identifier: MIT
// Maps: strings or byte keys to a number, in insertion order, in an arena.
#include "base/map.h"

#include <string.h>

#include "base/arena.h"

uint64_t ct_hash(const void *data, size_t size, uint64_t seed) {
  const unsigned char *p = data;
  uint64_t h = seed ? seed : 0xcbf29ce484222325u;
  for (size_t i = 0; i < size; i++) h = (h ^ p[i]) * 0x100000001b3u;
  return h;
}

// Open addressing; slots hold entry index + 1.
static size_t slot_of(const struct ct_map *m, const void *key, size_t size) {
  uint64_t h = ct_hash(key, size, 0);
  size_t mask = m->nslots - 1, i = (size_t)(h ^ h >> 32) & mask;
  while (m->slots[i]) {
    const struct ct_map_entry *e = &m->entries[m->slots[i] - 1];
    if (e->key_size == size && memcmp(e->key, key, size) == 0) break;
    i = (i + 1) & mask;
  }
  return i;
}

static void rehash(struct ct_map *m) {
  m->nslots = m->nslots ? m->nslots * 2 : 16;
  m->slots = CT_NEW_N(m->arena, uint32_t, m->nslots);
  for (size_t k = 0; k < m->n; k++)
    m->slots[slot_of(m, m->entries[k].key, m->entries[k].key_size)] = (uint32_t)k + 1;
}

struct ct_map_entry *ct_map_add(struct ct_map *m, const void *key, size_t key_size, size_t value,
                                bool *added) {
  if ((m->n + 1) * 2 > m->nslots) rehash(m);
  size_t i = slot_of(m, key, key_size);
  if (added) *added = !m->slots[i];
  if (!m->slots[i]) {
    if (m->n == m->cap) {
      size_t cap = m->cap ? m->cap * 2 : 16;
      m->entries = ct_arena_grow(m->arena, m->entries, m->cap, cap, sizeof *m->entries);
      m->cap = cap;
    }
    m->entries[m->n] = (struct ct_map_entry){ct_arena_strndup(m->arena, key, key_size), key_size, value};
    m->slots[i] = (uint32_t)++m->n;
  }
  return &m->entries[m->slots[i] - 1];
}

const struct ct_map_entry *ct_map_find(const struct ct_map *m, const void *key, size_t key_size) {
  if (!m->n) return NULL;
  size_t i = slot_of(m, key, key_size);
  return m->slots[i] ? &m->entries[m->slots[i] - 1] : NULL;
}

struct ct_map_entry *ct_map_add_string(struct ct_map *m, const char *key, size_t value, bool *added) {
  return ct_map_add(m, key, strlen(key), value, added);
}

const struct ct_map_entry *ct_map_find_string(const struct ct_map *m, const char *key) {
  return ct_map_find(m, key, strlen(key));
}

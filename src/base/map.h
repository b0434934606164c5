// SPDX-License-Identifier: MIT
// Maps: strings or byte keys to a number, in insertion order, in an arena.
#ifndef CT_BASE_MAP_H
#define CT_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;

struct ct_map_entry {
  const void *key;
  size_t key_size;
  size_t value;
};

// A zeroed map (arena set) is empty. Entries are in insertion order; keys are copied.
struct ct_map {
  struct ct_arena *arena;
  struct ct_map_entry *entries;
  size_t n, cap;
  uint32_t *slots;
  size_t nslots;
};

// The entry of the key, made with `value` when new. The pointer is valid until
// the next call. *added (may be NULL) tells whether it is new.
struct ct_map_entry *ct_map_add(struct ct_map *m, const void *key, size_t key_size, size_t value,
                                bool *added);
const struct ct_map_entry *ct_map_find(const struct ct_map *m, const void *key, size_t key_size);
struct ct_map_entry *ct_map_add_string(struct ct_map *m, const char *key, size_t value, bool *added);
const struct ct_map_entry *ct_map_find_string(const struct ct_map *m, const char *key);

// 64-bit FNV-1a, chained through `seed` (0 to start).
uint64_t ct_hash(const void *data, size_t size, uint64_t seed);

#endif

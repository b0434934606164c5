// SPDX-License-Identifier: MIT
// Seen: FNV-1a over the texts, in a table of open addresses.
#include "seen.h"

#include <stdlib.h>

// NULL and "" are different.
static uint64_t hash_of(const char *const *texts, size_t n) {
  uint64_t h = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < n; i++) {
    h = (h ^ (texts[i] ? 1 : 2)) * UINT64_C(1099511628211);
    for (const char *s = texts[i]; s && *s; s++) h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    h = (h ^ 0xff) * UINT64_C(1099511628211);
  }
  return h ? h : 1;
}

static uint64_t *slot_of(const struct ct_cli_seen *s, uint64_t h) {
  size_t at = (size_t)(h ^ h >> 32) & (s->nslots - 1);
  while (s->slots[at] && s->slots[at] != h) at = (at + 1) & (s->nslots - 1);
  return &s->slots[at];
}

static bool grow(struct ct_cli_seen *s) {
  struct ct_cli_seen more = {.n = s->n, .nslots = s->nslots ? s->nslots * 2 : 64};
  more.slots = calloc(more.nslots, sizeof *more.slots);
  if (!more.slots) return false;
  for (size_t i = 0; i < s->nslots; i++)
    if (s->slots[i]) *slot_of(&more, s->slots[i]) = s->slots[i];
  free(s->slots);
  *s = more;
  return true;
}

bool ct_cli_seen_first(struct ct_cli_seen *s, const char *const *texts, size_t n) {
  if (2 * s->n >= s->nslots && !grow(s)) return true;
  uint64_t h = hash_of(texts, n), *slot = slot_of(s, h);
  if (*slot) return false;
  *slot = h;
  s->n++;
  return true;
}

void ct_cli_seen_release(struct ct_cli_seen *s) {
  free(s->slots);
  *s = (struct ct_cli_seen){0};
}

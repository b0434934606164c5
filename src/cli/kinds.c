// SPDX-License-Identifier: MIT
// Kinds: findings of one code, severity and file, counted; the first of each as text.
#include "kinds.h"

#include <cartouche.h>
#include <stdlib.h>
#include <string.h>

#include "title.h"

static bool same(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

static uint32_t hash_of(const struct ct_diagnostic *d) {
  uint32_t h = 2166136261u ^ (uint32_t)d->severity;
  const char *texts[] = {d->code ? d->code : "", d->file ? d->file : ""};
  for (int i = 0; i < 2; i++, h = h * 16777619u)
    for (const char *s = texts[i]; *s; s++) h = (h ^ (unsigned char)*s) * 16777619u;
  return h;
}

static bool is(const struct ct_cli_kind *k, const struct ct_diagnostic *d) {
  return k->severity == (int)d->severity && same(k->code, d->code) && same(k->file, d->file);
}

static void put_slot(struct ct_cli_kinds *k, size_t index) {
  size_t at = k->v[index].hash & (k->nslots - 1);
  while (k->slots[at]) at = (at + 1) & (k->nslots - 1);
  k->slots[at] = (uint32_t)index + 1;
}

static bool grow(struct ct_cli_kinds *k) {
  size_t cap = k->cap ? k->cap * 2 : 16;
  struct ct_cli_kind *v = realloc(k->v, cap * sizeof *v);
  if (!v) return false;
  k->v = v;
  uint32_t *slots = calloc(cap * 2, sizeof *slots);
  if (!slots) return false;
  free(k->slots);
  k->slots = slots;
  k->nslots = cap * 2;
  k->cap = cap;
  for (size_t i = 0; i < k->n; i++) put_slot(k, i);
  return true;
}

struct ct_cli_kind *ct_cli_kinds_of(struct ct_cli_kinds *k, const struct ct_diagnostic *d) {
  if (k->last < k->n && is(&k->v[k->last], d)) return &k->v[k->last];
  uint32_t hash = hash_of(d);
  for (size_t at = hash & (k->nslots - 1); k->nslots && k->slots[at]; at = (at + 1) & (k->nslots - 1)) {
    size_t i = k->slots[at] - 1;
    if (k->v[i].hash == hash && is(&k->v[i], d)) return &k->v[k->last = i];
  }
  if (k->n == k->cap && !grow(k)) return NULL;
  struct ct_cli_kind new = {.severity = (int)d->severity, .hash = hash, .order = k->n};
  if ((d->code && !(new.code = strdup(d->code))) || (d->file && !(new.file = strdup(d->file)))) {
    free(new.code);
    return NULL;
  }
  k->v[k->last = k->n] = new;
  put_slot(k, k->n);
  return &k->v[k->n++];
}

bool ct_cli_kind_keep(struct ct_cli_kind *kind, const char *text, size_t size) {
  if (kind->size + size > kind->cap) {
    // Doubled: a document's findings are all kept, and may be thousands.
    size_t cap = kind->cap ? kind->cap * 2 : 256;
    if (cap < kind->size + size) cap = kind->size + size;
    char *grown = realloc(kind->text, cap);
    if (!grown) return false;
    kind->text = grown;
    kind->cap = cap;
  }
  memcpy(kind->text + kind->size, text, size);
  kind->size += size;
  return true;
}

static int worst_first(const void *a, const void *b) {
  const struct ct_cli_kind *x = a, *y = b;
  if (x->severity != y->severity) return y->severity - x->severity;
  int rank = ct_cli_title_rank(x->code) - ct_cli_title_rank(y->code);
  if (rank) return rank;
  int code = x->code && y->code ? strcmp(x->code, y->code) : 0;
  if (code) return code;
  return x->order < y->order ? -1 : x->order > y->order;
}

void ct_cli_kinds_sort(struct ct_cli_kinds *k) {
  if (k->n) qsort(k->v, k->n, sizeof *k->v, worst_first);
}

void ct_cli_kinds_release(struct ct_cli_kinds *k) {
  for (size_t i = 0; i < k->n; i++) {
    free(k->v[i].code);
    free(k->v[i].file);
    free(k->v[i].text);
  }
  free(k->v);
  free(k->slots);
  *k = (struct ct_cli_kinds){0};
}

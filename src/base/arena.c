// SPDX-License-Identifier: MIT
// Arena: memory that is released all at once.
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024, LARGE_MIN = 16 * 1024 };

struct ct_arena_block {
  struct ct_arena_block *next, *prev;
  size_t cap, used;
};

#define HEADER ((sizeof(struct ct_arena_block) + 15) & ~(size_t)15)

static unsigned char *payload(struct ct_arena_block *b) {
  return (unsigned char *)b + HEADER;
}

static _Noreturn void out_of_memory(struct ct_arena *a) {
  if (a->oom) longjmp(*a->oom, 1);
  abort();
}

static void push(struct ct_arena_block **list, struct ct_arena_block *b) {
  b->prev = NULL;
  b->next = *list;
  if (*list) (*list)->prev = b;
  *list = b;
}

static void charge(struct ct_arena *a, size_t size) {
  if (size > SIZE_MAX / 2 || (a->limit && a->used + size > a->limit)) out_of_memory(a);
  a->used += size;
}

static struct ct_arena_block *block_new(struct ct_arena *a, size_t cap) {
  charge(a, cap);
  struct ct_arena_block *b = calloc(1, HEADER + cap);
  if (!b) out_of_memory(a);
  b->cap = cap;
  return b;
}

static size_t bytes(struct ct_arena *a, size_t n, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(n, size, &total) || total > SIZE_MAX / 4) out_of_memory(a);
  return (total + 15) & ~(size_t)15;
}

void *ct_arena_alloc(struct ct_arena *a, size_t n, size_t size) {
  size_t want = bytes(a, n, size);
  if (want == 0) want = 16;
  if (want >= LARGE_MIN) {
    struct ct_arena_block *b = block_new(a, want);
    b->used = want;
    push(&a->large, b);
    return payload(b);
  }
  struct ct_arena_block *b = a->blocks;
  if (!b || b->cap - b->used < want) {
    b = block_new(a, BLOCK_SIZE);
    push(&a->blocks, b);
  }
  void *p = payload(b) + b->used;
  b->used += want;
  return p;
}

static void *grow_large(struct ct_arena *a, void *old, size_t want) {
  struct ct_arena_block *b = (struct ct_arena_block *)((unsigned char *)old - HEADER);
  size_t had = b->cap;
  charge(a, want - had);
  struct ct_arena_block *moved = realloc(b, HEADER + want);
  if (!moved) out_of_memory(a);
  if (moved->next) moved->next->prev = moved;
  if (moved->prev)
    moved->prev->next = moved;
  else
    a->large = moved;
  memset(payload(moved) + had, 0, want - had);
  moved->cap = moved->used = want;
  return payload(moved);
}

void *ct_arena_grow(struct ct_arena *a, void *old, size_t old_n, size_t new_n, size_t size) {
  if (!old || old_n == 0) return ct_arena_alloc(a, new_n, size);
  size_t had = bytes(a, old_n, size), want = bytes(a, new_n, size);
  if (want <= had) return old;
  if (had >= LARGE_MIN) return grow_large(a, old, want);
  void *p = ct_arena_alloc(a, new_n, size);
  memcpy(p, old, old_n * size);
  return p;
}

static void free_list(struct ct_arena_block *b) {
  while (b) {
    struct ct_arena_block *next = b->next;
    free(b);
    b = next;
  }
}

void ct_arena_release(struct ct_arena *a) {
  free_list(a->blocks);
  free_list(a->large);
  a->blocks = a->large = NULL;
  a->used = 0;
}

char *ct_arena_strndup(struct ct_arena *a, const char *s, size_t n) {
  char *p = ct_arena_alloc(a, n + 1, 1);
  if (n) memcpy(p, s, n);
  return p;
}

char *ct_arena_strdup(struct ct_arena *a, const char *s) {
  return ct_arena_strndup(a, s, strlen(s));
}

char *ct_arena_vprintf(struct ct_arena *a, const char *fmt, va_list ap) {
  va_list again;
  va_copy(again, ap);
  int n = vsnprintf(NULL, 0, fmt, again);
  va_end(again);
  if (n < 0) return ct_arena_strdup(a, "");
  char *p = ct_arena_alloc(a, (size_t)n + 1, 1);
  vsnprintf(p, (size_t)n + 1, fmt, ap);
  return p;
}

char *ct_arena_printf(struct ct_arena *a, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  char *p = ct_arena_vprintf(a, fmt, ap);
  va_end(ap);
  return p;
}

// SPDX-License-Identifier: MIT
// Arena: memory that is released all at once.
#ifndef CT_BASE_ARENA_H
#define CT_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

struct ct_arena_block;

// A zeroed struct is a valid, empty arena. Memory handed out is zeroed, aligned
// to 16 bytes and lives until ct_arena_release.
//
// Allocation never returns NULL: when memory runs out (or `limit` bytes, if not
// 0, are exceeded) control goes to `*oom` by longjmp when that is set, else the
// process aborts. ct_job_* set it, so out of memory ends a job with an error.
struct ct_arena {
  struct ct_arena_block *blocks;
  struct ct_arena_block *large;
  size_t used;
  size_t limit;
  jmp_buf *oom;
};

// Frees everything; the arena is empty and usable again (limit and oom stay).
void ct_arena_release(struct ct_arena *a);

// n objects of `size` bytes, zeroed; n * size is checked for overflow.
void *ct_arena_alloc(struct ct_arena *a, size_t n, size_t size);

// Grows an array of old_n objects to new_n; the tail is zeroed. Large arrays are
// grown with realloc, so growing wastes nothing; `old` is invalid afterwards.
void *ct_arena_grow(struct ct_arena *a, void *old, size_t old_n, size_t new_n, size_t size);

char *ct_arena_strdup(struct ct_arena *a, const char *s);
char *ct_arena_strndup(struct ct_arena *a, const char *s, size_t n);
// printf into the arena. Numbers follow the C locale (see ct_locale_enter).
char *ct_arena_printf(struct ct_arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *ct_arena_vprintf(struct ct_arena *a, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

#define CT_NEW(a, T) ((T *)ct_arena_alloc((a), 1, sizeof(T)))
#define CT_NEW_N(a, T, n) ((T *)ct_arena_alloc((a), (n), sizeof(T)))

#endif

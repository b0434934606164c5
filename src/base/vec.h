// SPDX-License-Identifier: MIT
// Growable arrays in an arena.
#ifndef CT_BASE_VEC_H
#define CT_BASE_VEC_H

#include <stddef.h>

#include "base/arena.h"

// struct { ct_vec(int) ids; }: elements ids.v[0 .. ids.n-1]. A zeroed vec is empty.
#define ct_vec(T)  \
  struct {         \
    T *v;          \
    size_t n, cap; \
  }

// Makes room for `extra` more elements.
#define ct_vec_reserve(arena, vec, extra)                                                 \
  do {                                                                                    \
    size_t ct_need_ = (vec)->n + (size_t)(extra);                                         \
    if (ct_need_ > (vec)->cap) {                                                          \
      size_t ct_cap_ = (vec)->cap ? (vec)->cap * 2 : 8;                                   \
      if (ct_cap_ < ct_need_) ct_cap_ = ct_need_;                                         \
      (vec)->v = ct_arena_grow((arena), (vec)->v, (vec)->cap, ct_cap_, sizeof *(vec)->v); \
      (vec)->cap = ct_cap_;                                                               \
    }                                                                                     \
  } while (0)

// Appends one element (the value may be a compound literal: wrap it in parentheses).
#define ct_vec_push(arena, vec, ...)      \
  do {                                    \
    ct_vec_reserve((arena), (vec), 1);    \
    (vec)->v[(vec)->n++] = (__VA_ARGS__); \
  } while (0)

#endif

// SPDX-License-Identifier: MIT
// Guard: what every function of the public interface goes through.
#ifndef CT_GUARD_H
#define CT_GUARD_H

#include <locale.h>
#include <setjmp.h>

#include "base/arena.h"
#include "base/err.h"

#define CT_EXPORT __attribute__((visibility("default")))

// Returns what `body` returns, with out-of-memory of the arena caught and numbers in the C locale.
#define CT_GUARDED(guarded, err, body)                                            \
  do {                                                                            \
    jmp_buf oom_;                                                                 \
    locale_t c_ = newlocale(LC_ALL_MASK, "C", (locale_t)0), had_ = uselocale(c_); \
    bool ok_;                                                                     \
    (guarded)->oom = &oom_;                                                       \
    if (setjmp(oom_))                                                             \
      ok_ = ct_fail((err), "out of memory");                                      \
    else                                                                          \
      ok_ = (body);                                                               \
    (guarded)->oom = NULL;                                                        \
    uselocale(had_);                                                              \
    freelocale(c_);                                                               \
    return ok_;                                                                   \
  } while (0)

#endif

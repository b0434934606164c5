// SPDX-License-Identifier: MIT
// Temp: the temporary files of this process, so that a signal that ends it can remove them.
#include "base/temp.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include "cartouche.h"

enum { MOST = 4096 };

// Whoever takes a path out of its place has it for himself: a signal may come at any point, also in another thread.
static _Atomic(char *) paths[MOST];
static atomic_size_t next_place;

void ct_temp_note(char *path) {
  for (size_t i = 0; i < MOST; i++) {
    char *none = NULL;
    size_t at = atomic_fetch_add(&next_place, 1) % MOST;
    if (atomic_compare_exchange_strong(&paths[at], &none, path)) return;
  }
}

void ct_temp_release(char *path) {
  for (size_t i = 0; path && i < MOST; i++) {
    char *found = path;
    if (atomic_load(&paths[i]) != path) continue;
    if (atomic_compare_exchange_strong(&paths[i], &found, NULL)) break;
    return;
  }
  free(path);
}

__attribute__((visibility("default"))) void ct_abandon_files(void) {
  for (size_t i = 0; i < MOST; i++) {
    char *path = atomic_exchange(&paths[i], NULL);
    if (path) unlink(path);
  }
}

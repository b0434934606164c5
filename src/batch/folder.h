// SPDX-License-Identifier: MIT
// Folders: made, listed and removed.
#ifndef CT_BATCH_FOLDER_H
#define CT_BATCH_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_err;

// Makes it and those that it lies in, where they are not there.
bool ct_folder_make(const char *path, struct ct_arena *a, struct ct_err *err);
// The absolute path of what is there, links resolved. NULL and an error when it is not a folder.
const char *ct_folder_real(const char *path, struct ct_arena *a, struct ct_err *err);
// With all that is in it; what cannot be removed stays. Links are removed, not followed.
void ct_folder_remove(const char *path);
// Names of the files in it that do not begin with a dot, in the order of their bytes.
bool ct_folder_list(const char *path, struct ct_arena *a, const char *const **names, size_t *n,
                    struct ct_err *err);

#endif

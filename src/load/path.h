// SPDX-License-Identifier: MIT
// Path: is it a local dataset that may be read?
#ifndef CT_LOAD_PATH_H
#define CT_LOAD_PATH_H

#include <stdbool.h>

struct ct_arena;
struct ct_err;

// Checks that the path exists, is a file with content (or a .gdb folder, or inside a
// local archive) and leads to no network or database. *usable is the path in a form
// that GDAL takes for a file name.
bool ct_load_path_check(const char *path, bool allow_network, struct ct_arena *a, const char **usable,
                        struct ct_err *err);

// "csv" of a.csv and of a.csv.gz.
const char *ct_load_extension(const char *path);

#endif

// SPDX-License-Identifier: MIT
// MBTiles: opening a database of tiles so that nothing in it runs on or writes.
#ifndef CT_LOAD_MBTILES_H
#define CT_LOAD_MBTILES_H

#include <stdbool.h>

struct ct_arena;
struct ct_err;

// Opens the file; *db is a sqlite3 to close. No value in it is longer than `most` bytes.
// *steps lives as long as *db: look-ups are broken off when they have taken too many in all.
bool ct_mbtiles_open(const char *path, int most, int *steps, struct ct_arena *a, void **db,
                     struct ct_err *err);

#endif

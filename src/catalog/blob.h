// SPDX-License-Identifier: MIT
// Blob: a row's geometry as a GeoPackage keeps it, and the functions that its spatial index asks for.
#ifndef CT_CATALOG_BLOB_H
#define CT_CATALOG_BLOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"

struct ct_table;
struct sqlite3;

struct ct_blob {
  struct ct_arena *arena;
  ct_vec(unsigned char) bytes;
  double box[4];     // min lon, min lat, max lon, max lat
  const char *type;  // "POINT", "MULTIPOLYGON" ...
};

// The header (WGS 84, little-endian, an envelope where it is no point) and well-known binary: coordinates as the table
// has them, also beyond 180; rings end with their first point. False: the row has no geometry. `out` may be used for one row
// after the other.
bool ct_blob_of_row(const struct ct_table *t, size_t row, struct ct_blob *out);
// The box of such a blob, of this program or another; false when it is empty or no such blob.
bool ct_blob_box(const unsigned char *blob, size_t size, double box[4]);
// ST_MinX, ST_MaxX, ST_MinY, ST_MaxY and ST_IsEmpty on the connection, for the index's triggers.
bool ct_blob_functions(struct sqlite3 *db);

#endif

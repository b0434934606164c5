// SPDX-License-Identifier: MIT
// Blob, reading: geometries of a catalogue's rows, one after the other, into a table's arrays.
#ifndef CT_CATALOG_BLOB_READ_H
#define CT_CATALOG_BLOB_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/table.h"

// Where a row's parts are among those of all rows.
struct ct_blob_span {
  uint32_t part, nparts;
  enum ct_geom_type type;
};

// Set arena.
struct ct_blob_shapes {
  struct ct_arena *arena;
  ct_vec(uint32_t) start;  // of each part, in coordinates
  ct_vec(uint8_t) hole;
  ct_vec(double) lonlat;
};

// Adds what ct_blob_of_row has made. False: it is no such blob, to the last byte.
bool ct_blob_read(struct ct_blob_shapes *s, const unsigned char *blob, size_t size, struct ct_blob_span *out);
// The rows' geometry as a table has it, spans in the order of rows (nparts 0: no position).
void ct_blob_geoms(const struct ct_blob_shapes *s, const struct ct_blob_span *rows, size_t n,
                   struct ct_geoms *out);

#endif

// SPDX-License-Identifier: MIT
// Run: what the parts of one load share.
#ifndef CT_LOAD_RUN_H
#define CT_LOAD_RUN_H

#include "base/arena.h"
#include "cartouche.h"
#include "load/axes.h"
#include "load/build.h"

struct ArrowArray;
struct ArrowArrayStream;
struct ArrowSchema;
struct ct_decode;
struct ct_diags;
struct ct_gazetteer;
struct ct_kml;
struct ct_load_request;

enum { CT_LOAD_FIELD_MAX = 64 << 20, CT_LOAD_COLUMNS_MAX = 20000 };

// Foreign handles of a load, closed in ct_load however it ends. NULL: none.
struct ct_load_handles {
  void *dataset;         // GDALDatasetH
  void *result;          // OGRLayerH of a query on the dataset
  void *filter_dataset;  // GDALDatasetH of the memory layer a `where` runs on
  void *transform;       // OGRCoordinateTransformationH
  void *feature;         // OGRFeatureH being read
  void *file;            // VSILFILE
  struct ct_decode *decode;
  struct ArrowArrayStream *stream;
  struct ArrowSchema *schema;
  struct ArrowArray *batch;
  struct ct_coord_reader *coords;
  const char *mem_path;  // /vsimem file to delete
};

struct ct_load_run {
  const struct ct_load_request *req;
  struct ct_arena *arena;   // the table's
  struct ct_arena scratch;  // released when the load ends
  struct ct_diags *diags;   // NULL when rows are to be quiet
  struct ct_err *err;
  const char *place;  // the file as given, or the source's name
  const char *layer;
  struct ct_build build;
  bool plain;                         // no geometry of its own: rows are placed by columns
  bool own_filter;                    // read without OGR: condition and box are applied afterwards
  bool may_be_damaged;                // texts may hold traces of wrong encodings
  bool projected;                     // coordinates are not degrees
  struct ct_kml *kml;                 // what a KML file is read with, or NULL
  struct ct_axes axes;                // columns that place the rows of a plain table
  const char *no_axes;                // why no column can place the rows; NULL: some can
  const struct ct_gazetteer *places;  // NULL: not asked for yet
  unsigned place_hints;               // names that were compared with all places
  struct ct_load_handles handles;
};

// A finding about one row; strings may be NULL.
struct ct_load_finding {
  const char *code, *field, *value, *suggestion;
  uint32_t row;
};
void ct_load_row_warn(const struct ct_load_run *r, const struct ct_load_finding *f, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

// The same as a note.
void ct_load_row_note(const struct ct_load_run *r, const struct ct_load_finding *f, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

// Makes handles.coords, if there is none yet. False: out of memory.
bool ct_load_coords(struct ct_load_run *r);

// Is the column one that the caller asked for?
bool ct_load_wants(const struct ct_load_run *r, const char *column);
// Does the text hold the word, in any ASCII case?
bool ct_load_mentions(const char *text, const char *word);
// "'a', 'b', 'c' and 12 more", for messages.
const char *ct_load_names(struct ct_arena *a, const char *const *names, size_t n);

#endif

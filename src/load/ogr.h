// SPDX-License-Identifier: MIT
// OGR: opening datasets, choosing a layer and reading it into a table.
#ifndef CT_LOAD_OGR_H
#define CT_LOAD_OGR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_load_run;
struct ct_map;
struct ct_value;

// What GDAL said while a load ran; it prints nothing meanwhile.
struct ct_ogr_trap {
  char failure[400];  // the first failure, "" for none
};
void ct_ogr_trap_begin(struct ct_ogr_trap *trap);
void ct_ogr_trap_end(void);

// Opens `path`, chooses the layer and reads it into r->build, in the layer's own
// coordinates; r->plain when rows have no geometry. Settles the transformation.
bool ct_ogr_read(struct ct_load_run *r, const char *path, struct ct_ogr_trap *trap);

// The request's condition on a table that is already read (plain tables in text files):
// rows that do not meet it are taken out.
bool ct_ogr_filter(struct ct_load_run *r, struct ct_ogr_trap *trap);

// ---- Between the files of this reader ----

enum ct_ogr_kind { CT_OGR_TEXT, CT_OGR_NUMBER, CT_OGR_BOOL, CT_OGR_DATE, CT_OGR_JSON, CT_OGR_LIST };

// One field that is fetched.
struct ct_ogr_field {
  int index;      // in the layer
  size_t column;  // in the build
  enum ct_ogr_kind kind;
};

struct ct_ogr_plan {
  void *layer;  // OGRLayerH
  const char *driver;
  bool fid_is_row;   // fids count from 1
  bool fid_is_id;    // fids tell nothing about the place in the file: rows are counted
  size_t first_row;  // rows of the layers before, when several are read into one table
  bool texts_may_be_numbers;
  struct ct_ogr_field *fields;
  size_t nfields;
  size_t key;  // a database's key, which is the fid, goes to the column before this; 0: none
  struct ct_build_column *folder;  // gets the layer's name in every row, or NULL
  const char *folder_name;
  struct ct_map *seen;  // fids met, when a layer is read twice; NULL: once
};

// Chooses the layers to read: the one asked for, else the first with anything in it, or,
// where layers are a file's way to order its marks (folders of a KML, kinds of a GPX), all.
bool ct_ogr_choose(struct ct_load_run *r, const char *driver, void ***layers, size_t *n);
// The layer asked for, as layers[0], which has room for all `count` of the dataset. Fails with the nearest name.
bool ct_ogr_named(struct ct_load_run *r, void **layers, size_t count);
// Decides which fields of each layer are fetched and makes the build's columns; tells the
// layers to ignore the rest.
bool ct_ogr_plan(struct ct_load_run *r, struct ct_ogr_plan *plans, size_t n);
// Sets the attribute filter; names the unknown column when there is one.
bool ct_ogr_where(struct ct_load_run *r, void *layer, struct ct_ogr_trap *trap);
bool ct_ogr_read_features(struct ct_load_run *r, const struct ct_ogr_plan *plan, struct ct_ogr_trap *trap);
// Is the Arrow stream faster here, and are all fields of kinds that it is used for?
bool ct_arrow_suits(const struct ct_ogr_plan *plan);
// *used is false when the stream could not be had after all and nothing was read.
bool ct_arrow_read(struct ct_load_run *r, const struct ct_ogr_plan *plan, struct ct_ogr_trap *trap,
                   bool *used);

// A date or time as ISO 8601, as precise as the value is; how many bytes.
size_t ct_ogr_date_text(void *feature, int field, int type, char *buf, size_t size);

// The row number for a feature; 0 when it was met before.
uint32_t ct_ogr_row_number(const struct ct_ogr_plan *plan, int64_t fid, size_t index);

// Appends a row for a geometry as WKB (NULL: none): one row a kind, so that mixed
// collections become several. Calls cells(user, row) for each.
typedef bool ct_ogr_cells_fn(void *user, size_t row);
bool ct_ogr_add_wkb(struct ct_load_run *r, const unsigned char *wkb, size_t size, uint32_t row_number,
                    ct_ogr_cells_fn *cells, void *user);
// A JSON text as a cell's value; texts that are not JSON stand for themselves.
const struct ct_value *ct_ogr_json(struct ct_load_run *r, const char *s, size_t n);

#endif

// SPDX-License-Identifier: MIT
// Layer: a catalogue's layer in its database: the history, the view of what is current, the spatial index.
#ifndef CT_CATALOG_LAYER_H
#define CT_CATALOG_LAYER_H

#include <stdbool.h>
#include <stddef.h>

struct ct_catalog;
struct ct_catalog_columns;
struct ct_err;

// Is it a name that a layer can have? Fails in words.
bool ct_catalog_layer_name(const char *layer, struct ct_err *err);
// The layers' names, in the order of their making.
bool ct_catalog_layers(struct ct_catalog *c, size_t *n, const char *const **names);

struct ct_catalog_layer {
  const char *name;
  bool is_new;
  const char *history;  // table of the versions, quoted
  const char *index;    // virtual table of the spatial index, not quoted
};
struct ct_catalog_layer ct_catalog_layer_of(struct ct_catalog *c, const char *name, bool is_new);

// Makes a new layer's tables, or brings an old one to the planned columns: new ones are added, those that become
// texts are rewritten. The view is made anew when anything changed.
bool ct_catalog_layer_prepare(struct ct_catalog *c, const struct ct_catalog_layer *l,
                              const struct ct_catalog_columns *columns, const char *day);
// Indexes of the history, which are quicker made when a new layer's rows are in.
bool ct_catalog_layer_index(struct ct_catalog *c, const struct ct_catalog_layer *l);
// The trigger that puts each new row into the spatial index, made (again) or dropped.
bool ct_catalog_layer_trigger(struct ct_catalog *c, const struct ct_catalog_layer *l, bool on);
// The contents' box, type of geometries and date, after rows were added. box: of these rows, infinite when they have none;
// type: NULL, none.
bool ct_catalog_layer_note(struct ct_catalog *c, const struct ct_catalog_layer *l, const double box[4],
                           const char *type, const char *day);

#endif

// SPDX-License-Identifier: MIT
// Sources: the tables behind a map, from the document's data, the base layers and a style's own sources.
#ifndef CT_SOURCES_H
#define CT_SOURCES_H

#include <stdbool.h>
#include <stddef.h>

#include "model/table.h"

struct ct_arena;
struct ct_cache;
struct ct_data;
struct ct_diags;
struct ct_document;
struct ct_edition;
struct ct_err;
struct ct_style_source;
struct ct_view;

// Lines and areas computed from the points of an entry.
enum ct_derived_kind {
  CT_DERIVED_TRACKS,
  CT_DERIVED_RINGS,        // of uncertainty
  CT_DERIVED_RANGE,        // rings of given radii
  CT_DERIVED_RANGE_NAMES,  // the arcs that their names stand on
  CT_DERIVED_SECTORS,
  CT_DERIVED_LINKS,
  CT_DERIVED_MOVES,  // from where a row was in an earlier edition
  CT_DERIVED_MOVED,  // those places
  CT_DERIVED_KINDS
};

struct ct_derived {
  const struct ct_table *rows;   // with their columns, a row each; NULL: none are asked for
  const double *ends;            // links, moves: 4 a row
  const struct ct_table *rough;  // as fine as a view is fitted to; NULL: not for that
};

// One data entry, loaded and selected.
struct ct_source_data {
  const struct ct_data *spec;
  const struct ct_table
      *raw;  // all rows, as read; marked by an earlier edition, with what is gone at the end
  const struct ct_table *own;    // the rows as read, where `raw` is marked; else NULL
  const struct ct_table *table;  // what is drawn: selected, grouped, joined
  struct ct_derived derived[CT_DERIVED_KINDS];
  const struct ct_table *whole;  // what classes and sizes are told from; NULL: what is drawn
  int date_column;               // in the table, or -1
  bool points, lines, polygons;
  size_t rows_outside_time;
};

struct ct_known_table;
struct ct_places;

// Columns that somebody reads; NULL stands for all.
struct ct_wanted_columns {
  bool all;
  size_t n;
  const char *const *v;
};

// What is read of the layers inside a vector source.
struct ct_wanted_layer {
  const char *name;
  struct ct_wanted_columns columns;
};
struct ct_wanted_layers {
  size_t n;
  const struct ct_wanted_layer *v;
};

struct ct_load_request;

struct ct_sources {
  struct ct_arena *a;
  struct ct_diags *diags;
  const char *share_dir;
  struct ct_cache *cache;  // NULL: none
  const struct ct_document *doc;
  const char *style_folder;  // what a style's paths are resolved against
  bool allow_network;
  size_t nread;
  const struct ct_known_table *read;  // tables that are loaded already
  const struct ct_edition *before;    // of a manifest the document names, once it is read
  struct ct_places *places;           // NULL: positions that count from a named place are not read
  size_t ndata;
  struct ct_source_data *data;
  // Loaded base and style tables by source name; filled by ct_sources_table.
  size_t ncached, cached_cap;
  struct ct_cached_table *cached;
};

// Loads every data entry of the document: rows in the time window, groups, joins and
// derived geometry. Columns the document names must exist.
bool ct_sources_load(struct ct_sources *s, struct ct_err *err);

// The same entries for another page, whose arena and document these are: what a page makes of its entries is its own,
// and base layers and tiles are read anew, for its view. It is to be gone before `of`.
void ct_sources_fork(const struct ct_sources *of, const struct ct_document *doc, struct ct_arena *a,
                     struct ct_sources *out);
// Forgets what has been read for the view: ct_sources_table reads it anew.
void ct_sources_forget(struct ct_sources *s);
// Entry i with no other of the rows it was read with, worked out anew, with classes and sizes as they are for all.
// Of forked sources only.
bool ct_sources_narrow(struct ct_sources *s, size_t i, const struct ct_rows *rows, struct ct_err *err);
// The rows of entry i that also meet an SQL condition, as read: neither selected nor grouped.
bool ct_sources_where(const struct ct_sources *s, size_t i, const char *where, struct ct_table *out,
                      struct ct_err *err);

// The table with one column more.
const struct ct_table *ct_sources_with_column(struct ct_arena *a, const struct ct_table *t,
                                              struct ct_column column);
// The table with what the label prints of its columns: dates as they are written, HTML without tags.
const struct ct_table *ct_sources_label_columns(struct ct_arena *a, const char *label,
                                                const struct ct_table *whole, const struct ct_table *t);

// The table behind a source layer of a vector source; the first call reads all that are
// wanted. NULL: there is none, and a diagnostic has said why.
const struct ct_table *ct_sources_layer(struct ct_sources *s, const struct ct_style_source *source,
                                        const char *source_layer, const struct ct_view *view,
                                        const struct ct_wanted_layers *wanted);

// The table behind a style's source, loading base layers ("base:land") at the level
// that suits the view, and files or inline GeoJSON of a style. NULL with err.failed
// unset: a source type that is not drawn (a diagnostic says so). Only the wanted columns
// are read.
const struct ct_table *ct_sources_table(struct ct_sources *s, const struct ct_style_source *source,
                                        const struct ct_view *view, const struct ct_wanted_columns *wanted,
                                        struct ct_err *err);

// One base layer at the level of that scale, cut to the view's box (NULL: the world).
const struct ct_table *ct_sources_base(struct ct_sources *s, const char *layer, double scale,
                                       const struct ct_view *view, const struct ct_wanted_columns *wanted,
                                       struct ct_err *err);

// Adds the column ct_approx to entries whose document tells approximate rows from exact ones: a precision or
// uncertainty coarser than `coarse_m` counts as approximate. And the column ct_wide where rings of uncertainty are
// larger than `wide_m`: they show the place, so that a mark in their middle must not.
void ct_sources_mark_approximate(struct ct_sources *s, double coarse_m, double wide_m);

// ---- Between the files of this

// Reads the entry's rows.
bool ct_sources_load_entry(struct ct_sources *s, const struct ct_data *d, struct ct_table *t,
                           struct ct_err *err);
// The rows that the document's time window shows.
bool ct_sources_window(struct ct_sources *s, const struct ct_data *d, const struct ct_table *t,
                       struct ct_rows *rows, struct ct_err *err);

// Fails when the table lacks a column that the entry names.
bool ct_sources_check_columns(const struct ct_sources *s, const struct ct_data *d, const struct ct_table *t,
                              struct ct_err *err);
// Does the entry ask for lines or areas made of its points?
bool ct_sources_derives(const struct ct_data *d);
// Makes what `all` the entry's selected rows ask for, rough; when all entries are loaded.
bool ct_sources_derive(struct ct_sources *s, struct ct_source_data *e, const struct ct_table *all,
                       struct ct_err *err);
// The source "NAME" + suffix (":tracks", ":range" ...) as fine as the view needs; NULL with err.failed unset: none.
const struct ct_table *ct_sources_derived(struct ct_sources *s, const struct ct_source_data *e,
                                          const char *suffix, const struct ct_view *view, struct ct_err *err);
// The rows of the links, with their ends; those between places of which all rows are gone too. What cannot be linked is a
// diagnostic.
bool ct_sources_links(struct ct_sources *s, const struct ct_source_data *e, const struct ct_table *all,
                      struct ct_derived *out, struct ct_err *err);

// Reads the wanted layers into `tables`; false with a diagnostic when the source cannot be had.
bool ct_sources_vector(struct ct_sources *s, const struct ct_style_source *source, const struct ct_view *view,
                       const struct ct_wanted_layers *wanted, struct ct_table *tables);
// A style's own GeoJSON with the source's options; NULL with a diagnostic when it cannot be had.
const struct ct_table *ct_sources_geojson(struct ct_sources *s, const struct ct_style_source *source,
                                          const struct ct_view *view, const struct ct_wanted_columns *wanted);
// "data:application/json,{...}", which is not "data:NAME".
bool ct_sources_is_data_url(const char *text);
// Sets the box to a little more than the view shows, unless that is the world; `share` of its height more
// where marks or heatmaps may reach into it from outside.
void ct_sources_box(struct ct_load_request *r, const struct ct_view *view, double share);

#endif

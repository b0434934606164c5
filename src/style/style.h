// SPDX-License-Identifier: MIT
// Style: MapLibre style documents, resolved to items.
#ifndef CT_STYLE_STYLE_H
#define CT_STYLE_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/item.h"

struct ct_arena;
struct ct_diags;
struct ct_err;
struct ct_items;
struct ct_raster_source;
struct ct_rows;
struct ct_style;
struct ct_table;
struct ct_value;

struct ct_style_source {
  const char *name;
  const char *type;              // "geojson", "vector", ...
  const struct ct_value *data;   // geojson: path, "base:land" or inline object; else NULL
  const struct ct_value *value;  // the whole source
};

struct ct_style_layer_info {
  const char *id;
  enum ct_layer_type type;
  const char *source;  // NULL for background
  const char *source_layer;
  const struct ct_value *metadata;
  bool visible;   // visibility, minzoom and maxzoom at that zoom
  bool along;     // symbols go along lines at that zoom, not to points
  bool constant;  // paint and layout do not depend on the feature
  bool measured;  // lines that change along their way: dashes, patterns, gradients
  bool metrics;   // of a source with lineMetrics
  // Columns its filter and properties read; all_columns when it can't be told.
  size_t ncolumns;
  const char *const *columns;
  bool all_columns;
};

// Compiles a style. `file` stands in messages. Errors of the document fail with the
// first, the others are diagnostics before it; unsupported layer types are
// diagnostics and are left out.
bool ct_style_compile(const struct ct_value *root, const char *file, struct ct_arena *a,
                      struct ct_diags *diags, struct ct_style **out, struct ct_err *err);
// Its two halves: nothing may look into a style of unknown origin before it is checked.
bool ct_style_check(const struct ct_value *root, const char *file, struct ct_arena *a, struct ct_diags *diags,
                    struct ct_err *err);
bool ct_style_build(const struct ct_value *root, const char *file, struct ct_arena *a, struct ct_diags *diags,
                    struct ct_style **out, struct ct_err *err);
// The same for a theme whose last n layers stand in a document, where findings about them are.
struct ct_style_tail {
  size_t n;
  const char *file;  // or NULL
};
bool ct_style_check_bound(const struct ct_value *root, const char *file, const struct ct_style_tail *tail,
                          struct ct_arena *a, struct ct_diags *diags, struct ct_err *err);
void ct_style_build_bound(const struct ct_value *root, const char *file, const struct ct_style_tail *tail,
                          struct ct_arena *a, struct ct_diags *diags, struct ct_style **out);

// Which images there are, for `image` expressions; by default every name counts as one.
typedef bool ct_image_known_fn(void *user, const char *name);
void ct_style_set_images(struct ct_style *s, ct_image_known_fn *known, void *user);

// How much larger than it says texts are drawn, and everything else.
void ct_style_set_enlarge(struct ct_style *s, double texts, double marks);

// How far the map is turned on the page, clockwise: shifts on the map turn with it.
void ct_style_set_turn(struct ct_style *s, double turn_deg);

size_t ct_style_nsources(const struct ct_style *s);
void ct_style_source(const struct ct_style *s, size_t i, struct ct_style_source *out);
size_t ct_style_nlayers(const struct ct_style *s);
// Facts about layer i at this zoom.
void ct_style_layer(const struct ct_style *s, size_t i, double zoom, struct ct_arena *a,
                    struct ct_style_layer_info *out);

// Evaluates layer i for the rows that pass its filter, in drawing order. `rows` are
// the rows that have a shape in the frame. Styles are shared: features with equal
// values have one style. Filters are applied here. Background: table and rows NULL.
bool ct_style_resolve(const struct ct_style *s, size_t i, const struct ct_table *table,
                      const struct ct_rows *rows, double zoom, struct ct_arena *a, struct ct_diags *diags,
                      struct ct_items *out, struct ct_err *err);

// A raster, raster-dem or image source; false: it is none, or has neither tiles nor url.
// Paths are resolved against the folder.
bool ct_style_raster(const struct ct_style_source *source, const char *folder, struct ct_arena *a,
                     struct ct_raster_source *out);
// What stands before a `url` that needs no folder.
#define CT_STYLE_OF_DOCUMENT "document:"
// What `tiles`, `minzoom`, `maxzoom`, `tileSize`, `scheme` and `bounds` of a source or a
// TileJSON say; what is not stated stays as it was.
void ct_style_raster_tiles(const struct ct_value *v, const char *folder, struct ct_arena *a,
                           struct ct_raster_source *out);

// A CSS colour ("#rgb", "rgb()", "hsl()", names ...); false when it is none.
bool ct_color_parse(const char *text, struct ct_color *out);

// Validates against the specification; findings are diagnostics. Returns the number
// of errors.
size_t ct_style_validate(const struct ct_value *root, const char *file, struct ct_diags *diags);

#endif

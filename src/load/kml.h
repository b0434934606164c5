// SPDX-License-Identifier: MIT
// KML: placemarks of KML and KMZ with their folders, data, times and looks as rows of one table.
#ifndef CT_LOAD_KML_H
#define CT_LOAD_KML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "load/xml.h"
#include "model/table.h"

struct ct_load_run;

// May this path be read here?
bool ct_kml_named(const char *path);
// Reads the file into r->build, a row a placemark and kind of geometry, whatever folders, documents or
// files of the archive it lies in; LIBKML tells only the innermost folder, leaves most styles
// unresolved and gives up on sloppy files. Network links are not followed, overlays are
// no places: both are named in a note.
bool ct_kml_read(struct ct_load_run *r, const char *path);
// Why rows have no place; after the condition, so that rows it leaves out are not complained about.
void ct_kml_report(struct ct_load_run *r);

// ---- Between the files of this reader ----

// Columns that stand for elements of KML; ExtendedData make the others.
enum ct_kml_fixed {
  CT_KML_NAME,
  CT_KML_DESCRIPTION,
  CT_KML_FOLDER,
  CT_KML_TIMESTAMP,
  CT_KML_BEGIN,
  CT_KML_END,
  CT_KML_ADDRESS,
  CT_KML_PHONE,
  CT_KML_SNIPPET,
  CT_KML_MARKER_COLOR,
  CT_KML_MARKER_SYMBOL,
  CT_KML_MARKER_SIZE,
  CT_KML_STROKE,
  CT_KML_STROKE_OPACITY,
  CT_KML_STROKE_WIDTH,
  CT_KML_FILL,
  CT_KML_FILL_OPACITY,
  CT_KML_LABEL_SCALE,
  CT_KML_FIXED
};
extern const char *const ct_kml_names[CT_KML_FIXED];

// What a style says; members without their bit say nothing. Colours are aabbggrr.
enum ct_kml_says {
  CT_KML_ICON_COLOR = 1,
  CT_KML_ICON_SCALE = 2,
  CT_KML_LINE_COLOR = 4,
  CT_KML_LINE_WIDTH = 8,
  CT_KML_POLY_COLOR = 16,
  CT_KML_POLY_FILL = 32,
  CT_KML_POLY_OUTLINE = 64,
  CT_KML_LABELS = 128
};
struct ct_kml_style {
  unsigned says;
  uint32_t icon_color, line_color, poly_color;
  double icon_scale, line_width, label_scale;
  bool fill, outline;
  const char *href;  // of the icon, or NULL
  const char *url;   // of the style this one stands on, or NULL
  size_t file;       // where it was found
};

// A geometry being read: parts by kind.
struct ct_kml_part {
  enum ct_geom_type type;
  bool hole;
  size_t first, n;  // coordinates
};
struct ct_kml_shape {
  ct_vec(double) lonlat;
  ct_vec(struct ct_kml_part) parts;
  bool given;       // an element of geometry was there
  const char *why;  // it is no good, or NULL
  const char *code;
  struct ct_str when;  // text of the track's first time, and
  struct ct_str last;  // of its last
};

// A reason for a row that has no place.
struct ct_kml_finding {
  uint32_t row;
  const char *code, *why;
};

struct ct_kml_file {
  const char *name;  // in the archive, or ""
  const char *text;
  size_t size;
  size_t placemarks;
};

// What schemas say of a field.
enum { CT_KML_AS_BOOL = 1, CT_KML_AS_OTHER = 2 };

struct ct_kml {
  struct ct_load_run *r;
  struct {
    ct_vec(struct ct_kml_file);
  } files;
  size_t file;   // being read
  bool filling;  // the second time through: rows are made
  struct ct_xml *xml;
  struct ct_str buf, path, key;
  struct ct_map styles;    // "file#id" to its place in the list
  struct ct_map ids;       // "id": the first of that id anywhere
  struct ct_map declared;  // field of a schema to the bits above
  struct ct_map data;      // name to 1 + column
  struct ct_map folders;   // paths seen
  struct {
    ct_vec(struct ct_kml_style);
  } looks;
  int column[CT_KML_FIXED];  // in the build, -1: none
  struct ct_kml_shape shape;
  struct {
    ct_vec(struct ct_kml_finding);
  } findings;
  uint32_t row;
  bool taken;                // the placemark being read is of the layer asked for
  struct ct_kml_style look;  // and says so of its look
  bool addressed;            // it has an address
  struct ct_str links, overlays, icons;
  size_t nlinks, noverlays, lost_styles, nicons;
};

// Walks the current file's XML: once to learn, once to make rows.
bool ct_kml_walk(struct ct_kml *k);
void ct_kml_placemark(struct ct_kml *k);
// The archive's or the only file's texts; false with an error.
bool ct_kml_open(struct ct_kml *k, const char *path);
// The element entered is a geometry: reads it into k->shape.
void ct_kml_geometry(struct ct_kml *k);
bool ct_kml_is_geometry(const struct ct_xml *x);

// <Style>, <StyleMap> or <CascadingStyle> of a document: kept under its id.
void ct_kml_style_keep(struct ct_kml *k);
// The same inside a placemark: laid over *look.
void ct_kml_style_inline(struct ct_kml *k, struct ct_kml_style *look);
// *look with what its url leads to under it.
void ct_kml_style_resolve(struct ct_kml *k, struct ct_kml_style *look);
// Sets the cells of the last row, which has geometry of that type.
void ct_kml_style_cells(struct ct_kml *k, const struct ct_kml_style *look, enum ct_geom_type type);
void ct_kml_cell(struct ct_kml *k, enum ct_kml_fixed column, const char *text);

// The icon set's nearest name for an icon's address, and the colour the picture itself has (or
// NULL). False: not one that is known.
bool ct_kml_symbol(const char *href, const char **symbol, const char **color);

#endif

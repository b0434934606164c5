// SPDX-License-Identifier: MIT
// Document: a map document's content, checked and with defaults filled in.
#ifndef CT_MODEL_DOCUMENT_H
#define CT_MODEL_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/atlas.h"
#include "model/derived.h"
#include "model/furniture.h"
#include "model/graticule.h"
#include "model/inset.h"
#include "model/labels.h"
#include "model/view.h"

struct ct_foreknown;
struct ct_value;

// One class of a categorised dataset; NULL and 0 mean "the theme decides".
struct ct_class {
  const char *value;  // cell text
  const char *label;
  const char *color;  // CSS colour text
  const char *icon;
  double size;  // factor, 1 = the theme's
};

struct ct_data_size {  // marks whose area shows a number
  const char *column;
  double min_px, max_px;  // diameters in style pixels
  const char *label;
};

struct ct_data_join {  // rows drawn as the areas of a base layer
  const char *layer;   // "countries"
  const char *key;     // the base layer's column
  const char *on;      // the data's column
};

struct ct_data_shade {  // areas filled by a number, in classes
  const char *column;
  size_t nbreaks;
  const double *breaks;  // lower bounds of the classes after the first
  size_t ncolors;
  const char *const *colors;  // nbreaks + 1, or 0: the theme's ramp
  const char *label;          // legend heading
};

// Whose look rows have that bring one in their columns (KML, simplestyle): their own unless the
// entry names a class, colour or such.
enum ct_data_styles { CT_STYLES_AUTO, CT_STYLES_OWN, CT_STYLES_THEME };

struct ct_data_column {  // a column of a plain table by its number, from 1
  const char *name;
  size_t number;
};

struct ct_data {
  const char *name;
  int line;           // in the document
  const char *id;     // column that tells features apart over editions; NULL: recognised
  const char *as_of;  // of a catalogue: what was known then; NULL: the document's
  const char *path;   // resolved against the document's folder
  const char *path_as_written;
  const char *layer;  // dataset layer (sheet), or NULL
  long header_row;    // row with the names of columns; 0: found by content, -1: there is none
  size_t ncolumns;
  const struct ct_data_column *columns;  // names given by number
  const char *lon, *lat;                 // columns, or NULL: recognised
  const char *crs;                       // NULL: the dataset's own, else WGS 84
  const char *sql;                       // SELECT for a database instead of a layer, or NULL
  const char *where;                     // SQL condition for OGR, or NULL
  const char *date;                      // column, or NULL: recognised
  const char *group_by;      // one mark a group of equal values of this column; adds column "count"
  const char *heading;       // in the legend
  const char *label;         // column or template "{name} ({year})", or NULL: none
  const char *label_second;  // a second line in another language, or NULL: none
  enum ct_stack_mode stack;
  bool stack_near;   // also marks that overlap, not only those of one point
  const char *sort;  // column that ranks labels, small first; NULL: none
  const char *class_column;
  size_t nclasses;
  const struct ct_class *classes;
  bool hide_other;  // rows of no listed class are not drawn
  enum ct_data_styles styles;
  const char *color, *icon;       // for unclassified marks
  const char *precision;          // column in metres: drawn as approximate where it is large
  const char *approx;             // "true", or a column whose non-empty, non-zero cells mark approximate rows
  const char *uncertainty;        // column in metres: a ring of that geodesic radius
  const char *uncertainty_label;  // the ring in the legend, or NULL
  struct ct_data_size size;       // column NULL: none
  const char *const *sources;     // ids or texts of where its facts come from
  size_t nsources;
  const char *source_column;       // column of such, for every row; or NULL
  bool footnotes;                  // marks' names carry the sources' numbers, not the legend's heading
  const char *url;                 // column or template: what its marks and names link to, or NULL
  struct ct_data_tracks tracks;    // bearing NULL: none
  struct ct_data_rings rings;      // n == 0 and column NULL: none
  struct ct_data_sectors sectors;  // given: false: none
  struct ct_data_links links;      // from NULL: none
  struct ct_data_join join;        // layer NULL: none
  struct ct_data_shade shade;      // column NULL: none
};

enum ct_length_unit { CT_KM, CT_MI, CT_NM };

// AUTO: where north is not up.
enum ct_north { CT_NORTH_AUTO, CT_NORTH_ALWAYS, CT_NORTH_NEVER };

// Whose lines and names the base map has where states disagree. AS_IS: the theme's, without a word on them.
enum ct_boundaries { CT_BOUNDARIES_AS_IS, CT_BOUNDARIES_UN, CT_BOUNDARIES_DE_FACTO, CT_BOUNDARIES_NONE };

// A raster under the map's lines; path NULL: none.
struct ct_document_raster {
  const char *path, *as_written;
  int line, col;
};

struct ct_document_base {
  const char *highlight;        // iso_a3 of the subject country, or NULL
  bool labels, admin1, rivers;  // parts
  bool countries;               // names of countries, if any names at all
  bool asked_countries;         // ... and the document says so itself
  const struct ct_value
      *names;  // which names the base map has: a set of layers/policies.json, a mapping of names, or
               // a list of these; NULL: the boundaries' policy decides
  struct ct_document_raster imagery, hillshade;
  const char *credit;  // of the rasters; NULL: what the files say
};

// One line of the table of changes.
struct ct_document_change {
  const char *kind;  // CT_EDITION_NEW ...
  const char *name, *what;
};

// What is marked as new, changed, moved and removed.
struct ct_document_edition {
  const char *since;  // as written: a manifest, or a date; NULL: nothing is marked
  const char
      *manifest;  // the path, resolved; of a folder, the map's in it; NULL: since is a date for catalogues
  bool is_first;  // the folder has none: nothing has changed. Filled in by the hall
  bool table;     // a table of changes on the page
  int line;
  const char *heading;  // of legend and table; NULL: "Since 29 Aug 2019". Filled in by the render, as are:
  size_t nchanges;      // the table's lines
  const struct ct_document_change *changes;
};

struct ct_document {
  const char *file;  // NULL for assumed documents
  const char *folder;
  const char *title, *subtitle, *kicker;
  const char *author, *keywords;  // for the files' metadata
  const char *as_of;              // as written
  const char *since, *until;      // time window, ISO dates or partial dates
  struct ct_document_edition edition;
  const char *style;                   // theme path, resolved
  const struct ct_value *style_value;  // set when the input itself is a MapLibre style
  size_t ndata;
  const struct ct_data *data;
  const struct ct_value *extra_layers;  // raw MapLibre layers of the document, or NULL

  struct ct_document_view view;

  struct {
    double w_pt, h_pt;
    bool in_pixels;          // size was given in pixels: PNG has exactly w x h times ratio
    double dpi;              // PNG resolution
    double ratio;            // pixel ratio for pixel sizes
    bool bare;               // map body only
    int background_line;     // in the document, 0: not from there
    const char *background;  // CSS colour of the paper, "none": transparent; NULL: the theme's
  } page;

  bool svg_pin_widths;  // texts of an SVG keep their widths, whatever font stands in
  size_t nsvg_columns;  // that elements of an SVG are to have as data-*
  const char *const *svg_columns;

  struct ct_document_base base;

  enum ct_boundaries boundaries;
  struct ct_furniture furniture;
  struct ct_graticule graticule;
  size_t ninsets;
  const struct ct_inset *insets;
  struct ct_atlas atlas;

  struct ct_labels labels;
  // What an earlier layout of this page has found out, or NULL; filled in by the render.
  const struct ct_foreknown *foreknown;
  // Texts that will stand in a numbered key, filled in from the data: the layout keeps room for them.
  size_t nkeyed;
  const char *const *keyed;

  bool locator;
  struct ct_locator locator_ask;
  bool legend, legend_counts, legend_all;  // all: also classes that are not in the frame
  const char *legend_title;
  bool scale_bar;
  enum ct_length_unit unit, unit2;
  bool two_units;      // the bar has unit2 below unit
  bool has_scale_lat;  // the scale bar is true at scale_lat, else at the frame's centre
  double scale_lat;
  enum ct_north north;
  size_t nsources;
  const char *const *sources;
  const char *note;  // disclaimer or remark at the foot
};

#endif

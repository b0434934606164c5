// SPDX-License-Identifier: MIT
// Scene: the display list of a page, an ordered tree of named groups with small ops.
#ifndef CT_MODEL_SCENE_H
#define CT_MODEL_SCENE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/item.h"
#include "model/view.h"

struct ct_arena;
struct ct_cluster_spot;
struct ct_run;
struct ct_table;

// Polylines and rings in page points, y down.
struct ct_path {
  uint32_t nparts;
  const uint32_t *part0;    // nparts + 1; NULL: one part of n points
  uint32_t n;               // points in all
  const float *xy;          // 2 * n
  bool closed;              // every part is a ring (first point not repeated)
  const uint32_t *feature;  // nparts, rows of the layer's table + 1 (0: none), for ids; NULL: not known
};

enum ct_symbol_kind { CT_SYMBOL_CIRCLE, CT_SYMBOL_ICON };

// A mark's drawing, made once and used at many places; centred on 0,0.
struct ct_symbol {
  enum ct_symbol_kind kind;
  struct ct_color color;       // fill of a circle; colour of a one-colour icon
  struct ct_color edge_color;  // a circle's stroke (outside the radius); an icon's halo
  float edge_width;            // points
  float edge_blur;             // icon-halo-blur, points
  float radius;                // circle: points, without the stroke
  float blur;                  // circle-blur: 1 blurs to the centre
  const char *icon;            // icon: name in the icon set
  float icon_w, icon_h;        // icon: points
  float icon_scale;            // icon-size, of which icon_w and icon_h are made
  bool fit;                    // icon-text-fit: the image's content lies in icon_w x icon_h
  float rotate_deg;
};

enum ct_op_kind { CT_OP_GROUP, CT_OP_FILL, CT_OP_STROKE, CT_OP_MARKS, CT_OP_TEXT, CT_OP_IMAGE, CT_OP_LINK };

struct ct_op;

// A group draws its ops in order. With a clip, only inside it.
struct ct_group {
  const char *name;  // layer id or furniture name, for SVG and the printed scene
  bool has_clip;
  bool has_own_names;  // groups in it may be called as others of the scene are: a map of its own
  struct ct_rect clip;
  float fade;                    // 1 minus the opacity of the whole
  const struct ct_table *table;  // whose rows the ops' features are; NULL: not of the document's data
  const char *const *names;      // of the table's rows; NULL entry: none; NULL: not known
  struct ct_op *first, *last;
};

// An image laid side by side, by name as icons are. The matrix takes its style pixels to the
// page: x' = xx x + xy y + x0, y' = yx x + yy y + y0.
struct ct_pattern {
  const char *image;
  double xx, yx, xy, yy, x0, y0;
  float opacity;
};

struct ct_fill_op {
  struct ct_path path;  // nonzero rule
  struct ct_color color;
  bool antialias;
  const struct ct_pattern *pattern;  // instead of the colour, or NULL
  bool fringe;  // on images the pixels next to the edge are tinted as MapLibre does for smoothness;
                // exteriors run clockwise, holes the other way
};

struct ct_stroke_op {
  struct ct_path path;
  struct ct_color color;
  float width;
  enum ct_cap cap;
  enum ct_join join;
  float miter_limit;
  size_t dash_n;
  const float *dash;
  float dash_start;                // where in the dashes every part begins
  bool hairline;                   // on images at least a pixel wide
  const struct ct_gradient *ramp;  // colours by `along`, times the opacity in color.a; NULL: the colour
  const float *along;              // path.n, for the ramp
};

// n copies of a symbol in drawing order, centred at xy.
struct ct_marks_op {
  const struct ct_symbol *symbols;
  size_t nsymbols;
  const uint16_t *symbol;  // n; NULL: all symbols[0]
  size_t n;
  const float *xy;
  const uint32_t *feature;  // n, rows of the layer's table, for ids; may be NULL
};

// x, y: top left of the run's box. Rotation about pivot. The halo is the run's own. With spots each
// cluster of the run is drawn at its own place on the page instead.
struct ct_text_op {
  const struct ct_run *run;
  float x, y;
  float rotate_deg, pivot_x, pivot_y;
  const struct ct_cluster_spot *spots;
  uint32_t feature;  // row of the layer's table + 1, for ids; 0: none
};

// RGBA, premultiplied, native-endian 32 bit (as Cairo's ARGB32), into a rectangle.
struct ct_image_op {
  struct ct_rect to;
  int w, h;
  const uint32_t *pixels;
  bool smooth;
};

struct ct_link_op {
  struct ct_rect area;
  const char *url;   // or NULL, and
  const char *page;  // the `dest` of a page of the same file
};

struct ct_op {
  enum ct_op_kind kind;
  struct ct_op *next;
  union {
    struct ct_group group;
    struct ct_fill_op fill;
    struct ct_stroke_op stroke;
    struct ct_marks_op marks;
    struct ct_text_op text;
    struct ct_image_op image;
    struct ct_link_op link;
  };
};

struct ct_scene {
  double w_pt, h_pt;
  // In a file of many pages; each may be NULL.
  const char *dest;                       // what links call the page: ASCII letters, digits, hyphens
  const char *bookmark;                   // in the outline
  const char *page_label;                 // what viewers call the page, "3"
  const char *file_title, *file_subject;  // of the whole file, from its first page; NULL: as the page's
  struct ct_georef map;                   // the main map; crs NULL: none
  const char *title, *author, *subject, *keywords;  // for PDF and PNG metadata; may be NULL
  const char *date;  // for metadata: a date (2019, 2019-09, 2019-09-05) or a time of day in UTC; may be NULL
  struct ct_color paper;  // a == 0: transparent
  struct ct_op root;      // a group
};

void ct_scene_init(struct ct_scene *s, double w_pt, double h_pt);
// Appends a zeroed op of that kind to the group op `parent` and returns it.
struct ct_op *ct_scene_add(struct ct_arena *a, struct ct_op *parent, enum ct_op_kind kind);
// Appends a group named `name` (not copied).
struct ct_op *ct_scene_group(struct ct_arena *a, struct ct_op *parent, const char *name);

#endif

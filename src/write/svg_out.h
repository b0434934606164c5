// SPDX-License-Identifier: MIT
// SVG out: the document in the making, and how numbers, texts, colours and names are put into it.
#ifndef CT_WRITE_SVG_OUT_H
#define CT_WRITE_SVG_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/sink.h"
#include "base/vec.h"
#include "model/item.h"
#include "write/svg_feature.h"

struct ct_draw;
struct ct_err;
struct ct_icons;

// Decimals of what is measured in points: a hundredth is 3.5 um on paper.
enum { CT_SVG_PLACE = 2, CT_SVG_FINE = 3 };

// What is referred to (symbols, clips, gradients) comes first in the file, so it is gathered apart.
struct ct_svg {
  struct ct_sink defs, body;
  struct ct_sink *to;       // one of them, where text goes now
  struct ct_arena *arena;   // lives as long as the document
  struct ct_arena scratch;  // for one op
  struct ct_draw *draw;
  struct ct_icons *icons;
  struct ct_err *err;
  bool outline_text, pin_widths;
  struct ct_map ids;                       // names in use -> how often they were asked for
  struct ct_map symbols, clips, patterns;  // what has been made -> index of its id
  ct_vec(const char *) symbol_ids;
  ct_vec(const char *) clip_ids;
  ct_vec(const char *) pattern_ids;
  int depth;
  const char *layer;        // the id of the group that ops go into
  const char *scope;        // the id of the map within the map that they are of; NULL: the page's
  struct ct_svg_rows rows;  // what those ops' features are
  size_t ncolumns;          // asked for as data-*
  const char *const *columns;
  const char **data_names;  // ncolumns, the attributes
};

void ct_svg_put(struct ct_svg *s, const char *text);
void ct_svg_put_n(struct ct_svg *s, const char *text, size_t n);
// A line break and as many blanks as groups are open.
void ct_svg_line(struct ct_svg *s);
// Without trailing zeros or "-0"; what is no number is 0.
void ct_svg_number(struct ct_svg *s, double x, int decimals);
// name="x"
void ct_svg_attr(struct ct_svg *s, const char *name, double x, int decimals);
// Text and attribute values: XML's own characters escaped, what XML does not allow left out.
void ct_svg_text(struct ct_svg *s, const char *text, size_t n);
// name="value", escaped
void ct_svg_attr_text(struct ct_svg *s, const char *name, const char *value);
// name="#rrggbb", and name-opacity where it is not 1. name is "fill" or "stroke".
void ct_svg_color(struct ct_svg *s, const char *name, struct ct_color c);
// name="#rrggbb" alone
void ct_svg_color_solid(struct ct_svg *s, const char *name, struct ct_color c);
// name="url(#id)"
void ct_svg_ref(struct ct_svg *s, const char *name, const char *id);
void ct_svg_base64(struct ct_svg *s, const unsigned char *v, size_t n);

// `name` as an id that no other element has, made of letters, digits and - _ .
const char *ct_svg_id(struct ct_svg *s, const char *name);

#endif

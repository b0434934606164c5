// SPDX-License-Identifier: MIT
// Bind: a theme's template layers and a document's data become one MapLibre style.
#ifndef CT_STYLE_BIND_H
#define CT_STYLE_BIND_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_data;
struct ct_document;
struct ct_err;
struct ct_value;

// Bits of ct_bind_data.editions, in the order of the legend.
enum ct_bind_edition { CT_BIND_NEW, CT_BIND_CHANGED, CT_BIND_MOVED, CT_BIND_REMOVED, CT_BIND_EDITIONS };

// What is known of a data entry once it is loaded.
struct ct_bind_data {
  const struct ct_data *spec;    // with its classes listed
  bool points, lines, polygons;  // kinds of geometry present
  unsigned own;                  // columns of model/simplestyle.h that are followed, a bit each
  bool approximate;              // the table has a true cell in column "ct_approx"
  bool wide;                     // ... and one in column "ct_wide"
  double track_max, link_max;    // largest number shown by the width of tracks, links; 0: they are all alike
  size_t placed;
  double size_max;  // largest value of the size column
  size_t nbreaks;   // classes of `shade`, see ct_bind_breaks
  const double *breaks;
  unsigned editions;  // rows that an earlier edition tells otherwise: 1U << enum ct_bind_edition
  // What is among those that are gone; `points`, `lines` and `polygons` are not about them.
  bool points_removed, lines_removed, polygons_removed;
  bool moves;                   // some have moved from a place
  const char *edition_heading;  // of these in the legend
  double enlarge;               // how much larger than usual marks are drawn; 0: not at all
};

// Template layers stand in the theme with "source": "data" and a metadata
// "cartouche:role"; for each data entry those that apply are copied, bound to the
// entry's source (named as the entry; "NAME:tracks", "NAME:rings", "NAME:range", "NAME:range-names", "NAME:sectors",
// "NAME:links", "NAME:moves", "NAME:moved" for derived geometry) and given its columns, colours, icons and legend text. Base layers with
// a "cartouche:part" that the document turns off are left out. The document's raw
// `layers` come last. `zoom` chooses nothing: the style is good for any zoom.
bool ct_bind(const struct ct_value *theme, const struct ct_document *doc, const struct ct_bind_data *data,
             size_t n, struct ct_arena *a, const struct ct_value **style, struct ct_err *err);

// How many classes the theme's palette tells apart.
size_t ct_bind_palette_size(const struct ct_value *theme);

// Lower bounds of classes over n numbers (NaN skipped): few round steps by quantile;
// small whole numbers get a class each. At most `most` classes.
size_t ct_bind_breaks(const double *values, size_t n, size_t most, struct ct_arena *a, const double **breaks);

#endif

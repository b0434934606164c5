// SPDX-License-Identifier: MIT
// SVG features: what elements are told of the rows they are drawn from: id, columns, name.
#ifndef CT_WRITE_SVG_FEATURE_H
#define CT_WRITE_SVG_FEATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_group;
struct ct_svg;
struct ct_table;

// The rows of the layer that is being written. table NULL: none of the document's data.
struct ct_svg_rows {
  const struct ct_table *table;
  const char *const *names;
  int *columns;  // of the table, as many as the document asks for; -1: it has none
};

// Sets how the columns are called, once.
void ct_svg_columns_begin(struct ct_svg *s, const char *const *columns, size_t n);
// The rows of a group's ops; those around it where the group has none.
struct ct_svg_rows ct_svg_rows_of(struct ct_svg *s, const struct ct_group *g);
// id="layer-row", row counting from 0, and data-* of the columns asked for.
void ct_svg_feature_id(struct ct_svg *s, size_t row);
void ct_svg_feature_data(struct ct_svg *s, size_t row);
// Ends an element's tag: "/>", or with the feature's name as its title and then the end tag.
void ct_svg_feature_end(struct ct_svg *s, const char *element, size_t row);
// The title alone, when there is one.
bool ct_svg_feature_title(struct ct_svg *s, size_t row);

#endif

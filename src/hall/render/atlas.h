// SPDX-License-Identifier: MIT
// Atlas: which pages a document has, what each says, and what a page draws besides its map.
#ifndef CT_RENDER_ATLAS_H
#define CT_RENDER_ATLAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/document.h"

struct ct_atlas_index;
struct ct_err;
struct ct_op;
struct ct_rect;
struct ct_render;
struct ct_render_layer;
struct ct_rows;
struct ct_table;

struct ct_atlas_page {
  const char *name;       // its bookmark
  const char *file_name;  // the same, good for a file
  const char *dest;       // what links call it
  size_t nrows;
  uint32_t *rows;  // of the entry's table, ascending
  size_t nframe;   // its frame's outline, once its view is settled
  double *frame;   // 2 * nframe, lon/lat
};

struct ct_atlas_pages {
  size_t entry;  // of the sources' data
  const struct ct_data *data;
  const struct ct_table *table;  // the entry's rows
  size_t n;
  struct ct_atlas_page *v;  // numbered from 1 in this order
  uint32_t *page_of;        // by row of the table: its page's number, 0: it has none
  // The columns that texts may use, a row a page and one more for the index: where the rows of a page differ,
  // the cell is empty.
  const struct ct_table *facts;
  bool has_templates;  // some text of the document names a column
};

// What a render is in an atlas.
struct ct_render_atlas {
  struct ct_atlas_pages *pages;
  size_t number;  // 0: the index
  size_t nfit;
  const double *fit_lonlat;      // what its view is fitted to, nfit pairs; none: as the document says
  struct ct_atlas_index *index;  // of the index, after ct_atlas_index_begin
};

// What links call the index.
#define CT_ATLAS_INDEX "index"

// Picks, orders and names the pages. What it makes lives in the render's arena.
bool ct_atlas_pick(struct ct_render *r, struct ct_atlas_pages *out, struct ct_err *err);
// The page's (or index's) document: texts filled in, the view its own. `at` is filled for r->atlas.
bool ct_atlas_page_begin(const struct ct_render *of, struct ct_atlas_pages *pages, size_t number,
                         struct ct_arena *a, struct ct_render *out, struct ct_err *err);
// The bytes of a name that are good for a file's in any system, or "" when none are.
const char *ct_atlas_file_name(struct ct_arena *a, const char *name);
// Has the output's path "{name}" or "{page}" in its file's name?
bool ct_atlas_is_pattern(const char *path);
// The path of a page, 0 being the index.
const char *ct_atlas_path(struct ct_arena *a, const char *pattern, const struct ct_atlas_pages *pages,
                          size_t number);

// The whole: every page drawn and written, or nothing.
bool ct_render_atlas(struct ct_render *r, struct ct_err *err);

// The page of a row of the layer's table; 0: none, or another entry's table.
uint32_t ct_atlas_page_of(const struct ct_render *r, const struct ct_render_layer *l, uint32_t row);

// ---- Called on the way of a page

// Larger marks, and first place for the names, of what the page is about, where others stand beside it; on the
// index smaller marks of what has no page.
void ct_atlas_stress(struct ct_render *r);
// The index, once furniture stands: where the pages' boxes and numbers go, and the key of pages that have several
// rows (the others' numbers are placed as names are).
bool ct_atlas_index_begin(struct ct_render *r, struct ct_err *err);
// How many numbers there are, and the box of the i-th: names keep off them.
size_t ct_atlas_index_tag(const struct ct_render *r, size_t i, struct ct_rect *out);
// Boxes of the pages on the index: under the marks. Their numbers: over all.
void ct_atlas_paint_frames(struct ct_render *r, struct ct_op *body);
void ct_atlas_paint_tags(struct ct_render *r, struct ct_op *body);
// The page's number, and links to pages.
void ct_atlas_paint_links(struct ct_render *r, struct ct_op *root);

#endif

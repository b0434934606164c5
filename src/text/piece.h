// SPDX-License-Identifier: MIT
// Piece: what of a run is drawn from one place, as text that another program can set.
#ifndef CT_TEXT_PIECE_H
#define CT_TEXT_PIECE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/item.h"

struct _GSList;
struct _PangoGlyphItem;
struct ct_arena;
struct ct_cluster_spot;
struct ct_run;
typedef struct _cairo cairo_t;

// Letters of one line, font, direction and colour; with spots one cluster.
struct ct_run_piece {
  const char *text;  // in the run's text, not NUL-terminated
  size_t bytes;
  bool blank_before;  // blanks or a line's end part it from the piece before
  float x, y;         // left end of the baseline: points from the run's top left, with spots on the page
  float deg;          // turned about there
  float w;            // advance without the spacing after its last letter, points
  float spacing;      // of that after each letter, beyond what the font has
  float size;         // points
  const char *family;
  int weight;  // 100..900
  bool italic;
  bool rtl;
  bool joined;  // of letters that are shaped by their neighbours
  bool has_color;
  struct ct_color color;
  // What draws it: glyph items from `first` on, or of one item some glyphs.
  const struct _GSList *first;
  int nitems;
  int glyph, nglyphs;  // nglyphs == 0: all
  const struct _PangoGlyphItem *item;
};

// The run's pieces in the order of its text; images and blanks have none. Spots may be NULL.
size_t ct_run_pieces(const struct ct_run *run, const struct ct_cluster_spot *spots, struct ct_arena *a,
                     struct ct_run_piece **out);
// Adds the piece's outlines to the path, in the user space that x and y are of.
void ct_run_piece_trace(const struct ct_run *run, const struct ct_run_piece *p, cairo_t *cr);

// The run's halo; a width of 0: none.
struct ct_run_halo {
  struct ct_color color;
  float width, blur;
};
struct ct_run_halo ct_run_halo(const struct ct_run *run);

#endif

// SPDX-License-Identifier: MIT
// Run: a shaped text broken into lines, each line put where it is drawn.
#ifndef CT_TEXT_RUN_H
#define CT_TEXT_RUN_H

#include "model/item.h"
#include "text/text.h"

struct _PangoLayout;
struct _PangoLayoutLine;
struct ct_arena;
struct ct_face;

struct ct_run_line {
  struct _PangoLayoutLine *line;  // belongs to the layout
  float x, baseline;              // points from the run's top left
  float y, h;                     // of the line's box
};

// A cluster, and what draws it.
struct ct_run_cluster {
  const struct _PangoGlyphItem *item;
  int first, n;      // glyphs
  int start, bytes;  // text
};

struct ct_run {
  struct _PangoLayout *layout;  // CT_RUN_EM units an em
  double scale;                 // points a unit
  struct ct_run_box box;
  int nlines;
  struct ct_run_line *lines;
  const char *text;
  size_t nimages, nclusters;
  struct ct_run_image *images;
  struct ct_cluster *clusters;           // NULL: not asked for yet
  struct ct_run_cluster *cluster_parts;  // nclusters
  bool colored;                          // spans have colours of their own
  bool spaced;                           // letters are spaced apart
  struct ct_color color, halo_color;
  float halo_width, halo_blur;
};

// Layouts are set at one size and drawn scaled: without hints all sizes are alike, and each
// size that Pango sees has fontconfig sort all fonts again (2 ms).
#define CT_RUN_EM 32.0

// A stretch of the layout's text in which the font size is `scale` times the style's, or an image
// of w x h points.
struct ct_run_part {
  size_t start, end;
  float scale;
  enum ct_row_align align;
  const char *image;
  float w, h, px;  // and a style pixel of the image
  const struct ct_span *span;
};

// Breaks the layout (text and attributes set) into lines and puts them; fills box, nlines
// and lines of `run`. Lines are broken so that the longest is as short as their number allows.
void ct_run_set(struct ct_run *run, struct ct_arena *a, const struct ct_text_style *style,
                const struct ct_face *face, const struct ct_run_part *parts, size_t nparts);

// Readies the pen for the halo, user space in points; false when there is none to draw.
bool ct_run_begin_halo(const struct ct_run *run, cairo_t *cr);
// Strokes the present path as the halo, `scale` user units (of the text's own) a point.
void ct_run_stroke_halo(const struct ct_run *run, cairo_t *cr, double scale);

// word.c: shows a line as text, a word at a time. For spaced letters, which readers of a PDF would take apart.
void ct_run_show_words(const struct ct_run *run, cairo_t *cr, int line);

// break.c: the spans of a text with line feeds where lines of the style's max_width are to end, by the
// reference's reckoning (maplibre-gl-js, symbol/shaping.ts). `run` is the text set without wrapping.
struct ct_rich_text ct_run_break(const struct ct_run *run, struct ct_arena *a,
                                 const struct ct_text_style *style, const struct ct_run_part *parts,
                                 size_t nparts);

// reach.c: fills top and bottom of the box.
void ct_run_find_reach(struct ct_run *run);

// cluster.c: fills clusters and cluster_parts.
void ct_run_find_clusters(struct ct_run *run, struct ct_arena *a);

#endif

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
};

struct ct_run {
  struct _PangoLayout *layout;  // CT_RUN_EM units an em
  double scale;                 // points a unit
  struct ct_run_box box;
  int nlines;
  struct ct_run_line *lines;
  const char *text;
  bool colored;  // spans have colours of their own
  struct ct_color color, halo_color;
  float halo_width, halo_blur;
};

// Layouts are set at one size and drawn scaled: without hints all sizes are alike, and each
// size that Pango sees has fontconfig sort all fonts again (2 ms).
#define CT_RUN_EM 32.0

// A stretch of the layout's text in which the font size is `scale` times the style's.
struct ct_run_part {
  size_t start, end;
  float scale;
};

// Breaks the layout (text and attributes set) into lines and puts them; fills box, nlines
// and lines of `run`. Lines are broken so that the longest is as short as their number allows.
void ct_run_set(struct ct_run *run, struct ct_arena *a, const struct ct_text_style *style,
                const struct ct_face *face, const struct ct_run_part *parts, size_t nparts);

#endif

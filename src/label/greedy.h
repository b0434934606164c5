// SPDX-License-Identifier: MIT
// Greedy: symbols placed one after the other as their layout properties say, like the specification's reference.
#ifndef CT_LABEL_GREEDY_H
#define CT_LABEL_GREEDY_H

#include "base/map.h"
#include "label/bend.h"
#include "label/grid.h"
#include "label/label.h"
#include "model/placement.h"

struct ct_shapes;

// Places every symbol: the top layer first, within a layer by sort key. Texts without a place are
// dropped with a reason.
void ct_greedy_place(const struct ct_label_input *input, struct ct_text *text, ct_image_info_fn *image_info,
                     void *user, struct ct_arena *a, struct ct_diags *diags, struct ct_placements *out);

// ---- What its parts share

// One symbol to place.
struct ct_symbol_at {
  uint32_t layer, item;
  float x, y;
  const struct ct_symbol_style *style;
  const struct ct_rich_text *text;  // NULL: none
  struct ct_image_info image;
  bool has_icon;
  bool along;  // on a line
  struct ct_track track;
  uint32_t segment;  // of the track, on which the point is
  float angle_deg;   // of that segment
  uint32_t order;    // among all, as the sources have them
};

// The tiles of the view's whole zoom, in which the reference works; off in other projections than its own.
struct ct_greedy_tiles {
  bool on;
  double x0, y0;    // the corner of the world on the page
  double cos, sin;  // of the map's turn
  double size;      // of a tile, points
  double grow;      // of lengths at the view's zoom over those at the whole zoom, 1 to 2
};

struct ct_greedy {
  const struct ct_label_input *in;
  struct ct_text *text;
  ct_image_info_fn *image_info;
  void *user;
  struct ct_arena *arena;
  struct ct_diags *diags;
  struct ct_map missing;                // icons told of
  ct_vec(struct ct_symbol_at) symbols;  // by layer, in drawing order
  struct ct_greedy_tiles tiles;
  struct ct_grid grid;
  struct ct_grid_hits hits;
};

// greedy_collect.c: fills g->symbols.
void ct_greedy_collect(struct ct_greedy *g);

// greedy_box.c: the symbol's text and where it hangs.
struct ct_bend ct_greedy_bend(struct ct_greedy *g, const struct ct_symbol_at *s);
// Offsets of text-anchor with text-offset or text-radial-offset; of the i-th variable anchor.
void ct_greedy_offset(const struct ct_symbol_style *st, float *dx, float *dy);
void ct_greedy_variable_offset(const struct ct_symbol_style *st, size_t i, float *dx, float *dy);
// Moves an offset away from the point by the padding, on the sides the anchor has.
void ct_greedy_pad(enum ct_anchor anchor, float padding, float *dx, float *dy);
// Degrees that the symbol's text or icon is turned by.
float ct_greedy_text_turn(const struct ct_greedy *g, const struct ct_symbol_at *s);
float ct_greedy_icon_turn(const struct ct_greedy *g, const struct ct_symbol_at *s);

// greedy_tile.c
// Of the view; off when it is NULL or no web Mercator.
void ct_greedy_tiles_init(struct ct_greedy_tiles *t, const struct ct_view *v);
// In which order a layer's symbols from..to-1 are placed: by sort key, then tile by tile.
size_t *ct_greedy_order(struct ct_greedy *g, size_t from, size_t to);
// What a tile has of a line.
struct ct_greedy_piece {
  float *xy;
  uint32_t n;
  bool continued;  // from another tile
  double col, row;
};
struct ct_greedy_pieces {
  ct_vec(struct ct_greedy_piece) v;
};
// Cuts a line at the edges of tiles, for centres with some of what lies around each; false when there
// are no tiles.
bool ct_greedy_cut(struct ct_greedy *g, const struct ct_track *track, bool centers,
                   struct ct_greedy_pieces *out);
bool ct_greedy_in_tile(const struct ct_greedy *g, const struct ct_greedy_piece *piece, float x, float y);

// greedy_line.c: the size of text by which places along lines are reckoned.
float ct_greedy_em(const struct ct_symbol_style *st);
// Places along a track for symbols as long as `length`, each spacing apart or one in
// the middle. Spacing and text are `grow` times as large as the style says.
struct ct_track_ask {
  const struct ct_track *track;
  const struct ct_symbol_style *style;
  float length;
  bool has_text;
  bool continued;  // the track goes on before its start
  double grow;
};
struct ct_track_place {
  float x, y, angle_deg;
  uint32_t segment;
};
struct ct_track_places {
  ct_vec(struct ct_track_place) v;
};
void ct_greedy_along(struct ct_arena *a, const struct ct_track_ask *ask, struct ct_track_places *out);

#endif

// SPDX-License-Identifier: MIT
// Page furniture: layout first, then title, legend, scale bar and the rest as ops.
#ifndef CT_PAGE_PAGE_H
#define CT_PAGE_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/page.h"

struct ct_arena;
struct ct_document;
struct ct_draw;
struct ct_err;
struct ct_graticule_fit;
struct ct_graticule_net;
struct ct_inset;
struct ct_op;
struct ct_page;
struct ct_text;

// Settles where everything outside the map goes and how large the frame is. Texts
// that need the view (scale, projection name) get their room from the document alone.
// Bare pages: the frame is the page. Fails when the page is too small to hold a map.
bool ct_page_layout(const struct ct_document *doc, const struct ct_page_theme *theme, struct ct_text *text,
                    struct ct_arena *a, struct ct_page **out, struct ct_err *err);
struct ct_rect ct_page_frame(const struct ct_page *page);

// An icon's own size in points at icon-size 1; false: no such icon. Tell the page before
// ct_page_place, else icons are taken as 11.25 pt (15 style pixels) wide and high.
typedef bool ct_page_icon_fn(void *user, const char *icon, float *w, float *h);
void ct_page_icons(struct ct_page *page, ct_page_icon_fn *icon_size, void *user);

// The document's graticule, when it has one; before ct_page_place. The net stays the caller's. Bands: what its labels
// take outside the frame, for a new layout.
void ct_page_graticule(struct ct_page *page, const struct ct_graticule_net *net, struct ct_arena *a);
void ct_page_graticule_bands(const struct ct_page *page, struct ct_graticule_fit *out);
// Its lines, as a group of the map.
void ct_page_graticule_lines(const struct ct_page *page, struct ct_arena *a, struct ct_op *map);
// A smaller map in the frame. The page is told of them before ct_page_place, keeps the list and fills in what it
// says.
enum { CT_PAGE_INSET_SHAPES = 4 };
struct ct_page_inset {
  const struct ct_inset *spec;
  size_t nshapes;  // sizes it may have, the best first
  double w[CT_PAGE_INSET_SHAPES], h[CT_PAGE_INSET_SHAPES];
  bool has_box;                     // what it shows lies on the main map, where a box is drawn round it
  float corner[8];                  // of the box, in order
  const struct ct_shapes *outline;  // of the box, lines; NULL: straight from corner to corner
  struct ct_rect at;                // out: w == 0: there is no room for it
  size_t nlines;                    // out: of the lines that join the box and the inset
  float lines[8];                   // out: x, y, x, y each
};
void ct_page_insets(struct ct_page *page, size_t n, struct ct_page_inset *v);
// The sizes that suit this page for a map so many times as wide as high, or those the document asks for.
void ct_page_inset_shapes(const struct ct_page *page, double aspect, struct ct_page_inset *out);
// The page of an inset at that place of `parent`: its frame is the place, its furniture a title and a scale bar.
struct ct_page *ct_page_inset_new(const struct ct_page *parent, const struct ct_document *doc,
                                  const struct ct_rect *at, struct ct_arena *a);
// Finds the lines from the insets, where they stand, to their boxes.
void ct_page_inset_join(struct ct_page *page);
// Boxes of what insets show, and the lines that lead there: over the map's ground, under its marks and names.
void ct_page_inset_boxes(const struct ct_page *page, struct ct_arena *a, struct ct_op *root);
// The ground of the inset's map, with a gap around its frame.
void ct_page_inset_ground(const struct ct_page *page, struct ct_arena *a, struct ct_op *group);

// Sizes and places the furniture inside the frame (legend, scale bar, north arrow,
// locator) in the emptiest corners: npoints page points are what to keep clear of.
// A legend too large for the frame goes to a panel decided at layout or shrinks in
// columns; `legend` may be empty.
bool ct_page_place(struct ct_page *page, const struct ct_view *view, const struct ct_legend *legend,
                   const float *points, size_t npoints, struct ct_arena *a, struct ct_err *err);
// Is the room that the layout kept outside the map for the legend another than this legend needs? Then the page is
// to be laid out again with the document's `foreknown`.
bool ct_page_is_outgrown(const struct ct_page *page, const struct ct_legend *legend, struct ct_arena *a);
// Would the legend be better outside the map, as it hides data there?
bool ct_page_hides_data(const struct ct_page *page);
// Has it the table of changes?
bool ct_page_has_changes(const struct ct_page *page);
// What lies inside the frame after ct_page_place: obstacles for labels.
size_t ct_page_obstacles(const struct ct_page *page, const struct ct_rect **out);

// Places a numbered key: in the room kept for it, else on the map, where it hides no mark. In place of the
// one placed before, if any. False: there is no such place, and no key.
struct ct_page_key {
  size_t n;
  const struct ct_key_entry *v;  // numbers ascending
  const float *points;           // npoints page points that it never covers
  size_t npoints;
  const struct ct_rect *texts;  // ntexts boxes that it had better not cover
  size_t ntexts;
};
bool ct_page_place_key(struct ct_page *page, const struct ct_page_key *key, struct ct_arena *a);

// Locator: a globe needs a square. Tell the page before ct_page_place.
void ct_page_locator_globe(struct ct_page *page, bool globe);
// Its size on this page, before it is placed; w == 0: none is wanted, useful or has room.
struct ct_rect ct_page_locator_size(const struct ct_page *page, const struct ct_view *view);
// Where its map goes (w == 0: none). The caller makes a view for it, projects what it shows and hands the shapes to
// ct_page_compose.
struct ct_rect ct_page_locator(const struct ct_page *page);

struct ct_page_locator_map {
  const struct ct_view *view;       // the locator's own
  const struct ct_shapes *land;     // page points
  const struct ct_shapes *subject;  // the subject country, or NULL
  const struct ct_shapes *box;      // the main frame's outline in the locator, lines
  const struct ct_shapes *insets;   // those of insets that lie outside it, lines, or NULL
  const struct ct_shapes *sphere;   // a globe: its disc; NULL: the locator is a rectangle
  const struct ct_shapes *grid;     // a globe: its meridians and parallels
};

// Adds the furniture to the page's root group: what lies under the map first (paper,
// panels) is added by ct_page_underlay, the rest by ct_page_compose after the map body.
void ct_page_underlay(struct ct_page *page, struct ct_arena *a, struct ct_op *root);
bool ct_page_compose(struct ct_page *page, const struct ct_view *view,
                     const struct ct_page_locator_map *locator, struct ct_arena *a, struct ct_op *root,
                     struct ct_err *err);

#endif

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

// Locator: where its map goes (w == 0: none), and the view made for it. The caller
// projects land with that view and hands the shapes to ct_page_compose.
struct ct_rect ct_page_locator(const struct ct_page *page);

struct ct_page_locator_map {
  const struct ct_view *view;    // the locator's own
  const struct ct_shapes *land;  // page points
  const struct ct_shapes *box;   // the main frame's outline in the locator, lines
};

// Adds the furniture to the page's root group: what lies under the map first (paper,
// panels) is added by ct_page_underlay, the rest by ct_page_compose after the map body.
void ct_page_underlay(struct ct_page *page, struct ct_arena *a, struct ct_op *root);
bool ct_page_compose(struct ct_page *page, const struct ct_view *view,
                     const struct ct_page_locator_map *locator, struct ct_arena *a, struct ct_op *root,
                     struct ct_err *err);

#endif

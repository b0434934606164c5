// SPDX-License-Identifier: MIT
// Render, edition: what an earlier edition of the document has to do with this one's page.
#ifndef CT_RENDER_EDITION_H
#define CT_RENDER_EDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_bind_data;
struct ct_rect;
struct ct_render;
struct ct_render_layer;
struct ct_source_data;

// What the theme is told of an entry's rows.
void ct_render_bind_edition(struct ct_render *r, const struct ct_source_data *d, struct ct_bind_data *out);
// When data are loaded: heads legend and table, lists what has changed for the table; a theme without layers for it is a
// diagnostic.
void ct_render_edition(struct ct_render *r);
// Of an atlas, when a page's view is settled: the table tells of what is on the page. Is it another than the page was laid
// out for?
bool ct_render_edition_of_page(struct ct_render *r);
// When the page is laid out for good: a table without room is a diagnostic.
void ct_render_edition_check(struct ct_render *r);

// ---- hall/render/edition_marks.c

// When marks have been stacked: what goes round them goes along, and old places that they hide are left out.
void ct_render_edition_follow(struct ct_render *r);
// What has become of the layer's items, a number each, and the word for it ("new"; NULL: nothing); NULL: there is no earlier
// edition.
const uint8_t *ct_render_edition_kinds(struct ct_render *r, const struct ct_render_layer *l);
const char *ct_render_edition_word(uint8_t kind);
// A ring that tells of a mark's edition: names stand clear of it.
bool ct_render_is_edition_ring(const struct ct_render_layer *l);
// Names of what is gone make way for all others.
void ct_render_edition_wishes(struct ct_render *r);
// hall/render/cut.c: by shape of a layer of moves: the old place is under the mark or close by it. What is drawn then is a short
// arrow that comes from there.
const bool *ct_render_short_moves(struct ct_render *r, const struct ct_render_layer *l);
// ... and where these arrows are.
size_t ct_render_short_move_boxes(struct ct_render *r, const struct ct_render_layer *l, struct ct_rect **out);

#endif

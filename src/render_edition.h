// SPDX-License-Identifier: MIT
// Render, edition: what an earlier edition of the document has to do with this one's page.
#ifndef CT_RENDER_EDITION_H
#define CT_RENDER_EDITION_H

struct ct_bind_data;
struct ct_render;
struct ct_source_data;

// What the theme is told of an entry's rows.
void ct_render_bind_edition(struct ct_render *r, const struct ct_source_data *d, struct ct_bind_data *out);
// When data are loaded: heads legend and table, lists what has changed for the table; a theme without layers for it is a
// diagnostic.
void ct_render_edition(struct ct_render *r);
// When marks have been stacked: what goes round them goes along.
void ct_render_edition_follow(struct ct_render *r);

#endif

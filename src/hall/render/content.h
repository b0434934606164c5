// SPDX-License-Identifier: MIT
// Content: a digest of all that a map shows, known before its labels are placed.
#ifndef CT_RENDER_CONTENT_H
#define CT_RENDER_CONTENT_H

#include <stdbool.h>

struct ct_digest;
struct ct_render;
struct ct_rows;
struct ct_table;
struct ct_value;

// Begins r->content, when somebody asks for it: with what is known of document, theme and outputs when all is loaded.
void ct_content_begin(struct ct_render *r);
void ct_content_end(struct ct_render *r);
// Adds what a page has been laid out by, and the map as it is then prepared, insets and all. Each time, as what the page turns
// out to hold has a say in how it is laid out again. Nothing where there is no r->content.
void ct_content_layout(struct ct_render *r);
void ct_content_map(struct ct_render *r);
// Of an atlas: all rows of all entries, as pages show what they like of them.
void ct_content_atlas(struct ct_render *r);
// Puts the digest into the job. True when it is the one that is expected: there is nothing to be drawn, and what would have
// been read later is noted.
bool ct_content_is_expected(struct ct_render *r);
// The same when all is loaded: true when that is all that it was, rows that the map does not show included.
bool ct_content_is_given(struct ct_render *r);

// ---- Between the files of this

// All that a table says of those rows: columns, geometry, ids, pedigree. Numbered: also which rows of the table they are.
void ct_content_rows(struct ct_digest *d, const struct ct_table *t, const struct ct_rows *rows,
                     bool numbered);
// Puts the digest of all that is loaded into the job, after that of all else (`base`).
void ct_content_given(struct ct_render *r, const char *base);
// The value without the places where it was written.
void ct_content_value(struct ct_digest *d, const struct ct_value *v);

#endif

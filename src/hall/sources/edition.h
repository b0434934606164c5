// SPDX-License-Identifier: MIT
// Sources, edition: rows held against an earlier edition of the document.
#ifndef CT_SOURCES_EDITION_H
#define CT_SOURCES_EDITION_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_change;
struct ct_err;
struct ct_rows;
struct ct_source_data;
struct ct_sources;
struct ct_table;

// Columns of the rows of a document that names an earlier edition, besides CT_EDITION_COLUMN.
#define CT_EDITION_TEXT "edition_text"  // what has changed: "moved 1.2 km NE; status: planned → built"
#define CT_EDITION_MOVED_M "edition_moved_m"       // NULL where it has not moved
#define CT_EDITION_NAME "ct_edition_name"          // what a person calls it
#define CT_EDITION_FROM_LON "ct_edition_from_lon"  // where it was before it moved
#define CT_EDITION_FROM_LAT "ct_edition_from_lat"

// Marks the rows as read of an entry: the columns, and rows that are gone at the end. Only those that the time window shows
// count.
bool ct_sources_mark_edition(struct ct_sources *s, struct ct_source_data *e, struct ct_err *err);
// Is the row one that is gone?
bool ct_sources_is_removed(const struct ct_table *t, size_t row);
const struct ct_table *ct_sources_without_removed(const struct ct_table *t, struct ct_arena *a);
// Of selected rows, those to be grouped (or joined) by `column`: without rows that are gone from groups which are still there.
void ct_sources_drop_removed(const struct ct_table *t, const char *column, struct ct_arena *a,
                             struct ct_rows *rows);
// How many rows of a group have become what, by enum ct_change_kind.
struct ct_edition_tally {
  size_t n, of[4];
};
// One more row; NULL: as it was.
void ct_sources_tally(struct ct_edition_tally *y, const char *edition);
// The group's own edition: new or gone when all of its rows are, changed where any is otherwise.
const char *ct_sources_tally_edition(const struct ct_edition_tally *y);
// The groups' own edition: new or gone when all of their rows are, changed where any is otherwise.
void ct_sources_group_edition(const struct ct_table *t, const struct ct_rows *rows, const char *column,
                              struct ct_arena *a, struct ct_table *groups);
// The rows that have moved, and the ends (4 a row) of the lines from where they were; *ends NULL: none has.
const struct ct_table *ct_sources_moves(const struct ct_table *all, struct ct_arena *a, const double **ends);
// The same rows as points, where they were.
const struct ct_table *ct_sources_moved_from(const struct ct_table *rows, const double *ends,
                                             struct ct_arena *a);

// hall/sources/edition_words.c: what has changed, in words; "" for nothing to say.
const char *ct_sources_change_text(const struct ct_change *c, struct ct_arena *a);

#endif

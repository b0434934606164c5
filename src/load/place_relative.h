// SPDX-License-Identifier: MIT
// Place relative: rows whose position is a distance and direction from a named place.
#ifndef CT_LOAD_PLACE_RELATIVE_H
#define CT_LOAD_PLACE_RELATIVE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_axes;
struct ct_load_run;
struct ct_place_verdict;
struct ct_survey;

// Does the name say that cells describe where a row is ("location", "place_as_published")?
bool ct_place_relative_name(const char *name);
// A cell of the column for its survey: c->phrases counts those that hold a phrase.
void ct_place_relative_survey(struct ct_survey *c, const char *cell, size_t size);
// The column of phrases, and the three columns of place, direction and distance, into *axes.
void ct_place_relative_find(const struct ct_survey *c, size_t n, struct ct_axes *axes);
bool ct_place_relative_any(const struct ct_axes *axes);
// A row that has no other position, by the request's gazetteer. v->code is left alone (NULL) when its cells hold
// nothing of the kind. What the columns of parts say goes before the phrase, which fills in what they lack. Placed
// rows have notation CT_NOTATION_RELATIVE and v->published; a finding about them is a note.
void ct_place_from_relative(struct ct_load_run *r, const struct ct_axes *axes, size_t row,
                            struct ct_place_verdict *v);

#endif

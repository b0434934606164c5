// SPDX-License-Identifier: MIT
// Kept text: a delimited text file as it was read, before its rows are chosen and placed.
#ifndef CT_LOAD_KEPT_TEXT_H
#define CT_LOAD_KEPT_TEXT_H

#include <stdbool.h>

struct ct_arena;
struct ct_load_run;
struct ct_load_text;

// What has been read, in a's memory, which is also the run's; NULL: it is of a kind that cannot be kept.
struct ct_load_text *ct_load_text_keep(struct ct_load_run *r, struct ct_arena *a);
// The run as it was after reading. The text is not changed.
void ct_load_text_take(struct ct_load_run *r, const struct ct_load_text *text);

#endif

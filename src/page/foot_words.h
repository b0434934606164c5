// SPDX-License-Identifier: MIT
// Foot words: what the foot says, in pieces that have a look and a link.
#ifndef CT_PAGE_FOOT_WORDS_H
#define CT_PAGE_FOOT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"

struct ct_arena;
struct ct_page;
struct ct_view;

struct ct_foot_piece {
  const char *text;
  bool bold;
  const char *url;  // or NULL
};

struct ct_foot_words {
  ct_vec(struct ct_foot_piece) v;
  size_t bytes;
  char last;  // letter; 0: nothing is said
};

// Sources; dates, projection and scale; note, disclaimer and credit: each is added as sentences. Only the first
// `most` sources are named, the others counted. View NULL: with a long stand-in for projection and scale.
void ct_foot_add_sources(const struct ct_page *p, size_t most, struct ct_arena *a, struct ct_foot_words *out);
void ct_foot_add_facts(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                       struct ct_foot_words *out);
void ct_foot_add_notes(const struct ct_page *p, struct ct_arena *a, struct ct_foot_words *out);
// All of it as one plain text.
const char *ct_foot_plain(const struct ct_foot_words *words, struct ct_arena *a);

#endif

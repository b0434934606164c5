// SPDX-License-Identifier: MIT
// Change: what became of features, as text to read or as JSON, one object a line.
#ifndef CT_CLI_CHANGE_H
#define CT_CLI_CHANGE_H

#include <cartouche.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct ct_cli_change_line;

// A zeroed one prints text.
struct ct_cli_changes {
  bool json;
  bool quiet;  // nothing is printed
  bool all;    // else the first of many, with the number of the others
  size_t n, cap;
  struct ct_cli_change_line *v;
  size_t ngroups;
  char **groups;
  size_t nmade, made_cap;
  struct ct_cli_change_line *made;
  bool short_of_memory;
};

// A ct_change_fn and a ct_made_fn, with the struct as `user`. JSON is printed at once, text is kept.
void ct_cli_changes_take(void *user, const struct ct_change *change);
void ct_cli_changes_made(void *user, const char *what, const char *from, const char *to);
// Prints what was kept, by data entry, and the counts; frees. False when memory ran out, which has been said.
bool ct_cli_changes_finish(struct ct_cli_changes *c, const size_t count[CT_CHANGE_KINDS], size_t nmade);

// ---- Parts

// "added", "changed" ...
const char *ct_cli_change_name(enum ct_change_kind kind);
// One change as the members of a JSON object, without its braces.
void ct_cli_change_put_members(FILE *to, const struct ct_change *change);
// "1.2 km NE; status: planned -> built": a line each, begun with `indent` blanks but the first. Long values are cut
// unless `whole`.
void ct_cli_change_put_words(FILE *to, const struct ct_change *change, int indent, bool whole);

#endif

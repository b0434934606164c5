// SPDX-License-Identifier: MIT
// Names: the labels of a map found by what they say, as a person would write it.
#ifndef CT_RENDER_NAMES_H
#define CT_RENDER_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

struct ct_arena;
struct ct_render;
struct ct_render_layer;

struct ct_render_name {
  struct ct_render_layer *layer;
  uint32_t item;
  const char *text;    // blanks folded
  const char *folded;  // also without case and accents; NULL: not needed yet
  bool line;           // the first line of a text of several
};

struct ct_render_names {
  struct ct_arena *a;
  ct_vec(struct ct_render_name) v;
};

struct ct_render_matches {
  ct_vec(const struct ct_render_name *) v;
};

// All texts of the symbol layers: as they were resolved (`stacked` false), or as they are placed.
void ct_render_names_list(struct ct_render *r, bool stacked, struct ct_render_names *out);
// The labels that say `name`: letter for letter; else but for case and accents; else with such a first line.
void ct_render_names_find(struct ct_render_names *n, const char *name, struct ct_render_matches *out);
// The nearest text that there is, or NULL.
const char *ct_render_names_near(struct ct_render_names *n, const char *name);
// Diagnostics of a name under a key of `labels`: there is none such; there are several.
void ct_render_names_unknown(struct ct_render *r, struct ct_render_names *names, const char *key,
                             const char *name, int line);
// Sends those of a page with insets, which wait until it is known what insets show.
void ct_render_names_settle(struct ct_render *r);
void ct_render_names_several(struct ct_render *r, const char *key, const char *name, int line, size_t n);

#endif

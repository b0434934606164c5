// SPDX-License-Identifier: MIT
// Report: the names of a map, one line each, with what became of them.
#ifndef CT_RENDER_REPORT_H
#define CT_RENDER_REPORT_H

#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/placement.h"

struct ct_render;
struct ct_render_layer;
struct ct_str;

struct ct_report_line {
  uint32_t symbols;               // which symbol layer
  uint32_t item;                  // of the layer before stacks were taken apart
  const struct ct_placement *at;  // the label; of stacked marks the label of the mark that stands for them
  const char *text;               // as drawn; of keyed labels the name
  const char *notes;              // numbers of footnotes that stand after it; NULL: none
  const char *was;                // its name in the data, where another is drawn; else NULL
  enum ct_label_state state;
  const char *reason;            // or NULL
  const struct ct_stack *stack;  // that it is in, or NULL
  const char *shown;             // in a stack: "own", "shared" or "listed" label, or "counted"
  bool elsewhere;                // named in an inset instead
  bool counted;                  // its mark stands under another's: it has no label of its own
};

struct ct_report_lines {
  ct_vec(struct ct_report_line) v;
};

struct ct_report_count {
  size_t wanted, by_state[CT_LABEL_DROPPED + 1];
  size_t stacked;   // of the dropped: counted by a badge
  size_t in_inset;  // of the dropped: named in an inset
};

// In drawing order; the marks of a stack after the one that stands for them.
void ct_report_collect(struct ct_render *r, struct ct_report_lines *out);
// Of one symbol layer, or of all (SIZE_MAX).
struct ct_report_count ct_report_count(const struct ct_report_lines *lines, size_t symbols);
// The whole report as JSON.
void ct_report_write(struct ct_render *r, const struct ct_report_lines *lines, struct ct_str *out);

#endif

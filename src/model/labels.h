// SPDX-License-Identifier: MIT
// Labels: what a document may ask of names and of marks that share a place.
#ifndef CT_MODEL_LABELS_H
#define CT_MODEL_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Where names go.
enum ct_label_mode {
  CT_LABELS_AUTO,      // by the mark; else at a leader, in free space or a callout column; else a number
  CT_LABELS_NEAR,      // by the mark only, or not at all
  CT_LABELS_LEADERS,   // by the mark or at a leader, never a number
  CT_LABELS_CALLOUTS,  // all in columns at the sides of the map, joined by leaders
  CT_LABELS_NUMBERS    // numbers at the marks, names in a numbered key
};

// What becomes of marks that share a place, or lie closer than they are large.
enum ct_stack_mode {
  CT_STACK_AUTO,   // exact stacks of small data sets as CT_STACK_COUNT
  CT_STACK_NONE,   // one over the other
  CT_STACK_COUNT,  // one mark with a badge that counts
  CT_STACK_FAN,    // a ring or spiral of the marks, hairlines to the true point
  CT_STACK_LIST    // one mark, and what it stands for in a box
};

// An editor's word on one label, by the text it has (`text`, as drawn, or as before `rename`).
struct ct_label_pin {
  const char *text;
  int line;            // in the document
  int side_x;          // 1 right of the mark, -1 left, 0 centred
  int side_y;          // 1 below, -1 above, 0 level
  bool has_side;       // else an offset alone is given
  bool has_offset;     // of the text's nearest edge from the mark's point, page points, x right and y down:
  float dx_pt, dy_pt;  // beyond a text's height off the mark it gets a leader
};

struct ct_label_rename {
  const char *from, *to;
  int line;
};

struct ct_label_name {
  const char *text;
  int line;
};

// `labels:` of a document.
struct ct_labels {
  enum ct_label_mode mode;
  size_t npins;
  const struct ct_label_pin *pins;
  size_t nhide;
  const struct ct_label_name *hide;
  size_t nrename;
  const struct ct_label_rename *rename;
  size_t npriority;
  const struct ct_label_name *priority;  // placed first, in this order
};

// What is asked of the label of one item; zeroed: nothing.
struct ct_label_wish {
  bool hidden;                     // not to be drawn: state dropped, reason "hidden by the document"
  const char *elsewhere;           // the reason why it is not drawn here, as it is somewhere else, or NULL
  const struct ct_label_pin *pin;  // where it must stand, or NULL
  uint32_t priority;               // 1 first; 0: as its layer and sort key say
  uint32_t key;                    // number drawn instead of the text, which stands in the key; 0: none
  bool unplaced;                   // known to find no place, not even for a number: none is sought
  bool boxed;                      // text on a small panel (lists of stacks)
  bool modest;                     // stands where there is room, and is no loss where there is none
};

#endif

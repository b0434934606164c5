// SPDX-License-Identifier: MIT
// Solver: what the parts of the label solve share: units, their candidates, the page.
#ifndef CT_LABEL_SOLVER_H
#define CT_LABEL_SOLVER_H

#include "base/map.h"
#include "label/grid.h"
#include "label/label.h"
#include "label/lines.h"
#include "model/placement.h"

struct ct_run;

enum { CT_DROPPED = -1, CT_BENDS_MAX = 2 };

// Leaders to places farther off may fork from one mark.
enum ct_callout_kind { CT_NO_CALLOUT, CT_CALLOUT_FREE, CT_CALLOUT_COLUMN };

// A place where a unit's text could stand, or (text false) its icon alone.
struct ct_candidate {
  struct ct_box box;  // what the text covers, with its padding
  float x, y;         // the run's top left before rotation
  float cost;         // what is wrong with it, 0 is best
  float rotate_deg;
  // Boxes in the solver's parts: of a text with a leader, the leader's; else those that a
  // slanted text covers rather than the box.
  uint32_t part0;
  uint16_t nparts;
  uint8_t justify;  // enum ct_justify, by the side it stands on
  uint8_t bends;    // points of the leader between its ends, 0 to CT_BENDS_MAX
  bool text, moved, led;
  uint8_t callout;  // enum ct_callout_kind
  float leader[8];  // for led: from the mark's edge to the text, a point for each bend between
};

// One symbol: an icon, a text or both at one point.
struct ct_unit {
  uint32_t layer, item;
  float x, y;
  const struct ct_symbol_style *style;
  const struct ct_rich_text *text;   // NULL: icon only
  const struct ct_label_wish *wish;  // never NULL
  const struct ct_run *run;          // shaped when its turn comes
  float wrap;                        // points at which it is wrapped instead of the style's width; 0: there
  struct ct_box icon;                // without padding; has_icon
  float icon_x, icon_y, icon_w, icon_h;
  struct ct_box mark;  // the icon and all marks at the same point; for has_mark
  bool has_icon, has_mark;
  bool icon_stays;  // drawn whatever is there; else it comes and goes with the text
  bool leaders, outside, along;
  bool fixed;      // is not shoved from where it stands
  bool no_column;  // asked for, but not found: stands wherever else it can
  bool spared;     // no place is sought for the text; *reason tells why
  uint32_t cand0;
  uint16_t ncand;
  int16_t at;        // candidate index, CT_DROPPED
  double weight;     // cost of leaving it out
  uint32_t entries;  // its first entry in the live grid, CT_NOBODY
  const char *reason;
  uint32_t shape, part;  // of the layer's shapes: for line placement
};

struct ct_solver {
  const struct ct_label_input *in;
  struct ct_text *text;
  ct_image_info_fn *image_info;
  void *user;
  struct ct_arena *arena;
  struct ct_diags *diags;
  struct ct_map missing;         // icons told of
  ct_vec(struct ct_unit) units;  // by layer, then item
  uint32_t *order;               // units by priority
  ct_vec(struct ct_candidate) cands;
  ct_vec(struct ct_box) parts;
  struct ct_grid still;  // what never moves: icons that stay, marks, furniture
  struct ct_grid live;   // texts and icons as placed
  struct ct_lines lines;
  struct ct_grid_hits hits;
  uint64_t random;
  bool crowded;  // too many to look at every place
};

// unit.c: units of every layer, their icons settled, in order of priority.
void ct_units_collect(struct ct_solver *s);

// candidate.c: shapes the unit's text and lists where it could stand, cheapest first.
void ct_candidates_make(struct ct_solver *s, struct ct_unit *u);
// Puts the unit's candidates in order of cost.
void ct_candidates_sort(struct ct_solver *s, struct ct_unit *u);
// What the run covers when its top left is at x, y; without padding.
struct ct_box ct_candidate_body(const struct ct_unit *u, const struct ct_run *run, float x, float y);
// The middle of the capitals of the first to the last line, from the top.
float ct_candidate_middle(const struct ct_run *run);

// along.c: the middle of a part of that length, and candidates of a text that follows it.
void ct_along_middle(const struct ct_shapes *shapes, uint32_t part, double length, float *x, float *y);
void ct_along_make(struct ct_solver *s, struct ct_unit *u);
// Turns the body about a point: small boxes that cover it, in s->parts, and the box round them.
struct ct_box ct_along_slant(struct ct_solver *s, const struct ct_box *body, float px, float py, float deg,
                             struct ct_candidate *c);
// As ct_cost_clear, for a slanted candidate or one whose body is given.
bool ct_along_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c,
                    const struct ct_box *body, const char **reason);

// cost.c: is the body clear of frame, furniture, icons and marks? If not, *reason says of what.
bool ct_cost_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body, float padding,
                   const char **reason);
// Lines crossed and other marks nearer than its own.
float ct_cost_site(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body);
// Is the entry of the unit itself or of a mark at its very point?
bool ct_cost_own(const struct ct_solver *s, const struct ct_unit *u, const struct ct_grid_entry *e);

// search.c: puts every unit somewhere, then improves.
void ct_search_run(struct ct_solver *s);
// The k-th box that the unit takes up at the candidate; false when there are no more.
bool ct_search_box(const struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c,
                   uint32_t k, struct ct_box *box, enum ct_box_kind *kind);
// Units in the way of a candidate; counting stops at ct_others.n == CT_OTHERS_MAX + 1.
enum { CT_OTHERS_MAX = 2 };
struct ct_others {
  uint32_t v[CT_OTHERS_MAX];
  int n;
};
void ct_search_others(struct ct_solver *s, uint32_t unit, int at, struct ct_others *o);
// As above, for a candidate that need not be in the unit's list.
void ct_search_others_at(struct ct_solver *s, uint32_t unit, const struct ct_candidate *c,
                         struct ct_others *o);
// Takes the unit off the page, or puts it at a candidate.
void ct_search_lift(struct ct_solver *s, uint32_t unit);
void ct_search_put(struct ct_solver *s, uint32_t unit, int at);

// leader.c: gives texts that found no place, and those in their way, candidates farther
// off, joined to the mark by a line. False when there are none to give.
bool ct_leaders_make(struct ct_solver *s);
// Do two leaders cross or all but touch? Does one run into a box (of a text: into its words)?
bool ct_leader_near(const float a[4], const float b[4]);
bool ct_leader_hits(const float l[4], const struct ct_box *box, bool text);

// polyline.c: the same for leaders with bends.
bool ct_polylines_near(const struct ct_candidate *a, const struct ct_candidate *b);
bool ct_polyline_hits(const struct ct_candidate *c, const struct ct_box *box, bool text);
float ct_polyline_length(const struct ct_candidate *c);
// Distance of a point to the leader.
float ct_polyline_distance(const struct ct_candidate *c, float x, float y);
// Covers the leader with boxes, small where it slants, in s->parts.
void ct_polyline_cover(struct ct_solver *s, struct ct_candidate *c);

static inline float ct_unit_em(const struct ct_unit *u) {
  return u->style->text.size > 0.5F ? u->style->text.size : 0.5F;
}

#endif

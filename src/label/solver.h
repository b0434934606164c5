// SPDX-License-Identifier: MIT
// Solver: what the parts of the label solve share: units, their candidates, the page.
#ifndef CT_LABEL_SOLVER_H
#define CT_LABEL_SOLVER_H

#include "base/map.h"
#include "label/areas.h"
#include "label/bend.h"
#include "label/grid.h"
#include "label/label.h"
#include "label/lines.h"
#include "model/image.h"
#include "model/placement.h"

struct ct_cluster_spot;
struct ct_run;
struct ct_way;

enum { CT_DROPPED = -1, CT_BENDS_MAX = 2 };

// Leaders to places farther off may fork from one mark.
enum ct_callout_kind { CT_NO_CALLOUT, CT_CALLOUT_FREE, CT_CALLOUT_COLUMN };

// When a page is solved again: units that are placed anew, stay for good, or stay unless others do better.
enum ct_again { CT_AGAIN_NEW, CT_AGAIN_RESTS, CT_AGAIN_MOVES };

// A text set letter by letter.
struct ct_bent {
  const struct ct_run *run;
  const struct ct_cluster_spot *spots;
};

// An icon that goes with its text: along a line, or fitted to it.
struct ct_icon_at {
  struct ct_box box;      // what it covers, with its padding
  float x, y, w, h, deg;  // its middle, size and turn
  bool fit;
};

// A place where a unit's text could stand, or (text false) its icon alone.
struct ct_candidate {
  struct ct_box box;  // what the text covers, with its padding: for other texts
  struct ct_box ink;  // what is inked and a little more: for marks; not of slanted texts
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
  uint8_t callout;                // enum ct_callout_kind
  bool bare;                      // the text without its icon
  float leader[8];                // for led: from the mark's edge to the text, a point for each bend between
  const struct ct_bent *bent;     // NULL: set as one block
  const struct ct_icon_at *icon;  // for icon_moves
  // The entry of the live grid that was in its way when last asked, and its stamp (0: none was): while that is there,
  // it still is.
  uint32_t bar, bar_stamp;
};

// A place to look at: the side of the point the text stands on (x: 1 right, -1 left;
// y: 1 below, -1 above; 0 centred) and a shift in points.
struct ct_place {
  int sx, sy;
  float dx, dy, cost;
  bool line_box;  // anchored by the line's box (text-anchor), else by the capitals
  bool push;      // pushed clear of the mark
  bool moved;
};

// Between text and mark, points.
#define CT_MARK_GAP 0.8F

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
  struct ct_box mark;   // the icon and all marks at the same point; for has_mark
  struct ct_box badge;  // part of the mark beside the icon; empty: none
  bool has_icon, has_mark;
  float icon_deg;
  const struct ct_image_info *image;  // of the icon
  bool icon_stays;                    // drawn whatever is there; else it comes and goes with the text
  bool icon_moves;                    // is where the text is: each candidate has its own
  bool leaders, outside, along;
  bool fixed;      // is not shoved from where it stands
  bool no_column;  // asked for, but not found: stands wherever else it can
  bool spared;     // no place is sought for the text; *reason tells why
  uint8_t again;   // enum ct_again
  bool alone;      // has the candidate it stands at and no other, as it rested
  bool led;        // has candidates with leaders
  bool slid;       // has finely slid ones
  bool on_mark;    // a number that stands on its mark
  uint32_t key;    // the wish's, when it was collected
  uint32_t cand0;
  uint16_t ncand;
  int16_t at;        // candidate index, CT_DROPPED
  double weight;     // cost of leaving it out
  uint32_t entries;  // its first entry in the live grid, CT_NOBODY
  const char *reason;
  const char *unpinned;  // why it cannot stand where it is pinned, and stands elsewhere; NULL: it can
  struct ct_way *way;    // for line placement: named somewhere from..to, shares of its length
  double from, to;
  const float *spots;  // of an area: other places where its name may stand, x, y each
  uint32_t nspots;
  float text_tx, text_ty, icon_tx, icon_ty;  // text-translate, icon-translate in the page's axes
  bool repeat;                               // the way is named elsewhere too: no loss
};

struct ct_solver {
  const struct ct_label_input *in;
  struct ct_text *text;
  ct_image_info_fn *image_info;
  void *user;
  struct ct_arena *arena;
  struct ct_diags *diags;
  struct ct_map missing;         // icons told of
  struct ct_map numbered;        // texts that are in the key, and their places
  ct_vec(struct ct_unit) units;  // by layer, then item
  uint32_t *order;               // units by priority
  ct_vec(struct ct_candidate) cands;
  ct_vec(struct ct_box) parts;
  struct ct_grid still;  // what never moves: icons that stay, marks, furniture
  struct ct_grid live;   // texts and icons as placed
  struct ct_lines lines, tracks;
  struct ct_areas areas;
  struct ct_grid_hits hits;
  uint64_t random;
  bool crowded;                     // too many to look at every place
  struct ct_box within;             // points of those that are shoved about
  const struct ct_rect *furniture;  // nfurniture: in->obstacles, as they were
  size_t nfurniture;
  bool again;  // another solve has gone before, most of which stays
};

// unit.c: units of every layer, their icons settled, in order of priority.
void ct_units_collect(struct ct_solver *s);

// candidate.c: shapes the unit's text and lists where it could stand, cheapest first.
void ct_candidates_make(struct ct_solver *s, struct ct_unit *u);
// Puts the unit's candidates in order of cost.
void ct_candidates_sort(struct ct_solver *s, struct ct_unit *u);
// Adds a candidate where the place is clear of all that stays; false when it is not.
bool ct_candidate_try(struct ct_solver *s, struct ct_unit *u, const struct ct_place *p);
// Moves the unit's candidates to the end of the list, so that more can be added; returns the one it stands
// at (text false: none). Then puts them in order; returns the number of `was` among them, CT_DROPPED: none.
struct ct_candidate ct_candidates_reopen(struct ct_solver *s, struct ct_unit *u);
int ct_candidates_close(struct ct_solver *s, struct ct_unit *u, const struct ct_candidate *was);
// What the run covers when its top left is at x, y; without padding. By its fonts' ascent and descent,
// as a reader of the PDF will find it, and by its ink.
struct ct_box ct_candidate_body(const struct ct_unit *u, const struct ct_run *run, float x, float y);
// The inked part of it with some room for ascenders and descenders: it keeps clear of marks.
struct ct_box ct_candidate_ink(const struct ct_unit *u, const struct ct_run *run, float x, float y);
// The body with the unit's padding, and room beside it: it keeps clear of other texts.
struct ct_box ct_candidate_padded(const struct ct_unit *u, const struct ct_box *body,
                                  const struct ct_box *ink);
// The unit's text, justified in the middle where its style leaves that open.
const struct ct_run *ct_candidate_shape(struct ct_solver *s, const struct ct_unit *u);
// The middle of the capitals of the first to the last line, from the top.
float ct_candidate_middle(const struct ct_run *run);

// slide.c: places between and beyond the eight round a mark; a few for all texts, many for those in need.
void ct_slide_around(struct ct_solver *s, struct ct_unit *u);
bool ct_slide_may(const struct ct_solver *s, const struct ct_unit *u);
// `step`: of the sliding, in ems.
void ct_slide_finely(struct ct_solver *s, struct ct_unit *u, float step);

// along.c: candidates of a symbol that follows its way.
void ct_along_make(struct ct_solver *s, struct ct_unit *u);

// aside.c: candidates of a level name beside its way.
void ct_aside_make(struct ct_solver *s, struct ct_unit *u);

// turned.c: turns the body about a point: small boxes that cover it, in s->parts, and the box round them.
struct ct_box ct_turned_parts(struct ct_solver *s, const struct ct_box *body, float px, float py, float deg,
                              struct ct_candidate *c);
// The boxes of the letters of a text set letter by letter, likewise.
struct ct_box ct_turned_letters(struct ct_solver *s, const struct ct_unit *u, struct ct_candidate *c);
// As ct_cost_clear, for a candidate with parts or one whose body is given.
bool ct_turned_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c,
                     const struct ct_box *body, const char **reason);
// Degrees that the unit's text or icon is turned by, along a line of that direction.
float ct_turned_text(const struct ct_solver *s, const struct ct_unit *u);
float ct_turned_icon(const struct ct_solver *s, const struct ct_unit *u, float line_deg);

// moving.c: gives the candidate its icon, at the point x, y; fitted to the block (about the point), or NULL.
// False when it must not stand there.
bool ct_moving_icon(struct ct_solver *s, struct ct_unit *u, struct ct_candidate *c, const float at[2],
                    const struct ct_box *block, float line_deg);
// The icon with its paddings.
struct ct_box ct_moving_padded(const struct ct_box *icon, const struct ct_symbol_style *st);
// Texts alone beside those with their icon, where the icon may be missing.
void ct_moving_bare(struct ct_solver *s, struct ct_unit *u, bool icon_clear);

// column.c: the text down the page at a side of its point, where letters stand upright. *stands tells whether
// there are such.
struct ct_column_ask {
  int sx, sy;  // as in candidates: side of the point
  float dx, dy, cost;
  bool push;  // clear of the mark
};
void ct_column_try(struct ct_solver *s, struct ct_unit *u, const struct ct_column_ask *ask);
bool ct_column_stands(struct ct_solver *s, const struct ct_unit *u);

// order.c: in which order the units are drawn; n numbers.
uint32_t *ct_order_drawn(struct ct_solver *s);
// Of each way the first stop is the one that is wanted: the first that has a place.
void ct_order_repeats(struct ct_solver *s);

// cost.c: is the body clear of frame, furniture, icons and marks? If not, *reason says of what.
bool ct_cost_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body, float padding,
                   const char **reason);
// As above, but off icons and marks by the ink and the unit's padding.
bool ct_cost_clear_inked(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body,
                         const struct ct_box *ink, const char **reason);
// Lines crossed and other marks nearer than its own.
float ct_cost_site(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body);
// Is another mark as near to the body as the unit's own, or nearer?
bool ct_cost_doubtful(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body);
// Is the entry of the unit itself or of a mark at its very point?
bool ct_cost_own(const struct ct_solver *s, const struct ct_unit *u, const struct ct_grid_entry *e);

// search.c: puts every unit somewhere, then improves.
void ct_search_run(struct ct_solver *s);
// Is the candidate free of all that is on the page?
bool ct_search_free(struct ct_solver *s, uint32_t unit, int at);
// A number from 0 up to 1, the same on every machine.
double ct_search_chance(struct ct_solver *s);
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

// apart.c: parts names of two marks that read as one.
void ct_apart_run(struct ct_solver *s);

// pin.c: puts a text where the document pins it, for good; dropped, with the reason, where that cannot be.
void ct_pin_put(struct ct_solver *s, uint32_t unit);

// again.c: takes over from the last solve what has not changed since; false, and nothing, when that is too little.
bool ct_again_carry(struct ct_solver *s);

// leader.c: gives texts that found no place, and those in their way, candidates farther
// off, joined to the mark by a line. False when there are none to give.
bool ct_leaders_make(struct ct_solver *s);
// Gives texts at the longest leaders all places nearer to their marks, and lets each have the best it can get.
void ct_leaders_refine(struct ct_solver *s, bool better(struct ct_solver *, uint32_t));
// Do two leaders cross or all but touch? Does one run into a box?
bool ct_leader_near(const float a[4], const float b[4]);
// Of a point to the segment.
float ct_leader_distance(const float l[4], float x, float y);
bool ct_leader_hits(const float l[4], const struct ct_box *box);

// The unit's text and where it hangs.
static inline struct ct_bend ct_unit_bend(const struct ct_solver *s, const struct ct_unit *u) {
  const char *layer = s->in->layers[u->layer].items->layer_id;
  return (struct ct_bend){s->text, s->arena, layer, u->text, u->style, u->x, u->y, {NULL, 0}, 0};
}

// number.c: of units whose wish has a key. Makes the unit's text the number.
void ct_number_set(struct ct_solver *s, struct ct_unit *u);
// As ct_candidates_make, for the number: all around the mark.
void ct_number_make(struct ct_solver *s, struct ct_unit *u);
// Room to its left and right that names must keep.
void ct_number_widen(const struct ct_solver *s, const struct ct_unit *u, struct ct_box *box);
// Does it stand where a reader may give it to another mark? Better at the end of a leader.
bool ct_number_doubtful(const struct ct_solver *s, const struct ct_unit *u);
// After the search: numbers that found no place stand on their marks, where these are large enough.
void ct_numbers_on_marks(struct ct_solver *s);

// polyline.c: the same for leaders with bends.
bool ct_polylines_near(const struct ct_candidate *a, const struct ct_candidate *b);
bool ct_polyline_hits(const struct ct_candidate *c, const struct ct_box *box);
float ct_polyline_length(const struct ct_candidate *c);
// Distance of a point to the leader.
float ct_polyline_distance(const struct ct_candidate *c, float x, float y);
// Covers the leader with boxes, small where it slants, in s->parts.
void ct_polyline_cover(struct ct_solver *s, struct ct_candidate *c);

// Does it stand where the document pins it?
static inline bool ct_unit_pinned(const struct ct_unit *u) {
  return u->wish->pin && !u->unpinned;
}

static inline float ct_unit_em(const struct ct_unit *u) {
  return u->style->text.size > 0.5F ? u->style->text.size : 0.5F;
}

#endif

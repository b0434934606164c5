// SPDX-License-Identifier: MIT
// Grid: boxes on the page that come and go, found by what they overlap.
#ifndef CT_LABEL_GRID_H
#define CT_LABEL_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/vec.h"
#include "model/view.h"

// Page points, y down. Boxes that only touch do not overlap.
struct ct_box {
  float x0, y0, x1, y1;
};

enum ct_box_kind { CT_BOX_TEXT, CT_BOX_ICON, CT_BOX_MARK, CT_BOX_FURNITURE, CT_BOX_LEADER };

enum { CT_NOBODY = UINT32_MAX };

struct ct_grid_entry {
  struct ct_box box;
  uint32_t owner;  // whose it is; CT_NOBODY: no unit's
  uint32_t next;   // free for the owner: its next entry
  uint32_t stamp;  // of no other entry there ever was; 0: removed
  enum ct_box_kind kind;
};

// An entry as its cells have it: all that a search looks at.
struct ct_grid_ref {
  struct ct_box box;
  uint32_t entry;
  uint16_t i0, j0;  // its first cell
};

struct ct_grid_cell {
  struct ct_grid_ref *v;
  uint32_t n, cap;
};

struct ct_grid {
  struct ct_arena *arena;
  double x0, y0, cell;
  double per_pt;  // cells a point
  int nx, ny;
  struct ct_grid_cell *cells;
  ct_vec(struct ct_grid_entry) entries;
  ct_vec(uint32_t) unused;
  uint32_t search;  // searches made
  uint32_t added;   // entries there ever were
};

struct ct_grid_hits {
  ct_vec(uint32_t) v;  // entries
};

// A grid over `area`; boxes beyond it are kept in the cells at its edge.
void ct_grid_init(struct ct_grid *g, struct ct_arena *a, const struct ct_rect *area, double cell);
// Returns the entry's number, valid until it is removed.
uint32_t ct_grid_add(struct ct_grid *g, const struct ct_box *box, uint32_t owner, enum ct_box_kind kind);
void ct_grid_remove(struct ct_grid *g, uint32_t entry);
// The entries that overlap the box, each once, in `hits` (emptied first).
void ct_grid_find(struct ct_grid *g, const struct ct_box *box, struct ct_grid_hits *hits);

// Without branches, which nobody could foretell.
static inline bool ct_box_overlap(const struct ct_box *a, const struct ct_box *b) {
#ifdef __SSE2__
  // All four at once: the near sides of both against the far sides of the other.
  const __m128 v = _mm_loadu_ps(&a->x0), w = _mm_loadu_ps(&b->x0);
  return _mm_movemask_ps(_mm_cmplt_ps(_mm_movelh_ps(v, w), _mm_movehl_ps(v, w))) == 15;
#else
  return (a->x0 < b->x1) & (b->x0 < a->x1) & (a->y0 < b->y1) & (b->y0 < a->y1);
#endif
}

static inline struct ct_box ct_box_grown(const struct ct_box *b, float by) {
  return (struct ct_box){b->x0 - by, b->y0 - by, b->x1 + by, b->y1 + by};
}

static inline struct ct_box ct_box_union(const struct ct_box *a, const struct ct_box *b) {
  return (struct ct_box){a->x0 < b->x0 ? a->x0 : b->x0, a->y0 < b->y0 ? a->y0 : b->y0,
                         a->x1 > b->x1 ? a->x1 : b->x1, a->y1 > b->y1 ? a->y1 : b->y1};
}

#endif

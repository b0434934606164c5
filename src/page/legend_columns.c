// SPDX-License-Identifier: MIT
// Legend columns: breaks a legend's rows into balanced columns that suit the room.
#include <math.h>

#include "page/balance.h"
#include "page/legend.h"
#include "text/text.h"

static double row_width(const struct ct_legend_block *b, const struct ct_legend_row *r) {
  double w = r->run ? ct_run_box(r->run)->w : 0;
  return !r->entry ? w : r->run ? r->key_room + b->key_gap + w : r->key_room;
}

// May a column start with row i? Only at a group's head when `groups`, and never so
// that a heading is left alone.
static bool may_break(const struct ct_legend_block *b, size_t i, bool groups) {
  const struct ct_legend_row *r = &b->rows[i];
  if (r->opens) return true;
  return !groups && r->entry && b->rows[i - 1].entry;
}

// Fills columns of at most `height`; returns how many that takes (more than
// CT_LEGEND_COLUMNS: does not fit).
static int fill(struct ct_legend_block *b, double height, bool groups, double *tallest) {
  int c = 0;
  double y = 0;
  *tallest = 0;
  b->first[0] = 0;
  for (size_t i = 0; i < b->nrows; i++) {
    // What must follow in this column: up to the next place where it may break.
    double need = 0;
    size_t k = i;
    do {
      need += b->rows[k].h + (k == b->first[c] ? 0 : b->rows[k].space);
      k++;
    } while (k < b->nrows && !may_break(b, k, groups));
    if (y + need > height + 1e-6 && i > b->first[c]) {
      if (++c >= CT_LEGEND_COLUMNS) return c + 1;
      b->first[c] = i;
      need -= b->rows[i].space;
      y = 0;
    }
    y += need;
    *tallest = fmax(*tallest, y);
    i = k - 1;
  }
  b->first[c + 1] = b->nrows;
  return c + 1;
}

static double all_rows_height(const struct ct_legend_block *b) {
  double h = 0;
  for (size_t i = 0; i < b->nrows; i++) h += b->rows[i].h + b->rows[i].space;
  return h;
}

struct filling {
  struct ct_legend_block *b;
  bool groups;
};

static int fill_all(void *user, double height, double *tallest) {
  const struct filling *f = user;
  return fill(f->b, height, f->groups, tallest);
}

static bool balance(struct ct_legend_block *b, int n, bool groups) {
  struct filling f = {b, groups};
  b->ncolumns = fill(b, ct_balance(fill_all, &f, n, all_rows_height(b)), groups, &b->h);
  return b->ncolumns <= n;
}

static void measure(struct ct_legend_block *b) {
  for (int c = 0; c < b->ncolumns; c++) {
    b->column_w[c] = 0;
    for (size_t i = b->first[c]; i < b->first[c + 1]; i++)
      b->column_w[c] = fmax(b->column_w[c], row_width(b, &b->rows[i]));
  }
  b->w = (b->ncolumns - 1) * b->column_gap;
  for (int c = 0; c < b->ncolumns; c++) {
    b->w += b->column_w[c];
  }
  b->h += b->title_h;
  if (b->title) b->w = fmax(b->w, ct_run_box(b->title)->w);
}

// A way to set the columns.
struct plan {
  int n;
  bool groups;
};

static bool arrange(struct ct_legend_block *b, const struct plan *plan) {
  if (!balance(b, plan->n, plan->groups)) return false;
  measure(b);
  return true;
}

// One column as long as that is low enough.
static double cost_of(const struct ct_legend_block *b, const struct ct_legend_room *room,
                      const struct plan *plan) {
  double cost = fmax(b->h / room->calm_h, b->w / (0.5 * room->w));
  if (b->h <= room->calm_h && b->w <= 0.5 * room->w) cost = 0.25 * (plan->n - 1);
  // A group that goes on in the next column is hard to read.
  return plan->groups ? cost : 1.5 * cost + 0.8;
}

// The cheapest arrangement in n columns; false when none fits the room.
static bool best_of(const struct ct_legend_block *rows, int n, const struct ct_legend_room *room,
                    struct ct_legend_block *best) {
  best->cost = INFINITY;
  for (int k = 0; k < 2; k++) {
    struct plan plan = {n, k == 0};
    struct ct_legend_block t = *rows;
    if (!arrange(&t, &plan) || t.w > room->w + 0.01 || t.h > room->h + 0.01) continue;
    t.cost = cost_of(&t, room, &plan);
    if (t.cost < best->cost - 1e-6) *best = t;
  }
  return best->cost < INFINITY;
}

size_t ct_legend_columns(const struct ct_legend_block *rows, const struct ct_legend_room *room,
                         struct ct_legend_block out[CT_LEGEND_COLUMNS]) {
  size_t found = 0;
  for (int n = 1; n <= CT_LEGEND_COLUMNS; n++) {
    struct ct_legend_block t = *rows;
    if (!best_of(rows, n, room, &t) || t.ncolumns < n) continue;
    size_t at = found++;
    for (; at > 0 && out[at - 1].cost > t.cost + 1e-6; at--) out[at] = out[at - 1];
    out[at] = t;
  }
  return found;
}

// SPDX-License-Identifier: MIT
// Legend columns: breaks a legend's rows into balanced columns that suit the room.
#include <math.h>

#include "page/legend.h"
#include "text/text.h"

static double row_width(const struct ct_legend_block *b, const struct ct_legend_row *r) {
  double w = r->run ? ct_run_box(r->run)->w : 0;
  return r->entry ? r->key_room + b->key_gap + w : w;
}

// May a column start with row i? Only at a group's head when `groups`, and never so
// that a heading is left alone.
static bool may_break(const struct ct_legend_block *b, size_t i, bool groups) {
  const struct ct_legend_row *r = &b->rows[i];
  if (!r->entry) return true;
  return !groups && b->rows[i - 1].entry != NULL;
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

// The lowest height at which the rows take at most n columns.
static bool balance(struct ct_legend_block *b, int n, bool groups) {
  double lo = 0, hi = all_rows_height(b), tallest;
  for (int i = 0; i < 24; i++) {
    double mid = (lo + hi) / 2;
    if (fill(b, mid, groups, &tallest) <= n && tallest <= mid + 1e-6)
      hi = mid;
    else
      lo = mid;
  }
  b->ncolumns = fill(b, hi, groups, &tallest);
  b->h = tallest;
  return b->ncolumns <= n;
}

static void measure(struct ct_legend_block *b, bool even) {
  double widest = 0;
  for (int c = 0; c < b->ncolumns; c++) {
    b->column_w[c] = 0;
    for (size_t i = b->first[c]; i < b->first[c + 1]; i++)
      b->column_w[c] = fmax(b->column_w[c], row_width(b, &b->rows[i]));
    widest = fmax(widest, b->column_w[c]);
  }
  b->w = (b->ncolumns - 1) * b->column_gap;
  for (int c = 0; c < b->ncolumns; c++) {
    if (even) b->column_w[c] = widest;
    b->w += b->column_w[c];
  }
  b->h += b->title_h;
  if (b->title) b->w = fmax(b->w, ct_run_box(b->title)->w);
}

// Tries n columns, whole groups first; groups are split only where that saves a fifth.
static bool arrange(struct ct_legend_block *b, int n, bool even) {
  struct ct_legend_block split = *b;
  bool can = balance(b, n, true);
  if (balance(&split, n, false) && (!can || split.h < 0.8 * b->h)) {
    *b = split;
    can = true;
  }
  if (can) measure(b, even);
  return can;
}

bool ct_legend_columns(struct ct_legend_block *b, const struct ct_legend_room *room) {
  struct ct_legend_block best = {0};
  double best_cost = INFINITY;
  for (int n = 1; n <= CT_LEGEND_COLUMNS; n++) {
    struct ct_legend_block t = *b;
    if (!arrange(&t, n, room->even)) continue;
    if (t.w > room->w + 0.01 || t.h > room->h + 0.01) continue;
    double cost = room->even ? t.h : fmax(t.h / room->calm_h, t.w / (0.5 * room->w));
    // On the map one column is calm as long as it is low enough.
    if (!room->even && t.h <= room->calm_h && t.w <= 0.5 * room->w) cost = 0;
    if (cost < best_cost - 1e-6) {
      best = t;
      best_cost = cost;
    }
  }
  if (best_cost < INFINITY) *b = best;
  return best_cost < INFINITY;
}

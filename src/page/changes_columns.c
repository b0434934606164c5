// SPDX-License-Identifier: MIT
// Changes columns: lines of a table of changes in columns, each kind with its share of the room.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "page/balance.h"
#include "page/changes_block.h"

enum { KINDS_MOST = 8 };

double ct_changes_space(const struct ct_changes_block *b, const struct ct_changes_row *r) {
  return r->first ? 2.2 * b->space : b->space;
}

// How high the kind that begins at row i is, or its first two lines, which stay together.
static double height_from(const struct ct_changes_block *b, size_t i, bool all) {
  double h = b->rows[i].h;
  for (size_t k = i + 1; k < b->nrows && !b->rows[k].first && (all || k < i + 2); k++)
    h += b->space + b->rows[k].h;
  return h;
}

// Fills columns of at most `height`; how many that takes.
static int fill(struct ct_changes_block *b, double height, bool whole, double *tallest) {
  int c = 0;
  double y = 0;
  b->first[0] = 0;
  *tallest = 0;
  for (size_t i = 0; i < b->nrows; i++) {
    const struct ct_changes_row *r = &b->rows[i];
    bool begins = i == b->first[c];
    double space = begins ? 0 : ct_changes_space(b, r);
    double most = r->first ? height_from(b, i, whole) : r->h;
    // A line of how many more does not begin a column.
    if (!r->first && i + 1 < b->nrows && !b->rows[i + 1].n) most += b->space + b->rows[i + 1].h;
    if (y + space + most > height + 1e-6 && !begins) {
      if (++c >= CT_CHANGES_COLUMNS) return c + 1;
      b->first[c] = i;
      y = space = 0;
    }
    y += space + r->h;
    *tallest = fmax(*tallest, y);
  }
  b->first[c + 1] = b->nrows;
  return c + 1;
}

struct filling {
  struct ct_changes_block *b;
  bool whole;
};

static int fill_block(void *user, double height, double *tallest) {
  const struct filling *f = user;
  return fill(f->b, height, f->whole, tallest);
}

// The least height at which the rows take so many columns; NaN: more than `most`.
static double least_height(struct ct_changes_block *b, int columns, double most, bool whole) {
  struct filling f = {b, whole};
  double tallest;
  if (fill(b, most, whole, &tallest) > columns || tallest > most) return NAN;
  return ct_balance(fill_block, &f, columns, most);
}

bool ct_changes_balance(struct ct_changes_block *b, int columns, double most, double slack) {
  double tallest, split = least_height(b, columns, most, false);
  if (isnan(split)) return false;
  double whole = least_height(b, columns, fmin(most, split + slack), true);
  b->ncolumns = isnan(whole) ? fill(b, split, false, &tallest) : fill(b, whole, true, &tallest);
  b->h = tallest;
  return true;
}

// ---- More than there is room for

// The rows of a kind, of which the first `keep` are shown.
struct share {
  size_t from, n, keep;
};

static size_t list_shares(const struct ct_changes_block *b, struct share *v) {
  size_t n = 0;
  for (size_t i = 0; i < b->nrows; i++) {
    if (i == 0 || strcmp(b->rows[i].of, b->rows[i - 1].of) != 0) {
      if (n == KINDS_MOST) break;
      v[n++] = (struct share){.from = i};
    }
    v[n - 1].n = ++v[n - 1].keep;
  }
  return n;
}

// The rows that are kept, with a line for those of each kind that are not.
static void keep_rows(const struct ct_changes_block *all, const struct share *v, size_t n,
                      ct_changes_more *more, void *user, struct ct_changes_block *out) {
  out->nrows = out->listed = 0;
  for (size_t k = 0; k < n; k++) {
    const struct ct_changes_row *rows = all->rows + v[k].from;
    size_t left = 0;
    for (size_t i = 0; i < v[k].keep; i++) {
      out->rows[out->nrows++] = rows[i];
      out->listed += rows[i].n;
    }
    for (size_t i = v[k].keep; i < v[k].n; i++) left += rows[i].n;
    if (!left) continue;
    out->rows[out->nrows] = more(user, rows->of, left, v[k].keep > 0);
    out->rows[out->nrows++].first = v[k].keep == 0;
  }
}

// The kind with the most lines gives one; the last of them to go first where they are equal.
static bool give(struct share *v, size_t n) {
  size_t most = 0;
  for (size_t k = 1; k < n; k++)
    if (v[k].keep >= v[most].keep) most = k;
  if (!n || !v[most].keep) return false;
  v[most].keep--;
  return true;
}

bool ct_changes_share(struct ct_changes_block *b, int columns, double most, double slack,
                      ct_changes_more *more, void *user, struct ct_arena *a) {
  const struct ct_changes_block all = *b;
  struct share v[KINDS_MOST];
  size_t n = list_shares(&all, v), shown = 0;
  b->rows = CT_NEW_N(a, struct ct_changes_row, all.nrows + KINDS_MOST);
  do {
    keep_rows(&all, v, n, more, user, b);
    for (size_t k = shown = 0; k < n; k++) shown += v[k].keep;
    if (shown < all.nrows && shown < 2) return false;
    if (ct_changes_balance(b, columns, most, slack)) return true;
  } while (give(v, n));
  return false;
}

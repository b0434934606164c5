// SPDX-License-Identifier: MIT
// Key list: the numbered key, names that stand on the map as numbers, in balanced columns.
#include "page/key_list.h"

#include <math.h>

#include "base/arena.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/sheet.h"
#include "text/text.h"

// What a key beside or below the map may take of the page's body: type is set smaller rather than that it
// takes more than the first of these, and so on.
static const double shares_aside[] = {0.28, 0.34, 0.40}, shares_below[] = {0.26, 0.34, 0.42};
enum { SHARES = sizeof shares_below / sizeof *shares_below };
// A page this much wider than high has its key beside the map.
#define WIDE 1.15

static const float shrink[] = {1, 0.93F, 0.86F, 0.79F, 0.7F};
enum { SIZES = sizeof shrink / sizeof *shrink, NAME_LINES = 4 };

static float size_at(const struct ct_page *p, int step) {
  return fmaxf(0.95F * p->sizes.legend * shrink[step], p->sizes.least);
}

// ---- Rows

static struct ct_key_row make_row(const struct ct_page *p, const struct ct_key_entry *e,
                                  const struct ct_key_setting *s, struct ct_arena *a) {
  struct ct_type type = {.size = s->size, .color = p->theme.ink, .line_height = 1.15F}, bold = type;
  struct ct_key_row row = {.page = e->page};
  bold.bold = true;
  row.number = ct_sheet_text(p, ct_arena_printf(a, "%u", (unsigned)e->number), &bold);
  row.name = ct_sheet_text(p, e->text, &type);
  type.max_width = (float)s->wrap;
  if (row.name && ct_run_box(row.name)->w > s->wrap)
    row.name = ct_sheet_text_cut(p, e->text, &type, NAME_LINES, a);
  row.h = fmax(row.name ? ct_run_box(row.name)->h : 0, row.number ? ct_run_box(row.number)->h : 0);
  return row;
}

static double run_w(const struct ct_run *run) {
  return run ? ct_run_box(run)->w : 0;
}

// ---- Columns

// Fills columns of at most `height`; returns how many that takes, more than CT_KEY_COLUMNS: too many.
static int fill(struct ct_key_block *b, double height, double *tallest) {
  int c = 0;
  double y = 0;
  *tallest = 0;
  b->first[0] = 0;
  for (size_t i = 0; i < b->nrows; i++) {
    double need = b->rows[i].h + (i == b->first[c] ? 0 : b->space);
    if (y + need > height + 1e-6 && i > b->first[c]) {
      if (++c >= CT_KEY_COLUMNS) return c + 1;
      b->first[c] = i;
      need -= b->space;
      y = 0;
    }
    y += need;
    *tallest = fmax(*tallest, y);
  }
  b->first[c + 1] = b->nrows;
  return c + 1;
}

// The lowest height at which the rows take at most n columns.
static void balance(struct ct_key_block *b, int n) {
  double lo = 0, hi = 0, tallest;
  for (size_t i = 0; i < b->nrows; i++) hi += b->rows[i].h + b->space;
  for (int i = 0; i < 24; i++) {
    double mid = (lo + hi) / 2;
    if (fill(b, mid, &tallest) <= n && tallest <= mid + 1e-6)
      hi = mid;
    else
      lo = mid;
  }
  b->ncolumns = fill(b, hi, &tallest);
  b->h = tallest;
}

bool ct_key_list_set(const struct ct_page *p, const struct ct_page_key *key, const struct ct_key_setting *s,
                     struct ct_arena *a, struct ct_key_block *out) {
  double name_w = 0;
  *out = (struct ct_key_block){.nrows = key->n, .size = s->size, .number_gap = 0.6 * s->size};
  out->column_gap = 1.8 * s->size;
  out->space = 0.16 * s->size;
  out->rows = CT_NEW_N(a, struct ct_key_row, key->n + 1);
  for (size_t i = 0; i < key->n; i++) {
    out->rows[i] = make_row(p, &key->v[i], s, a);
    out->number_w = fmax(out->number_w, run_w(out->rows[i].number));
    name_w = fmax(name_w, run_w(out->rows[i].name));
  }
  balance(out, s->ncolumns);
  out->column_w = out->number_w + out->number_gap + name_w;
  out->w = out->ncolumns * out->column_w + (out->ncolumns - 1) * out->column_gap;
  return out->ncolumns == s->ncolumns;
}

// ---- Outside the map

// What the numbers take of a column, with the gap after them.
static double number_room(const struct ct_page *p, const struct ct_page_key *key, float size,
                          struct ct_arena *a) {
  struct ct_type bold = {.size = size, .bold = true, .color = p->theme.ink, .line_height = 1.15F};
  double w = 0;
  for (size_t i = 0; i < key->n; i++)
    w = fmax(w, run_w(ct_sheet_text(p, ct_arena_printf(a, "%u", (unsigned)key->v[i].number), &bold)));
  return w + 0.6 * size;
}

// Low: the columns share the width.
static bool fit_low(const struct ct_page *p, const struct ct_page_key *key, float size,
                    const struct ct_rect *room, struct ct_arena *a, struct ct_key_block *out) {
  bool found = false;
  double number = number_room(p, key, size, a);
  for (int n = 1; n <= CT_KEY_COLUMNS; n++) {
    double gap = 1.8 * size, column = (room->w - (n - 1) * gap) / n;
    struct ct_key_setting s = {size, column - number, n};
    struct ct_key_block b;
    if (s.wrap < 8.5 * size && n > 1) break;
    if (!ct_key_list_set(p, key, &s, a, &b) || b.w > room->w + 0.5 || b.h > room->h + 0.5) continue;
    if (found && b.h > out->h - 1) continue;
    found = true;
    *out = b;
  }
  if (!found) return false;
  // What is left of the width goes between the columns, but does not tear them apart.
  if (out->ncolumns > 1) {
    double spare = (room->w - out->w) / (out->ncolumns - 1);
    out->column_gap += fmin(spare, 3 * size);
    out->w += fmin(spare, 3 * size) * (out->ncolumns - 1);
  }
  return true;
}

// Narrow: as few columns as the height allows, and names wrapped where that helps.
static bool fit_narrow(const struct ct_page *p, const struct ct_page_key *key, float size,
                       const struct ct_rect *room, struct ct_arena *a, struct ct_key_block *out) {
  static const double ems[] = {18, 14, 11};
  double most = room->w - number_room(p, key, size, a);
  bool found = false;
  for (int n = 1; n <= 4; n++)
    for (size_t k = 0; k < sizeof ems / sizeof *ems; k++) {
      struct ct_key_setting s = {size, fmin(ems[k] * size, most), n};
      struct ct_key_block b;
      if (s.wrap < size || !ct_key_list_set(p, key, &s, a, &b)) continue;
      if (b.w > room->w + 0.5 || b.h > room->h + 0.5) continue;
      // A wrapped name is worth a few points of width.
      if (found && b.w > out->w - 1.5 * size) continue;
      found = true;
      *out = b;
    }
  return found;
}

bool ct_key_list_fit(const struct ct_page *p, const struct ct_page_key *key, const struct ct_rect *room,
                     struct ct_arena *a, struct ct_key_block *out) {
  bool low = room->w > room->h;
  for (int i = 0; i < SIZES; i++) {
    float size = size_at(p, i);
    if (low ? fit_low(p, key, size, room, a, out) : fit_narrow(p, key, size, room, a, out)) return true;
  }
  return false;
}

bool ct_key_list_reserve(const struct ct_page *p, struct ct_rect *room, struct ct_arena *a) {
  const struct ct_document *d = p->doc;
  bool aside = d->page.w_pt > WIDE * d->page.h_pt;
  struct ct_rect body = *room;
  room->w = room->h = 0;
  if (!d->nkeyed) return false;
  struct ct_key_entry *v = CT_NEW_N(a, struct ct_key_entry, d->nkeyed);
  for (size_t i = 0; i < d->nkeyed; i++) v[i] = (struct ct_key_entry){(uint32_t)i + 1, d->keyed[i], NULL};
  struct ct_page_key key = {.n = d->nkeyed, .v = v};
  struct ct_key_block b;
  bool fits = false;
  for (int i = 0; i < SHARES && !fits; i++) {
    *room = body;
    // The shape of the room tells how the key is set.
    if (aside)
      room->w = fmin(shares_aside[i] * body.w, body.h - 1);
    else
      room->h = fmin(shares_below[i] * body.h, body.w - 1);
    fits = ct_key_list_fit(p, &key, room, a, &b);
  }
  if (fits && aside) room->w = b.w;
  if (fits && !aside) room->h = b.h;
  return aside;
}

void ct_key_list_draw(const struct ct_key_block *b, double x, double y, struct ct_arena *a,
                      struct ct_op *group) {
  for (int c = 0; c < b->ncolumns; c++) {
    double top = y;
    for (size_t i = b->first[c]; i < b->first[c + 1]; i++) {
      const struct ct_key_row *r = &b->rows[i];
      ct_sheet_add_text(a, group, r->number, x + b->number_w - run_w(r->number), top);
      ct_sheet_add_text(a, group, r->name, x + b->number_w + b->number_gap, top);
      if (r->page)
        ct_scene_add(a, group, CT_OP_LINK)->link =
            (struct ct_link_op){{x, top, b->column_w, r->h}, NULL, r->page};
      top += r->h + b->space;
    }
    x += b->column_w + b->column_gap;
  }
}

// SPDX-License-Identifier: MIT
// Low legend: a legend under the map, each group's heading over its entries, which go on from left to right.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "page/legend.h"
#include "text/text.h"

// Groups apart, and rows, in the gap between columns.
#define GROUP_GAP 1.25
#define ROW_GAP 0.18
enum { GROUPS_MOST = 48, LINES_MOST = 24 };

// Rows first..end-1 of the block; the first may be a heading.
struct group {
  size_t first, end;
  const struct ct_legend_row *heading;
  size_t n;        // entries
  size_t columns;  // at this number of lines
  double w;
  int shelf;
  double x;
};

struct shelf {
  double heading_h;
  size_t nlines;
  double line_h[LINES_MOST];
  double y, h;
};

struct plan {
  const struct ct_legend_block *b;
  double room_w;
  size_t ngroups, nshelves;
  struct group groups[GROUPS_MOST];
  struct shelf shelves[GROUPS_MOST];
  double w, h;
};

static double label_w(const struct ct_legend_row *r) {
  return r->run ? ct_run_box(r->run)->w : 0;
}

static bool find_groups(struct plan *p) {
  const struct ct_legend_block *b = p->b;
  for (size_t i = 0; i < b->nrows;) {
    if (p->ngroups == GROUPS_MOST) return false;
    struct group *g = &p->groups[p->ngroups++];
    *g = (struct group){.first = i, .heading = b->rows[i].entry ? NULL : &b->rows[i]};
    size_t end = i + 1;
    while (end < b->nrows && !b->rows[end].opens) end++;
    g->first += g->heading != NULL;
    g->end = end;
    g->n = end - g->first;
    i = end;
  }
  return p->ngroups > 0;
}

// Keys and labels of the column's entries; returns its width.
static double column_width(const struct plan *p, const struct group *g, size_t c, double *key_w) {
  double label = 0;
  *key_w = 0;
  for (size_t i = g->first + c; i < g->end; i += g->columns) {
    *key_w = fmax(*key_w, p->b->rows[i].key_w);
    label = fmax(label, label_w(&p->b->rows[i]));
  }
  return *key_w + p->b->key_gap + label;
}

static double group_width(const struct plan *p, const struct group *g) {
  double w = 0, key_w;
  for (size_t c = 0; c < g->columns; c++) w += column_width(p, g, c, &key_w) + (c ? p->b->column_gap : 0);
  return fmax(w, g->heading ? label_w(g->heading) : 0);
}

static void put_on_shelf(struct plan *p, struct group *g) {
  struct shelf *s = &p->shelves[g->shelf];
  if (g->heading) s->heading_h = fmax(s->heading_h, g->heading->h);
  for (size_t i = 0; i < g->n; i++) {
    size_t line = i / g->columns;
    if (line >= s->nlines) s->nlines = line + 1;
    s->line_h[line] = fmax(s->line_h[line], p->b->rows[g->first + i].h);
  }
}

// All groups in at most `lines` lines each, side by side as far as the room is wide.
static bool arrange(struct plan *p, size_t lines) {
  double x = 0, gap = GROUP_GAP * p->b->column_gap, row_gap = ROW_GAP * p->b->column_gap;
  p->nshelves = 0;
  p->w = 0;
  memset(p->shelves, 0, sizeof p->shelves);
  for (size_t k = 0; k < p->ngroups; k++) {
    struct group *g = &p->groups[k];
    g->columns = (g->n + lines - 1) / lines;
    if (g->columns == 0) g->columns = 1;
    g->w = group_width(p, g);
    if (g->w > p->room_w + 0.01) return false;
    if (p->nshelves == 0 || x + gap + g->w > p->room_w + 0.01) {
      x = 0;
      p->nshelves++;
    } else {
      x += gap;
    }
    g->shelf = (int)p->nshelves - 1;
    g->x = x;
    x += g->w;
    p->w = fmax(p->w, x);
    put_on_shelf(p, g);
  }
  double y = 0;
  for (size_t i = 0; i < p->nshelves; i++) {
    struct shelf *s = &p->shelves[i];
    s->y = y + (i ? 3 * row_gap : 0);
    s->h = s->heading_h + (s->heading_h > 0 ? row_gap : 0);
    for (size_t l = 0; l < s->nlines; l++) s->h += s->line_h[l] + (l ? row_gap : 0);
    y = s->y + s->h;
  }
  p->h = y;
  return true;
}

static void place_group(const struct plan *p, const struct group *g, struct ct_legend_row *rows) {
  const struct shelf *s = &p->shelves[g->shelf];
  double row_gap = ROW_GAP * p->b->column_gap, x = g->x;
  double top = s->y + p->b->title_h + s->heading_h + (s->heading_h > 0 ? row_gap : 0);
  if (g->heading) {
    struct ct_legend_row *head = &rows[g->first - 1];
    head->x = g->x;
    head->middle = s->y + p->b->title_h + head->h / 2;
  }
  for (size_t c = 0; c < g->columns; c++) {
    double key_w, w = column_width(p, g, c, &key_w), y = top;
    for (size_t i = g->first + c, line = 0; i < g->end; i += g->columns, line++) {
      rows[i].x = x;
      rows[i].key_room = key_w;
      rows[i].middle = y + s->line_h[line] / 2;
      y += s->line_h[line] + row_gap;
    }
    x += w + p->b->column_gap;
  }
}

size_t ct_legend_low(const struct ct_legend_block *rows, const struct ct_legend_room *room,
                     struct ct_arena *a, struct ct_legend_block out[CT_LEGEND_COLUMNS]) {
  struct plan *best = CT_NEW(a, struct plan), *t = CT_NEW(a, struct plan);
  bool found = false;
  t->b = rows;
  t->room_w = room->w;
  if (!find_groups(t)) return 0;
  // A line more is worth it only when it makes the whole lower: fewer lines are read more easily.
  for (size_t lines = 1; lines <= LINES_MOST; lines++) {
    if (!arrange(t, lines) || t->h + rows->title_h > room->h + 0.01) continue;
    if (found && t->h > best->h - 0.5) continue;
    found = true;
    *best = *t;
  }
  if (!found) return 0;
  out[0] = *rows;
  out[0].rows = CT_NEW_N(a, struct ct_legend_row, rows->nrows);
  memcpy(out[0].rows, rows->rows, rows->nrows * sizeof *rows->rows);
  for (size_t k = 0; k < best->ngroups; k++) place_group(best, &best->groups[k], out[0].rows);
  out[0].is_low = true;
  out[0].h = best->h + rows->title_h;
  out[0].w = fmax(best->w, rows->title ? ct_run_box(rows->title)->w : 0);
  out[0].cost = out[0].h;
  return 1;
}

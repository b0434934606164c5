// SPDX-License-Identifier: MIT
// Legend: entries grouped under headings and set in balanced columns.
#include "page/legend.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/str.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/key.h"
#include "page/sheet.h"
#include "text/text.h"

static bool same_heading(const struct ct_legend_entry *x, const struct ct_legend_entry *y) {
  const char *s = x->heading ? x->heading : "", *t = y->heading ? y->heading : "";
  return strcmp(s, t) == 0;
}

// Entry indices with those of one heading together, in order of first appearance.
static size_t *group_order(const struct ct_legend *legend, struct ct_arena *a) {
  size_t *order = CT_NEW_N(a, size_t, legend->n + 1), n = 0;
  bool *taken = CT_NEW_N(a, bool, legend->n + 1);
  for (size_t i = 0; i < legend->n; i++) {
    if (taken[i]) continue;
    for (size_t k = i; k < legend->n; k++)
      if (!taken[k] && same_heading(&legend->v[i], &legend->v[k])) {
        taken[k] = true;
        order[n++] = k;
      }
  }
  return order;
}

struct setting {
  const struct ct_page *p;
  struct ct_arena *a;
  float size;
  double label_most;  // width at which labels wrap
};

static const struct ct_run *label_run(const struct setting *s, const struct ct_legend_entry *e) {
  struct ct_type type = {
      .size = s->size, .color = s->p->theme.ink, .max_width = (float)s->label_most, .line_height = 1.2f};
  const char *label = e->label ? e->label : "";
  label = ct_sheet_cut(s->p, label, &type, 4, s->a);
  if (!e->show_count) return ct_sheet_text(s->p, label, &type);
  size_t n = strlen(label);
  // After a number the count needs brackets to be told from it.
  bool number = n > 0 && label[n - 1] >= '0' && label[n - 1] <= '9';
  const char *count = ct_arena_printf(s->a, CT_NB_SPACE CT_NB_SPACE "%s%s%s", number ? "(" : "",
                                      ct_format_count(s->a, e->count), number ? ")" : "");
  return ct_sheet_text2(s->p, label, count, s->p->theme.ink_soft, &type);
}

// Keys that bring their own labels have them in the legend's type, also where that is smaller than usual.
static struct ct_page in_size(const struct ct_page *p, const struct ct_legend_entry *e, float size) {
  struct ct_page out = *p;
  if (e->scale || e->joined) out.sizes.legend = size;
  return out;
}

static struct ct_legend_row entry_row(const struct setting *s, const struct ct_legend_entry *e) {
  struct ct_legend_row row = {
      .entry = e, .run = e->scale ? NULL : label_run(s, e), .space = e->joined ? 0 : 0.38 * s->size};
  const struct ct_page p = in_size(s->p, e, s->size);
  ct_key_size(&p, e, &row.key_w, &row.key_h);
  row.h = fmax(row.run ? ct_run_box(row.run)->h : 0, row.key_h + (e->joined ? 0 : 0.8));
  return row;
}

static struct ct_legend_row heading_row(const struct setting *s, const char *heading) {
  struct ct_type type = {.size = s->size,
                         .bold = true,
                         .color = s->p->theme.ink,
                         .max_width = (float)(s->label_most + 3 * s->size),
                         .line_height = 1.2f};
  struct ct_legend_row row = {
      .run = ct_sheet_text_cut(s->p, heading, &type, 3, s->a), .opens = true, .space = 1.05 * s->size};
  row.h = row.run ? ct_run_box(row.run)->h : 0;
  return row;
}

// Keys of a group share one centre line: the width of the widest, and at least a swatch.
static void align_keys(struct ct_legend_row *rows, size_t n, double least) {
  double w = least;
  for (size_t i = 0; i < n; i++)
    if (rows[i].entry && !rows[i].entry->scale) w = fmax(w, rows[i].key_w);
  for (size_t i = 0; i < n; i++) rows[i].key_room = rows[i].entry && rows[i].entry->scale ? rows[i].key_w : w;
}

// Least key room for the whole legend: the commonest keys' width, so that groups align.
static double common_key_width(const struct ct_legend_row *rows, size_t n, float size) {
  double w = 0;
  for (size_t i = 0; i < n; i++)
    if (rows[i].entry && !rows[i].entry->scale && rows[i].key_w <= 3.6 * size) w = fmax(w, rows[i].key_w);
  return fmax(w, 1.3 * size);
}

static void make_rows(const struct setting *s, const struct ct_legend *legend, struct ct_legend_block *b) {
  const size_t *order = group_order(legend, s->a);
  b->rows = CT_NEW_N(s->a, struct ct_legend_row, 2 * legend->n + 1);
  b->nrows = 0;
  for (size_t i = 0; i < legend->n; i++) {
    const struct ct_legend_entry *e = &legend->v[order[i]];
    bool opens = i == 0 || !same_heading(e, &legend->v[order[i - 1]]);
    bool headed = e->heading && *e->heading;
    if (opens && headed) b->rows[b->nrows++] = heading_row(s, e->heading);
    struct ct_legend_row row = entry_row(s, e);
    // The first of a scale keeps off its heading.
    if (opens && e->joined) row.space = 0.38 * s->size;
    if (opens && !headed) {
      row.opens = true;
      row.space = s->size;
    }
    b->rows[b->nrows++] = row;
  }
  double least = common_key_width(b->rows, b->nrows, s->size);
  size_t from = 0;
  for (size_t i = 1; i <= b->nrows; i++)
    if (i == b->nrows || b->rows[i].opens) {
      align_keys(b->rows + from, i - from, least);
      from = i;
    }
}

static void set_title(const struct setting *s, struct ct_legend_block *b) {
  const char *words = s->p->doc->legend_title;
  if (!words || !*words) return;
  struct ct_type type = {.size = s->size * 1.07f,
                         .bold = true,
                         .color = s->p->theme.ink,
                         .max_width = (float)(s->label_most * 1.3),
                         .line_height = 1.2f};
  b->title = ct_sheet_text_cut(s->p, words, &type, 2, s->a);
  b->title_h = b->title ? ct_run_box(b->title)->h + 0.6 * s->size : 0;
}

static size_t try_set(const struct setting *s, const struct ct_legend *legend,
                      const struct ct_legend_room *room, struct ct_legend_block out[CT_LEGEND_COLUMNS]) {
  struct ct_legend_block b = {.size = s->size, .key_gap = 0.75 * s->size, .column_gap = 2.2 * s->size};
  set_title(s, &b);
  make_rows(s, legend, &b);
  return room->even ? ct_legend_low(&b, room, s->a, out) : ct_legend_columns(&b, room, out);
}

// The first n entries and a line that counts the others.
static size_t set_part(const struct setting *s, const struct ct_legend *legend, size_t n,
                       const struct ct_legend_room *room, struct ct_legend_block out[CT_LEGEND_COLUMNS]) {
  static const struct ct_fill_style none;
  struct ct_legend_entry *v = CT_NEW_N(s->a, struct ct_legend_entry, n + 1);
  memcpy(v, legend->v, n * sizeof *v);
  v[n] = (struct ct_legend_entry){.kind = CT_KEY_FILL, .style.fill = &none};
  v[n].heading = n > 0 ? v[n - 1].heading : NULL;
  v[n].label = ct_arena_printf(s->a, "and %zu more", legend->n - n);
  size_t found = try_set(s, &(struct ct_legend){n + 1, v}, room, out);
  for (size_t i = 0; i < found; i++) out[i].left_out = legend->n - n;
  return found;
}

// As many of the first entries as fit.
static size_t set_most(const struct setting *s, const struct ct_legend *legend,
                       const struct ct_legend_room *room, struct ct_legend_block out[CT_LEGEND_COLUMNS]) {
  size_t fits = 0, over = legend->n, found = 0;
  struct ct_legend_block t[CT_LEGEND_COLUMNS];
  while (over - fits > 1) {
    size_t mid = fits + (over - fits) / 2, n = set_part(s, legend, mid, room, t);
    if (n > 0) {
      memcpy(out, t, n * sizeof *t);
      found = n;
      fits = mid;
    } else {
      over = mid;
    }
  }
  return found;
}

size_t ct_legend_set(const struct ct_page *p, const struct ct_legend *legend,
                     const struct ct_legend_room *room, struct ct_arena *a,
                     struct ct_legend_block out[CT_LEGEND_COLUMNS]) {
  if (!legend || legend->n == 0 || !(room->w > 0) || !(room->h > 0)) return 0;
  // Full size, then narrower labels, then smaller type.
  static const struct {
    float size;
    double ems;
  } rounds[] = {{1, 18}, {1, 13}, {0.88f, 16}, {0.88f, 11}, {0.76f, 14}, {0.76f, 10}};
  struct setting s = {.p = p, .a = a};
  for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
    s.size = fmaxf(p->sizes.legend * rounds[i].size, p->sizes.least);
    s.label_most = fmax(fmin(rounds[i].ems * s.size, room->w - 4 * s.size), 4 * s.size);
    size_t found = try_set(&s, legend, room, out);
    if (found > 0) return found;
  }
  return set_most(&s, legend, room, out);
}

static void draw_row(const struct ct_page *p, const struct ct_legend_block *b, const struct ct_legend_row *r,
                     const double at[2], struct ct_arena *a, struct ct_op *group) {
  double label_x = at[0];
  if (r->entry) {
    const struct ct_page sized = in_size(p, r->entry, b->size);
    ct_key_draw(&sized, r->entry, at[0] + r->key_room / 2, at[1], a, group);
    label_x += r->key_room + b->key_gap;
  }
  if (r->run) ct_sheet_add_text(a, group, r->run, label_x, at[1] - ct_run_box(r->run)->h / 2);
}

void ct_legend_draw(const struct ct_page *p, const struct ct_legend_block *b, double x, double y,
                    struct ct_arena *a, struct ct_op *group) {
  ct_sheet_add_text(a, group, b->title, x, y);
  for (size_t i = 0; b->is_low && i < b->nrows; i++)
    draw_row(p, b, &b->rows[i], (double[]){x + b->rows[i].x, y + b->rows[i].middle}, a, group);
  for (int c = 0; c < b->ncolumns; c++) {
    double top = y + b->title_h;
    for (size_t i = b->first[c]; i < b->first[c + 1]; i++) {
      const struct ct_legend_row *r = &b->rows[i];
      if (i > b->first[c]) top += r->space;
      draw_row(p, b, r, (double[]){x, top + r->h / 2}, a, group);
      top += r->h;
    }
    x += b->column_w[c] + b->column_gap;
  }
}

// SPDX-License-Identifier: MIT
// Changes: the table of what has changed since an earlier edition, outside the map.
#include "page/changes.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/document.h"
#include "model/edition.h"
#include "model/scene.h"
#include "page/sheet.h"
#include "text/text.h"

// A page this much wider than high has its table beside the map.
#define WIDE 1.15
#define SHARE_ASIDE 0.27
#define SHARE_BELOW 0.24

enum { COLUMNS = 4, ROWS_MOST = 240, WHAT_LINES = 3, NAME_LINES = 2 };

struct row {
  const struct ct_run *kind, *name, *what;
  double name_h, what_h, h;
  bool first;  // of its kind: says which
};

struct ct_changes_block {
  const struct ct_run *heading, *more;
  size_t nrows;
  struct row *rows;
  int ncolumns;
  size_t first[COLUMNS + 1];
  double kind_w, name_w, column_w, gap, space, head_h;
  bool stacked;  // what has changed stands under the name
  double w, h;
};

static const struct {
  const char *word, *label;
} kinds[] = {{CT_EDITION_NEW, "New"},
             {CT_EDITION_CHANGED, "Changed"},
             {CT_EDITION_MOVED, "Moved"},
             {CT_EDITION_REMOVED, "Removed"}};
enum { KINDS = sizeof kinds / sizeof *kinds };

static double run_w(const struct ct_run *run) {
  return run ? ct_run_box(run)->w : 0;
}

static double run_h(const struct ct_run *run) {
  return run ? ct_run_box(run)->h : 0;
}

static float size_of(const struct ct_page *p) {
  return fmaxf(0.93F * p->sizes.legend, p->sizes.least);
}

// "Since 29 Aug 2019   6 new, 2 moved"
static const struct ct_run *heading(const struct ct_page *p, struct ct_arena *a) {
  const struct ct_document_edition *e = &p->doc->edition;
  struct ct_str s = {.arena = a};
  for (int k = 0; k < KINDS; k++) {
    size_t n = 0;
    for (size_t i = 0; i < e->nchanges; i++) n += !strcmp(e->changes[i].kind, kinds[k].word);
    if (n) ct_str_addf(&s, "%s%zu %s", s.n ? ", " : "\u2002", n, kinds[k].word);
  }
  if (!e->nchanges) ct_str_add(&s, "\u2002no changes");
  struct ct_span spans[] = {
      {.text = e->heading ? e->heading : "Changes", .fonts = &p->theme.font_bold, .nfonts = 1, .scale = 1},
      {.text = ct_str_text(&s), .scale = 1, .has_color = true, .color = p->theme.ink_soft}};
  struct ct_type type = {.size = p->sizes.legend, .color = p->theme.ink};
  return ct_sheet_spans(p, spans, 2, &type);
}

static const char *label_of(const char *kind) {
  for (int k = 0; k < KINDS; k++)
    if (!strcmp(kinds[k].word, kind)) return kinds[k].label;
  return kind;
}

static const struct ct_run *text(const struct ct_page *p, const char *words, bool bold, struct ct_color color,
                                 double wrap, int lines, struct ct_arena *a) {
  struct ct_type type = {.size = size_of(p), .bold = bold, .color = color, .line_height = 1.15F};
  if (!*words) return NULL;
  type.max_width = (float)wrap;
  return wrap > 0 ? ct_sheet_text_cut(p, words, &type, lines, a) : ct_sheet_text(p, words, &type);
}

// The lines set for columns of that width.
static void set_rows(const struct ct_page *p, double column_w, struct ct_arena *a,
                     struct ct_changes_block *b) {
  const struct ct_document_edition *e = &p->doc->edition;
  double size = size_of(p), gap = 0.9 * size, rest = column_w - b->kind_w - gap;
  b->column_w = column_w;
  b->stacked = rest < 24 * size;
  // Names as wide as most of them are, and no wider than leaves room for the rest.
  b->name_w = 0;
  for (size_t i = 0; i < b->nrows; i++)
    b->name_w = fmax(b->name_w, run_w(text(p, e->changes[i].name, true, p->theme.ink, 0, 1, a)));
  b->name_w = fmin(b->name_w, b->stacked ? rest : 0.4 * rest);
  for (size_t i = 0; i < b->nrows; i++) {
    const struct ct_document_change *c = &e->changes[i];
    struct row *r = &b->rows[i];
    r->first = i == 0 || strcmp(c->kind, e->changes[i - 1].kind) != 0;
    r->kind = text(p, label_of(c->kind), false, p->theme.ink_soft, 0, 1, a);
    r->name = text(p, c->name, true, p->theme.ink, b->stacked ? rest : b->name_w + 0.5, NAME_LINES, a);
    r->what =
        text(p, c->what, false, p->theme.ink, b->stacked ? rest : rest - b->name_w - gap, WHAT_LINES, a);
    r->name_h = run_h(r->name);
    r->what_h = run_h(r->what);
    r->h = b->stacked ? r->name_h + r->what_h : fmax(fmax(r->name_h, r->what_h), run_h(r->kind));
  }
}

// Fills columns of at most `height` with the first n lines; how many columns that takes.
static int fill(struct ct_changes_block *b, size_t n, double height, double *tallest) {
  int c = 0;
  double y = 0;
  b->first[0] = 0;
  *tallest = 0;
  for (size_t i = 0; i < n; i++) {
    double space = i == b->first[c] ? 0 : b->rows[i].first ? 2.2 * b->space : b->space;
    if (y + space + b->rows[i].h > height + 1e-6 && i > b->first[c]) {
      if (++c >= COLUMNS) return c + 1;
      b->first[c] = i;
      y = space = 0;
    }
    y += space + b->rows[i].h;
    *tallest = fmax(*tallest, y);
  }
  b->first[c + 1] = n;
  return c + 1;
}

// The lowest height at which n lines take the columns there are.
static bool balance(struct ct_changes_block *b, size_t n, int columns, double most) {
  double lo = 0, hi = most, tallest;
  if (fill(b, n, most, &tallest) > columns || tallest > most) return false;
  for (int i = 0; i < 20; i++) {
    double mid = (lo + hi) / 2;
    if (fill(b, n, mid, &tallest) <= columns && tallest <= mid + 1e-6)
      hi = mid;
    else
      lo = mid;
  }
  b->ncolumns = fill(b, n, hi, &tallest);
  b->h = tallest;
  return true;
}

static void say_more(const struct ct_page *p, size_t n, struct ct_arena *a, struct ct_changes_block *b) {
  b->more = NULL;
  if (n) b->more = text(p, ct_arena_printf(a, "and %zu more", n), false, p->theme.ink_soft, 0, 1, a);
}

// As many lines as the room has place for; false: not even a few.
static bool set(const struct ct_page *p, const struct ct_rect *room, int columns, struct ct_arena *a,
                struct ct_changes_block *b) {
  const struct ct_document_edition *e = &p->doc->edition;
  double size = size_of(p), line = 1.3 * size;
  *b = (struct ct_changes_block){.gap = 2.4 * size, .space = 0.22 * size, .heading = heading(p, a)};
  b->head_h = run_h(b->heading) + 0.5 * size;
  b->nrows = e->nchanges < ROWS_MOST ? e->nchanges : ROWS_MOST;
  b->rows = CT_NEW_N(a, struct row, b->nrows + 1);
  for (int k = 0; k < KINDS; k++)
    for (size_t i = 0; i < b->nrows; i++)
      if (!strcmp(e->changes[i].kind, kinds[k].word)) {
        b->kind_w = fmax(b->kind_w, run_w(text(p, kinds[k].label, false, p->theme.ink, 0, 1, a)));
        break;
      }
  set_rows(p, (room->w - (columns - 1) * b->gap) / columns, a, b);
  b->w = room->w;
  size_t least = e->nchanges < 2 ? e->nchanges : 2;
  for (size_t n = b->nrows + 1; n-- > least;) {
    size_t more = e->nchanges - n;
    if (!balance(b, n, columns, room->h - b->head_h - (more ? line : 0))) continue;
    b->nrows = n;
    say_more(p, more, a, b);
    b->h += b->head_h + (more ? line : 0);
    return true;
  }
  return false;
}

bool ct_changes_reserve(struct ct_page *p, struct ct_rect *room, struct ct_arena *a) {
  const struct ct_document *d = p->doc;
  bool aside = d->page.w_pt > WIDE * d->page.h_pt, found = false;
  struct ct_rect body = *room;
  double size = size_of(p);
  room->w = room->h = 0;
  p->changes = NULL;
  if (!d->edition.since || !d->edition.table) return aside;
  struct ct_rect most = body;
  if (aside)
    most.w = fmin(fmax(SHARE_ASIDE * body.w, 15 * size), 26 * size);
  else
    most.h = SHARE_BELOW * body.h;
  struct ct_changes_block *best = CT_NEW(a, struct ct_changes_block), b;
  for (int n = 1; n <= (aside ? 1 : COLUMNS - 1); n++) {
    if (n > 1 && most.w / n < 19 * size) break;
    if (!set(p, &most, n, a, &b)) continue;
    // More lines, else a lower table that is worth the narrower columns.
    bool better = !found || b.nrows > best->nrows || (b.nrows == best->nrows && b.h < 0.8 * best->h);
    if (!better) continue;
    *best = b;
    found = true;
  }
  if (!found) return aside;
  p->changes = best;
  room->w = best->w;
  room->h = best->h;
  return aside;
}

static void draw_row(const struct ct_changes_block *b, const struct row *r, bool says_kind, double x,
                     double y, struct ct_arena *a, struct ct_op *group) {
  double gap = 0.4 * b->gap, name_x = x + b->kind_w + gap;
  if (says_kind) ct_sheet_add_text(a, group, r->kind, x, y);
  if (r->name) ct_sheet_add_text(a, group, r->name, name_x, y);
  if (!r->what) return;
  if (b->stacked)
    ct_sheet_add_text(a, group, r->what, name_x, y + r->name_h);
  else
    ct_sheet_add_text(a, group, r->what, name_x + b->name_w + gap, y);
}

void ct_changes_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  const struct ct_changes_block *b = p->changes;
  if (!b) return;
  struct ct_op *group = ct_scene_group(a, root, "changes");
  double x = p->changes_at.x, top = p->changes_at.y, bottom = top + b->head_h;
  if (b->heading) ct_sheet_add_text(a, group, b->heading, x, top);
  for (int c = 0; c < b->ncolumns && b->nrows; c++) {
    double y = top + b->head_h;
    for (size_t i = b->first[c]; i < b->first[c + 1]; i++) {
      bool begins = i == b->first[c];
      y += begins ? 0 : b->rows[i].first ? 2.2 * b->space : b->space;
      draw_row(b, &b->rows[i], begins || b->rows[i].first, x + c * (b->column_w + b->gap), y, a, group);
      y += b->rows[i].h;
    }
    bottom = fmax(bottom, y);
  }
  if (b->more) ct_sheet_add_text(a, group, b->more, x + b->kind_w + 0.4 * b->gap, bottom + 2 * b->space);
}

// SPDX-License-Identifier: MIT
// Changes: the table of what has changed since an earlier edition, outside the map.
#include "page/changes.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/str.h"
#include "model/document.h"
#include "model/edition.h"
#include "model/scene.h"
#include "page/balance.h"
#include "page/sheet.h"
#include "text/text.h"

// A page this much wider than high has its table beside the map.
#define WIDE 1.15
#define WORD_JOINER "\u2060"
#define SHARE_ASIDE 0.27
#define SHARE_BELOW 0.24

enum { COLUMNS = 4, ROWS_MOST = 240, WHAT_LINES = 3, NAME_LINES = 2, NAMES_LINES = 5, NAMES_MOST = 400 };

// A line, or names of one kind of which there is no more to say, run together.
struct row {
  const char *of;  // its kind
  size_t from, n;  // changes of the document
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
static const struct ct_run *heading(const struct ct_page *p, double w, struct ct_arena *a) {
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
  struct ct_type type = {
      .size = p->sizes.legend, .color = p->theme.ink, .line_height = 1.2F, .max_width = (float)w};
  return ct_sheet_spans(p, spans, 2, &type);
}

static const char *label_of(const char *kind) {
  for (int k = 0; k < KINDS; k++)
    if (!strcmp(kinds[k].word, kind)) return kinds[k].label;
  return kind;
}

static struct ct_type type_of(const struct ct_page *p, struct ct_color color, double wrap) {
  return (struct ct_type){.size = size_of(p), .color = color, .line_height = 1.15F, .max_width = (float)wrap};
}

static const struct ct_run *soft(const struct ct_page *p, const char *words) {
  struct ct_type type = type_of(p, p->theme.ink_soft, 0);
  return *words ? ct_sheet_text(p, words, &type) : NULL;
}

// wrap 0: on one line, however long.
static const struct ct_run *cut(const struct ct_page *p, const char *words, const struct ct_type *type,
                                int lines, struct ct_arena *a) {
  if (!*words) return NULL;
  return type->max_width > 0 ? ct_sheet_text_cut(p, words, type, lines, a) : ct_sheet_text(p, words, type);
}

static const struct ct_run *name_of(const struct ct_page *p, const char *words, double wrap,
                                    struct ct_arena *a) {
  struct ct_type type = type_of(p, p->theme.ink, wrap);
  type.bold = true;
  return cut(p, words, &type, NAME_LINES, a);
}

static const struct ct_run *what_of(const struct ct_page *p, const char *words, double wrap,
                                    struct ct_arena *a) {
  struct ct_type type = type_of(p, p->theme.ink, wrap);
  return cut(p, words, &type, WHAT_LINES, a);
}

// Names break between, not inside.
static void add_name(struct ct_str *s, const char *name) {
  for (; *name; name++) {
    if (*name == ' ')
      ct_str_add(s, CT_NB_SPACE);
    else
      ct_str_add_n(s, name, 1);
    if (*name == '-') ct_str_add(s, WORD_JOINER);
  }
}

// "Nampo, Sinpo (2) and 3 more": the first n of all, which are sorted; equal names once with their number.
static const char *names(const struct ct_document_change *c, size_t n, size_t all, struct ct_arena *a) {
  struct ct_str s = {.arena = a};
  for (size_t i = 0, same; i < n; i += same) {
    for (same = 1; i + same < n && !strcmp(c[i].name, c[i + same].name); same++) {
    }
    if (i) ct_str_add(&s, ", ");
    add_name(&s, c[i].name);
    if (same > 1) ct_str_addf(&s, CT_NB_SPACE "(%zu)", same);
  }
  if (n < all) ct_str_addf(&s, " and" CT_NB_SPACE "%zu" CT_NB_SPACE "more", all - n);
  return ct_str_text(&s);
}

// As many names as fit a few lines.
static const struct ct_run *set_names(const struct ct_page *p, const struct row *r, double wrap,
                                      struct ct_arena *a) {
  struct ct_type type = type_of(p, p->theme.ink, wrap);
  const struct ct_document_change *c = p->doc->edition.changes + r->from;
  size_t lo = 0, hi = r->n < NAMES_MOST ? r->n : NAMES_MOST;
  while (lo < hi) {
    size_t mid = hi - (hi - lo) / 2;
    const struct ct_run *run = ct_sheet_text(p, names(c, mid, r->n, a), &type);
    if (mid > 1 && run && !ct_sheet_fits(run, &type, NAMES_LINES))
      hi = mid - 1;
    else
      lo = mid;
  }
  return ct_sheet_text(p, names(c, lo, r->n, a), &type);
}

static void list_rows(const struct ct_document_edition *e, struct ct_arena *a, struct ct_changes_block *b) {
  b->rows = CT_NEW_N(a, struct row, e->nchanges + 1);
  for (size_t i = 0; i < e->nchanges; i++) {
    const struct ct_document_change *c = &e->changes[i];
    struct row *last = b->nrows ? &b->rows[b->nrows - 1] : NULL;
    bool plain = !*c->what && last && !*e->changes[last->from].what && !strcmp(last->of, c->kind);
    if (plain)
      last->n++;
    else
      b->rows[b->nrows++] = (struct row){.of = c->kind, .from = i, .n = 1};
  }
}

static double widest_name(const struct ct_page *p, const struct ct_changes_block *b, struct ct_arena *a) {
  double w = 0;
  for (size_t i = 0; i < b->nrows; i++) {
    const struct ct_document_change *c = &p->doc->edition.changes[b->rows[i].from];
    if (*c->what) w = fmax(w, run_w(name_of(p, c->name, 0, a)));
  }
  return w;
}

// The lines set for columns of that width.
static void set_rows(const struct ct_page *p, double column_w, struct ct_arena *a,
                     struct ct_changes_block *b) {
  double size = size_of(p), gap = 0.9 * size, rest = column_w - b->kind_w - gap;
  b->column_w = column_w;
  b->stacked = rest < 24 * size;
  // Names as wide as the widest is, and no wider than leaves room for the rest.
  b->name_w = fmin(widest_name(p, b, a), b->stacked ? rest : 0.4 * rest);
  for (size_t i = 0; i < b->nrows; i++) {
    struct row *r = &b->rows[i];
    const struct ct_document_change *c = &p->doc->edition.changes[r->from];
    r->first = i == 0 || strcmp(c->kind, b->rows[i - 1].of) != 0;
    r->kind = soft(p, label_of(c->kind));
    if (*c->what) {
      double name = b->stacked ? rest : b->name_w + 0.5, what = b->stacked ? rest : rest - b->name_w - gap;
      r->name = name_of(p, c->name, name, a);
      r->what = what_of(p, c->what, what, a);
    } else {
      r->name = set_names(p, r, rest, a);
    }
    r->name_h = run_h(r->name);
    r->what_h = run_h(r->what);
    r->h = b->stacked ? r->name_h + r->what_h : fmax(fmax(r->name_h, r->what_h), run_h(r->kind));
  }
}

static double widest_kind(const struct ct_page *p, const struct ct_changes_block *b) {
  double w = 0;
  for (size_t i = 0; i < b->nrows; i++)
    if (i == 0 || strcmp(b->rows[i].of, b->rows[i - 1].of) != 0)
      w = fmax(w, run_w(soft(p, label_of(b->rows[i].of))));
  return w;
}

// Fills columns of at most `height` with the first n lines; how many columns that takes.
static int fill(struct ct_changes_block *b, size_t n, double height, double *tallest) {
  int c = 0;
  double y = 0;
  b->first[0] = 0;
  *tallest = 0;
  for (size_t i = 0; i < n; i++) {
    double space = i == b->first[c] ? 0 : b->rows[i].first ? 2.2 * b->space : b->space;
    // The first line of a kind goes with the next.
    bool led = b->rows[i].first && i + 1 < n && !b->rows[i + 1].first;
    double most = led ? b->rows[i].h + b->space + b->rows[i + 1].h : b->rows[i].h;
    if (y + space + most > height + 1e-6 && i > b->first[c]) {
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

struct filling {
  struct ct_changes_block *b;
  size_t n;
};

static int fill_first(void *user, double height, double *tallest) {
  const struct filling *f = user;
  return fill(f->b, f->n, height, tallest);
}

static bool balance(struct ct_changes_block *b, size_t n, int columns, double most) {
  struct filling f = {b, n};
  double tallest;
  if (fill(b, n, most, &tallest) > columns || tallest > most) return false;
  b->ncolumns = fill(b, n, ct_balance(fill_first, &f, columns, most), &tallest);
  b->h = tallest;
  return true;
}

static void say_more(const struct ct_page *p, size_t n, struct ct_arena *a, struct ct_changes_block *b) {
  b->more = NULL;
  if (n) b->more = soft(p, ct_arena_printf(a, "and %zu more", n));
}

// As many lines as the room has place for; false: not even a few.
static bool set(const struct ct_page *p, const struct ct_rect *room, int columns, struct ct_arena *a,
                struct ct_changes_block *b) {
  double size = size_of(p), line = 1.3 * size;
  *b = (struct ct_changes_block){.gap = 2.4 * size, .space = 0.22 * size, .heading = heading(p, room->w, a)};
  b->head_h = run_h(b->heading) + 0.5 * size;
  list_rows(&p->doc->edition, a, b);
  size_t all = b->nrows, least = all < 2 ? all : 2, more = 0;
  if (b->nrows > ROWS_MOST) b->nrows = ROWS_MOST;
  for (size_t i = b->nrows; i < all; i++) more += b->rows[i].n;
  b->kind_w = widest_kind(p, b);
  set_rows(p, (room->w - (columns - 1) * b->gap) / columns, a, b);
  b->w = room->w;
  for (size_t n = b->nrows + 1; n-- > least; more += n ? b->rows[n - 1].n : 0) {
    if (!balance(b, n, columns, room->h - b->head_h - (more ? line : 0))) continue;
    b->nrows = n;
    say_more(p, more, a, b);
    b->h += b->head_h + (more ? line : 0);
    return true;
  }
  return false;
}

// The best arrangement in columns; false: none fits.
static bool fit(const struct ct_page *p, const struct ct_rect *most, int columns, struct ct_arena *a,
                struct ct_changes_block *best) {
  struct ct_changes_block b;
  bool found = false;
  for (int n = 1; n <= columns; n++) {
    if (n > 1 && most->w / n < 19 * size_of(p)) break;
    if (!set(p, most, n, a, &b)) continue;
    // More lines, else a lower table that is worth the narrower columns.
    bool better = !found || b.nrows > best->nrows || (b.nrows == best->nrows && b.h < 0.8 * best->h);
    if (!better) continue;
    *best = b;
    found = true;
  }
  return found;
}

bool ct_changes_reserve(struct ct_page *p, struct ct_rect *room, struct ct_arena *a) {
  const struct ct_document *d = p->doc;
  struct ct_rect body = *room, low = body, narrow = body;
  double size = size_of(p);
  room->w = room->h = 0;
  p->changes = NULL;
  if (!d->edition.since || !d->edition.table) return false;
  narrow.w = fmin(fmax(SHARE_ASIDE * body.w, 15 * size), 26 * size);
  low.h = SHARE_BELOW * body.h;
  struct ct_changes_block *below = CT_NEW(a, struct ct_changes_block),
                          *aside = CT_NEW(a, struct ct_changes_block);
  bool fits_below = fit(p, &low, COLUMNS - 1, a, below);
  bool fits_aside = d->page.w_pt > WIDE * d->page.h_pt && p->beside.w <= 0 && fit(p, &narrow, 1, a, aside);
  // Where it takes less of the map, unless it is cut short there.
  bool less = fits_aside && fits_below && aside->w * body.h < below->h * body.w;
  bool cut = fits_aside && fits_below && below->more && !aside->more;
  bool is_aside = fits_aside && (!fits_below || cut || (less && !(aside->more && !below->more)));
  if (!fits_below && !fits_aside) return false;
  p->changes = is_aside ? aside : below;
  room->w = p->changes->w;
  room->h = p->changes->h;
  return is_aside;
}

static void draw_row(const struct ct_changes_block *b, const struct row *r, double x, double y,
                     struct ct_arena *a, struct ct_op *group) {
  double gap = 0.4 * b->gap, name_x = x + b->kind_w + gap;
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
      double left = x + c * (b->column_w + b->gap);
      if (begins || b->rows[i].first) ct_sheet_add_text(a, group, b->rows[i].kind, left, y);
      draw_row(b, &b->rows[i], left, y, a, group);
      y += b->rows[i].h;
    }
    bottom = fmax(bottom, y);
  }
  if (b->more) ct_sheet_add_text(a, group, b->more, x + b->kind_w + 0.4 * b->gap, bottom + 2 * b->space);
}

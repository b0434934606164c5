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
#include "page/changes_block.h"
#include "page/sheet.h"
#include "text/text.h"

// A page this much wider than high has its table beside the map.
#define WIDE 1.15
#define WORD_JOINER "\u2060"
#define SHARE_ASIDE 0.27
#define SHARE_BELOW 0.24

enum { COLUMNS = CT_CHANGES_COLUMNS, WHAT_LINES = 3, NAME_LINES = 2, NAMES_LINES = 5, NAMES_MOST = 400 };

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

static const struct ct_run *text(const struct ct_page *p, const char *words, bool bold, struct ct_color color,
                                 double wrap, int lines, struct ct_arena *a) {
  struct ct_type type = {.size = size_of(p), .bold = bold, .color = color, .line_height = 1.15F};
  if (!*words) return NULL;
  type.max_width = (float)wrap;
  return wrap > 0 ? ct_sheet_text_cut(p, words, &type, lines, a) : ct_sheet_text(p, words, &type);
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
  bool any = false;
  for (size_t i = 0; i < n; i++) any = any || ct_format_has_rtl(c[i].name);
  if (any) ct_str_add(&s, CT_LEFT_TO_RIGHT);
  for (size_t i = 0, same; i < n; i += same) {
    for (same = 1; i + same < n && !strcmp(c[i].name, c[i + same].name); same++) {
    }
    if (i) ct_str_add(&s, ", ");
    if (any) ct_str_add(&s, CT_ISOLATE);
    add_name(&s, c[i].name);
    if (any) ct_str_add(&s, CT_ISOLATE_END);
    if (same > 1) ct_str_addf(&s, CT_NB_SPACE "(%zu)", same);
  }
  if (n < all) ct_str_addf(&s, " and" CT_NB_SPACE "%zu" CT_NB_SPACE "more", all - n);
  return ct_str_text(&s);
}

// As many names as fit a few lines.
static const struct ct_run *set_names(const struct ct_page *p, const struct ct_changes_row *r, double wrap,
                                      struct ct_arena *a) {
  struct ct_type type = {
      .size = size_of(p), .color = p->theme.ink, .line_height = 1.15F, .max_width = (float)wrap};
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
  b->rows = CT_NEW_N(a, struct ct_changes_row, e->nchanges + 1);
  for (size_t i = 0; i < e->nchanges; i++) {
    const struct ct_document_change *c = &e->changes[i];
    struct ct_changes_row *last = b->nrows ? &b->rows[b->nrows - 1] : NULL;
    bool plain = !*c->what && last && !*e->changes[last->from].what && !strcmp(last->of, c->kind);
    if (plain)
      last->n++;
    else
      b->rows[b->nrows++] = (struct ct_changes_row){.of = c->kind, .from = i, .n = 1};
  }
}

static double widest_name(const struct ct_page *p, const struct ct_changes_block *b, struct ct_arena *a) {
  double w = 0;
  for (size_t i = 0; i < b->nrows; i++) {
    const struct ct_document_change *c = &p->doc->edition.changes[b->rows[i].from];
    if (*c->what) w = fmax(w, run_w(text(p, c->name, true, p->theme.ink, 0, 1, a)));
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
    struct ct_changes_row *r = &b->rows[i];
    const struct ct_document_change *c = &p->doc->edition.changes[r->from];
    r->first = i == 0 || strcmp(c->kind, b->rows[i - 1].of) != 0;
    r->kind = text(p, label_of(c->kind), false, p->theme.ink_soft, 0, 1, a);
    if (*c->what) {
      double name = b->stacked ? rest : b->name_w + 0.5, what = b->stacked ? rest : rest - b->name_w - gap;
      r->name = text(p, c->name, true, p->theme.ink, name, NAME_LINES, a);
      r->what = text(p, c->what, false, p->theme.ink, what, WHAT_LINES, a);
    } else {
      r->name = set_names(p, r, rest, a);
    }
    r->name_h = run_h(r->name);
    r->what_h = run_h(r->what);
    r->h = b->stacked ? r->name_h + r->what_h : fmax(fmax(r->name_h, r->what_h), run_h(r->kind));
  }
}

static double widest_kind(const struct ct_page *p, const struct ct_changes_block *b, struct ct_arena *a) {
  double w = 0;
  for (size_t i = 0; i < b->nrows; i++)
    if (i == 0 || strcmp(b->rows[i].of, b->rows[i - 1].of) != 0)
      w = fmax(w, run_w(text(p, label_of(b->rows[i].of), false, p->theme.ink, 0, 1, a)));
  return w;
}

struct setting {
  const struct ct_page *p;
  struct ct_arena *a;
};

static struct ct_changes_row more_row(void *user, const char *kind, size_t n, bool some) {
  const struct setting *s = user;
  const struct ct_page *p = s->p;
  const char *words = ct_arena_printf(s->a, some ? "and %zu more" : "%zu, not listed", n);
  struct ct_changes_row r = {.of = kind, .name = text(p, words, false, p->theme.ink_soft, 0, 1, s->a)};
  if (!some) r.kind = text(p, label_of(kind), false, p->theme.ink_soft, 0, 1, s->a);
  r.h = r.name_h = run_h(r.name);
  return r;
}

// As many lines as the room has place for; false: not even a few.
static bool set(const struct ct_page *p, const struct ct_rect *room, int columns, struct ct_arena *a,
                struct ct_changes_block *b) {
  double size = size_of(p), line = 1.3 * size;
  *b = (struct ct_changes_block){.gap = 2.4 * size, .space = 0.22 * size, .heading = heading(p, room->w, a)};
  b->head_h = run_h(b->heading) + 0.5 * size;
  list_rows(&p->doc->edition, a, b);
  b->kind_w = widest_kind(p, b, a);
  set_rows(p, (room->w - (columns - 1) * b->gap) / columns, a, b);
  b->w = room->w;
  struct setting s = {p, a};
  if (!ct_changes_share(b, columns, room->h - b->head_h, 2.5 * line, more_row, &s, a)) return false;
  b->h += b->head_h;
  return true;
}

// The best arrangement in columns; false: none fits.
static bool fit(const struct ct_page *p, const struct ct_rect *most, int columns, struct ct_arena *a,
                struct ct_changes_block *best) {
  struct ct_changes_block b;
  bool found = false;
  for (int n = 1; n <= columns; n++) {
    if (n > 1 && most->w / n < 19 * size_of(p)) break;
    if (!set(p, most, n, a, &b)) continue;
    // Clearly more told, or a lower table: narrower columns are worth that.
    bool broken = found && b.stacked && !best->stacked;
    bool more = found && (double)b.listed > (broken ? 1.3 : 1) * (double)best->listed;
    bool lower = found && b.listed == best->listed && b.h < (broken ? 0.65 : 0.85) * best->h;
    bool better = !found || more || lower;
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
  bool cut = fits_aside && fits_below && below->listed < aside->listed;
  bool is_aside = fits_aside && (!fits_below || cut || (less && aside->listed >= below->listed));
  if (!fits_below && !fits_aside) return false;
  p->changes = is_aside ? aside : below;
  room->w = p->changes->w;
  room->h = p->changes->h;
  return is_aside;
}

static void draw_row(const struct ct_changes_block *b, const struct ct_changes_row *r, double name_w,
                     const double at[2], struct ct_arena *a, struct ct_op *group) {
  double gap = 0.4 * b->gap, name_x = at[0] + b->kind_w + gap;
  if (r->name) ct_sheet_add_text(a, group, r->name, name_x, at[1]);
  if (!r->what) return;
  if (b->stacked)
    ct_sheet_add_text(a, group, r->what, name_x, at[1] + r->name_h);
  else
    ct_sheet_add_text(a, group, r->what, name_x + name_w + gap, at[1]);
}

// Of a column: as wide as its widest.
static double names_w(const struct ct_changes_block *b, int c) {
  double w = 0;
  for (size_t i = b->first[c]; i < b->first[c + 1]; i++)
    if (b->rows[i].what) w = fmax(w, run_w(b->rows[i].name));
  return w;
}

void ct_changes_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  const struct ct_changes_block *b = p->changes;
  if (!b) return;
  struct ct_op *group = ct_scene_group(a, root, "changes");
  double left = p->changes_at.x, top = p->changes_at.y;
  if (b->heading) ct_sheet_add_text(a, group, b->heading, left, top);
  for (int c = 0; c < b->ncolumns && b->nrows; c++) {
    double at[2] = {left + c * (b->column_w + b->gap), top + b->head_h}, name_w = names_w(b, c);
    for (size_t i = b->first[c]; i < b->first[c + 1]; i++) {
      const struct ct_changes_row *r = &b->rows[i];
      bool begins = i == b->first[c];
      at[1] += begins ? 0 : ct_changes_space(b, r);
      if ((begins || r->first) && r->kind) ct_sheet_add_text(a, group, r->kind, at[0], at[1]);
      draw_row(b, r, name_w, at, a, group);
      at[1] += r->h;
    }
  }
}

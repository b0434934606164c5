// SPDX-License-Identifier: MIT
// Foot: sources, as-of date, projection, scale note, disclaimer and map number under the map.
#include "page/foot.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/foot_words.h"
#include "page/sheet.h"
#include "text/text.h"

#define TEXT_MOST 1900  // bytes; src/text sets at most 2000 characters
// Lines longer than this many ems are hard to follow: two columns, if they take no more lines.
#define LONG_EMS 62
#define LINE_HEIGHT 1.3
enum { COLUMNS = 2, SHARES = 5 };

// One column of the foot.
struct column {
  struct ct_foot_words words;
  const struct ct_run *run;
  double x;  // from the foot's left
};

struct foot {
  int n;
  struct column columns[COLUMNS];
  const struct ct_run *number;  // of the map, or NULL
  double h;                     // from the first capitals' tops to the last baseline
};

struct setting {
  const struct ct_page *p;
  const struct ct_view *view;
  struct ct_arena *a;
  double width, height;  // room
  float size;
  size_t nsources;              // so many are named
  double most;                  // taller ones are of no use
  bool measured;                // for nsources, the next:
  double ems[COLUMNS], cap_em;  // the two columns' texts on one line each, the height of one
};

static double lines_height(const struct ct_run *run) {
  const struct ct_run_box *b = ct_run_box(run);
  return b->last_baseline - b->baseline + b->cap_height;
}

static struct ct_type type_of(const struct setting *s, double width) {
  return (struct ct_type){.size = s->size,
                          .color = s->p->theme.ink_soft,
                          .max_width = (float)width,
                          .line_height = (float)LINE_HEIGHT};
}

static const struct ct_run *set_words(const struct setting *s, const struct ct_foot_words *w, double width) {
  struct ct_type type = type_of(s, width);
  struct ct_span *spans = CT_NEW_N(s->a, struct ct_span, w->v.n + 1);
  for (size_t i = 0; i < w->v.n; i++) {
    spans[i] = (struct ct_span){.text = w->v.v[i].text, .scale = 1};
    if (!w->v.v[i].bold) continue;
    spans[i].fonts = &s->p->theme.font_bold;
    spans[i].nfonts = 1;
  }
  return w->v.n ? ct_sheet_spans(s->p, spans, w->v.n, &type) : NULL;
}

static bool fits(const struct setting *s, const struct ct_run *run, double width) {
  return !run || (ct_run_box(run)->w <= width + 0.5 && lines_height(run) <= s->height + 0.1);
}

static bool in_one(const struct setting *s, double width, struct foot *f) {
  struct column *c = &f->columns[0];
  f->n = 1;
  *c = (struct column){.x = 0};
  ct_foot_add_sources(s->p, s->nsources, s->a, &c->words);
  ct_foot_add_facts(s->p, s->view, s->a, &c->words);
  ct_foot_add_notes(s->p, s->a, &c->words);
  c->run = c->words.bytes <= TEXT_MOST ? set_words(s, &c->words, width) : NULL;
  f->h = c->run ? lines_height(c->run) : 0;
  return c->words.bytes <= TEXT_MOST && fits(s, c->run, width);
}

// Sources on the left, all else on the right; without sources the notes are on the right.
static bool words_of_two(const struct setting *s, struct column c[COLUMNS]) {
  c[0] = c[1] = (struct column){.x = 0};
  ct_foot_add_sources(s->p, s->nsources, s->a, &c[0].words);
  ct_foot_add_facts(s->p, s->view, s->a, &c[c[0].words.last ? 1 : 0].words);
  ct_foot_add_notes(s->p, s->a, &c[1].words);
  return c[0].words.last && c[1].words.last && c[0].words.bytes <= TEXT_MOST && c[1].words.bytes <= TEXT_MOST;
}

// Setting a text is what takes time here, so columns that cannot be low enough are not set: the length of their texts
// tells how many lines they have at least.
static void measure(struct setting *s, const struct column c[COLUMNS]) {
  if (s->measured) return;
  s->measured = true;
  s->cap_em = 0.5;
  for (int i = 0; i < COLUMNS; i++) {
    const struct ct_run *run = set_words(s, &c[i].words, 0);
    s->ems[i] = run ? ct_run_box(run)->w / s->size : 0;
    if (i == 0 && run && ct_run_box(run)->lines == 1) s->cap_em = lines_height(run) / s->size - 1e-3;
  }
}

// A line's end loses a blank, of half an em at most.
static double least_height(const struct setting *s, int i, double width) {
  double lines = ceil((s->ems[i] + 0.5) / (width / s->size + 0.5) - 0.01);
  return (fmax(lines - 1, 0) * LINE_HEIGHT + s->cap_em) * s->size;
}

// The columns' edge where they are lowest, the more even the better; lower than s->most.
static bool in_two(struct setting *s, double width, struct foot *f) {
  static const double shares[SHARES] = {0.5, 0.42, 0.58, 0.34, 0.66};
  struct foot best = {.n = 0};
  struct foot t = {.n = 2};
  double gap = 4 * s->size;
  if (!words_of_two(s, t.columns)) return false;
  measure(s, t.columns);
  for (int i = 0; i < SHARES; i++) {
    double left = shares[i] * (width - gap), right = width - gap - left;
    double below = fmin(fmin(s->most, s->height + 0.1), best.n ? best.h - 0.5 : INFINITY);
    if (fmax(least_height(s, 0, left), least_height(s, 1, right)) > below) continue;
    t.columns[0].run = set_words(s, &t.columns[0].words, left);
    if (t.columns[0].run && lines_height(t.columns[0].run) > below) continue;
    t.columns[1].run = set_words(s, &t.columns[1].words, right);
    t.columns[1].x = left + gap;
    if (!t.columns[0].run || !t.columns[1].run) return false;
    t.h = fmax(lines_height(t.columns[0].run), lines_height(t.columns[1].run));
    if (!fits(s, t.columns[0].run, left) || !fits(s, t.columns[1].run, right)) continue;
    if (best.n == 0 || t.h < best.h - 0.5) best = t;
  }
  if (best.n) *f = best;
  return best.n > 0;
}

static bool set(struct setting *s, double width, struct foot *f) {
  int wanted = s->p->sizes.foot_columns;
  bool one = in_one(s, width, f);
  int lines = f->columns[0].run ? ct_run_box(f->columns[0].run)->lines : 0;
  struct foot two;
  if (wanted == 1 || (wanted == 0 && (lines < 2 || width < LONG_EMS * s->size))) return one;
  // A column of its own is worth a line, where lines are very long.
  double most = f->h + (width > 2 * LONG_EMS * s->size ? LINE_HEIGHT * s->size : 0), asked = s->most;
  if (one && wanted == 0) s->most = fmin(asked, most + 0.5);
  bool found = in_two(s, width, &two);
  s->most = asked;
  if (!found) return one;
  two.number = f->number;
  *f = two;
  return true;
}

static void set_number(const struct setting *s, struct foot *f) {
  const char *number = s->p->doc->furniture.map_number;
  struct ct_type type = type_of(s, 0.4 * s->width);
  f->number = NULL;
  if (!number || !number[strspn(number, " \t\n")]) return;
  type.color = s->p->theme.ink;
  type.justify = CT_JUSTIFY_RIGHT;
  f->number = ct_sheet_text_cut(s->p, number, &type, 2, s->a);
}

// At one size: true when it has the room.
static bool try_size(struct setting *s, float size, struct foot *f) {
  s->size = size;
  set_number(s, f);
  double width = s->width - (f->number ? ct_run_box(f->number)->w + 4 * size : 0);
  const struct ct_run *number = f->number;
  bool ok = set(s, width, f);
  f->number = number;
  if (number) f->h = fmax(f->h, lines_height(number));
  return ok;
}

// What has no room in the smallest type is cut.
static void cut(struct setting *s, struct foot *f) {
  double width = s->width - (f->number ? ct_run_box(f->number)->w + 4 * s->size : 0);
  struct ct_type type = type_of(s, width);
  int lines = (int)(1 + (s->height - 0.7 * s->size) / (LINE_HEIGHT * s->size) + 1e-3);
  struct column *c = &f->columns[0];
  f->n = 1;
  c->run = ct_sheet_text_cut(s->p, ct_foot_plain(&c->words, s->a), &type, lines > 1 ? lines : 1, s->a);
  c->words = (struct ct_foot_words){.bytes = 0};
  f->h = c->run ? lines_height(c->run) : 0;
}

// The foot within the room: full, then smaller, then fewer sources named.
static void fit(struct setting *s, struct foot *f) {
  float full = s->p->sizes.foot, least = s->p->sizes.least;
  *f = (struct foot){.n = 0};
  bool ok = try_size(s, full, f);
  // A last line of a word or two is saved by slightly smaller type.
  struct foot tight = {.n = 0};
  struct setting t = *s;
  t.most = f->h - 0.6 * LINE_HEIGHT * full;
  if (ok && f->h > 1.2 * full && try_size(&t, fmaxf(0.94f * full, least), &tight) && tight.n == f->n &&
      tight.h < t.most)
    *f = tight;
  for (float size = full - 0.25f; !ok && size >= least; size -= 0.25f) ok = try_size(s, size, f);
  while (!ok && s->nsources > 1) {
    s->nsources -= 1 + s->nsources / 16;
    s->measured = false;
    ok = try_size(s, least, f);
  }
  if (!ok) cut(s, f);
}

static struct setting setting_of(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a) {
  return (struct setting){.p = p, .view = view, .a = a, .nsources = p->doc->nsources, .most = INFINITY};
}

double ct_foot_reserve(const struct ct_page *p, double width, struct ct_arena *a) {
  struct setting s = setting_of(p, NULL, a);
  struct foot f;
  s.width = width;
  s.height = 0.14 * p->doc->page.h_pt;
  fit(&s, &f);
  return f.h;
}

static void draw_links(const struct column *c, double x, double y, struct ct_arena *a, struct ct_op *group) {
  enum { LINES_MOST = 8 };
  size_t at = 0;
  for (size_t i = 0; i < c->words.v.n; i++) {
    const struct ct_foot_piece *piece = &c->words.v.v[i];
    size_t n = strlen(piece->text);
    struct ct_rect boxes[LINES_MOST];
    size_t found = piece->url ? ct_run_part(c->run, at, at + n, boxes, LINES_MOST) : 0;
    for (size_t k = 0; k < found; k++) {
      boxes[k].x += x;
      boxes[k].y += y;
      ct_sheet_add_link(a, group, &boxes[k], piece->url);
    }
    at += n;
  }
}

// Texts hang from the foot's top by their capitals.
static double top_of(const struct ct_page *p, const struct ct_run *run) {
  return p->foot.y - (ct_run_box(run)->baseline - ct_run_box(run)->cap_height);
}

void ct_foot_draw(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                  struct ct_op *root) {
  if (p->foot.h <= 0) return;
  struct setting s = setting_of(p, view, a);
  struct foot f;
  s.width = p->foot.w;
  s.height = p->foot.h + fmin(LINE_HEIGHT * p->sizes.foot, 0.4 * p->sizes.margin);
  fit(&s, &f);
  if (!f.number && !(f.n && f.columns[0].run)) return;
  struct ct_op *group = ct_scene_group(a, root, "foot");
  for (int i = 0; i < f.n; i++) {
    const struct column *c = &f.columns[i];
    if (!c->run) continue;
    double x = p->foot.x + c->x, y = top_of(p, c->run);
    ct_sheet_add_text(a, group, c->run, x, y);
    draw_links(c, x, y, a, group);
  }
  if (f.number)
    ct_sheet_add_text(a, group, f.number, p->foot.x + p->foot.w - ct_run_box(f.number)->w,
                      top_of(p, f.number));
}

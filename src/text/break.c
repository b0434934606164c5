// SPDX-License-Identifier: MIT
// Break: lines of about one length, by the reference's badness of breaks (maplibre-gl-js, symbol/shaping.ts).
#include <math.h>
#include <pango/pango.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "text/run.h"
#include "text/script.h"

// The reference reckons in 24ths of an em.
#define UNITS 24.0

enum { LINE_FEED = 0x0A, IMAGE_CHAR = 0xFFFC };

struct point {
  size_t at;  // byte at which the new line begins
  double x, badness;
  int prior;  // -1: none
};

struct breaker {
  struct ct_arena *a;
  const char *text;
  size_t n;
  double *widths;  // by byte: of the character that begins there, in units
  double target;
  ct_vec(struct point) points;
};

// As JavaScript's \s.
static bool is_blank(unsigned c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

static bool is_breakable(unsigned c) {
  static const unsigned chars[] = {0x0A, 0x20, 0x26,   0x29,   0x2B,   0x2D,  0x2F,
                                   0xAD, 0xB7, 0x200B, 0x2010, 0x2013, 0x2027};
  for (size_t i = 0; i < sizeof chars / sizeof *chars; i++)
    if (chars[i] == c) return true;
  return false;
}

static double badness(double width, double target, double penalty, bool last) {
  double ragged = (width - target) * (width - target);
  if (last) return width < target ? ragged / 2 : ragged * 2;
  return ragged + fabs(penalty) * penalty;
}

static double penalty_of(unsigned c, unsigned next, bool penalized) {
  double p = 0;
  if (c == LINE_FEED) p -= 10000;
  if (c == '(' || c == 0xFF08) p += 50;
  if (next == ')' || next == 0xFF09) p += 50;
  return penalized ? p + 150 : p;
}

static struct point evaluate(const struct breaker *b, size_t at, double x, double penalty, bool last) {
  struct point p = {at, x, badness(x, b->target, penalty, last), -1};
  for (size_t i = 0; i < b->points.n; i++) {
    double bad = badness(x - b->points.v[i].x, b->target, penalty, last) + b->points.v[i].badness;
    if (bad > p.badness) continue;
    p.badness = bad;
    p.prior = (int)i;
  }
  return p;
}

static void add_widths(struct breaker *b, const PangoGlyphItem *item) {
  int *widths = CT_NEW_N(b->a, int, (size_t)item->item->num_chars + 1);
  pango_glyph_item_get_logical_widths((PangoGlyphItem *)item, b->text, widths);
  const char *p = b->text + item->item->offset;
  for (int i = 0; i < item->item->num_chars; i++) {
    size_t at = (size_t)(p - b->text);
    ct_utf8_next(&p);
    b->widths[at] = widths[i] * (UNITS / CT_RUN_EM) / PANGO_SCALE;
  }
}

// The last letter of a line was set without its spacing, which the reference counts.
static void add_spacing(struct breaker *b, const PangoLayoutLine *line, double spacing) {
  const GSList *last = line->runs ? g_slist_last(line->runs) : NULL;
  if (!last) return;
  const PangoItem *item = ((const PangoGlyphItem *)last->data)->item;
  const char *end = g_utf8_prev_char(b->text + item->offset + item->length);
  b->widths[end - b->text] += spacing;
}

static double measure(struct breaker *b, const struct ct_run *run, double spacing) {
  double total = 0;
  b->widths = CT_NEW_N(b->a, double, b->n + 1);
  for (int i = 0; i < run->nlines; i++) {
    for (const GSList *r = run->lines[i].line->runs; r; r = r->next) add_widths(b, r->data);
    add_spacing(b, run->lines[i].line, spacing);
  }
  for (size_t i = 0; i < b->n; i++) total += b->widths[i];
  return total;
}

// Fills the points at which lines may end; returns the last, the end of the text.
static struct point find_points(struct breaker *b) {
  bool has_zero_width = strstr(b->text, "\xE2\x80\x8B") != NULL;
  double x = 0;
  for (const char *p = b->text; *p;) {
    const char *from = p;
    unsigned c = ct_utf8_next(&p);
    if (!is_blank(c)) x += b->widths[from - b->text];
    if (!*p) break;
    const char *after = p;
    unsigned next = ct_utf8_next(&after);
    bool ideograph = ct_script_breaks_anywhere(c);
    bool before_bracket = *after && next == '(';
    if (!is_breakable(c) && !ideograph && c != IMAGE_CHAR && !before_bracket) continue;
    struct point at =
        evaluate(b, (size_t)(p - b->text), x, penalty_of(c, next, ideograph && has_zero_width), false);
    ct_vec_push(b->a, &b->points, at);
  }
  return evaluate(b, b->n, x, 0, true);
}

// Marks the bytes before which a new line begins.
static const bool *find_starts(struct breaker *b) {
  bool *starts = CT_NEW_N(b->a, bool, b->n + 1);
  struct point last = find_points(b);
  for (int i = last.prior; i >= 0 && (size_t)i < b->points.n; i = b->points.v[i].prior)
    starts[b->points.v[i].at] = true;
  return starts;
}

// By byte.
static const bool *find_blanks(const struct breaker *b) {
  bool *blank = CT_NEW_N(b->a, bool, b->n + 1);
  for (const char *p = b->text; *p;) {
    size_t at = (size_t)(p - b->text);
    bool is = is_blank(ct_utf8_next(&p));
    for (; at < (size_t)(p - b->text); at++) blank[at] = is;
  }
  return blank;
}

// Blanks at the ends of lines go, also the line feeds that were there.
static const bool *find_dropped(const struct breaker *b, const bool *starts) {
  bool *dropped = CT_NEW_N(b->a, bool, b->n + 1);
  const bool *blank = find_blanks(b);
  for (size_t i = 0; i <= b->n; i++) {
    if (!starts[i] && i && i < b->n) continue;
    for (size_t k = i; k > 0 && blank[k - 1] && (k == i || !starts[k]); k--) dropped[k - 1] = true;
    for (size_t k = i; k < b->n && blank[k] && (k == i || !starts[k]); k++) dropped[k] = true;
  }
  return dropped;
}

static const char *broken(const struct breaker *b, const bool *starts, const bool *dropped, size_t from,
                          size_t to) {
  struct ct_str s = {.arena = b->a};
  for (size_t i = from; i < to; i++) {
    if (starts[i]) ct_str_add(&s, "\n");
    if (!dropped[i]) ct_str_add_n(&s, b->text + i, 1);
  }
  return ct_str_text(&s);
}

struct ct_rich_text ct_run_break(const struct ct_run *run, struct ct_arena *a,
                                 const struct ct_text_style *style, const struct ct_run_part *parts,
                                 size_t nparts) {
  struct breaker b = {.a = a, .text = pango_layout_get_text(run->layout)};
  b.n = strlen(b.text);
  double spacing = ct_script_any_joined(b.text) ? 0 : style->letter_spacing * UNITS;
  double total = measure(&b, run, spacing), most = style->max_width / style->size * UNITS;
  double lines = most > 0 ? fmax(1, ceil(total / most)) : 1;
  b.target = total / lines;
  const bool *starts = find_starts(&b), *dropped = find_dropped(&b, starts);
  struct ct_span *spans = CT_NEW_N(a, struct ct_span, nparts + 1);
  for (size_t i = 0; i < nparts; i++) {
    spans[i] = *parts[i].span;
    const char *text = broken(&b, starts, dropped, parts[i].start, parts[i].end);
    // A new line that begins with an image: its feed stands before it.
    bool feed = parts[i].image && starts[parts[i].start];
    spans[i].text = parts[i].image ? (feed ? "\n" : "") : text;
  }
  return (struct ct_rich_text){nparts, spans};
}

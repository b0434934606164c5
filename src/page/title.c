// SPDX-License-Identifier: MIT
// Title: kicker, title and subtitle at the head of the page.
#include "page/title.h"

#include <math.h>

#include "base/arena.h"
#include "base/format.h"
#include "model/document.h"
#include "page/logo.h"
#include "page/sheet.h"
#include "text/text.h"

static bool has(const char *s) {
  return s && *s;
}

static enum ct_justify justify(const struct ct_page *p) {
  return p->sizes.title_align == CT_TITLE_CENTER ? CT_JUSTIFY_CENTER : CT_JUSTIFY_LEFT;
}

// Two lines of nearly equal length read better than one full line and a lone word.
static const struct ct_run *balance(const struct ct_page *p, const char *text, struct ct_type type,
                                    const struct ct_run *run) {
  int lines = ct_run_box(run)->lines;
  if (lines < 2) return run;
  float lo = type.max_width * 0.5f, hi = type.max_width;
  for (int i = 0; i < 6; i++) {
    type.max_width = (lo + hi) / 2;
    const struct ct_run *r = ct_sheet_text(p, text, &type);
    if (ct_sheet_fits(r, &type, lines)) {
      run = r;
      hi = type.max_width;
    } else {
      lo = type.max_width;
    }
  }
  return run;
}

// At most two lines, then smaller, then three lines of the smallest size.
static const struct ct_run *set_title(const struct ct_page *p, const char *text, double width,
                                      struct ct_arena *a) {
  struct ct_type type = {.bold = true, .color = p->theme.ink, .line_height = 1.14f, .justify = justify(p)};
  for (float size = p->sizes.title; size >= p->sizes.title_least; size -= 0.5f) {
    type.size = size;
    type.max_width = (float)fmin(width, 42 * size);
    const struct ct_run *run = ct_sheet_text(p, text, &type);
    if (ct_sheet_fits(run, &type, 2)) return balance(p, text, type, run);
  }
  type.size = p->sizes.title_least;
  type.max_width = (float)width;
  return ct_sheet_text_cut(p, text, &type, 3, a);
}

static const struct ct_run *set_subtitle(const struct ct_page *p, const char *text, double width,
                                         struct ct_arena *a) {
  struct ct_type type = {
      .size = p->sizes.subtitle, .color = p->theme.ink_soft, .line_height = 1.28f, .justify = justify(p)};
  type.max_width = (float)fmin(width, 62 * type.size);
  const struct ct_run *run = ct_sheet_text(p, text, &type);
  if (ct_sheet_fits(run, &type, 2)) return run;
  type.max_width = (float)width;
  run = ct_sheet_text(p, text, &type);
  if (ct_sheet_fits(run, &type, 2)) return run;
  type.size = fmaxf(type.size * 0.86f, p->sizes.least);
  return ct_sheet_text_cut(p, text, &type, 4, a);
}

static const struct ct_run *set_kicker(const struct ct_page *p, const char *text, double width,
                                       struct ct_arena *a) {
  struct ct_type type = {.size = p->sizes.kicker,
                         .bold = true,
                         .color = p->theme.accent,
                         .letter_spacing = 0.07f,
                         .max_width = (float)width};
  return ct_sheet_text_cut(p, ct_format_capitals(a, text), &type, 1, a);
}

// Appends a part whose capitals' tops stand at y; returns its last baseline.
static double put(struct ct_page *p, const struct ct_run *run, double x, double y) {
  const struct ct_run_box *box = ct_run_box(run);
  // Scripts taller than capitals (Hangul, Han) hang from the line by their own tops.
  double capitals = box->baseline - box->cap_height, rise = capitals - box->ink.y - 0.12 * box->cap_height;
  double top = y - capitals + fmax(rise, 0);
  p->title[p->ntitle++] = (struct ct_set_text){run, x, top};
  return top + box->last_baseline;
}

// The logo at the right of the head, whose texts take what it leaves; returns their width.
static double place_logo(struct ct_page *p, double x, double y, double width) {
  double w, h;
  ct_logo_size(p, &w, &h);
  p->logo_at = (struct ct_rect){x + width - w, y, w, h};
  return w > 0 ? width - w - 2 * p->sizes.gap : width;
}

// Texts lower than the logo stand at its foot, nearer to the map.
static double beside_logo(struct ct_page *p, double head) {
  double lower = p->logo_at.w > 0 ? p->logo_at.h - head : 0;
  for (size_t i = 0; lower > 0 && i < p->ntitle; i++) p->title[i].y += lower;
  return fmax(head, p->logo_at.w > 0 ? p->logo_at.h : 0);
}

static double left_of(const struct ct_page *p, const struct ct_run *run, double x, double width, bool rtl) {
  double spare = width - ct_run_box(run)->w;
  if (p->sizes.title_align == CT_TITLE_CENTER) return x + spare / 2;
  return rtl ? x + spare : x;
}

double ct_title_set(struct ct_page *p, double x, double y, double width, struct ct_arena *a) {
  const struct ct_document *d = p->doc;
  width = place_logo(p, x, y, width);
  const struct ct_run *kicker = has(d->kicker) ? set_kicker(p, d->kicker, width, a) : NULL;
  const struct ct_run *title = has(d->title) ? set_title(p, d->title, width, a) : NULL;
  const struct ct_run *subtitle = has(d->subtitle) ? set_subtitle(p, d->subtitle, width, a) : NULL;
  const struct ct_run *parts[CT_TITLE_PARTS] = {kicker, title, subtitle};
  // Space above each part, in its neighbours' sizes.
  double space[CT_TITLE_PARTS] = {0, 0.85 * p->sizes.kicker, 0.8 * p->sizes.subtitle};
  const char *first = has(d->title) ? d->title : has(d->subtitle) ? d->subtitle : d->kicker;
  bool rtl = first && ct_format_is_rtl(first);
  double base = y;
  p->ntitle = 0;
  for (int i = 0; i < CT_TITLE_PARTS; i++) {
    if (!parts[i]) continue;
    double left = left_of(p, parts[i], x, width, rtl);
    base = put(p, parts[i], left, p->ntitle ? base + space[i] : base);
  }
  return beside_logo(p, base - y);
}

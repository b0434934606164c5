// SPDX-License-Identifier: MIT
// Foot: sources, as-of date, projection, scale note and disclaimer under the map.
#include "page/foot.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/str.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/north_arrow.h"
#include "page/scale_bar.h"
#include "page/sheet.h"
#include "text/text.h"

#define LEAST_TYPE 5.5f
#define TEXT_MOST 1900  // bytes; src/text sets at most 2000 characters

// About as long as projection notes get. A line more than this makes room for may
// stand in the lower margin.
static const char stand_in[] = "Lambert azimuthal equal-area, centred on 39.5\u00b0 N 127.5\u00b0 E. WGS 84.";

static size_t text_end(const char *s) {
  size_t n = strlen(s);
  while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\n' || s[n - 1] == '\t')) n--;
  return n;
}

static bool blank(const char *s) {
  return !s || text_end(s) == 0;
}

// Adds a sentence with exactly one full stop and a space before it.
static void add_sentence(struct ct_str *out, const char *s) {
  if (blank(s)) return;
  size_t n = text_end(s);
  if (out->n > 0) ct_str_add(out, " ");
  ct_str_add_n(out, s, n);
  if (!strchr(".!?", s[n - 1])) ct_str_add(out, ".");
}

static void add_sources(const struct ct_document *d, size_t most, struct ct_arena *a, struct ct_str *out) {
  struct ct_str list = {.arena = a};
  size_t said = 0;
  for (size_t i = 0; i < d->nsources && said < most; i++) {
    const char *s = d->sources[i];
    if (blank(s)) continue;
    size_t n = text_end(s);
    while (n > 0 && (s[n - 1] == '.' || s[n - 1] == ' ')) n--;
    if (n == 0) continue;
    ct_str_add(&list, said++ ? "; " : "");
    ct_str_add_n(&list, s, n);
  }
  if (said == 0) return;
  if (said < d->nsources && said == most) ct_str_addf(&list, "; and %zu more", d->nsources - said);
  add_sentence(out, ct_arena_printf(a, "%s: %s", d->nsources > 1 ? "Sources" : "Source", ct_str_text(&list)));
}

static void add_dates(const struct ct_document *d, struct ct_arena *a, struct ct_str *out) {
  const char *from = blank(d->since) ? NULL : ct_format_date(a, d->since);
  const char *to = blank(d->until) ? NULL : ct_format_date(a, d->until);
  if (from && to)
    add_sentence(out, ct_arena_printf(a, "Period: %s" CT_NB_SPACE CT_EN_DASH " %s", from, to));
  else if (from)
    add_sentence(out, ct_arena_printf(a, "Period: since %s", from));
  else if (to)
    add_sentence(out, ct_arena_printf(a, "Period: until %s", to));
  if (!blank(d->as_of)) add_sentence(out, ct_arena_printf(a, "As of %s", ct_format_date(a, d->as_of)));
}

static void add_projection(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                           struct ct_str *out) {
  add_sentence(out, view->crs_name);
  // Only a projection that the program chose is known to be on WGS 84.
  if (view->crs_auto && !blank(view->crs_name) && !strstr(view->crs_name, "WGS"))
    add_sentence(out, "WGS" CT_NB_SPACE "84");
  double turn = p->north_at.w > 0 ? ct_north_arrow_turn(view) : 0;
  if (turn > 0)
    add_sentence(
        out, ct_arena_printf(a, "The arrow shows north at the centre; it turns by %.0f\u00b0 across the map",
                             turn));
  if (!p->doc->scale_bar || !ct_scale_bar_varies(view)) return;
  const char *scale = p->sizes.paper ? ct_format_scale(a, view->scale) : NULL;
  if (scale)
    add_sentence(out, ct_arena_printf(a, "Scale varies; %s at the centre", scale));
  else
    add_sentence(out, "Scale varies across the map");
}

const char *ct_foot_words(const struct ct_page *p, const struct ct_view *view, unsigned long nsources,
                          struct ct_arena *a) {
  struct ct_str out = {.arena = a};
  add_sources(p->doc, nsources, a, &out);
  add_dates(p->doc, a, &out);
  if (view)
    add_projection(p, view, a, &out);
  else
    add_sentence(&out, stand_in);
  add_sentence(&out, p->doc->furniture.disclaimer);
  add_sentence(&out, p->doc->note);
  return ct_str_text(&out);
}

static struct ct_type foot_type(const struct ct_page *p, double width, float size) {
  return (struct ct_type){
      .size = size, .color = p->theme.ink_soft, .max_width = (float)width, .line_height = 1.3f};
}

static const struct ct_run *set_foot(const struct ct_page *p, const char *words, double width, float size) {
  struct ct_type type = foot_type(p, width, size);
  return ct_sheet_text(p, words, &type);
}

static double lines_height(const struct ct_run *run) {
  const struct ct_run_box *b = ct_run_box(run);
  return b->last_baseline - b->baseline + b->cap_height;
}

// The words with as many sources as a text may have characters.
static const char *words_of(const struct ct_page *p, const struct ct_view *view, size_t *nsources,
                            struct ct_arena *a) {
  const char *words = ct_foot_words(p, view, *nsources, a);
  while (strlen(words) > TEXT_MOST && *nsources > 1) {
    *nsources -= 1 + *nsources / 16;
    words = ct_foot_words(p, view, *nsources, a);
  }
  return words;
}

static bool within(const struct ct_run *run, double width, double height) {
  return lines_height(run) <= height + 0.1 && ct_run_box(run)->w <= width + 0.5;
}

// The foot within `height`: full, then smaller, then fewer sources named.
static const struct ct_run *fit(const struct ct_page *p, const struct ct_view *view, double width,
                                double height, struct ct_arena *a) {
  size_t n = p->doc->nsources;
  const char *words = words_of(p, view, &n, a);
  if (!*words) return NULL;
  float size = p->sizes.foot;
  const struct ct_run *run = set_foot(p, words, width, size);
  // A last line of a word or two is saved by slightly smaller type.
  const struct ct_run *tight = set_foot(p, words, width, fmaxf(0.94f * size, LEAST_TYPE));
  if (run && tight && ct_run_box(tight)->lines < ct_run_box(run)->lines) run = tight;
  while (run && !within(run, width, height) && (size -= 0.25f) >= LEAST_TYPE)
    run = set_foot(p, words, width, size);
  while (run && !within(run, width, height) && n > 1) {
    n -= 1 + n / 16;
    words = ct_foot_words(p, view, n, a);
    run = set_foot(p, words, width, LEAST_TYPE);
  }
  if (!run || within(run, width, height)) return run;
  struct ct_type type = foot_type(p, width, LEAST_TYPE);
  int lines = (int)(1 + (height - ct_run_box(run)->cap_height) / (1.3 * LEAST_TYPE) + 1e-3);
  return ct_sheet_text_cut(p, words, &type, lines > 1 ? lines : 1, a);
}

double ct_foot_reserve(const struct ct_page *p, double width, struct ct_arena *a) {
  double most = 0.14 * p->doc->page.h_pt;
  const struct ct_run *run = fit(p, NULL, width, most, a);
  return run ? lines_height(run) : 0;
}

void ct_foot_draw(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                  struct ct_op *root) {
  if (p->foot.h <= 0) return;
  double room = p->foot.h + fmin(1.3 * p->sizes.foot, 0.4 * p->sizes.margin);
  const struct ct_run *run = fit(p, view, p->foot.w, room, a);
  if (!run) return;
  const struct ct_run_box *b = ct_run_box(run);
  ct_sheet_add_text(a, ct_scene_group(a, root, "foot"), run, p->foot.x,
                    p->foot.y - (b->baseline - b->cap_height));
}

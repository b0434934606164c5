// SPDX-License-Identifier: MIT
// Foot words: what the foot says, in pieces that have a look and a link.
#include "page/foot_words.h"

#include <string.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/str.h"
#include "model/document.h"
#include "model/page.h"
#include "page/north_arrow.h"
#include "page/scale_bar.h"
#include "page/sheet.h"

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

static void put(struct ct_foot_words *out, struct ct_arena *a, struct ct_foot_piece piece, size_t n) {
  if (!n) return;
  piece.text = ct_arena_strndup(a, piece.text, n);
  ct_vec_push(a, &out->v, piece);
  out->bytes += n;
  out->last = piece.text[n - 1];
}

static void put_text(struct ct_foot_words *out, struct ct_arena *a, const char *s) {
  put(out, a, (struct ct_foot_piece){.text = s}, strlen(s));
}

// Adds a sentence with exactly one full stop and a space before it.
static void add_sentence(struct ct_foot_words *out, struct ct_arena *a, const char *s) {
  if (blank(s)) return;
  if (out->last) put_text(out, a, " ");
  put(out, a, (struct ct_foot_piece){.text = s}, text_end(s));
  if (!strchr(".!?", out->last)) put_text(out, a, ".");
}

static const char *url_of(const struct ct_document *d, const char *text) {
  for (size_t i = 0; i < d->furniture.nnotes; i++)
    if (strcmp(d->furniture.notes[i].text, text) == 0) return d->furniture.notes[i].url;
  return NULL;
}

// Without the full stop: a semicolon or the sentence's own follows.
static size_t source_end(const char *s) {
  size_t n = text_end(s);
  while (n > 0 && (s[n - 1] == '.' || s[n - 1] == ' ')) n--;
  return n;
}

void ct_foot_add_sources(const struct ct_page *p, size_t most, struct ct_arena *a,
                         struct ct_foot_words *out) {
  const struct ct_document *d = p->doc;
  size_t said = 0;
  for (size_t i = 0; i < d->nsources && said < most; i++) {
    const char *s = d->sources[i];
    size_t n = s ? source_end(s) : 0;
    if (n == 0) continue;
    if (said)
      put_text(out, a, "; ");
    else
      put_text(out, a,
               ct_arena_printf(a, "%s%s ", out->last ? " " : "", d->nsources > 1 ? "Sources:" : "Source:"));
    if (i < d->furniture.nnumbered) {
      struct ct_foot_piece number = {.text = ct_arena_printf(a, "%zu", i + 1), .bold = true};
      put(out, a, number, strlen(number.text));
      put_text(out, a, CT_NB_SPACE);
    }
    put(out, a, (struct ct_foot_piece){.text = s, .url = url_of(d, s)}, n);
    said++;
  }
  if (said == 0) return;
  if (said < d->nsources && said == most)
    put_text(out, a, ct_arena_printf(a, "; and %zu more", d->nsources - said));
  if (!strchr("!?", out->last)) put_text(out, a, ".");
}

static void add_dates(const struct ct_document *d, struct ct_arena *a, struct ct_foot_words *out) {
  const char *from = blank(d->since) ? NULL : ct_format_date(a, d->since);
  const char *to = blank(d->until) ? NULL : ct_format_date(a, d->until);
  if (from && to)
    add_sentence(out, a, ct_arena_printf(a, "Period: %s" CT_NB_SPACE CT_EN_DASH " %s", from, to));
  else if (from)
    add_sentence(out, a, ct_arena_printf(a, "Period: since %s", from));
  else if (to)
    add_sentence(out, a, ct_arena_printf(a, "Period: until %s", to));
  if (!blank(d->as_of)) add_sentence(out, a, ct_arena_printf(a, "As of %s", ct_format_date(a, d->as_of)));
}

static void add_projection(const char *name, bool chosen, struct ct_arena *a, struct ct_foot_words *out) {
  add_sentence(out, a, name);
  // Only a projection that the program chose is known to be on WGS 84.
  if (chosen && !blank(name) && !strstr(name, "WGS")) add_sentence(out, a, "WGS" CT_NB_SPACE "84");
}

static void add_north(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                      struct ct_foot_words *out) {
  double turn = p->north_at.w > 0 ? ct_north_arrow_turn(view) : 0;
  if (turn <= 0) return;
  add_sentence(
      out, a,
      ct_arena_printf(a, "The arrow shows north at the centre; it turns by %.0f\u00b0 across the map", turn));
}

static void add_scale(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                      struct ct_foot_words *out) {
  if (!p->doc->scale_bar || !ct_scale_bar_varies(view)) return;
  const char *scale = p->sizes.paper ? ct_format_scale(a, view->scale) : NULL;
  add_sentence(
      out, a,
      scale ? ct_arena_printf(a, "Scale varies; %s at the centre", scale) : "Scale varies across the map");
}

void ct_foot_add_facts(const struct ct_page *p, const struct ct_view *view, struct ct_arena *a,
                       struct ct_foot_words *out) {
  const struct ct_foreknown *known = p->doc->foreknown;
  add_dates(p->doc, a, out);
  if (view) {
    add_projection(view->crs_name, view->crs_auto, a, out);
    add_north(p, view, a, out);
    add_scale(p, view, a, out);
  } else if (known) {
    add_projection(known->crs_name, known->crs_auto, a, out);
  } else {
    add_sentence(out, a, stand_in);
  }
}

void ct_foot_add_notes(const struct ct_page *p, struct ct_arena *a, struct ct_foot_words *out) {
  add_sentence(out, a, p->doc->note);
  add_sentence(out, a, p->doc->furniture.disclaimer);
  add_sentence(out, a, p->doc->furniture.credit);
}

const char *ct_foot_plain(const struct ct_foot_words *words, struct ct_arena *a) {
  struct ct_str s = {.arena = a};
  for (size_t i = 0; i < words->v.n; i++) ct_str_add(&s, words->v.v[i].text);
  return ct_str_text(&s);
}

// SPDX-License-Identifier: MIT
// Sources, edition: what has changed of a row, in words.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/str.h"
#include "cartouche.h"
#include "hall/sources/edition.h"
#include "model/edition.h"

enum { VALUE_MOST = 60 };

static bool is_number_near(const char *text, double x) {
  double v;
  return text && ct_parse_number(text, &v) && fabs(v - x) < 1e-6;
}

// A column that has the position once more.
static bool tells_place(const struct ct_change *c, const struct ct_change_field *f) {
  return (is_number_near(f->from, c->from_lon) && is_number_near(f->to, c->to_lon)) ||
         (is_number_near(f->from, c->from_lat) && is_number_near(f->to, c->to_lat));
}

static void add_move(const struct ct_change *c, struct ct_arena *a, struct ct_str *s) {
  double m = c->moved_m;
  if (isnan(c->from_lon)) {
    ct_str_add(s, "now has a position");
  } else if (isnan(c->to_lon)) {
    ct_str_add(s, "no longer has a position");
  } else {
    bool far = m >= 999.5;
    ct_str_addf(s, "moved %s" CT_NB_SPACE "%s %s", ct_format_rounded(a, far ? m / 1000 : m, far ? 3 : 2),
                far ? "km" : "m", c->moved_to ? c->moved_to : "");
  }
}

// A cell, cut at a letter's end where it is long.
static void add_value(struct ct_str *s, const char *v, bool isolated) {
  if (isolated) {
    ct_str_add(s, CT_ISOLATE);
    add_value(s, v, false);
    ct_str_add(s, CT_ISOLATE_END);
    return;
  }
  if (!v || !*v) {
    ct_str_add(s, "none");
    return;
  }
  size_t n = strlen(v);
  if (n <= VALUE_MOST) {
    ct_str_add(s, v);
    return;
  }
  for (n = VALUE_MOST; n > 0 && ((unsigned char)v[n] & 0xC0) == 0x80; n--) {
  }
  ct_str_add_n(s, v, n);
  ct_str_add(s, "\u2026");
}

static bool runs_left(const char *text) {
  return text && ct_format_has_rtl(text);
}

static void add_name(struct ct_str *s, const char *name) {
  for (; *name; name++) ct_str_add_n(s, *name == '_' ? " " : name, 1);
}

const char *ct_sources_change_text(const struct ct_change *c, struct ct_arena *a) {
  struct ct_str s = {.arena = a};
  bool unplaced = isnan(c->from_lon) || isnan(c->to_lon);
  if (c->kind == CT_ADDED || c->kind == CT_REMOVED) return "";
  if (c->kind == CT_MOVED && !(unplaced && isnan(c->from_lon) && isnan(c->to_lon))) add_move(c, a, &s);
  for (size_t i = 0; i < c->nfields; i++) {
    const struct ct_change_field *f = &c->fields[i];
    if (c->kind == CT_MOVED && tells_place(c, f)) continue;
    if (s.n) ct_str_add(&s, "; ");
    if (!strcmp(f->name, CT_EDITION_SHAPE)) {  // its values are digests
      ct_str_add(&s, "shape");
      continue;
    }
    // The arrow points from left to right, whichever way the values run.
    bool rtl = runs_left(f->name) || runs_left(f->from) || runs_left(f->to);
    if (rtl) ct_str_add(&s, CT_LEFT_TO_RIGHT);
    add_name(&s, f->name);
    ct_str_add(&s, rtl ? ":" CT_LEFT_TO_RIGHT " " : ": ");
    add_value(&s, f->from, rtl);
    ct_str_add(&s, " \u2192 ");
    add_value(&s, f->to, rtl);
  }
  return s.n ? ct_str_text(&s) : "shape";
}

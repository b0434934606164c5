// SPDX-License-Identifier: MIT
// Banner: the classification line at the head and the foot of the page.
#include "page/banner.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "expr/color.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/sheet.h"
#include "text/text.h"

// Colours in common use (US banners; NATO, EU and UN markings take those of their like), by the words after the
// body that marks. Longer words come before those they begin with.
static const struct {
  const char *words, *color;
} usual[] = {
    {"TOP SECRET", "#ff8c00"},
    {"SECRET", "#c8102e"},
    {"CONFIDENTIAL", "#0033a0"},
    {"STRICTLY CONFIDENTIAL", "#c8102e"},
    {"CUI", "#502b85"},
    {"CONTROLLED UNCLASSIFIED", "#502b85"},
    {"CONTROLLED", "#502b85"},
    {"UNCLASSIFIED", "#007a33"},
    {"RESTRICTED", "#4b6478"},
    {"RESTREINT", "#4b6478"},
    {"LIMITED", "#4b6478"},
    {"OFFICIAL", "#1d5b96"},
    {"FOUO", "#007a33"},
    {"FOR OFFICIAL USE ONLY", "#007a33"},
    {"LAW ENFORCEMENT", "#502b85"},
};
static const char top_secret_sci[] = "#fce83a";
static const char *const compartments[] = {"//SCI", "//SI", "//TK", "//HCS", "//KDK"};
// Who marks, before the level.
static const char *const bodies[] = {"UNITED NATIONS", "UN", "NATO", "COSMIC", "FOCAL", "EU",
                                     "EUROPEAN UNION", "UK", "US"};

static bool is_end(char c) {
  return c == '\0' || c == ' ' || c == '/' || c == '-' || c == ',' || c == ':' || c == '(';
}

// The text after the words, or NULL when it does not begin with them.
static const char *after(const char *text, const char *words) {
  size_t n = strlen(words);
  return strncasecmp(text, words, n) == 0 && is_end(text[n]) ? text + n : NULL;
}

static const char *level(const char *text) {
  for (bool went = true; went;) {
    went = false;
    text += strspn(text, " /-\t\n");
    for (size_t i = 0; !went && i < sizeof bodies / sizeof *bodies; i++) {
      const char *rest = after(text, bodies[i]);
      if (!rest || !*rest) continue;
      text = rest;
      went = true;
    }
  }
  return text;
}

static bool is_sci(const char *rest) {
  for (size_t i = 0; i < sizeof compartments / sizeof *compartments; i++)
    for (const char *s = rest; (s = strstr(s, "//")); s += 2)
      if (after(s, compartments[i])) return true;
  return false;
}

static bool parse(const char *text, struct ct_color *out) {
  struct ct_rgba c;
  if (!text || !ct_rgba_parse(text, &c)) return false;
  double v[4];
  ct_rgba_split(&c, v);
  *out = (struct ct_color){(float)v[0], (float)v[1], (float)v[2], (float)v[3]};
  return true;
}

struct ct_color ct_banner_color(const struct ct_classification *c, struct ct_color otherwise) {
  struct ct_color out = otherwise;
  if (parse(c->color, &out)) return out;
  const char *words = level(c->text);
  for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
    const char *rest = after(words, usual[i].words);
    if (!rest) continue;
    parse(i == 0 && is_sci(rest) ? top_secret_sci : usual[i].color, &out);
    break;
  }
  return out;
}

static double linear(double v) {
  return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

// WCAG 2: relative luminance, and black where it has the higher contrast ratio.
struct ct_color ct_banner_ink(const struct ct_classification *c, struct ct_color ground) {
  struct ct_color out;
  if (parse(c->text_color, &out)) return out;
  double l = 0.2126 * linear(ground.r) + 0.7152 * linear(ground.g) + 0.0722 * linear(ground.b);
  bool black = (l + 0.05) / 0.05 > 1.05 / (l + 0.05);
  return black ? (struct ct_color){0, 0, 0, 1} : (struct ct_color){1, 1, 1, 1};
}

// Never cut: smaller where it is too long for a line, then on several lines.
static const struct ct_run *set_line(const struct ct_page *p, struct ct_color ink) {
  const struct ct_classification *c = &p->doc->furniture.classification;
  float most = (float)(0.94 * p->doc->page.w_pt);
  struct ct_type type = {.size = p->sizes.band,
                         .bold = true,
                         .color = ink,
                         .letter_spacing = 0.05f,
                         .justify = CT_JUSTIFY_CENTER};
  const struct ct_run *run = ct_sheet_text(p, c->text, &type);
  while (run && ct_run_box(run)->w > most && type.size - 0.5f >= p->sizes.least) {
    type.size -= 0.5f;
    run = ct_sheet_text(p, c->text, &type);
  }
  if (!run || ct_run_box(run)->w <= most) return run;
  type.max_width = most;
  return ct_sheet_text(p, c->text, &type);
}

double ct_banner_height(const struct ct_page *p) {
  if (!p->doc->furniture.classification.text || p->doc->page.bare) return 0;
  const struct ct_run *run = set_line(p, (struct ct_color){0, 0, 0, 1});
  if (!run) return 0;
  const struct ct_run_box *b = ct_run_box(run);
  double h = b->last_baseline - b->baseline + b->cap_height + 1.1 * p->sizes.band;
  // On whole pixels, so that its edge is sharp.
  return p->sizes.paper ? h : ceil(h / CT_PX_PT) * CT_PX_PT;
}

void ct_banner_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  double h = ct_banner_height(p), w = p->doc->page.w_pt;
  if (!(h > 0)) return;
  const struct ct_classification *c = &p->doc->furniture.classification;
  struct ct_color ground = ct_banner_color(c, p->theme.ink);
  const struct ct_run *run = set_line(p, ct_banner_ink(c, ground));
  const struct ct_run_box *b = ct_run_box(run);
  struct ct_op *group = ct_scene_group(a, root, "classification");
  double text_h = b->last_baseline - b->baseline + b->cap_height;
  for (int i = 0; i < 2; i++) {
    struct ct_rect at = {0, i ? p->doc->page.h_pt - h : 0, w, h};
    ct_sheet_add_rect(a, group, &at, ground);
    ct_sheet_add_text(a, group, run, (w - b->w) / 2, at.y + (h - text_h) / 2 - (b->baseline - b->cap_height));
  }
}

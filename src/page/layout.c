// SPDX-License-Identifier: MIT
// Layout: the page divided into title, map, keys and foot before anything of the map is known.
#include <math.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/document.h"
#include "page/foot.h"
#include "page/graticule.h"
#include "page/key_list.h"
#include "page/legend.h"
#include "page/page.h"
#include "page/sheet.h"
#include "page/title.h"

// CARTOGRAPHY, Page: the map takes at least this part of the page.
#define FRAME_SHARE 0.70
#define FRAME_LEAST 48.0  // points; below that there is no map to look at

static double snap_down(double v, double grid) {
  return floor(v / grid + 1e-6) * grid;
}

// On pixel pages edges run through the middles of pixels, so that hairlines are sharp.
static void sharpen(const struct ct_page *p, struct ct_rect *r) {
  if (p->sizes.paper) return;
  double right = r->x + r->w, bottom = r->y + r->h;
  r->x = snap_down(r->x, CT_PX_PT) + CT_PX_PT / 2;
  r->y = snap_down(r->y, CT_PX_PT) + CT_PX_PT / 2;
  r->w = snap_down(right - r->x, CT_PX_PT);
  r->h = snap_down(bottom - r->y, CT_PX_PT);
}

// Is the page so narrow that a legend on the map would hide it?
static bool is_column(const struct ct_document *d) {
  double most = d->page.in_pixels ? 520 : 330;
  return d->page.w_pt < most && d->page.h_pt >= d->page.w_pt;
}

static double expect_below(const struct ct_page *p, double width, struct ct_arena *a) {
  if (!p->doc->legend || !is_column(p->doc)) return 0;
  struct ct_legend expected;
  ct_legend_expect(p->doc, a, &expected);
  struct ct_legend_room room = {.w = width, .h = 0.34 * p->doc->page.h_pt, .calm_h = 1, .even = true};
  struct ct_legend_block blocks[CT_LEGEND_COLUMNS];
  return ct_legend_set(p, &expected, &room, a, blocks) ? blocks[0].h : 0;
}

// Title at the top, foot at the bottom, legend above the foot on columns, the map between.
static void lay_out(struct ct_page *p, struct ct_arena *a) {
  double w = p->doc->page.w_pt, h = p->doc->page.h_pt, margin = p->sizes.margin;
  double x = margin, width = w - 2 * margin, half = p->sizes.grid / 2;
  double head = ct_title_set(p, x, margin, width, a);
  double foot = ct_foot_reserve(p, width, a), below = expect_below(p, width, a);
  double top = margin + head + (p->ntitle ? 1.35 * p->sizes.gap : 0);
  double bottom = h - margin - foot - (foot > 0 ? p->sizes.gap : 0);
  struct ct_rect key = {x, top, width, bottom - top};
  bool aside = ct_key_list_reserve(p, &key, a);
  double under = (below > 0 ? below + 1.6 * p->sizes.gap : 0);
  if (key.h > 0 && !aside) under += key.h + 1.6 * p->sizes.gap;
  bottom -= under;
  // Heights in half modules, so that frames of pages with like texts stand alike.
  double map_h = snap_down(bottom - top, half);
  if (p->ntitle == 0) bottom = top + map_h;
  p->frame = (struct ct_rect){x, bottom - map_h, width - (aside ? key.w + 1.6 * p->sizes.gap : 0), map_h};
  ct_graticule_shrink(p, &p->frame);
  sharpen(p, &p->frame);
  p->below = (struct ct_rect){x, bottom + 1.2 * p->sizes.gap, p->frame.w, below};
  if (aside)
    key = (struct ct_rect){x + width - key.w, p->frame.y, key.w, p->frame.h};
  else
    key.y = bottom + under - 0.4 * p->sizes.gap - key.h;
  p->key_room = key;
  p->foot = (struct ct_rect){x, bottom + p->sizes.gap + under, width, foot};
}

// What the map and the keys that belong to it take of the page.
static double frame_share(const struct ct_page *p) {
  const struct ct_graticule_fit *band = &p->doc->graticule.fit;
  double w = p->frame.w + band->left + band->right, h = p->frame.h + band->top + band->bottom;
  double area = w * (h + p->below.h) + p->key_room.w * p->key_room.h;
  return area / (p->doc->page.w_pt * p->doc->page.h_pt);
}

static bool frame_is_map(const struct ct_rect *f) {
  return f->w >= FRAME_LEAST && f->h >= FRAME_LEAST;
}

static bool too_small(const struct ct_document *d, struct ct_err *err) {
  const char *place = d->file ? d->file : "page", *unit = d->page.in_pixels ? "px" : "mm";
  double per = d->page.in_pixels ? CT_PX_PT : CT_MM;
  return ct_fail(
      err,
      "%s: a page of %.0fx%.0f %s has no room for a map beside its title and foot (make it larger, "
      "shorten the texts, or draw it bare)",
      place, d->page.w_pt / per, d->page.h_pt / per, unit);
}

static void take_theme(struct ct_page *p, const struct ct_page_theme *theme) {
  p->theme = *theme;
  if (!p->theme.font) p->theme.font = "Source Sans 3 Regular";
  if (!p->theme.font_bold) p->theme.font_bold = "Source Sans 3 Semibold";
}

bool ct_page_layout(const struct ct_document *doc, const struct ct_page_theme *theme, struct ct_text *text,
                    struct ct_arena *a, struct ct_page **out, struct ct_err *err) {
  struct ct_page *p = CT_NEW(a, struct ct_page);
  p->doc = doc;
  p->text = text;
  take_theme(p, theme);
  double w = doc->page.w_pt, h = doc->page.h_pt;
  if (!(w > 0 && h > 0 && w < 1e6 && h < 1e6))
    return ct_fail(err, "%s: page size %gx%g pt is not usable", doc->file ? doc->file : "page", w, h);
  *out = p;
  if (doc->page.bare) {
    p->frame = (struct ct_rect){0, 0, w, h};
    return true;
  }
  for (int tight = 0; tight <= CT_TIGHT_MOST; tight++) {
    // The last, smallest setting is only for pages that have no map otherwise.
    if (tight == CT_TIGHT_MOST && frame_is_map(&p->frame)) break;
    ct_sizes_for(doc, tight, &p->sizes);
    lay_out(p, a);
    if (frame_share(p) >= FRAME_SHARE && frame_is_map(&p->frame)) break;
  }
  return frame_is_map(&p->frame) || too_small(doc, err);
}

// SPDX-License-Identifier: MIT
// Layout: the page divided into title, map, keys and foot before anything of the map is known.
#include <math.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/document.h"
#include "page/banner.h"
#include "page/changes.h"
#include "page/foot.h"
#include "page/graticule.h"
#include "page/key_list.h"
#include "page/legend.h"
#include "page/page.h"
#include "page/sheet.h"
#include "page/title.h"

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

// The legend that is known of an earlier layout, else one such as the data will probably have.
static const struct ct_legend *expected(const struct ct_page *p, struct ct_arena *a) {
  const struct ct_foreknown *known = p->doc->foreknown;
  if (known && known->legend) return known->legend;
  struct ct_legend *l = CT_NEW(a, struct ct_legend);
  ct_legend_expect(p->doc, a, l);
  return l;
}

// What a legend outside the map takes of the body (title and foot are outside it): its height below the map, its
// width beside it.
static double legend_room(const struct ct_page *p, const struct ct_legend *legend, const struct ct_rect *body,
                          struct ct_arena *a) {
  struct ct_legend_block blocks[CT_LEGEND_COLUMNS];
  enum ct_legend_at at = p->sizes.legend_at;
  if (!p->doc->legend || at == CT_LEGEND_ON_MAP) return 0;
  if (at == CT_LEGEND_BELOW) {
    struct ct_legend_room low = {.w = body->w, .h = 0.34 * p->doc->page.h_pt, .calm_h = 1, .even = true};
    return ct_legend_set(p, legend, &low, a, blocks) ? blocks[0].h : 0;
  }
  struct ct_legend_room narrow = {.w = 0.34 * body->w, .h = body->h, .calm_h = body->h};
  return ct_legend_set(p, legend, &narrow, a, blocks) ? blocks[0].w : 0;
}

// The legend first, at the right edge of the body or at its foot; then the numbered key beside it or below it.
static void share_body(struct ct_page *p, struct ct_rect *body, struct ct_arena *a) {
  double apart = 1.6 * p->sizes.gap, room = legend_room(p, expected(p, a), body, a);
  bool below = p->sizes.legend_at == CT_LEGEND_BELOW;
  p->below = p->beside = (struct ct_rect){0, 0, 0, 0};
  p->body = *body;
  if (room > 0 && below) {
    p->below = (struct ct_rect){body->x, 0, body->w, room};
    body->h -= room + apart;
  } else if (room > 0) {
    p->beside = (struct ct_rect){body->x + body->w - room, body->y, room, body->h};
    body->w -= room + apart;
  }
  p->changes_at = *body;
  if (ct_changes_reserve(p, &p->changes_at, a)) {
    double w = p->changes_at.w;
    p->changes_at.x = body->x + body->w - w;
    body->w -= w > 0 ? w + apart : 0;
  } else if (p->changes_at.h > 0) {
    body->h -= p->changes_at.h + apart;
  }
  p->key_room = *body;
  if (ct_key_list_reserve(p, &p->key_room, a)) {
    double w = p->key_room.w;
    p->key_room = (struct ct_rect){body->x + body->w - w, body->y, w, body->h};
    body->w -= w > 0 ? w + apart : 0;
  } else if (p->key_room.h > 0) {
    body->h -= p->key_room.h + apart;
  }
}

// Title at the top, foot at the bottom, keys outside the map beside it or under it, the map between.
static void lay_out(struct ct_page *p, struct ct_arena *a) {
  double w = p->doc->page.w_pt, h = p->doc->page.h_pt, margin = p->sizes.margin, gap = p->sizes.gap;
  double x = margin, width = w - 2 * margin, half = p->sizes.grid / 2;
  double band = ct_banner_height(p), edge = band > 0 ? band + 0.8 * margin : margin;
  double head = ct_title_set(p, x, edge, width, a), foot = ct_foot_reserve(p, width, a);
  double top = edge + head + (head > 0 ? 1.35 * gap : 0);
  double bottom = h - edge - foot - (foot > 0 ? gap : 0);
  struct ct_rect body = {x, top, width, bottom - top};
  share_body(p, &body, a);
  // Heights in half modules, so that frames of pages with like texts stand alike.
  double map_h = snap_down(body.h, half), spare = body.h - map_h;
  p->frame = (struct ct_rect){x, head > 0 ? top + spare : top, body.w, map_h};
  ct_graticule_shrink(p, &p->frame);
  sharpen(p, &p->frame);
  double under = p->frame.y + p->frame.h + p->doc->graticule.fit.bottom + 1.2 * gap;
  p->below.y = under;
  p->beside.y = p->frame.y;
  p->beside.h = p->frame.h;
  if (p->key_room.x > x)
    p->key_room.y = p->frame.y, p->key_room.h = p->frame.h;
  else
    p->key_room.y = under + (p->below.h > 0 ? p->below.h + 1.6 * gap : 0);
  // Beside the map, or under all else that is below it.
  bool key_below = p->key_room.w > 0 && p->key_room.x <= x;
  if (p->changes_at.x > x)
    p->changes_at.y = p->frame.y;
  else
    p->changes_at.y =
        under + (p->below.h > 0 ? p->below.h + 1.6 * gap : 0) + (key_below ? p->key_room.h + 1.6 * gap : 0);
  p->foot = (struct ct_rect){x, head > 0 ? bottom + gap : bottom + gap - spare, width, foot};
}

bool ct_page_hides_data(const struct ct_page *p) {
  return p->legend_hides > 0 && p->doc->furniture.legend_at == CT_LEGEND_BY_TEMPLATE && !p->doc->foreknown;
}

bool ct_page_has_changes(const struct ct_page *p) {
  return p->changes != NULL;
}

bool ct_page_is_outgrown(const struct ct_page *p, const struct ct_legend *legend, struct ct_arena *a) {
  if (p->doc->page.bare) return false;
  if (p->sizes.legend_at == CT_LEGEND_ON_MAP) return ct_page_hides_data(p);
  double room = legend_room(p, legend, &p->body, a);
  return fabs(room - (p->sizes.legend_at == CT_LEGEND_BELOW ? p->below.h : p->beside.w)) > 1;
}

// What the map and the keys that belong to it take of the page.
static double frame_share(const struct ct_page *p) {
  const struct ct_graticule_fit *band = &p->doc->graticule.fit;
  double w = p->frame.w + band->left + band->right, h = p->frame.h + band->top + band->bottom;
  h += p->changes_at.x > p->frame.x ? 0 : p->changes_at.h;
  w += p->changes_at.x > p->frame.x ? p->changes_at.w : 0;
  double area = w * (h + p->below.h) + p->key_room.w * p->key_room.h + p->beside.w * p->beside.h;
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
    if (frame_share(p) >= p->sizes.map_share && frame_is_map(&p->frame)) break;
  }
  return frame_is_map(&p->frame) || too_small(doc, err);
}

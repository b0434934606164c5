// SPDX-License-Identifier: MIT
// Sizes: type, margins and spacings of a page, as its template has them for its size.
#include "page/sizes.h"

#include <math.h>

#include "model/document.h"
#include "model/page.h"

// A page this much wider than high has a legend that is not on the map beside it.
#define WIDE 1.15

// What a page has of which nobody has chosen a template: A4's, in points.
static const struct ct_sizes plain = {.title = 17,
                                      .subtitle = 9.5f,
                                      .kicker = 7,
                                      .legend = 7,
                                      .foot = 6,
                                      .small = 6,
                                      .band = 10,
                                      .least = 5.5f,
                                      .grid = 4 * CT_MM,
                                      .margin = 10 * CT_MM,
                                      .gap = 2 * CT_MM,
                                      .inset = 2 * CT_MM,
                                      .locator_w = 30 * CT_MM,
                                      .bar_most = 60 * CT_MM,
                                      .logo_h = 11 * CT_MM,
                                      .map_share = 0.7,
                                      .legend_at = CT_LEGEND_ON_MAP};

struct reading {
  const struct ct_document *doc;
  const struct ct_template *t;
  double measure, type, length;  // points a unit of type and of lengths
};

static void set(const struct reading *r, const struct ct_by_page *b, double unit, double *out) {
  if (b->n) *out = unit * ct_by_page_at(b, r->measure);
}

static void set_type(const struct reading *r, const struct ct_by_page *b, float *out) {
  if (b->n) *out = (float)(r->type * ct_by_page_at(b, r->measure));
}

static void read_type(const struct reading *r, struct ct_sizes *s) {
  const struct ct_template *t = r->t;
  set_type(r, &t->title, &s->title);
  set_type(r, &t->subtitle, &s->subtitle);
  set_type(r, &t->kicker, &s->kicker);
  set_type(r, &t->legend, &s->legend);
  set_type(r, &t->foot, &s->foot);
  set_type(r, &t->small, &s->small);
  set_type(r, &t->band, &s->band);
  set_type(r, &t->least, &s->least);
}

static void read_spaces(const struct reading *r, struct ct_sizes *s) {
  const struct ct_template *t = r->t;
  double share = 0, least = 0, most = 1e9, w = r->doc->page.w_pt;
  set(r, &t->margin, r->length, &s->margin);
  set(r, &t->gap, r->length, &s->gap);
  set(r, &t->grid, r->length, &s->grid);
  set(r, &t->inset, r->length, &s->inset);
  set(r, &t->bar_most, r->length, &s->bar_most);
  set(r, &t->logo, r->length, &s->logo_h);
  set(r, &t->map_share, 1, &s->map_share);
  set(r, &t->locator_share, w, &share);
  set(r, &t->locator_least, r->length, &least);
  set(r, &t->locator_most, r->length, &most);
  if (share > 0) s->locator_w = fmax(fmin(share, most), least);
}

// The document's word first, then the template's; a narrow page's map would be hidden by its legend.
static enum ct_legend_at legend_place(const struct reading *r) {
  double narrow = r->t ? ct_by_page_at(&r->t->legend_narrow, r->measure) * r->length : 330;
  const struct ct_document *d = r->doc;
  if (d->furniture.legend_at != CT_LEGEND_BY_TEMPLATE) return d->furniture.legend_at;
  enum ct_legend_at at = r->t ? r->t->legend_at : CT_LEGEND_ON_MAP;
  if (at != CT_LEGEND_ON_MAP) return at;
  bool is_narrow = d->page.w_pt < narrow && d->page.h_pt >= d->page.w_pt;
  if (!is_narrow && !(d->foreknown && d->foreknown->outside)) return at;
  return is_narrow || d->page.w_pt < WIDE * d->page.h_pt ? CT_LEGEND_BELOW : CT_LEGEND_BESIDE;
}

static void tighten(int tight, struct ct_sizes *s) {
  if (tight >= 1) s->margin *= s->paper ? 10 / 12.0 : 0.8;
  if (tight >= 1) s->title *= 0.94f;
  if (tight >= 2) {
    s->title *= 0.94f;
    s->gap *= 0.75;
  }
  if (tight >= 3) {
    s->title *= 0.8f;
    s->subtitle *= 0.85f;
    s->margin *= 0.6;
    s->foot = s->least;
    s->grid = 1;
  }
}

void ct_sizes_for(const struct ct_document *doc, int tight, struct ct_sizes *out) {
  const struct ct_template *t = doc->furniture.as_template;
  struct reading r = {doc, t, ct_page_measure(doc, t && t->in_pixels), 1, CT_MM};
  if (t && t->in_pixels) r.type = r.length = CT_PX_PT;
  *out = plain;
  out->paper = !doc->page.in_pixels;
  if (t) {
    read_type(&r, out);
    read_spaces(&r, out);
    out->title_align = t->title_align;
    out->foot_columns = t->foot_columns;
  }
  if (doc->furniture.logo_height_mm > 0) out->logo_h = doc->furniture.logo_height_mm * CT_MM;
  out->legend_at = legend_place(&r);
  // More than that of a small page is not margin.
  out->margin = fmin(out->margin, 0.04 * (doc->page.w_pt + doc->page.h_pt));
  tighten(tight, out);
  out->title_least = fmaxf(0.72f * out->title, 8);
  float *type[] = {&out->title, &out->subtitle, &out->kicker, &out->legend,
                   &out->foot,  &out->small,    &out->band};
  for (size_t i = 0; i < sizeof type / sizeof *type; i++) *type[i] = fmaxf(*type[i], out->least);
}

// SPDX-License-Identifier: MIT
// Sizes: type, margins and spacings for a page's size.
#include "page/sizes.h"

#include <math.h>

#include "model/document.h"

// Nothing on a page is set smaller (CARTOGRAPHY, Type).
#define LEAST_TYPE 5.5

static double clamp(double x, double lo, double hi) {
  return x < lo ? lo : x > hi ? hi : x;
}

static void paper_sizes(double w, double h, struct ct_sizes *s) {
  double shorter = fmin(w, h) / CT_MM;
  // Posters are read from farther away: type grows with the root of the size beyond A3.
  double k = sqrt(fmax(1, shorter / 297));
  s->title = (float)(k * clamp(15 + (shorter - 148) / 62 * 2, 13, 18));
  s->subtitle = (float)(k * (shorter < 140 ? 8.5 : 9.5));
  s->kicker = s->legend = (float)(k * 7);
  s->foot = s->small = (float)(k * 6);
  s->grid = 4 * CT_MM;
  s->margin = CT_MM * (shorter < 140 ? clamp(shorter * 0.07, 3, 10) : k * clamp(shorter * 0.0572, 10, 12));
  s->gap = 2 * CT_MM * k;
  s->inset = 2 * CT_MM * k;
  s->locator_w = CT_MM * k * clamp(w / CT_MM * 0.105, 26, 32);
  s->bar_most = 60 * CT_MM * k;
}

static void pixel_sizes(double w, double h, struct ct_sizes *s) {
  // t runs from 0 on a 600 px column to 1 on a 1920 px slide.
  double t = (fmin(w, 2 * h) - 450) / 990;
  double up = clamp(t, -0.25, 1.6);
  s->title = (float)(15 + 12 * up);
  s->subtitle = (float)(9.75 + 4.5 * up);
  s->legend = (float)(8.25 + 3 * up);
  s->kicker = s->legend;
  s->foot = (float)(6.75 + 2.25 * up);
  s->small = (float)(6.75 + 2.25 * up);
  s->grid = 6 + 6 * clamp(t, 0, 1.6);
  s->margin = fmin(12 + 18 * clamp(t, -0.4, 1.6), 0.04 * (w + h));
  s->gap = 6 + 4 * clamp(t, -0.3, 1.6);
  s->inset = 6 + 4 * clamp(t, -0.3, 1.6);
  s->locator_w = clamp(w * 0.13, 75, 200);
  s->bar_most = clamp(w * 0.25, 60, 210);
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
    s->foot = LEAST_TYPE;
    s->grid = 1;
  }
}

void ct_sizes_for(const struct ct_document *doc, int tight, struct ct_sizes *out) {
  *out = (struct ct_sizes){.paper = !doc->page.in_pixels};
  if (out->paper)
    paper_sizes(doc->page.w_pt, doc->page.h_pt, out);
  else
    pixel_sizes(doc->page.w_pt, doc->page.h_pt, out);
  tighten(tight, out);
  out->title_least = (float)fmax(0.72 * out->title, 8);
  float *type[] = {&out->title, &out->subtitle, &out->kicker, &out->legend, &out->foot, &out->small};
  for (int i = 0; i < 6; i++) *type[i] = (float)fmax(*type[i], LEAST_TYPE);
}

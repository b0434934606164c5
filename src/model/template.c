// SPDX-License-Identifier: MIT
// Template: a page's measure, and what a template's stops say for it.
#include "model/template.h"

#include <math.h>

#include "model/document.h"

double ct_page_measure(const struct ct_document *d, bool in_pixels) {
  double w = d->page.w_pt, h = d->page.h_pt;
  return in_pixels ? fmin(w, 2 * h) / CT_PX_PT : fmin(w, h) * 25.4 / 72;
}

double ct_by_page_at(const struct ct_by_page *b, double measure) {
  if (b->n == 0) return 0;
  size_t i = 0;
  while (i < b->n && b->v[i].at <= measure) i++;
  if (i == 0 || i == b->n) return b->v[i ? i - 1 : 0].value;
  const struct ct_stop *p = &b->v[i - 1], *q = &b->v[i];
  return p->value + (q->value - p->value) * (measure - p->at) / (q->at - p->at);
}

struct ct_enlarge ct_template_enlarge(const struct ct_document *d) {
  const struct ct_template *t = d->furniture.as_template;
  // A style given as the input means on the page what it says.
  if (d->style_value || !t) return (struct ct_enlarge){1, 1};
  double measure = ct_page_measure(d, t->in_pixels);
  return (struct ct_enlarge){t->names.n ? ct_by_page_at(&t->names, measure) : 1,
                             t->marks.n ? ct_by_page_at(&t->marks, measure) : 1};
}

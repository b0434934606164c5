// SPDX-License-Identifier: MIT
// Logo: a picture at the head of the page, on the right.
#include "page/logo.h"

#include <math.h>

#include "base/arena.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/sheet.h"

void ct_logo_size(const struct ct_page *p, double *w, double *h) {
  const struct ct_furniture *f = &p->doc->furniture;
  *w = *h = 0;
  if (!f->logo || !(f->logo_ratio > 0)) return;
  // A wide one must leave the title its place.
  *w = fmin(p->sizes.logo_h * f->logo_ratio, 0.35 * p->doc->page.w_pt);
  *h = *w / f->logo_ratio;
}

void ct_logo_draw(const struct ct_page *p, struct ct_arena *a, struct ct_op *root) {
  const struct ct_rect *at = &p->logo_at;
  if (!(at->w > 0)) return;
  struct ct_symbol *symbol = CT_NEW(a, struct ct_symbol);
  *symbol = (struct ct_symbol){.kind = CT_SYMBOL_ICON,
                               .icon = CT_PAGE_LOGO,
                               .color = {0, 0, 0, 1},
                               .icon_w = (float)at->w,
                               .icon_h = (float)at->h,
                               .icon_scale = 1};
  float *xy = CT_NEW_N(a, float, 2);
  xy[0] = (float)(at->x + at->w / 2);
  xy[1] = (float)(at->y + at->h / 2);
  struct ct_op *op = ct_scene_add(a, ct_scene_group(a, root, "logo"), CT_OP_MARKS);
  op->marks = (struct ct_marks_op){.symbols = symbol, .nsymbols = 1, .n = 1, .xy = xy};
}

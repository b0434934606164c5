// SPDX-License-Identifier: MIT
// Render: what of a page's furniture must be opened or understood before the page is laid out.
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "draw/draw.h"
#include "hall/render/render.h"
#include "model/diag.h"
#include "model/template.h"
#include "style/style.h"

static bool check_color(struct ct_render *r, const char *key, const char *text, int line,
                        struct ct_err *err) {
  struct ct_color unused;
  if (!text || ct_color_parse(text, &unused)) return true;
  return ct_fail(
      err, "%s%s: 'classification' has the %s '%.80s', which is none (expected #c8102e or a CSS name)",
      r->doc.file ? r->doc.file : "page", line > 0 ? ct_arena_printf(r->a, ":%d", line) : "", key, text);
}

static bool open_logo(struct ct_render *r, struct ct_err *err) {
  struct ct_furniture *f = &r->doc.furniture;
  struct ct_image_info info;
  struct ct_err why = {0};
  f->logo_ratio = 0;
  if (!f->logo || r->doc.page.bare) return true;
  if (!ct_draw_add_picture(r->draw, CT_PAGE_LOGO, f->logo, &why) ||
      !ct_draw_image_info(r->draw, CT_PAGE_LOGO, &info) || !(info.w > 0 && info.h > 0))
    return ct_fail(err, "%s:%d: logo %s", r->doc.file ? r->doc.file : "page", f->logo_line,
                   why.failed ? why.message : "has no size");
  f->logo_ratio = info.w / info.h;
  return true;
}

bool ct_render_open_furniture(struct ct_render *r, struct ct_err *err) {
  const struct ct_classification *c = &r->doc.furniture.classification;
  if (c->text && r->doc.page.bare)
    ct_diag_say(r->diags, "CT-G101", CT_WARNING, r->doc.file, 0,
                "a bare map has no room for its classification '%s': it is not on the picture", c->text);
  return check_color(r, "color", c->color, c->color_line, err) &&
         check_color(r, "text_color", c->text_color, c->text_color_line, err) && open_logo(r, err);
}

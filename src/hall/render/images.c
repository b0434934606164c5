// SPDX-License-Identifier: MIT
// Render: the images of a style, read from its sprites.
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "draw/draw.h"
#include "hall/render/render.h"
#include "model/diag.h"

// Images of twice the resolution where the page has more pixels than style pixels.
static bool wants_fine(const struct ct_render *r) {
  return r->doc.page.dpi * CT_PX_PT / 72 > 1.001;
}

// A sprite that cannot be had leaves its icons out, as any missing icon; the map is drawn.
static void add_sprite(struct ct_render *r, const char *id, const struct ct_value *url) {
  struct ct_err why = {0};
  // The icons that come with the program are there in any case.
  if (ct_starts_with(url->string, "bundled:")) return;
  const char *base = ct_path_of_url(r->a, ct_path_folder(r->a, r->theme_file), url->string);
  if (id && !strcmp(id, "default")) id = NULL;
  if (!base)
    ct_fail(&why, "the sprite '%s' is on the network, which is not read (expected a local path)",
            url->string);
  if (base && ct_draw_add_sprite(r->draw, id, base, wants_fine(r), &why)) return;
  ct_diag_send(r->diags, &(struct ct_diagnostic){.code = "CT-S302",
                                                 .severity = CT_WARNING,
                                                 .file = r->theme_file,
                                                 .line = url->line,
                                                 .column = url->col,
                                                 .field = "sprite",
                                                 .value = url->string,
                                                 .message = why.message});
}

void ct_render_images(struct ct_render *r) {
  const struct ct_value *sprite = ct_value_get(r->theme, "sprite");
  if (!sprite || !r->theme_file) return;
  if (sprite->kind == CT_STRING) add_sprite(r, NULL, sprite);
  for (size_t i = 0; sprite->kind == CT_ARRAY && i < sprite->n; i++) {
    const struct ct_value *url = ct_value_get(sprite->items[i], "url");
    const char *id = ct_value_string(ct_value_get(sprite->items[i], "id"));
    if (url && url->kind == CT_STRING) add_sprite(r, id, url);
  }
}

static bool is_known(void *draw, const char *name) {
  struct ct_image_info info;
  return ct_draw_image_info(draw, name, &info);
}

void ct_render_know_images(struct ct_render *r) {
  ct_style_set_images(r->style, is_known, r->draw);
}

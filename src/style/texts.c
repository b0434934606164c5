// SPDX-License-Identifier: MIT
// Texts: what a symbol's text-field gives, as spans.
#include "style/texts.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "expr/collate.h"

static const char *transformed(const char *s, enum ct_text_transform t, struct ct_arena *a) {
  if (t == CT_TRANSFORM_UPPER) return ct_text_upper(s, a);
  if (t == CT_TRANSFORM_LOWER) return ct_text_lower(s, a);
  return s;
}

static void add_fonts(const struct ct_section *s, struct ct_look_pool *pool, struct ct_span *span) {
  const char **fonts = CT_NEW_N(pool->a, const char *, s->nfonts + 1);
  for (size_t i = 0; i < s->nfonts; i++) fonts[i] = ct_pool_string(pool, s->fonts[i]);
  span->fonts = s->nfonts ? ct_pool_bytes(pool, fonts, s->nfonts * sizeof *fonts) : NULL;
  span->nfonts = s->nfonts;
}

static bool add_span(const struct ct_section *s, enum ct_text_transform t, struct ct_look_pool *pool,
                     struct ct_span *span) {
  if (!s->image && !s->text[0]) return false;
  *span = (struct ct_span){.text = "", .scale = 1};
  if (s->image)
    span->image = ct_pool_string(pool, s->image);
  else
    span->text = transformed(s->text, t, pool->a);
  if (!isnan(s->scale)) span->scale = (float)s->scale;
  if (s->fonts) add_fonts(s, pool, span);
  if (s->vertical_align && !strcmp(s->vertical_align, "center")) span->align = CT_ROW_CENTER;
  if (s->vertical_align && !strcmp(s->vertical_align, "top")) span->align = CT_ROW_TOP;
  if (s->color) {
    double c[4];
    ct_rgba_split(s->color, c);
    span->has_color = true;
    span->color = (struct ct_color){(float)c[0], (float)c[1], (float)c[2], (float)c[3]};
  }
  return true;
}

struct ct_rich_text ct_texts_of(const struct ct_val *v, enum ct_text_transform t, struct ct_look_pool *pool) {
  struct ct_rich_text out = {0};
  struct ct_section plain = {.scale = NAN};
  const struct ct_section *sections = &plain;
  size_t n = 1;
  if (v->kind == CT_KIND_STRING) {
    plain.text = v->u.string;
  } else if (v->kind == CT_KIND_FORMATTED) {
    sections = v->u.sections;
    n = v->n;
  } else {
    return out;
  }
  if (n == 1 && !sections[0].image && !sections[0].text[0]) return out;
  struct ct_span *spans = CT_NEW_N(pool->a, struct ct_span, n);
  for (size_t i = 0; i < n; i++) out.n += add_span(&sections[i], t, pool, &spans[out.n]);
  out.spans = spans;
  return out;
}

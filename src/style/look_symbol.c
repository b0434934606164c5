// SPDX-License-Identifier: MIT
// Looks: how the properties of symbol layers become what is drawn.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/view.h"
#include "style/look.h"

struct raw_symbol {
  struct ct_symbol_style style;
  float icon_opacity, text_opacity;
  float icon_offset[2], icon_translate[2], text_offset[2], text_translate[2];
  float text_max_width, text_radial_offset;  // ems
  int placement, icon_anchor, text_anchor, justify, transform, icon_overlap, text_overlap;
  int icon_alignment, text_alignment, icon_fit, z_order, icon_translate_anchor, text_translate_anchor;
  bool icon_allow_overlap, text_allow_overlap;
  struct ct_val icon_padding, icon_fit_padding, fonts, variable_anchor, variable_anchor_offset, writing_mode;
};

enum ct_text_transform ct_look_symbol_transform(const void *raw) {
  return (enum ct_text_transform)((const struct raw_symbol *)raw)->transform;
}

void ct_look_symbol_set_text(void *raw, bool has_text) {
  ((struct raw_symbol *)raw)->style.has_text = has_text;
}

static const char *const anchors[] = {"center",   "left",      "right",       "top",          "bottom",
                                      "top-left", "top-right", "bottom-left", "bottom-right", NULL};
static const char *const justifies[] = {"auto", "left", "center", "right", NULL};
static const char *const placements[] = {"point", "line", "line-center", NULL};
static const char *const transforms[] = {"none", "uppercase", "lowercase", NULL};
static const char *const alignments[] = {"auto", "map", "viewport", "viewport-glyph", NULL};
static const char *const fits[] = {"none", "width", "height", "both", NULL};
static const char *const z_orders[] = {"auto", "viewport-y", "source", NULL};
static const char *const translate_anchors[] = {"map", "viewport", NULL};
// Place 0 is "not given".
static const char *const overlaps[] = {"", "never", "always", "cooperative", NULL};

static enum ct_overlap overlap(int given, bool allow) {
  if (given) return (enum ct_overlap)(given - 1);
  return allow ? CT_OVERLAP_ALWAYS : CT_OVERLAP_NEVER;
}

static float clamped(float x) {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

static void finish_icon(struct raw_symbol *r, struct ct_look_pool *pool) {
  struct ct_symbol_style *s = &r->style;
  s->has_icon = s->icon && s->icon[0];
  s->icon = s->has_icon ? ct_pool_string(pool, s->icon) : "";
  float opacity = clamped(r->icon_opacity);
  s->icon_color.a *= opacity;
  s->icon_halo_color.a *= opacity;
  s->icon_anchor = (enum ct_anchor)r->icon_anchor;
  // icon-offset grows with the icon; icon-translate does not.
  s->icon_dx = r->icon_offset[0] * s->icon_size;
  s->icon_dy = r->icon_offset[1] * s->icon_size;
  s->icon_tx = r->icon_translate[0];
  s->icon_ty = r->icon_translate[1];
  s->icon_translate_viewport = r->icon_translate_anchor == 1;
  s->icon_alignment = (enum ct_alignment)r->icon_alignment;
  s->icon_fit = (enum ct_icon_fit)r->icon_fit;
  s->icon_overlap = overlap(r->icon_overlap, r->icon_allow_overlap);
  s->icon_padding = 0;
  for (uint32_t i = 0; r->icon_padding.kind == CT_KIND_PADDING && i < 4; i++) {
    s->icon_paddings[i] = (float)(r->icon_padding.u.list.items[i].u.number * CT_PX_PT * pool->enlarge);
    s->icon_padding = fmaxf(s->icon_padding, s->icon_paddings[i]);
  }
  for (uint32_t i = 0; r->icon_fit_padding.kind == CT_KIND_ARRAY && i < 4 && i < r->icon_fit_padding.n; i++)
    s->icon_fit_padding[i] = (float)(r->icon_fit_padding.u.list.items[i].u.number * CT_PX_PT * pool->enlarge);
}

static void finish_fonts(struct raw_symbol *r, struct ct_look_pool *pool) {
  enum { MOST = 32 };
  const char *fonts[MOST];
  size_t n = 0;
  for (uint32_t i = 0; r->fonts.kind == CT_KIND_ARRAY && i < r->fonts.n && n < MOST; i++) {
    const struct ct_val *v = &r->fonts.u.list.items[i];
    if (v->kind == CT_KIND_STRING) fonts[n++] = ct_pool_string(pool, v->u.string);
  }
  r->style.text.nfonts = n;
  r->style.text.fonts = n ? ct_pool_bytes(pool, fonts, n * sizeof *fonts) : NULL;
}

static enum ct_anchor anchor_of(const struct ct_val *v) {
  for (int i = 0; v->kind == CT_KIND_STRING && anchors[i]; i++)
    if (strcmp(anchors[i], v->u.string) == 0) return (enum ct_anchor)i;
  return CT_ANCHOR_CENTER;
}

// Offsets stay 0 for text-variable-anchor: text-radial-offset or text-offset then apply.
static void finish_variable(struct raw_symbol *r, struct ct_look_pool *pool) {
  enum { MOST = 32 };
  struct ct_anchor_offset list[MOST];
  memset(list, 0, sizeof list);
  size_t n = 0;
  const struct ct_val *with = &r->variable_anchor_offset, *plain = &r->variable_anchor;
  if (with->kind == CT_KIND_ANCHORS) {
    for (uint32_t i = 0; i + 1 < with->n && n < MOST; i += 2, n++) {
      const struct ct_val *offset = with->u.list.items[i + 1].u.list.items;
      list[n].anchor = anchor_of(&with->u.list.items[i]);
      list[n].dx = (float)offset[0].u.number * r->style.text.size;
      list[n].dy = (float)offset[1].u.number * r->style.text.size;
    }
  } else if (plain->kind == CT_KIND_ARRAY) {
    for (uint32_t i = 0; i < plain->n && n < MOST; i++) list[n++].anchor = anchor_of(&plain->u.list.items[i]);
  }
  r->style.variable_offsets = with->kind == CT_KIND_ANCHORS;
  r->style.nvariable = n;
  r->style.variable = n ? ct_pool_bytes(pool, list, n * sizeof *list) : NULL;
}

static enum ct_writing writing_of(const struct ct_val *v) {
  bool horizontal = false, vertical = false, vertical_first = false;
  for (uint32_t i = 0; v->kind == CT_KIND_ARRAY && i < v->n; i++) {
    const struct ct_val *mode = &v->u.list.items[i];
    if (mode->kind != CT_KIND_STRING) continue;
    bool is_vertical = !strcmp(mode->u.string, "vertical");
    if (is_vertical && !horizontal) vertical_first = true;
    vertical = vertical || is_vertical;
    horizontal = horizontal || !is_vertical;
  }
  if (vertical && horizontal) return vertical_first ? CT_WRITING_VERTICAL_FIRST : CT_WRITING_BOTH;
  return vertical ? CT_WRITING_VERTICAL : CT_WRITING_HORIZONTAL;
}

static void finish_text(struct raw_symbol *r, struct ct_look_pool *pool) {
  struct ct_symbol_style *s = &r->style;
  float opacity = clamped(r->text_opacity), em = s->text.size;
  s->text.color.a *= opacity;
  s->text.halo_color.a *= opacity;
  s->text.justify = (enum ct_justify)r->justify;
  // Lines as short as can be are not the same as no wrapping.
  s->text.max_width = s->placement == CT_PLACE_POINT ? fmaxf(r->text_max_width, 0.01F) * em : 0;
  s->text_anchor = (enum ct_anchor)r->text_anchor;
  s->text_dx = r->text_offset[0] * em;
  s->text_dy = r->text_offset[1] * em;
  s->text_tx = r->text_translate[0];
  s->text_ty = r->text_translate[1];
  s->text_translate_viewport = r->text_translate_anchor == 1;
  s->text_alignment = (enum ct_alignment)r->text_alignment;
  s->writing = writing_of(&r->writing_mode);
  s->text_radial_offset = r->text_radial_offset * em;
  s->text_overlap = overlap(r->text_overlap, r->text_allow_overlap);
  finish_fonts(r, pool);
  finish_variable(r, pool);
}

static void finish_symbol(void *raw, struct ct_look_pool *pool) {
  struct raw_symbol *r = raw;
  r->style.placement = (enum ct_symbol_placement)r->placement;
  r->style.z_order = (enum ct_z_order)r->z_order;
  finish_icon(r, pool);
  finish_text(r, pool);
}

#define PX CT_PX_PT
#define AT(member) offsetof(struct raw_symbol, member)

static const struct ct_look_property symbol[] = {
    {"symbol-placement", CT_LOOK_ENUM, AT(placement), 1, placements},
    {"symbol-spacing", CT_LOOK_NUMBER, AT(style.spacing), PX, NULL},
    {"symbol-avoid-edges", CT_LOOK_BOOL, AT(style.avoid_edges), 1, NULL},
    {"symbol-z-order", CT_LOOK_ENUM, AT(z_order), 1, z_orders},
    {"icon-rotation-alignment", CT_LOOK_ENUM, AT(icon_alignment), 1, alignments},
    {"icon-keep-upright", CT_LOOK_BOOL, AT(style.icon_keep_upright), 1, NULL},
    {"icon-text-fit", CT_LOOK_ENUM, AT(icon_fit), 1, fits},
    {"icon-text-fit-padding", CT_LOOK_VAL, AT(icon_fit_padding), 1, NULL},
    {"icon-halo-blur", CT_LOOK_NUMBER, AT(style.icon_halo_blur), PX, NULL},
    {"icon-translate-anchor", CT_LOOK_ENUM, AT(icon_translate_anchor), 1, translate_anchors},
    {"text-rotation-alignment", CT_LOOK_ENUM, AT(text_alignment), 1, alignments},
    {"text-translate-anchor", CT_LOOK_ENUM, AT(text_translate_anchor), 1, translate_anchors},
    {"text-writing-mode", CT_LOOK_VAL, AT(writing_mode), 1, NULL},
    {"icon-image", CT_LOOK_NAME, AT(style.icon), 1, NULL},
    {"icon-size", CT_LOOK_NUMBER, AT(style.icon_size), 1, NULL},
    {"icon-rotate", CT_LOOK_NUMBER, AT(style.icon_rotate_deg), 1, NULL},
    {"icon-padding", CT_LOOK_VAL, AT(icon_padding), 1, NULL},
    {"icon-offset", CT_LOOK_PAIR, AT(icon_offset), PX, NULL},
    {"icon-anchor", CT_LOOK_ENUM, AT(icon_anchor), 1, anchors},
    {"icon-overlap", CT_LOOK_ENUM, AT(icon_overlap), 1, overlaps},
    {"icon-allow-overlap", CT_LOOK_BOOL, AT(icon_allow_overlap), 1, NULL},
    {"icon-ignore-placement", CT_LOOK_BOOL, AT(style.icon_ignore_placement), 1, NULL},
    {"icon-optional", CT_LOOK_BOOL, AT(style.icon_optional), 1, NULL},
    {"icon-color", CT_LOOK_COLOR, AT(style.icon_color), 1, NULL},
    {"icon-halo-color", CT_LOOK_COLOR, AT(style.icon_halo_color), 1, NULL},
    {"icon-halo-width", CT_LOOK_NUMBER, AT(style.icon_halo_width), PX, NULL},
    {"icon-opacity", CT_LOOK_NUMBER, AT(icon_opacity), 1, NULL},
    {"icon-translate", CT_LOOK_PAIR, AT(icon_translate), PX, NULL},
    {"text-font", CT_LOOK_VAL, AT(fonts), 1, NULL},
    {"text-size", CT_LOOK_NUMBER, AT(style.text.size), PX, NULL},
    {"text-size", CT_LOOK_NUMBER | CT_LOOK_CLOSE_UP, AT(style.text_close_up), PX, NULL},
    {"text-max-width", CT_LOOK_NUMBER, AT(text_max_width), 1, NULL},
    {"text-line-height", CT_LOOK_NUMBER, AT(style.text.line_height), 1, NULL},
    {"text-letter-spacing", CT_LOOK_NUMBER, AT(style.text.letter_spacing), 1, NULL},
    {"text-justify", CT_LOOK_ENUM, AT(justify), 1, justifies},
    {"text-radial-offset", CT_LOOK_NUMBER, AT(text_radial_offset), 1, NULL},
    {"text-radial-offset", CT_LOOK_GIVEN, AT(style.has_radial_offset), 1, NULL},
    {"text-variable-anchor", CT_LOOK_VAL, AT(variable_anchor), 1, NULL},
    {"text-variable-anchor-offset", CT_LOOK_VAL, AT(variable_anchor_offset), 1, NULL},
    {"text-anchor", CT_LOOK_ENUM, AT(text_anchor), 1, anchors},
    {"text-max-angle", CT_LOOK_NUMBER, AT(style.max_angle_deg), 1, NULL},
    {"text-rotate", CT_LOOK_NUMBER, AT(style.text_rotate_deg), 1, NULL},
    {"text-padding", CT_LOOK_NUMBER, AT(style.text_padding), PX, NULL},
    {"text-keep-upright", CT_LOOK_BOOL, AT(style.keep_upright), 1, NULL},
    {"text-transform", CT_LOOK_ENUM, AT(transform), 1, transforms},
    {"text-offset", CT_LOOK_PAIR, AT(text_offset), 1, NULL},
    {"text-overlap", CT_LOOK_ENUM, AT(text_overlap), 1, overlaps},
    {"text-allow-overlap", CT_LOOK_BOOL, AT(text_allow_overlap), 1, NULL},
    {"text-ignore-placement", CT_LOOK_BOOL, AT(style.text_ignore_placement), 1, NULL},
    {"text-optional", CT_LOOK_BOOL, AT(style.text_optional), 1, NULL},
    {"text-color", CT_LOOK_COLOR, AT(style.text.color), 1, NULL},
    {"text-halo-color", CT_LOOK_COLOR, AT(style.text.halo_color), 1, NULL},
    {"text-halo-width", CT_LOOK_NUMBER, AT(style.text.halo_width), PX, NULL},
    {"text-halo-blur", CT_LOOK_NUMBER, AT(style.text.halo_blur), PX, NULL},
    {"text-opacity", CT_LOOK_NUMBER, AT(text_opacity), 1, NULL},
    {"text-translate", CT_LOOK_PAIR, AT(text_translate), PX, NULL},
};

const struct ct_look ct_look_symbol = {sizeof(struct raw_symbol), sizeof(struct ct_symbol_style),
                                       sizeof symbol / sizeof *symbol, symbol, finish_symbol};

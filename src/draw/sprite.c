// SPDX-License-Identifier: MIT
// Sprite: marks drawn once a sub-pixel position and stamped into image data.
#include "draw/sprite.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "draw/icon.h"
#include "draw/mask.h"
#include "model/scene.h"

// Sprites and masks are kept only where they are used again and again: a layer whose every
// mark has its own colour would fill memory with them.
enum { CIRCLE_PHASES = 16, KEEP_SPRITES = 256, KEEP_MASKS = 1024, TEMP_BYTES = 1 << 20 };

struct shape {
  struct ct_shape shape;
  bool drawn;
  int phases;
  size_t uses;                   // in the op being stamped
  const struct ct_mask **masks;  // phases squared, made when needed; NULL: not kept
};

struct ct_sprites {
  struct ct_arena *arena;
  struct ct_icons *icons;
  struct ct_map keys;
  ct_vec(struct shape *) shapes;
};

struct shape_key {
  const struct ct_icon *icon;
  double scale;
  float w, h, rotate, radius, edge, blur;
  int kind, fit;
};

struct sprite {
  int x0, y0, w, h;
  const uint32_t *pixels;
  const uint16_t *spans;  // first and end of the row's pixels that are not empty
};

// One symbol of the op being stamped.
struct stamp {
  struct shape *shape;  // NULL: nothing to draw
  size_t uses;
  const struct sprite **sprites;  // NULL: not kept
};

struct arenas {
  struct ct_arena *op;   // for the op being stamped
  struct ct_arena temp;  // for a few marks
};

struct ct_sprites *ct_sprites_new(struct ct_arena *a, struct ct_icons *icons) {
  struct ct_sprites *s = CT_NEW(a, struct ct_sprites);
  s->arena = a;
  s->icons = icons;
  s->keys.arena = a;
  return s;
}

static struct shape *find_shape(struct ct_sprites *s, const struct ct_symbol *symbol, double scale) {
  struct shape_key key;
  memset(&key, 0, sizeof key);  // keys are compared as bytes, padding too
  key.scale = scale;
  key.kind = symbol->kind;
  key.edge = symbol->edge_color.a > 0 || symbol->blur > 0 ? symbol->edge_width : 0;
  if (symbol->kind == CT_SYMBOL_ICON) {
    key.icon = ct_icon_find(s->icons, symbol->icon);
    key.w = symbol->icon_w;
    key.h = symbol->icon_h;
    key.rotate = symbol->rotate_deg;
    key.fit = symbol->fit;
  } else {
    key.radius = symbol->radius;
    key.blur = symbol->blur;
  }
  bool added;
  size_t at = ct_map_add(&s->keys, &key, sizeof key, s->shapes.n, &added)->value;
  if (!added) return s->shapes.v[at];
  struct shape *shape = CT_NEW(s->arena, struct shape);
  shape->drawn = ct_shape_make(s->arena, s->icons, symbol, scale, &shape->shape);
  shape->phases = shape->shape.icon ? shape->shape.sub : CIRCLE_PHASES;
  ct_vec_push(s->arena, &s->shapes, shape);
  return shape;
}

static uint32_t pack(float r, float g, float b, float a) {
  uint32_t v[4] = {(uint32_t)(a * 255 + 0.5f), (uint32_t)(r * 255 + 0.5f), (uint32_t)(g * 255 + 0.5f),
                   (uint32_t)(b * 255 + 0.5f)};
  return v[0] << 24 | v[1] << 16 | v[2] << 8 | v[3];
}

static float clamp01(float v) {
  return v > 0 ? (v < 1 ? v : 1) : 0;
}

// Puts the symbol's colours on its mask.
static struct sprite *color_mask(struct ct_arena *a, const struct ct_mask *m, const struct ct_symbol *s) {
  struct sprite *out = CT_NEW(a, struct sprite);
  uint32_t *pixels = CT_NEW_N(a, uint32_t, (size_t)m->w * (size_t)m->h);
  uint16_t *spans = CT_NEW_N(a, uint16_t, 2 * (size_t)m->h);
  *out = (struct sprite){m->x0, m->y0, m->w, m->h, pixels, spans};
  float fa = clamp01(s->color.a), ea = clamp01(s->edge_color.a);
  const float f[3] = {clamp01(s->color.r), clamp01(s->color.g), clamp01(s->color.b)};
  const float e[3] = {clamp01(s->edge_color.r), clamp01(s->edge_color.g), clamp01(s->edge_color.b)};
  for (int y = 0; y < m->h; y++) {
    int first = m->w, end = 0;
    for (int x = 0; x < m->w; x++) {
      size_t at = (size_t)y * (size_t)m->w + (size_t)x;
      float wf = m->fill[at] * fa, we = m->edge ? m->edge[at] * ea : 0;
      if (s->kind == CT_SYMBOL_ICON) we *= 1 - wf;
      if (wf + we > 1) we = 1 - wf > 0 ? 1 - wf : 0;
      pixels[at] = pack(clamp01(f[0] * wf + e[0] * we), clamp01(f[1] * wf + e[1] * we),
                        clamp01(f[2] * wf + e[2] * we), clamp01(wf + we));
      if (!pixels[at]) continue;
      if (x < first) first = x;
      end = x + 1;
    }
    spans[2 * y] = (uint16_t)(first < end ? first : 0);
    spans[2 * y + 1] = (uint16_t)end;
  }
  return out;
}

static void blit(const struct sprite *s, int px, int py, const struct ct_canvas *c) {
  int x0 = px + s->x0, y0 = py + s->y0;
  int top = y0 < c->y0 ? c->y0 - y0 : 0, bottom = y0 + s->h > c->y1 ? c->y1 - y0 : s->h;
  int left = x0 < c->x0 ? c->x0 - x0 : 0, right = x0 + s->w > c->x1 ? c->x1 - x0 : s->w;
  for (int y = top; y < bottom; y++) {
    int from = s->spans[2 * y], to = s->spans[2 * y + 1];
    if (from < left) from = left;
    if (to > right) to = right;
    const uint32_t *src = s->pixels + (ptrdiff_t)y * s->w;
    uint32_t *dst = c->pixels + (ptrdiff_t)(y0 + y) * c->stride + x0;
    for (int x = from; x < to; x++) {
      if (src[x] >= 0xff000000u)
        dst[x] = src[x];
      else
        dst[x] = ct_pixel_over(src[x], dst[x]);
    }
  }
}

static const struct ct_mask *get_mask(struct ct_sprites *s, struct shape *shape, int phase,
                                      struct ct_arena *temp) {
  float n = (float)shape->phases;
  int column = phase % shape->phases, row = phase / shape->phases;
  float fx = (float)column / n, fy = (float)row / n;
  if (shape->masks && shape->masks[phase]) return shape->masks[phase];
  struct ct_arena *a = shape->masks ? s->arena : temp;
  struct ct_mask *m = CT_NEW(a, struct ct_mask);
  *m = ct_shape_mask(a, &shape->shape, fx, fy);
  if (shape->masks) shape->masks[phase] = m;
  return m;
}

// Counts uses and decides what is kept.
static struct stamp *make_stamps(struct ct_sprites *s, struct ct_arena *scratch, const struct ct_marks_op *op,
                                 double scale) {
  struct stamp *stamps = CT_NEW_N(scratch, struct stamp, op->nsymbols);
  if (op->symbol)
    for (size_t i = 0; i < op->n; i++) stamps[op->symbol[i] < op->nsymbols ? op->symbol[i] : 0].uses++;
  else
    stamps[0].uses = op->n;
  for (size_t i = 0; i < s->shapes.n; i++) s->shapes.v[i]->uses = 0;
  for (size_t i = 0; i < op->nsymbols; i++) {
    if (!stamps[i].uses) continue;
    struct shape *shape = find_shape(s, &op->symbols[i], scale);
    if (!shape->drawn) continue;
    stamps[i].shape = shape;
    shape->uses += stamps[i].uses;
    size_t phases = (size_t)shape->phases * (size_t)shape->phases;
    if (!shape->masks && (shape->shape.icon || shape->uses >= KEEP_MASKS))
      shape->masks = CT_NEW_N(s->arena, const struct ct_mask *, phases);
    if (stamps[i].uses >= KEEP_SPRITES) stamps[i].sprites = CT_NEW_N(scratch, const struct sprite *, phases);
  }
  return stamps;
}

// Draws one mark with its centre at `at`, in device pixels. Memory for what is not kept: temp.
static void stamp_one(struct ct_sprites *s, struct arenas *arenas, struct stamp *stamp,
                      const struct ct_symbol *symbol, const double at[2], const struct ct_canvas *c) {
  struct shape *shape = stamp->shape;
  int phases = shape->phases, reach = shape->shape.n;
  // Positions are rounded to the nearest phase; >> floors for what lies left of the image.
  if (!(at[0] > c->x0 - reach && at[0] < c->x1 + reach && at[1] > c->y0 - reach && at[1] < c->y1 + reach))
    return;
  int shift = phases == 16 ? 4 : phases == 8 ? 3 : 2;
  int qx = (int)floor(at[0] * phases + 0.5), qy = (int)floor(at[1] * phases + 0.5);
  int phase = (qy & (phases - 1)) * phases + (qx & (phases - 1));
  const struct sprite *sprite = stamp->sprites ? stamp->sprites[phase] : NULL;
  if (sprite) {
    blit(sprite, qx >> shift, qy >> shift, c);
    return;
  }
  if (arenas->temp.used > TEMP_BYTES) ct_arena_release(&arenas->temp);
  const struct ct_mask *mask = get_mask(s, shape, phase, &arenas->temp);
  sprite = color_mask(stamp->sprites ? arenas->op : &arenas->temp, mask, symbol);
  if (stamp->sprites) stamp->sprites[phase] = sprite;
  blit(sprite, qx >> shift, qy >> shift, c);
}

void ct_sprites_stamp(struct ct_sprites *s, struct ct_arena *scratch, const struct ct_marks_op *op,
                      const struct ct_canvas *canvas, ct_large_mark_fn *large, void *user) {
  if (op->nsymbols == 0 || op->n == 0) return;
  struct stamp *stamps = make_stamps(s, scratch, op, canvas->scale);
  struct arenas arenas = {.op = scratch, .temp = {.oom = scratch->oom}};
  for (size_t i = 0; i < op->n; i++) {
    size_t k = op->symbol && op->symbol[i] < op->nsymbols ? op->symbol[i] : 0;
    struct stamp *stamp = &stamps[k];
    if (!stamp->shape) continue;
    if (stamp->shape->shape.large) {
      large(user, (uint32_t)i);
      continue;
    }
    double at[2] = {op->xy[2 * i] * canvas->scale + canvas->dx,
                    op->xy[2 * i + 1] * canvas->scale + canvas->dy};
    stamp_one(s, &arenas, stamp, &op->symbols[k], at, canvas);
  }
  ct_arena_release(&arenas.temp);
}

// SPDX-License-Identifier: MIT
// Collecting: the symbols of every layer with their points and lines, in drawing order.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "label/greedy.h"
#include "model/shapes.h"
#include "model/table.h"
#include "text/text.h"

// Where a text stands along lines already; `before` leads on to the places of the same text (plus one).
struct repeat {
  float x, y;
  size_t before;
};

struct repeats {
  struct ct_map texts;  // of a layer and tile; 1 + the last place
  struct ct_str key;
  ct_vec(struct repeat) v;
};

struct pass {
  struct ct_greedy *g;
  uint32_t layer;
  const struct ct_items *items;
  const struct ct_shapes *shapes;
  struct ct_track_places places;
  struct ct_greedy_pieces pieces;
  struct repeats repeats;
};

static const struct ct_symbol_style *style_of(const struct pass *p, uint32_t item) {
  return &p->items->styles.symbol[p->items->style ? p->items->style[item] : 0];
}

static bool has_words(const struct ct_rich_text *t) {
  for (size_t i = 0; t && i < t->n; i++) {
    if (t->spans[i].image) return true;
    for (const char *p = t->spans[i].text; p && *p; p++)
      if ((unsigned char)*p > ' ') return true;
  }
  return false;
}

// The symbol without its point; false when there is nothing to draw.
static bool start(const struct pass *p, uint32_t item, struct ct_symbol_at *s) {
  *s = (struct ct_symbol_at){.layer = p->layer, .item = item, .style = style_of(p, item)};
  const struct ct_symbol_style *st = s->style;
  if (p->items->text && st->has_text && st->text.size > 0 && has_words(&p->items->text[item]))
    s->text = &p->items->text[item];
  bool wanted = st->has_icon && st->icon_size > 0 && p->g->image_info;
  s->has_icon = wanted && p->g->image_info(p->g->user, st->icon, &s->image);
  if (wanted && !s->has_icon) ct_label_say_missing(p->g->diags, &p->g->missing, p->items->layer_id, st->icon);
  return s->text || s->has_icon;
}

static void push(const struct pass *p, struct ct_symbol_at s) {
  if (!isfinite(s.x) || !isfinite(s.y)) return;
  s.order = (uint32_t)p->g->symbols.n;
  ct_vec_push(p->g->arena, &p->g->symbols, s);
}

// ---- Lines

static float length_of(struct pass *p, const struct ct_symbol_at *s) {
  float w = 0;
  struct ct_bend bend = ct_greedy_bend(p->g, s);
  if (s->text) w = ct_bend_stood_length(&bend);
  if (s->text && !(w > 0)) w = ct_run_box(ct_bend_shape(&bend, s->style->text_anchor))->w;
  if (w > 0) w *= ct_greedy_em(s->style) / s->style->text.size;
  // The reference reckons an icon's length as if it grew with the text.
  if (s->has_icon) w = fmaxf(w, s->image.w * ct_greedy_em(s->style) / 24);
  return w;
}

// A text is not repeated within half the spacing, whatever lines it is on.
static bool too_close(struct pass *p, const struct ct_symbol_at *s, const struct ct_track_place *at,
                      const struct ct_greedy_piece *piece) {
  struct repeats *r = &p->repeats;
  if (!s->text || s->style->placement != CT_PLACE_LINE) return false;
  const double tile[2] = {piece ? piece->col : 0, piece ? piece->row : 0};
  r->key.n = 0;
  ct_str_add_n(&r->key, (const char *)tile, sizeof tile);
  for (size_t i = 0; i < s->text->n; i++)
    if (s->text->spans[i].text) ct_str_add(&r->key, s->text->spans[i].text);
  struct ct_map_entry *e = ct_map_add(&r->texts, r->key.v, r->key.n, 0, NULL);
  double least = s->style->spacing / 2 * p->g->tiles.grow;
  for (size_t k = e->value; k > 0; k = r->v.v[k - 1].before)
    if (hypot(r->v.v[k - 1].x - at->x, r->v.v[k - 1].y - at->y) < least) return true;
  ct_vec_push(p->g->arena, &r->v, ((struct repeat){at->x, at->y, e->value}));
  e->value = r->v.n;
  return false;
}

// `piece` is what a tile has of the line, NULL for the whole.
static void add_places(struct pass *p, struct ct_symbol_at *s, const struct ct_track_ask *ask,
                       const struct ct_greedy_piece *piece) {
  ct_greedy_along(p->g->arena, ask, &p->places);
  for (size_t i = 0; i < p->places.v.n; i++) {
    const struct ct_track_place *at = &p->places.v.v[i];
    if (too_close(p, s, at, piece)) continue;
    if (piece && !ct_greedy_in_tile(p->g, piece, at->x, at->y)) continue;
    s->x = at->x;
    s->y = at->y;
    s->angle_deg = at->angle_deg;
    s->segment = at->segment;
    s->track = *ask->track;
    s->along = true;
    push(p, *s);
  }
}

static void add_track(struct pass *p, struct ct_symbol_at *s, const struct ct_track *t, float length) {
  struct ct_track_ask ask = {t, s->style, length, s->text != NULL, false, p->g->tiles.grow};
  if (!ct_greedy_cut(p->g, t, s->style->placement == CT_PLACE_LINE_CENTER, &p->pieces)) {
    add_places(p, s, &ask, NULL);
    return;
  }
  for (size_t i = 0; i < p->pieces.v.n; i++) {
    const struct ct_greedy_piece *piece = &p->pieces.v.v[i];
    ask.track = &(struct ct_track){piece->xy, piece->n};
    ask.continued = piece->continued;
    add_places(p, s, &ask, piece);
  }
}

// A ring runs back to its start.
static struct ct_track closed(struct pass *p, const float *xy, uint32_t n) {
  float *out = CT_NEW_N(p->g->arena, float, 2 * (size_t)n + 2);
  memcpy(out, xy, 2 * (size_t)n * sizeof *out);
  out[2 * n] = xy[0];
  out[2 * n + 1] = xy[1];
  return (struct ct_track){out, n + 1};
}

static void add_lines(struct pass *p, uint32_t item, size_t shape) {
  struct ct_symbol_at s;
  const struct ct_shapes *sh = p->shapes;
  if (!sh->part0 || !start(p, item, &s)) return;
  float length = length_of(p, &s);
  for (uint32_t q = sh->part0[shape]; q < sh->part0[shape + 1]; q++) {
    struct ct_track t = {sh->xy + 2 * (size_t)sh->coord0[q], sh->coord0[q + 1] - sh->coord0[q]};
    if (t.n < 2) continue;
    if (sh->type && sh->type[shape] == CT_GEOM_POLYGON) t = closed(p, t.xy, t.n);
    add_track(p, &s, &t, length);
  }
}

// ---- Points

// Every point of points; of what else there is, the place that projection found.
static void add_points(struct pass *p, uint32_t item, size_t shape) {
  struct ct_symbol_at s;
  const struct ct_shapes *sh = p->shapes;
  if (!start(p, item, &s)) return;
  size_t from = shape, to = shape + 1;
  if (sh->part0 && sh->coord0) {
    from = sh->coord0[sh->part0[shape]];
    to = sh->coord0[sh->part0[shape + 1]];
  }
  for (size_t c = from; c < to; c++) {
    s.x = sh->xy[2 * c];
    s.y = sh->xy[2 * c + 1];
    push(p, s);
  }
}

// ---- Order

static int compare_y(const void *va, const void *vb) {
  const struct ct_symbol_at *a = va, *b = vb;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  return a->order < b->order ? 1 : -1;
}

static void collect_layer(struct pass *p) {
  size_t from = p->g->symbols.n;
  for (uint32_t i = 0; i < p->items->n; i++) {
    size_t shape;
    if (!ct_shapes_find(p->shapes, p->items->feature[i], &shape)) continue;
    if (style_of(p, i)->placement == CT_PLACE_POINT)
      add_points(p, i, shape);
    else
      add_lines(p, i, shape);
  }
  size_t n = p->g->symbols.n - from;
  if (n < 2) return;
  struct ct_symbol_at *v = p->g->symbols.v + from;
  if (ct_label_by_y(p->items, v->style)) qsort(v, n, sizeof *v, compare_y);
}

void ct_greedy_collect(struct ct_greedy *g) {
  for (uint32_t i = 0; i < g->in->nlayers; i++) {
    struct pass p = {.g = g, .layer = i, .items = g->in->layers[i].items, .shapes = g->in->layers[i].shapes};
    p.repeats.texts.arena = p.repeats.key.arena = g->arena;
    if (p.items->type == CT_LAYER_SYMBOL && p.items->nstyles) collect_layer(&p);
  }
}

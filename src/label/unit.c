// SPDX-License-Identifier: MIT
// Units: every symbol of every layer as one thing to place, in order of priority.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "label/fit.h"
#include "label/solver.h"
#include "label/way.h"
#include "model/shapes.h"
#include "model/table.h"

// Kept free round a badge, points.
#define BADGE_GAP 0.8F

// ---- Icons

struct icon_size {
  float w, h;  // at icon-size of the style; w < 0: no icon
  struct ct_image_info image;
};

// Sizes of the icons of a layer's styles.
static struct icon_size *icon_sizes(struct ct_solver *s, const struct ct_items *items) {
  struct icon_size *sizes = CT_NEW_N(s->arena, struct icon_size, items->nstyles + 1);
  for (size_t i = 0; i < items->nstyles; i++) {
    const struct ct_symbol_style *st = &items->styles.symbol[i];
    struct ct_image_info m;
    float scale = st->icon_size * (float)CT_PX_PT;
    sizes[i].w = -1;
    if (!st->has_icon || !st->icon || !s->image_info) continue;
    if (!s->image_info(s->user, st->icon, &m)) {
      ct_label_say_missing(s->diags, &s->missing, items->layer_id, st->icon);
      continue;
    }
    if (isfinite(m.w * m.h * scale)) sizes[i] = (struct icon_size){m.w * scale, m.h * scale, m};
  }
  return sizes;
}

// What the icon covers, for labels: its ink and halo, where that is known, else all of it. About its centre,
// as wide to both sides, as marks of several layers at a point know each other by their boxes' middles.
static struct ct_box inked(const struct ct_symbol_style *st, const struct icon_size *size) {
  const struct ct_image_info *m = &size->image;
  struct ct_box all = {-size->w / 2, -size->h / 2, size->w / 2, size->h / 2};
  if (!m->has_ink || !(m->w > 0) || !(m->h > 0)) return all;
  float halo = fmaxf(st->icon_halo_width, 0), kx = size->w / m->w, ky = size->h / m->h;
  float w = kx * fmaxf(m->w / 2 - m->ink[0], m->ink[2] - m->w / 2) + halo;
  float h = ky * fmaxf(m->h / 2 - m->ink[1], m->ink[3] - m->h / 2) + halo;
  return (struct ct_box){-w, -h, w, h};
}

static void set_icon(struct ct_solver *s, struct ct_unit *u, const struct icon_size *size) {
  const struct ct_symbol_style *st = u->style;
  if (size->w <= 0 || size->h <= 0) return;
  int sx, sy;
  ct_fit_sides(st->icon_anchor, &sx, &sy);
  u->icon_deg = ct_turned_icon(s, u, 0);
  double t = u->icon_deg * (M_PI / 180), c = cos(t), n = sin(t);
  double dx = st->icon_dx + (float)sx * size->w / 2, dy = st->icon_dy + (float)sy * size->h / 2;
  u->icon_x = (float)(u->x + dx * c - dy * n) + u->icon_tx;
  u->icon_y = (float)(u->y + dx * n + dy * c) + u->icon_ty;
  struct ct_box ink = inked(st, size);
  ink = ct_fit_turned(&ink, u->icon_deg, 0, 0);
  u->icon = (struct ct_box){u->icon_x + ink.x0, u->icon_y + ink.y0, u->icon_x + ink.x1, u->icon_y + ink.y1};
  u->icon_w = size->w;
  u->icon_h = size->h;
  u->has_icon = true;
  u->image = &size->image;
  u->icon_moves = u->along || (u->text && st->icon_fit != CT_ICON_FIT_NONE);
  u->icon_stays = st->icon_overlap == CT_OVERLAP_ALWAYS && !u->icon_moves;
}

// Of the map's axes, or the page's.
static void translate(const struct ct_solver *s, float tx, float ty, bool viewport, float *x, float *y) {
  double t = viewport ? 0 : s->in->view->rotation_deg * (M_PI / 180);
  *x = (float)(tx * cos(t) - ty * sin(t));
  *y = (float)(tx * sin(t) + ty * cos(t));
}

static void set_translation(const struct ct_solver *s, struct ct_unit *u) {
  const struct ct_symbol_style *st = u->style;
  translate(s, st->text_tx, st->text_ty, st->text_translate_viewport, &u->text_tx, &u->text_ty);
  translate(s, st->icon_tx, st->icon_ty, st->icon_translate_viewport, &u->icon_tx, &u->icon_ty);
}

// ---- Collecting

static bool in_view(const struct ct_unit *u, const struct ct_rect *f) {
  if (!u->has_icon || u->icon_moves) return ct_rect_has(f, u->x, u->y);
  return u->icon.x0 < f->x + f->w && u->icon.x1 > f->x && u->icon.y0 < f->y + f->h && u->icon.y1 > f->y;
}

// symbol-avoid-edges: the page has no tiles, but an edge.
static bool is_cut(const struct ct_box *b, const struct ct_rect *f) {
  return b->x0 < f->x || b->y0 < f->y || b->x1 > f->x + f->w || b->y1 > f->y + f->h;
}

static bool has_words(const struct ct_rich_text *t) {
  for (size_t i = 0; t && i < t->n; i++)
    for (const char *p = t->spans[i].text; p && *p; p++)
      if ((unsigned char)*p > ' ') return true;
  return false;
}

static struct ct_box box_of(const struct ct_rect *r) {
  return (struct ct_box){(float)r->x, (float)r->y, (float)(r->x + r->w), (float)(r->y + r->h)};
}

// What belongs to the mark beside its icon; false: nothing.
static bool badge_of(const struct ct_label_layer *l, uint32_t item, struct ct_box *out) {
  if (!l->badges || !(l->badges[item].w > 0)) return false;
  struct ct_box b = box_of(&l->badges[item]);
  *out = ct_box_grown(&b, BADGE_GAP);
  return true;
}

static const struct ct_label_wish no_wish;

struct layer_pass {
  const struct ct_label_layer *layer;
  uint32_t index;
  const struct icon_size *sizes;
  struct ct_map names;  // texts and their places, to find duplicates
};

static void add_unit(struct ct_solver *s, const struct layer_pass *p, uint32_t item, struct ct_unit u) {
  const struct ct_items *items = p->layer->items;
  const struct ct_rect *f = &s->in->view->frame;
  uint32_t style = items->style ? items->style[item] : 0;
  if (!isfinite(u.x) || !isfinite(u.y)) return;
  u.layer = p->index;
  u.item = item;
  u.style = &items->styles.symbol[style];
  u.leaders = p->layer->leaders;
  u.wish = p->layer->wish ? &p->layer->wish[item] : &no_wish;
  u.at = CT_DROPPED;
  u.entries = CT_NOBODY;
  if (items->text && u.style->has_text && has_words(&items->text[item])) u.text = &items->text[item];
  u.key = u.wish->key;
  if (u.text && u.wish->key) ct_number_set(s, &u);
  set_translation(s, &u);
  set_icon(s, &u, &p->sizes[style]);
  if (!u.text && !u.has_icon) return;
  if (!in_view(&u, f)) return;
  if (u.style->avoid_edges && u.has_icon && !u.icon_moves && is_cut(&u.icon, f)) {
    if (!u.text) return;
    u.has_icon = u.has_mark = false;
    u.reason = "no free place: its icon is cut by the frame";
  }
  if (!ct_rect_has(f, u.x, u.y)) u.outside = true;
  u.has_mark = u.has_icon && !u.icon_moves;
  u.mark = u.has_mark ? u.icon : (struct ct_box){u.x, u.y, u.x, u.y};
  if (badge_of(p->layer, item, &u.badge)) u.mark = ct_box_union(&u.mark, &u.badge);
  ct_vec_push(s->arena, &s->units, u);
}

// Lines: a unit for each place where they are named.
static void add_ways(struct ct_solver *s, const struct layer_pass *p) {
  struct ct_ways *ways = CT_NEW(s->arena, struct ct_ways);
  struct ct_way_stops stops = {0};
  ct_ways_join(s, p->index, ways);
  ct_ways_plan(s, p->index, ways, &stops);
  for (size_t i = 0; i < stops.v.n; i++) {
    const struct ct_way_stop *at = &stops.v.v[i];
    struct ct_unit u = {.along = true, .way = at->way, .from = at->from, .to = at->to, .repeat = at->repeat};
    u.x = at->x;
    u.y = at->y;
    add_unit(s, p, at->way->item, u);
  }
}

// Points: one unit each. Areas: the first point, where the projection put their label.
static void add_shape(struct ct_solver *s, const struct layer_pass *p, uint32_t item, uint32_t shape) {
  const struct ct_shapes *sh = p->layer->shapes;
  const struct ct_symbol_style *st =
      &p->layer->items->styles.symbol[p->layer->items->style ? p->layer->items->style[item] : 0];
  bool line = sh->type && (sh->type[shape] == CT_GEOM_LINE || sh->type[shape] == CT_GEOM_POLYGON);
  if (line && st->placement != CT_PLACE_POINT) return;
  uint32_t c0 = shape, c1 = shape + 1, nspots = 0;
  if (sh->part0 && sh->coord0) {
    c0 = sh->coord0[sh->part0[shape]];
    c1 = sh->coord0[sh->part0[shape + 1]];
    if (sh->type && sh->type[shape] != CT_GEOM_POINT && c1 > c0) {
      nspots = c1 - c0 - 1;
      c1 = c0 + 1;
    }
  }
  for (uint32_t c = c0; c < c1; c++)
    add_unit(s, p, item,
             (struct ct_unit){.x = sh->xy[2 * c],
                              .y = sh->xy[2 * c + 1],
                              .spots = sh->xy + 2 * (size_t)c + 2,
                              .nspots = nspots});
}

// Is that text in the map already, at the unit's place (under a point apart)? If not, it is from now on.
static bool said_before(struct ct_map *names, const struct ct_unit *u, uint64_t hash) {
  // Cells of a point: of two texts in neighbouring cells one may be up to two away, which is as good.
  struct {
    uint64_t h;
    int32_t x, y;
  } key = {hash, 0, 0};
  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++) {
      key.x = (int32_t)floorf(u->x * 2) + dx;
      key.y = (int32_t)floorf(u->y * 2) + dy;
      if (ct_map_find(names, &key, sizeof key)) return true;
    }
  key.x = (int32_t)floorf(u->x * 2);
  key.y = (int32_t)floorf(u->y * 2);
  ct_map_add(names, &key, sizeof key, 0, NULL);
  return false;
}

// The same words at the same spot are said once; of numbers the names are compared, those of all layers.
static bool is_duplicate(struct ct_solver *s, struct layer_pass *p, const struct ct_unit *u) {
  const struct ct_rich_text *text = &p->layer->items->text[u->item];
  uint64_t h = 0;
  for (size_t i = 0; i < text->n; i++) {
    const char *t = text->spans[i].text ? text->spans[i].text : "";
    h = ct_hash(t, strlen(t) + 1, h);
  }
  return said_before(&p->names, u, h) || (u->wish->key && said_before(&s->numbered, u, h));
}

static void collect_layer(struct ct_solver *s, uint32_t index) {
  struct layer_pass p = {&s->in->layers[index], index, NULL, {.arena = s->arena}};
  const struct ct_items *items = p.layer->items;
  size_t before = s->units.n;
  if (items->type != CT_LAYER_SYMBOL || !items->nstyles) return;
  p.sizes = icon_sizes(s, items);
  for (uint32_t i = 0; i < items->n; i++) {
    size_t shape;
    if (ct_shapes_find(p.layer->shapes, items->feature[i], &shape)) add_shape(s, &p, i, (uint32_t)shape);
  }
  add_ways(s, &p);
  for (size_t k = before; k < s->units.n; k++) {
    struct ct_unit *u = &s->units.v[k];
    if (!u->text) continue;
    if (u->outside) u->reason = "its point is outside the frame";
    if (u->wish->elsewhere) u->reason = u->wish->elsewhere;
    if (u->wish->hidden) u->reason = "hidden by the document";
    if (u->wish->unplaced) u->reason = "no free place, not even for a number in the key";
    if (!u->reason && is_duplicate(s, &p, u)) u->reason = "duplicate: the same text stands at this point";
    u->spared = u->reason != NULL;
  }
}

// ---- Priorities

struct ranked {
  uint32_t unit, layer, first;
  float key;
};

static float sort_key(const struct ct_solver *s, const struct ct_unit *u) {
  const float *keys = s->in->layers[u->layer].items->sort_key;
  float k = keys ? keys[u->item] : 0;
  return isfinite(k) ? k : 0;
}

// What the document wants placed first; then later layers, then small sort keys, then the order of the items.
static int by_priority(const void *x, const void *y) {
  const struct ranked *a = x, *b = y;
  if (a->first != b->first) return a->first < b->first ? -1 : 1;
  if (a->layer != b->layer) return a->layer > b->layer ? -1 : 1;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return a->unit < b->unit ? -1 : 1;
}

// Pinned, then by the document's priority, then all others.
static uint32_t turn(const struct ct_unit *u) {
  if (u->wish->pin) return 0;
  return u->wish->priority ? u->wish->priority : UINT32_MAX;
}

static void rank_units(struct ct_solver *s) {
  struct ranked *r = CT_NEW_N(s->arena, struct ranked, s->units.n + 1);
  for (uint32_t i = 0; i < s->units.n; i++)
    r[i] = (struct ranked){i, s->units.v[i].layer, turn(&s->units.v[i]), sort_key(s, &s->units.v[i])};
  if (s->units.n) qsort(r, s->units.n, sizeof *r, by_priority);
  s->order = CT_NEW_N(s->arena, uint32_t, s->units.n + 1);
  for (size_t i = 0; i < s->units.n; i++) s->order[i] = r[i].unit;
}

// A name of one layer is worth several of the layer below; within a layer the first is worth twice
// the last, but those with one sort key are worth the same.
static void weigh(struct ct_solver *s) {
  // A name that stands elsewhere too is worth a good place, but not another name; a modest one not even a leader.
  enum { REPEAT_WEIGHT = 5, MODEST_WEIGHT = 10 };
  double base = 20;
  for (size_t end = s->units.n; end > 0;) {
    size_t start = end;
    uint32_t layer = s->units.v[s->order[end - 1]].layer;
    uint32_t first = turn(&s->units.v[s->order[end - 1]]);
    while (start > 0 && s->units.v[s->order[start - 1]].layer == layer &&
           turn(&s->units.v[s->order[start - 1]]) == first)
      start--;
    for (size_t k = start, like = start; k < end; k++) {
      struct ct_unit *u = &s->units.v[s->order[k]];
      if (sort_key(s, u) != sort_key(s, &s->units.v[s->order[like]])) like = k;
      u->weight = base * (2 - (double)(like - start) / (double)(end - start));
      if (u->wish->modest) u->weight = MODEST_WEIGHT;
      if (u->repeat) u->weight = REPEAT_WEIGHT;
    }
    base = fmin(base * 6, 1e12);
    end = start;
  }
}

// ---- What never moves

static void settle(struct ct_solver *s) {
  for (size_t i = 0; i < s->in->nobstacles; i++) {
    struct ct_box b = box_of(&s->in->obstacles[i]);
    ct_grid_add(&s->still, &b, CT_NOBODY, CT_BOX_FURNITURE);
  }
  for (size_t i = 0; i < s->in->nmarks; i++) {
    struct ct_box b = box_of(&s->in->marks[i]);
    ct_grid_add(&s->still, &b, CT_NOBODY, CT_BOX_MARK);
  }
  for (uint32_t i = 0; i < s->units.n; i++) {
    const struct ct_unit *u = &s->units.v[i];
    if (u->badge.x1 > u->badge.x0) ct_grid_add(&s->still, &u->badge, i, CT_BOX_MARK);
    if (!u->has_icon || !u->icon_stays || u->style->icon_ignore_placement) continue;
    struct ct_box b = ct_moving_padded(&u->icon, u->style);
    ct_grid_add(&s->still, &b, i, CT_BOX_ICON);
  }
}

// Marks at the unit's very point belong to it: its text keeps clear of them all.
static void find_mark(struct ct_solver *s, struct ct_unit *u) {
  struct ct_box at = {u->x - 0.01F, u->y - 0.01F, u->x + 0.01F, u->y + 0.01F};
  ct_grid_find(&s->still, &at, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    if (!ct_cost_own(s, u, e)) continue;
    u->mark = u->has_mark ? ct_box_union(&u->mark, &e->box) : e->box;
    u->has_mark = true;
  }
}

void ct_units_collect(struct ct_solver *s) {
  enum { CELL_PT = 14, CROWDED = 8000 };
  const struct ct_rect *f = &s->in->view->frame;
  for (uint32_t i = 0; i < s->in->nlayers; i++) collect_layer(s, i);
  rank_units(s);
  weigh(s);
  ct_grid_init(&s->still, s->arena, f, CELL_PT);
  ct_grid_init(&s->live, s->arena, f, CELL_PT);
  settle(s);
  size_t texts = 0;
  for (size_t i = 0; i < s->units.n; i++) {
    struct ct_unit *u = &s->units.v[i];
    if (!u->text || u->spared) continue;
    find_mark(s, u);
    texts++;
  }
  s->crowded = texts > CROWDED;
}

// SPDX-License-Identifier: MIT
// Stack: marks that share a place, taken apart: counted, fanned out or listed.
#include "label/stack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "label/label.h"
#include "model/placement.h"
#include "model/shapes.h"
#include "model/table.h"

// What is seen of an icon is a little smaller than its box.
#define SEEN 0.8F
#define FAN_GAP 1.2F
// Between marks of which one has a ring.
#define RING_GAP 6.0F
enum { BUDGET = 1500000 };
// Of marks that a badge stands for, half must be hidden; a fan parts all that touch.
#define NEAR_COUNT 0.5F
#define NEAR_FAN 1.0F

// ---- Which marks there are

static float radius_of(const struct ct_stack_ask *ask, const struct ct_symbol_style *st) {
  struct ct_image_info m;
  if (!st->has_icon || !st->icon || !ask->image_info || !ask->image_info(ask->user, st->icon, &m)) return 0;
  float r = SEEN / 2 * fmaxf(m.w, m.h) * st->icon_size * (float)CT_PX_PT;
  return isfinite(r) && r > 0.1F ? r : 0;
}

// The point of an item that is one point; false for lines, areas and multipoints.
static bool point_of(const struct ct_shapes *s, uint32_t row, size_t *coord) {
  size_t k;
  if (!ct_shapes_find(s, row, &k)) return false;
  if (s->type && s->type[k] != CT_GEOM_POINT) return false;
  size_t p0 = s->part0 ? s->part0[k] : k, p1 = s->part0 ? s->part0[k + 1] : k + 1;
  if (p1 != p0 + 1) return false;
  *coord = s->coord0 ? s->coord0[p0] : p0;
  size_t end = s->coord0 ? s->coord0[p0 + 1] : p0 + 1;
  return end == *coord + 1 && isfinite(s->xy[2 * *coord]) && isfinite(s->xy[2 * *coord + 1]);
}

static int by_date(const void *x, const void *y) {
  const struct ct_stack_mark *a = x, *b = y;
  bool na = isnan(a->order), nb = isnan(b->order);
  if (na != nb) return na ? 1 : -1;
  if (!na && a->order != b->order) return a->order < b->order ? -1 : 1;
  return a->item < b->item ? -1 : 1;
}

static void collect(struct ct_stacker *s) {
  const struct ct_items *items = s->ask->items;
  float *r = CT_NEW_N(s->a, float, items->nstyles + 1);
  for (size_t i = 0; i < items->nstyles; i++) r[i] = radius_of(s->ask, &items->styles.symbol[i]);
  s->marks = CT_NEW_N(s->a, struct ct_stack_mark, items->n + 1);
  for (uint32_t i = 0; i < items->n; i++) {
    uint32_t style = items->style ? items->style[i] : 0;
    struct ct_stack_mark m = {.item = i, .style = style, .r = r[style]};
    if (!(m.r > 0) || !point_of(s->ask->shapes, items->feature[i], &m.coord)) continue;
    m.x = s->ask->shapes->xy[2 * m.coord];
    m.y = s->ask->shapes->xy[2 * m.coord + 1];
    m.order = s->ask->order ? s->ask->order[i] : 0;
    m.kind = s->ask->kind ? s->ask->kind[i] : 0;
    s->marks[s->n++] = m;
  }
  if (s->n) qsort(s->marks, s->n, sizeof *s->marks, by_date);
}

// ---- Copies of what changes

static void begin_changes(struct ct_stacker *s) {
  const struct ct_items *items = s->ask->items;
  size_t n = items->n;
  s->gone = CT_NEW_N(s->a, uint8_t, n);
  s->stack = CT_NEW_N(s->a, uint32_t, n);
  s->style = CT_NEW_N(s->a, uint32_t, n);
  if (items->style) memcpy(s->style, items->style, n * sizeof *s->style);
  s->text = CT_NEW_N(s->a, struct ct_rich_text, n);
  if (items->text) memcpy(s->text, items->text, n * sizeof *s->text);
  if (items->sort_key) {
    s->key = CT_NEW_N(s->a, float, n);
    memcpy(s->key, items->sort_key, n * sizeof *s->key);
  }
  ct_vec_reserve(s->a, &s->styles, items->nstyles + 4);
  for (size_t i = 0; i < items->nstyles; i++) ct_vec_push(s->a, &s->styles, items->styles.symbol[i]);
  s->variant = CT_NEW_N(s->a, uint32_t, CT_STACK_VARIANTS * items->nstyles);
}

static void move(struct ct_stacker *s, const struct ct_stack_mark *m, const float to[2]) {
  const struct ct_shapes *was = s->ask->shapes;
  if (m->x == to[0] && m->y == to[1]) return;
  if (!s->xy) {
    s->xy = CT_NEW_N(s->a, float, 2 * was->ncoords);
    memcpy(s->xy, was->xy, 2 * was->ncoords * sizeof *s->xy);
  }
  s->xy[2 * m->coord] = to[0];
  s->xy[2 * m->coord + 1] = to[1];
}

static void push_stack(struct ct_stacker *s, const struct ct_stack *st, const float at[2]) {
  ct_vec_push(s->a, &s->stacks, *st);
  ct_vec_push(s->a, &s->at, ((struct ct_stack_spot){{at[0], at[1]}}));
  ct_stack_take_spokes(s, st);
  for (size_t i = 0; i < st->n; i++) s->stack[st->member[i]] = (uint32_t)s->stacks.n;
}

static void add_one_spoke(struct ct_stacker *s, struct ct_stack *st, const float at[2]) {
  float *spoke = CT_NEW_N(s->a, float, 4);
  if (!ct_stack_spoke((float[]){st->x, st->y}, at, st->r, spoke)) return;
  st->nspokes = 1;
  st->spokes = spoke;
}

// Members by look, looks in the order of the first of each.
struct look {
  uint32_t style;
  uint8_t kind;
  ct_vec(uint32_t) member;  // marks
};

struct looks {
  ct_vec(struct look) v;
};

static void sort_by_look(struct ct_stacker *s, const struct ct_stack_group *g, struct looks *out) {
  for (uint32_t i = 0; i < g->n; i++) {
    const struct ct_stack_mark *m = &s->marks[g->member[i]];
    size_t k = 0;
    while (k < out->v.n && (out->v.v[k].style != m->style || out->v.v[k].kind != m->kind)) k++;
    if (k == out->v.n) ct_vec_push(s->a, &out->v, ((struct look){.style = m->style, .kind = m->kind}));
    ct_vec_push(s->a, &out->v.v[k].member, g->member[i]);
  }
}

static struct ct_stack stack_of(const struct ct_stacker *s, const struct ct_stack_group *g,
                                enum ct_stack_mode mode) {
  const struct ct_stack_mark *lead = &s->marks[g->lead];
  struct ct_stack st = {.mode = mode, .x = lead->x, .y = lead->y, .near = g->near};
  for (uint32_t i = 0; i < g->n; i++) st.r = fmaxf(st.r, s->marks[g->member[i]].r);
  return st;
}

// A place is named once, not beside each of its looks.
static void say_once(struct ct_stacker *s, struct ct_stack *st, const struct looks *looks, size_t upto) {
  for (size_t k = 0; k < upto && !st->named_by; k++) {
    uint32_t first = s->marks[looks->v.v[k].member.v[0]].item;
    if (!ct_stack_same_words(&s->text[first], &s->text[st->member[0]])) continue;
    s->text[st->member[0]] = (struct ct_rich_text){0};
    st->named_by = first + 1;
  }
}

// Nor beside each mark of a fan, when all have one name.
static void say_fan_once(struct ct_stacker *s, struct ct_stack *st) {
  const struct ct_items *items = s->ask->items;
  for (size_t i = 1; i < st->n; i++)
    if (!ct_stack_same_words(&items->text[st->member[0]], &items->text[st->member[i]])) return;
  for (size_t i = 1; i < st->n; i++) s->text[st->member[i]] = (struct ct_rich_text){0};
  st->named_by = st->member[0] + 1;
}

// Looks side by side round the place, each with its number: a mark must not hide what is unlike it.
static void count_group(struct ct_stacker *s, const struct ct_stack_group *g) {
  struct looks looks = {0};
  sort_by_look(s, g, &looks);
  struct ct_stack st = stack_of(s, g, CT_STACK_COUNT);
  size_t n = looks.v.v ? looks.v.n : 0;
  float *at = CT_NEW_N(s->a, float, 2 * n), *from = CT_NEW_N(s->a, float, 2 * n);
  for (size_t i = 0; i < n; i++) {
    from[2 * i] = at[2 * i] = st.x;
    from[2 * i + 1] = at[2 * i + 1] = st.y;
  }
  // Marks of a kind have rings of their own.
  float gap = g->n > n ? 4.2F : 2;
  for (size_t i = 0; i < n; i++)
    if (looks.v.v[i].kind) gap = fmaxf(gap, RING_GAP);
  struct ct_stack_spread spread = {st.x, st.y, st.r, gap, n, from};
  if (n > 1) ct_stack_ring(&s->field, &spread, s->a, at);  // else one over the other
  for (size_t i = 0; i < n; i++) {
    struct ct_stack one = st;
    const struct look *l = &looks.v.v[i];
    one.n = l->member.n;
    one.member = ct_stack_items(s, l->member.v, one.n);
    move(s, &s->marks[l->member.v[0]], at + 2 * i);
    ct_stack_take(s, at + 2 * i, st.r);
    if (n > 1) add_one_spoke(s, &one, at + 2 * i);
    ct_stack_stand_for(s, &one);
    say_once(s, &one, &looks, i);
    push_stack(s, &one, at + 2 * i);
  }
}

// The commonest look, of those the first.
static uint32_t common_look(struct ct_stacker *s, const struct ct_stack_group *g) {
  struct looks looks = {0};
  size_t best = 0;
  sort_by_look(s, g, &looks);
  for (size_t i = 1; i < looks.v.n; i++)
    if (looks.v.v[i].member.n > looks.v.v[best].member.n) best = i;
  return looks.v.v ? looks.v.v[best].style : 0;
}

static void list_group(struct ct_stacker *s, const struct ct_stack_group *g) {
  struct ct_stack st = stack_of(s, g, CT_STACK_LIST);
  st.n = g->n;
  st.member = ct_stack_items(s, g->member, g->n);
  s->style[st.member[0]] = common_look(s, g);
  float at[2] = {st.x, st.y};
  move(s, &s->marks[g->member[0]], at);
  ct_stack_take(s, at, st.r);
  ct_stack_stand_for(s, &st);
  push_stack(s, &st, at);
}

// A deep place is set in rings; marks that only touch are parted.
static bool fan_group(struct ct_stacker *s, const struct ct_stack_group *g) {
  struct ct_stack st = stack_of(s, g, CT_STACK_FAN);
  size_t n = st.n = g->n, distinct = 0;
  st.member = ct_stack_items(s, g->member, n);
  float *from = CT_NEW_N(s->a, float, 2 * n), *xy = CT_NEW_N(s->a, float, 2 * n);
  float *spokes = CT_NEW_N(s->a, float, 4 * n);
  for (size_t i = 0; i < n; i++) {
    const struct ct_stack_mark *m = &s->marks[g->member[i]];
    from[2 * i] = m->x;
    from[2 * i + 1] = m->y;
    distinct += hypotf(m->x - st.x, m->y - st.y) > 0.1F;
  }
  struct ct_stack_spread spread = {st.x, st.y, st.r, FAN_GAP, n, from};
  bool ring = distinct + 1 < n;
  if (!(ring ? ct_stack_ring(&s->field, &spread, s->a, xy) : ct_stack_part(&s->field, &spread, xy)))
    return false;
  for (size_t i = 0; i < n; i++) {
    move(s, &s->marks[g->member[i]], xy + 2 * i);
    ct_stack_take(s, xy + 2 * i, st.r);
    if (ct_stack_spoke(from + 2 * i, xy + 2 * i, st.r, spokes + 4 * st.nspokes)) st.nspokes++;
  }
  st.spokes = spokes;
  if (s->ask->items->text) say_fan_once(s, &st);
  push_stack(s, &st, xy);
  return true;
}

// ---- All together

// Marks of no stack are in the way of spread ones, and so are the places of stacks to come: their entries are
// returned.
static uint32_t *begin_field(struct ct_stacker *s, const struct ct_stack_groups *groups) {
  uint8_t *stacked = CT_NEW_N(s->a, uint8_t, s->n + 1);
  for (size_t i = 0; i < groups->n; i++)
    for (uint32_t k = 0; k < groups->v[i].n; k++) stacked[groups->v[i].member[k]] = 1;
  s->field.frame = s->ask->frame;
  s->field.budget = BUDGET;
  ct_grid_init(&s->field.taken, s->a, s->ask->frame, 14);
  for (size_t i = 0; i < s->n; i++)
    if (!stacked[i]) ct_stack_take(s, (float[]){s->marks[i].x, s->marks[i].y}, s->marks[i].r);
  uint32_t *cores = CT_NEW_N(s->a, uint32_t, groups->n + 1);
  for (size_t i = 0; i < groups->n; i++) {
    const struct ct_stack_mark *m = &s->marks[groups->v[i].lead];
    cores[i] = ct_stack_take(s, (float[]){m->x, m->y}, m->r);
  }
  return cores;
}

// The items that stay, in their order.
static void finish(struct ct_stacker *s) {
  const struct ct_items *items = s->ask->items;
  struct ct_stacked *out = s->out;
  size_t n = 0;
  uint32_t *was = CT_NEW_N(s->a, uint32_t, items->n), *feature = CT_NEW_N(s->a, uint32_t, items->n);
  uint32_t *now = CT_NEW_N(s->a, uint32_t, items->n);
  for (uint32_t i = 0; i < items->n; i++) {
    if (s->gone[i]) continue;
    now[i] = (uint32_t)n;
    was[n] = i;
    feature[n] = items->feature[i];
    s->style[n] = s->style[i];
    s->text[n] = s->text[i];
    s->stack[n] = s->stack[i];
    if (s->key) s->key[n] = s->key[i];
    n++;
  }
  out->items.n = n;
  out->items.feature = feature;
  out->items.style = s->style;
  out->items.text = s->text;
  out->items.sort_key = s->key;
  out->items.nstyles = s->styles.n;
  out->items.styles.symbol = s->styles.v;
  out->was = was;
  out->stack_of = s->stack;
  for (size_t i = 0; i < s->stacks.n; i++) {
    struct ct_stack *st = &s->stacks.v[i];
    st->item = now[st->member[0]];
    if (st->named_by) st->named_by = now[st->named_by - 1] + 1;
  }
  out->nstacks = s->stacks.n;
  out->stacks = s->stacks.v;
  if (!s->xy) return;
  struct ct_shapes *shapes = CT_NEW(s->a, struct ct_shapes);
  *shapes = *s->ask->shapes;
  shapes->xy = s->xy;
  out->shapes = shapes;
}

void ct_label_stack(const struct ct_stack_ask *ask, struct ct_arena *a, struct ct_stacked *out) {
  struct ct_stacker s = {.ask = ask, .a = a, .out = out};
  struct ct_stack_groups groups;
  *out = (struct ct_stacked){.items = *ask->items, .shapes = ask->shapes};
  bool fan = ask->mode == CT_STACK_FAN;
  collect(&s);
  ct_stack_find(s.marks, s.n, !ask->near ? 0 : fan ? NEAR_FAN : NEAR_COUNT, ask->frame, a, &groups);
  if (!groups.n) return;
  begin_changes(&s);
  uint32_t *cores = begin_field(&s, &groups);
  for (size_t i = 0; i < groups.n; i++) {
    const struct ct_stack_group *g = &groups.v[i];
    ct_grid_remove(&s.field.taken, cores[i]);
    if (fan && g->n <= CT_STACK_FAN_MOST && fan_group(&s, g)) continue;
    if (ask->mode == CT_STACK_LIST)
      list_group(&s, g);
    else
      count_group(&s, g);
  }
  ct_stack_set_badges(&s);
  finish(&s);
}

// SPDX-License-Identifier: MIT
// Stack marks: what the one mark that stands for several says, and its badge.
#include "label/stack.h"

#include <math.h>
#include <string.h>

#include "base/format.h"
#include "label/label.h"
#include "model/placement.h"
#include "text/text.h"

#define LIST_SHARE 0.88F
#define LIST_LEAST_PT 5.75F
// How a style is changed: for names on lines of their own, for lists.
enum { AS_NAMES, AS_LIST };

static struct ct_symbol_style variant_of(const struct ct_stacker *s, const struct ct_symbol_style *st,
                                         int as) {
  struct ct_symbol_style v = *st;
  v.text.max_width = 0;
  v.text.justify = CT_JUSTIFY_AUTO;
  if (as != AS_LIST) return v;
  const char **font = CT_NEW(s->a, const char *);
  *font = s->ask->list_font;
  if (*font) {
    v.text.fonts = font;
    v.text.nfonts = 1;
  }
  v.has_text = true;
  v.text.size = fmaxf(LIST_SHARE * st->text.size, LIST_LEAST_PT);
  v.text.justify = CT_JUSTIFY_LEFT;
  v.text.halo_width = 0;
  v.text.line_height = 1.2F;
  return v;
}

static uint32_t use_variant(struct ct_stacker *s, uint32_t style, int as) {
  uint32_t *made = &s->variant[CT_STACK_VARIANTS * style + (uint32_t)as];
  if (!*made) {
    struct ct_symbol_style v = variant_of(s, &s->ask->items->styles.symbol[style], as);
    *made = (uint32_t)s->styles.n;
    ct_vec_push(s->a, &s->styles, v);
  }
  return *made;
}

const uint32_t *ct_stack_items(struct ct_stacker *s, const uint32_t *member, size_t n) {
  uint32_t *v = CT_NEW_N(s->a, uint32_t, n);
  for (size_t i = 0; i < n; i++) v[i] = s->marks[member[i]].item;
  return v;
}

static void say_list(struct ct_stacker *s, struct ct_stack *st) {
  const struct ct_items *items = s->ask->items;
  uint32_t rep = st->member[0];
  bool looks = false;
  const char **dates = CT_NEW_N(s->a, const char *, st->n);
  for (size_t i = 0; i < st->n; i++) {
    if (s->ask->dates) dates[i] = s->ask->dates[st->member[i]];
    looks |= items->style && items->style[st->member[i]] != items->style[rep];
  }
  struct ct_stack_list list;
  ct_stack_list(s->a, items, st->n, st->member, dates, looks, &list);
  if (!list.text) return;
  s->text[rep] = *list.text;
  s->style[rep] = use_variant(s, s->style[rep], AS_LIST);
  if (!looks) return;
  st->nlooks = list.n;
  st->look = list.look;
}

// The first member stays, says what all say and ranks as the best of them.
void ct_stack_stand_for(struct ct_stacker *s, struct ct_stack *st) {
  uint32_t rep = st->member[0];
  float best = s->key ? s->key[rep] : 0;
  for (size_t i = 1; i < st->n; i++) {
    s->gone[st->member[i]] = 1;
    if (s->key && s->key[st->member[i]] < best) best = s->key[st->member[i]];
  }
  if (s->key) s->key[rep] = best;
  if (st->n < 2) return;
  if (st->mode == CT_STACK_LIST) {
    say_list(s, st);
    return;
  }
  bool own_lines;
  const struct ct_rich_text *text = ct_stack_names(s->a, s->ask->items, st->n, st->member, &own_lines);
  if (text) s->text[rep] = *text;
  if (own_lines) s->style[rep] = use_variant(s, s->style[rep], AS_NAMES);
}

bool ct_stack_same_words(const struct ct_rich_text *a, const struct ct_rich_text *b) {
  bool same = a->n == b->n && a->n > 0;
  for (size_t i = 0; same && i < a->n; i++) {
    const char *x = a->spans[i].text, *y = b->spans[i].text;
    same = x == y || (x && y && !strcmp(x, y));
  }
  return same;
}

uint32_t ct_stack_take(struct ct_stacker *s, const float at[2], float r) {
  struct ct_box b = {at[0] - r, at[1] - r, at[0] + r, at[1] + r};
  return ct_grid_add(&s->field.taken, &b, CT_NOBODY, CT_BOX_MARK);
}

// Other marks keep off a hairline too.
void ct_stack_take_spokes(struct ct_stacker *s, const struct ct_stack *st) {
  const float piece = 2, half = 0.6F;
  for (size_t i = 0; i < st->nspokes; i++) {
    const float *l = st->spokes + 4 * i;
    float n = ceilf(hypotf(l[2] - l[0], l[3] - l[1]) / piece);
    for (float k = 0; k <= n; k++)
      ct_stack_take(s, (float[]){l[0] + (l[2] - l[0]) * k / n, l[1] + (l[3] - l[1]) * k / n}, half);
  }
}

// At the mark's upper right, where it hides a little of it; in another corner where it would hide others.
static void place_badge(struct ct_stacker *s, struct ct_stack *st, const float at[2]) {
  static const double corners[4][2] = {{1, -1}, {-1, -1}, {1, 1}, {-1, 1}};
  const struct ct_rect *f = s->ask->frame;
  double w = st->badge.w, h = st->badge.h;
  float least = INFINITY;
  for (int i = 0; i < 4; i++) {
    double cx = at[0] + corners[i][0] * (CT_BADGE_RIGHT * st->r + w / 2);
    double cy = at[1] + corners[i][1] * (CT_BADGE_UP * st->r + h / 2);
    bool fits = cx - w / 2 > f->x + 1 && cx + w / 2 < f->x + f->w - 1 && cy - h / 2 > f->y + 1 &&
                cy + h / 2 < f->y + f->h - 1;
    float cost = ct_stack_covered(&s->field, (float[]){(float)cx, (float)cy}, (float)h / 2);
    cost += (fits ? 0 : 10) + 0.1F * (float)i;
    if (cost >= least) continue;
    least = cost;
    st->badge.x = cx - w / 2;
    st->badge.y = cy - h / 2;
  }
  ct_stack_take(s, (float[]){(float)(st->badge.x + w / 2), (float)(st->badge.y + h / 2)}, (float)h / 2);
}

static void set_badge(struct ct_stacker *s, struct ct_stack *st, const float at[2]) {
  const char *number = ct_format_count(s->a, st->n);
  double larger = s->ask->badge_scale > 0 ? s->ask->badge_scale : 1;
  double w = 3.2 * larger * (double)strlen(number), h = larger * CT_BADGE_H_PT, middle = h / 2;
  if (s->ask->text) {
    st->count = ct_text_plain(s->ask->text, number, s->ask->badge_font, (float)(larger * CT_BADGE_TEXT_PT),
                              s->ask->badge_color, 0);
    w = ct_run_box(st->count)->w;
    middle = ct_run_box(st->count)->baseline - ct_run_box(st->count)->cap_height / 2;
  }
  st->badge.w = fmax(w + 2 * larger * CT_BADGE_SIDE_PT, h);
  st->badge.h = h;
  place_badge(s, st, at);
  st->count_x = (float)(st->badge.x + (st->badge.w - w) / 2);
  st->count_y = (float)(st->badge.y + h / 2 - middle);
}

// When every mark has its place.
void ct_stack_set_badges(struct ct_stacker *s) {
  for (size_t i = 0; i < s->stacks.n; i++) {
    struct ct_stack *st = &s->stacks.v[i];
    if (st->mode != CT_STACK_FAN && st->n > 1) set_badge(s, st, s->at.v[i].xy);
  }
}

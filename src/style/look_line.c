// SPDX-License-Identifier: MIT
// Looks: how the properties of line layers become what is drawn.
#include <math.h>
#include <string.h>

#include "model/view.h"
#include "style/look.h"

#define PX CT_PX_PT
#define AT(member) offsetof(struct raw_line, member)

struct raw_line {
  struct ct_line_style style;
  float opacity, layer_opacity, whole_width;
  int cap, join, anchor;
  struct ct_val dash;
  bool patterned, same_cap, same_dash;
};

enum { MAX_DASHES = 64 };

static float clamped(float x) {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

// A list of dashes in the making: alternating, gaps and dashes that show nothing left out.
struct dashes {
  float len[MAX_DASHES];
  bool on[MAX_DASHES];
  size_t n;
  float start;  // of a line, within the list
};

// Neighbours of one kind are one. Round dashes show even without length.
static void add_dash(struct dashes *d, float len, bool on, bool round) {
  if (!(len > 0) && !(on && round)) return;
  if (d->n && d->on[d->n - 1] == on) {
    d->len[d->n - 1] += len;
    return;
  }
  d->len[d->n] = len;
  d->on[d->n++] = on;
}

// The list's end meets its beginning (an odd list begins and ends with a dash); it is to begin
// with a dash.
static void close_list(struct dashes *d) {
  if (d->n > 1 && d->on[0] == d->on[d->n - 1]) {
    d->start = d->len[d->n - 1];
    d->len[0] += d->start;
    d->n--;
  }
  if (d->n < 2 || d->on[0]) return;
  float gap = d->len[0];
  for (size_t i = 1; i < d->n; i++) {
    d->len[i - 1] = d->len[i];
    d->start += d->len[i];
  }
  d->len[d->n - 1] = gap;
}

// Dash lengths are in widths that the line has at the whole zoom below, and grow with the map.
static void finish_dash(struct raw_line *r, struct ct_look_pool *pool) {
  struct dashes d = {.n = 0};
  size_t n = r->dash.kind == CT_KIND_ARRAY ? r->dash.n : 0;
  double unit = r->whole_width * (pool->line_metrics ? 1 : pool->grown);
  bool round = r->cap == CT_CAP_ROUND && (r->same_cap || !r->same_dash);
  float sum = 0;
  for (size_t i = 0; i < n && i < MAX_DASHES; i++) {
    const struct ct_val *v = &r->dash.u.list.items[i];
    float x = v->kind == CT_KIND_NUMBER ? (float)(v->u.number * unit) : 0;
    if (!(x > 0) || !isfinite(x)) x = 0;
    add_dash(&d, x, i % 2 == 0, round);
    sum += x;
  }
  if (n && !(sum > 0)) r->style.color.a = r->style.opacity = 0;  // neither dashes nor gaps
  if (!(sum > 0)) return;
  close_list(&d);
  if (d.n == 1) {
    if (!d.on[0]) r->style.color.a = r->style.opacity = 0;  // gaps only
    return;
  }
  r->style.dash_n = d.n;
  r->style.dash = ct_pool_bytes(pool, d.len, d.n * sizeof *d.len);
  r->style.dash_start = d.start;
  r->style.dash_butt = !round;
  r->style.dash_shared = pool->line_metrics;
}

static void finish_line(void *raw, struct ct_look_pool *pool) {
  struct raw_line *r = raw;
  struct ct_line_style *s = &r->style;
  s->opacity = clamped(r->opacity);
  s->color.a *= s->opacity;
  s->fade = 1 - clamped(r->layer_opacity);
  s->cap = (enum ct_cap)r->cap;
  s->join = (enum ct_join)r->join;
  s->pattern = ct_pool_string(pool, s->pattern);
  s->gradient = pool->gradient;
  if (s->width < 0) s->width = 0;
  if (s->gap_width < 0) s->gap_width = 0;
  if (s->pattern) {
    s->pattern_width = r->whole_width;
    s->pattern_scale = pool->line_metrics ? 1 : (float)pool->grown;
    s->dash_shared = pool->line_metrics;
  } else if (r->patterned) {
    s->color.a = 0;  // a layer with patterns draws nothing else
  } else {
    finish_dash(r, pool);
  }
  if (!s->pattern && !s->gradient) s->opacity = 0;
  ct_look_turn(pool, r->anchor == 0, &s->translate_x, &s->translate_y);
}

static const char *const caps[] = {"butt", "round", "square", NULL};
static const char *const joins[] = {"miter", "round", "bevel", NULL};
static const char *const anchors[] = {"map", "viewport", NULL};

static const struct ct_look_property line[] = {
    {"line-color", CT_LOOK_COLOR, AT(style.color), 1, NULL},
    {"line-width", CT_LOOK_NUMBER, AT(style.width), PX, NULL},
    {"line-width", CT_LOOK_NUMBER | CT_LOOK_WHOLE_ZOOM, AT(whole_width), PX, NULL},
    {"line-gap-width", CT_LOOK_NUMBER, AT(style.gap_width), PX, NULL},
    {"line-offset", CT_LOOK_NUMBER, AT(style.offset), PX, NULL},
    {"line-blur", CT_LOOK_NUMBER, AT(style.blur), PX, NULL},
    {"line-cap", CT_LOOK_ENUM, AT(cap), 1, caps},
    {"line-cap", CT_LOOK_SAME, AT(same_cap), 1, NULL},
    {"line-join", CT_LOOK_ENUM, AT(join), 1, joins},
    {"line-miter-limit", CT_LOOK_NUMBER, AT(style.miter_limit), 1, NULL},
    {"line-round-limit", CT_LOOK_NUMBER, AT(style.round_limit), 1, NULL},
    {"line-dasharray", CT_LOOK_VAL | CT_LOOK_WHOLE_ZOOM, AT(dash), 1, NULL},
    {"line-dasharray", CT_LOOK_SAME, AT(same_dash), 1, NULL},
    {"line-translate", CT_LOOK_PAIR, AT(style.translate_x), PX, NULL},
    {"line-translate-anchor", CT_LOOK_ENUM, AT(anchor), 1, anchors},
    {"line-pattern", CT_LOOK_NAME | CT_LOOK_WHOLE_ZOOM, AT(style.pattern), 1, NULL},
    {"line-pattern", CT_LOOK_GIVEN, AT(patterned), 1, NULL},
    {"line-opacity", CT_LOOK_NUMBER, AT(opacity), 1, NULL},
    {"line-layer-opacity", CT_LOOK_NUMBER, AT(layer_opacity), 1, NULL},
};

const struct ct_look ct_look_line = {sizeof(struct raw_line), sizeof(struct ct_line_style),
                                     sizeof line / sizeof *line, line, finish_line};

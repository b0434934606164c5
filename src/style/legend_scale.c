// SPDX-License-Identifier: MIT
// Legend scales: circles of round sizes and bars of colours, from what layers draw.
#include "style/legend_scale.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/value.h"
#include "base/vec.h"
#include "model/page.h"
#include "model/table.h"
#include "style/legend.h"

const char *ct_legend_number(struct ct_arena *a, double x) {
  return x < 0 ? ct_arena_printf(a, "\u2212%s", ct_format_rounded(a, -x, 6)) : ct_format_rounded(a, x, 6);
}

bool ct_legend_is_whole(const struct ct_items *items, int column) {
  for (size_t k = 0; k < items->n; k++) {
    double x = ct_table_number(items->table, column, items->feature[k]);
    if (isfinite(x) && x != floor(x)) return false;
  }
  return true;
}

// ---- sizes

// The largest number not above x that is one of `leads` times a power of ten.
static double round_below(double x, const double *leads, size_t n) {
  double unit = pow(10, floor(log10(x) + 1e-9)), best = 0;
  for (size_t i = 0; i < n; i++)
    if (leads[i] * unit <= x * (1 + 1e-9)) best = leads[i] * unit;
  return best;
}

static double round_coarse(double x) {
  static const double leads[] = {1, 2, 5};
  return round_below(x, leads, 3);
}

// Fine, so that the sample is nearly as large as the largest mark.
static double round_fine(double x, bool whole) {
  static const double leads[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8};
  double v = round_below(x, leads, sizeof leads / sizeof *leads);
  return whole ? floor(v + 1e-9) : v;
}

// The least and the largest value drawn, of those above 0.
static void extent_of(const struct ct_items *items, int column, double *least, double *most) {
  *least = INFINITY;
  *most = 0;
  for (size_t k = 0; column >= 0 && k < items->n; k++) {
    double x = ct_table_number(items->table, column, items->feature[k]);
    if (!(x > 0) || !isfinite(x)) continue;
    *least = fmin(*least, x);
    *most = fmax(*most, x);
  }
}

// At most three round values, largest first, none beyond what is drawn.
static size_t choose_values(const struct ct_items *items, int column, double values[3]) {
  double least, most;
  bool whole = column >= 0 && ct_legend_is_whole(items, column);
  extent_of(items, column, &least, &most);
  if (!(most > 0)) return 0;
  double top = round_fine(most, whole), floor_ = round_coarse(least), share[] = {0.4, 0.1};
  size_t n = 0;
  values[n++] = top;
  for (int i = 0; i < 2; i++) {
    double v = fmax(round_coarse(top * share[i]), fmin(floor_, top));
    if (whole && v < 1) v = 1;
    if (v < 0.75 * values[n - 1]) values[n++] = v;
  }
  // One circle alone tells nothing of how sizes grow.
  if (n == 1 && floor_ < 0.95 * top) values[n++] = floor_;
  return n;
}

// That of the first mark; where classes differ, nobody's colour.
static struct ct_circle_style sample_style(const struct ct_items *items) {
  struct ct_circle_style s = items->styles.circle[items->style ? items->style[0] : 0];
  bool differ = false;
  for (size_t i = 0; i < items->nstyles; i++)
    differ |= !ct_color_same(items->styles.circle[i].color, s.color);
  if (!differ) return s;
  s.color = (struct ct_color){0.5f, 0.5f, 0.5f, 0.25f};
  s.stroke_color = (struct ct_color){0.4f, 0.4f, 0.4f, 1};
  return s;
}

bool ct_legend_sizes(const struct ct_items *items, const struct ct_value *spec, struct ct_arena *a,
                     struct ct_legend_entry *e) {
  double size_max = ct_value_number(ct_value_get(spec, "size_max"), 0);
  double max_px = ct_value_number(ct_value_get(spec, "size_max_px"), 0);
  double min_px = ct_value_number(ct_value_get(spec, "size_min_px"), 0);
  if (size_max <= 0 || max_px <= 0 || !items->n || items->type != CT_LAYER_CIRCLE) return false;
  double *values = CT_NEW_N(a, double, 3), *radius = CT_NEW_N(a, double, 3);
  const char **label = CT_NEW_N(a, const char *, 3);
  size_t n = choose_values(
      items, ct_table_column(items->table, ct_value_string(ct_value_get(spec, "size_column"))), values);
  for (size_t i = 0; i < n; i++) {
    radius[i] = fmax(min_px / 2, max_px / 2 * sqrt(values[i] / size_max)) * CT_PX_PT;
    label[i] = ct_legend_number(a, values[i]);
  }
  struct ct_legend_scale *scale = CT_NEW(a, struct ct_legend_scale);
  *scale = (struct ct_legend_scale){.n = n, .at = radius, .label = label};
  struct ct_circle_style *style = CT_NEW(a, struct ct_circle_style);
  *style = sample_style(items);
  *e = (struct ct_legend_entry){.heading = ct_value_string(ct_value_get(spec, "size_label")),
                                .kind = CT_KEY_SIZES,
                                .style.circle = style,
                                .scale = scale};
  return n > 0;
}

// ---- colours

// Not multiplied by alpha any more.
static struct ct_color plain(struct ct_color c) {
  if (c.a > 0) c.r /= c.a, c.g /= c.a, c.b /= c.a;
  return c;
}

static struct ct_color color_at(const struct ct_ramp *ramp, double x) {
  size_t i = 0;
  while (i < ramp->n && ramp->at[i] <= x) i++;
  if (i == 0) return ramp->color[0];
  if (i == ramp->n) return ramp->color[ramp->n - 1];
  double span = ramp->at[i] - ramp->at[i - 1];
  float t = span > 0 ? (float)((x - ramp->at[i - 1]) / span) : 1;
  const struct ct_color *p = &ramp->color[i - 1], *q = &ramp->color[i];
  return (struct ct_color){p->r + t * (q->r - p->r), p->g + t * (q->g - p->g), p->b + t * (q->b - p->b),
                           p->a + t * (q->a - p->a)};
}

// The ramp from lo to hi, laid over 0..1.
static const struct ct_gradient *cut_ramp(const struct ct_ramp *ramp, double lo, double hi, float opacity,
                                          struct ct_arena *a) {
  struct ct_gradient *g = CT_NEW(a, struct ct_gradient);
  float *at = CT_NEW_N(a, float, ramp->n + 2);
  struct ct_color *color = CT_NEW_N(a, struct ct_color, ramp->n + 2);
  size_t n = 0;
  at[n] = 0;
  color[n++] = color_at(ramp, lo);
  for (size_t i = 0; i < ramp->n; i++) {
    if (!(ramp->at[i] > lo && ramp->at[i] < hi)) continue;
    at[n] = (float)((ramp->at[i] - lo) / (hi - lo));
    color[n++] = ramp->color[i];
  }
  at[n] = 1;
  color[n++] = color_at(ramp, hi);
  for (size_t i = 0; i < n; i++) {
    color[i] = plain(color[i]);
    color[i].a *= opacity;
  }
  *g = (struct ct_gradient){n, at, color};
  return g;
}

// Two to five round values between lo and hi.
static void add_ticks(struct ct_legend_scale *s, double lo, double hi, struct ct_arena *a) {
  enum { MOST = 5 };
  double step = round_coarse((hi - lo) / 2), *at = CT_NEW_N(a, double, MOST);
  const char **label = CT_NEW_N(a, const char *, MOST);
  static const double leads[] = {1, 2, 5, 10};
  for (int i = 0; i < 12; i++) {
    int tens = i / 4;
    double unit = pow(10, floor(log10((hi - lo) / 8) + 1e-9) + tens);
    step = leads[i % 4] * unit;
    if (floor(hi / step + 1e-9) - ceil(lo / step - 1e-9) + 1 <= MOST) break;
  }
  for (double v = ceil(lo / step - 1e-9) * step; v <= hi + 1e-9 * step && s->n < MOST; v += step) {
    at[s->n] = fmin(1, fmax(0, (v - lo) / (hi - lo)));
    label[s->n++] = ct_legend_number(a, fabs(v) < 1e-9 * step ? 0 : v);
  }
  s->at = at;
  s->label = label;
}

// The words that the layer gives for both ends and what is between, evenly.
static void add_words(struct ct_legend_scale *s, const struct ct_value *spec, struct ct_arena *a) {
  static const char *const usual[] = {"fewer", "more"};
  const struct ct_value *words = ct_value_get(spec, "labels");
  size_t n = words && words->kind == CT_ARRAY && words->n > 1 ? (words->n < 6 ? words->n : 6) : 2;
  double *at = CT_NEW_N(a, double, n);
  const char **label = CT_NEW_N(a, const char *, n);
  for (size_t i = 0; i < n; i++) {
    at[i] = (double)i / (double)(n - 1);
    const struct ct_value *w = words && words->kind == CT_ARRAY && i < words->n ? words->items[i] : NULL;
    label[i] = w && w->string ? w->string : i < 2 && !w ? usual[i] : "";
  }
  s->n = n;
  s->at = at;
  s->label = label;
}

static bool relief_ramp(const struct ct_legend_layer *layer, struct ct_legend_scale *s, struct ct_arena *a) {
  const struct ct_ramp *ramp = layer->items->ramp;
  if (!ramp || ramp->n < 2 || layer->items->nstyles < 1) return false;
  double lo = ramp->at[0], hi = ramp->at[ramp->n - 1];
  if (layer->lo > lo && layer->lo < hi) lo = layer->lo;
  if (layer->hi < hi && layer->hi > lo) hi = layer->hi;
  if (!(hi > lo)) return false;
  s->colors = cut_ramp(ramp, lo, hi, layer->items->styles.relief[0].opacity, a);
  add_ticks(s, lo, hi, a);
  return true;
}

// From where anything is seen.
static bool heat_ramp(const struct ct_items *items, const struct ct_value *spec, struct ct_legend_scale *s,
                      struct ct_arena *a) {
  const struct ct_ramp *ramp = items->ramp;
  if (!ramp || ramp->n < 2 || !items->n) return false;
  size_t first = 0;
  while (first + 1 < ramp->n && ramp->color[first].a <= 0) first++;
  double lo = first ? ramp->at[first - 1] + 0.15 * (ramp->at[first] - ramp->at[first - 1]) : ramp->at[0];
  if (!(ramp->at[ramp->n - 1] > lo)) return false;
  s->colors = cut_ramp(ramp, lo, ramp->at[ramp->n - 1], items->styles.heatmap[0].opacity, a);
  add_words(s, spec, a);
  return true;
}

static bool line_ramp(const struct ct_items *items, const struct ct_value *spec, struct ct_legend_scale *s,
                      struct ct_arena *a) {
  const struct ct_line_style *line =
      items->n ? &items->styles.line[items->style ? items->style[0] : 0] : NULL;
  if (!line || !line->gradient || !ct_value_is(ct_value_get(spec, "labels"), CT_ARRAY)) return false;
  s->colors = line->gradient;
  add_words(s, spec, a);
  return true;
}

bool ct_legend_ramp(const struct ct_legend_layer *layer, const struct ct_value *spec, struct ct_arena *a,
                    struct ct_legend_entry *e) {
  struct ct_legend_scale *s = CT_NEW(a, struct ct_legend_scale);
  const struct ct_items *items = layer->items;
  bool ok = items->type == CT_LAYER_COLOR_RELIEF ? relief_ramp(layer, s, a)
            : items->type == CT_LAYER_HEATMAP    ? heat_ramp(items, spec, s, a)
            : items->type == CT_LAYER_LINE       ? line_ramp(items, spec, s, a)
                                                 : false;
  const char *heading = ct_value_string(ct_value_get(spec, "heading"));
  const char *label = ct_value_string(ct_value_get(spec, "label"));
  *e = (struct ct_legend_entry){
      .heading = heading && *heading ? heading : label, .kind = CT_KEY_RAMP, .scale = s};
  return ok;
}

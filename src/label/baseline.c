// SPDX-License-Identifier: MIT
// Baseline: ways smoothed so that letters do not shake, and how often and where ways are named.
#include <math.h>

#include "label/solver.h"
#include "label/way.h"
#include "text/text.h"

// Samples a letter's size, and how far the smoothing reaches: from little to much.
enum { SAMPLES_AN_EM = 4, MOST_SAMPLES = 12000 };
static const float sigma_em[CT_BASELINES] = {0.9F, 1.7F, 3.0F};

// ---- Smoothing

static const float *sample(struct ct_solver *s, const struct ct_way *w, uint32_t n) {
  float *out = CT_NEW_N(s->arena, float, 2 * (size_t)n);
  double step = w->length / (n - 1), at = 0, d = 0;
  uint32_t i = 0;
  for (uint32_t k = 0; k < n; k++) {
    double want = step * k;
    for (;; i++) {
      d = hypot((double)w->xy[2 * i + 2] - w->xy[2 * i], (double)w->xy[2 * i + 3] - w->xy[2 * i + 1]);
      if (at + d >= want || i + 2 >= w->n) break;
      at += d;
    }
    double t = d > 0 ? fmin((want - at) / d, 1) : 0;
    for (int c = 0; c < 2; c++) {
      float a = w->xy[2 * i + (uint32_t)c], b = w->xy[2 * i + 2 + (uint32_t)c];
      out[2 * k + (uint32_t)c] = (float)(a + t * ((double)b - a));
    }
  }
  return out;
}

// The sample beyond an end: turned about the end, so that ends stay where they are.
static double beyond(const float *xy, uint32_t n, int64_t i, int c) {
  int64_t last = (int64_t)n - 1, k = i < 0 ? -i : i > last ? 2 * last - i : i;
  if (k < 0 || k > last) k = i < 0 ? last : 0;
  double v = xy[2 * k + c];
  if (i < 0) return 2.0 * xy[c] - v;
  return i > last ? 2.0 * xy[2 * last + c] - v : v;
}

static void smooth(struct ct_solver *s, const struct ct_way *w, double sigma, float *out) {
  int reach = (int)ceil(3 * sigma);
  double *weight = CT_NEW_N(s->arena, double, (size_t)reach + 1), all = 0;
  for (int k = 0; k <= reach; k++) {
    weight[k] = exp(-0.5 * k * k / (sigma * sigma));
    all += k ? 2 * weight[k] : weight[k];
  }
  for (uint32_t i = 0; i < w->nsample; i++)
    for (int c = 0; c < 2; c++) {
      double sum = 0;
      for (int k = -reach; k <= reach; k++)
        sum += weight[k < 0 ? -k : k] * beyond(w->sample, w->nsample, (int64_t)i + k, c);
      out[2 * i + (uint32_t)c] = (float)(sum / all);
    }
}

static void measure(struct ct_solver *s, const struct ct_way *w, struct ct_baseline *b) {
  uint32_t n = b->n;
  double *at = CT_NEW_N(s->arena, double, n);
  float *theta = CT_NEW_N(s->arena, float, n), *turn = CT_NEW_N(s->arena, float, n);
  float *off = CT_NEW_N(s->arena, float, n), *far = CT_NEW_N(s->arena, float, n);
  for (uint32_t i = 0; i < n; i++) {
    if (i + 1 < n) {
      double dx = (double)b->xy[2 * i + 2] - b->xy[2 * i], dy = (double)b->xy[2 * i + 3] - b->xy[2 * i + 1];
      double t = atan2(dy, dx), was = i ? theta[i - 1] : t;
      t += 2 * M_PI * floor((was - t) / (2 * M_PI) + 0.5);
      theta[i] = (float)t;
      turn[i] = i ? turn[i - 1] + (float)fabs(t - was) : 0;
      at[i + 1] = at[i] + hypot(dx, dy);
    } else {
      theta[i] = i ? theta[i - 1] : 0;
      turn[i] = i ? turn[i - 1] : 0;
    }
    double ox = (double)w->sample[2 * i] - b->xy[2 * i], oy = (double)w->sample[2 * i + 1] - b->xy[2 * i + 1];
    off[i] = (float)(ox * sin(theta[i]) - oy * cos(theta[i]));
    far[i] = (float)hypot(ox, oy);
  }
  b->at = at;
  b->theta = theta;
  b->turn = turn;
  b->off = off;
  b->far = far;
}

void ct_way_smooth(struct ct_solver *s, struct ct_way *w, float em) {
  if (w->em == em) return;
  double n = ceil(w->length / em * SAMPLES_AN_EM) + 1;
  w->em = em;
  w->nsample = (uint32_t)fmin(fmax(n, 5), MOST_SAMPLES);
  w->sample = sample(s, w, w->nsample);
  double step = w->length / (w->nsample - 1);
  for (int k = 0; k < CT_BASELINES; k++) {
    float *xy = CT_NEW_N(s->arena, float, 2 * (size_t)w->nsample);
    // Of a short way no more than a sixth, lest it becomes its chord.
    double sigma = fmin(sigma_em[k] * em, w->length / 6) / step;
    smooth(s, w, fmax(sigma, 0.5), xy);
    w->baseline[k] = (struct ct_baseline){.n = w->nsample, .xy = xy};
    measure(s, w, &w->baseline[k]);
  }
}

// ---- Planning

struct plan {
  struct ct_solver *s;
  const struct ct_label_layer *layer;
  const struct ct_symbol_style *style;
  struct ct_way_stops *out;
};

static float symbol_length(const struct plan *p, const struct ct_way *w) {
  const struct ct_items *items = p->layer->items;
  const struct ct_rich_text *text = items->text && p->style->has_text ? &items->text[w->item] : NULL;
  struct ct_text_style st = p->style->text;
  struct ct_image_info m;
  st.max_width = 0;
  float length = 0;
  if (text && text->n && p->style->text_alignment != CT_ALIGN_VIEWPORT)
    length = ct_run_box(ct_text_shape(p->s->text, text, &st, items->layer_id))->w;
  if (p->style->has_icon && p->s->image_info && p->s->image_info(p->s->user, p->style->icon, &m))
    length = fmaxf(length, m.w * p->style->icon_size * (float)CT_PX_PT);
  return length;
}

static bool in_frame(const struct plan *p, const float *xy) {
  return ct_rect_has(&p->s->in->view->frame, xy[0], xy[1]);
}

// The place in the middle of the stop, or the nearest to it that is in the frame.
static bool set_point(const struct plan *p, struct ct_way_stop *stop) {
  const struct ct_way *w = stop->way;
  int64_t last = (int64_t)w->nsample - 1, from = (int64_t)(stop->from * (double)last);
  int64_t to = (int64_t)(stop->to * (double)last), middle = (from + to) / 2;
  bool found = false;
  stop->x = w->sample[2 * middle];
  stop->y = w->sample[2 * middle + 1];
  for (int64_t k = 0; !found && k <= to - middle + 1; k++)
    for (int side = 0; !found && side < 2; side++) {
      int64_t i = side ? middle - k : middle + k;
      if (i < from || i > to || !in_frame(p, w->sample + 2 * i)) continue;
      stop->x = w->sample[2 * i];
      stop->y = w->sample[2 * i + 1];
      found = true;
    }
  return found;
}

// A way of a name that stands close by already needs no name of its own.
static bool is_named(const struct plan *p, const struct ct_way_stop *stop, size_t since) {
  for (size_t i = since; i < p->out->v.n; i++) {
    const struct ct_way_stop *other = &p->out->v.v[i];
    if (other->way == stop->way || other->way->name != stop->way->name) continue;
    if (hypotf(other->x - stop->x, other->y - stop->y) < p->style->spacing / 2) return true;
  }
  return false;
}

static void add_stop(const struct plan *p, struct ct_way_stop stop, size_t since) {
  bool found = set_point(p, &stop);
  if (stop.repeat && !found) return;
  if (p->style->has_text && is_named(p, &stop, since)) return;
  ct_vec_push(p->s->arena, &p->out->v, stop);
}

// Sections of the way about a spacing long, one stop in each; the middle one is wanted.
static void plan_way(const struct plan *p, struct ct_way *w, size_t since) {
  float length = symbol_length(p, w);
  double spacing = fmax(p->style->spacing, 1), each = fmax(spacing, length * 1.25);
  size_t n = p->style->placement == CT_PLACE_LINE_CENTER ? 1 : (size_t)fmin(fmax(w->length / each, 1), 200);
  // What is too short is wanted, and missing, only as the longest of its name.
  if (w->length < length && since < p->out->v.n) return;
  ct_way_smooth(p->s, w, p->style->text.size > 0.5F ? p->style->text.size : 0.5F);
  double section = 1 / (double)n,
         free = n == 1 ? 1 : 1 - fmax(length * 1.05, spacing / 2) / w->length / section;
  if (n > 1 && free < 0.05) free = 0.05;
  for (size_t i = 0; i < n; i++) {
    size_t k = i == 0 ? n / 2 : i <= n / 2 ? i - 1 : i;
    double middle = section * ((double)k + 0.5), reach = section * free / 2;
    struct ct_way_stop stop = {w, middle - reach, middle + reach, 0, 0, i > 0};
    add_stop(p, stop, since);
    // A way that is not wanted has no repeats.
    if (i == 0 && (!p->out->v.n || p->out->v.v[p->out->v.n - 1].way != w)) return;
  }
}

void ct_ways_plan(struct ct_solver *s, uint32_t layer, struct ct_ways *ways, struct ct_way_stops *out) {
  const struct ct_items *items = s->in->layers[layer].items;
  size_t since = 0;
  out->v.n = 0;
  for (size_t i = 0; i < ways->v.n; i++) {
    struct ct_way *w = &ways->v.v[i];
    if (!i || w->name != w[-1].name) since = out->v.n;
    struct plan p = {s, &s->in->layers[layer], NULL, out};
    p.style = &items->styles.symbol[items->style ? items->style[w->item] : 0];
    plan_way(&p, w, since);
  }
}

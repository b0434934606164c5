// SPDX-License-Identifier: MIT
// Bend: spots of letters along a line (maplibre-gl-js, symbol/projection.ts) and down the page.
#include "label/bend.h"

#include <math.h>

#include "base/arena.h"
#include "base/vec.h"
#include "label/fit.h"
#include "text/text.h"

// ---- Setting

static enum ct_justify justify_of(enum ct_anchor anchor) {
  float left, top;
  ct_fit_shares(anchor, &left, &top);
  return left < 0.25F ? CT_JUSTIFY_LEFT : left > 0.75F ? CT_JUSTIFY_RIGHT : CT_JUSTIFY_CENTER;
}

const struct ct_run *ct_bend_shape(const struct ct_bend *s, enum ct_anchor anchor) {
  struct ct_text_style st = s->style->text;
  st.setting = CT_SET_AS_SPEC;
  if (st.justify == CT_JUSTIFY_AUTO) st.justify = justify_of(anchor);
  if (s->style->placement != CT_PLACE_POINT) st.max_width = 0;
  return ct_text_shape(s->text, s->words, &st, s->layer_id);
}

const struct ct_run *ct_bend_shape_column(const struct ct_bend *s) {
  struct ct_text_style st = s->style->text;
  st.setting = CT_SET_AS_SPEC;
  st.justify = CT_JUSTIFY_LEFT;
  struct ct_rich_text text = ct_text_verticalized(s->arena, s->words);
  return ct_text_shape(s->text, &text, &st, s->layer_id);
}

// ---- Along a line

// The track moved sideways by text-offset, side by side: where it turns towards the text, sides end where
// they meet; where it turns away they stand apart, and the text goes on from the one to the next.
struct path {
  float (*side)[4];  // x0 y0 x1 y1
  uint32_t n, segment;
  float x, y;  // the anchor on it
};

static void direction(const struct ct_track *t, uint32_t i, double *dx, double *dy) {
  double x = t->xy[2 * i + 2] - t->xy[2 * i], y = t->xy[2 * i + 3] - t->xy[2 * i + 1], d = hypot(x, y);
  *dx = d > 0 ? x / d : 0;
  *dy = d > 0 ? y / d : 0;
}

// Cuts the sides that meet at vertex i off where they cross.
static void cut_corner(const struct ct_track *t, uint32_t i, double by, struct path *p) {
  double ax, ay, bx, by_;
  direction(t, i - 1, &ax, &ay);
  direction(t, i, &bx, &by_);
  double turn = ax * by_ - ay * bx, dot = 1 + ax * bx + ay * by_;
  // Sides that double back never cross.
  if (turn * by <= 0 || dot < 0.02) return;
  float x = (float)(t->xy[2 * i] + by * (-ay - by_) / dot),
        y = (float)(t->xy[2 * i + 1] + by * (ax + bx) / dot);
  p->side[i - 1][2] = p->side[i][0] = x;
  p->side[i - 1][3] = p->side[i][1] = y;
}

static struct path make_path(const struct ct_bend *s, double by) {
  const struct ct_track *t = &s->track;
  struct path p = {NULL, t->n - 1, s->segment, s->x, s->y};
  p.side = ct_arena_alloc(s->arena, p.n, sizeof *p.side);
  double dx, dy;
  for (uint32_t i = 0; i < p.n; i++) {
    direction(t, i, &dx, &dy);
    for (int k = 0; k < 4; k++) p.side[i][k] = (float)(t->xy[2 * i + (uint32_t)k] + by * (k % 2 ? dx : -dy));
  }
  for (uint32_t i = 1; by != 0 && i < p.n; i++) cut_corner(t, i, by, &p);
  direction(t, s->segment, &dx, &dy);
  p.x -= (float)(dy * by);
  p.y += (float)(dx * by);
  return p;
}

// The point `offset` along the path from its anchor (negative: back), and the direction there.
static bool walk(const struct path *p, double offset, float *x, float *y, double *angle) {
  bool on = offset >= 0;
  double left = fabs(offset), px = p->x, py = p->y, cx, cy, d;
  for (uint32_t i = p->segment;; i = on ? i + 1 : i - 1) {
    if (i >= p->n) return false;  // also below 0
    const float *side = p->side[i];
    if (i != p->segment) px = side[on ? 0 : 2], py = side[on ? 1 : 3];
    cx = side[on ? 2 : 0], cy = side[on ? 3 : 1];
    d = hypot(cx - px, cy - py);
    if (d > left) break;
    left -= d;
  }
  double t = d > 0 ? left / d : 0;
  *x = (float)(px + (cx - px) * t);
  *y = (float)(py + (cy - py) * t);
  *angle = on ? atan2(cy - py, cx - px) : atan2(py - cy, px - cx);
  return true;
}

struct bending {
  const struct ct_bend *s;
  const struct ct_run_box *box;
  const struct ct_cluster *clusters;
  size_t n;
  struct path path;
  bool flip, vertical;
  float
      dx;  // text-offset along the line; like that across it, it goes by the line's direction, flipped or not
};

static double offset_of(const struct bending *b, const struct ct_cluster *c) {
  double at = c->x + c->w / 2 + ct_fit_anchored(b->box->w, b->box->h, b->s->style->text_anchor, 0, 0).x0;
  return b->flip ? b->dx - at : at + b->dx;
}

// Lines beside the first are as far from it as in the block.
static double across(const struct bending *b, const struct ct_cluster *c) {
  double h = b->box->lines ? b->box->h / b->box->lines : 0;
  double y = (c->line + 0.5) * h + ct_fit_anchored(b->box->w, b->box->h, b->s->style->text_anchor, 0, 0).y0;
  return b->flip ? -y : y;
}

static bool put_letters(const struct bending *b, struct ct_cluster_spot *spots) {
  bool level = b->s->style->text_alignment == CT_ALIGN_VIEWPORT_GLYPH;
  for (size_t i = 0; i < b->n; i++) {
    const struct ct_cluster *c = &b->clusters[i];
    double angle;
    if (!walk(&b->path, offset_of(b, c), &spots[i].x, &spots[i].y, &angle)) return false;
    double y = across(b, c);
    spots[i].x -= (float)(sin(angle) * y);
    spots[i].y += (float)(cos(angle) * y);
    double deg = angle * (180 / M_PI) + (b->flip ? 180 : 0);
    if (b->vertical && c->upright) deg -= 90;
    spots[i].deg = level ? 0 : (float)deg;
  }
  return true;
}

// Ideographs on a steep line stand upright below each other: each takes an em of the line.
static struct ct_cluster *stood(struct ct_arena *a, const struct ct_cluster *from, size_t n, float em,
                                float *w) {
  struct ct_cluster *out = CT_NEW_N(a, struct ct_cluster, n + 1);
  float x = 0;
  for (size_t i = 0; i < n; i++) {
    out[i] = from[i];
    out[i].x = x;
    out[i].w = from[i].upright ? em * from[i].scale : from[i].w;
    x += out[i].w;
  }
  *w = x;
  return out;
}

static bool any_upright(const struct ct_cluster *c, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (c[i].upright) return true;
  return false;
}

// The text as it is written tells: punctuation in vertical forms would always stand.
static bool may_stand(const struct ct_bend *s) {
  const struct ct_cluster *clusters;
  size_t n = ct_run_clusters(s->text, ct_bend_shape(s, s->style->text_anchor), &clusters);
  return any_upright(clusters, n);
}

float ct_bend_stood_length(const struct ct_bend *s) {
  const struct ct_cluster *clusters;
  float w = 0;
  if (!may_stand(s)) return 0;
  size_t n = ct_run_clusters(s->text, ct_bend_shape_column(s), &clusters);
  stood(s->arena, clusters, n, s->style->text.size, &w);
  return w;
}

// Steep, and of letters that can stand below each other: punctuation takes its forms for that.
static bool bend_upright(const struct ct_bend *s, bool flip, struct bending *b, const struct ct_run **run,
                         struct ct_cluster_spot **spots) {
  const struct ct_symbol_style *st = s->style;
  struct ct_run_box column;
  *run = ct_bend_shape_column(s);
  b->n = ct_run_clusters(s->text, *run, &b->clusters);
  *spots = CT_NEW_N(s->arena, struct ct_cluster_spot, b->n + 1);
  column = *ct_run_box(*run);
  b->clusters = stood(s->arena, b->clusters, b->n, st->text.size, &column.w);
  b->box = &column;
  b->vertical = true;
  b->flip = flip;
  b->path = make_path(s, st->text_dy);
  bool fits = put_letters(b, *spots);
  b->box = ct_run_box(*run);
  return fits;
}

// Which way the text runs: from its first letter to its last, a single one's as its piece of the line does.
static void run_of(const struct bending *b, const struct ct_cluster_spot *spots, float *dx, float *dy) {
  const float *at = b->s->track.xy + 2 * (size_t)b->s->segment;
  *dx = b->n > 1 ? spots[b->n - 1].x - spots[0].x : at[2] - at[0];
  *dy = b->n > 1 ? spots[b->n - 1].y - spots[0].y : at[3] - at[1];
}

bool ct_bend_letters(const struct ct_bend *s, const struct ct_run **run, const struct ct_cluster_spot **out,
                     size_t *n) {
  const struct ct_symbol_style *st = s->style;
  struct bending b = {.s = s, .box = ct_run_box(*run), .dx = st->text_dx};
  b.n = ct_run_clusters(s->text, *run, &b.clusters);
  struct ct_cluster_spot *spots = CT_NEW_N(s->arena, struct ct_cluster_spot, b.n + 1);
  if (!b.n) return false;
  b.path = make_path(s, st->text_dy);
  bool fits = put_letters(&b, spots);
  if (fits && st->keep_upright) {
    float dx, dy;
    run_of(&b, spots, &dx, &dy);
    bool steep = fabsf(dy) > fabsf(dx);
    if (steep && any_upright(b.clusters, b.n) && b.box->lines == 1) {
      fits = bend_upright(s, dy < 0, &b, run, &spots);
    } else if (dx < 0) {
      b.flip = true;
      fits = put_letters(&b, spots);
    }
  }
  *out = spots;
  *n = b.n;
  return fits;
}

// ---- Down the page

// The reference turns letters that stand upright about a point a little off the middle of their cell.
#define RAISED_EM (3.0F / 24)

// Letters of a column: those that can stand upright take an em each, others lie.
static bool stands(const struct ct_cluster *c) {
  return !c->blank && !c->complex;
}

// As if the column lay: x is how far down, y how far left. Returns the longest line's length.
static float lay_letters(const struct ct_bend *s, const struct ct_run *run, const struct ct_cluster *c,
                         float *length, struct ct_cluster_spot *spots, size_t n) {
  const struct ct_run_box *b = ct_run_box(run);
  const struct ct_run_image *image;
  float em = s->style->text.size, line_h = b->lines ? b->h / (float)b->lines : 0, most = 0;
  float spacing = s->style->text.letter_spacing * em;
  ct_run_images(run, &image);
  for (size_t i = 0; i < n; i++) {
    bool up = stands(&c[i]);
    float own = c[i].image ? (image++)->h : em * c[i].scale;
    float advance = up ? own + spacing : c[i].w, raised = up && !c[i].image ? RAISED_EM * own : 0;
    spots[i] = (struct ct_cluster_spot){length[c[i].line] + advance / 2 - raised,
                                        ((float)c[i].line + 0.5F) * line_h, up ? 0 : 90};
    length[c[i].line] += advance;
    most = fmaxf(most, length[c[i].line]);
  }
  return most;
}

bool ct_bend_down(const struct ct_bend *s, struct ct_bend_column *col) {
  const struct ct_cluster *c;
  const struct ct_run_box *b = ct_run_box(col->run);
  size_t n = ct_run_clusters(s->text, col->run, &c);
  if (!n || !may_stand(s)) return false;
  float *length = CT_NEW_N(s->arena, float, (size_t)b->lines + 1);
  struct ct_cluster_spot *spots = CT_NEW_N(s->arena, struct ct_cluster_spot, n + 1);
  float most = lay_letters(s, col->run, c, length, spots, n);
  // The block's anchor and offset are those of the lying text, which is then turned.
  struct ct_box lying = ct_fit_anchored(most, b->h, col->anchor, col->dx, col->dy);
  for (size_t i = 0; i < n; i++) {
    float x = lying.x0 + spots[i].x, y = lying.y0 + spots[i].y;
    spots[i].x = s->x - y;
    spots[i].y = s->y + x;
  }
  col->box = (struct ct_box){-lying.y1, lying.x0, -lying.y0, lying.x1};
  col->spots = spots;
  return true;
}

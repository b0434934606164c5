// SPDX-License-Identifier: MIT
// Scene text: prints a scene so that stages are tested without pixels.
#include "model/scene_text.h"

#include <math.h>
#include <stdio.h>

#include "base/str.h"
#include "model/scene.h"

enum { MAX_POINTS = 64 };

static const char *const cap_names[] = {"butt", "round", "square"};
static const char *const join_names[] = {"miter", "round", "bevel"};

// Hundredths without trailing zeros and without "-0".
static void add_number(struct ct_str *out, double x) {
  char buf[32];
  if (!isfinite(x)) {
    ct_str_add(out, "nan");
    return;
  }
  ct_str_add(out, ct_format_number(round(x * 100) / 100 + 0.0, buf));
}

static void add_color(struct ct_str *out, struct ct_color c) {
  ct_str_addf(out, "#%02x%02x%02x", (unsigned)lround(c.r * 255), (unsigned)lround(c.g * 255),
              (unsigned)lround(c.b * 255));
  if (c.a < 1) ct_str_addf(out, "%02x", (unsigned)lround(c.a * 255));
}

static void add_rect(struct ct_str *out, const struct ct_rect *r) {
  const double v[] = {r->x, r->y, r->w, r->h};
  for (int i = 0; i < 4; i++) {
    ct_str_add(out, " ");
    add_number(out, v[i]);
  }
}

static void add_quoted(struct ct_str *out, const char *text) {
  ct_str_add(out, "\"");
  for (; text && *text; text++) {
    if (*text == '"' || *text == '\\') ct_str_add(out, "\\");
    if ((unsigned char)*text < 0x20)
      ct_str_add(out, " ");
    else
      ct_str_add_n(out, text, 1);
  }
  ct_str_add(out, "\"");
}

static void add_point(struct ct_str *out, const float *xy) {
  ct_str_add(out, " ");
  add_number(out, xy[0]);
  ct_str_add(out, ",");
  add_number(out, xy[1]);
}

static void add_path(struct ct_str *out, const struct ct_path *p) {
  ct_str_add(out, p->closed ? " rings" : " lines");
  uint32_t nparts = p->part0 ? p->nparts : 1, shown = 0;
  for (uint32_t k = 0; k < nparts && shown < MAX_POINTS; k++) {
    uint32_t from = p->part0 ? p->part0[k] : 0, to = p->part0 ? p->part0[k + 1] : p->n;
    if (k) ct_str_add(out, " /");
    for (uint32_t i = from; i < to && shown < MAX_POINTS; i++, shown++) add_point(out, p->xy + 2 * (size_t)i);
  }
  if (p->n > shown) ct_str_addf(out, " +%u more", (unsigned)(p->n - shown));
}

static void add_symbol(struct ct_str *out, const struct ct_symbol *s) {
  if (s->kind == CT_SYMBOL_CIRCLE) {
    ct_str_add(out, "circle ");
    add_number(out, s->radius);
  } else {
    ct_str_add(out, "icon ");
    add_quoted(out, s->icon);
    ct_str_add(out, " ");
    add_number(out, s->icon_w);
    ct_str_add(out, "x");
    add_number(out, s->icon_h);
  }
  ct_str_add(out, " ");
  add_color(out, s->color);
  if (s->edge_width > 0 && s->edge_color.a > 0) {
    ct_str_add(out, " edge ");
    add_number(out, s->edge_width);
    ct_str_add(out, " ");
    add_color(out, s->edge_color);
  }
  if (s->blur != 0) {
    ct_str_add(out, " blur ");
    add_number(out, s->blur);
  }
  if (s->rotate_deg != 0) {
    ct_str_add(out, " rotate ");
    add_number(out, s->rotate_deg);
  }
}

static void add_indent(struct ct_str *out, int depth) {
  for (int i = 0; i < depth; i++) ct_str_add(out, "  ");
}

static void add_ramp(struct ct_str *out, const struct ct_stroke_op *s) {
  ct_str_add(out, " ramp");
  for (size_t i = 0; i < s->ramp->n && i < MAX_POINTS; i++) {
    ct_str_add(out, " ");
    add_number(out, s->ramp->at[i]);
    ct_str_add(out, ":");
    add_color(out, s->ramp->color[i]);
  }
  ct_str_add(out, " along");
  for (uint32_t i = 0; i < s->path.n && i < MAX_POINTS; i++) {
    ct_str_add(out, " ");
    add_number(out, s->along[i]);
  }
}

static void print_fill(const struct ct_fill_op *f, struct ct_str *out) {
  ct_str_add(out, "fill ");
  if (f->pattern) {
    const double m[] = {f->pattern->xx, f->pattern->yx, f->pattern->xy,
                        f->pattern->yy, f->pattern->x0, f->pattern->y0};
    ct_str_add(out, "pattern ");
    add_quoted(out, f->pattern->image);
    for (int i = 0; i < 6; i++) {
      ct_str_add(out, " ");
      add_number(out, m[i]);
    }
    ct_str_add(out, " opacity ");
    add_number(out, f->pattern->opacity);
  } else {
    add_color(out, f->color);
  }
  if (!f->antialias) ct_str_add(out, " aliased");
  if (f->fringe) ct_str_add(out, " fringe");
  add_path(out, &f->path);
}

static void print_stroke(const struct ct_stroke_op *s, struct ct_str *out) {
  ct_str_add(out, "stroke ");
  add_color(out, s->color);
  ct_str_add(out, " ");
  add_number(out, s->width);
  ct_str_addf(out, " %s %s", cap_names[s->cap], join_names[s->join]);
  for (size_t i = 0; i < s->dash_n; i++) {
    ct_str_add(out, i ? "," : " dash ");
    add_number(out, s->dash[i]);
  }
  if (s->dash_n && s->dash_start != 0) {
    ct_str_add(out, " from ");
    add_number(out, s->dash_start);
  }
  if (s->hairline) ct_str_add(out, " hairline");
  if (s->ramp) add_ramp(out, s);
  add_path(out, &s->path);
}

static void print_marks(const struct ct_marks_op *m, int depth, struct ct_str *out) {
  ct_str_addf(out, "marks %zu", m->n);
  for (size_t i = 0; i < m->nsymbols && i < MAX_POINTS; i++) {
    ct_str_add(out, "\n");
    add_indent(out, depth + 1);
    if (m->nsymbols > 1) ct_str_addf(out, "%zu: ", i);
    add_symbol(out, &m->symbols[i]);
  }
  ct_str_add(out, "\n");
  add_indent(out, depth + 1);
  ct_str_add(out, "at");
  size_t shown = m->n < MAX_POINTS ? m->n : MAX_POINTS;
  for (size_t i = 0; i < shown; i++) {
    if (m->symbol && m->nsymbols > 1) ct_str_addf(out, " %u:", (unsigned)m->symbol[i]);
    add_point(out, m->xy + 2 * i);
  }
  if (m->n > shown) ct_str_addf(out, " +%zu more", m->n - shown);
}

static void print_text(const struct ct_text_op *t, ct_run_text_fn *run_text, struct ct_str *out) {
  ct_str_add(out, "text ");
  add_quoted(out, run_text && t->run ? run_text(t->run) : "");
  ct_str_add(out, " at");
  add_point(out, (float[]){t->x, t->y});
  if (t->rotate_deg == 0) return;
  ct_str_add(out, " rotate ");
  add_number(out, t->rotate_deg);
  ct_str_add(out, " about");
  add_point(out, (float[]){t->pivot_x, t->pivot_y});
}

static void print_group(const struct ct_group *g, int depth, ct_run_text_fn *run_text, struct ct_str *out) {
  ct_str_add(out, "group ");
  add_quoted(out, g->name);
  if (g->has_clip) {
    ct_str_add(out, " clip");
    add_rect(out, &g->clip);
  }
  if (g->fade > 0) {
    ct_str_add(out, " opacity ");
    add_number(out, 1 - (double)g->fade);
  }
  ct_str_add(out, "\n");
  for (const struct ct_op *op = g->first; op; op = op->next) ct_op_print(op, depth + 1, run_text, out);
}

void ct_op_print(const struct ct_op *op, int depth, ct_run_text_fn *run_text, struct ct_str *out) {
  add_indent(out, depth);
  switch (op->kind) {
    case CT_OP_GROUP:
      print_group(&op->group, depth, run_text, out);
      return;
    case CT_OP_FILL:
      print_fill(&op->fill, out);
      break;
    case CT_OP_STROKE:
      print_stroke(&op->stroke, out);
      break;
    case CT_OP_MARKS:
      print_marks(&op->marks, depth, out);
      break;
    case CT_OP_TEXT:
      print_text(&op->text, run_text, out);
      break;
    case CT_OP_IMAGE:
      ct_str_addf(out, "image %dx%d%s to", op->image.w, op->image.h, op->image.smooth ? " smooth" : "");
      add_rect(out, &op->image.to);
      break;
    case CT_OP_LINK:
      ct_str_add(out, "link ");
      add_quoted(out, op->link.url);
      add_rect(out, &op->link.area);
      break;
  }
  ct_str_add(out, "\n");
}

void ct_scene_print(const struct ct_scene *scene, ct_run_text_fn *run_text, struct ct_str *out) {
  ct_str_add(out, "scene ");
  add_number(out, scene->w_pt);
  ct_str_add(out, " x ");
  add_number(out, scene->h_pt);
  ct_str_add(out, " paper ");
  add_color(out, scene->paper);
  ct_str_add(out, "\n");
  ct_op_print(&scene->root, 0, run_text, out);
}

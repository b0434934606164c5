// SPDX-License-Identifier: MIT
// Runs the cases of tests/stage/paint.test: what a style layer becomes in the scene.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "model/placement.h"
#include "model/scene.h"
#include "model/scene_text.h"
#include "model/shapes.h"
#include "model/table.h"
#include "paint/paint.h"

struct shape_list {
  ct_vec(uint32_t) feature;
  ct_vec(uint8_t) type;
  ct_vec(uint8_t) hole;
  ct_vec(uint32_t) part0;
  ct_vec(uint32_t) coord0;
  ct_vec(float) xy, along;
};

struct test_case {
  int line;
  const char *kind;
  ct_vec(struct ct_fill_style) fill;
  ct_vec(struct ct_line_style) line_style;
  ct_vec(struct ct_circle_style) circle;
  ct_vec(struct ct_symbol_style) symbol;
  ct_vec(struct ct_background_style) background;
  struct shape_list shapes, outlines;
  ct_vec(uint32_t) feature;
  ct_vec(uint32_t) style;
  ct_vec(struct ct_placement) places;
  double turn_deg;
  struct ct_str expected;
};

static struct ct_arena arena;

// The value of `key=` among the words, or NULL.
static const char *value_of(const char *words, const char *key) {
  size_t n = strlen(key);
  for (const char *p = words; (p = strstr(p, key)); p += n)
    if (p[n] == '=' && (p == words || p[-1] == ' '))
      return ct_arena_strndup(&arena, p + n + 1, strcspn(p + n + 1, " "));
  return NULL;
}

static float number_of(const char *words, const char *key) {
  const char *v = value_of(words, key);
  return v ? (float)atof(v) : 0;
}

static struct ct_color color_of(const char *words, const char *key) {
  const char *v = value_of(words, key);
  unsigned c[4] = {0, 0, 0, 255};
  if (!v) return (struct ct_color){0, 0, 0, 0};
  sscanf(v, "#%2x%2x%2x%2x", &c[0], &c[1], &c[2], &c[3]);
  return (struct ct_color){(float)c[0] / 255, (float)c[1] / 255, (float)c[2] / 255, (float)c[3] / 255};
}

// Which of the words, which are separated by blanks, the value of `key` is; 0: none.
static int choice_of(const char *words, const char *key, const char *names) {
  const char *v = value_of(words, key);
  int k = 0;
  for (const char *p = names; v && p; p = strchr(p, ' ') ? strchr(p, ' ') + 1 : NULL, k++)
    if (!strncmp(p, v, strlen(v)) && (p[strlen(v)] == ' ' || !p[strlen(v)])) return k;
  return 0;
}

// From `from` to `to` in two stops.
static const struct ct_gradient *ramp_of(const char *words) {
  if (!value_of(words, "from")) return NULL;
  struct ct_gradient *r = CT_NEW(&arena, struct ct_gradient);
  float *at = CT_NEW_N(&arena, float, 2);
  struct ct_color *color = CT_NEW_N(&arena, struct ct_color, 2);
  at[1] = 1;
  color[0] = color_of(words, "from");
  color[1] = color_of(words, "to");
  *r = (struct ct_gradient){2, at, color};
  return r;
}

static void add_style(struct test_case *t, const char *w) {
  struct ct_color color = color_of(w, "color");
  ct_vec_push(&arena, &t->fill,
              (struct ct_fill_style){.color = color,
                                     .outline = color_of(w, "outline"),
                                     .antialias = true,
                                     .pattern = value_of(w, "pattern"),
                                     .opacity = number_of(w, "opacity"),
                                     .pattern_scale = number_of(w, "scale"),
                                     .fade = number_of(w, "fade")});
  struct ct_line_style line = {.color = color,
                               .width = number_of(w, "width"),
                               .gap_width = number_of(w, "gap"),
                               .offset = number_of(w, "offset"),
                               .blur = number_of(w, "blur"),
                               .cap = (enum ct_cap)choice_of(w, "cap", "butt round square"),
                               .join = (enum ct_join)choice_of(w, "join", "miter round bevel"),
                               .miter_limit = 2,
                               .round_limit = 1.05f,
                               .pattern = value_of(w, "pattern"),
                               .opacity = number_of(w, "opacity"),
                               .pattern_width = number_of(w, "width"),
                               .pattern_scale = 1,
                               .dash_shared = value_of(w, "shared") != NULL,
                               .dash_butt = value_of(w, "dash-butt") != NULL,
                               .gradient = ramp_of(w),
                               .fade = number_of(w, "fade")};
  const char *dash = value_of(w, "dash");
  float *v = CT_NEW_N(&arena, float, 2);
  if (dash && sscanf(dash, "%f,%f", &v[0], &v[1]) == 2) {
    line.dash_n = 2;
    line.dash = v;
  }
  ct_vec_push(&arena, &t->line_style, line);
  ct_vec_push(&arena, &t->circle,
              (struct ct_circle_style){.color = color,
                                       .stroke_color = color_of(w, "stroke"),
                                       .radius = number_of(w, "radius"),
                                       .stroke_width = number_of(w, "stroke-width")});
  ct_vec_push(&arena, &t->background,
              (struct ct_background_style){.color = color,
                                           .pattern = value_of(w, "pattern"),
                                           .opacity = number_of(w, "opacity"),
                                           .pattern_scale = number_of(w, "scale")});
  struct ct_symbol_style symbol = {
      .icon = value_of(w, "icon"), .icon_size = number_of(w, "icon-size"), .icon_color = color};
  symbol.text.color = color_of(w, "text-color");
  ct_vec_push(&arena, &t->symbol, symbol);
}

// "ROW KIND x,y x,y / hole x,y ...".
static void add_shape(struct shape_list *s, char *words) {
  char *rest;
  ct_vec_push(&arena, &s->feature, (uint32_t)strtoul(strtok_r(words, " ", &rest), NULL, 10));
  const char *kind = strtok_r(NULL, " ", &rest);
  int type = !strcmp(kind, "polygon") ? CT_GEOM_POLYGON
             : !strcmp(kind, "line")  ? CT_GEOM_LINE
                                      : CT_GEOM_POINT;
  ct_vec_push(&arena, &s->type, (uint8_t)type);
  ct_vec_push(&arena, &s->part0, (uint32_t)s->coord0.n);
  ct_vec_push(&arena, &s->coord0, (uint32_t)(s->xy.n / 2));
  ct_vec_push(&arena, &s->hole, 0);
  for (char *w; (w = strtok_r(NULL, " ", &rest));) {
    float x, y;
    if (!strcmp(w, "/")) {
      ct_vec_push(&arena, &s->coord0, (uint32_t)(s->xy.n / 2));
      ct_vec_push(&arena, &s->hole, 0);
    } else if (!strcmp(w, "hole")) {
      s->hole.v[s->hole.n - 1] = 1;
    } else if (sscanf(w, "%f,%f", &x, &y) == 2) {
      ct_vec_push(&arena, &s->xy, x);
      ct_vec_push(&arena, &s->xy, y);
    }
  }
}

static struct ct_shapes shapes_of(struct shape_list *s) {
  struct ct_shapes out = {
      .n = s->feature.n, .feature = s->feature.v, .nparts = s->coord0.n, .ncoords = s->xy.n / 2};
  ct_vec_push(&arena, &s->part0, (uint32_t)s->coord0.n);
  ct_vec_push(&arena, &s->coord0, (uint32_t)(s->xy.n / 2));
  out.type = s->type.v;
  out.part0 = s->part0.v;
  out.coord0 = s->coord0.v;
  out.hole = s->hole.v;
  out.xy = s->xy.v;
  out.along = s->along.v;
  return out;
}

static void add_place(struct test_case *t, const char *w) {
  struct ct_placement p = {.layer = 3, .item = (uint32_t)atoi(w)};
  const char *at = value_of(w, "at"), *text_at = value_of(w, "text-at"), *leader = value_of(w, "leader");
  if (at) sscanf(at, "%f,%f", &p.x, &p.y);
  if (text_at) sscanf(text_at, "%f,%f", &p.text_x, &p.text_y);
  p.icon_drawn = strstr(w, " icon") != NULL;
  p.icon_x = p.x;
  p.icon_y = p.y;
  p.icon_w = p.icon_h = 30;
  // A run is opaque to this stage; here it is its own text.
  p.run = (const struct ct_run *)(const void *)value_of(w, "text");
  p.state = value_of(w, "state") ? CT_LABEL_DROPPED : CT_LABEL_PLACED;
  if (leader) {
    float *v = CT_NEW_N(&arena, float, 4);
    p.nleader = sscanf(leader, "%f,%f;%f,%f", &v[0], &v[1], &v[2], &v[3]) == 4 ? 2 : 0;
    p.leader = v;
  }
  ct_vec_push(&arena, &t->places, p);
}

static const char *text_of(const struct ct_run *run) {
  return (const char *)(const void *)run;
}

static bool image_info(void *user, const char *name, struct ct_image_info *out) {
  (void)user;
  *out = (struct ct_image_info){.w = 10, .h = 20};
  return !strcmp(name, "tile");
}

static void paint(struct test_case *t, struct ct_op *body) {
  struct ct_shapes shapes = shapes_of(&t->shapes), outlines = shapes_of(&t->outlines);
  struct ct_items items = {
      .layer_id = "t", .n = t->feature.n, .feature = t->feature.v, .style = t->style.v, .nstyles = t->fill.n};
  struct ct_placements placements = {.n = t->places.n, .v = t->places.v};
  const struct ct_view view = {
      .frame = {0, 0, 100, 80}, .rotation_deg = t->turn_deg, .anchor_x = -1000, .anchor_y = 40};
  const struct ct_paint_images images = {.info = image_info, .view = &view};
  if (!strcmp(t->kind, "fill")) {
    items.styles.fill = t->fill.v;
    ct_paint_fill(&arena, body, &items, &shapes, outlines.n ? &outlines : NULL, &images);
  } else if (!strcmp(t->kind, "circle")) {
    items.styles.circle = t->circle.v;
    ct_paint_circle(&arena, body, &items, &shapes);
  } else if (!strcmp(t->kind, "symbol")) {
    items.styles.symbol = t->symbol.v;
    ct_paint_symbols(&arena, body, &items, 3, &placements);
  } else if (!strcmp(t->kind, "background")) {
    items.styles.background = t->background.v;
    ct_paint_background(&arena, body, &items, NULL, &images);
  } else {
    items.styles.line = t->line_style.v;
    ct_paint_line(&arena, body, &items, &shapes, !strcmp(t->kind, "arrow"), &images);
  }
}

static void check(struct test_case *t) {
  struct ct_scene scene;
  ct_scene_init(&scene, 100, 80);
  scene.root.group.has_clip = true;
  scene.root.group.clip = (struct ct_rect){0, 0, 100, 80};
  paint(t, &scene.root);
  struct ct_str got = {.arena = &arena};
  ct_op_print(scene.root.group.first, 0, text_of, &got);
  if (strcmp(ct_str_text(&got), ct_str_text(&t->expected)) != 0)
    fail_msg("tests/stage/paint.test:%d:\ngot\n%sexpected\n%s", t->line, ct_str_text(&got),
             ct_str_text(&t->expected));
}

static void add_along(struct shape_list *s, char *words) {
  char *rest;
  for (char *w = strtok_r(words, " ", &rest); w; w = strtok_r(NULL, " ", &rest))
    ct_vec_push(&arena, &s->along, (float)atof(w));
}

static void add_line(struct test_case *t, char *key, char *words, int line) {
  if (!strcmp(key, "layer")) {
    t->kind = ct_arena_strdup(&arena, words);
    t->line = line;
  } else if (!strcmp(key, "style")) {
    add_style(t, words);
  } else if (!strcmp(key, "shape")) {
    add_shape(&t->shapes, words);
  } else if (!strcmp(key, "along")) {
    add_along(&t->shapes, words);
  } else if (!strcmp(key, "turn")) {
    t->turn_deg = atof(words);
  } else if (!strcmp(key, "outline")) {
    add_shape(&t->outlines, words);
  } else if (!strcmp(key, "item")) {
    char *end;
    ct_vec_push(&arena, &t->feature, (uint32_t)strtoul(words, &end, 10));
    ct_vec_push(&arena, &t->style, (uint32_t)strtoul(end, NULL, 10));
  } else if (!strcmp(key, "place")) {
    add_place(t, words);
  } else {
    fail_msg("tests/stage/paint.test:%d: unknown word '%s'", line, key);
  }
}

static void cases_hold(void **state) {
  (void)state;
  FILE *f = fopen("tests/stage/paint.test", "rb");
  assert_non_null(f);
  struct test_case t = {0};
  t.expected.arena = &arena;
  bool expecting = false;
  char buf[1024];
  int cases = 0, line = 0;
  for (bool more = true; more;) {
    more = fgets(buf, sizeof buf, f) != NULL;
    line++;
    if (more && buf[0] == '#') continue;
    if (!more || buf[0] == '\n') {
      if (t.kind) check(&t), cases++;
      t = (struct test_case){0};
      t.expected.arena = &arena;
      expecting = false;
      continue;
    }
    if (expecting) {
      ct_str_add(&t.expected, buf);
      continue;
    }
    buf[strcspn(buf, "\n")] = 0;
    char *space = strchr(buf, ' ');
    if (space) *space = 0;
    expecting = !strcmp(buf, "expect");
    if (!expecting) add_line(&t, buf, space ? space + 1 : buf + strlen(buf), line);
  }
  fclose(f);
  assert_true(cases >= 10);
  ct_arena_release(&arena);
}

// Items in any order find their shapes; most rows have none.
static void shapes_are_found_in_any_order(void **state) {
  (void)state;
  enum { N = 3000 };
  struct ct_arena a = {0};
  uint32_t *row = CT_NEW_N(&a, uint32_t, N), *item = CT_NEW_N(&a, uint32_t, N);
  float *xy = CT_NEW_N(&a, float, 2 * N);
  for (uint32_t i = 0; i < N; i++) {
    row[i] = 3 * i;
    xy[2 * i] = (float)row[i];
    item[i] = i * 7919 % (3 * N);
  }
  const struct ct_circle_style style = {.color = {0, 0, 0, 1}, .radius = 1};
  struct ct_shapes shapes = {.n = N, .feature = row, .nparts = N, .ncoords = N, .xy = xy};
  struct ct_items items = {.layer_id = "t", .n = N, .feature = item, .nstyles = 1, .styles.circle = &style};
  struct ct_scene scene;
  ct_scene_init(&scene, 100, 100);
  ct_paint_circle(&a, &scene.root, &items, &shapes);
  const struct ct_marks_op *m = &scene.root.group.first->group.first->marks;
  size_t k = 0;
  for (size_t i = 0; i < N; i++)
    if (item[i] % 3 == 0) assert_true(m->xy[2 * k++] == (float)item[i]);
  assert_int_equal(k, m->n);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases_hold),
                                     cmocka_unit_test(shapes_are_found_in_any_order)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

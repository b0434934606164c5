// SPDX-License-Identifier: MIT
// Tests of keys with labels of their own: true sizes, nothing outside the key's box, no label on another.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cartouche.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/scene.h"
#include "page/key_scale.h"
#include "page/sheet.h"
#include "text/text.h"

static struct ct_text *text;
static struct ct_diags diags;

static const struct ct_document plain;

static struct ct_page page_of(void) {
  return (struct ct_page){
      .doc = &plain,
      .text = text,
      .sizes.legend = 8,
      .theme = {.ink = {0, 0, 0, 1}, .font = "Source Sans 3 Regular", .font_bold = "Source Sans 3 Semibold"}};
}

// The boxes of the group's texts; all ops lie in w, h.
static size_t check_ops(const struct ct_op *group, double w, double h, struct ct_rect boxes[8]) {
  size_t n = 0;
  for (const struct ct_op *op = group->group.first; op; op = op->next) {
    struct ct_rect b = {0, 0, 0, 0};
    if (op->kind == CT_OP_TEXT) {
      const struct ct_run_box *box = ct_run_box(op->text.run);
      b = boxes[n++] = (struct ct_rect){op->text.x, op->text.y, box->w, box->h};
    } else if (op->kind == CT_OP_MARKS) {
      double r = op->marks.symbols->radius + op->marks.symbols->edge_width;
      b = (struct ct_rect){op->marks.xy[0] - r, op->marks.xy[1] - r, 2 * r, 2 * r};
    } else {
      continue;
    }
    assert_true(b.x > -0.02 && b.y > -0.02 && b.x + b.w < w + 0.02 && b.y + b.h < h + 0.02);
  }
  return n;
}

static void check_apart(const struct ct_rect *v, size_t n) {
  // Letters stand in the middle two thirds of their lines.
  for (size_t i = 0; i < n; i++)
    for (size_t k = i + 1; k < n; k++)
      assert_true(v[i].x + v[i].w <= v[k].x + 0.01 || v[k].x + v[k].w <= v[i].x + 0.01 ||
                  fabs(v[i].y - v[k].y) > 0.65 * v[i].h);
}

// Large circles stand in one another on one ground, small ones side by side.
static void test_sizes(void **state) {
  (void)state;
  static const double radii[][3] = {{30, 18, 8}, {16, 10, 4}, {7, 5, 2}, {3, 2, 1}, {40, 39, 2}};
  static const char *const labels[] = {"10 000", "2000", "500"};
  static const bool nested[] = {true, true, false, false, false};
  struct ct_page p = page_of();
  static const struct ct_circle_style style = {.stroke_width = 0.5f, .color = {1, 0, 0, 1}};
  for (size_t i = 0; i < sizeof radii / sizeof *radii; i++) {
    struct ct_arena a = {0};
    struct ct_scene scene;
    struct ct_rect boxes[8];
    double w, h;
    ct_scene_init(&scene, 200, 200);
    const struct ct_legend_scale scale = {.n = 3, .at = radii[i], .label = labels};
    const struct ct_legend_entry e = {.kind = CT_KEY_SIZES, .style.circle = &style, .scale = &scale};
    ct_key_scale_size(&p, &e, &w, &h);
    ct_key_scale_draw(&p, &e, w / 2, h / 2, &a, &scene.root);
    size_t n = check_ops(&scene.root, w, h, boxes), marks = 0;
    assert_int_equal(n, 3);
    check_apart(boxes, n);
    double ground = NAN;
    bool one_ground = true;
    for (const struct ct_op *op = scene.root.group.first; op; op = op->next) {
      if (op->kind != CT_OP_MARKS) continue;
      assert_true(op->marks.symbols->radius == (float)radii[i][marks++]);
      double bottom = op->marks.xy[1] + op->marks.symbols->radius;
      one_ground = one_ground && (isnan(ground) || fabs(bottom - ground) < 0.01);
      ground = bottom;
    }
    assert_int_equal(marks, 3);
    assert_int_equal(one_ground, nested[i]);
    ct_arena_release(&a);
  }
}

// Labels stay within the bar, and at the place of their value where there is room.
static void test_ramp(void **state) {
  (void)state;
  static const double at[] = {0, 0.5, 1};
  static const char *const labels[] = {"low", "medium", "very high"};
  static const float stops[] = {0, 1};
  static const struct ct_color colors[] = {{0, 0, 0, 1}, {1, 1, 1, 1}};
  static const struct ct_gradient gradient = {2, stops, colors};
  struct ct_page p = page_of();
  struct ct_arena a = {0};
  struct ct_scene scene;
  struct ct_rect boxes[8];
  double w, h;
  ct_scene_init(&scene, 200, 200);
  const struct ct_legend_scale scale = {.n = 3, .at = at, .label = labels, .colors = &gradient};
  const struct ct_legend_entry e = {.kind = CT_KEY_RAMP, .scale = &scale};
  ct_key_scale_size(&p, &e, &w, &h);
  ct_key_scale_draw(&p, &e, w / 2, h / 2, &a, &scene.root);
  assert_int_equal(check_ops(&scene.root, w, h, boxes), 3);
  check_apart(boxes, 3);
  assert_true(fabs(boxes[0].x) < 0.01 && fabs(boxes[2].x + boxes[2].w - w) < 0.01);
  assert_true(fabs(boxes[1].x + boxes[1].w / 2 - w / 2) < 0.01);
  assert_ptr_equal(scene.root.group.first->stroke.ramp, &gradient);
  ct_arena_release(&a);
}

static int setup(void **state) {
  (void)state;
  struct ct_err err = {0};
  return ct_text_new("styles/fonts", &diags, &text, &err) ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  ct_text_free(text);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_sizes), cmocka_unit_test(test_ramp)};
  return cmocka_run_group_tests(tests, setup, teardown);
}

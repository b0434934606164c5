// SPDX-License-Identifier: MIT
// Tests of src/label: what a document asks of single names.
#include "test_label_help.h"

static const struct ct_placement *placed(const struct scene *s, size_t mark) {
  for (size_t i = 0; i < s->out.n; i++)
    if (s->out.v[i].layer == MARK && s->out.v[i].item == mark) return &s->out.v[i];
  fail();
  return NULL;
}

static bool overlap(const struct ct_rect *a, const struct ct_rect *b) {
  return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static struct scene *pair(const struct ct_label_pin *pin) {
  struct scene *s = scene_new(300, 200);
  scene_add(s, MARK, 150, 100, "Wonsan", 0);
  scene_add(s, MARK, 190, 100, "Hamhung", 0);
  s->layers[MARK].wish[0].pin = pin;
  scene_solve(s);
  assert_true(s->out.n == 2);
  return s;
}

static void a_pin_is_obeyed_on_every_side(void **state) {
  (void)state;
  for (int x = -1; x <= 1; x++)
    for (int y = -1; y <= 1; y++) {
      if (!x && !y) continue;
      struct ct_label_pin pin = {.text = "Wonsan", .has_side = true, .side_x = x, .side_y = y};
      struct scene *s = pair(&pin);
      const struct ct_placement *p = placed(s, 0), *other = placed(s, 1);
      struct ct_rect ink = scene_ink(p);
      assert_int_equal(p->state, CT_LABEL_PLACED);
      if (x > 0) assert_true(ink.x >= 154);
      if (x < 0) assert_true(ink.x + ink.w <= 146);
      if (!x) assert_true(fabs(ink.x + ink.w / 2 - 150) < 1.5);
      if (!x && y > 0) assert_true(ink.y >= 104 && ink.y < 107);
      if (!x && y < 0) assert_true(ink.y + ink.h <= 96 && ink.y + ink.h > 93);
      if (x && y) assert_true((ink.y + ink.h / 2 - 100) * y > 1);
      if (x && !y) assert_true(fabs(ink.y + ink.h / 2 - 100) < 2);
      assert_int_equal(other->state, CT_LABEL_PLACED);
      assert_false(overlap(&p->box, &other->box));
      scene_free(s);
    }
}

static void an_offset_is_met_and_has_a_leader(void **state) {
  (void)state;
  struct ct_label_pin pin = {.text = "Wonsan", .has_offset = true, .dx_pt = -30, .dy_pt = 40};
  struct scene *s = pair(&pin);
  const struct ct_placement *p = placed(s, 0);
  assert_int_equal(p->state, CT_LABEL_LEADER);
  assert_true(fabs(p->box.x + p->box.w - 120) < 0.1);
  assert_true(fabs(p->box.y - 140) < 0.1);
  assert_int_equal(p->nleader, 2);
  scene_free(s);
  pin = (struct ct_label_pin){.text = "Wonsan", .has_offset = true, .dx_pt = 6};
  s = pair(&pin);
  assert_int_equal(placed(s, 0)->state, CT_LABEL_PLACED);
  assert_true(fabs(placed(s, 0)->box.x - 156) < 0.1);
  scene_free(s);
}

// A crowd gives way to it, and a leader of it is crossed by none.
static void a_crowd_gives_way(void **state) {
  (void)state;
  struct ct_label_pin pin = {.text = "Name 7", .has_offset = true, .dx_pt = 60, .dy_pt = -20};
  struct scene *s = scene_new(300, 200);
  s->leaders = true;
  for (int i = 0; i < 30; i++) {
    char words[20];
    snprintf(words, sizeof words, "Name %d", i);
    scene_add(s, MARK, 120 + 11 * (float)(i % 6), 80 + 9 * (float)(i / 6), words, (float)(30 - i));
  }
  s->layers[MARK].wish[7].pin = &pin;
  scene_solve(s);
  const struct ct_placement *p = placed(s, 7);
  assert_int_equal(p->state, CT_LABEL_LEADER);
  assert_true(fabs(p->box.x - (131 + 60)) < 0.1);
  for (size_t i = 0; i < s->out.n; i++)
    if (&s->out.v[i] != p && s->out.v[i].run) assert_false(overlap(&p->box, &s->out.v[i].box));
  scene_free(s);
}

static void a_pin_that_cannot_be_stands_elsewhere_and_says_why(void **state) {
  (void)state;
  struct ct_label_pin pin = {.text = "Wonsan", .has_side = true, .side_x = 1};
  struct scene *s = scene_new(100, 60);
  scene_add(s, MARK, 95, 30, "Wonsan", 0);
  s->layers[MARK].wish[0].pin = &pin;
  scene_solve(s);
  assert_int_not_equal(placed(s, 0)->state, CT_LABEL_DROPPED);
  assert_string_equal(placed(s, 0)->reason, "pinned where it would leave the frame");
  scene_free(s);
  s = scene_new(100, 60);
  s->furniture[s->nfurniture++] = (struct ct_rect){56, 0, 44, 60};
  scene_add(s, MARK, 50, 30, "Wonsan", 0);
  s->layers[MARK].wish[0].pin = &pin;
  scene_solve(s);
  assert_int_not_equal(placed(s, 0)->state, CT_LABEL_DROPPED);
  assert_string_equal(placed(s, 0)->reason, "pinned where the furniture is");
  scene_free(s);
  // Too far off for the page: as near as can be.
  pin = (struct ct_label_pin){.text = "Wonsan", .has_offset = true, .dx_pt = 500};
  s = pair(&pin);
  assert_int_equal(placed(s, 0)->state, CT_LABEL_LEADER);
  assert_true(placed(s, 0)->box.x + placed(s, 0)->box.w <= 300);
  scene_free(s);
}

// Of many on a page with room for few, one that has none: first in the document's order, it has a place.
static void priority_comes_first(void **state) {
  (void)state;
  size_t unlucky = SIZE_MAX;
  for (int k = 0; k < 2; k++) {
    struct scene *s = scene_new(100, 34);
    s->icon_pt = 4;
    for (int i = 0; i < 12; i++) scene_add(s, MARK, 40 + (float)i, 17, "Long name", (float)i);
    if (k) s->layers[MARK].wish[unlucky].priority = 1;
    scene_solve(s);
    assert_true(s->out.dropped > 4);
    for (size_t i = 0; i < 12 && !k; i++)
      if (placed(s, i)->state == CT_LABEL_DROPPED) unlucky = i;
    assert_true(unlucky < 12);
    if (k) assert_int_not_equal(placed(s, unlucky)->state, CT_LABEL_DROPPED);
    scene_free(s);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_pin_is_obeyed_on_every_side),
      cmocka_unit_test(an_offset_is_met_and_has_a_leader),
      cmocka_unit_test(a_crowd_gives_way),
      cmocka_unit_test(a_pin_that_cannot_be_stands_elsewhere_and_says_why),
      cmocka_unit_test(priority_comes_first),
  };
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}

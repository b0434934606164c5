// SPDX-License-Identifier: MIT
// Tests of src/label/again.c: a page solved once more stays as it was where nothing has changed.
#include "test_label_help.h"

static struct ct_label_wish wishes[MAX_SYMBOLS];

static double next(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 11) / 9007199254740992.0;
}

static struct scene *crowd(size_t n, uint64_t seed) {
  struct scene *s = scene_new(500, 360);
  char words[32];
  s->leaders = true;
  s->icon_pt = 6;
  memset(wishes, 0, sizeof wishes);
  s->wishes = wishes;
  for (size_t i = 0; i < n; i++) {
    snprintf(words, sizeof words, "Site %zu-%c", i * 37 % 100, (char)('A' + i % 26));
    scene_add(s, MARK, (float)(500 * next(&seed)), (float)(360 * next(&seed)), words, 0);
  }
  for (size_t i = 0; i < 30; i++)
    scene_add(s, TOWN, (float)(500 * next(&seed)), (float)(360 * next(&seed)), "Town", 0);
  return s;
}

static void again(struct scene *s, struct ct_placements *was) {
  *was = s->out;
  s->was = was;
  scene_solve(s);
}

static bool same(const struct ct_placement *a, const struct ct_placement *b) {
  return a->state == b->state && a->text_x == b->text_x && a->text_y == b->text_y && a->nleader == b->nleader;
}

static size_t count_same(const struct ct_placements *a, const struct ct_placements *b) {
  size_t n = 0;
  assert_int_equal(a->n, b->n);
  for (size_t i = 0; i < a->n; i++) n += same(&a->v[i], &b->v[i]);
  return n;
}

static bool overlap(const struct ct_rect *r, const struct ct_rect *s) {
  const double e = 0.01;
  return r->x + e < s->x + s->w && s->x + e < r->x + r->w && r->y + e < s->y + s->h && s->y + e < r->y + r->h;
}

static void check_apart(const struct scene *s) {
  for (size_t i = 0; i < s->out.n; i++) {
    const struct ct_placement *p = &s->out.v[i];
    for (size_t k = 0; p->run && k < s->nfurniture; k++) assert_false(overlap(&p->box, &s->furniture[k]));
    for (size_t k = i + 1; p->run && k < s->out.n; k++)
      if (s->out.v[k].run) assert_false(overlap(&p->box, &s->out.v[k].box));
  }
}

static void nothing_changed(void **state) {
  (void)state;
  struct scene *s = crowd(150, 3);
  struct ct_placements was;
  scene_solve(s);
  again(s, &was);
  assert_int_equal(count_same(&was, &s->out), s->out.n);
  assert_int_equal(was.dropped, s->out.dropped);
  scene_free(s);
}

// What the new panel does not touch, nor what has made way for those that it does, is where it was.
static void a_panel_comes_and_goes(void **state) {
  (void)state;
  struct scene *s = crowd(120, 5);
  struct ct_placements was, with;
  scene_solve(s);
  s->furniture[s->nfurniture++] = (struct ct_rect){380, 260, 120, 100};
  again(s, &was);
  check_apart(s);
  for (size_t i = 0; i < s->out.n; i++) {
    const struct ct_placement *p = &s->out.v[i];
    if (p->x < 150 && p->y < 150) assert_true(same(p, &was.v[i]));
  }
  size_t dropped = s->out.dropped;
  assert_true(dropped > was.dropped && count_same(&was, &s->out) > s->out.n / 2);
  // Without it names come back.
  s->nfurniture = 0;
  again(s, &with);
  check_apart(s);
  assert_true(s->out.dropped < dropped);
  scene_free(s);
}

static void names_become_numbers(void **state) {
  (void)state;
  struct scene *s = crowd(260, 7);
  struct ct_placements was, then;
  scene_solve(s);
  assert_true(s->out.dropped > 5);
  uint32_t key = 0;
  for (size_t i = 0; i < s->out.n; i++) {
    const struct ct_placement *p = &s->out.v[i];
    if (p->layer == MARK && p->state == CT_LABEL_DROPPED) wishes[p->item].key = ++key;
  }
  again(s, &was);
  check_apart(s);
  assert_true(s->out.keyed > key * 2 / 3);
  assert_true(count_same(&was, &s->out) > s->out.n / 2);
  // Other numbers of as many figures stand where the first did.
  for (size_t i = 0; i < s->layers[MARK].n; i++)
    if (wishes[i].key >= 10 && wishes[i].key < 98) wishes[i].key++;
  again(s, &then);
  check_apart(s);
  assert_true(count_same(&then, &s->out) > s->out.n * 9 / 10);
  scene_free(s);
}

// From the same state the same page follows, whatever has followed from it before.
static void goes_back(void **state) {
  (void)state;
  struct scene *s = crowd(200, 9);
  struct ct_placements first, one;
  scene_solve(s);
  s->furniture[s->nfurniture++] = (struct ct_rect){0, 0, 90, 90};
  again(s, &first);
  one = s->out;
  s->furniture[0].x = 300;
  again(s, &one);
  s->furniture[0].x = 0;
  s->was = &first;
  scene_solve(s);
  struct ct_placements twice = s->out;
  s->was = &first;
  scene_solve(s);
  assert_int_equal(count_same(&twice, &s->out), s->out.n);
  check_apart(s);
  scene_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_changed),
                                     cmocka_unit_test(a_panel_comes_and_goes),
                                     cmocka_unit_test(names_become_numbers), cmocka_unit_test(goes_back)};
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}

// SPDX-License-Identifier: MIT
// Tests of stacks: which marks are one stack (against plain pairwise counting), and where spread marks go.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "label/label.h"
#include "model/image.h"
#include "model/placement.h"
#include "model/shapes.h"

enum { MOST = 100000, LOOKS = 3 };
#define ICON_PT 11.25F
#define SEEN_R 4.5F  // of an icon of that size

static const struct ct_rect frame = {20, 30, 560, 400};

struct marks {
  struct ct_arena arena;
  size_t n;
  bool no_text;
  float xy[2 * MOST];
  uint32_t row[MOST], style[MOST];
  double order[MOST];
  struct ct_rich_text text[MOST];
  const char *dates[MOST];
  const uint8_t *kind;
  struct ct_symbol_style styles[LOOKS];
  struct ct_items items;
  struct ct_shapes shapes;
  struct ct_stacked out;
};

static bool icon(void *user, const char *name, struct ct_image_info *out) {
  (void)user;
  *out = (struct ct_image_info){.w = ICON_PT / (float)CT_PX_PT, .h = ICON_PT / (float)CT_PX_PT};
  return *name != '\0';
}

static struct marks *marks_new(void) {
  struct marks *m = calloc(1, sizeof *m);
  assert_non_null(m);
  for (int i = 0; i < LOOKS; i++)
    m->styles[i] = (struct ct_symbol_style){.has_icon = true,
                                            .icon = "mark",
                                            .icon_size = 1,
                                            .has_text = true,
                                            .text = {.size = 7.5F, .max_width = 70}};
  return m;
}

static void marks_free(struct marks *m) {
  ct_arena_release(&m->arena);
  free(m);
}

static size_t add(struct marks *m, float x, float y, const char *words) {
  size_t i = m->n++;
  struct ct_span *span = CT_NEW(&m->arena, struct ct_span);
  *span = (struct ct_span){.text = words, .scale = 1};
  m->xy[2 * i] = x;
  m->xy[2 * i + 1] = y;
  m->row[i] = (uint32_t)i;
  m->order[i] = (double)i;
  m->text[i] = (struct ct_rich_text){words ? 1 : 0, span};
  return i;
}

static void stack(struct marks *m, enum ct_stack_mode mode, bool near) {
  m->items = (struct ct_items){.layer_id = "marks",
                               .type = CT_LAYER_SYMBOL,
                               .n = m->n,
                               .feature = m->row,
                               .style = m->style,
                               .text = m->no_text ? NULL : m->text,
                               .nstyles = LOOKS,
                               .styles.symbol = m->styles};
  m->shapes = (struct ct_shapes){.n = m->n, .feature = m->row, .nparts = m->n, .ncoords = m->n, .xy = m->xy};
  struct ct_stack_ask ask = {.items = &m->items,
                             .shapes = &m->shapes,
                             .frame = &frame,
                             .mode = mode,
                             .near = near,
                             .order = m->order,
                             .dates = m->dates,
                             .kind = m->kind,
                             .image_info = icon};
  ct_label_stack(&ask, &m->arena, &m->out);
}

// A generator of its own, so that the test is the same everywhere.
static uint32_t next(uint32_t *seed) {
  *seed = *seed * 1664525U + 1013904223U;
  return *seed >> 8;
}

static const float *at(const struct marks *m, size_t item) {
  return m->out.shapes->xy + 2 * m->out.items.feature[item];
}

static const char *said(struct marks *m, size_t item) {
  const struct ct_rich_text *t = &m->out.items.text[item];
  char *s = ct_arena_strdup(&m->arena, "");
  for (size_t i = 0; i < t->n; i++) s = ct_arena_printf(&m->arena, "%s%s", s, t->spans[i].text);
  return s;
}

// ---- Finding

static void exact_stacks_are_those_of_one_point(void **state) {
  (void)state;
  struct marks *m = marks_new();
  uint32_t seed = 7;
  for (int i = 0; i < 600; i++)
    add(m, 40 + 5 * (float)(next(&seed) % 100), 50 + 5 * (float)(next(&seed) % 40), "a");
  stack(m, CT_STACK_COUNT, false);
  // Counted pair by pair.
  size_t stacks = 0, left = 0;
  for (size_t i = 0; i < m->n; i++) {
    size_t before = 0, same = 0;
    for (size_t k = 0; k < m->n; k++) {
      bool equal = m->xy[2 * i] == m->xy[2 * k] && m->xy[2 * i + 1] == m->xy[2 * k + 1];
      before += equal && k < i;
      same += equal;
    }
    left += before == 0;
    stacks += before == 0 && same > 1;
  }
  assert_true(stacks > 20);
  assert_int_equal(m->out.nstacks, stacks);
  assert_int_equal(m->out.items.n, left);
  for (size_t i = 0; i < m->out.nstacks; i++) {
    const struct ct_stack *s = &m->out.stacks[i];
    assert_int_equal(m->out.was[s->item], s->member[0]);
    assert_int_equal(m->out.stack_of[s->item], i + 1);
    for (size_t k = 0; k < s->n; k++) {
      assert_true(m->xy[2 * s->member[k]] == s->x && m->xy[2 * s->member[k] + 1] == s->y);
      if (k) assert_true(s->member[k] > s->member[k - 1]);
    }
  }
  marks_free(m);
}

static void a_tenth_of_a_point_is_one_place(void **state) {
  (void)state;
  struct marks *m = marks_new();
  add(m, 100, 100, "a");
  add(m, 100.06F, 100.05F, "b");
  add(m, 100.3F, 100, "c");
  stack(m, CT_STACK_COUNT, false);
  assert_int_equal(m->out.nstacks, 1);
  assert_int_equal(m->out.stacks[0].n, 2);
  assert_int_equal(m->out.items.n, 2);
  marks_free(m);
}

static void members_come_by_date_then_row(void **state) {
  (void)state;
  struct marks *m = marks_new();
  for (int i = 0; i < 5; i++) add(m, 100, 100, "a");
  const double order[] = {NAN, 30, 10, NAN, 10};
  memcpy(m->order, order, sizeof order);
  stack(m, CT_STACK_COUNT, false);
  const uint32_t want[] = {2, 4, 1, 0, 3};
  assert_int_equal(m->out.nstacks, 1);
  assert_memory_equal(m->out.stacks[0].member, want, sizeof want);
  assert_int_equal(m->out.was[0], 2);
  marks_free(m);
}

static void near_stacks_do_not_chain(void **state) {
  (void)state;
  static const enum ct_stack_mode modes[] = {CT_STACK_COUNT, CT_STACK_FAN};
  for (int k = 0; k < 2; k++) {
    struct marks *m = marks_new();
    // A coast of marks, each half over the next.
    for (int i = 0; i < 120; i++) add(m, 30 + 4 * (float)i, 200 + 3 * sinf((float)i), "a");
    stack(m, modes[k], true);
    assert_true(m->out.nstacks > 20);
    for (size_t i = 0; i < m->out.nstacks; i++) {
      const struct ct_stack *s = &m->out.stacks[i];
      assert_true(s->near);
      for (size_t j = 0; j < s->n; j++)
        assert_true(hypotf(m->xy[2 * s->member[j]] - s->x, m->xy[2 * s->member[j] + 1] - s->y) <=
                    2 * SEEN_R + 0.01F);
    }
    marks_free(m);
  }
}

static void what_is_apart_stays(void **state) {
  (void)state;
  struct marks *m = marks_new();
  add(m, 100, 100, "a");
  add(m, 100 + 2 * SEEN_R + 0.5F, 100, "b");
  stack(m, CT_STACK_FAN, true);
  assert_int_equal(m->out.nstacks, 0);
  assert_ptr_equal(m->out.shapes, &m->shapes);
  assert_int_equal(m->out.items.n, 2);
  // Overlapping by less than half: two marks for a count, parted by a fan.
  m->xy[2] = 100 + 1.5F * SEEN_R;
  stack(m, CT_STACK_COUNT, true);
  assert_int_equal(m->out.nstacks, 0);
  stack(m, CT_STACK_FAN, true);
  assert_int_equal(m->out.nstacks, 1);
  stack(m, CT_STACK_FAN, false);
  assert_int_equal(m->out.nstacks, 0);
  marks_free(m);
}

// ---- Counting

static void looks_stand_side_by_side(void **state) {
  (void)state;
  struct marks *m = marks_new();
  for (int i = 0; i < 12; i++) m->style[add(m, 300, 200, "a")] = i < 7 ? 0 : i < 11 ? 1 : 2;
  stack(m, CT_STACK_COUNT, false);
  assert_int_equal(m->out.nstacks, 3);
  assert_int_equal(m->out.items.n, 3);
  size_t n[3] = {m->out.stacks[0].n, m->out.stacks[1].n, m->out.stacks[2].n};
  assert_true(n[0] == 7 && n[1] == 4 && n[2] == 1);
  assert_true(m->out.stacks[0].badge.w > 0 && m->out.stacks[1].badge.w > 0 && m->out.stacks[2].badge.w == 0);
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 0; k < i; k++)
      assert_true(hypotf(at(m, i)[0] - at(m, k)[0], at(m, i)[1] - at(m, k)[1]) >= 2 * SEEN_R);
  marks_free(m);
}

// Of one look, but of what is new and what is not.
static void kinds_are_counted_apart(void **state) {
  (void)state;
  struct marks *m = marks_new();
  static const uint8_t kind[9] = {0, 0, 1, 0, 1, 0, 0, 2, 0};
  m->kind = kind;
  for (int i = 0; i < 9; i++) add(m, 300, 200, kind[i] ? "b" : "a");
  stack(m, CT_STACK_COUNT, false);
  assert_int_equal(m->out.nstacks, 3);
  assert_true(m->out.stacks[0].n == 6 && m->out.stacks[1].n == 2 && m->out.stacks[2].n == 1);
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 0; k < m->out.stacks[i].n; k++) assert_int_equal(kind[m->out.stacks[i].member[k]], i);
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 0; k < i; k++)
      assert_true(hypotf(at(m, i)[0] - at(m, k)[0], at(m, i)[1] - at(m, k)[1]) >= 2 * SEEN_R + 5);
  m->n = 0;
  m->kind = NULL;
  for (int i = 0; i < 9; i++) add(m, 300, 200, "a");
  stack(m, CT_STACK_COUNT, false);
  assert_int_equal(m->out.nstacks, 1);
  marks_free(m);
}

static void badges_stay_inside(void **state) {
  (void)state;
  struct marks *m = marks_new();
  const float corners[][2] = {{20, 30}, {580, 30}, {580, 430}, {20, 430}, {300, 31}};
  for (int i = 0; i < 5; i++)
    for (int k = 0; k < 12; k++) add(m, corners[i][0], corners[i][1], "a");
  stack(m, CT_STACK_COUNT, false);
  assert_int_equal(m->out.nstacks, 5);
  for (size_t i = 0; i < 5; i++) {
    const struct ct_rect *b = &m->out.stacks[i].badge;
    assert_true(b->x >= frame.x && b->y >= frame.y && b->x + b->w <= frame.x + frame.w &&
                b->y + b->h <= frame.y + frame.h);
  }
  marks_free(m);
}

static void names_are_not_lost(void **state) {
  (void)state;
  struct marks *m = marks_new();
  for (int i = 0; i < 3; i++) add(m, 100, 100, "Same");
  add(m, 200, 100, "First");
  add(m, 200, 100, "Twice");
  add(m, 200, 100, "Twice");
  for (int i = 0; i < 26; i++) add(m, 300, 100, ct_arena_printf(&m->arena, "Name %d", i < 5 ? 0 : i));
  add(m, 400, 100, "A long name, with a comma in it");
  add(m, 400, 100, "Another");
  add(m, 500, 100, NULL);
  add(m, 500, 100, "Only one");
  stack(m, CT_STACK_COUNT, false);
  assert_int_equal(m->out.items.n, 5);
  assert_string_equal(said(m, 0), "Same");
  assert_string_equal(said(m, 1), "Twice\u00a0\u00d72\nFirst");
  assert_string_equal(said(m, 2), "Name 0\u00a0\u00d75\nName 5\nand 20 more");
  assert_string_equal(said(m, 3), "A long name, with a comma in it; Another");
  assert_string_equal(said(m, 4), "Only one");
  marks_free(m);
}

static void a_place_is_named_once(void **state) {
  (void)state;
  struct marks *m = marks_new();
  // At one place two looks of one name and one of another; in a fan of two all are alike, or not.
  m->style[add(m, 300, 200, "Port")] = 0;
  m->style[add(m, 300, 200, "Port")] = 1;
  m->style[add(m, 300, 200, "Yard")] = 2;
  stack(m, CT_STACK_COUNT, false);
  assert_int_equal(m->out.items.n, 3);
  for (size_t i = 0; i < 3; i++) {
    const struct ct_stack *st = &m->out.stacks[i];
    assert_string_equal(said(m, st->item), i == 0 ? "Port" : i == 1 ? "" : "Yard");
    assert_int_equal(st->named_by, i == 1 ? m->out.stacks[0].item + 1 : 0);
  }
  marks_free(m);
  for (int alike = 0; alike < 2; alike++) {
    m = marks_new();
    for (int i = 0; i < 3; i++) add(m, 300, 200, i == 2 && !alike ? "Yard" : "Port");
    stack(m, CT_STACK_FAN, false);
    assert_int_equal(m->out.stacks[0].named_by, alike ? 1 : 0);
    for (size_t i = 0; i < 3; i++)
      assert_string_equal(said(m, i), !alike && i == 2 ? "Yard" : alike && i ? "" : "Port");
    marks_free(m);
  }
}

// ---- Listing

static void lists_have_lines_by_date(void **state) {
  (void)state;
  struct marks *m = marks_new();
  for (int i = 0; i < 30; i++) {
    size_t k = add(m, 100, 100, ct_arena_printf(&m->arena, "N%02d", i));
    m->dates[k] = ct_arena_printf(&m->arena, "D%02d", i);
    m->order[k] = 100 - i;
  }
  m->dates[add(m, 200, 100, "x")] = "1 May 2018";
  m->dates[add(m, 200, 100, "x")] = "1 May 2018";
  m->style[add(m, 200, 100, "y")] = 1;
  stack(m, CT_STACK_LIST, false);
  assert_int_equal(m->out.items.n, 2);
  const char *words = said(m, 0);
  assert_ptr_equal(strstr(words, "D29\u2002N29\nD28\u2002N28\n"), words);
  assert_non_null(strstr(words, "\nand 17 more, 30 in all"));
  size_t lines = 1;
  for (const char *p = words; *p; p++) lines += *p == '\n';
  assert_int_equal(lines, 14);
  assert_int_equal(m->out.stacks[0].nlooks, 0);
  // Members that look unlike each other have their marks in the list.
  assert_string_equal(said(m, 1), "\u2003\u20021 May 2018\u2002x\u00a0\u00d72\n\u2003\u2002y");
  assert_int_equal(m->out.stacks[1].nlooks, 2);
  assert_int_equal(m->out.stacks[1].look[0], 0);
  assert_int_equal(m->out.stacks[1].look[1], 1);
  marks_free(m);
}

// ---- Fanning

static float to_segment(const float l[4], const float p[2]) {
  float dx = l[2] - l[0], dy = l[3] - l[1], sq = dx * dx + dy * dy;
  float t = sq > 0 ? ((p[0] - l[0]) * dx + (p[1] - l[1]) * dy) / sq : 0;
  t = fminf(fmaxf(t, 0), 1);
  return hypotf(p[0] - l[0] - t * dx, p[1] - l[1] - t * dy);
}

static void no_overlaps(const struct marks *m) {
  for (size_t i = 0; i < m->n; i++) {
    const float *p = at(m, i);
    assert_true(p[0] >= frame.x + SEEN_R && p[0] <= frame.x + frame.w - SEEN_R);
    assert_true(p[1] >= frame.y + SEEN_R && p[1] <= frame.y + frame.h - SEEN_R);
    for (size_t k = 0; k < i; k++) assert_true(hypotf(at(m, k)[0] - p[0], at(m, k)[1] - p[1]) >= 2 * SEEN_R);
  }
}

// Hairlines that run through marks.
static size_t runs_through(const struct marks *m) {
  size_t n = 0;
  for (size_t i = 0; i < m->out.nstacks; i++)
    for (size_t k = 0; k < m->out.stacks[i].nspokes; k++)
      for (size_t j = 0; j < m->n; j++) {
        const float *spoke = m->out.stacks[i].spokes + 4 * k;
        bool own = hypotf(spoke[2] - at(m, j)[0], spoke[3] - at(m, j)[1]) < SEEN_R + 0.1F;
        n += !own && to_segment(spoke, at(m, j)) < SEEN_R;
      }
  return n;
}

static void fans_of_any_depth(void **state) {
  (void)state;
  for (int n = 2; n <= 72; n++) {
    struct marks *m = marks_new();
    for (int i = 0; i < n; i++) add(m, 300, 220, "a");
    stack(m, CT_STACK_FAN, true);
    assert_int_equal(m->out.items.n, n);
    assert_int_equal(m->out.nstacks, 1);
    assert_int_equal(m->out.stacks[0].nspokes, n);
    no_overlaps(m);
    assert_int_equal(runs_through(m), 0);
    marks_free(m);
  }
}

static void fans_at_edges_and_by_others(void **state) {
  (void)state;
  const float points[][2] = {{22, 32}, {575, 425}, {300, 31}, {21, 220}};
  for (int k = 0; k < 4; k++)
    for (int n = 2; n <= 26; n += 4) {
      struct marks *m = marks_new();
      for (int i = 0; i < n; i++) add(m, points[k][0], points[k][1], "a");
      stack(m, CT_STACK_FAN, true);
      no_overlaps(m);
      // A corner has room for a quarter of a ring: of very deep stacks it would be too wide.
      if (n < 26) assert_int_equal(runs_through(m), 0);
      marks_free(m);
    }
  struct marks *m = marks_new();
  for (int i = 0; i < 26; i++) add(m, 300, 220, "a");
  for (int i = 0; i < 17; i++) add(m, 325, 240, "b");
  add(m, 318, 210, "single");
  add(m, 285, 205, "single");
  stack(m, CT_STACK_FAN, false);
  no_overlaps(m);
  // Those of no stack have not moved.
  for (size_t i = 43; i < 45; i++)
    assert_true(at(m, i)[0] == m->xy[2 * i] && at(m, i)[1] == m->xy[2 * i + 1]);
  marks_free(m);
}

static void near_marks_are_just_parted(void **state) {
  (void)state;
  struct marks *m = marks_new();
  const float xy[][2] = {{300, 200}, {304, 203}, {297, 205}, {301, 206}};
  for (int i = 0; i < 4; i++) add(m, xy[i][0], xy[i][1], "a");
  stack(m, CT_STACK_FAN, true);
  assert_int_equal(m->out.nstacks, 1);
  no_overlaps(m);
  for (size_t i = 0; i < 4; i++)
    assert_true(hypotf(at(m, i)[0] - xy[i][0], at(m, i)[1] - xy[i][1]) < 3 * SEEN_R);
  marks_free(m);
}

static void fans_are_the_same_again(void **state) {
  (void)state;
  float first[2 * 300];
  for (int round = 0; round < 2; round++) {
    struct marks *m = marks_new();
    uint32_t seed = 3;
    for (int i = 0; i < 300; i++)
      add(m, 100 + 30 * (float)(next(&seed) % 12), 80 + 30 * (float)(next(&seed) % 9), "a");
    stack(m, CT_STACK_FAN, true);
    if (round)
      assert_memory_equal(first, m->out.shapes->xy, sizeof first);
    else
      memcpy(first, m->out.shapes->xy, sizeof first);
    marks_free(m);
  }
}

static void too_deep_a_fan_is_counted(void **state) {
  (void)state;
  struct marks *m = marks_new();
  for (int i = 0; i < 73; i++) add(m, 300, 220, "a");
  stack(m, CT_STACK_FAN, true);
  assert_int_equal(m->out.nstacks, 1);
  assert_int_equal(m->out.stacks[0].mode, CT_STACK_COUNT);
  assert_int_equal(m->out.items.n, 1);
  marks_free(m);
}

// ---- Many

static void many_marks(void **state) {
  (void)state;
  static const enum ct_stack_mode modes[] = {CT_STACK_COUNT, CT_STACK_LIST};
  for (int k = 0; k < 2; k++) {
    struct marks *m = marks_new();
    uint32_t seed = 11;
    for (int i = 0; i < MOST; i++)
      add(m, 30 + (float)(next(&seed) % 54000) / 100, 40 + (float)(next(&seed) % 38000) / 100, "a");
    stack(m, modes[k], true);
    size_t members = 0;
    for (size_t i = 0; i < m->out.nstacks; i++) members += m->out.stacks[i].n - 1;
    assert_int_equal(m->out.items.n + members, MOST);
    assert_true(m->out.items.n < 20000);
    marks_free(m);
  }
}

static void odd_input(void **state) {
  (void)state;
  struct marks *m = marks_new();
  stack(m, CT_STACK_FAN, true);
  assert_int_equal(m->out.nstacks, 0);
  for (int i = 0; i < 3; i++) add(m, NAN, 100, "a");
  for (int i = 0; i < 3; i++) add(m, -4000, 9000, "a");
  for (int i = 0; i < 3; i++) m->style[add(m, 100, 100, "a")] = 2;
  m->styles[2].has_icon = false;
  stack(m, CT_STACK_FAN, true);
  assert_int_equal(m->out.items.n, 9);
  m->no_text = true;
  stack(m, CT_STACK_LIST, true);
  assert_int_equal(m->out.items.n, 7);
  marks_free(m);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_stacks_are_those_of_one_point),
      cmocka_unit_test(a_tenth_of_a_point_is_one_place),
      cmocka_unit_test(members_come_by_date_then_row),
      cmocka_unit_test(near_stacks_do_not_chain),
      cmocka_unit_test(what_is_apart_stays),
      cmocka_unit_test(looks_stand_side_by_side),
      cmocka_unit_test(kinds_are_counted_apart),
      cmocka_unit_test(badges_stay_inside),
      cmocka_unit_test(names_are_not_lost),
      cmocka_unit_test(a_place_is_named_once),
      cmocka_unit_test(lists_have_lines_by_date),
      cmocka_unit_test(fans_of_any_depth),
      cmocka_unit_test(fans_at_edges_and_by_others),
      cmocka_unit_test(near_marks_are_just_parted),
      cmocka_unit_test(fans_are_the_same_again),
      cmocka_unit_test(too_deep_a_fan_is_counted),
      cmocka_unit_test(many_marks),
      cmocka_unit_test(odd_input),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Tests of src/render_report_lines: every mark of a stack has its line, however the stack is drawn.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "hall/render/render.h"
#include "hall/render/report.h"

enum { ROWS = 5 };

// Five rows, the second, third and fifth of them at one place: "Two", "Three" and another "Two".
struct map {
  struct ct_arena arena;
  struct ct_render r;
  struct ct_render_layer layer, *symbols[1];
  struct ct_span spans[ROWS + 1];
  struct ct_rich_text texts[ROWS], stacked[ROWS];
  struct ct_stack stack;
  struct ct_placement placed[ROWS];
  struct ct_report_lines lines;
};

static const uint32_t members[] = {2, 1, 4};

static void start(struct map *m, enum ct_stack_mode mode, const char *drawn) {
  static const char *const names[ROWS] = {"One", "Two", "Three", "Four", "Two"};
  static const uint32_t apart[ROWS] = {0, 1, 2, 3, 4}, together[] = {0, 2, 3};
  bool fan = mode == CT_STACK_FAN;
  *m = (struct map){.stack = {.mode = mode, .n = 3, .member = members, .item = fan ? 0 : 1}};
  m->spans[ROWS] = (struct ct_span){.text = drawn};
  for (int i = 0; i < ROWS; i++) {
    m->spans[i] = (struct ct_span){.text = names[i]};
    m->texts[i] = (struct ct_rich_text){1, &m->spans[i]};
  }
  const uint32_t *was = fan ? apart : together;
  size_t n = fan ? ROWS : 3;
  for (size_t i = 0; i < n; i++) {
    m->stacked[i] = was[i] == 2 ? (struct ct_rich_text){1, &m->spans[ROWS]} : m->texts[was[i]];
    m->placed[i] = (struct ct_placement){.item = (uint32_t)i, .x = 10, .y = 10, .state = CT_LABEL_PLACED};
  }
  m->layer.items = (struct ct_items){.n = ROWS, .text = m->texts};
  m->layer.is_stacked = true;
  m->layer.stacked = (struct ct_stacked){
      .items = {.n = n, .text = m->stacked}, .was = was, .nstacks = 1, .stacks = &m->stack};
  m->symbols[0] = &m->layer;
  m->r.a = &m->arena;
  m->r.nsymbols = 1;
  m->r.symbols = m->symbols;
  m->r.view.frame = (struct ct_rect){0, 0, 100, 100};
  m->r.placements = (struct ct_placements){.n = n, .v = m->placed};
}

static const struct ct_report_line *line_of(const struct map *m, uint32_t item) {
  const struct ct_report_line *found = NULL;
  for (size_t i = 0; i < m->lines.v.n; i++)
    if (m->lines.v.v[i].item == item) {
      assert_null(found);
      found = &m->lines.v.v[i];
    }
  assert_non_null(found);
  return found;
}

static void test_counted(void **state) {
  (void)state;
  struct map m;
  start(&m, CT_STACK_COUNT, "Three +2");
  ct_report_collect(&m.r, &m.lines);
  assert_int_equal(m.lines.v.n, ROWS);
  const struct ct_report_line *own = line_of(&m, 2), *under = line_of(&m, 1);
  assert_string_equal(own->text, "Three +2");
  assert_string_equal(own->was, "Three");
  assert_true(own->state == CT_LABEL_PLACED && !strcmp(own->shown, "own") && own->stack->n == 3);
  assert_string_equal(under->text, "Two");
  assert_true(under->state == CT_LABEL_DROPPED && !strcmp(under->shown, "counted"));
  assert_string_equal(under->reason, "one of 3 at one place: its mark is counted, its name is not drawn");
  assert_null(line_of(&m, 0)->stack);
  struct ct_report_count c = ct_report_count(&m.lines, SIZE_MAX);
  assert_true(c.wanted == 5 && c.by_state[CT_LABEL_PLACED] == 3 && c.by_state[CT_LABEL_DROPPED] == 2 &&
              c.stacked == 2);
  assert_int_equal(ct_report_count(&m.lines, 1).wanted, 0);
  ct_arena_release(&m.arena);
}

static void test_shared(void **state) {
  (void)state;
  struct map m;
  start(&m, CT_STACK_COUNT, "Two");
  ct_report_collect(&m.r, &m.lines);
  assert_true(line_of(&m, 4)->state == CT_LABEL_PLACED && !strcmp(line_of(&m, 4)->shown, "shared"));
  // Another name that only begins or ends so does not say it; one that is counted or among others does.
  static const struct {
    const char *drawn;
    bool said;
  } cases[] = {{"Two Rivers", false},
               {"Number Two", false},
               {"Twofold", false},
               {"Two +2", true},
               {"Three\nTwo\u00a0\u00d72", true},
               {"Three, Two and 2 more", true},
               {"Three; Two; Four", true},
               {"2019\u2002Two", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    m.spans[ROWS].text = cases[i].drawn;
    m.lines.v.n = 0;
    ct_report_collect(&m.r, &m.lines);
    assert_string_equal(line_of(&m, 4)->shown, cases[i].said ? "shared" : "counted");
  }
  m.spans[ROWS].text = "Two";
  // A label that is not drawn says nothing for anyone.
  m.placed[1].state = CT_LABEL_DROPPED;
  m.placed[1].reason = "no free place";
  m.lines.v.n = 0;
  ct_report_collect(&m.r, &m.lines);
  assert_true(line_of(&m, 4)->state == CT_LABEL_DROPPED && !strcmp(line_of(&m, 4)->shown, "counted"));
  assert_int_equal(ct_report_count(&m.lines, SIZE_MAX).stacked, 2);
  ct_arena_release(&m.arena);
}

static void test_listed(void **state) {
  (void)state;
  struct map m;
  start(&m, CT_STACK_LIST, "2019\u2002Three\n2020\u2002Two\u00a0\u00d72");
  ct_report_collect(&m.r, &m.lines);
  assert_int_equal(m.lines.v.n, ROWS);
  assert_true(!strcmp(line_of(&m, 1)->shown, "listed") && line_of(&m, 1)->state == CT_LABEL_PLACED);
  assert_ptr_equal(line_of(&m, 1)->at, line_of(&m, 2)->at);
  assert_int_equal(ct_report_count(&m.lines, 0).by_state[CT_LABEL_PLACED], 5);
  ct_arena_release(&m.arena);
}

static void test_fanned(void **state) {
  (void)state;
  struct map m;
  start(&m, CT_STACK_FAN, "Three");
  ct_report_collect(&m.r, &m.lines);
  assert_int_equal(m.lines.v.n, ROWS);
  for (uint32_t i = 0; i < ROWS; i++) {
    assert_true((line_of(&m, i)->stack != NULL) == (i == 1 || i == 2 || i == 4));
    assert_false(line_of(&m, i)->counted);
  }
  ct_arena_release(&m.arena);
}

// Names that are not to be drawn: of a mark alone, and of one that stands under another.
static void test_hidden(void **state) {
  (void)state;
  static const char *hidden[ROWS] = {"One", NULL, NULL, NULL, "Two"};
  struct map m;
  start(&m, CT_STACK_COUNT, "Three\nTwo");
  m.layer.hidden = hidden;
  m.texts[0] = m.texts[4] = m.stacked[0] = (struct ct_rich_text){0, NULL};
  ct_report_collect(&m.r, &m.lines);
  assert_int_equal(m.lines.v.n, ROWS);
  for (uint32_t i = 0; i < ROWS; i += 4) {
    assert_string_equal(line_of(&m, i)->text, hidden[i]);
    assert_true(line_of(&m, i)->state == CT_LABEL_DROPPED);
    assert_string_equal(line_of(&m, i)->reason, "hidden by the document");
  }
  assert_string_equal(line_of(&m, 1)->shown, "shared");
  assert_int_equal(ct_report_count(&m.lines, SIZE_MAX).stacked, 1);
  ct_arena_release(&m.arena);
}

static void test_beyond(void **state) {
  (void)state;
  struct map m;
  start(&m, CT_STACK_FAN, "Three");
  m.placed[0].x = 101;
  m.placed[3].x = 101;
  m.placed[3].state = CT_LABEL_DROPPED;
  ct_report_collect(&m.r, &m.lines);
  // Drawn all the same, and neither drawn nor in the frame.
  assert_int_equal(line_of(&m, 0)->state, CT_LABEL_PLACED);
  assert_int_equal(m.lines.v.n, ROWS - 1);
  ct_arena_release(&m.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_counted), cmocka_unit_test(test_shared),
                                     cmocka_unit_test(test_listed),  cmocka_unit_test(test_fanned),
                                     cmocka_unit_test(test_hidden),  cmocka_unit_test(test_beyond)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Tests of src/doc/labels: what a document says of names, and how mistakes in it are told.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "cartouche.h"
#include "doc/doc.h"
#include "model/document.h"

static bool read_text(struct ct_arena *a, const char *yaml, struct ct_document *d, struct ct_err *err) {
  const struct ct_value *v;
  memset(err, 0, sizeof *err);
  return ct_value_parse(a, yaml, strlen(yaml), "d.yaml", CT_SYNTAX_AUTO, &v, err) &&
         ct_doc_from_value(v, "d.yaml", "maps", a, d, err);
}

static void expect_error(const char *yaml, const char *message) {
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_false(read_text(&a, yaml, &d, &err));
  assert_string_equal(err.message, message);
  ct_arena_release(&a);
}

static void test_modes(void **state) {
  (void)state;
  static const char *const words[] = {"auto", "near", "leaders", "callouts", "numbers"};
  for (int i = 0; i < 5; i++)
    for (int mapping = 0; mapping < 2; mapping++) {
      struct ct_arena a = {0};
      struct ct_document d;
      struct ct_err err;
      const char *yaml =
          ct_arena_printf(&a, mapping ? "labels: { mode: %s }" : "title: T\nlabels: %s", words[i]);
      assert_true(read_text(&a, yaml, &d, &err));
      assert_int_equal(d.labels.mode, i);
      ct_arena_release(&a);
    }
}

static void test_pins(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_true(read_text(&a,
                        "labels:\n"
                        "  pin:\n"
                        "    Yongbyon: left\n"
                        "    \"Kim Chaek\": { side: above_right }\n"
                        "    Nampo: { offset: [10, -2.54] }\n"
                        "    Wonsan: { side: below, offset: [0, 5] }\n"
                        "    Haeju: center\n",
                        &d, &err));
  const struct ct_label_pin *p = d.labels.pins;
  assert_int_equal(d.labels.npins, 5);
  assert_string_equal(p[0].text, "Yongbyon");
  assert_int_equal(p[0].line, 3);
  assert_true(p[0].has_side && p[0].side_x == -1 && p[0].side_y == 0 && !p[0].has_offset);
  assert_true(p[1].has_side && p[1].side_x == 1 && p[1].side_y == -1 && p[1].line == 4);
  assert_true(!p[2].has_side && p[2].has_offset && fabs(p[2].dx_pt - 720 / 25.4) < 1e-3 &&
              fabs(p[2].dy_pt + 7.2) < 1e-3);
  assert_true(p[3].side_x == 0 && p[3].side_y == 1 && p[3].has_offset && p[3].dx_pt == 0);
  assert_true(p[4].has_side && p[4].side_x == 0 && p[4].side_y == 0);
  ct_arena_release(&a);
}

static void test_names(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_true(read_text(&a,
                        "labels:\n"
                        "  hide: Seoul\n"
                        "  rename: { A: B, \"38\": 39 }\n"
                        "  priority:\n"
                        "    - One\n"
                        "    - 2\n",
                        &d, &err));
  const struct ct_labels *l = &d.labels;
  assert_true(l->nhide == 1 && l->hide[0].line == 2 && !strcmp(l->hide[0].text, "Seoul"));
  assert_true(l->nrename == 2 && !strcmp(l->rename[0].from, "A") && !strcmp(l->rename[0].to, "B"));
  assert_true(!strcmp(l->rename[1].from, "38") && !strcmp(l->rename[1].to, "39"));
  assert_true(l->npriority == 2 && l->priority[1].line == 6 && !strcmp(l->priority[1].text, "2"));
  assert_true(read_text(&a, "labels: { mode: near, pin: null, hide: null, priority: [] }", &d, &err));
  assert_true(d.labels.mode == CT_LABELS_NEAR && !d.labels.npins && !d.labels.nhide && !d.labels.npriority);
  ct_arena_release(&a);
}

static void test_mistakes(void **state) {
  (void)state;
  expect_error("title: T\nlabels: leader",
               "d.yaml:2:9: unknown mode of labels 'leader' (did you mean 'leaders'?)");
  expect_error(
      "labels: { mode: everywhere }",
      "d.yaml:1:17: unknown mode of labels 'everywhere' (expected auto, near, leaders, callouts or numbers)");
  expect_error("labels: [a]",
               "d.yaml:1:9: the mode of labels must be auto, near, leaders, callouts or numbers");
  expect_error("labels: { pins: {} }", "d.yaml:1:11: unknown key 'pins' in 'labels' (did you mean 'pin'?)");
  expect_error("labels: { pin: [a] }", "d.yaml:1:16: 'pin' must be a mapping");
  expect_error("labels: { pin: { A: lefft } }", "d.yaml:1:21: unknown side 'lefft' (did you mean 'left'?)");
  expect_error(
      "labels: { pin: { A: { side: top } } }",
      "d.yaml:1:29: unknown side 'top' (expected left, right, above, below, above-left, above-right, "
      "below-left, below-right or center)");
  expect_error("labels: { pin: { A: {} } }",
               "d.yaml:1:21: the pin of 'A' says nothing (expected 'side', 'offset' or both)");
  expect_error("labels: { pin: { A: { offset: [1] } } }",
               "d.yaml:1:31: 'offset' must be a list of 2 numbers");
  expect_error("labels: { pin: { A: { offset: [1, 1000] } } }",
               "d.yaml:1:31: 'offset' is 1, 1000 (expected millimetres to the right and down, -500 to 500)");
  expect_error("labels: { rename: { A: \" \" } }",
               "d.yaml:1:25: the new name of 'A' is empty ('hide' takes a name off the map)");
  expect_error("labels: { rename: { A: [x] } }", "d.yaml:1:24: the new name of 'A' must be a text");
  expect_error("labels: { hide: { A: 1 } }", "d.yaml:1:17: 'hide' must be a text or a list of texts");
}

// The option sets the mode and leaves what else the document says of names.
static void test_option(void **state) {
  (void)state;
  static const char *const documents[] = {"labels: callouts", "labels: { mode: near, hide: [A] }",
                                          "title: T"};
  for (int i = 0; i < 3; i++) {
    struct ct_arena a = {0};
    struct ct_document d;
    struct ct_err err = {0};
    const struct ct_value *v;
    assert_true(ct_value_parse(&a, documents[i], strlen(documents[i]), "d.yaml", CT_SYNTAX_AUTO, &v, &err));
    v = ct_doc_override(v, "labels", "numbers", &a, &err);
    assert_non_null(v);
    assert_true(ct_doc_from_value(v, "d.yaml", ".", &a, &d, &err));
    assert_int_equal(d.labels.mode, CT_LABELS_NUMBERS);
    assert_int_equal(d.labels.nhide, i == 1);
    ct_arena_release(&a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_modes), cmocka_unit_test(test_pins),
                                     cmocka_unit_test(test_names), cmocka_unit_test(test_mistakes),
                                     cmocka_unit_test(test_option)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Protocol: what is written is read back, whatever is in it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// After the headers it needs.
#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "batch/protocol.h"
#include "cartouche.h"

static const char odd[] = "a\"b\\c\n\x01 \xc3\xa9 \xe9\xff\xc3 \xef\xbf\xbd";

static void test_task(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_str line = {.arena = &a};
  struct ct_err err = {0};
  const char *const formats[] = {"png", "pdf"};
  const struct ct_batch_pair options[] = {{"size", "A4"}, {"fonts", odd}, {"fonts", "/f"}};
  const struct ct_batch_task t = {.map = 7,
                                  .document = odd,
                                  .folder = "/out/x",
                                  .name = "n",
                                  .nformats = 2,
                                  .formats = formats,
                                  .noptions = 3,
                                  .options = options,
                                  .manifest = true,
                                  .memory_mb = 512};
  struct ct_batch_task got;
  ct_batch_task_write(&t, &line);
  assert_null(strchr(line.v, '\n'));
  assert_true(ct_utf8_valid(line.v, line.n));
  assert_true(ct_batch_task_parse(&a, line.v, &got, &err));
  assert_string_equal(got.document, odd);
  assert_string_equal(got.formats[1], "pdf");
  assert_string_equal(got.options[1].value, odd);
  assert_string_equal(got.options[2].value, "/f");
  assert_int_equal(got.map, 7);
  assert_int_equal(got.nformats, 2);
  assert_int_equal(got.noptions, 3);
  assert_int_equal(got.nparams, 0);
  assert_int_equal(got.memory_mb, 512);
  assert_true(got.manifest);
  assert_null(got.content);
  ct_arena_release(&a);
}

static void test_finding(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_str line = {.arena = &a};
  struct ct_err err = {0};
  const struct ct_diagnostic d = {
      .code = "CT-D101", .severity = CT_ERROR, .file = "s.csv", .line = 3, .message = odd};
  struct ct_diagnostic got;
  ct_batch_finding_write(12, &d, &line);
  assert_int_equal(ct_batch_line_kind(line.v, 12), CT_LINE_FINDING);
  assert_int_equal(ct_batch_line_kind(line.v, 1), CT_LINE_NONE);
  assert_true(ct_batch_finding_parse(&a, line.v, &got, &err));
  assert_string_equal(got.code, d.code);
  assert_string_equal(got.message, odd);
  assert_int_equal(got.severity, CT_ERROR);
  assert_int_equal(got.line, 3);
  assert_null(got.suggestion);
  ct_arena_release(&a);
}

static void test_result(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_str line = {.arena = &a};
  struct ct_err err = {0};
  const struct ct_batch_read reads[] = {{"data", odd, "e3b0"}, {"icon", "/x.svg", NULL}, {"base", "/b", ""}};
  const struct ct_batch_file files[] = {{"n.png", 48213, "9f86"}};
  const struct ct_batch_result r = {.map = 3,
                                    .ok = true,
                                    .content = "ab",
                                    .seconds = 0.061,
                                    .nreads = 3,
                                    .reads = reads,
                                    .nfiles = 1,
                                    .files = files};
  struct ct_batch_result got;
  ct_batch_result_write(&r, &line);
  assert_int_equal(ct_batch_line_kind(line.v, 3), CT_LINE_RESULT);
  assert_true(ct_batch_result_parse(&a, line.v, &got, &err));
  assert_true(got.ok && !got.unchanged);
  assert_string_equal(got.content, "ab");
  assert_true(got.seconds == 0.061);
  assert_string_equal(got.reads[0].path, odd);
  assert_null(got.reads[1].sha256);
  assert_string_equal(got.reads[2].sha256, "");
  assert_true(got.files[0].size == 48213);
  assert_string_equal(got.files[0].sha256, "9f86");
  ct_arena_release(&a);
}

static void test_nonsense(void **state) {
  (void)state;
  static const char *const lines[] = {
      "",
      "{",
      "[]",
      "{\"map\": 1}",
      "{\"map\": 1, \"ok\": true}",
      "{\"map\": 1, \"ok\": false, \"reads\": [], \"files\": []}",
      "{\"map\": 1, \"ok\": true, \"reads\": [[\"data\", \"/x\"]], \"files\": []}",
      "{\"map\": 1, \"ok\": true, \"reads\": [], \"files\": [[\"x\", -1, \"a\"]]}",
      "{\"ok\": true, \"reads\": [], \"files\": []}"};
  struct ct_arena a = {0};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    struct ct_err err = {0}, other = {0}, third = {0};
    struct ct_batch_result r;
    struct ct_batch_task t;
    struct ct_diagnostic d;
    assert_false(ct_batch_result_parse(&a, lines[i], &r, &err));
    assert_false(ct_batch_task_parse(&a, lines[i], &t, &other));
    assert_false(ct_batch_finding_parse(&a, lines[i], &d, &third));
    assert_true(err.failed && other.failed && third.failed);
  }
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_task),
      cmocka_unit_test(test_finding),
      cmocka_unit_test(test_result),
      cmocka_unit_test(test_nonsense),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

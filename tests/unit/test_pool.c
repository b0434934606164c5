// SPDX-License-Identifier: MIT
// Pool: workers made of shell that answer, die, hang, chatter, and 64 of them.
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
// After the headers it needs.
#include <cmocka.h>

#include "batch/pool.h"
#include "batch/protocol.h"
#include "cartouche.h"

enum { TASKS_MOST = 4000, TEXT = 400 };

// A shell worker: `each` runs for every task, whose number is $n; `answer` answers it.
#define SHELL(before, each)                                                                                  \
  (const char *const[]) {                                                                                    \
    "/bin/sh", "-c",                                                                                         \
        "answer() { printf '{\"map\": %s, \"ok\": true%s}\\n' \"$n\" \"$1\"; }\n" before                     \
        "\nprintf '{\"worker\": \"test\"}\\n'\nwhile read -r line; do n=${line#*: }; n=${n%%[,\\}]*}; " each \
        "\ndone",                                                                                            \
        NULL                                                                                                 \
  }

struct seen {
  int times;
  enum ct_pool_outcome outcome;
  int lines;
  char line[TEXT], why[TEXT];
};

struct run {
  size_t n, next;
  double timeout_s;
  size_t stop_after;  // 0: never
  int stop_how;
  sig_atomic_t stop;
  size_t over;
  char requests[TASKS_MOST][64];
  struct seen seen[TASKS_MOST];
};

static struct run run;

static bool next(void *user, struct ct_pool_task *out) {
  struct run *r = user;
  if (r->next == r->n) return false;
  snprintf(r->requests[r->next], sizeof r->requests[0], "{\"map\": %zu}", r->next);
  *out = (struct ct_pool_task){r->next, r->requests[r->next], r->timeout_s};
  r->next++;
  return true;
}

static void line(void *user, size_t number, const char *text) {
  struct run *r = user;
  (void)text;
  r->seen[number].lines++;
}

static void done(void *user, size_t number, enum ct_pool_outcome outcome, const char *text, const char *why) {
  struct run *r = user;
  struct seen *s = &r->seen[number];
  s->times++;
  s->outcome = outcome;
  assert_true((outcome == CT_POOL_ANSWERED) == (text != NULL));
  if (text) snprintf(s->line, sizeof s->line, "%.200s", text);
  if (why) snprintf(s->why, sizeof s->why, "%s", why);
  if (++r->over == r->stop_after) r->stop = r->stop_how;
}

static int open_files(void) {
  int n = 0;
  DIR *d = opendir("/proc/self/fd");
  while (readdir(d)) n++;
  closedir(d);
  return n;
}

// Runs n tasks; no file stays open, no child is left.
static bool pool(const char *const *argv, size_t workers, size_t n, double timeout_s, struct ct_err *err) {
  struct ct_pool_user user = {&run, next, line, done};
  struct ct_pool_options options = {argv, workers, &run.stop};
  size_t stop_after = run.stop_after;
  int stop_how = run.stop_how;
  memset(&run, 0, sizeof run);
  run.n = n;
  run.timeout_s = timeout_s;
  run.stop_after = stop_after;
  run.stop_how = stop_how;
  int before = open_files();
  bool ok = ct_pool_run(&options, &user, err);
  run.stop_after = 0;
  assert_int_equal(open_files(), before);
  assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
  assert_int_equal(errno, ECHILD);
  for (size_t i = 0; i < run.next; i++) assert_int_equal(run.seen[i].times, 1);
  return ok;
}

static size_t answered(void) {
  size_t n = 0;
  for (size_t i = 0; i < run.n; i++) n += run.seen[i].times && run.seen[i].outcome == CT_POOL_ANSWERED;
  return n;
}

static void test_answers(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_true(pool(SHELL("", "printf '{\"map\": %s, \"finding\": {}}\\n' $n; answer"), 3, 100, 0, &err));
  assert_int_equal(answered(), 100);
  for (size_t i = 0; i < 100; i++) {
    char expected[TEXT];
    snprintf(expected, sizeof expected, "{\"map\": %zu, \"ok\": true}", i);
    assert_string_equal(run.seen[i].line, expected);
    assert_int_equal(run.seen[i].lines, 1);
  }
}

static void test_nothing_to_do(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_true(pool((const char *const[]){"/nonexistent/worker", NULL}, 4, 0, 0, &err));
}

static void test_death_is_of_one_task(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_true(
      pool(SHELL("",
                 "case $n in 3) kill -SEGV $$;; 5) echo 'no such luck' >&2; exit 3;; 7) echo '====' >&2; "
                 "echo 'ERROR: heap' >&2; echo 'and more' >&2; kill -ABRT $$;; *) answer;; esac"),
           2, 20, 0, &err));
  assert_int_equal(answered(), 17);
  assert_int_equal(run.seen[3].outcome, CT_POOL_DIED);
  assert_string_equal(run.seen[3].why, "was killed by signal 11 (Segmentation fault)");
  assert_string_equal(run.seen[5].why, "exited with 3: no such luck");
  assert_string_equal(run.seen[7].why, "was killed by signal 6 (Aborted): ERROR: heap");
}

static void test_late_ones_are_killed(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_true(pool(SHELL("", "if [ $n = 1 ]; then exec sleep 60; fi; answer"), 2, 6, 0.5, &err));
  assert_int_equal(answered(), 5);
  assert_int_equal(run.seen[1].outcome, CT_POOL_TIMED_OUT);
  assert_string_equal(run.seen[1].why, "took longer than 0.5 s");
}

static void test_nonsense(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_true(pool(SHELL("", "case $n in 1) echo hello;; 2) n=1; answer;; *) answer;; esac"), 1, 4, 0, &err));
  assert_int_equal(answered(), 2);
  assert_string_equal(run.seen[1].why, "wrote nonsense: 'hello'");
  assert_string_equal(run.seen[2].why, "wrote nonsense: '{\"map\": 1, \"ok\": true}'");
}

// Half lines, and long ones, come together.
static void test_pieces_and_long_lines(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_true(pool(SHELL("long=$(head -c 300000 /dev/zero | tr '\\0' x)",
                         "if [ $n = 1 ]; then printf '{\"map'; sleep 0.1; printf '\": 1, \"o'; sleep 0.1; "
                         "printf 'k\": true}\\n'; else answer \", \\\"x\\\": \\\"$long\\\"\"; fi"),
                   2, 4, 0, &err));
  assert_int_equal(answered(), 4);
}

static void test_chatter_on_standard_error(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_true(
      pool(SHELL("", "head -c 400000 /dev/zero | tr '\\0' '\\n' >&2; echo 'loud and long' >&2; answer"), 2, 4,
           20, &err));
  assert_int_equal(answered(), 4);
}

// One that leaves after an answer takes no task with it, be it sent already.
static void test_leaving(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_true(pool(SHELL("", "answer; exit 0"), 2, 30, 0, &err));
  assert_int_equal(answered(), 30);
  assert_true(pool(SHELL("", "exit 0"), 2, 3, 0, &err));
  assert_int_equal(answered(), 0);
  assert_string_equal(run.seen[2].why, "exited with 0");
}

static void test_no_worker(void **state) {
  (void)state;
  struct ct_err err = {0}, other = {0}, third = {0};
  assert_false(pool((const char *const[]){"/nonexistent/worker", NULL}, 2, 5, 0, &err));
  assert_string_equal(err.message,
                      "workers cannot be started: /nonexistent/worker: No such file or directory");
  assert_false(
      pool((const char *const[]){"/bin/sh", "-c", "echo 'no library' >&2; exit 127", NULL}, 2, 5, 0, &other));
  assert_string_equal(other.message, "workers cannot be started: /bin/sh: exited with 127: no library");
  assert_int_equal(answered(), 0);
  assert_false(pool((const char *const[]){"/bin/true", NULL}, 1, 5, 0, &third));
  assert_string_equal(third.message, "workers cannot be started: /bin/true: exited with 0");
}

// A worker that fails to start now and then is tried again, and no task suffers.
static void test_slow_birth(void **state) {
  (void)state;
  char path[] = "/tmp/ct-pool-XXXXXX", script[TEXT];
  struct ct_err err = {0};
  assert_true(mkdtemp(path) != NULL);
  snprintf(script, sizeof script,
           "mkdir %s/x 2>/dev/null && exit 1; echo '{\"worker\": \"t\"}'; while read -r l; do n=${l#*: }; "
           "printf '{\"map\": %%s, \"ok\": true}\\n' ${n%%\\}}; done",
           path);
  assert_true(pool((const char *const[]){"/bin/sh", "-c", script, NULL}, 1, 3, 0, &err));
  assert_int_equal(answered(), 3);
  strcat(strcpy(script, path), "/x");
  rmdir(script);
  rmdir(path);
}

static void test_stop(void **state) {
  (void)state;
  struct ct_err err = {0};
  run.stop_after = 3;
  run.stop_how = 1;
  assert_true(pool(SHELL("", "sleep 0.02; answer"), 4, 50, 0, &err));
  assert_in_range(answered(), 3, 7);
  assert_int_equal(answered(), run.next);
  run.stop_after = 2;
  run.stop_how = 2;
  assert_true(pool(SHELL("", "if [ $n -gt 2 ]; then exec sleep 60; fi; answer"), 4, 50, 0, &err));
  assert_in_range(answered(), 2, 3);
  for (size_t i = 3; i < run.next; i++) assert_string_equal(run.seen[i].why, "was stopped");
}

static void test_64_workers(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_true(pool(SHELL("", "if [ $n = 77 ]; then kill -BUS $$; fi; answer"), 64, 600, 30, &err));
  assert_int_equal(answered(), 599);
  assert_int_equal(run.seen[77].outcome, CT_POOL_DIED);
}

// Only 0, 1 and 2 are passed on, whatever the program has open.
static void test_files_are_not_inherited(void **state) {
  (void)state;
  struct ct_err err = {0};
  int kept = dup(2);
  assert_true(pool(SHELL("",
                         "set -- /proc/$$/fd/*; for f; do [ -e $f ] && last=$f; done; answer \", \\\"x\\\": "
                         "\\\"${last##*/}\\\"\""),
                   1, 1, 0, &err));
  close(kept);
  assert_string_equal(run.seen[0].line, "{\"map\": 0, \"ok\": true, \"x\": \"2\"}");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_answers),
      cmocka_unit_test(test_nothing_to_do),
      cmocka_unit_test(test_death_is_of_one_task),
      cmocka_unit_test(test_late_ones_are_killed),
      cmocka_unit_test(test_nonsense),
      cmocka_unit_test(test_pieces_and_long_lines),
      cmocka_unit_test(test_chatter_on_standard_error),
      cmocka_unit_test(test_leaving),
      cmocka_unit_test(test_no_worker),
      cmocka_unit_test(test_slow_birth),
      cmocka_unit_test(test_stop),
      cmocka_unit_test(test_64_workers),
      cmocka_unit_test(test_files_are_not_inherited),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

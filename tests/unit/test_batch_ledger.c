// SPDX-License-Identifier: MIT
// Ledgers: what is written is read back, why a map is made again, and what a death in between leaves.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
// cmocka wants the above first
#include <cmocka.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/map.h"
#include "batch/commit.h"
#include "batch/files.h"
#include "batch/ledger.h"
#include "batch/merge.h"
#include "batch/protocol.h"
#include "batch/runs.h"
#include "batch/sql.h"
#include "batch/why.h"

static char folder[64];
static struct ct_arena arena;
static struct ct_err err;
static const struct ct_ledger_settings settings = {"0.1.0 aa", "png,svg", "[[\"dpi\",\"96\"]]", "[]"};

static int begin(void **state) {
  (void)state;
  err = (struct ct_err){0};
  snprintf(folder, sizeof folder, "/tmp/ct-ledger-XXXXXX");
  return mkdtemp(folder) ? 0 : 1;
}

static int end(void **state) {
  (void)state;
  char command[100];
  ct_arena_release(&arena);
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

static const char *at(const char *name) {
  return ct_arena_printf(&arena, "%s/%s", folder, name);
}

static void put(const char *name, const char *text) {
  FILE *f = fopen(at(name), "w");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
}

static const char *got(const char *name) {
  static char text[100];
  FILE *f = fopen(at(name), "r");
  size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
  text[n] = '\0';
  if (f) fclose(f);
  return f ? text : NULL;
}

static const char *hash(const char *text) {
  char hex[CT_DIGEST_SIZE];
  ct_digest_of(text, strlen(text), hex);
  return ct_arena_strdup(&arena, hex);
}

static struct ct_ledger opened(void) {
  struct ct_ledger l;
  assert_true(ct_ledger_open(at("l.sqlite"), folder, true, &arena, &l, &err));
  assert_true(ct_runs_begin(&l, &arena, &err));
  return l;
}

static struct ct_claim_request claimed(struct ct_ledger *l, const char *name) {
  const char *document = ct_arena_printf(&arena, "%s/%s.yaml", folder, name);
  struct ct_claim_request q = {.arena = &arena,
                               .key = ct_arena_printf(&arena, "%s#%s", document, name),
                               .document = document,
                               .name = name};
  assert_true(ct_runs_claim(l, &q, &err));
  return q;
}

static struct ct_ledger_map loaded(struct ct_ledger *l, const struct ct_claim_request *q) {
  struct ct_ledger_map m;
  assert_true(ct_ledger_load_one(l, q->key, &arena, &m, &err));
  return m;
}

// A worker's files, which are in the staging folder then, and what it read.
static struct ct_batch_result result(const char *const (*files)[2], size_t n, const char *const (*reads)[2],
                                     size_t nreads) {
  struct ct_batch_file *f = CT_NEW_N(&arena, struct ct_batch_file, n);
  struct ct_batch_read *r = CT_NEW_N(&arena, struct ct_batch_read, nreads);
  mkdir(at("staging"), 0777);
  for (size_t i = 0; i < n; i++) {
    put(ct_arena_printf(&arena, "staging/%s", files[i][0]), files[i][1]);
    f[i].name = files[i][0];
    f[i].sha256 = hash(files[i][1]);
  }
  for (size_t i = 0; i < nreads; i++) {
    const char *text = got(reads[i][1]);
    r[i] = (struct ct_batch_read){reads[i][0], at(reads[i][1]), text ? hash(text) : NULL};
  }
  return (struct ct_batch_result){
      .ok = true, .content = "c0", .nfiles = n, .files = f, .nreads = nreads, .reads = r};
}

static struct ct_commit commit_of(struct ct_ledger *l, const struct ct_claim_request *q) {
  return (struct ct_commit){.ledger = l,
                            .arena = &arena,
                            .map = q->map,
                            .document = q->document,
                            .settings = &settings,
                            .staging = at("staging")};
}

static const char *const two[][2] = {{"a.png", "pixels"}, {"a.svg", "paths"}};
static const char *const read_files[][2] = {
    {"document", "a.yaml"}, {"data", "sites.csv"}, {"font", "f.otf"}, {"icon", "none.svg"}};

// Map `a`, done.
static struct ct_claim_request made(struct ct_ledger *l) {
  put("a.yaml", "title: A");
  put("sites.csv", "name\nA\n");
  put("f.otf", "font");
  struct ct_claim_request q = claimed(l, "a");
  struct ct_commit c = commit_of(l, &q);
  struct ct_batch_result r = result(two, 2, read_files, 4);
  assert_true(ct_commit_files(&c, &r, &err));
  assert_null(c.failure);
  return q;
}

// ---- What is written is read back

static void test_committed(void **state) {
  (void)state;
  struct ct_ledger l = opened();
  struct ct_claim_request q = made(&l);
  struct ct_ledger_map m = loaded(&l, &q);
  assert_string_equal(m.state, "done");
  assert_string_equal(m.document, at("a.yaml"));
  assert_string_equal(m.settings.options, settings.options);
  assert_string_equal(m.content, "c0");
  assert_int_equal(m.claim, 0);
  assert_int_equal(m.noutputs, 2);
  assert_string_equal(m.outputs[0].path, "a.png");
  assert_string_equal(m.outputs[0].sha256, hash("pixels"));
  assert_int_equal(m.nreads, 4);
  assert_string_equal(m.reads[1].path, at("sites.csv"));
  assert_null(m.reads[3].sha256);
  assert_string_equal(got("a.png"), "pixels");
  assert_string_equal(got("a.svg"), "paths");
  ct_runs_end(&l, &arena);
  ct_ledger_close(&l);
}

// What the map no longer consists of goes, but not what somebody else has changed.
static void test_fewer_files(void **state) {
  (void)state;
  struct ct_ledger l = opened();
  struct ct_claim_request q = made(&l);
  struct ct_commit c = commit_of(&l, &q);
  static const char *const all[][2] = {{"a.png", "pixels"}, {"a.pdf", "page"}, {"a.svg", "paths"}};
  struct ct_batch_result r = result(all, 3, read_files, 2), less = result(all, 1, read_files, 2);
  assert_true(ct_commit_files(&c, &r, &err));
  put("a.svg", "mine");
  assert_true(ct_commit_files(&c, &less, &err));
  assert_int_equal(c.removed, 1);
  assert_null(got("a.pdf"));
  assert_string_equal(got("a.svg"), "mine");
  assert_int_equal(loaded(&l, &q).noutputs, 1);
  ct_ledger_close(&l);
}

static void test_failures(void **state) {
  (void)state;
  static const char *const odd[][2] = {{"../x.png", "x"}};
  struct ct_ledger l = opened();
  struct ct_claim_request q = made(&l);
  struct ct_commit c = commit_of(&l, &q);
  assert_true(ct_commit_failure(&c, "it has no title", &err));
  struct ct_ledger_map m = loaded(&l, &q);
  assert_string_equal(m.state, "failed");
  assert_string_equal(m.message, "it has no title");
  assert_int_equal(m.noutputs, 2);
  assert_string_equal(got("a.png"), "pixels");
  // A name that leads elsewhere, no file at all, a file that is not there.
  c = commit_of(&l, &q);
  struct ct_batch_result r = {.ok = true, .content = "", .nfiles = 1};
  r.files = &(struct ct_batch_file){.name = odd[0][0], .sha256 = hash("x")};
  assert_true(ct_commit_files(&c, &r, &err));
  assert_non_null(strstr(c.failure, "../x.png"));
  c = commit_of(&l, &q);
  r.nfiles = 0;
  assert_true(ct_commit_files(&c, &r, &err));
  assert_string_equal(c.failure, "the worker made no file");
  c = commit_of(&l, &q);
  static const char *const next[][2] = {{"a.png", "new pixels"}, {"a.svg", "new paths"}};
  r = result(next, 2, read_files, 2);
  unlink(at("staging/a.svg"));
  assert_true(ct_commit_files(&c, &r, &err));
  assert_non_null(strstr(c.failure, "a.svg: No such file"));
  m = loaded(&l, &q);
  assert_string_equal(m.state, "failed");
  assert_string_equal(m.outputs[0].sha256, hash("new pixels"));
  assert_string_equal(m.outputs[1].sha256, hash("paths"));
  ct_ledger_close(&l);
}

// Two documents of one name in two batches: the second does not overwrite the first's map.
static void test_owners(void **state) {
  (void)state;
  struct ct_ledger l = opened();
  made(&l);
  struct ct_claim_request other = claimed(&l, "b");
  struct ct_commit c = commit_of(&l, &other);
  static const char *const theirs[][2] = {{"a.png", "of b"}};
  struct ct_batch_result r = result(theirs, 1, read_files, 1);
  assert_true(ct_commit_files(&c, &r, &err));
  assert_non_null(strstr(c.failure, "'a.png' is already the map of"));
  assert_string_equal(got("a.png"), "pixels");
  // Once that document is gone, it may.
  unlink(at("a.yaml"));
  c = commit_of(&l, &other);
  r.nreads = 0;
  assert_true(ct_commit_files(&c, &r, &err));
  assert_null(c.failure);
  assert_string_equal(got("a.png"), "of b");
  ct_ledger_close(&l);
}

// ---- Death while files were renamed

static void test_settled(void **state) {
  (void)state;
  static const char *const cases[][3] = {{"pixels", "paths", "interrupted"},
                                         {"new pixels", "paths", "interrupted"},
                                         {"new pixels", "new paths", "done"},
                                         {"new pixels", "of somebody", "interrupted"}};
  static const int64_t left[] = {2, 2, 2, 1};
  for (size_t i = 0; i < 4; i++) {
    struct ct_ledger l = opened();
    struct ct_claim_request q = made(&l);
    assert_true(
        ct_sql_do(l.sql, &err, "UPDATE map SET state = 'writing', claim = 77 WHERE n = ?", "i", q.map));
    for (size_t k = 0; k < 2; k++)
      assert_true(ct_sql_do(l.sql, &err, "INSERT INTO writing VALUES(?, ?, ?, ?)", "titt", two[k][0], q.map,
                            hash(two[k][1]), hash(k ? "new paths" : "new pixels")));
    ct_ledger_close(&l);
    put("a.png", cases[i][0]);
    put("a.svg", cases[i][1]);
    l = opened();
    struct ct_ledger_map m = loaded(&l, &q);
    assert_string_equal(m.state, cases[i][2]);
    assert_int_equal(m.claim, 0);
    assert_int_equal(m.noutputs, left[i]);
    assert_string_equal(m.outputs[0].sha256, hash(cases[i][0]));
    ct_ledger_close(&l);
  }
}

// A second run leaves maps to one that lives; they are its own when that is gone.
static void test_two_runs(void **state) {
  (void)state;
  struct ct_ledger first = opened(), second = opened();
  struct ct_claim_request q = claimed(&first, "a");
  assert_true(q.is_mine);
  assert_false(claimed(&second, "a").is_mine);
  assert_true(claimed(&second, "b").is_mine);
  assert_true(ct_runs_is_alive(&second, first.run));
  int64_t gone = first.run;
  ct_ledger_close(&first);  // as a kill does: nothing is given back
  assert_false(ct_runs_is_alive(&second, gone));
  assert_true(claimed(&second, "a").is_mine);
  ct_ledger_close(&second);
}

// ---- Why

struct asking {
  struct ct_ledger *ledger;
  const struct ct_claim_request *claim;
  struct ct_batch_why why;
};

static const char *ask(struct asking *q, const struct ct_ledger_settings *s) {
  struct ct_batch_files files = {.arena = &arena, .index = {.arena = &arena}, .round = 1};
  struct ct_ledger_map m = loaded(q->ledger, q->claim);
  q->why.arena = &arena;
  q->why.files = &files;
  q->why.folder = folder;
  return ct_batch_why(&q->why, &m, s);
}

static void test_why_files(void **state) {
  (void)state;
  struct ct_ledger l = opened();
  struct ct_claim_request q = made(&l);
  struct asking a = {.ledger = &l, .claim = &q};
  assert_null(ask(&a, &settings));
  put("sites.csv", "name\nB\n");
  assert_string_equal(ask(&a, &settings), "data sites.csv changed");
  assert_true(a.why.may_be_unchanged);
  put("f.otf", "other font");
  assert_string_equal(ask(&a, &settings), "data sites.csv changed, and 1 more file");
  assert_false(a.why.may_be_unchanged);
  put("f.otf", "font");
  put("sites.csv", "name\nA\n");
  assert_null(ask(&a, &settings));
  put("none.svg", "<svg/>");
  assert_string_equal(ask(&a, &settings), "icon none.svg is there now");
  unlink(at("none.svg"));
  unlink(at("a.yaml"));
  assert_string_equal(ask(&a, &settings), "the document is gone");
  put("a.png", "painted over");
  assert_string_equal(ask(&a, &settings), "output 'a.png' was changed by somebody else");
  assert_false(a.why.may_be_unchanged);
  unlink(at("a.svg"));
  put("a.png", "pixels");
  assert_string_equal(ask(&a, &settings), "output 'a.svg' is missing");
  ct_ledger_close(&l);
}

static void test_why_settings(void **state) {
  (void)state;
  struct ct_ledger l = opened();
  struct ct_claim_request q = claimed(&l, "a");
  struct asking a = {.ledger = &l, .claim = &q};
  assert_string_equal(ask(&a, &settings), "new");
  q = made(&l);
  const struct {
    struct ct_ledger_settings now;
    const char *why;
  } cases[] = {
      {{"0.2.0 aa", "png,svg", "[[\"dpi\",\"96\"]]", "[]"}, "program 0.1.0 -> 0.2.0"},
      {{"0.1.0 bb", "png,svg", "[[\"dpi\",\"96\"]]", "[]"}, "the program was built anew"},
      {{"0.1.0 aa", "png", "[[\"dpi\",\"96\"]]", "[]"}, "files wanted were png,svg, now png"},
      {{"0.1.0 aa", "png,svg", "[[\"dpi\",\"300\"]]", "[]"}, "option 'dpi' was '96', now '300'"},
      {{"0.1.0 aa", "png,svg", "[]", "[]"}, "option 'dpi' is given no more"},
      {{"0.1.0 aa", "png,svg", "[[\"dpi\",\"96\"],[\"bare\",\"true\"]]", "[]"}, "option 'bare' is new"},
      {{"0.1.0 aa", "png,svg", "[[\"dpi\",\"96\"]]", "[[\"code\",\"KP\"]]"}, "parameter 'code' is new"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(ask(&a, &cases[i].now), cases[i].why);
  a.why.force = true;
  assert_string_equal(ask(&a, &settings), "all are asked for");
  a.why.force = false;
  struct ct_commit c = commit_of(&l, &q);
  assert_true(ct_commit_failure(&c, "no", &err));
  assert_string_equal(ask(&a, &settings), "failed last time");
  ct_ledger_close(&l);
}

// ---- Opening and merging

static bool opens(const char *path, const char *of, bool make) {
  struct ct_ledger l;
  err = (struct ct_err){0};
  bool ok = ct_ledger_open(path, of, make, &arena, &l, &err);
  if (ok) ct_ledger_close(&l);
  return ok;
}

static void expect_refusal(const char *path, const char *of, const char *word) {
  assert_false(opens(path, of, true));
  if (!strstr(err.message, word)) fail_msg("'%s' does not say '%s'", err.message, word);
}

static void run_sql(const char *path, const char *sql) {
  struct ct_sql *db = ct_sql_open(path, true, &arena, &err);
  assert_non_null(db);
  assert_true(ct_sql_run(db, sql, &err));
  ct_sql_close(db);
}

static void test_opening(void **state) {
  (void)state;
  struct ct_ledger l;
  assert_false(opens(at("none.sqlite"), folder, false));
  assert_int_not_equal(access(at("none.sqlite"), F_OK), 0);
  // Killed as it was made: nothing is in it, and nothing is written to it.
  put("empty.sqlite", "");
  assert_true(ct_ledger_open(at("empty.sqlite"), folder, false, &arena, &l, &err));
  assert_true(l.is_empty);
  ct_ledger_close(&l);
  assert_string_equal(got("empty.sqlite"), "");
  expect_refusal(folder, folder, "is a folder");
  put("text.sqlite", "This is a text, and far too long to be taken for the head of a database ...........");
  expect_refusal(at("text.sqlite"), folder, "text.sqlite");
  run_sql(at("other.sqlite"), "CREATE TABLE t(x)");
  expect_refusal(at("other.sqlite"), folder, "no ledger of maps");
  assert_true(opens(at("l.sqlite"), folder, true));
  run_sql(at("l.sqlite"), "PRAGMA user_version = 9");
  expect_refusal(at("l.sqlite"), folder, "written by a newer cartouche");
  // One that lies elsewhere is of one folder; one within goes where that goes.
  mkdir(at("moved"), 0777);
  mkdir(at("maps"), 0777);
  assert_true(opens(at("far.sqlite"), at("maps"), true));
  expect_refusal(at("far.sqlite"), at("moved"), "tells of the maps in");
  assert_true(opens(at("maps/l.sqlite"), at("maps"), true));
  assert_int_equal(rename(at("maps/l.sqlite"), at("moved/l.sqlite")), 0);
  assert_true(opens(at("moved/l.sqlite"), at("moved"), true));
}

static void test_merged(void **state) {
  (void)state;
  const char *const from[] = {at("1.sqlite"), at("2.sqlite")};
  static const char *const names[] = {"a", "b"};
  struct ct_claim_request q[2];
  for (size_t i = 0; i < 2; i++) {
    struct ct_ledger l;
    put(ct_arena_printf(&arena, "%s.yaml", names[i]), names[i]);
    assert_true(ct_ledger_open(from[i], folder, true, &arena, &l, &err));
    assert_true(ct_runs_begin(&l, &arena, &err));
    q[i] = claimed(&l, names[i]);
    struct ct_commit c = commit_of(&l, &q[i]);
    const char *const file[][2] = {{names[i], names[i]}};
    struct ct_batch_result r = result(file, 1, NULL, 0);
    assert_true(ct_commit_files(&c, &r, &err));
    ct_runs_end(&l, &arena);
    ct_ledger_close(&l);
  }
  assert_true(ct_ledger_merge(from, 2, at("all.sqlite"), &arena, &err));
  struct ct_ledger all;
  const struct ct_ledger_map *maps;
  struct ct_map index = {.arena = &arena};
  size_t n;
  assert_true(ct_ledger_open(at("all.sqlite"), folder, true, &arena, &all, &err));
  assert_true(ct_ledger_load(&all, &arena, &maps, &n, &index, &err));
  assert_int_equal(n, 2);
  for (size_t i = 0; i < 2; i++) {
    const struct ct_map_entry *e = ct_map_find_string(&index, q[i].key);
    assert_non_null(e);
    assert_string_equal(maps[e->value].state, "done");
    assert_string_equal(maps[e->value].outputs[0].path, names[i]);
  }
  ct_ledger_close(&all);
}

static void test_told(void **state) {
  (void)state;
  struct ct_ledger l = opened();
  struct ct_ledger_told out;
  const struct ct_ledger_told told = {.is_document = true, .title = "T\xc3\xa9"};
  bool found;
  assert_true(ct_ledger_told(&l, "d", &arena, &out, &found, &err) && !found);
  assert_true(ct_ledger_tell(&l, "d", &told, &err));
  assert_true(ct_ledger_told(&l, "d", &arena, &out, &found, &err) && found);
  assert_true(out.is_document && !out.is_atlas && !out.as_of);
  assert_string_equal(out.title, told.title);
  ct_ledger_close(&l);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {TEST(test_committed), TEST(test_fewer_files),  TEST(test_failures),
                                     TEST(test_owners),    TEST(test_settled),      TEST(test_two_runs),
                                     TEST(test_why_files), TEST(test_why_settings), TEST(test_opening),
                                     TEST(test_merged),    TEST(test_told)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

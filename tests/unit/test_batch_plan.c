// SPDX-License-Identifier: MIT
// Batches: what maps are called, which there are, and which part each is in.
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
#include "base/err.h"
#include "batch/files.h"
#include "batch/name.h"
#include "batch/plan.h"

static char folder[] = "/tmp/ct-plan-XXXXXX";
static struct ct_arena arena;
static struct ct_err err;

static int begin_test(void **state) {
  (void)state;
  err = (struct ct_err){0};
  return 0;
}

static int clean(void **state) {
  (void)state;
  ct_arena_release(&arena);
  return 0;
}

// ---- Names

static const struct ct_batch_pair params[] = {
    {"code", "KP-09"}, {"region", "S\xc5\x8dl / city"}, {"none", ""}, {"title", "of the table"}};

static struct ct_batch_named named(bool is_atlas, size_t nparams) {
  return (struct ct_batch_named){.document = "/maps/east.coast.yaml",
                                 .row = 12,
                                 .nparams = nparams,
                                 .params = params,
                                 .is_atlas = is_atlas,
                                 .title =
                                     "\xc3\x89lys\xc3\xa9"
                                     "e: ships & ports (2019)",
                                 .as_of = "2019-09-05"};
}

static void test_names(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"{stem}", "east.coast"},
      {"{stem}_{row}", "east.coast_12"},
      {"{slug}", "elysee-ships-ports-2019"},
      {"{code}_{slug}_{page}_{as_of}", "KP-09_elysee-ships-ports-2019_2019-09-05"},
      {"{region}", "S\xc5\x8dl - city"},
      {"{title}", "of the table"},
      {"{none}-{code}", "KP-09"},
      {"{code}-{none}", "KP-09"},
      {"a_{none}_{none}_b", "a_b"},
      {"no names", "no names"},
      {"a/b\x01"
       "c",
       "a-b-c"}};
  struct ct_batch_named n = named(false, 4);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *made = ct_batch_name_make(cases[i][0], &n, &arena, &err);
    assert_non_null(made);
    assert_string_equal(made, cases[i][1]);
  }
  n = named(true, 0);
  assert_string_equal(ct_batch_name_make("{stem}-{page}-{name}", &n, &arena, &err),
                      "east.coast-{page}-{name}");
}

static void test_names_that_cannot_be(void **state) {
  (void)state;
  char longest[260];
  memset(longest, 'x', sizeof longest - 1);
  longest[sizeof longest - 1] = '\0';
  const char *const cases[][2] = {{"{stm}", "did you mean '{stem}'"},
                                  {"{zzzzzz}", "there is {stem}"},
                                  {"{cod}", "did you mean '{code}'"},
                                  {"{none}", "no name comes of"},
                                  {"", "no name comes of"},
                                  {".{stem}", "begins with a full stop"},
                                  {"{name}", "'{name}' is not known"},
                                  {"open{stem", "that is not closed"},
                                  {longest, "longer than 200 bytes"}};
  struct ct_batch_named n = named(false, 4);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    err = (struct ct_err){0};
    assert_null(ct_batch_name_make(cases[i][0], &n, &arena, &err));
    assert_true(err.failed);
    if (!strstr(err.message, cases[i][1])) fail_msg("'%s' does not say '%s'", err.message, cases[i][1]);
  }
}

static void test_names_that_ask(void **state) {
  (void)state;
  assert_false(ct_batch_name_asks("{stem}_{row}_{code}", params, 4));
  assert_true(ct_batch_name_asks("{stem}_{as_of}", params, 4));
  assert_true(ct_batch_name_asks("{page}", params, 4));
  // A parameter of that name is what is meant.
  assert_false(ct_batch_name_asks("{title}", params, 4));
  assert_true(ct_batch_name_asks("{title}", params, 3));
}

// ---- Plans

static const char *put(const char *name, const char *text) {
  const char *path = ct_arena_printf(&arena, "%s/%s", folder, name);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
  return path;
}

struct hall {
  int asked;
};

// A document's text is its title; one that begins with ! cannot be read, one with - is none.
static bool tell(void *user, const char *document, const struct ct_batch_set *set, struct ct_arena *a,
                 struct ct_ledger_told *out, struct ct_err *why) {
  struct hall *h = user;
  char text[100] = "";
  (void)set;
  h->asked++;
  FILE *f = fopen(document, "r");
  assert_non_null(f);
  if (!fgets(text, sizeof text, f)) text[0] = '\0';
  fclose(f);
  if (*text == '!') return ct_fail(why, "%s:1: cannot be read", document);
  *out = (struct ct_ledger_told){.is_document = *text != '-', .title = ct_arena_strdup(a, text)};
  return true;
}

static bool plan(const struct ct_batch_order *order, struct ct_batch_plan *out) {
  struct ct_batch_files files = {.arena = &arena, .index = {.arena = &arena}, .round = 1};
  return ct_batch_plan_make(order, NULL, &files, &arena, out, &err);
}

static void test_folders(void **state) {
  (void)state;
  struct hall hall = {0};
  struct ct_batch_plan p;
  const char *in = ct_arena_printf(&arena, "%s/maps", folder), *inputs[] = {in, NULL, NULL};
  mkdir(in, 0777);
  mkdir(ct_arena_printf(&arena, "%s/deep.yaml", in), 0777);
  put("maps/deep.yaml/x.yaml", "not entered");
  const char *b = put("maps/b.yml", "B");
  put("maps/a.yaml", "A");
  put("maps/c.json", "C");
  put("maps/data.json", "- no document");
  put("maps/sites.csv", "name");
  put("maps/.hidden.yaml", "H");
  inputs[1] = b;
  inputs[2] = put("lone", "L");
  struct ct_batch_order order = {.ninputs = 3, .inputs = inputs, .hall = {&hall, tell}};
  assert_true(plan(&order, &p));
  static const char *const wanted[] = {"a", "b", "c", "lone"};
  assert_int_equal(p.maps.n, 4);
  for (size_t i = 0; i < 4; i++) assert_string_equal(p.maps.v[i].name, wanted[i]);
  assert_string_equal(p.maps.v[1].key, ct_arena_printf(&arena, "%s#b", p.maps.v[1].document));
  assert_int_equal(p.folders.n, 1);
  assert_int_equal(hall.asked, 2);  // only JSON is looked into
}

static void test_nothing_to_make(void **state) {
  (void)state;
  struct hall hall = {0};
  struct ct_batch_plan p;
  const char *in = ct_arena_printf(&arena, "%s/empty", folder);
  mkdir(in, 0777);
  put("empty/notes.txt", "x");
  struct ct_batch_order order = {.ninputs = 1, .inputs = &in, .hall = {&hall, tell}};
  assert_false(plan(&order, &p));
  assert_non_null(strstr(err.message, "no map documents"));
  err = (struct ct_err){0};
  order.ninputs = 0;
  assert_false(plan(&order, &p));
  assert_non_null(strstr(err.message, "no input"));
}

// Faults of one document are its own; it is called by its file then.
static void test_documents_with_faults(void **state) {
  (void)state;
  struct hall hall = {0};
  struct ct_batch_plan p;
  const char *inputs[] = {put("good.yaml", "Good one"), put("bad.yaml", "!"),
                          ct_arena_printf(&arena, "%s/gone.yaml", folder)};
  struct ct_batch_order order = {.ninputs = 3, .inputs = inputs, .pattern = "{slug}", .hall = {&hall, tell}};
  assert_true(plan(&order, &p));
  assert_int_equal(p.maps.n, 3);
  assert_string_equal(p.maps.v[0].name, "good-one");
  assert_null(p.maps.v[0].failure);
  assert_string_equal(p.maps.v[1].name, "bad");
  assert_non_null(strstr(p.maps.v[1].failure, "cannot be read"));
  assert_string_equal(p.maps.v[2].name, "gone");
  assert_non_null(strstr(p.maps.v[2].failure, "No such file"));
}

static void test_one_name_twice(void **state) {
  (void)state;
  struct hall hall = {0};
  struct ct_batch_plan p;
  mkdir(ct_arena_printf(&arena, "%s/other", folder), 0777);
  const char *inputs[] = {put("same.yaml", "S"), put("other/same.yaml", "S")};
  const struct ct_batch_set sets[] = {{1, params}, {1, params}};
  struct ct_batch_order order = {.ninputs = 2, .inputs = inputs, .hall = {&hall, tell}};
  assert_false(plan(&order, &p));
  assert_non_null(strstr(err.message, "both maps are called 'same'"));
  err = (struct ct_err){0};
  order =
      (struct ct_batch_order){.ninputs = 1, .inputs = inputs, .nsets = 2, .sets = sets, .pattern = "{code}"};
  order.hall = (struct ct_batch_hall){&hall, tell};
  assert_false(plan(&order, &p));
  assert_non_null(strstr(err.message, "two maps of it are called 'KP-09'"));
  err = (struct ct_err){0};
  order.pattern = NULL;
  assert_true(plan(&order, &p));
  assert_string_equal(p.maps.v[1].name, "same_2");
}

// Disjoint, together everything, in the order of all; and none much larger than its share.
static void test_shards(void **state) {
  (void)state;
  enum { SETS = 600 };
  static struct ct_batch_set sets[SETS];
  struct hall hall = {0};
  const char *input = put("many.yaml", "M");
  for (size_t i = 0; i < SETS; i++) sets[i] = (struct ct_batch_set){1, params};
  for (size_t shards = 1; shards <= 7; shards++) {
    size_t seen[SETS] = {0};
    for (size_t shard = 1; shard <= shards; shard++) {
      struct ct_batch_plan p;
      struct ct_batch_order order = {.ninputs = 1, .inputs = &input, .nsets = SETS, .sets = sets};
      order.hall = (struct ct_batch_hall){&hall, tell};
      order.shard = shard;
      order.shards = shards;
      assert_true(plan(&order, &p));
      long last = -1;
      for (size_t i = 0; i < p.maps.n; i++) {
        long row = p.maps.v[i].params - sets;
        assert_true(row > last);
        seen[last = row]++;
      }
      assert_in_range(p.maps.n, SETS / shards * 7 / 10, SETS / shards * 13 / 10);
      assert_int_equal(p.keys.n, SETS);
    }
    for (size_t i = 0; i < SETS; i++) assert_int_equal(seen[i], 1);
  }
}

static int begin(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : 1;
}

static int end(void **state) {
  (void)state;
  char command[300];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin_test, clean)

int main(void) {
  const struct CMUnitTest tests[] = {TEST(test_names),           TEST(test_names_that_cannot_be),
                                     TEST(test_names_that_ask),  TEST(test_folders),
                                     TEST(test_nothing_to_make), TEST(test_documents_with_faults),
                                     TEST(test_one_name_twice),  TEST(test_shards)};
  return cmocka_run_group_tests(tests, begin, end);
}

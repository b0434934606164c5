// SPDX-License-Identifier: MIT
// Tests of src/cache*: maps are the same with and without one, in any order, after edits, failures and want of memory.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "cartouche.h"
#include "hall/cache/cache.h"
#include "hall/job/job.h"

static char folder[] = "/tmp/ct-cache-XXXXXX";
static const char *own_fonts;  // folder of fonts that jobs are given; NULL: none

// What came of a job: its bytes and findings, as one digest.
struct result {
  bool ok;
  char hex[CT_DIGEST_SIZE];
  char message[200];
};

static bool take(void *user, const void *data, size_t size) {
  ct_digest_add(user, data, size);
  return true;
}

static void hear(void *user, const struct ct_diagnostic *d) {
  struct ct_digest *digest = user;
  ct_digest_add_text(digest, d->code);
  ct_digest_add_text(digest, d->file);
  ct_digest_add_text(digest, d->message);
  ct_digest_add_text(digest, d->value);
  ct_digest_add_number(digest, (double)d->line);
  ct_digest_add_number(digest, d->severity);
}

// limit: of the job's memory, 0: none.
static struct result render(const char *document, struct ct_cache *cache, size_t limit) {
  static const char *const formats[] = {"png", "svg", "pdf"};
  struct result r = {0};
  struct ct_err err = {0};
  struct ct_digest *digest = ct_digest_new();
  struct ct_job *job = ct_job_new(".");
  assert_true(digest && job);
  ct_job_on_diagnostic(job, hear, digest);
  if (cache) ct_job_use_cache(job, cache);
  job->arena.limit = limit;
  r.ok = ct_job_add_input(job, document, &err) && (!own_fonts || ct_job_set(job, "fonts", own_fonts, &err));
  for (size_t i = 0; r.ok && i < 3; i++) r.ok = ct_job_add_output_stream(job, take, digest, formats[i], &err);
  r.ok = r.ok && ct_job_render(job, &err);
  snprintf(r.message, sizeof r.message, "%.190s", err.message);
  ct_digest_add_text(digest, r.message);
  ct_digest_finish(digest, r.hex);
  ct_job_free(job);
  ct_digest_free(digest);
  return r;
}

static const char *in_folder(const char *name) {
  static char paths[8][200];
  static int turn;
  char *path = paths[turn++ % 8];
  snprintf(path, sizeof paths[0], "%s/%s", folder, name);
  return path;
}

static const char *put(const char *name, const char *text) {
  const char *path = in_folder(name);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
  return path;
}

// Different views, projections, themes, ways of telling where; findings; an error.
static const char *const documents[][2] = {
    {"a.yaml",
     "title: One\nstyle: briefing\n"
     "data: { f: { path: sites.csv, where: \"kind = 'b'\", label: name, class: kind } }\n"
     "view: { fit: [f] }\npage: { size: 500x400px }\nlocator: true\n"},
    {"b.yaml",
     "title: Two\nstyle: dark\ndata: { f: { path: sites.csv, label: name } }\n"
     "view: { bbox: [120, 30, 135, 45] }\npage: { size: 500x400px }\ngraticule: true\n"},
    {"c.yaml",
     "title: Three\nstyle: own.json\ndata: { f: { path: sites.csv, label: name }, g: { path: told.csv, "
     "label: name } }\npage: { size: 400x300px }\n"},
    {"d.yaml", "title: Four\ndata: { f: { path: none.csv } }\n"},
    {"e.yaml",
     "title: \xeb\x85\x95\xeb\xb3\x80\nstyle: briefing\ndata: { f: { path: areas.geojson, label: name } }\n"
     "page: { size: 400x300px }\n"},
    {"f.yaml",
     "title: Six\nstyle: briefing\nview: { bbox: [-180, -60, 180, 80] }\npage: { size: 500x300px }\n"
     "data: { f: { path: sites.csv, where: \"nothing = 3\" } }\n"},
};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

static void put_data(const char *last) {
  char text[600];
  snprintf(
      text, sizeof text,
      "name,kind,lat,lon\nYongbyon,a,39.8,125.75\nSohae,b,39.66,124.7\nTonghae,b,40.85,129.66\nLost,a,,\n"
      "Far,b,191.5,12\n%s\n",
      last);
  put("sites.csv", text);
  put("told.csv", "name,position\nA,about 40 km north of Pyongyang\nB,10 km south of Sohae\n");
  put("areas.geojson",
      "{\"type\": \"FeatureCollection\", \"features\": [{\"type\": \"Feature\", \"properties\": "
      "{\"name\": \"Area\"}, \"geometry\": {\"type\": \"Polygon\", \"coordinates\": [[[124, 38], "
      "[126, 38], [126, 40], [124, 38]]]}}]}");
}

static void put_theme(const char *color) {
  char text[700];
  snprintf(
      text, sizeof text,
      "{\"version\": 8, \"name\": \"Own\", \"sources\": {\"land\": {\"type\": \"geojson\", \"data\": "
      "\"base:land\"}}, \"layers\": [{\"id\": \"bg\", \"type\": \"background\", \"paint\": "
      "{\"background-color\": \"#ddeeff\"}}, {\"id\": \"land\", \"type\": \"fill\", \"source\": \"land\", "
      "\"paint\": {\"fill-color\": \"%s\"}}]}",
      color);
  put("own.json", text);
}

static int set_up(void **state) {
  (void)state;
  assert_non_null(mkdtemp(folder));
  put_data("");
  put_theme("#eeeeee");
  for (size_t i = 0; i < DOCUMENTS; i++) put(documents[i][0], documents[i][1]);
  return 0;
}

static int tear_down(void **state) {
  static const char *const made[] = {"sites.csv", "told.csv", "areas.geojson", "own.json"};
  (void)state;
  for (size_t i = 0; i < sizeof made / sizeof *made; i++) unlink(in_folder(made[i]));
  for (size_t i = 0; i < DOCUMENTS; i++) unlink(in_folder(documents[i][0]));
  return rmdir(folder);
}

static void expect_same(struct ct_cache *cache, const char *document) {
  struct result without = render(document, NULL, 0), with = render(document, cache, 0);
  assert_string_equal(with.message, without.message);
  assert_string_equal(with.hex, without.hex);
}

static void any_order(void **state) {
  static const int orders[3][2 * DOCUMENTS] = {{0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5},
                                               {5, 4, 3, 2, 1, 0, 5, 3, 1, 0, 2, 4},
                                               {2, 2, 0, 0, 4, 3, 3, 1, 5, 1, 5, 4}};
  (void)state;
  struct result plain[DOCUMENTS];
  for (size_t i = 0; i < DOCUMENTS; i++) {
    plain[i] = render(in_folder(documents[i][0]), NULL, 0);
    assert_int_equal(plain[i].ok, i != 3 && i != 5);
  }
  for (size_t o = 0; o < 3; o++) {
    struct ct_cache *cache = ct_cache_new();
    for (size_t i = 0; i < 2 * DOCUMENTS; i++) {
      int d = orders[o][i];
      struct result r = render(in_folder(documents[d][0]), cache, 0);
      assert_string_equal(r.message, plain[d].message);
      assert_string_equal(r.hex, plain[d].hex);
    }
    ct_cache_free(cache);
  }
}

static void sample_maps(void **state) {
  static const char *const maps[] = {"maps/transfers.yaml",          "maps/cyber-2019.yaml",
                                     "maps/atlas/dprk-nuclear.yaml", "maps/transfers.yaml",
                                     "maps/yongbyon.yaml",           "maps/cyber-2019.yaml"};
  (void)state;
  struct ct_cache *cache = ct_cache_new();
  for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) expect_same(cache, maps[i]);
  ct_cache_free(cache);
}

static void edited_files_are_read_anew(void **state) {
  (void)state;
  static const char *const names[] = {"a.yaml", "c.yaml"};
  for (size_t i = 0; i < 2; i++) {
    struct ct_cache *cache = ct_cache_new();
    put_data("");
    put_theme("#eeeeee");
    struct result before = render(in_folder(names[i]), cache, 0);
    put_data("New,b,38.5,126.5");
    struct result data = render(in_folder(names[i]), cache, 0);
    assert_string_not_equal(before.hex, data.hex);
    expect_same(cache, in_folder(names[i]));
    put_theme("#eeffee");
    expect_same(cache, in_folder(names[i]));
    // Of the same size, at about the same time, and gone for a while.
    put_data("New,b,38.5,127.5");
    expect_same(cache, in_folder(names[i]));
    unlink(in_folder("sites.csv"));
    expect_same(cache, in_folder(names[i]));
    put_data("");
    put_theme("#eeeeee");
    assert_string_equal(render(in_folder(names[i]), cache, 0).hex, before.hex);
    ct_cache_free(cache);
  }
}

// A bundled font under a name that no machine has.
static void put_renamed_font(void) {
  static const char was[] = "\0N\0o\0t\0o\0 \0S\0a\0n\0s", is[] = "\0Q\0x\0q\0z\0 \0S\0a\0n\0s";
  enum { NAME = 18 };
  struct ct_arena a = {0};
  FILE *f = fopen("styles/fonts/NotoSans-Regular.ttf", "rb");
  assert_non_null(f);
  fseek(f, 0, SEEK_END);
  size_t n = (size_t)ftell(f), renamed = 0;
  char *bytes = ct_arena_alloc(&a, n, 1);
  rewind(f);
  assert_int_equal(fread(bytes, 1, n, f), n);
  fclose(f);
  for (char *p = bytes; (p = memmem(p, (size_t)(bytes + n - p), was, NAME)); renamed++) memcpy(p, is, NAME);
  assert_true(renamed > 0);
  f = fopen(in_folder("QxqzSans.ttf"), "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes, 1, n, f), n);
  fclose(f);
  ct_arena_release(&a);
}

// A font that one job found in a folder of its own is not there for the next, and the other way round.
static void fonts_from_elsewhere_are_not_lent(void **state) {
  (void)state;
  put_renamed_font();
  const char *document = put("g.yaml",
                             "title: Seven\nstyle: own.json\ndata: { f: { path: sites.csv } }\n"
                             "page: { size: 400x300px }\nlayers:\n  - { id: x, type: symbol, source: f, "
                             "layout: { text-field: '{name}', text-font: [Qxqz Sans Regular] } }\n");
  struct ct_cache *cache = ct_cache_new();
  struct result plain = render(document, NULL, 0), found;
  own_fonts = folder;
  found = render(document, NULL, 0);
  assert_true(plain.ok && found.ok);
  assert_string_not_equal(plain.hex, found.hex);
  for (int i = 0; i < 6; i++) {
    own_fonts = i % 3 ? NULL : folder;
    assert_string_equal(render(document, cache, 0).hex, own_fonts ? found.hex : plain.hex);
    expect_same(cache, in_folder("e.yaml"));
  }
  own_fonts = NULL;
  ct_cache_free(cache);
  unlink(document);
  unlink(in_folder("QxqzSans.ttf"));
}

// What is open when memory runs out is lost (docs/architecture.md), and the leak checker is not to mind.
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#else
static void __lsan_disable(void) {
}
static void __lsan_enable(void) {
}
#endif

static void out_of_memory_leaves_it_valid(void **state) {
  (void)state;
  struct result plain = render(in_folder("c.yaml"), NULL, 0);
  struct ct_cache *cache = ct_cache_new();
  int failed = 0;
  for (size_t limit = 100000; limit < 30u << 20; limit += limit / 4) {
    __lsan_disable();
    struct result r = render(in_folder("c.yaml"), cache, limit);
    __lsan_enable();
    if (r.ok) continue;
    failed++;
    assert_string_equal(r.message, "out of memory");
    assert_string_equal(render(in_folder("c.yaml"), cache, 0).hex, plain.hex);
  }
  assert_true(failed > 5);
  ct_cache_free(cache);
}

// ---- The store itself

struct maker {
  int made, released;
  size_t size, limit;
  bool keep, fails;
};

static struct maker *of_release;

static void released(void *thing) {
  (void)thing;
  of_release->released++;
}

static bool make(void *user, struct ct_cache_making *m, void **out, struct ct_err *err) {
  struct maker *k = user;
  k->made++;
  ct_cache_watch(m, in_folder("sites.csv"));
  m->arena->limit = k->limit;
  *out = ct_arena_alloc(m->arena, k->size, 1);
  m->keep = k->keep;
  return !k->fails || ct_fail(err, "no luck");
}

static bool get(struct ct_cache *cache, const char *key, struct maker *k, struct ct_err *err) {
  struct ct_arena a = {0};
  void *out;
  struct ct_cache_request r = {.kind = "test", .key = key, .key_size = strlen(key), .make = make, .user = k};
  r.release = released;
  of_release = k;
  bool ok = ct_cache_get(cache, &r, &a, &out, err);
  ct_arena_release(&a);
  return ok;
}

static void things_are_made_once(void **state) {
  (void)state;
  struct ct_err err = {0};
  struct ct_cache *cache = ct_cache_new();
  struct maker k = {.size = 100, .keep = true};
  for (int job = 0; job < 2; job++) {
    ct_cache_enter(cache);
    assert_true(get(cache, "x", &k, &err) && get(cache, "x", &k, &err) && get(cache, "y", &k, &err));
    ct_cache_leave(cache);
  }
  assert_int_equal(k.made, 2);
  // One that an edit makes stale lives until the job is gone.
  put_data("Edited,a,39,126");
  ct_cache_enter(cache);
  assert_true(get(cache, "x", &k, &err));
  assert_int_equal(k.made, 3);
  assert_int_equal(k.released, 0);
  ct_cache_leave(cache);
  assert_int_equal(k.released, 1);
  ct_cache_free(cache);
  assert_int_equal(k.released, 3);
}

static void failures_are_not_kept(void **state) {
  (void)state;
  struct ct_cache *cache = ct_cache_new();
  struct maker bad = {.size = 100, .keep = true, .fails = true}, small = {.size = 1 << 20, .limit = 1000},
               once = {.size = 100};
  struct ct_err err = {0};
  ct_cache_enter(cache);
  assert_false(get(cache, "x", &bad, &err));
  assert_string_equal(err.message, "no luck");
  err = (struct ct_err){0};
  assert_false(get(cache, "x", &small, &err));
  assert_string_equal(err.message, "out of memory");
  err = (struct ct_err){0};
  assert_true(get(cache, "x", &once, &err) && get(cache, "x", &once, &err));
  assert_int_equal(once.made, 2);
  ct_cache_leave(cache);
  assert_int_equal(once.released, 2);
  ct_cache_free(cache);
}

static void what_was_used_last_stays(void **state) {
  (void)state;
  struct ct_err err = {0};
  struct ct_cache *cache = ct_cache_new();
  struct maker k = {.size = (size_t)100 << 20, .keep = true};
  static const char *const keys[] = {"a", "b", "a", "c", "d"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    ct_cache_enter(cache);
    assert_true(get(cache, keys[i], &k, &err));
    ct_cache_leave(cache);
  }
  assert_int_equal(k.made, 4);
  assert_int_equal(k.released, 2);
  ct_cache_enter(cache);
  assert_true(get(cache, "d", &k, &err) && get(cache, "c", &k, &err));
  assert_int_equal(k.made, 4);
  assert_true(get(cache, "a", &k, &err));
  assert_int_equal(k.made, 5);
  ct_cache_leave(cache);
  ct_cache_free(cache);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_order),
      cmocka_unit_test(sample_maps),
      cmocka_unit_test(edited_files_are_read_anew),
      cmocka_unit_test(fonts_from_elsewhere_are_not_lent),
      cmocka_unit_test(out_of_memory_leaves_it_valid),
      cmocka_unit_test(things_are_made_once),
      cmocka_unit_test(failures_are_not_kept),
      cmocka_unit_test(what_was_used_last_stays),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}

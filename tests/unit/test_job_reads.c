// SPDX-License-Identifier: MIT
// Tests of what a render has read and what it shows; with arguments a program that tells both (tests/cli/test_content.py).
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
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
#include "base/reads.h"
#include "cartouche.h"

static char folder[] = "/tmp/cartouche-reads-XXXXXX";

static const char *in_folder(struct ct_arena *a, const char *name, const char *text) {
  const char *path = ct_arena_printf(a, "%s/%s", folder, name);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
  return path;
}

static void noted_once_with_the_first_kind(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_reads reads = {.arena = &a};
  const char *path = in_folder(&a, "one", "1");
  struct ct_reads *had = ct_reads_into(&reads);
  ct_reads_note(CT_READ_OTHER, path);
  ct_reads_note(CT_READ_THEME, path);
  ct_reads_note(CT_READ_DATA, path);
  ct_reads_note(CT_READ_DATA, "-");
  ct_reads_note(CT_READ_DATA, "/vsimem/x");
  ct_reads_note_elsewhere(CT_READ_DATA, "-");
  ct_reads_into(had);
  ct_reads_note(CT_READ_DATA, "not listened to");
  assert_int_equal(reads.v.n, 2);
  assert_string_equal(reads.v.v[0].path, path);
  assert_int_equal(reads.v.v[0].kind, CT_READ_THEME);
  assert_true(reads.v.v[0].sign.is_there);
  assert_true(reads.v.v[1].is_elsewhere);
  ct_arena_release(&a);
}

static void hashes_of_files_and_folders(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_reads reads = {.arena = &a};
  struct ct_hashes hashes = {.arena = &a};
  const char *path = in_folder(&a, "abc", "abc");
  ct_reads_into(&reads);
  ct_reads_note(CT_READ_DATA, path);
  ct_reads_note(CT_READ_DATA, ct_arena_printf(&a, "%s/nothing", folder));
  ct_reads_note(CT_READ_FONT, folder);
  ct_reads_note_elsewhere(CT_READ_DATA, "-");
  ct_reads_into(NULL);
  static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const char *first = ct_reads_hash(&hashes, &reads.v.v[0]);
  assert_string_equal(first, abc);
  assert_ptr_equal(ct_reads_hash(&hashes, &reads.v.v[0]), first);
  assert_null(ct_reads_hash(&hashes, &reads.v.v[1]));
  assert_int_equal(strlen(ct_reads_hash(&hashes, &reads.v.v[2])), 64);
  assert_string_equal(ct_reads_hash(&hashes, &reads.v.v[3]), "");
  in_folder(&a, "abc", "abcd");
  in_folder(&a, "nothing", "something");
  assert_string_equal(ct_reads_hash(&hashes, &reads.v.v[0]), "");
  assert_string_equal(first, abc);
  assert_string_equal(ct_reads_hash(&hashes, &reads.v.v[1]), "");
  assert_string_equal(ct_reads_hash(&hashes, &reads.v.v[2]), "");
  ct_arena_release(&a);
}

static void digests_of_pieces(void **state) {
  (void)state;
  enum { SIZE = 100000 };
  static unsigned char bytes[SIZE];
  for (int i = 0; i < SIZE; i++) bytes[i] = (unsigned char)(i * 7 / 3);
  char whole[CT_DIGEST_SIZE], pieces[CT_DIGEST_SIZE];
  ct_digest_of(bytes, SIZE, whole);
  struct ct_digest *d = ct_digest_new();
  for (size_t step = 1; step < 60000; step = 3 * step + 1) {
    for (size_t at = 0; at < SIZE; at += step)
      ct_digest_add(d, bytes + at, SIZE - at < step ? SIZE - at : step);
    ct_digest_finish(d, pieces);
    assert_string_equal(pieces, whole);
  }
  ct_digest_free(d);
}

static void expected_digests_are_digests(void **state) {
  (void)state;
  struct ct_job *job = ct_job_new(".");
  struct ct_err err = {0};
  char good[65];
  memset(good, 'a', 64);
  good[64] = '\0';
  assert_true(ct_job_expect_content(job, good, &err));
  assert_true(ct_job_expect_content(job, "", &err));
  assert_true(ct_job_expect_given(job, good, &err));
  struct ct_read_file file = {.path = "/x", .kind = "base", .sha256 = NULL, .stage = 2};
  assert_true(ct_job_expect_read(job, &file, &err));
  file.kind = "basis";
  assert_false(ct_job_expect_read(job, &file, &err));
  good[3] = 'A';
  err = (struct ct_err){0};
  assert_false(ct_job_expect_content(job, good, &err));
  assert_false(ct_job_expect_given(job, good, &err));
  assert_string_equal(ct_job_given(job), "");
  assert_string_equal(ct_job_content(job), "");
  assert_false(ct_job_is_unchanged(job));
  ct_job_free(job);
}

// ---- As a program: SHARE DOCUMENT OUTPUT tells the reads; with EXPECTED [NAME=VALUE ...] after it, the content and whether
// it is the expected one.

static void print_read(void *user, const struct ct_read_file *file) {
  (void)user;
  const char *sha256 = file->sha256;
  printf("read %s %s %s\n", file->kind, !sha256 ? "absent" : *sha256 ? sha256 : "changed", file->path);
}

static bool set_options(struct ct_job *job, char **v, struct ct_err *err) {
  for (; *v; v++) {
    char *equals = strchr(*v, '=');
    if (!equals) continue;
    *equals = '\0';
    if (!ct_job_set(job, *v, equals + 1, err)) return false;
  }
  return true;
}

static int tell(char **argv, int argc) {
  struct ct_job *job = ct_job_new(argv[1]);
  struct ct_err err = {0};
  bool ok = ct_job_add_input(job, argv[2], &err) && ct_job_add_output(job, argv[3], NULL, &err) &&
            (argc < 5 || ct_job_expect_content(job, argv[4], &err)) &&
            (argc < 6 || set_options(job, argv + 5, &err)) && ct_job_render(job, &err);
  if (!ok) printf("failed %s\n", err.message);
  struct ct_err ignored = {0};
  if (argc < 5) ct_job_reads(job, print_read, NULL, &ignored);
  printf("content %s\ngiven %s\nunchanged %d\n", ct_job_content(job), ct_job_given(job),
         ct_job_is_unchanged(job));
  ct_job_free(job);
  return !ok;
}

int main(int argc, char **argv) {
  if (argc > 3) return tell(argv, argc);
  if (!mkdtemp(folder)) return 1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(noted_once_with_the_first_kind),
      cmocka_unit_test(hashes_of_files_and_folders),
      cmocka_unit_test(digests_of_pieces),
      cmocka_unit_test(expected_digests_are_digests),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  static const char *const names[] = {"one", "abc", "nothing"};
  char path[sizeof folder + 16];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    unlink(path);
  }
  rmdir(folder);
  return failed;
}

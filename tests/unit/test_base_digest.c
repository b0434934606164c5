// SPDX-License-Identifier: MIT
// SHA-256: the strings of NIST's examples, sha256sum's opinion of files, and what tells values apart.
#include <math.h>
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

#include "base/digest.h"
#include "base/err.h"

static char folder[] = "/tmp/ct-digest-XXXXXX";

// FIPS 180-2, appendix B, and its examples of two blocks.
static const char *const known[][2] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrs"
     "t"
     "nopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"}};
static const char million_a[] = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void test_known(void **state) {
  (void)state;
  char hex[CT_DIGEST_SIZE];
  struct ct_digest *d = ct_digest_new();
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    ct_digest_of(known[i][0], strlen(known[i][0]), hex);
    assert_string_equal(hex, known[i][1]);
    for (const char *p = known[i][0]; *p; p++) ct_digest_add(d, p, 1);
    ct_digest_finish(d, hex);
    assert_string_equal(hex, known[i][1]);
  }
  char thousand[1000];
  memset(thousand, 'a', sizeof thousand);
  for (int i = 0; i < 1000; i++) ct_digest_add(d, thousand, sizeof thousand);
  ct_digest_finish(d, hex);
  assert_string_equal(hex, million_a);
  ct_digest_free(d);
  ct_digest_free(NULL);
}

// The digest of texts, NULL at the end; and of `x` where there are none.
static const char *of_texts(const char *const *v, size_t n, double x) {
  static char hex[4][CT_DIGEST_SIZE];
  static int turn;
  char *to = hex[turn++ % 4];
  struct ct_digest *d = ct_digest_new();
  for (size_t i = 0; i < n; i++) ct_digest_add_text(d, v[i]);
  if (!n) ct_digest_add_number(d, x);
  ct_digest_finish(d, to);
  ct_digest_free(d);
  return to;
}

static void test_values_apart(void **state) {
  (void)state;
  static const char *const lists[][3] = {{"ab", "c", ""},  {"a", "bc", ""},   {"", "abc", ""},
                                         {"abc", "", ""},  {"abc", "", NULL}, {"abc", NULL, ""},
                                         {NULL, "abc", ""}};
  for (size_t i = 0; i < 7; i++)
    for (size_t k = 0; k < i; k++)
      assert_string_not_equal(of_texts(lists[i], 3, 0), of_texts(lists[k], 3, 0));
  assert_string_equal(of_texts(NULL, 0, 0.0), of_texts(NULL, 0, -0.0));
  assert_string_equal(of_texts(NULL, 0, NAN), of_texts(NULL, 0, -NAN));
  assert_string_not_equal(of_texts(NULL, 0, 1), of_texts(NULL, 0, nextafter(1, 2)));
}

static const char *put(const char *name, size_t size) {
  static char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  for (size_t i = 0; i < size; i++) fputc((int)(i * 7919 >> 3 & 0xff), f);
  assert_int_equal(fclose(f), 0);
  return path;
}

// Sizes on either side of a block, of a page and of what is read at once.
static void test_files(void **state) {
  (void)state;
  static const size_t sizes[] = {0, 1, 55, 56, 63, 64, 65, 4095, 65535, 65536, 65537, 1048576, 1500001};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    char hex[CT_DIGEST_SIZE], command[300], said[CT_DIGEST_SIZE] = "";
    struct ct_err err = {0};
    const char *path = put("file", sizes[i]);
    assert_true(ct_digest_of_file(path, hex, &err));
    snprintf(command, sizeof command, "sha256sum %s", path);
    FILE *p = popen(command, "r");
    assert_non_null(p);
    assert_non_null(fgets(said, sizeof said, p));
    pclose(p);
    assert_string_equal(hex, said);
  }
}

static void test_folders(void **state) {
  (void)state;
  static const char names[] = "Z\na\nfile\n\xc3\xa9\n";
  char hex[CT_DIGEST_SIZE], wanted[CT_DIGEST_SIZE];
  struct ct_err err = {0};
  put("a", 1);
  put("\xc3\xa9", 1);
  put("file", 1);
  put("Z", 1);
  assert_true(ct_digest_of_file(folder, hex, &err));
  ct_digest_of(names, strlen(names), wanted);
  assert_string_equal(hex, wanted);
  // What is in the files does not matter, only that they are there.
  put("Z", 2);
  assert_true(ct_digest_of_file(folder, hex, &err));
  assert_string_equal(hex, wanted);
  put("b", 1);
  assert_true(ct_digest_of_file(folder, hex, &err));
  assert_string_not_equal(hex, wanted);
}

static void test_no_file(void **state) {
  (void)state;
  char hex[CT_DIGEST_SIZE], path[200];
  struct ct_err err = {0};
  snprintf(path, sizeof path, "%s/none", folder);
  assert_false(ct_digest_of_file(path, hex, &err));
  assert_non_null(strstr(err.message, path));
  assert_non_null(strstr(err.message, "No such file"));
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

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_known), cmocka_unit_test(test_values_apart),
                                     cmocka_unit_test(test_files), cmocka_unit_test(test_folders),
                                     cmocka_unit_test(test_no_file)};
  return cmocka_run_group_tests(tests, begin, end);
}

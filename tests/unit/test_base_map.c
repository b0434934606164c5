// SPDX-License-Identifier: MIT
// Tests of base: maps and the hash.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
// cmocka wants the above first
#include <cmocka.h>

#include "base/arena.h"
#include "base/map.h"

static void found_and_in_order(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_map m = {.arena = &a};
  char key[32];
  bool added;
  assert_null(ct_map_find_string(&m, "k0"));
  for (size_t i = 0; i < 20000; i++) {
    snprintf(key, sizeof key, "k%zu", i * 7919);
    assert_int_equal(ct_map_add_string(&m, key, i, &added)->value, i);
    assert_true(added);
  }
  assert_int_equal(m.n, 20000);
  for (size_t i = 0; i < 20000; i++) {
    snprintf(key, sizeof key, "k%zu", i * 7919);
    assert_int_equal(ct_map_find_string(&m, key)->value, i);
    assert_int_equal(m.entries[i].value, i);
  }
  assert_null(ct_map_find_string(&m, "k1"));
  ct_arena_release(&a);
}

static void second_add_keeps_the_first(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_map m = {.arena = &a};
  bool added;
  ct_map_add_string(&m, "x", 1, NULL);
  assert_int_equal(ct_map_add_string(&m, "x", 2, &added)->value, 1);
  assert_false(added);
  ct_map_add_string(&m, "x", 3, &added)->value = 4;
  assert_int_equal(ct_map_find_string(&m, "x")->value, 4);
  assert_int_equal(m.n, 1);
  ct_arena_release(&a);
}

static void keys_are_bytes(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_map m = {.arena = &a};
  bool added;
  char key[4] = "a\0b";
  ct_map_add(&m, key, 3, 1, NULL);
  ct_map_add(&m, "a\0c", 3, 2, NULL);
  ct_map_add(&m, "a", 1, 3, NULL);
  ct_map_add(&m, "", 0, 4, &added);
  assert_true(added);
  key[0] = 'z';  // keys are copied
  assert_int_equal(ct_map_find(&m, "a\0b", 3)->value, 1);
  assert_int_equal(ct_map_find(&m, "a\0c", 3)->value, 2);
  assert_int_equal(ct_map_find_string(&m, "a")->value, 3);
  assert_int_equal(ct_map_find_string(&m, "")->value, 4);
  assert_null(ct_map_find(&m, "z\0b", 3));
  ct_arena_release(&a);
}

// Vectors from the FNV page of its authors (isthe.com/chongo/tech/comp/fnv).
static void hash_is_fnv1a(void **state) {
  (void)state;
  assert_true(ct_hash("", 0, 0) == 0xcbf29ce484222325u);
  assert_true(ct_hash("a", 1, 0) == 0xaf63dc4c8601ec8cu);
  assert_true(ct_hash("foobar", 6, 0) == 0x85944171f73967e8u);
  assert_true(ct_hash("bar", 3, ct_hash("foo", 3, 0)) == ct_hash("foobar", 6, 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(found_and_in_order),
      cmocka_unit_test(second_add_keeps_the_first),
      cmocka_unit_test(keys_are_bytes),
      cmocka_unit_test(hash_is_fnv1a),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

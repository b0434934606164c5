// SPDX-License-Identifier: MIT
// Tests of src/write/book and pdf: files of many pages, which appear whole or not at all.
#include <dirent.h>
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
#include "base/str.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "write/write.h"

static char folder[] = "/tmp/ct_test_book_XXXXXX";
static const struct ct_write_options options = {
    .width_px = 160, .height_px = 120, .dpi = 96, .program = "Cartouche test"};

struct bytes {
  char *v;
  size_t n;
};

static bool keep(void *user, const void *data, size_t size) {
  struct bytes *b = user;
  b->v = realloc(b->v, b->n + size + 1);
  memcpy(b->v + b->n, data, size);
  b->n += size;
  b->v[b->n] = '\0';
  return true;
}

static bool holds(const struct bytes *b, const char *text) {
  return memmem(b->v, b->n, text, strlen(text)) != NULL;
}

// Page k of n, with links to an address and to the next page; paper over all, as on maps.
static void make_page(struct ct_arena *a, struct ct_scene *s, size_t k, size_t n) {
  static const float square[] = {10, 10, 60, 10, 60, 60, 10, 60};
  ct_scene_init(s, 120 + (double)k, 90);
  s->title = "A page";
  s->file_title = "F\xc3\xb6rde & <Ufer>";
  s->author = "Nobody";
  s->keywords = "one, two";
  s->date = "2019-09-05";
  s->paper = (struct ct_color){1, 1, 1, 1};
  s->dest = ct_arena_printf(a, "page-%zu", k);
  s->bookmark = ct_arena_printf(a, "The %zu.", k);
  s->page_label = ct_arena_printf(a, "%zu", k);
  struct ct_op *op = ct_scene_add(a, &s->root, CT_OP_FILL);
  op->fill = (struct ct_fill_op){.path = {.n = 4, .xy = square, .closed = true}, .color = {0, 0.5f, 0, 1}};
  op = ct_scene_add(a, &s->root, CT_OP_LINK);
  op->link = (struct ct_link_op){{10, 10, 20, 8}, "https://example.org/", NULL};
  op = ct_scene_add(a, &s->root, CT_OP_LINK);
  op->link = (struct ct_link_op){{40, 10, 20, 8}, NULL, ct_arena_printf(a, "page-%zu", k % n + 1)};
}

// A book of n pages; closed, but in no place yet.
static struct ct_book *make_book(const char *path, size_t n) {
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_draw *draw;
  struct ct_book *b;
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  assert_true(ct_book_open(ct_writer_find("pdf", &err), &options, path, &b, &err));
  for (size_t k = 1; k <= n; k++) {
    struct ct_scene s;
    make_page(&a, &s, k, n);
    assert_true(ct_book_page(b, &s, draw, &err));
    // Nothing of a page is needed once it is written.
    ct_arena_release(&a);
  }
  assert_true(ct_book_close(b, &err));
  ct_draw_free(draw);
  return b;
}

static struct bytes bytes_of(size_t n) {
  struct bytes out = {0};
  struct ct_err err = {0};
  struct ct_book *b = make_book(NULL, n);
  assert_true(ct_book_send(b, keep, &out, &err));
  ct_book_drop(b);
  return out;
}

// Every entry of the cross-reference table that is said to be in use has its object there.
static void check_table(const struct bytes *b) {
  const char *start = strrchr(b->v, 'x');  // of startxref
  size_t xref = 0, n = 0, free_entries = 0;
  for (const char *p = b->v; (p = memmem(p, b->n - (size_t)(p - b->v), "startxref\n", 10)); p += 10)
    start = p;
  assert_int_equal(sscanf(start, "startxref %zu", &xref), 1);
  assert_true(xref < b->n && sscanf(b->v + xref, "xref 0 %zu", &n) == 1);
  const char *entry = strchr(strchr(b->v + xref, '\n') + 1, '\n') + 1;
  for (size_t i = 0; i < n; i++, entry += 20) {
    size_t at, number;
    char use;
    assert_int_equal(sscanf(entry, "%zu %*u %c", &at, &use), 2);
    free_entries += use == 'f';
    if (use != 'n') continue;
    assert_int_equal(sscanf(b->v + at, "%zu 0 obj", &number), 1);
    assert_int_equal(number, i);
  }
  assert_true(n > free_entries + 5);
}

static void pages_and_links(void **state) {
  (void)state;
  struct bytes b = bytes_of(3);
  assert_true(holds(&b, "/Count 3"));
  assert_true(holds(&b, "/URI (https://example.org/)"));
  assert_true(holds(&b, "/Title (The 2.)"));
  assert_true(holds(&b, "/Dest (page-3)"));
  assert_true(holds(&b, "/Author (Nobody)"));
  assert_true(holds(&b, "/Keywords (one, two)"));
  assert_true(holds(
      &b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">F\xc3\xb6rde &amp; &lt;Ufer&gt;</rdf:li>"));
  assert_true(holds(&b, "<xmp:CreateDate>2019-09-05T00:00:00Z</xmp:CreateDate>"));
  assert_true(holds(&b, "/CreationDate (D:20190905000000Z)"));
  assert_true(holds(&b, "/Type /Metadata"));
  assert_true(holds(&b, "/ID ["));
  check_table(&b);
  free(b.v);
}

// More than what is kept back for the end.
static void many_pages(void **state) {
  (void)state;
  struct bytes b = bytes_of(300);
  assert_true(b.n > 200000);
  check_table(&b);
  free(b.v);
}

static void same_bytes(void **state) {
  (void)state;
  struct bytes one = bytes_of(4), other = bytes_of(4);
  assert_int_equal(one.n, other.n);
  assert_memory_equal(one.v, other.v, one.n);
  free(one.v);
  free(other.v);
}

// A page that is alone in its file cannot lead to others.
static void alone(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  struct ct_err err = {0};
  struct ct_draw *draw;
  struct bytes b = {0};
  make_page(&a, &s, 1, 2);
  s.dest = s.bookmark = NULL;
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  assert_true(ct_write_stream(ct_writer_find("pdf", &err), &s, draw, &options, keep, &b, &err));
  assert_true(holds(&b, "/URI (https://example.org/)"));
  assert_false(holds(&b, "page-2"));
  check_table(&b);
  free(b.v);
  ct_draw_free(draw);
  ct_arena_release(&a);
}

static size_t files(void) {
  size_t n = 0;
  DIR *d = opendir(folder);
  for (struct dirent *e; (e = readdir(d));) n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
  closedir(d);
  return n;
}

static void whole_or_not_at_all(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_err err = {0};
  const char *path = ct_path_join(&a, folder, "book.pdf");
  struct ct_book *b = make_book(path, 2);
  assert_int_equal(access(path, F_OK), -1);
  assert_int_equal(files(), 1);
  ct_book_drop(b);
  assert_int_equal(files(), 0);
  b = make_book(path, 2);
  assert_true(ct_book_commit(b, &err));
  ct_book_drop(b);
  assert_int_equal(access(path, F_OK), 0);
  assert_int_equal(files(), 1);
  unlink(path);
  ct_arena_release(&a);
}

// Hundreds wait for the last without an open file each.
static void many_wait(void **state) {
  (void)state;
  enum { N = 1200 };
  struct ct_arena a = {0};
  struct ct_err err = {0};
  static struct ct_book *books[N];
  for (int i = 0; i < N; i++)
    books[i] = make_book(ct_path_join(&a, folder, ct_arena_printf(&a, "%d.pdf", i)), 1);
  assert_int_equal(files(), N);
  for (int i = 0; i < N; i++) {
    assert_true(ct_book_commit(books[i], &err));
    ct_book_drop(books[i]);
    const char *path = ct_path_join(&a, folder, ct_arena_printf(&a, "%d.pdf", i));
    assert_int_equal(access(path, F_OK), 0);
    unlink(path);
  }
  assert_int_equal(files(), 0);
  ct_arena_release(&a);
}

static void one_page_formats(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_draw *draw;
  struct ct_book *b;
  struct ct_scene s;
  make_page(&a, &s, 1, 1);
  const struct ct_writer *png = ct_writer_find("png", &err);
  assert_false(ct_writer_has_pages(png));
  assert_true(ct_writer_has_pages(ct_writer_find("pdf", &err)));
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  assert_true(ct_book_open(png, &options, ct_path_join(&a, folder, "x.png"), &b, &err));
  assert_true(ct_book_page(b, &s, draw, &err));
  assert_false(ct_book_page(b, &s, draw, &err));
  assert_true(ct_ends_with(err.message, "a png holds one page"));
  ct_book_drop(b);
  assert_int_equal(files(), 0);
  ct_draw_free(draw);
  ct_arena_release(&a);
}

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  return rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(pages_and_links),     cmocka_unit_test(many_pages),
                                     cmocka_unit_test(same_bytes),          cmocka_unit_test(alone),
                                     cmocka_unit_test(whole_or_not_at_all), cmocka_unit_test(many_wait),
                                     cmocka_unit_test(one_page_formats)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

// SPDX-License-Identifier: MIT
// Files: whole or not at all, the same bytes every time, and read back as drawn.
#include <cairo.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "write/write.h"

static char folder[] = "/tmp/ct_test_write_XXXXXX";

struct bytes {
  char *v;
  size_t n;
};

static bool keep(void *user, const void *data, size_t size) {
  struct bytes *b = user;
  b->v = realloc(b->v, b->n + size + 1);
  memcpy(b->v + b->n, data, size);
  b->n += size;
  return true;
}

static bool refuse(void *user, const void *data, size_t size) {
  (void)user, (void)data, (void)size;
  return false;
}

static const char *in_folder(struct ct_arena *a, const char *name) {
  return ct_path_join(a, folder, name);
}

static const struct ct_symbol circle = {
    .color = {0.8f, 0.2f, 0.1f, 1}, .edge_color = {1, 1, 1, 1}, .edge_width = 0.5f, .radius = 2};

// A page with a little of everything but text.
static void make_scene(struct ct_arena *a, struct ct_scene *s) {
  static const float square[] = {10, 10, 60, 10, 60, 60, 10, 60};
  enum { MARKS = 500 };
  ct_scene_init(s, 120, 90);
  s->title = "Förde & <Ufer>";
  s->subject = "plain";
  s->date = "2019-09";
  struct ct_op *op = ct_scene_add(a, &s->root, CT_OP_FILL);
  op->fill = (struct ct_fill_op){
      .path = {.n = 4, .xy = square, .closed = true}, .color = {0, 0.5f, 0, 1}, .antialias = true};
  op = ct_scene_add(a, &s->root, CT_OP_STROKE);
  static const float dash[] = {3, 1};
  op->stroke = (struct ct_stroke_op){.path = {.n = 4, .xy = square, .closed = true},
                                     .color = {0, 0, 0, 1},
                                     .width = 1,
                                     .miter_limit = 2,
                                     .dash_n = 2,
                                     .dash = dash};
  float *xy = CT_NEW_N(a, float, 2 * MARKS);
  for (int i = 0; i < MARKS; i++) {
    xy[2 * i] = (float)(i * 31 % 120);
    xy[2 * i + 1] = (float)(i * 17 % 90);
  }
  op = ct_scene_add(a, &s->root, CT_OP_MARKS);
  op->marks = (struct ct_marks_op){&circle, 1, NULL, MARKS, xy, NULL};
  op = ct_scene_add(a, &s->root, CT_OP_LINK);
  op->link = (struct ct_link_op){.area = {10, 10, 20, 8}, .url = "https://example.org/a'b\\c?d=\xc3\xa9(f)"};
}

static const struct ct_write_options options = {
    .width_px = 160, .height_px = 120, .dpi = 96, .program = "Cartouche test"};

static struct bytes bytes_of(const char *format, const struct ct_scene *scene) {
  struct ct_err err = {0};
  struct ct_draw *draw;
  struct bytes b = {NULL, 0};
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  bool ok = ct_write_stream(ct_writer_find(format, &err), scene, draw, &options, keep, &b, &err);
  assert_string_equal(err.message, "");
  assert_true(ok);
  ct_draw_free(draw);
  return b;
}

static bool write_to(const char *path, const struct ct_scene *scene, struct ct_err *err) {
  struct ct_draw *draw;
  assert_true(ct_draw_new("styles/icons", NULL, &draw, err));
  bool ok = ct_write_file(ct_writer_find("png", err), scene, draw, &options, path, err);
  ct_draw_free(draw);
  return ok;
}

static bool holds(const struct bytes *b, const char *text, size_t n) {
  return memmem(b->v, b->n, text, n) != NULL;
}

static void same_bytes_wherever(void **state) {
  (void)state;
  static const char *const formats[] = {"png", "pdf", "svg"};
  for (int i = 0; i < 3; i++) {
    struct ct_arena a = {0};
    struct ct_scene s;
    make_scene(&a, &s);
    struct bytes x = bytes_of(formats[i], &s);
    setenv("TZ", "Asia/Pyongyang", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    sleep(i);
    struct bytes y = bytes_of(formats[i], &s);
    assert_int_equal(x.n, y.n);
    assert_memory_equal(x.v, y.v, x.n);
    free(x.v);
    free(y.v);
    ct_arena_release(&a);
  }
}

static cairo_status_t read_bytes(void *user, unsigned char *to, unsigned n) {
  struct bytes *b = user;
  if (b->n < n) return CAIRO_STATUS_READ_ERROR;
  memcpy(to, b->v, n);
  b->v += n;
  b->n -= n;
  return CAIRO_STATUS_SUCCESS;
}

// Cairo (libpng) reads what was written, pixel by pixel as Cairo drew it.
static void png_reads_back(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  make_scene(&a, &s);
  // A smooth picture too, so that filtered rows are among them; opaque and not.
  uint32_t *pixels = CT_NEW_N(&a, uint32_t, 64 * 64);
  for (uint32_t i = 0; i < 64 * 64; i++) pixels[i] = 0xff000000u | (i % 64) << 18 | (i / 64) << 10 | (i % 64);
  struct ct_op *op = ct_scene_add(&a, &s.root, CT_OP_IMAGE);
  op->image = (struct ct_image_op){{0, 40, 110, 48}, 64, 64, pixels, true};
  for (int opaque = 0; opaque < 2; opaque++) {
    s.paper.a = (float)opaque;
    struct bytes b = bytes_of("png", &s), at = b;
    cairo_surface_t *got = cairo_image_surface_create_from_png_stream(read_bytes, &at);
    assert_int_equal(cairo_surface_status(got), CAIRO_STATUS_SUCCESS);
    assert_int_equal(cairo_image_surface_get_format(got), opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32);
    cairo_surface_t *want =
        cairo_image_surface_create(opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, 160, 120);
    cairo_t *cr = cairo_create(want);
    cairo_scale(cr, 160 / 120.0, 160 / 120.0);
    struct ct_err err = {0};
    struct ct_draw *draw;
    assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
    assert_true(ct_draw_scene(draw, &s, cr, 160 / 120.0, &err));
    ct_draw_free(draw);
    cairo_surface_flush(want);
    int filtered = 0;
    for (int y = 0; y < 120; y++) {
      const uint32_t *p = (const uint32_t *)(const void *)cairo_image_surface_get_data(got) + y * 160;
      const uint32_t *q = (const uint32_t *)(const void *)cairo_image_surface_get_data(want) + y * 160;
      for (int x = 0; x < 160; x++) {
        // Colours under little alpha may move by one in going through straight alpha.
        for (int k = 0; k < 32; k += 8) {
          int d = (int)(p[x] >> k & 255) - (int)(q[x] >> k & 255);
          assert_true((opaque && k == 24) || (d <= 1 && d >= -1));
          filtered += d;
        }
      }
    }
    cairo_destroy(cr);
    cairo_surface_destroy(got);
    cairo_surface_destroy(want);
    free(b.v);
  }
  ct_arena_release(&a);
}

static void metadata_is_written(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  make_scene(&a, &s);
  struct bytes b = bytes_of("png", &s);
  assert_true(holds(&b, "iTXtTitle\0\0\0\0\0F\xc3\xb6rde & <Ufer>", 29));
  assert_true(holds(&b, "tEXtDescription\0plain", 21));
  assert_true(holds(&b,
                    "tEXtCreation Time\0"
                    "2019-09-01",
                    28));
  assert_true(holds(&b, "pHYs\0\0\x0e\xc4\0\0\x0e\xc4\1", 13));  // 3780 pixels a metre
  free(b.v);
  b = bytes_of("pdf", &s);
  assert_true(holds(&b, "/CreationDate (D:20190901000000Z)", 33));
  assert_true(holds(&b, "https://example.org/a%27b%5Cc?d=%C3%A9%28f%29", 45));
  free(b.v);
  s.date = "about 2019";
  b = bytes_of("pdf", &s);
  assert_true(holds(&b, "/ModDate (D:20000101000000Z)", 28));
  free(b.v);
  ct_arena_release(&a);
}

static bool is_same_file(const char *path, const char *content) {
  char buf[64] = {0};
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  size_t n = fread(buf, 1, sizeof buf - 1, f);
  fclose(f);
  return n == strlen(content) && !memcmp(buf, content, n);
}

static void put_file(const char *path, const char *content) {
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  fputs(content, f);
  fclose(f);
}

static int files_in(const char *path) {
  char command[256];
  snprintf(command, sizeof command, "ls -A '%s' | wc -l", path);
  FILE *f = popen(command, "r");
  int n = -1;
  if (fscanf(f, "%d", &n) != 1) n = -1;
  pclose(f);
  return n;
}

static void places_are_checked(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  make_scene(&a, &s);
  put_file(in_folder(&a, "file"), "x");
  const char *const bad[][2] = {{"no/such/map.png", "does not exist"},
                                {"file/map.png", "cannot be reached"},
                                {".", "is a folder"},
                                {"map.png/", "is a folder"}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct ct_err err = {0}, checked = {0};
    assert_false(write_to(in_folder(&a, bad[i][0]), &s, &err));
    assert_false(ct_write_check(in_folder(&a, bad[i][0]), &checked));
    assert_string_equal(err.message, checked.message);
    if (!strstr(err.message, bad[i][1]) && !strstr(err.message, "not a folder"))
      fail_msg("'%s' does not say '%s'", err.message, bad[i][1]);
  }
  assert_int_equal(files_in(folder), 1);
  unlink(in_folder(&a, "file"));
  ct_arena_release(&a);
}

static void files_are_replaced_whole(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  struct ct_err err = {0};
  make_scene(&a, &s);
  const char *path = in_folder(&a, "map.png");
  put_file(path, "old");
  mode_t before = umask(027);
  assert_true(write_to(path, &s, &err));
  umask(before);
  struct stat st;
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0640);
  assert_false(is_same_file(path, "old"));
  // A failure in drawing leaves the file: no such size.
  put_file(path, "old");
  struct ct_draw *draw;
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  const struct ct_write_options huge = {.width_px = 100000, .height_px = 10, .dpi = 96};
  assert_false(ct_write_file(ct_writer_find("png", &err), &s, draw, &huge, path, &err));
  assert_non_null(strstr(err.message, "100000 x 10"));
  ct_draw_free(draw);
  assert_true(is_same_file(path, "old"));
  assert_int_equal(files_in(folder), 1);
  unlink(path);
  ct_arena_release(&a);
}

static void links_stay_links(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  struct ct_err err = {0};
  make_scene(&a, &s);
  assert_int_equal(mkdir(in_folder(&a, "real"), 0777), 0);
  assert_int_equal(symlink("real/target.png", in_folder(&a, "link.png")), 0);
  assert_true(write_to(in_folder(&a, "link.png"), &s, &err));
  struct stat st;
  assert_int_equal(lstat(in_folder(&a, "link.png"), &st), 0);
  assert_true(S_ISLNK(st.st_mode));
  assert_int_equal(lstat(in_folder(&a, "real/target.png"), &st), 0);
  assert_true(S_ISREG(st.st_mode) && st.st_size > 100);
  // What is no file is written to, never replaced.
  assert_true(write_to("/dev/null", &s, &err));
  assert_int_equal(lstat("/dev/null", &st), 0);
  assert_true(S_ISCHR(st.st_mode));
  unlink(in_folder(&a, "link.png"));
  unlink(in_folder(&a, "real/target.png"));
  rmdir(in_folder(&a, "real"));
  ct_arena_release(&a);
}

static void full_disks_leave_the_old_file(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_scene s;
  make_scene(&a, &s);
  const char *disk = in_folder(&a, "disk");
  assert_int_equal(mkdir(disk, 0777), 0);
  if (geteuid() != 0 || mount("none", disk, "tmpfs", 0, "size=16k") != 0) {
    rmdir(disk);
    ct_arena_release(&a);
    skip();
  }
  const char *path = in_folder(&a, "disk/map.png");
  put_file(path, "old");
  uint32_t *noise = CT_NEW_N(&a, uint32_t, 160 * 120), seed = 1;
  for (int i = 0; i < 160 * 120; i++) noise[i] = 0xff000000u | (seed = seed * 1664525u + 1013904223u) >> 8;
  ct_scene_add(&a, &s.root, CT_OP_IMAGE)->image =
      (struct ct_image_op){{0, 0, 120, 90}, 160, 120, noise, false};
  bool ok = write_to(path, &s, &err), same = is_same_file(path, "old");
  int n = files_in(disk);
  umount(disk);
  rmdir(disk);
  assert_false(ok);
  assert_non_null(strstr(err.message, strerror(ENOSPC)));
  assert_true(same);
  assert_int_equal(n, 1);
  ct_arena_release(&a);
}

static void formats_are_named(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_null(ct_writer_find("gif", &err));
  assert_string_equal(err.message, "unknown format 'gif' (expected png, jpeg, webp, tif, pdf or svg)");
  err = (struct ct_err){0};
  assert_null(ct_writer_for_path("out/map", &err));
  assert_non_null(strstr(err.message, "out/map: no extension"));
  assert_non_null(ct_writer_for_path("out/MAP.PDF", NULL));
}

// The share of black in the PDF's page as poppler draws it, or -1.
static double black_share(const char *pdf) {
  char command[512];
  int w, h;
  snprintf(command, sizeof command, "pdftoppm -r 288 -gray '%s' 2>/dev/null", pdf);
  FILE *f = popen(command, "r");
  double sum = -1;
  if (f && fscanf(f, "P5 %d %d 255", &w, &h) == 2 && fgetc(f) != EOF) {
    sum = 0;
    for (int c; (c = fgetc(f)) != EOF;) sum += 255 - c;
    sum /= 255.0 * w * h;
  }
  if (f) pclose(f);
  return sum;
}

// Cairo clips a row of glyphs by the font's extents: the outermost marks must not be cut.
static void marks_in_pdf_are_whole(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_scene s;
  struct ct_draw *draw;
  enum { ACROSS = 20, DOWN = 15 };
  const struct ct_symbol disc = {.color = {0, 0, 0, 1}, .radius = 9};
  float *xy = CT_NEW_N(&a, float, 2 * ACROSS * DOWN);
  ct_scene_init(&s, 500, 400);
  for (int i = 0; i < ACROSS * DOWN; i++) {
    xy[2 * i] = 50 + 20 * (float)(i % ACROSS);
    xy[2 * i + 1] = 50 + 20 * (float)(i / ACROSS);
  }
  ct_scene_add(&a, &s.root, CT_OP_MARKS)->marks =
      (struct ct_marks_op){&disc, 1, NULL, ACROSS * DOWN, xy, NULL};
  const char *path = in_folder(&a, "marks.pdf");
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  assert_true(ct_write_file(ct_writer_find("pdf", &err), &s, draw, &options, path, &err));
  ct_draw_free(draw);
  double got = black_share(path), want = ACROSS * DOWN * 3.14159265 * 81 / (500.0 * 400);
  unlink(path);
  ct_arena_release(&a);
  if (got < 0) skip();
  assert_true(got > 0.99 * want && got < 1.01 * want);
}

static void a_closed_stream_is_an_error(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  struct ct_err err = {0};
  struct ct_draw *draw;
  make_scene(&a, &s);
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  assert_false(ct_write_stream(ct_writer_find("pdf", &err), &s, draw, &options, refuse, NULL, &err));
  assert_string_equal(err.message, "output stream: cannot write");
  ct_draw_free(draw);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(same_bytes_wherever),           cmocka_unit_test(png_reads_back),
      cmocka_unit_test(metadata_is_written),           cmocka_unit_test(places_are_checked),
      cmocka_unit_test(files_are_replaced_whole),      cmocka_unit_test(links_stay_links),
      cmocka_unit_test(full_disks_leave_the_old_file), cmocka_unit_test(formats_are_named),
      cmocka_unit_test(a_closed_stream_is_an_error),   cmocka_unit_test(marks_in_pdf_are_whole),
  };
  if (!mkdtemp(folder)) return 1;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  rmdir(folder);
  return failed;
}

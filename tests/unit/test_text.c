// SPDX-License-Identifier: MIT
// Tests of src/text: names, measures on image and PDF, scripts, wrapping, diagnostics.
#include <cairo-pdf.h>
#include <math.h>
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
#include "cartouche.h"
#include "model/diag.h"
#include "text/name.h"
#include "text/script.h"
#include "text/text.h"

#define FONTS "styles/fonts"

// Cairo 1.16 leaks 384 bytes for each CID-keyed font that it writes into a PDF.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libcairo.so";
}

static const char *const REGULAR = "Source Sans 3 Regular";
static struct ct_text *text;
static struct ct_diags diags;
static struct {
  int n;
  char code[16], message[512];
} last;

static void keep(void *user, const struct ct_diagnostic *d) {
  (void)user;
  last.n++;
  snprintf(last.code, sizeof last.code, "%s", d->code);
  snprintf(last.message, sizeof last.message, "%s", d->message);
}

static int setup(void **state) {
  (void)state;
  struct ct_err err = {0};
  diags.fn = keep;
  return ct_text_new(FONTS, &diags, &text, &err) ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  ct_text_free(text);
  cairo_debug_reset_static_data();
  return 0;
}

static const struct ct_run *plain(const char *words, float size, float max_width) {
  return ct_text_plain(text, words, REGULAR, size, (struct ct_color){0, 0, 0, 1}, max_width);
}

static const struct ct_run *styled(const char *words, const char *font, struct ct_text_style style) {
  struct ct_span span = {.text = words, .scale = 1};
  style.fonts = &font;
  style.nfonts = 1;
  if (style.size <= 0) style.size = 10;
  if (style.color.a <= 0) style.color.a = 1;
  if (style.line_height <= 0) style.line_height = 1.2F;
  return ct_text_shape(text, &(struct ct_rich_text){1, &span}, &style, "test");
}

static void names_come_apart(void **state) {
  (void)state;
  static const struct {
    const char *name, *family;
    int weight;
    bool italic;
  } cases[] = {{"Source Sans 3 Semibold Italic", "Source Sans 3", 600, true},
               {"Noto Sans Regular", "Noto Sans", 400, false},
               {"Open Sans Bold", "Open Sans", 700, false},
               {"Roboto Extra Bold Oblique", "Roboto", 800, true},
               {"Arial Unicode MS Regular", "Arial Unicode MS", 400, false},
               {"Frutiger Condensed Light", "Frutiger", 300, false},
               {"Bold", "Bold", 400, false},
               {"", "", 400, false}};
  struct ct_arena a = {0};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_font_name n;
    ct_font_name_parse(&a, cases[i].name, &n);
    assert_string_equal(n.family, cases[i].family);
    assert_int_equal(n.weight, cases[i].weight);
    assert_int_equal(n.italic, cases[i].italic);
  }
  ct_arena_release(&a);
}

static void stretches_have_a_language(void **state) {
  (void)state;
  struct ct_stretch t = ct_script_stretch("Yongbyon, 녕변");
  assert_int_equal(t.n, 10);
  assert_string_equal(t.language, "en");
  t = ct_script_stretch("12 دمشق");
  assert_int_equal(t.n, strlen("12 دمشق"));
  assert_string_equal(t.language, "ar");
  assert_true(t.joined);
  assert_true(ct_script_stretch("平壤").own_shapes);
  assert_false(ct_script_stretch("東京とうきょう").own_shapes);
  assert_int_equal(ct_script_hangul_word("녕변 x"), 6);
}

// Pixels of a drawing at a large scale agree with the measured ink.
static void image_has_the_measured_ink(void **state) {
  (void)state;
  enum { W = 1600, H = 400, SCALE = 20 };
  const struct ct_run *run = plain("Yongbyon, Ågj", 9, 0);
  const struct ct_run_box *box = ct_run_box(run);
  cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_A8, W, H);
  cairo_t *cr = cairo_create(s);
  cairo_scale(cr, SCALE, SCALE);
  ct_run_draw(run, cr);
  cairo_surface_flush(s);
  const unsigned char *px = cairo_image_surface_get_data(s);
  int x0 = W, x1 = 0, y0 = H, y1 = 0;
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++)
      if (px[y * cairo_image_surface_get_stride(s) + x] > 127) {
        x0 = x < x0 ? x : x0;
        x1 = x + 1 > x1 ? x + 1 : x1;
        y0 = y < y0 ? y : y0;
        y1 = y + 1 > y1 ? y + 1 : y1;
      }
  cairo_destroy(cr);
  cairo_surface_destroy(s);
  assert_float_equal(x0 / (double)SCALE, box->ink.x, 0.08);
  assert_float_equal(x1 / (double)SCALE, box->ink.x + box->ink.w, 0.08);
  assert_float_equal(y0 / (double)SCALE, box->ink.y, 0.08);
  assert_float_equal(y1 / (double)SCALE, box->ink.y + box->ink.h, 0.08);
  // The capital's height over the baseline.
  const struct ct_run_box *h = ct_run_box(plain("H", 9, 0));
  assert_float_equal(h->cap_height, h->ink.h, 0.05);
}

struct words {
  char text[4096];
  double x0, x1;  // of the first word
};

static bool read_pdf(const char *path, const char *option, char *out, size_t size) {
  char command[256];
  snprintf(command, sizeof command, "pdftotext %s %s - 2>/dev/null", option, path);
  FILE *f = popen(command, "r");
  if (!f) return false;
  size_t n = fread(out, 1, size - 1, f);
  out[n] = '\0';
  return pclose(f) == 0 && n > 0;
}

// A line of text on a PDF page, as pdftotext reads it back; false when it is not installed.
static bool through_pdf(const struct ct_run *run, struct words *out) {
  char path[] = "/tmp/ct_text_XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  close(fd);
  cairo_surface_t *s = cairo_pdf_surface_create(path, 400, 60);
  cairo_t *cr = cairo_create(s);
  cairo_translate(cr, 20, 20);
  ct_run_draw(run, cr);
  cairo_destroy(cr);
  cairo_surface_destroy(s);
  char boxes[4096];
  bool ok = read_pdf(path, "", out->text, sizeof out->text) && read_pdf(path, "-bbox", boxes, sizeof boxes);
  const char *at = ok ? strstr(boxes, "<word xMin=\"") : NULL;
  if (at) sscanf(at, "<word xMin=\"%lf\" yMin=\"%*f\" xMax=\"%lf\"", &out->x0, &out->x1);
  unlink(path);
  return ok;
}

static void pdf_has_the_measured_width(void **state) {
  (void)state;
  struct words w;
  const struct ct_run *run = styled("Yongbyon", REGULAR, (struct ct_text_style){.size = 9});
  if (!through_pdf(run, &w)) skip();
  assert_float_equal(w.x0, 20, 0.02);
  assert_float_equal(w.x1 - w.x0, ct_run_box(run)->w, 0.02);
}

static void pdf_text_is_text(void **state) {
  (void)state;
  static const char *const words[] = {"Yongbyon", "녕변", "دمشق", "Владивосток", "กรุงเทพ", "平壤"};
  struct words w;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    struct ct_text_style style = {.halo_width = 1, .halo_color = {1, 1, 1, 1}};
    if (!through_pdf(styled(words[i], REGULAR, style), &w)) skip();
    assert_non_null(strstr(w.text, words[i]));
  }
}

static void sizes_scale(void **state) {
  (void)state;
  double small = ct_run_box(plain("Sinpho South Shipyard", 7.5F, 0))->w;
  double large = ct_run_box(plain("Sinpho South Shipyard", 75, 0))->w;
  assert_float_equal(large / small, 10, 1e-4);
}

static void lines_are_balanced(void **state) {
  (void)state;
  const struct ct_run_box *one = ct_run_box(plain("Sohae Satellite Launching Station", 8, 0));
  assert_int_equal(one->lines, 1);
  const struct ct_run_box *two = ct_run_box(plain("Sohae Satellite Launching Station", 8, one->w - 2));
  assert_int_equal(two->lines, 2);
  assert_true(two->w < 0.65 * one->w);
  assert_float_equal(two->last_baseline - two->baseline, 1.2 * 8, 0.001);
  assert_float_equal(two->h, 2 * 1.2 * 8, 0.001);
}

static void long_words_stay_whole(void **state) {
  (void)state;
  assert_int_equal(ct_run_box(plain("Llanfairpwllgwyngyll", 8, 10))->lines, 1);
  assert_int_equal(ct_run_box(plain("조선민주주의 인민공화국", 8, 30))->lines, 2);
}

static void spacing_widens_but_not_joined_letters(void **state) {
  (void)state;
  struct ct_text_style spaced = {.letter_spacing = 0.5F}, plain_style = {0};
  double latin =
      ct_run_box(styled("SEA", REGULAR, spaced))->w - ct_run_box(styled("SEA", REGULAR, plain_style))->w;
  assert_float_equal(latin, 2 * 0.5 * 10, 5.1);
  assert_true(latin > 9.9);
  assert_float_equal(ct_run_box(styled("دمشق", REGULAR, spaced))->w,
                     ct_run_box(styled("دمشق", REGULAR, plain_style))->w, 1e-4);
}

static void same_text_is_one_run(void **state) {
  (void)state;
  struct ct_text_style red = {.color = {1, 0, 0, 1}};
  assert_ptr_equal(plain("Yongbyon", 8, 0), plain("Yongbyon", 8, 0));
  assert_ptr_not_equal(plain("Yongbyon", 8, 0), plain("Yongbyon", 9, 0));
  assert_ptr_not_equal(styled("Yongbyon", REGULAR, red),
                       styled("Yongbyon", REGULAR, (struct ct_text_style){0}));
  assert_string_equal(ct_run_text(plain("a\nb", 8, 0)), "a b");
}

static void spans_have_their_own_size(void **state) {
  (void)state;
  struct ct_span spans[2] = {{.text = "Yongbyon\n", .scale = 1}, {.text = "5 MWe", .scale = 2}};
  struct ct_text_style style = {.fonts = &REGULAR, .nfonts = 1, .size = 10, .line_height = 1};
  const struct ct_run_box *box =
      ct_run_box(ct_text_shape(text, &(struct ct_rich_text){2, spans}, &style, "test"));
  assert_int_equal(box->lines, 2);
  assert_float_equal(box->h, 10 + 20, 0.001);
}

static void missing_glyphs_are_told_once(void **state) {
  (void)state;
  last.n = 0;
  plain("ok \xE1\xA4\xA0", 8, 0);  // Limbu, not bundled
  assert_int_equal(last.n, 1);
  assert_string_equal(last.code, "CT-T302");
  assert_non_null(strstr(last.message, "U+1920"));
  plain("ok \xE1\xA4\xA0", 9, 0);
  assert_int_equal(last.n, 1);
  plain("joiners \xE2\x80\x8D and \xEF\xB8\x8F are no glyphs", 8, 0);
  assert_int_equal(last.n, 1);
}

static void missing_fonts_are_told_once(void **state) {
  (void)state;
  last.n = 0;
  const struct ct_run *bold = styled("Wonsan", "Open Sans Bold", (struct ct_text_style){0});
  assert_int_equal(last.n, 1);
  assert_string_equal(last.code, "CT-T301");
  styled("Hamhung", "Open Sans Bold", (struct ct_text_style){0});
  assert_int_equal(last.n, 1);
  const struct ct_run *same = styled("Wonsan", "Source Sans 3 Bold", (struct ct_text_style){0});
  assert_float_equal(ct_run_box(bold)->w, ct_run_box(same)->w, 1e-6);
}

static void hostile_texts_are_set(void **state) {
  (void)state;
  static const char *const bad[] = {
      "", " ", "\n\n\n", "\xFF\xFE broken \xC3", "tab\there\r\nthere", "\xE2\x80\xAE rtl"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_non_null(plain(bad[i], 8, 20));
  size_t n = 1 << 20;
  char *long_text = malloc(n + 1);
  memset(long_text, 'x', n);
  long_text[n] = '\0';
  last.n = 0;
  assert_true(strlen(ct_run_text(plain(long_text, 8, 20))) <= 2000);
  assert_string_equal(last.code, "CT-T303");
  free(long_text);
  float sizes[] = {0, -5, NAN, INFINITY, 1e30F};
  for (size_t i = 0; i < 5; i++) assert_true(isfinite(ct_run_box(plain("x", sizes[i], 20))->w));
}

static void no_fonts_is_an_error(void **state) {
  (void)state;
  struct ct_text *t = NULL;
  struct ct_err err = {0};
  assert_false(ct_text_new("tests/unit", &diags, &t, &err));
  assert_non_null(strstr(err.message, "tests/unit: no fonts"));
  memset(&err, 0, sizeof err);
  assert_false(ct_text_new("/no/such/folder", &diags, &t, &err));
  assert_non_null(strstr(err.message, "/no/such/folder"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_come_apart),
      cmocka_unit_test(stretches_have_a_language),
      cmocka_unit_test(image_has_the_measured_ink),
      cmocka_unit_test(pdf_has_the_measured_width),
      cmocka_unit_test(pdf_text_is_text),
      cmocka_unit_test(sizes_scale),
      cmocka_unit_test(lines_are_balanced),
      cmocka_unit_test(long_words_stay_whole),
      cmocka_unit_test(spacing_widens_but_not_joined_letters),
      cmocka_unit_test(same_text_is_one_run),
      cmocka_unit_test(spans_have_their_own_size),
      cmocka_unit_test(missing_glyphs_are_told_once),
      cmocka_unit_test(missing_fonts_are_told_once),
      cmocka_unit_test(hostile_texts_are_set),
      cmocka_unit_test(no_fonts_is_an_error),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}

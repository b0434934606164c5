// SPDX-License-Identifier: MIT
// Texts set as the specification's reference does: breaks, advances, images, clusters, vertical forms, other fonts.
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

#include <cmocka.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include "base/arena.h"
#include "base/str.h"
#include "cartouche.h"
#include "model/diag.h"
#include "text/run.h"
#include "text/script.h"
#include "text/text.h"

#define SIZE 12.0F
#define NEAR 2e-3

static const char *const REGULAR = "Source Sans 3 Regular";
static struct ct_text *text;
static struct ct_arena arena;
static FT_Library library;
static FT_Face face;
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

static struct ct_diags diags = {.fn = keep};

// 20 x 15 pt, 6 pt high, 20 pt wide.
static bool image_info(void *user, const char *name, struct ct_image_info *out) {
  (void)user;
  *out = (struct ct_image_info){.w = 20 / (float)CT_PX_PT};
  if (!strcmp(name, "high")) out->h = 15 / (float)CT_PX_PT;
  if (!strcmp(name, "low")) out->h = 6 / (float)CT_PX_PT;
  return out->h > 0;
}

static int setup(void **state) {
  (void)state;
  struct ct_err err = {0};
  if (FT_Init_FreeType(&library) || FT_New_Face(library, "styles/fonts/SourceSans3-Regular.otf", 0, &face))
    return -1;
  if (!ct_text_new("styles/fonts", &diags, &text, &err)) return -1;
  ct_text_set_images(text, image_info, NULL);
  return 0;
}

static int teardown(void **state) {
  (void)state;
  ct_text_free(text);
  FT_Done_Face(face);
  FT_Done_FreeType(library);
  ct_arena_release(&arena);
  return 0;
}

static const struct ct_run *set(const struct ct_span *spans, size_t n, double max_em, double spacing_em) {
  struct ct_text_style style = {.fonts = &REGULAR,
                                .nfonts = 1,
                                .size = SIZE,
                                .max_width = (float)max_em * SIZE,
                                .setting = CT_SET_AS_SPEC,
                                .line_height = 1.2F,
                                .letter_spacing = (float)spacing_em,
                                .justify = CT_JUSTIFY_LEFT,
                                .color = {0, 0, 0, 1}};
  return ct_text_shape(text, &(struct ct_rich_text){n, spans}, &style, "test");
}

static const struct ct_run *plain(const char *words, double max_em, double spacing_em) {
  struct ct_span span = {.text = words, .scale = 1};
  return set(&span, 1, max_em, spacing_em);
}

// ---- The oracle: glyphs as FreeType has them, breaks as the reference reckons them

// Whole 24ths of an em, rounded down, as in glyph PBFs; ideographs fill the em.
static double advance(unsigned c) {
  if (c >= 0x2E80) return 24;
  if (c == '\n' || c == 0x200B) return 0;
  assert_int_equal(FT_Load_Char(face, c, FT_LOAD_NO_SCALE), 0);
  return floor(round((double)face->glyph->metrics.horiAdvance * 24 * 64 / face->units_per_EM) / 64);
}

enum { MOST = 256 };

struct letters {
  size_t n;
  unsigned c[MOST];
  const char *at[MOST + 1];
};

static struct letters letters_of(const char *words) {
  struct letters l = {0};
  for (const char *p = words; *p;) {
    l.at[l.n] = p;
    l.c[l.n++] = ct_utf8_next(&p);
    l.at[l.n] = p;
    assert_true(l.n < MOST);
  }
  return l;
}

static double cost(double width, double target, double penalty, bool end) {
  double d = (width - target) * (width - target);
  if (end) return width < target ? d / 2 : d * 2;
  return d + fabs(penalty) * penalty;
}

static bool blank(unsigned c) {
  return c == ' ' || c == '\n' || c == 0xA0 || c == 0x3000;
}

static bool ends_line(const struct letters *l, size_t i) {
  static const unsigned after[] = {'\n', ' ',  '&',    ')',    '+',    '-',   '/',
                                   0xAD, 0xB7, 0x200B, 0x2010, 0x2013, 0x2027};
  unsigned c = l->c[i];
  for (size_t k = 0; k < sizeof after / sizeof *after; k++)
    if (c == after[k]) return true;
  // The test's ideographs; a bracket may begin a line if more follows.
  bool kana = (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA);
  if (kana || (c >= 0x4E00 && c < 0xA000) || c == 0xFF08 || c == 0xFF09 || c == 0x3000) return true;
  return l->c[i + 1] == '(' && i + 2 < l->n;
}

static double fee(unsigned c, unsigned next, bool hinted) {
  double p = c == '\n' ? -10000 : 0;
  if (c >= 0x2E80 && hinted) p += 150;
  if (c == '(' || c == 0xFF08) p += 50;
  if (next == ')' || next == 0xFF09) p += 50;
  return p;
}

// The places before which lines begin, for lines of `max` 24ths; spacing in 24ths too.
static size_t best_breaks(const struct letters *l, double max, double spacing, size_t *out) {
  struct {
    size_t at, from;
    double x, cost;
  } b[MOST + 1] = {0};
  size_t n = 1, starts[MOST], k = 0;  // b[0]: the beginning
  double total = 0, x = 0, target;
  bool hinted = false;
  for (size_t i = 0; i < l->n; i++) {
    bool drawn = l->c[i] != '\n' && l->c[i] != 0x200B;
    total += advance(l->c[i]) + (drawn ? spacing : 0);
    hinted = hinted || l->c[i] == 0x200B;
  }
  target = total / fmax(1, ceil(total / max));
  for (size_t i = 0; i < l->n; i++) {
    bool end = i + 1 == l->n, drawn = l->c[i] != '\n' && l->c[i] != 0x200B;
    if (!blank(l->c[i])) x += advance(l->c[i]) + (drawn ? spacing : 0);
    if (!end && !ends_line(l, i)) continue;
    double p = end ? 0 : fee(l->c[i], l->c[i + 1], hinted);
    b[n].at = i + 1;
    b[n].x = x;
    b[n].cost = cost(x, target, p, end);
    for (size_t j = 1; j < n; j++) {
      double c = cost(x - b[j].x, target, p, end) + b[j].cost;
      if (c <= b[n].cost) b[n].cost = c, b[n].from = j;
    }
    n++;
  }
  for (size_t j = b[n - 1].from; j; j = b[j].from) starts[k++] = b[j].at;
  for (size_t j = 0; j < k; j++) out[j] = starts[k - 1 - j];
  return k;
}

// Lines without the blanks at their ends, parted by bars.
static const char *expected_lines(const char *words, double max_em, double spacing_em) {
  struct letters l = letters_of(words);
  size_t starts[MOST], n = best_breaks(&l, max_em * 24, spacing_em * 24, starts);
  struct ct_str s = {.arena = &arena};
  for (size_t k = 0, from = 0; k <= n; k++) {
    size_t to = k < n ? starts[k] : l.n, a = from, b = to;
    while (a < b && blank(l.c[a])) a++;
    while (b > a && blank(l.c[b - 1])) b--;
    if (k) ct_str_add(&s, "|");
    ct_str_add_n(&s, l.at[a], (size_t)(l.at[b] - l.at[a]));
    from = to;
  }
  return ct_str_text(&s);
}

static const char *lines_of(const struct ct_run *run) {
  const struct ct_cluster *c;
  struct ct_str s = {.arena = &arena};
  size_t n = ct_run_clusters(text, run, &c);
  int line = 0;
  for (size_t i = 0; i < n; i++) {
    for (; line < c[i].line; line++) ct_str_add(&s, "|");
    ct_str_add_n(&s, ct_run_text(run) + run->cluster_parts[i].start, (size_t)run->cluster_parts[i].bytes);
  }
  return ct_str_text(&s);
}

// ---- Breaks

static void lines_break_as_in_the_reference(void **state) {
  (void)state;
  static const char *const texts[] = {"Sohae Satellite Launching Station",
                                      "Democratic People's Republic of Korea (North Korea)",
                                      "Kwangmyong/Paektu-san & Samji+yon",
                                      "Reactor(5 MWe)plant(IRT)",
                                      "first\nsecond line of text\nthird",
                                      "平壤市中区域",
                                      "東京（とうきょう）センター新宿",
                                      "Tokyo東京都Shinjuku新宿区",
                                      "東京\u200B都新宿\u200B区西新宿",
                                      "東京\u3000新宿\u3000区\u3000",
                                      "some 10\u00A0km north of\u00A0Nampo",
                                      "a\n\nb",
                                      "Llanfairpwllgwyngyll"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    for (double max = 1.3; max < 30; max *= 1.21)
      for (double spacing = 0; spacing < 0.3; spacing += 0.25)
        assert_string_equal(lines_of(plain(texts[i], max, spacing)), expected_lines(texts[i], max, spacing));
}

// By hand: three lines of about one length; a bracket goes with what it encloses.
static void breaks_are_where_a_reader_expects_them(void **state) {
  (void)state;
  assert_string_equal(lines_of(plain("one two six ten", 4, 0)), "one two|six ten");
  assert_string_equal(lines_of(plain("平壤市中区域", 2, 0)), "平壤|市中|区域");
  assert_string_equal(lines_of(plain("Yongbyon(Nyongbyon)", 6, 0)), "Yongbyon|(Nyongbyon)");
  // The mark that lengthens a kana is not parted from what follows it: センター is センタ and ー.
  assert_null(strstr(lines_of(plain("センターセンターセンター", 4, 0)), "ー|"));
}

// ---- Advances

static double sum(const char *words, double spacing_em) {
  struct letters l = letters_of(words);
  double w = 0;
  for (size_t i = 0; i < l.n; i++) w += advance(l.c[i]);
  return (w / 24 + (double)(l.n - 1) * spacing_em) * SIZE;
}

static void advances_are_whole_units(void **state) {
  (void)state;
  static const char *const words[] = {"Yongbyon", "AVATAR", "office fi", "0123456789", "Ågård"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    assert_float_equal(ct_run_box(plain(words[i], 0, 0))->w, sum(words[i], 0), NEAR);
    // Spacing stands between letters only.
    assert_float_equal(ct_run_box(plain(words[i], 0, 0.25))->w, sum(words[i], 0.25), NEAR);
    assert_float_equal(ct_run_box(plain(words[i], 0, -0.1))->w, sum(words[i], -0.1), NEAR);
  }
  assert_float_equal(ct_run_box(plain("平壤", 0, 0.5))->w, 2.5 * SIZE, NEAR);
}

static void blanks_at_the_ends_count_for_nothing(void **state) {
  (void)state;
  assert_float_equal(ct_run_box(plain("  Sohae\u3000 ", 0, 0))->w, sum("Sohae", 0), NEAR);
  assert_string_equal(lines_of(plain(" a \n b ", 0, 0)), "a|b");
  assert_string_equal(lines_of(plain(" one two ", 0, 0)), "one two");
}

static void scaled_parts_are_as_many_units(void **state) {
  (void)state;
  const struct ct_span spans[] = {{.text = "Aa", .scale = 1}, {.text = "Bb", .scale = 2}};
  double w = (advance('A') + advance('a') + 2 * (advance('B') + advance('b'))) / 24 * SIZE;
  assert_float_equal(ct_run_box(set(spans, 2, 0, 0))->w, w, NEAR);
  // The line is as high as its largest part asks.
  assert_float_equal(ct_run_box(set(spans, 2, 0, 0))->h, 2 * 1.2 * SIZE, NEAR);
}

// ---- Images

static void images_take_their_room(void **state) {
  (void)state;
  const struct ct_span spans[] = {{.text = "A", .scale = 1}, {.text = "", .image = "high", .scale = 1}};
  const struct ct_run *run = set(spans, 2, 0, 0);
  const struct ct_run_image *images;
  assert_int_equal(ct_run_images(run, &images), 1);
  assert_string_equal(images[0].name, "high");
  assert_float_equal(images[0].w, 20, NEAR);
  assert_float_equal(images[0].h, 15, NEAR);
  assert_float_equal(ct_run_box(run)->w, advance('A') / 24 * SIZE + 20, NEAR);
  // shaping.ts: what the image is higher than an em comes on top of the line's height.
  assert_float_equal(ct_run_box(run)->h, 1.2 * SIZE + 15 - SIZE, NEAR);
}

// `vertical-align` of the format expression: 6 pt in a line of 12.
static void images_are_aligned_in_their_line(void **state) {
  (void)state;
  double y[3];
  for (int k = 0; k < 3; k++) {
    const struct ct_span spans[] = {{.text = "A", .scale = 1},
                                    {.text = "", .image = "low", .scale = 1, .align = (enum ct_row_align)k}};
    const struct ct_run_image *images;
    assert_int_equal(ct_run_images(set(spans, 2, 0, 0), &images), 1);
    y[k] = images[0].y;
  }
  assert_float_equal(y[CT_ROW_BOTTOM] - y[CT_ROW_TOP], 6, NEAR);
  assert_float_equal(y[CT_ROW_CENTER] - y[CT_ROW_TOP], 3, NEAR);
}

static void missing_images_are_left_out(void **state) {
  (void)state;
  const struct ct_span spans[] = {{.text = "A", .scale = 1}, {.text = "", .image = "none", .scale = 1}};
  const struct ct_run_image *images;
  const struct ct_run *run = set(spans, 2, 0, 0);
  assert_int_equal(ct_run_images(run, &images), 0);
  assert_float_equal(ct_run_box(run)->w, advance('A') / 24 * SIZE, NEAR);
}

// An image may end a line, and begin one.
static void lines_break_around_images(void **state) {
  (void)state;
  const struct ct_span spans[] = {
      {.text = "平壤", .scale = 1}, {.text = "", .image = "high", .scale = 1}, {.text = "平壤", .scale = 1}};
  const struct ct_run *run = set(spans, 3, 2.5, 0);
  const struct ct_run_image *images;
  assert_int_equal(ct_run_images(run, &images), 1);
  assert_true(ct_run_box(run)->lines > 1);
  assert_true(images[0].x >= -NEAR && images[0].x + images[0].w < ct_run_box(run)->w + 2);
}

// ---- Clusters

// Whatever the direction, clusters lie side by side and hold every byte once.
static void clusters_cover_the_text(void **state) {
  (void)state;
  static const char *const texts[] = {
      "Yongbyon", "دمشق",     "Damascus دمشق 12 road", "ירושלים (Jerusalem)", "e\u0301te\u0301",
      "กรุงเทพ",   "नई दिल्ली", "平壤 Pyongyang"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const struct ct_run *run = plain(texts[i], 0, 0);
    const struct ct_cluster *c;
    size_t n = ct_run_clusters(text, run, &c), bytes = strlen(texts[i]);
    char seen[256] = {0};
    double x = 0;
    for (size_t k = 0; k < n; k++) {
      const struct ct_run_cluster *p = &run->cluster_parts[k];
      assert_float_equal(c[k].x, x, NEAR);
      x += c[k].w;
      assert_true(p->start >= 0 && p->bytes > 0 && (size_t)(p->start + p->bytes) <= bytes);
      for (int b = p->start; b < p->start + p->bytes; b++) assert_int_equal(seen[b]++, 0);
    }
    for (size_t b = 0; b < bytes; b++) assert_int_equal(seen[b], 1);
    assert_float_equal(x, ct_run_box(run)->w, NEAR);
  }
}

static void clusters_run_from_left_to_right(void **state) {
  (void)state;
  const struct ct_cluster *c;
  const struct ct_run *run = plain("ab دمشق", 0, 0);
  size_t n = ct_run_clusters(text, run, &c);
  assert_int_equal(run->cluster_parts[0].start, 0);
  assert_false(c[0].complex);
  // The word's last letter stands leftmost, after the blank.
  assert_true(c[2].blank);
  assert_int_equal(run->cluster_parts[3].start, 3 + 6);
  assert_int_equal(run->cluster_parts[n - 1].start, 3);
  assert_true(c[3].complex);
  // A letter and its marks are one, whichever way the text runs.
  assert_int_equal(ct_run_clusters(text, plain("x\u0301y", 0, 0), &c), 2);
  assert_int_equal(ct_run_clusters(text, plain("ก\u0E38\u0E48ร", 0, 0), &c), 2);
  run = plain("ש\u05C1\u05B8ם", 0, 0);
  assert_int_equal(ct_run_clusters(text, run, &c), 2);
  assert_int_equal(run->cluster_parts[0].start, 6);
  assert_int_equal(run->cluster_parts[1].start, 0);
  assert_int_equal(run->cluster_parts[1].bytes, 6);
}

// ---- Vertical

static const char *verticalized(const char *words) {
  struct ct_span span = {.text = words, .scale = 1};
  return ct_text_verticalized(&arena, &(struct ct_rich_text){1, &span}).spans[0].text;
}

// util/verticalize_punctuation.ts: a mark takes its vertical form unless a neighbour lies on its side.
static void punctuation_stands_among_ideographs(void **state) {
  (void)state;
  assert_string_equal(verticalized("東京(都)、日本。"), "東京︵都︶︑日本︒");
  assert_string_equal(verticalized("「新宿」—⋯"), "﹁新宿﹂︱︙");
  assert_string_equal(verticalized("(Tokyo)"), "(Tokyo)");
  assert_string_equal(verticalized("東京-Tokyo"), "東京-Tokyo");
  assert_string_equal(verticalized("東京 (都)"), "東京 (都︶");  // a blank lies
  assert_string_equal(verticalized("①-②"), "①︲②");              // neutral neighbours
  assert_string_equal(verticalized(""), "");
  const struct ct_span spans[] = {
      {.text = "東", .scale = 1}, {.text = "-", .scale = 1}, {.text = "T", .scale = 1}};
  struct ct_rich_text all = ct_text_verticalized(&arena, &(struct ct_rich_text){3, spans});
  assert_string_equal(all.spans[1].text, "-");
  all = ct_text_verticalized(&arena, &(struct ct_rich_text){2, spans});
  assert_string_equal(all.spans[1].text, "︲");
}

// Unicode's VerticalOrientation.txt: U, but for those that only follow their neighbours.
static void upright_is_what_stands_by_itself(void **state) {
  (void)state;
  static const unsigned up[] = {0x5E73, 0xD55C, 0x3042, 0x30A2, 0x3105, 0x1F600, 0xFF21, 0x20000};
  static const unsigned not_up[] = {'A', '(', 0x3008, 0x30FC, 0xFF08, 0x2605, 0x2103, 0x2460, 0xE000, 0x0623};
  for (size_t i = 0; i < sizeof up / sizeof *up; i++) assert_true(ct_script_upright(up[i]));
  for (size_t i = 0; i < sizeof not_up / sizeof *not_up; i++) assert_false(ct_script_upright(not_up[i]));
}

// ---- Other fonts

static bool copy(const char *from, const char *to) {
  static char bytes[1 << 20];
  FILE *in = fopen(from, "rb"), *out = in ? fopen(to, "wb") : NULL;
  size_t n = in ? fread(bytes, 1, sizeof bytes, in) : 0;
  bool ok = out && n > 0 && n < sizeof bytes && fwrite(bytes, 1, n, out) == n;
  if (in) fclose(in);
  if (out) ok = fclose(out) == 0 && ok;
  return ok;
}

#define OPEN_SANS "/usr/share/fonts/truetype/open-sans/OpenSans-Bold.ttf"

static double width_in(struct ct_text *t, const char *font) {
  struct ct_span span = {.text = "Hamburgefonstiv", .scale = 1};
  struct ct_text_style style = {.fonts = &font, .nfonts = 1, .size = SIZE, .setting = CT_SET_AS_SPEC};
  return ct_run_box(ct_text_shape(t, &(struct ct_rich_text){1, &span}, &style, "test"))->w;
}

// A family that is not bundled comes from a folder below the one given, and is told of once.
static void fonts_come_from_a_folder(void **state) {
  (void)state;
  char dir[] = "/tmp/ct_fonts_XXXXXX", deep[64], file[128];
  struct ct_err err = {0};
  struct ct_text *t;
  assert_non_null(mkdtemp(dir));
  snprintf(deep, sizeof deep, "%s/deep", dir);
  snprintf(file, sizeof file, "%s/OpenSans-Bold.ttf", deep);
  bool there = mkdir(deep, 0700) == 0 && copy(OPEN_SANS, file);
  if (there) {
    assert_true(ct_text_new("styles/fonts", &diags, &t, &err));
    ct_text_add_fonts(t, dir);
    last.n = 0;
    double other = width_in(t, "Open Sans Bold");
    width_in(t, "open sans bold");
    assert_int_equal(last.n, 1);
    assert_string_equal(last.code, "CT-T304");
    assert_non_null(strstr(last.message, deep));
    // As FreeType measures the file.
    FT_Face f;
    double w = 0;
    assert_int_equal(FT_New_Face(library, file, 0, &f), 0);
    for (const char *p = "Hamburgefonstiv"; *p; p++) {
      FT_Load_Char(f, (unsigned char)*p, FT_LOAD_NO_SCALE);
      w += floor(round((double)f->glyph->metrics.horiAdvance * 24 * 64 / f->units_per_EM) / 64) / 24 * SIZE;
    }
    FT_Done_Face(f);
    assert_float_equal(other, w, NEAR);
    ct_text_free(t);
  }
  unlink(file);
  rmdir(deep);
  rmdir(dir);
  if (!there) skip();  // fonts-open-sans is not installed
}

static void folders_without_fonts_do_no_harm(void **state) {
  (void)state;
  struct ct_err err = {0};
  struct ct_text *t;
  assert_true(ct_text_new("styles/fonts", &diags, &t, &err));
  ct_text_add_fonts(t, "/no/such/folder");
  ct_text_add_fonts(t, "tests/data");
  last.n = 0;
  double w = width_in(t, "Frutiger Bold");
  assert_int_equal(last.n, 1);
  assert_string_equal(last.code, "CT-T301");
  assert_float_equal(w, width_in(t, "Source Sans 3 Bold"), NEAR);
  ct_text_free(t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_break_as_in_the_reference),
      cmocka_unit_test(breaks_are_where_a_reader_expects_them),
      cmocka_unit_test(advances_are_whole_units),
      cmocka_unit_test(blanks_at_the_ends_count_for_nothing),
      cmocka_unit_test(scaled_parts_are_as_many_units),
      cmocka_unit_test(images_take_their_room),
      cmocka_unit_test(images_are_aligned_in_their_line),
      cmocka_unit_test(missing_images_are_left_out),
      cmocka_unit_test(lines_break_around_images),
      cmocka_unit_test(clusters_cover_the_text),
      cmocka_unit_test(clusters_run_from_left_to_right),
      cmocka_unit_test(punctuation_stands_among_ideographs),
      cmocka_unit_test(upright_is_what_stands_by_itself),
      cmocka_unit_test(fonts_come_from_a_folder),
      cmocka_unit_test(folders_without_fonts_do_no_harm),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}

// SPDX-License-Identifier: MIT
// Text: shaping and measuring with Pango, once and in page points.
#include "text/text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "model/diag.h"
#include "text/font.h"
#include "text/run.h"
#include "text/script.h"

// No label is longer; what is would only be a mistake in the data, or a trap.
enum { MAX_CHARS = 2000, MAX_HANGUL_WORD = 36 };
#define MAX_SIZE_PT 2000.0F

struct ct_text {
  struct ct_arena arena;    // fonts
  struct ct_arena use;      // faces
  struct ct_arena set;      // runs and their keys
  struct ct_arena scratch;  // one text
  struct ct_fonts fonts;
  struct ct_diags *diags;
  ct_image_info_fn *image_info;
  void *image_user;
  struct ct_map keys;  // text and style -> index of the run
  ct_vec(struct ct_run *) runs;
  struct ct_map told;  // texts that lack a glyph
};

// One text on its way into a layout.
struct setting {
  struct ct_text *t;
  const struct ct_text_style *style;
  const char *where;
  struct ct_str text;
  PangoAttrList *attrs;
  ct_vec(struct ct_run_part) parts;
  size_t chars;
  bool joined;  // some letters are joined, so none are spaced apart
};

bool ct_text_new(const char *fonts_dir, struct ct_diags *diags, struct ct_text **out, struct ct_err *err) {
  struct ct_text *t = calloc(1, sizeof *t);
  if (!t) return ct_fail(err, "out of memory");
  t->diags = diags;
  t->fonts.arena = &t->arena;
  t->fonts.use = &t->use;
  t->fonts.diags = diags;
  t->keys.arena = &t->set;
  t->told.arena = &t->use;
  if (!ct_fonts_open(&t->fonts, fonts_dir, err)) {
    ct_text_free(t);
    return false;
  }
  *out = t;
  return true;
}

void ct_text_forget(struct ct_text *t) {
  if (!t) return;
  for (size_t i = 0; i < t->runs.n; i++) g_object_unref(t->runs.v[i]->layout);
  memset(&t->runs, 0, sizeof t->runs);
  t->keys = (struct ct_map){.arena = &t->set};
  ct_arena_release(&t->set);
}

static void add_fonts(const PangoLayoutLine *line, struct ct_map *files) {
  for (const GSList *r = line->runs; r; r = r->next) {
    PangoFont *font = ((const PangoGlyphItem *)r->data)->item->analysis.font;
    FcChar8 *file;
    if (!font || !PANGO_IS_FC_FONT(font)) continue;
    if (FcPatternGetString(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_FILE, 0, &file) ==
        FcResultMatch)
      ct_map_add_string(files, (const char *)file, 0, NULL);
  }
}

void ct_text_used_fonts(const struct ct_text *t, struct ct_map *files) {
  for (size_t i = 0; t && i < t->runs.n; i++)
    for (const GSList *l = pango_layout_get_lines_readonly(t->runs.v[i]->layout); l; l = l->next)
      add_fonts(l->data, files);
}

void ct_text_free(struct ct_text *t) {
  if (!t) return;
  ct_text_forget(t);
  ct_fonts_close(&t->fonts);
  ct_arena_release(&t->scratch);
  ct_arena_release(&t->use);
  ct_arena_release(&t->arena);
  free(t);
}

bool ct_text_lend(struct ct_text *t, struct ct_diags *diags) {
  if (t->fonts.others.n) return false;
  ct_text_forget(t);
  ct_arena_release(&t->scratch);
  ct_arena_release(&t->use);
  t->told = (struct ct_map){.arena = &t->use};
  t->diags = t->fonts.diags = diags;
  ct_fonts_forget(&t->fonts);
  ct_text_set_images(t, NULL, NULL);
  return true;
}

void ct_text_set_images(struct ct_text *t, ct_image_info_fn *info, void *user) {
  t->image_info = info;
  t->image_user = user;
}

void ct_text_add_fonts(struct ct_text *t, const char *dir) {
  ct_vec_push(&t->use, &t->fonts.folders, ct_arena_strdup(&t->use, dir));
}

// ---- The cache's key: everything that shapes or colours a run

static void key_bytes(struct ct_str *key, const void *data, size_t n) {
  ct_str_add_n(key, data, n);
}

static void key_text(struct ct_str *key, const char *s) {
  if (s) ct_str_add_n(key, s, strlen(s) + 1);
}

static void key_fonts(struct ct_str *key, const char *const *fonts, size_t n) {
  key_bytes(key, &n, sizeof n);
  for (size_t i = 0; i < n; i++) key_text(key, fonts[i]);
}

static void key_color(struct ct_str *key, struct ct_color c) {
  float v[4] = {c.r, c.g, c.b, c.a};
  key_bytes(key, v, sizeof v);
}

static void make_key(struct ct_str *key, const struct ct_rich_text *text, const struct ct_text_style *s) {
  float v[8] = {s->size,       s->max_width, s->line_height,    s->letter_spacing,
                s->halo_width, s->halo_blur, (float)s->justify, (float)s->setting};
  key_bytes(key, v, sizeof v);
  key_color(key, s->color);
  key_color(key, s->halo_color);
  key_fonts(key, s->fonts, s->nfonts);
  for (size_t i = 0; i < text->n; i++) {
    const struct ct_span *p = &text->spans[i];
    key_text(key, p->text ? p->text : "");
    key_text(key, p->image ? p->image : "");
    key_bytes(key, &p->scale, sizeof p->scale);
    key_bytes(key, &p->align, sizeof p->align);
    key_bytes(key, p->has_color ? "c" : "-", 1);
    if (p->has_color) key_color(key, p->color);
    key_fonts(key, p->fonts, p->nfonts);
  }
}

// ---- Setting the text

// Adds the text as Pango can take it: valid UTF-8, line breaks as LF, no other control characters.
static void add_clean(struct setting *s, const char *text) {
  for (const char *p = text; *p && s->chars < MAX_CHARS; s->chars++) {
    const char *from = p;
    unsigned c = ct_utf8_next(&p);
    if (c == '\r' && *p == '\n') continue;
    if (c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85) c = '\n';
    if (c == '\n')
      ct_str_add(&s->text, "\n");
    else if (c < ' ' || (c >= 0x7F && c < 0xA0))
      ct_str_add(&s->text, " ");
    else if (c == 0xFFFD)
      ct_str_add(&s->text, "\xEF\xBF\xBD");
    else
      ct_str_add_n(&s->text, from, (size_t)(p - from));
  }
}

static void add_attr(struct setting *s, PangoAttribute *attr, size_t start, size_t end) {
  attr->start_index = (guint)start;
  attr->end_index = (guint)end;
  pango_attr_list_insert(s->attrs, attr);
}

static guint16 color16(float x) {
  return (guint16)lround(fmin(fmax(x, 0), 1) * 65535);
}

static void add_color(struct setting *s, struct ct_color c, size_t start, size_t end) {
  add_attr(s, pango_attr_foreground_new(color16(c.r), color16(c.g), color16(c.b)), start, end);
  // An alpha of 0 would mean "not set".
  guint16 alpha = color16(c.a);
  add_attr(s, pango_attr_foreground_alpha_new(alpha ? alpha : 1), start, end);
}

// Language and letter spacing by script; Hangul words are kept whole.
static void add_scripts(struct setting *s, double em, size_t start, size_t end) {
  const char *text = ct_str_text(&s->text);
  // The reference's way of setting adds it itself.
  bool none = s->joined || s->style->setting == CT_SET_AS_SPEC;
  int spacing = none ? 0 : (int)lround(s->style->letter_spacing * em * PANGO_SCALE);
  for (size_t i = start; i < end;) {
    struct ct_stretch t = ct_script_stretch(text + i);
    add_attr(s, pango_attr_language_new(pango_language_from_string(t.language)), i, i + t.n);
    if (t.own_shapes) add_attr(s, pango_attr_font_features_new("locl=0"), i, i + t.n);
    if (spacing) add_attr(s, pango_attr_letter_spacing_new(spacing), i, i + t.n);
    i += t.n;
  }
  for (size_t i = start; i < end;) {
    size_t n = ct_script_hangul_word(text + i);
    if (n > 3 && n <= MAX_HANGUL_WORD) add_attr(s, pango_attr_allow_breaks_new(FALSE), i, i + n);
    const char *p = text + i + n;
    if (!n) ct_utf8_next(&p);
    i = (size_t)(p - text);
  }
}

// An image takes the place of a character. Its size is its own, whatever the text's.
static void add_image(struct setting *s, const struct ct_span *span) {
  struct ct_image_info info;
  if (!s->t->image_info || !s->t->image_info(s->t->image_user, span->image, &info)) return;
  struct ct_run_part part = {.start = s->text.n, .end = s->text.n + 3, .scale = 0, .align = span->align};
  double factor = (span->scale > 0 ? span->scale : 1) * CT_PX_PT;
  part.image = ct_arena_strdup(&s->t->set, span->image);
  part.w = (float)(info.w * factor);
  part.h = (float)(info.h * factor);
  part.px = (float)factor;
  part.span = span;
  ct_str_add(&s->text, "\xEF\xBF\xBC");
  int w = (int)lround(part.w / s->style->size * CT_RUN_EM * PANGO_SCALE);
  int h = (int)lround(part.h / s->style->size * CT_RUN_EM * PANGO_SCALE);
  PangoRectangle box = {0, -h, w, h};
  add_attr(s, pango_attr_shape_new(&box, &box), part.start, part.end);
  ct_vec_push(&s->t->scratch, &s->parts, part);
}

// The reference draws what the stack's fonts lack in a plain weight of the machine's.
static void add_weights(struct setting *s, const struct ct_face *face, size_t start, size_t end) {
  const char *text = ct_str_text(&s->text), *from = NULL, *p = text + start;
  if (face->weight <= PANGO_WEIGHT_NORMAL || face->weight >= PANGO_WEIGHT_BOLD) return;
  for (const char *next; p <= text + end; p = next) {
    next = p;
    unsigned c = p < text + end ? ct_utf8_next(&next) : 0;
    bool lacking = c > 0x20 && !ct_fonts_asked_have(face, c);
    if (lacking && !from) from = p;
    if (!lacking && from) {
      add_attr(s, pango_attr_weight_new(PANGO_WEIGHT_NORMAL), (size_t)(from - text), (size_t)(p - text));
      from = NULL;
    }
    if (p == text + end) break;
  }
}

static void add_words(struct setting *s, const struct ct_span *span) {
  size_t start = s->text.n;
  if (span->text) add_clean(s, span->text);
  if (s->text.n == start) return;
  struct ct_run_part part = {
      .start = start, .end = s->text.n, .scale = span->scale > 0 ? span->scale : 1, .align = span->align};
  part.span = span;
  ct_vec_push(&s->t->scratch, &s->parts, part);
  const struct ct_face *face = ct_fonts_face(&s->t->fonts, span->fonts ? span->fonts : s->style->fonts,
                                             span->fonts ? span->nfonts : s->style->nfonts);
  double em = CT_RUN_EM * part.scale;
  PangoFontDescription *d =
      ct_fonts_describe(&s->t->fonts, face, ct_str_text(&s->text) + start, part.end - start, em);
  add_attr(s, pango_attr_font_desc_new(d), start, part.end);
  pango_font_description_free(d);
  if (span->has_color) add_color(s, span->color, start, part.end);
  if (s->style->setting == CT_SET_AS_SPEC) {
    add_attr(s, pango_attr_font_features_new("kern=0,liga=0"), start, part.end);
    add_weights(s, face, start, part.end);
  }
  add_scripts(s, em, start, part.end);
}

static void add_span(struct setting *s, const struct ct_span *span) {
  if (!span->image) {
    add_words(s, span);
    return;
  }
  // A line feed before the image.
  if (span->text) add_clean(s, span->text);
  add_image(s, span);
}

// ---- Missing glyphs

struct missing {
  unsigned first;  // the character
  size_t more;
};

static void find_missing(const PangoLayoutLine *line, const char *text, struct missing *m) {
  for (const GSList *r = line->runs; r; r = r->next) {
    const PangoGlyphItem *item = r->data;
    for (int i = 0; i < item->glyphs->num_glyphs; i++) {
      if (!(item->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)) continue;
      if (item->glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY) continue;
      const char *p = text + item->item->offset + item->glyphs->log_clusters[i];
      if (m->first)
        m->more++;
      else
        m->first = ct_utf8_next(&p);
    }
  }
}

static char *joined_lines(struct ct_arena *a, const char *text) {
  char *s = ct_arena_strdup(a, text);
  for (char *p = s; *p; p++)
    if (*p == '\n') *p = ' ';
  return s;
}

static void tell_missing(struct setting *s, PangoLayout *layout) {
  if (!pango_layout_get_unknown_glyphs_count(layout)) return;
  bool added;
  ct_map_add_string(&s->t->told, ct_str_text(&s->text), 0, &added);
  if (!added) return;
  struct missing m = {0};
  for (const GSList *l = pango_layout_get_lines_readonly(layout); l; l = l->next)
    find_missing(l->data, ct_str_text(&s->text), &m);
  const char *more = m.more ? ct_arena_printf(&s->t->scratch, " and %zu more", m.more) : "";
  const char *text = joined_lines(&s->t->scratch, ct_str_text(&s->text));
  const char *font = ct_fonts_face(&s->t->fonts, s->style->fonts, s->style->nfonts)->name;
  const char *message = ct_arena_printf(
      &s->t->scratch, "layer '%s': neither '%s' nor another bundled font has U+%04X%s of '%s'",
      s->where ? s->where : "", font, m.first, more, text);
  ct_diag_send(s->t->diags, &(struct ct_diagnostic){.code = "CT-T302",
                                                    .severity = CT_WARNING,
                                                    .field = "text-field",
                                                    .value = text,
                                                    .message = message,
                                                    .suggestion = "--fonts FOLDER with a font that has it, "
                                                                  "named in the style's text-font"});
}

static void tell_cut(struct setting *s) {
  const char *message =
      ct_arena_printf(&s->t->scratch, "layer '%s': a text is longer than %d characters; the rest is left out",
                      s->where ? s->where : "", MAX_CHARS);
  ct_diag_send(s->t->diags,
               &(struct ct_diagnostic){
                   .code = "CT-T303", .severity = CT_WARNING, .field = "text-field", .message = message});
}

// ---- Shaping

static struct ct_run *set_text(struct setting *s, const struct ct_rich_text *text) {
  struct ct_text *t = s->t;
  struct ct_run *run = CT_NEW(&t->set, struct ct_run);
  s->text.arena = &t->scratch;
  s->attrs = pango_attr_list_new();
  for (size_t i = 0; i < text->n; i++)
    s->joined = s->joined || (text->spans[i].text && ct_script_any_joined(text->spans[i].text));
  for (size_t i = 0; i < text->n; i++) {
    add_span(s, &text->spans[i]);
    run->colored = run->colored || text->spans[i].has_color;
  }
  run->layout = pango_layout_new(t->fonts.context);
  pango_layout_set_text(run->layout, ct_str_text(&s->text), (int)s->text.n);
  pango_layout_set_attributes(run->layout, s->attrs);
  pango_attr_list_unref(s->attrs);
  const struct ct_face *face = ct_fonts_face(&t->fonts, s->style->fonts, s->style->nfonts);
  ct_run_set(run, &t->set, s->style, face, s->parts.v, s->parts.n);
  run->text = joined_lines(&t->set, ct_str_text(&s->text));
  run->spaced = s->style->letter_spacing > 0 && !s->joined;
  run->color = s->style->color;
  run->halo_color = s->style->halo_color;
  run->halo_width = s->style->halo_width;
  run->halo_blur = s->style->halo_blur;
  tell_missing(s, run->layout);
  if (s->chars >= MAX_CHARS) tell_cut(s);
  return run;
}

static float within(float x, float low, float high, float otherwise) {
  if (!isfinite(x)) return otherwise;
  return x < low ? low : x > high ? high : x;
}

// The text with its lines broken by the reference's reckoning, from the text set in one line.
static struct ct_run *set_broken(const struct setting *s, const struct ct_rich_text *text) {
  struct ct_text_style one = *s->style;
  one.max_width = 0;
  struct setting first = {.t = s->t, .style = &one, .where = s->where}, second = first;
  struct ct_run *run = set_text(&first, text);
  struct ct_rich_text broken = ct_run_break(run, &s->t->scratch, s->style, first.parts.v, first.parts.n);
  g_object_unref(run->layout);
  return set_text(&second, &broken);
}

const struct ct_run *ct_text_shape(struct ct_text *t, const struct ct_rich_text *text,
                                   const struct ct_text_style *style, const char *where) {
  struct ct_text_style st = *style;
  st.size = within(st.size, 0.1F, MAX_SIZE_PT, 12);
  st.max_width = within(st.max_width, 0, 1e5F, 0);
  st.line_height = within(st.line_height, 0, 100, 1.2F);
  st.letter_spacing = within(st.letter_spacing, -1, 100, 0);
  struct ct_str key = {.arena = &t->scratch};
  make_key(&key, text, &st);
  bool added;
  size_t index = ct_map_add(&t->keys, key.v, key.n, t->runs.n, &added)->value;
  if (added) {
    struct setting s = {.t = t, .style = &st, .where = where};
    // Where no width is given too: blanks at the ends of lines go.
    bool broken = st.setting == CT_SET_AS_SPEC;
    struct ct_run *run = broken ? set_broken(&s, text) : set_text(&s, text);
    // NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers is meant
    ct_vec_push(&t->set, &t->runs, run);
  }
  ct_arena_release(&t->scratch);
  return t->runs.v[index];
}

size_t ct_run_clusters(struct ct_text *t, const struct ct_run *run, const struct ct_cluster **out) {
  struct ct_run *own = (struct ct_run *)run;
  if (!own->clusters) ct_run_find_clusters(own, &t->set);
  *out = own->clusters;
  return own->nclusters;
}

const struct ct_run *ct_text_plain(struct ct_text *t, const char *text, const char *font, float size,
                                   struct ct_color color, float max_width) {
  struct ct_span span = {.text = text, .scale = 1};
  struct ct_text_style style = {.fonts = &font,
                                .nfonts = 1,
                                .size = size,
                                .max_width = max_width,
                                .line_height = 1.2F,
                                .justify = CT_JUSTIFY_LEFT,
                                .color = color};
  return ct_text_shape(t, &(struct ct_rich_text){1, &span}, &style, "page");
}

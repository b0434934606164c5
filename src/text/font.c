// SPDX-License-Identifier: MIT
// Fonts: the bundled font files as a Pango font map of their own, and faces picked by name.
#include "text/font.h"

#include <dirent.h>
#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "model/diag.h"
#include "text/name.h"
#include "text/script.h"

// The order of fallback; families not named here follow by name.
static const char *const first_families[] = {"Source Sans 3", "Noto Sans", "Noto Sans CJK KR"};
enum { NFIRST = sizeof first_families / sizeof *first_families };

// Making a font map has Pango start a thread that loads the system's font configuration
// and may write caches into the home folder, unless the process has a configuration. So
// ours is the process's for as long as one is open.
static pthread_mutex_t current_lock = PTHREAD_MUTEX_INITIALIZER;
static int current_users;

static void hold_current(FcConfig *config) {
  pthread_mutex_lock(&current_lock);
  if (current_users++ == 0) FcConfigSetCurrent(config);
  pthread_mutex_unlock(&current_lock);
}

static void drop_current(void) {
  pthread_mutex_lock(&current_lock);
  if (--current_users == 0) FcConfigSetCurrent(NULL);
  pthread_mutex_unlock(&current_lock);
}

static bool is_font(const char *file) {
  const char *ext = ct_path_extension(file);
  return ct_same_nocase(ext, "ttf") || ct_same_nocase(ext, "otf") || ct_same_nocase(ext, "ttc");
}

static int by_text(const void *x, const void *y) {
  return strcmp(*(const char *const *)x, *(const char *const *)y);
}

struct names {
  ct_vec(const char *) v;
};

// File names in byte order: the order in which fontconfig ranks equals.
static bool list_fonts(struct ct_fonts *f, const char *dir, struct names *out, struct ct_err *err) {
  ct_reads_note(CT_READ_FONT, dir);
  DIR *d = opendir(dir);
  if (!d) return ct_fail(err, "%s: cannot read the fonts: %s", dir, strerror(errno));
  for (const struct dirent *e; (e = readdir(d));)
    if (is_font(e->d_name)) ct_vec_push(f->arena, &out->v, ct_arena_strdup(f->arena, e->d_name));
  closedir(d);
  if (!out->v.n) return ct_fail(err, "%s: no fonts (expected .otf or .ttf files)", dir);
  qsort(out->v.v, out->v.n, sizeof *out->v.v, by_text);
  return true;
}

static size_t rank(const char *family) {
  for (size_t i = 0; i < NFIRST; i++)
    if (!strcmp(family, first_families[i])) return i;
  return NFIRST;
}

static int by_rank(const void *x, const void *y) {
  const struct ct_family *a = x, *b = y;
  size_t ra = rank(a->name), rb = rank(b->name);
  if (ra != rb) return ra < rb ? -1 : 1;
  return strcmp(a->name, b->name);
}

static const struct ct_family *find_family(const struct ct_fonts *f, const char *name) {
  for (size_t i = 0; i < f->families.n; i++)
    if (ct_same_nocase(f->families.v[i].name, name)) return &f->families.v[i];
  return NULL;
}

static void add_chars(struct ct_fonts *f, const char *name, const FcCharSet *chars) {
  struct ct_family *have = (struct ct_family *)find_family(f, name);
  if (!have) {
    struct ct_family made = {ct_arena_strdup(f->arena, name), FcCharSetCreate()};
    ct_vec_push(f->arena, &f->families, made);
    have = &f->families.v[f->families.n - 1];
  }
  FcCharSetMerge(have->chars, chars, NULL);
}

static void list_families(struct ct_fonts *f) {
  const FcFontSet *set = FcConfigGetFonts(f->config, FcSetApplication);
  for (int i = 0; set && i < set->nfont; i++) {
    FcChar8 *name;
    FcCharSet *chars;
    if (FcPatternGetString(set->fonts[i], FC_FAMILY, 0, &name) == FcResultMatch &&
        FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &chars) == FcResultMatch)
      add_chars(f, (const char *)name, chars);
  }
  qsort(f->families.v, f->families.n, sizeof *f->families.v, by_rank);
}

// No hints and no rounding: extents are the same on every surface and at every scale.
static void set_context(struct ct_fonts *f) {
  cairo_font_options_t *o = cairo_font_options_create();
  cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(f->context, o);
  cairo_font_options_destroy(o);
  pango_cairo_context_set_resolution(f->context, 72);
  pango_context_set_round_glyph_positions(f->context, FALSE);
  pango_context_set_language(f->context, pango_language_from_string("en"));
  pango_context_set_base_gravity(f->context, PANGO_GRAVITY_SOUTH);
}

void ct_fonts_forget(struct ct_fonts *f) {
  f->stacks = f->missing = (struct ct_map){.arena = f->use};
  memset(&f->faces, 0, sizeof f->faces);
  memset(&f->folders, 0, sizeof f->folders);
}

bool ct_fonts_open(struct ct_fonts *f, const char *dir, struct ct_err *err) {
  struct names names = {0};
  ct_fonts_forget(f);
  if (!list_fonts(f, dir, &names, err)) return false;
  f->config = FcConfigCreate();
  if (!f->config) return ct_fail(err, "%s: cannot read the fonts: out of memory", dir);
  for (size_t i = 0; i < names.v.n; i++) {
    const char *path = ct_path_join(f->arena, dir, names.v.v[i]);
    ct_reads_note(CT_READ_FONT, path);
    if (!FcConfigAppFontAddFile(f->config, (const FcChar8 *)path))
      return ct_fail(err, "%s: not a font file", path);
  }
  hold_current(f->config);
  f->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  if (!f->map) {
    drop_current();
    return ct_fail(err, "%s: Pango has no FreeType fonts on this machine", dir);
  }
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(f->map), f->config);
  f->context = pango_font_map_create_context(f->map);
  set_context(f);
  list_families(f);
  return f->families.n > 0 || ct_fail(err, "%s: no usable fonts (expected .otf or .ttf files)", dir);
}

void ct_fonts_close(struct ct_fonts *f) {
  for (size_t i = 0; i < f->families.n; i++) FcCharSetDestroy(f->families.v[i].chars);
  for (size_t i = 0; i < f->others.n; i++) FcCharSetDestroy(f->others.v[i]->chars);
  f->families.n = f->others.n = 0;
  if (f->context) g_object_unref(f->context);
  if (f->map) {
    // Pango 1.50 forgets to let go of the configuration when the map goes.
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(f->map), NULL);
    g_object_unref(f->map);
    drop_current();
  }
  if (f->config) FcConfigDestroy(f->config);
  f->context = NULL;
  f->map = NULL;
  f->config = NULL;
}

// ---- Faces

static void tell_missing(struct ct_fonts *f, const char *name, bool other_found) {
  bool added;
  ct_map_add_string(&f->missing, name, 0, &added);
  if (!added) return;
  struct ct_str list = {.arena = f->use};
  for (size_t i = 0; i < f->families.n && i < NFIRST; i++) {
    if (i) ct_str_add(&list, ", ");
    ct_str_add(&list, f->families.v[i].name);
  }
  const char *message =
      other_found ? ct_arena_printf(f->use, "font '%s' is not bundled; the next of its stack is used", name)
                  : ct_arena_printf(f->use, "font '%s' is not bundled; '%s' is used in that weight", name,
                                    f->families.v[0].name);
  ct_diag_send(f->diags, &(struct ct_diagnostic){.code = "CT-T301",
                                                 .severity = other_found ? CT_NOTE : CT_WARNING,
                                                 .field = "text-font",
                                                 .value = name,
                                                 .message = message,
                                                 .suggestion = ct_str_text(&list)});
}

// Measured at a large size: faces are scaled, not hinted.
static void measure(const struct ct_fonts *f, struct ct_face *face) {
  enum { SIZE = 100 };
  PangoFontDescription *d = ct_fonts_describe(f, face, "H", 1, SIZE);
  PangoFont *font = pango_context_load_font(f->context, d);
  pango_font_description_free(d);
  face->ascent = 1.0F;
  face->descent = 0.3F;
  face->cap_height = 0.7F;
  if (!font) return;
  hb_font_t *hb = pango_font_get_hb_font(font);
  hb_font_extents_t e;
  int x, y;
  hb_font_get_scale(hb, &x, &y);
  if (y && hb_font_get_h_extents(hb, &e)) {
    face->ascent = (float)e.ascender / (float)y;
    face->descent = -(float)e.descender / (float)y;
  }
  hb_position_t cap;
  if (y && hb_ot_metrics_get_position(hb, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap) && cap > 0)
    face->cap_height = (float)cap / (float)y;
  g_object_unref(font);
}

// A name may be a family with style words ("Noto Sans Bold") or end in a word that is the
// family's own ("Noto Sans Medium Condensed"): the whole name is tried first.
static const struct ct_family *resolve(struct ct_fonts *f, const char *name, struct ct_font_name *parsed) {
  ct_font_name_parse(f->use, name, parsed);
  const struct ct_family *whole = find_family(f, name);
  if (whole) {
    *parsed = (struct ct_font_name){.family = whole->name, .weight = 400};
    return whole;
  }
  const struct ct_family *family = find_family(f, parsed->family);
  if (!family) family = ct_fonts_other(f, parsed->family);
  return family ? family : find_family(f, ct_font_name_alias(parsed->family));
}

static struct ct_face *make_face(struct ct_fonts *f, const char *const *names, size_t n) {
  struct ct_face *face = CT_NEW(f->use, struct ct_face);
  const struct ct_family **families = CT_NEW_N(f->use, const struct ct_family *, n + f->families.n);
  struct ct_font_name parsed, first = {.weight = 400};
  face->name = n ? ct_arena_strdup(f->use, names[0]) : f->families.v[0].name;
  for (size_t i = 0; i < n; i++) {
    const struct ct_family *family = resolve(f, names[i], &parsed);
    // Weight and slant are the first name's, whether or not its family is here.
    if (i == 0) first = parsed;
    if (family) families[face->nfamilies++] = family;
  }
  for (size_t i = 0; i < n; i++)
    if (!resolve(f, names[i], &parsed)) tell_missing(f, names[i], face->nfamilies > 0);
  if (!face->nfamilies) families[face->nfamilies++] = &f->families.v[0];
  face->nasked = face->nfamilies;
  for (size_t i = 0; i < f->families.n; i++) families[face->nfamilies++] = &f->families.v[i];
  face->families = families;
  face->weight = first.weight;
  face->italic = first.italic;
  measure(f, face);
  return face;
}

const struct ct_face *ct_fonts_face(struct ct_fonts *f, const char *const *names, size_t n) {
  struct ct_str key = {.arena = f->use};
  for (size_t i = 0; i < n; i++) {
    ct_str_add(&key, names[i]);
    ct_str_add(&key, "\n");
  }
  bool added;
  struct ct_map_entry *e = ct_map_add_string(&f->stacks, ct_str_text(&key), f->faces.n, &added);
  if (added) {
    struct ct_face *face = make_face(f, names, n);
    // NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers is meant
    ct_vec_push(f->use, &f->faces, face);
  }
  return f->faces.v[e->value];
}

// ---- Descriptions

static bool has_char(const struct ct_face *face, size_t upto, unsigned c) {
  for (size_t i = 0; i < upto; i++)
    if (FcCharSetHasChar(face->families[i]->chars, c)) return true;
  return false;
}

bool ct_fonts_asked_have(const struct ct_face *face, unsigned c) {
  return has_char(face, face->nasked, c);
}

// Marks every family that is the first to have some character of the text.
static void mark_used(const struct ct_face *face, const char *text, size_t n, bool *used) {
  for (const char *p = text, *end = text + n; p < end;) {
    unsigned c = ct_utf8_next(&p);
    if (c <= ' ' || has_char(face, face->nasked, c)) continue;
    for (size_t i = face->nasked; i < face->nfamilies; i++) {
      if (!FcCharSetHasChar(face->families[i]->chars, c)) continue;
      used[i] = true;
      break;
    }
  }
}

struct _PangoFontDescription *ct_fonts_describe(const struct ct_fonts *f, const struct ct_face *face,
                                                const char *text, size_t n, double size) {
  bool *used = CT_NEW_N(f->use, bool, face->nfamilies);
  for (size_t i = 0; i < face->nasked; i++) used[i] = true;
  mark_used(face, text, n, used);
  struct ct_str list = {.arena = f->use};
  for (size_t i = 0; i < face->nfamilies; i++) {
    if (!used[i]) continue;
    if (list.n) ct_str_add(&list, ",");
    ct_str_add(&list, face->families[i]->name);
  }
  PangoFontDescription *d = pango_font_description_new();
  pango_font_description_set_family(d, ct_str_text(&list));
  pango_font_description_set_weight(d, (PangoWeight)face->weight);
  pango_font_description_set_style(d, face->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size(d, size * PANGO_SCALE);
  return d;
}

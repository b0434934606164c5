// SPDX-License-Identifier: MIT
// Other fonts: families that are not bundled, found by name in the machine's or the user's folders.
#include <ctype.h>
#include <dirent.h>
#include <fontconfig/fontconfig.h>
// After the other: it leans on its macros.
#include <fontconfig/fcfreetype.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/reads.h"
#include "base/str.h"
#include "model/diag.h"
#include "text/font.h"

// A folder of fonts is no deeper; a name that begins like another font's opens so many files at most.
enum { MAX_DEPTH = 6, MAX_FILES = 64, MAX_NAME = 128, LEAST_NAME = 3 };

struct search {
  struct ct_fonts *f;
  const char *family;
  char key[MAX_NAME];
  ct_vec(const char *) files;
};

// Letters and digits alone, in lower case: "Open Sans" and "OpenSans-Bold.ttf" begin alike.
static void squeeze(const char *name, bool to_dash, char out[MAX_NAME]) {
  size_t n = 0;
  for (const char *p = name; *p && n + 1 < MAX_NAME && !(to_dash && (*p == '-' || *p == '.')); p++)
    if (isalnum((unsigned char)*p)) out[n++] = (char)tolower((unsigned char)*p);
  out[n] = '\0';
}

static bool may_hold(const struct search *s, const char *file) {
  const char *ext = ct_path_extension(file);
  if (!ct_same_nocase(ext, "ttf") && !ct_same_nocase(ext, "otf") && !ct_same_nocase(ext, "ttc")) return false;
  char stem[MAX_NAME];
  squeeze(file, true, stem);
  if (strlen(stem) < LEAST_NAME) return false;
  return ct_starts_with(stem, s->key) || ct_starts_with(s->key, stem);
}

static int by_text(const void *x, const void *y) {
  return strcmp(*(const char *const *)x, *(const char *const *)y);
}

// In byte order, so that the choice among equals is the same wherever the files are.
static void walk(struct search *s, const char *dir, int depth) {
  ct_vec(const char *) names = {0};
  if (depth <= MAX_DEPTH) ct_reads_note(CT_READ_FONT, dir);
  DIR *d = depth <= MAX_DEPTH ? opendir(dir) : NULL;
  if (!d) return;
  for (const struct dirent *e; (e = readdir(d));)
    if (e->d_name[0] != '.') ct_vec_push(s->f->use, &names, ct_arena_strdup(s->f->use, e->d_name));
  closedir(d);
  if (names.n) qsort(names.v, names.n, sizeof *names.v, by_text);
  for (size_t i = 0; i < names.n; i++) {
    const char *path = ct_path_join(s->f->use, dir, names.v[i]);
    struct stat st;
    if (stat(path, &st) != 0) continue;
    if (S_ISDIR(st.st_mode))
      walk(s, path, depth + 1);
    else if (S_ISREG(st.st_mode) && s->files.n < MAX_FILES && may_hold(s, names.v[i]))
      ct_vec_push(s->f->use, &s->files, path);
  }
}

static bool is_of(const FcPattern *p, const char *family) {
  FcChar8 *name;
  for (int i = 0; FcPatternGetString(p, FC_FAMILY, i, &name) == FcResultMatch; i++)
    if (ct_same_nocase((const char *)name, family)) return true;
  return false;
}

// Merges the characters of the file's faces that are of the family; false when none is.
static bool has_family(struct search *s, const char *file, FcCharSet *chars) {
  FcFontSet *set = FcFontSetCreate();
  bool found = false;
  if (!set) return false;
  ct_reads_note(CT_READ_FONT, file);
  FcFreeTypeQueryAll((const FcChar8 *)file, (unsigned)-1, NULL, NULL, set);
  for (int i = 0; i < set->nfont; i++) {
    FcCharSet *own;
    if (!is_of(set->fonts[i], s->family)) continue;
    if (FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &own) == FcResultMatch)
      FcCharSetMerge(chars, own, NULL);
    found = true;
  }
  FcFontSetDestroy(set);
  return found;
}

static void tell(struct ct_fonts *f, const char *family, const char *file) {
  ct_diag_send(f->diags, &(struct ct_diagnostic){.code = "CT-T304",
                                                 .severity = CT_NOTE,
                                                 .field = "text-font",
                                                 .value = family,
                                                 .message = ct_arena_printf(
                                                     f->use, "font '%s' is not bundled; it is taken from %s",
                                                     family, ct_path_folder(f->use, file))});
}

static struct ct_family *open_family(struct search *s) {
  FcCharSet *chars = FcCharSetCreate();
  const char *first = NULL;
  if (!chars) return NULL;
  for (size_t i = 0; i < s->files.n; i++) {
    if (!has_family(s, s->files.v[i], chars)) continue;
    if (!FcConfigAppFontAddFile(s->f->config, (const FcChar8 *)s->files.v[i])) continue;
    if (!first) first = s->files.v[i];
  }
  if (!first) {
    FcCharSetDestroy(chars);
    return NULL;
  }
  // Pango keeps what it found before: it has to look again.
  pango_fc_font_map_config_changed(PANGO_FC_FONT_MAP(s->f->map));
  tell(s->f, s->family, first);
  struct ct_family *made = CT_NEW(s->f->use, struct ct_family);
  *made = (struct ct_family){s->family, chars};
  return made;
}

const struct ct_family *ct_fonts_other(struct ct_fonts *f, const char *family) {
  struct search s = {.f = f, .family = ct_arena_strdup(f->use, family)};
  for (size_t i = 0; i < f->others.n; i++)
    if (ct_same_nocase(f->others.v[i]->name, family)) return f->others.v[i];
  squeeze(family, false, s.key);
  if (strlen(s.key) < LEAST_NAME) return NULL;
  for (size_t i = 0; i < f->folders.n; i++) walk(&s, f->folders.v[i], 0);
  struct ct_family *made = s.files.n ? open_family(&s) : NULL;
  // NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers is meant
  if (made) ct_vec_push(f->use, &f->others, made);
  return made;
}

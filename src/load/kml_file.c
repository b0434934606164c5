// SPDX-License-Identifier: MIT
// KML files: the texts of a KML file or of all KML files in a KMZ, in UTF-8.
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "load/kml.h"
#include "load/recode.h"
#include "load/run.h"

enum { LIMIT = 1 << 30, FILES_MAX = 10000 };

bool ct_kml_named(const char *path) {
  const char *extension = ct_path_extension(path);
  return ct_same_nocase(extension, "kml") || ct_same_nocase(extension, "kmz");
}

static bool little_endian(const unsigned char *p) {
  return p[0] == 0xFF;
}

static void from_utf16(struct ct_kml *k, struct ct_kml_file *f) {
  struct ct_str out = {.arena = &k->r->scratch};
  const unsigned char *p = (const unsigned char *)f->text;
  bool le = little_endian(p);
  unsigned high = 0;
  for (size_t i = 2; i + 1 < f->size; i += 2) {
    unsigned u = le ? p[i] | (unsigned)p[i + 1] << 8 : p[i + 1] | (unsigned)p[i] << 8;
    if (u >= 0xD800 && u < 0xDC00) {
      high = u;
      continue;
    }
    bool low = u >= 0xDC00 && u < 0xE000;
    ct_str_add_char(&out, low ? (high ? 0x10000 + ((high - 0xD800) << 10) + (u - 0xDC00) : 0xFFFD) : u);
    high = 0;
  }
  f->text = ct_str_text(&out);
  f->size = out.n;
}

// The encoding that <?xml ... encoding="..."?> names; false: none.
static bool declared_encoding(const struct ct_kml_file *f, char out[32]) {
  static const char key[] = "encoding=";
  size_t n = f->size < 200 ? f->size : 200;
  const char *end = f->text + n;
  for (const char *p = f->text; p + sizeof key < end && *p != '>'; p++) {
    if (memcmp(p, key, sizeof key - 1) != 0) continue;
    const char *from = p + sizeof key, *to = from;
    while (to < end && *to != '"' && *to != '\'') to++;
    size_t size = (size_t)(to - from);
    if (to == end || size == 0 || size > 31) return false;
    memcpy(out, from, size);
    out[size] = '\0';
    return true;
  }
  return false;
}

// What is not UTF-8 is in the encoding it names; else each text is looked at as it is read.
static void to_utf8(struct ct_kml *k, struct ct_kml_file *f) {
  static const unsigned char marks[][2] = {{0xFF, 0xFE}, {0xFE, 0xFF}};
  char encoding[32];
  if (f->size >= 2 && (memcmp(f->text, marks[0], 2) == 0 || memcmp(f->text, marks[1], 2) == 0)) {
    from_utf16(k, f);
    return;
  }
  if (f->size >= 3 && memcmp(f->text, "\xEF\xBB\xBF", 3) == 0) {
    f->text += 3;
    f->size -= 3;
  }
  if (ct_recode_is_utf8(f->text, f->size) || !declared_encoding(f, encoding)) return;
  if (ct_same_nocase(encoding, "utf-8") || memchr(f->text, 0, f->size)) return;
  char *text = CPLRecode(f->text, encoding, CPL_ENC_UTF8);
  if (text && strlen(text) >= f->size / 2) {
    f->size = strlen(text);
    f->text = ct_arena_strndup(&k->r->scratch, text, f->size);
  }
  CPLFree(text);
}

static bool add_file(struct ct_kml *k, const char *path, const char *name, size_t *total) {
  struct ct_load_run *r = k->r;
  VSIStatBufL st;
  if (VSIStatL(path, &st) != 0) return ct_fail(r->err, "%s: '%s' in it cannot be opened", r->place, name);
  if ((GUIntBig)st.st_size > LIMIT - *total)
    return ct_fail(r->err, "%s: more than 1 GB of KML (expected less, or another format)", r->place);
  VSILFILE *f = r->handles.file = VSIFOpenL(path, "rb");
  if (!f) return ct_fail(r->err, "%s: cannot be opened", r->place);
  char *text = CT_NEW_N(&r->scratch, char, (size_t)st.st_size + 1);
  struct ct_kml_file file = {.name = name, .text = text};
  file.size = VSIFReadL(text, 1, (size_t)st.st_size, f);
  r->handles.file = NULL;
  VSIFCloseL(f);
  if (file.size < (size_t)st.st_size)
    return ct_fail(r->err, "%s: damaged: only %zu of %zu bytes%s%s%s can be read", r->place, file.size,
                   (size_t)st.st_size, name[0] ? " of '" : "", name, name[0] ? "'" : "");
  *total += file.size;
  to_utf8(k, &file);
  ct_vec_push(&r->scratch, &k->files, file);
  return true;
}

struct names {
  ct_vec(const char *) v;
};

// The names of the KML files in it: first the one that is the document, then as they come.
static bool list_archive(struct ct_kml *k, const char *folder, struct names *names) {
  struct ct_arena *a = &k->r->scratch;
  VSIDIR *dir = VSIOpenDir(folder, -1, NULL);
  if (!dir) return ct_fail(k->r->err, "%s: not a KMZ archive", k->r->place);
  const VSIDIREntry *e;
  size_t first = 0;
  int best = -1;
  while ((e = VSIGetNextDirEntry(dir)) && names->v.n < FILES_MAX) {
    if (VSI_ISDIR(e->nMode) || !ct_same_nocase(ct_path_extension(e->pszName), "kml")) continue;
    int score = strchr(e->pszName, '/') ? 0 : ct_same_nocase(e->pszName, "doc.kml") ? 2 : 1;
    if (score > best) first = names->v.n;
    best = score > best ? score : best;
    ct_vec_push(a, &names->v, ct_arena_strdup(a, e->pszName));
  }
  VSICloseDir(dir);
  if (!names->v.n) return ct_fail(k->r->err, "%s: no KML file in the archive", k->r->place);
  const char *main = names->v.v[first];
  memmove(names->v.v + 1, names->v.v, first * sizeof *names->v.v);
  names->v.v[0] = main;
  return true;
}

static bool is_archive(const char *path) {
  char head[4];
  VSILFILE *f = VSIFOpenL(path, "rb");
  size_t n = f ? VSIFReadL(head, 1, sizeof head, f) : 0;
  if (f) VSIFCloseL(f);
  return n == sizeof head && memcmp(head, "PK\3\4", 4) == 0;
}

// By what is in them: programs and people rename them.
bool ct_kml_open(struct ct_kml *k, const char *path) {
  size_t total = 0;
  if (!is_archive(path)) return add_file(k, path, "", &total);
  struct names names = {0};
  const char *folder = ct_arena_printf(&k->r->scratch, "/vsizip/{%s}", path);
  if (!list_archive(k, folder, &names)) return false;
  for (size_t i = 0; i < names.v.n; i++) {
    const char *name = names.v.v[i];
    if (!add_file(k, ct_arena_printf(&k->r->scratch, "%s/%s", folder, name), name, &total)) return false;
  }
  return true;
}

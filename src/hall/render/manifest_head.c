// SPDX-License-Identifier: MIT
// Manifest, head: document, program, and files by their place beside the document, with digests.
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/reads.h"
#include "base/sink.h"
#include "base/str.h"
#include "edition/manifest_read.h"
#include "hall/job/libraries.h"
#include "hall/render/manifest.h"
#include "hall/render/render.h"
#include "model/diag.h"

// ---- Paths

// Without links, so that places can be compared; the path itself where it leads nowhere.
static const char *real(struct ct_arena *a, const char *path) {
  char buf[PATH_MAX];
  return realpath(path, buf) ? ct_arena_strdup(a, buf) : path;
}

// What follows the folder in the path, or NULL.
static const char *below(const char *folder, const char *path) {
  size_t n = strlen(folder);
  while (n && folder[n - 1] == '/') n--;
  return strncmp(folder, path, n) == 0 && path[n] == '/' ? path + n + 1 : NULL;
}

// "../layers/sites.csv" as seen from the folder; places that share nothing but the root stay as they are.
static const char *from_folder(struct ct_arena *a, const char *folder, const char *path) {
  struct ct_str s = {.arena = a};
  const char *rest = below(folder, path);
  if (rest) return rest;
  for (const char *up = folder;
       (up = ct_path_folder(a, up)) && strcmp(up, "/") != 0 && strcmp(up, ".") != 0;) {
    ct_str_add(&s, "../");
    if (!(rest = below(up, path))) continue;
    ct_str_add(&s, rest);
    return ct_str_text(&s);
  }
  return path;
}

// Files that come with the program are "cartouche:layers/base/land_10m.fgb", wherever it is installed.
static const char *of_program(struct ct_arena *a, const char *share_dir, const char *path) {
  static const char *const folders[] = {"layers", "styles"};
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
    const char *rest = below(real(a, ct_path_join(a, share_dir, folders[i])), path);
    if (rest) return ct_arena_printf(a, "cartouche:%s/%s", folders[i], rest);
  }
  return NULL;
}

// The document's folder, of data alone that of the first input.
static const char *home_of(const struct ct_render *r) {
  const struct ct_job *job = r->job;
  const char *file = r->doc.file ? r->doc.file : job->inputs.n ? job->inputs.v[0] : ".";
  return real(r->a, ct_path_folder(r->a, file));
}

static const char *shown(const struct ct_render *r, const char *home, const char *path) {
  const char *at = real(r->a, path), *own = of_program(r->a, r->job->share_dir, at);
  if (own) return own;
  return *at == '/' ? from_folder(r->a, home, at) : ct_path_shown(r->a, at);
}

// ---- Files

struct files {
  struct ct_render *r;
  struct ct_str *out;
  const char *home, *between;
  struct ct_map fonts;  // that letters are from, without links
};

static void put_key(struct ct_str *out, const char *key, const char *text) {
  ct_str_addf(out, "\"%s\":", key);
  ct_manifest_put_text(out, text);
}

static void tell_changed(struct ct_render *r, const char *path) {
  ct_diag_send(r->diags,
               &(struct ct_diagnostic){.code = "CT-E203",
                                       .severity = CT_WARNING,
                                       .file = path,
                                       .message = "has changed while the map was made: the manifest "
                                                  "cannot say what the map was made of",
                                       .suggestion = "render again"});
}

static void put_read(struct files *f, const struct ct_read *read, bool kind) {
  const char *hash = ct_reads_hash(ct_job_hashes(f->r->job), read);
  if (!hash) return;
  if (!*hash && !read->is_elsewhere) tell_changed(f->r, read->path);
  ct_str_addf(f->out, "%s{", f->between);
  put_key(f->out, "path", shown(f->r, f->home, read->path));
  if (kind) {
    ct_str_add(f->out, ",");
    put_key(f->out, "kind", ct_read_kind_name(read->kind));
  }
  ct_str_add(f->out, ",");
  put_key(f->out, "sha256", *hash ? hash : NULL);
  ct_str_add(f->out, "}");
  f->between = ",\n  ";
}

// Only the names in a folder matter to a render; they are no part of a map.
static bool is_folder(const struct ct_read *read) {
  struct stat st;
  return !read->is_elsewhere && stat(read->path, &st) == 0 && S_ISDIR(st.st_mode);
}

// The first file of that kind, or null.
static const struct ct_read *put_one(struct files *f, const char *key, enum ct_read_kind kind) {
  const struct ct_job *job = f->r->job;
  f->between = "";
  ct_str_addf(f->out, ",\n\"%s\":", key);
  size_t begun = f->out->n;
  for (size_t i = 0; i < job->reads.v.n; i++) {
    if (job->reads.v.v[i].kind == kind) put_read(f, &job->reads.v.v[i], false);
    if (f->out->n > begun) return &job->reads.v.v[i];
  }
  ct_str_add(f->out, "null");
  return NULL;
}

// Opened are all fonts that there are; of most of them the map has no letter.
static bool is_unused(const struct files *f, const struct ct_read *read) {
  return !ct_map_find_string(&f->fonts, real(f->r->a, read->path));
}

// Fonts, or all else but the document and theme that stand for themselves.
static void put_reads(struct files *f, const char *key, bool fonts, const struct ct_read *document,
                      const struct ct_read *theme) {
  const struct ct_job *job = f->r->job;
  f->between = "\n  ";
  ct_str_addf(f->out, ",\n\"%s\":[", key);
  for (size_t i = 0; i < job->reads.v.n; i++) {
    const struct ct_read *read = &job->reads.v.v[i];
    if ((read->kind == CT_READ_FONT) != fonts || read == document || read == theme || is_folder(read))
      continue;
    if (!fonts || !is_unused(f, read)) put_read(f, read, !fonts);
  }
  ct_str_add(f->out, "]");
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static bool put_outputs(struct files *f, struct ct_err *err) {
  const struct ct_render_manifest *m = f->r->manifest;
  struct stat st;
  f->between = "\n  ";
  ct_str_add(f->out, ",\n\"outputs\":[");
  for (size_t i = 0; i < m->files.n; i++) {
    char hex[CT_DIGEST_SIZE];
    const char *path = m->files.v[i];
    // Of a pipe or device nothing can be read again.
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) continue;
    if (!ct_digest_of_file(path, hex, err)) return false;
    ct_str_addf(f->out, "%s{", f->between);
    put_key(f->out, "path", base_name(path));
    ct_str_addf(f->out, ",\"sha256\":\"%s\"}", hex);
    f->between = ",\n  ";
  }
  ct_str_add(f->out, "]");
  return true;
}

// ---- The program and what was asked of it

// Paths that were given as options stand as the files do.
static void put_options(struct files *f) {
  const struct ct_job *job = f->r->job;
  f->between = "";
  ct_str_add(f->out, ",\n\"options\":[");
  for (size_t i = 0; i < job->options.n; i++) {
    const struct ct_job_option *o = &job->options.v[i];
    ct_str_addf(f->out, "%s{", f->between);
    put_key(f->out, "name", o->name);
    ct_str_add(f->out, ",");
    put_key(f->out, "value", *o->value == '/' ? shown(f->r, f->home, o->value) : o->value);
    ct_str_add(f->out, "}");
    f->between = ",";
  }
  ct_str_add(f->out, "]");
}

static void put_program(struct ct_str *out, struct ct_arena *a) {
  const struct ct_library *libraries = ct_libraries(a);
  ct_str_add(out, ",\n\"program\":{");
  put_key(out, "cartouche", CT_VERSION);
  for (size_t i = 0; i < CT_LIBRARIES; i++) {
    if (!libraries[i].version) continue;
    ct_str_add(out, ",");
    put_key(out, libraries[i].name, libraries[i].version);
  }
  ct_str_add(out, "}");
}

static void put_pages(struct files *f) {
  const struct ct_render_manifest *m = f->r->manifest;
  if (!m->pages.n) return;
  ct_str_add(f->out, ",\n\"pages\":[");
  for (size_t i = 0; i < m->pages.n; i++) {
    const struct ct_manifest_page *p = &m->pages.v[i];
    ct_str_addf(f->out, "%s{\"page\":%zu,", i ? ",\n  " : "\n  ", p->number);
    put_key(f->out, "name", p->name);
    for (size_t k = 0; k < p->nfiles; k++) {
      ct_str_add(f->out, k ? "," : ",\"files\":[");
      ct_manifest_put_text(f->out, base_name(p->files[k]));
    }
    ct_str_add(f->out, p->nfiles ? "]}" : "}");
  }
  ct_str_add(f->out, "]");
}

bool ct_manifest_head(struct ct_render *r, struct ct_str *out, struct ct_err *err) {
  struct files f = {.r = r, .out = out, .home = home_of(r)};
  const struct ct_map *used = &r->manifest->fonts;
  f.fonts.arena = r->a;
  for (size_t i = 0; i < used->n; i++)
    ct_map_add_string(&f.fonts,
                      real(r->a, ct_arena_strndup(r->a, used->entries[i].key, used->entries[i].key_size)), 0,
                      NULL);
  ct_str_addf(out, "{\"cartouche\":\"%s\",\n\"manifest\":%d,\n", CT_VERSION, CT_MANIFEST_VERSION);
  put_key(out, "title", r->doc.title);
  ct_str_add(out, ",\n");
  put_key(out, "as_of", r->doc.as_of);
  const struct ct_read *document = put_one(&f, "document", CT_READ_DOCUMENT);
  put_options(&f);
  put_program(out, r->a);
  const struct ct_read *theme = put_one(&f, "theme", CT_READ_THEME);
  const struct ct_manifest_last *last = r->manifest->last;
  if (last)
    ct_manifest_last_put(last, "fonts", out);
  else
    put_reads(&f, "fonts", true, document, theme);
  put_reads(&f, "inputs", false, document, theme);
  if (last)
    ct_manifest_last_put(last, "outputs", out);
  else if (!put_outputs(&f, err))
    return false;
  if (last)
    ct_manifest_last_put(last, "pages", out);
  else
    put_pages(&f);
  ct_str_add(out, ",\n\"features\":[\n");
  return true;
}

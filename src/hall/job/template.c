// SPDX-License-Identifier: MIT
// Job: the page template of a document, found, read and laid under it.
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/doc.h"
#include "doc/template.h"
#include "hall/cache/cache.h"
#include "hall/job/job.h"
#include "model/document.h"

// What templates without `like` are like.
static const char *const plain_names[] = {"briefing-a4", "screen"};
enum { DEPTH_MOST = 8 };

struct finder {
  struct ct_job *job;
  struct ct_err *err;
  int depth;
};

static bool is_path(const char *name) {
  return strchr(name, '/') || ct_ends_with(name, ".yaml") || ct_ends_with(name, ".yml") ||
         ct_ends_with(name, ".json");
}

struct name_list {
  struct ct_str text;
};

static void add_name(void *user, const char *name, const char *summary) {
  struct name_list *l = user;
  (void)summary;
  ct_str_addf(&l->text, "%s%s", l->text.n ? ", " : "", name);
}

static bool no_template(struct finder *f, const char *name, const char *place) {
  struct name_list l = {.text = {.arena = &f->job->arena}};
  struct ct_err ignored = {0};
  ct_list_templates(f->job->share_dir, add_name, &l, &ignored);
  return ct_fail(f->err, "%sno page template '%.200s' (expected %s, or the path of a YAML file)", place, name,
                 ct_str_text(&l.text));
}

// `name` is a built-in one or a path that can be opened. The document gets what the templates say of it, the
// first of the chain before those that it is like.
static bool read_chain(struct finder *f, const char *name, const char *place, const struct ct_value **doc,
                       struct ct_template *out) {
  struct ct_arena *a = &f->job->arena;
  const char *file =
      is_path(name) ? name : ct_arena_printf(a, "%s/styles/pages/%s.yaml", f->job->share_dir, name);
  const struct ct_value *v;
  ct_reads_note(CT_READ_TEMPLATE, file);
  if (!is_path(name) && access(file, R_OK) != 0) return no_template(f, name, place);
  if (++f->depth > DEPTH_MOST)
    return ct_fail(f->err, "%s: is like a template that is like it, or more than %d deep", file, DEPTH_MOST);
  if (is_path(name) && access(file, R_OK) != 0)
    return ct_fail(f->err,
                   "%spage template '%.200s': %s (expected the path of a YAML file, or a name that "
                   "'cartouche styles' lists)",
                   place, name, strerror(errno));
  if (!ct_cache_value(f->job->cache, a, file, &v, f->err)) return false;
  const struct ct_value *like_at = ct_value_get(v, "like");
  const char *like = ct_doc_template_like(v), *unit = ct_value_string(ct_value_get(v, "unit"));
  const char *plain = plain_names[unit && !strcmp(unit, "px")];
  if (!like && strcmp(name, plain) != 0) like = plain;
  if (like && is_path(like)) like = ct_path_join(a, ct_path_folder(a, file), like);
  *doc = ct_doc_under_template(*doc, v, a);
  const char *at = like_at ? ct_arena_printf(a, "%s:%d:%d: ", file, like_at->line, like_at->col) : "";
  if (like && !read_chain(f, like, at, doc, out)) return false;
  out->name = name;
  return ct_doc_read_template(v, file, a, out, f->err);
}

// The built-in template that suits the page best.
static bool choose(struct finder *f, struct ct_document *d, struct ct_template *best) {
  struct ct_arena *a = &f->job->arena;
  struct ct_err ignored = {0};
  struct ct_cache_names names = {0};
  ct_cache_templates(f->job->cache, a, f->job->share_dir, &names, &ignored);
  int most = 0;
  for (size_t i = 0; i < names.n; i++) {
    struct ct_template t = {0};
    const struct ct_value *unused = ct_value_new(a, CT_OBJECT);
    f->depth = 0;
    if (!read_chain(f, names.v[i], "", &unused, &t)) return false;
    int suits = ct_doc_template_suits(&t, d);
    if (suits <= most) continue;
    most = suits;
    *best = t;
  }
  if (most) d->furniture.as_template = best;
  return true;
}

bool ct_job_template(struct ct_job *job, struct ct_job_document *doc, struct ct_document *out,
                     struct ct_err *err) {
  struct finder f = {job, err, 0};
  struct ct_template *t = CT_NEW(&job->arena, struct ct_template);
  if (!ct_doc_from_value(doc->value, doc->file, doc->folder, &job->arena, out, err)) return false;
  // A bare map has no page to be set, and stays as the style has it.
  if (!out->furniture.template) return out->page.bare || choose(&f, out, t);
  const struct ct_value *at = ct_value_get(ct_value_get(doc->value, "page"), "template");
  const char *place = at && at->line && doc->file
                          ? ct_arena_printf(&job->arena, "%s:%d:%d: ", doc->file, at->line, at->col)
                          : "";
  if (!read_chain(&f, out->furniture.template, place, &doc->value, t) ||
      !ct_doc_from_value(doc->value, doc->file, doc->folder, &job->arena, out, err))
    return false;
  out->furniture.as_template = t;
  return true;
}

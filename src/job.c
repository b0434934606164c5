// SPDX-License-Identifier: MIT
// Job: the public interface over one map to make.
#include "job.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/date_civil.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "cache.h"
#include "catalog_history.h"
#include "catalog_import.h"
#include "doc/doc.h"
#include "export/export.h"
#include "model/document.h"
#include "write/write.h"

#define EXPORT __attribute__((visibility("default")))

EXPORT const char *ct_version(void) {
  return CT_VERSION;
}

EXPORT struct ct_job *ct_job_new(const char *share_dir) {
  struct ct_job *job = calloc(1, sizeof *job);
  char *copy = strdup(share_dir);
  if (!job || !copy) {
    free(job);
    free(copy);
    return NULL;
  }
  job->share_dir = copy;
  job->assumptions = "";
  job->reads.arena = &job->arena;
  job->places = (struct ct_places){.arena = &job->arena, .share_dir = copy};
  return job;
}

EXPORT void ct_job_free(struct ct_job *job) {
  if (!job) return;
  if (job->cache) ct_cache_leave(job->cache);
  ct_arena_release(&job->arena);
  free((char *)job->share_dir);
  free(job);
}

EXPORT void ct_job_on_diagnostic(struct ct_job *job, ct_diag_fn *fn, void *user) {
  job->diags.fn = fn;
  job->diags.user = user;
}

EXPORT void ct_job_use_cache(struct ct_job *job, struct ct_cache *cache) {
  if (cache) ct_cache_enter(cache);
  if (job->cache) ct_cache_leave(job->cache);
  job->cache = job->places.cache = cache;
}

EXPORT void ct_job_on_progress(struct ct_job *job, ct_progress_fn *fn, void *user) {
  job->progress.fn = fn;
  job->progress.user = user;
}

void ct_job_progress(const struct ct_job *job, const char *stage, double share) {
  const struct ct_progress *p = &job->progress;
  if (p->fn) p->fn(p->user, stage, p->from + share * (p->span > 0 ? p->span : 1));
}

EXPORT const char *ct_job_assumptions(const struct ct_job *job) {
  return job->assumptions;
}

// Runs `body` with out-of-memory caught and numbers in the C locale.
#define GUARDED(job, err, body)                                                   \
  do {                                                                            \
    jmp_buf oom_;                                                                 \
    locale_t c_ = newlocale(LC_ALL_MASK, "C", (locale_t)0), had_ = uselocale(c_); \
    bool ok_;                                                                     \
    (job)->arena.oom = &oom_;                                                     \
    if (setjmp(oom_))                                                             \
      ok_ = ct_fail((err), "out of memory");                                      \
    else                                                                          \
      ok_ = (body);                                                               \
    (job)->arena.oom = NULL;                                                      \
    uselocale(had_);                                                              \
    freelocale(c_);                                                               \
    return ok_;                                                                   \
  } while (0)

static bool add_input(struct ct_job *job, const char *path) {
  ct_vec_push(&job->arena, &job->inputs, ct_arena_strdup(&job->arena, path));
  return true;
}

EXPORT bool ct_job_add_input(struct ct_job *job, const char *path, struct ct_err *err) {
  GUARDED(job, err, add_input(job, path));
}

static bool set_flag(const char *name, const char *value, bool *out, struct ct_err *err) {
  if (strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
    return ct_fail(err, "--%s: '%s' (expected true or false)", name, value);
  *out = strcmp(value, "true") == 0;
  return true;
}

// A theme, page template or manifest (or folder of them) given by path belongs to the caller's folder, not the document's.
static const char *absolute(struct ct_job *job, const char *value, struct ct_err *err) {
  struct ct_interval day;
  struct stat st;
  bool folder = !ct_date_parse(value, &day) && stat(value, &st) == 0 && S_ISDIR(st.st_mode);
  if (!folder && !strchr(value, '/') && !ct_ends_with(value, ".json") && !ct_ends_with(value, ".yaml"))
    return value;
  char *real = realpath(value, NULL);
  if (!real) {
    ct_fail(err, "%s: %s", value, strerror(errno));
    return NULL;
  }
  const char *copy = ct_arena_strdup(&job->arena, real);
  free(real);
  return copy;
}

static bool set_quality(struct ct_job *job, const char *value, struct ct_err *err) {
  double q;
  if (!ct_parse_number(value, &q) || !(q >= 1 && q <= 100))
    return ct_fail(err, "--quality: '%s' (expected 1 to 100)", value);
  job->quality = q;
  return true;
}

// Seconds since 1970 as a date and time of UTC (reproducible-builds.org/specs/source-date-epoch).
static bool set_date(struct ct_job *job, const char *value, struct ct_err *err) {
  enum { DAY = 86400 };
  static const double end = 253402300800.0;  // of year 9999
  double x;
  if (strspn(value, "0123456789") != strlen(value) || !ct_parse_number(value, &x) || !(x < end))
    return ct_fail(err, "source-date-epoch: '%s' (expected seconds since 1970, in digits)", value);
  long long seconds = (long long)x;
  int year, month, day, rest = (int)(seconds % DAY);
  ct_civil_from_day((int)(seconds / DAY), &year, &month, &day);
  job->date = ct_arena_printf(&job->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day, rest / 3600,
                              rest / 60 % 60, rest % 60);
  return true;
}

static bool set_option(struct ct_job *job, const char *name, const char *value, struct ct_err *err) {
  if (strcmp(name, "strict") == 0) return set_flag(name, value, &job->strict, err);
  if (strcmp(name, "allow-network") == 0) return set_flag(name, value, &job->allow_network, err);
  if (strcmp(name, "outline-text") == 0) return set_flag(name, value, &job->outline_text, err);
  if (strcmp(name, "png8") == 0) return set_flag(name, value, &job->png8, err);
  if (strcmp(name, "world-file") == 0) return set_flag(name, value, &job->world_file, err);
  if (strcmp(name, "quality") == 0) return set_quality(job, value, err);
  if (strcmp(name, "source-date-epoch") == 0) return set_date(job, value, err);
  if (strcmp(name, "fonts") == 0) {
    ct_vec_push(&job->arena, &job->fonts, ct_arena_strdup(&job->arena, value));
    return true;
  }
  struct ct_interval day;
  bool date = !strcmp(name, "since") || !strcmp(name, "until") || !strcmp(name, "as-of");
  if (date && !ct_date_parse(value, &day))
    return ct_fail(err, "--%s: '%s' is not a date (expected 2018, 2018-05 or 2018-05-09)", name, value);
  bool file = !strcmp(name, "style") || !strcmp(name, "template") || !strcmp(name, "since-edition");
  if (file && !(value = absolute(job, value, err))) return false;
  const struct ct_value *trial = ct_value_new(&job->arena, CT_OBJECT);
  struct ct_document doc;
  struct ct_err inner = {0};
  trial = ct_doc_override(trial, name, value, &job->arena, err);
  if (!trial) return false;
  // `orientation` alone is judged with the page it will meet.
  if (!ct_doc_from_value(trial, NULL, ".", &job->arena, &doc, &inner))
    return ct_fail(err, "--%s: %s", name, inner.message);
  struct ct_job_option o = {ct_arena_strdup(&job->arena, name), ct_arena_strdup(&job->arena, value)};
  ct_vec_push(&job->arena, &job->options, o);
  return true;
}

EXPORT bool ct_job_set(struct ct_job *job, const char *name, const char *value, struct ct_err *err) {
  GUARDED(job, err, set_option(job, name, value, err));
}

static bool set_param(struct ct_job *job, const char *name, const char *value, struct ct_err *err) {
  if (!*name || strpbrk(name, "${}"))
    return ct_fail(err, "'%s' is no name of a parameter (expected some text without $, { and })", name);
  if (!ct_utf8_valid(name, strlen(name)) || !ct_utf8_valid(value, strlen(value)))
    return ct_fail(err, "parameter '%s': not UTF-8 text", name);
  struct ct_param p = {ct_arena_strdup(&job->arena, name), ct_arena_strdup(&job->arena, value)};
  ct_vec_push(&job->arena, &job->params, p);
  return true;
}

EXPORT bool ct_job_set_param(struct ct_job *job, const char *name, const char *value, struct ct_err *err) {
  GUARDED(job, err, set_param(job, name, value, err));
}

static bool add_export(struct ct_job *job, const char *path, const char *format, struct ct_err *err) {
  if (!ct_write_check(path, err)) return false;
  struct ct_job_export x = {ct_arena_strdup(&job->arena, path),
                            format ? ct_arena_strdup(&job->arena, format) : NULL};
  ct_vec_push(&job->arena, &job->exports, x);
  return true;
}

static bool add_output(struct ct_job *job, struct ct_job_output o, const char *format, struct ct_err *err) {
  if (ct_export_knows(o.path, format)) {
    if (o.path) return add_export(job, o.path, format, err);
    return ct_fail(err, "a stream cannot be a table (format '%s'; give a file)", format);
  }
  o.writer = format ? ct_writer_find(format, err) : ct_writer_for_path(o.path, err);
  if (!o.writer) return false;
  if (o.path && !ct_write_check(o.path, err)) return false;
  if (o.path) o.path = ct_arena_strdup(&job->arena, o.path);
  ct_vec_push(&job->arena, &job->outputs, o);
  return true;
}

EXPORT bool ct_job_add_output(struct ct_job *job, const char *path, const char *format, struct ct_err *err) {
  GUARDED(job, err, add_output(job, (struct ct_job_output){.path = path}, format, err));
}

EXPORT bool ct_job_add_output_stream(struct ct_job *job, ct_write_fn *fn, void *user, const char *format,
                                     struct ct_err *err) {
  if (!format) return ct_fail(err, "a stream needs a format (png, jpeg, webp, tif, pdf or svg)");
  GUARDED(job, err, add_output(job, (struct ct_job_output){.fn = fn, .user = user}, format, err));
}

static bool set_report(struct ct_job *job, const char *path, struct ct_err *err) {
  if (!ct_write_check(path, err)) return false;
  job->report = (struct ct_job_output){.path = ct_arena_strdup(&job->arena, path)};
  return true;
}

EXPORT bool ct_job_set_report(struct ct_job *job, const char *path, struct ct_err *err) {
  GUARDED(job, err, set_report(job, path, err));
}

static bool set_manifest(struct ct_job *job, const char *path, struct ct_err *err) {
  if (!ct_write_check(path, err)) return false;
  job->manifest = ct_arena_strdup(&job->arena, path);
  return true;
}

EXPORT bool ct_job_set_manifest(struct ct_job *job, const char *path, struct ct_err *err) {
  GUARDED(job, err, set_manifest(job, path, err));
}

EXPORT bool ct_job_set_report_stream(struct ct_job *job, ct_write_fn *fn, void *user, struct ct_err *err) {
  if (!fn) return ct_fail(err, "a report stream needs a function that takes its bytes");
  job->report = (struct ct_job_output){.fn = fn, .user = user};
  return true;
}

static bool render(struct ct_job *job, struct ct_err *err) {
  GUARDED(job, err, ct_render(job, err));
}

EXPORT bool ct_job_render(struct ct_job *job, struct ct_err *err) {
  if (job->exports.n)
    return ct_fail(err, "%s: is a table, which 'check' writes, not a picture", job->exports.v[0].path);
  struct ct_reads *had = ct_reads_into(&job->reads);
  bool ok = render(job, err);
  ct_reads_into(had);
  return ok;
}

EXPORT bool ct_job_reads(struct ct_job *job, ct_read_fn *fn, void *user, struct ct_err *err) {
  GUARDED(job, err, ct_job_tell_reads(job, fn, user));
}

EXPORT const char *ct_job_content(const struct ct_job *job) {
  return job->content;
}

EXPORT bool ct_job_expect_content(struct ct_job *job, const char *digest, struct ct_err *err) {
  bool known = !digest[0] || (strlen(digest) == CT_DIGEST_SIZE - 1 &&
                              strspn(digest, "0123456789abcdef") == CT_DIGEST_SIZE - 1);
  if (!known)
    return ct_fail(err, "'%.80s' is no digest (expected 64 hexadecimal digits in lower case)", digest);
  job->wants_content = true;
  memcpy(job->expected, digest, strlen(digest) + 1);
  return true;
}

EXPORT bool ct_job_is_unchanged(const struct ct_job *job) {
  return job->is_unchanged;
}

EXPORT bool ct_job_check(struct ct_job *job, struct ct_check_summary *summary, struct ct_err *err) {
  memset(summary, 0, sizeof *summary);
  if (job->outputs.n)
    return ct_fail(err, "%s: is a picture, which 'render' draws (expected .csv, .geojson or .gpkg)",
                   job->outputs.v[0].path ? job->outputs.v[0].path : "output stream");
  GUARDED(job, err, ct_check(job, summary, err));
}

EXPORT bool ct_catalog_import(struct ct_job *job, const struct ct_catalog_import *request,
                              struct ct_catalog_summary *summary, struct ct_err *err) {
  GUARDED(job, err, ct_catalog_import_run(job, request, summary, err));
}

EXPORT bool ct_catalog_log(struct ct_job *job, const char *catalog, const char *layer, const char *id,
                           ct_catalog_version_fn *fn, void *user, struct ct_err *err) {
  struct ct_catalog_question q = {.catalog = catalog, .layer = layer, .id = id};
  GUARDED(job, err, ct_catalog_tell_log(job, &q, fn, user, err));
}

EXPORT bool ct_catalog_diff(struct ct_job *job, const char *catalog, const char *layer, const char *from,
                            const char *to, ct_change_fn *fn, void *user, size_t count[CT_CHANGE_KINDS],
                            struct ct_err *err) {
  struct ct_catalog_question q = {.catalog = catalog, .layer = layer, .from = from, .to = to};
  GUARDED(job, err, ct_catalog_tell_diff(job, &q, fn, user, count, err));
}

EXPORT bool ct_catalog_export(struct ct_job *job, const char *catalog, const char *layer, const char *as_of,
                              struct ct_err *err) {
  struct ct_catalog_question q = {.catalog = catalog, .layer = layer, .to = as_of};
  GUARDED(job, err, ct_catalog_write(job, &q, err));
}

// Data paths as seen from another folder: absolute unless it is the current one.
static const char *path_from(struct ct_arena *a, const char *folder, const char *path) {
  if (!folder || !*folder || strcmp(folder, ".") == 0 || path[0] == '/' || strchr(path, ':')) return path;
  char *real = realpath(path, NULL);
  const char *out = real ? ct_arena_strdup(a, real) : path;
  free(real);
  return out;
}

static const struct ct_value *relocate(struct ct_arena *a, const struct ct_value *doc, const char *folder) {
  const struct ct_value *data = ct_value_get(doc, "data"), *out = NULL;
  for (size_t i = 0; data && i < data->n; i++) {
    const struct ct_value *e = data->members[i].value;
    const char *path = ct_value_string(ct_value_get(e, "path"));
    if (path) e = ct_value_with(a, e, "path", ct_value_of_string(a, path_from(a, folder, path)));
    out = ct_value_with(a, out, data->members[i].key, e);
  }
  return out ? ct_value_with(a, doc, "data", out) : doc;
}

static bool make_document(struct ct_job *job, const char *folder, const char **yaml, struct ct_err *err) {
  struct ct_job_document doc;
  struct ct_document checked;
  if (!ct_job_read(job, &doc, err)) return false;
  const struct ct_value *v = relocate(&job->arena, doc.value, folder);
  if (!ct_doc_from_value(doc.value, doc.file, doc.folder, &job->arena, &checked, err)) return false;
  struct ct_str s = {.arena = &job->arena};
  ct_value_write_yaml(v, &s);
  *yaml = ct_str_text(&s);
  return true;
}

EXPORT bool ct_job_document(struct ct_job *job, const char *folder, const char **yaml, struct ct_err *err) {
  GUARDED(job, err, make_document(job, folder, yaml, err));
}

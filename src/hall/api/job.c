// SPDX-License-Identifier: MIT
// Job: the public interface over one map to make.
#include "hall/job/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "export/export.h"
#include "hall/cache/cache.h"
#include "hall/check/check.h"
#include "hall/render/render.h"
#include "write/write.h"

CT_EXPORT const char *ct_version(void) {
  return CT_VERSION;
}

CT_EXPORT struct ct_job *ct_job_new(const char *share_dir) {
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

CT_EXPORT void ct_job_free(struct ct_job *job) {
  if (!job) return;
  if (job->cache) ct_cache_leave(job->cache);
  ct_arena_release(&job->arena);
  free((char *)job->share_dir);
  free(job);
}

CT_EXPORT void ct_job_on_diagnostic(struct ct_job *job, ct_diag_fn *fn, void *user) {
  job->diags.fn = fn;
  job->diags.user = user;
}

CT_EXPORT void ct_job_use_cache(struct ct_job *job, struct ct_cache *cache) {
  if (cache) ct_cache_enter(cache);
  if (job->cache) ct_cache_leave(job->cache);
  job->cache = job->places.cache = cache;
}

CT_EXPORT void ct_job_on_progress(struct ct_job *job, ct_progress_fn *fn, void *user) {
  job->progress.fn = fn;
  job->progress.user = user;
}

CT_EXPORT const char *ct_job_assumptions(const struct ct_job *job) {
  return job->assumptions;
}

static bool add_input(struct ct_job *job, const char *path) {
  ct_vec_push(&job->arena, &job->inputs, ct_arena_strdup(&job->arena, path));
  return true;
}

CT_EXPORT bool ct_job_add_input(struct ct_job *job, const char *path, struct ct_err *err) {
  CT_GUARDED(&job->arena, err, add_input(job, path));
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

CT_EXPORT bool ct_job_add_output(struct ct_job *job, const char *path, const char *format,
                                 struct ct_err *err) {
  CT_GUARDED(&job->arena, err, add_output(job, (struct ct_job_output){.path = path}, format, err));
}

CT_EXPORT bool ct_job_add_output_stream(struct ct_job *job, ct_write_fn *fn, void *user, const char *format,
                                        struct ct_err *err) {
  if (!format) return ct_fail(err, "a stream needs a format (png, jpeg, webp, tif, pdf or svg)");
  CT_GUARDED(&job->arena, err, add_output(job, (struct ct_job_output){.fn = fn, .user = user}, format, err));
}

static bool set_report(struct ct_job *job, const char *path, struct ct_err *err) {
  if (!ct_write_check(path, err)) return false;
  job->report = (struct ct_job_output){.path = ct_arena_strdup(&job->arena, path)};
  return true;
}

CT_EXPORT bool ct_job_set_report(struct ct_job *job, const char *path, struct ct_err *err) {
  CT_GUARDED(&job->arena, err, set_report(job, path, err));
}

static bool set_manifest(struct ct_job *job, const char *path, struct ct_err *err) {
  if (!ct_write_check(path, err)) return false;
  job->manifest = ct_arena_strdup(&job->arena, path);
  return true;
}

CT_EXPORT bool ct_job_set_manifest(struct ct_job *job, const char *path, struct ct_err *err) {
  CT_GUARDED(&job->arena, err, set_manifest(job, path, err));
}

CT_EXPORT bool ct_job_set_report_stream(struct ct_job *job, ct_write_fn *fn, void *user, struct ct_err *err) {
  if (!fn) return ct_fail(err, "a report stream needs a function that takes its bytes");
  job->report = (struct ct_job_output){.fn = fn, .user = user};
  return true;
}

static bool render(struct ct_job *job, struct ct_err *err) {
  CT_GUARDED(&job->arena, err, ct_render(job, err));
}

CT_EXPORT bool ct_job_render(struct ct_job *job, struct ct_err *err) {
  if (job->exports.n)
    return ct_fail(err, "%s: is a table, which 'check' writes, not a picture", job->exports.v[0].path);
  struct ct_reads *had = ct_reads_into(&job->reads);
  bool ok = render(job, err);
  ct_reads_into(had);
  return ok;
}

CT_EXPORT bool ct_job_reads(struct ct_job *job, ct_read_fn *fn, void *user, struct ct_err *err) {
  CT_GUARDED(&job->arena, err, ct_job_tell_reads(job, fn, user));
}

CT_EXPORT const char *ct_job_content(const struct ct_job *job) {
  return job->content;
}

static bool is_digest(const char *digest) {
  return strlen(digest) == CT_DIGEST_SIZE - 1 && strspn(digest, "0123456789abcdef") == CT_DIGEST_SIZE - 1;
}

static bool expect(struct ct_job *job, char to[CT_DIGEST_SIZE], const char *digest, struct ct_err *err) {
  if (*digest && !is_digest(digest))
    return ct_fail(err, "'%.80s' is no digest (expected 64 hexadecimal digits in lower case)", digest);
  job->wants_content = true;
  memcpy(to, digest, strlen(digest) + 1);
  return true;
}

CT_EXPORT bool ct_job_expect_content(struct ct_job *job, const char *digest, struct ct_err *err) {
  return expect(job, job->expected, digest, err);
}

CT_EXPORT const char *ct_job_given(const struct ct_job *job) {
  return job->given;
}

CT_EXPORT bool ct_job_expect_given(struct ct_job *job, const char *digest, struct ct_err *err) {
  return expect(job, job->expected_given, digest, err);
}

static bool expect_read(struct ct_job *job, const struct ct_read_file *file, struct ct_err *err) {
  struct ct_arena *a = &job->arena;
  struct ct_job_read x = {.path = ct_arena_strdup(a, file->path), .stage = file->stage};
  x.sha256 = file->sha256 ? ct_arena_strdup(a, file->sha256) : NULL;
  while (x.kind < CT_READ_KINDS && strcmp(ct_read_kind_name(x.kind), file->kind) != 0) x.kind++;
  if (x.kind == CT_READ_KINDS) return ct_fail(err, "'%.40s' is no kind of file that is read", file->kind);
  ct_vec_push(a, &job->expected_reads, x);
  return true;
}

CT_EXPORT bool ct_job_expect_read(struct ct_job *job, const struct ct_read_file *file, struct ct_err *err) {
  CT_GUARDED(&job->arena, err, expect_read(job, file, err));
}

static bool expect_manifest(struct ct_job *job, const char *path) {
  job->last_manifest = ct_arena_strdup(&job->arena, path);
  return true;
}

CT_EXPORT bool ct_job_expect_manifest(struct ct_job *job, const char *path, struct ct_err *err) {
  CT_GUARDED(&job->arena, err, expect_manifest(job, path));
}

CT_EXPORT bool ct_job_is_unchanged(const struct ct_job *job) {
  return job->is_unchanged;
}

CT_EXPORT bool ct_job_check(struct ct_job *job, struct ct_check_summary *summary, struct ct_err *err) {
  memset(summary, 0, sizeof *summary);
  if (job->outputs.n)
    return ct_fail(err, "%s: is a picture, which 'render' draws (expected .csv, .geojson or .gpkg)",
                   job->outputs.v[0].path ? job->outputs.v[0].path : "output stream");
  CT_GUARDED(&job->arena, err, ct_check(job, summary, err));
}

// SPDX-License-Identifier: MIT
// Given: what a render is made from, known before a page is laid out; and stopping, with what it would have read later.
#include <string.h>

#include "base/digest.h"
#include "base/map.h"
#include "hall/render/content.h"
#include "hall/render/render.h"
#include "model/table.h"

// What of a table is no row of it.
static void add_rest(struct ct_digest *d, const struct ct_table *t) {
  ct_digest_add_text(d, t->easting);
  ct_digest_add_text(d, t->northing);
  ct_digest_add_number(d, (double)t->placed);
  for (int i = 0; i < 4; i++) ct_digest_add_number(d, t->bbox[i]);
}

static void add_table(struct ct_digest *d, const struct ct_table *t, bool numbered) {
  ct_digest_add_number(d, t != NULL);
  if (!t) return;
  add_rest(d, t);
  ct_content_rows(d, t, &(struct ct_rows){.all = true, .n = t->n}, numbered);
}

void ct_content_given(struct ct_render *r, const char *base) {
  struct ct_job *job = r->job;
  struct ct_digest *d = ct_digest_new();
  if (!d) return;
  ct_digest_add_text(d, base);
  for (size_t i = 0; i < r->sources.ndata; i++) {
    add_table(d, r->sources.data[i].raw, ct_job_writes(job, "svg"));
    add_table(d, r->sources.data[i].own, false);
  }
  ct_digest_finish(d, job->given);
  ct_digest_free(d);
}

// ---- Stopping

static bool is_noted(const struct ct_reads *reads, const char *path) {
  return reads->known && ct_map_find_string(reads->known, path);
}

// Is the file, which nothing has asked for yet, as it was?
static bool is_as_it_was(struct ct_job *job, const struct ct_job_read *x) {
  struct ct_read now = {.path = x->path, .kind = x->kind};
  ct_file_sign_of(x->path, &now.sign);
  const char *hash = ct_reads_hash(ct_job_hashes(job), &now);
  return x->sha256 ? hash && strcmp(hash, x->sha256) == 0 : !hash;
}

static bool may_stop(struct ct_job *job, int stage) {
  // A manifest that is asked for is written all the same, for which the last one is needed.
  if (job->manifest && !job->last_manifest) return false;
  for (size_t i = 0; i < job->expected_reads.n; i++) {
    const struct ct_job_read *x = &job->expected_reads.v[i];
    if (x->stage >= stage && !is_noted(&job->reads, x->path) && !is_as_it_was(job, x)) return false;
  }
  return true;
}

// As the render would have noted them. What was noted already may get its kind by that.
static void note(struct ct_job *job, int stage) {
  for (size_t i = 0; i < job->expected_reads.n; i++) {
    const struct ct_job_read *x = &job->expected_reads.v[i];
    if (x->stage == stage || is_noted(&job->reads, x->path)) ct_reads_note(x->kind, x->path);
  }
}

static bool stop(struct ct_job *job, int stage) {
  if (!may_stop(job, stage)) return false;
  if (stage == CT_READ_WITH_PAGE) {
    note(job, stage);
    job->ncontent = job->reads.v.n;
  }
  note(job, CT_READ_LATER);
  return job->is_unchanged = true;
}

bool ct_content_is_given(struct ct_render *r) {
  struct ct_job *job = r->job;
  job->ngiven = job->ncontent = job->reads.v.n;
  // Without a list of what is read later nothing tells whether that has changed.
  if (!job->given[0] || !job->expected_reads.n || strcmp(job->given, job->expected_given) != 0) return false;
  if (!stop(job, CT_READ_WITH_PAGE)) return false;
  memcpy(job->content, job->expected, sizeof job->content);
  return job->was_given = true;
}

bool ct_content_is_expected(struct ct_render *r) {
  struct ct_job *job = r->job;
  if (!r->content) return false;
  ct_digest_finish(r->content, job->content);
  ct_content_end(r);
  job->ncontent = job->reads.v.n;
  return job->expected[0] && strcmp(job->content, job->expected) == 0 && stop(job, CT_READ_LATER);
}

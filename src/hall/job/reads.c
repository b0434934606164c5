// SPDX-License-Identifier: MIT
// Job: what a render has read, with digests.
#include "hall/cache/cache.h"
#include "hall/job/job.h"

struct ct_hashes *ct_job_hashes(struct ct_job *job) {
  if (job->cache) return ct_cache_hashes(job->cache, &job->arena);
  if (!job->hashes) {
    job->hashes = CT_NEW(&job->arena, struct ct_hashes);
    job->hashes->arena = &job->arena;
  }
  return job->hashes;
}

bool ct_job_tell_reads(struct ct_job *job, ct_read_fn *fn, void *user) {
  struct ct_hashes *hashes = ct_job_hashes(job);
  for (size_t i = 0; i < job->reads.v.n; i++) {
    const struct ct_read *read = &job->reads.v.v[i];
    int stage = i < job->ngiven ? CT_READ_WITH_DATA : i < job->ncontent ? CT_READ_WITH_PAGE : CT_READ_LATER;
    fn(user, &(struct ct_read_file){.path = read->path,
                                    .kind = ct_read_kind_name(read->kind),
                                    .sha256 = ct_reads_hash(hashes, read),
                                    .stage = stage});
  }
  return true;
}

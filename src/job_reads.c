// SPDX-License-Identifier: MIT
// Job: what a render has read, with digests.
#include "job.h"

bool ct_job_tell_reads(struct ct_job *job, ct_read_fn *fn, void *user) {
  if (!job->hashes) {
    job->hashes = CT_NEW(&job->arena, struct ct_hashes);
    job->hashes->arena = &job->arena;
  }
  for (size_t i = 0; i < job->reads.v.n; i++) {
    const struct ct_read *read = &job->reads.v.v[i];
    fn(user,
       &(struct ct_read_file){read->path, ct_read_kind_name(read->kind), ct_reads_hash(job->hashes, read)});
  }
  return true;
}

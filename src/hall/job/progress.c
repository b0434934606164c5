// SPDX-License-Identifier: MIT
// Progress: how far the work is.
#include "hall/job/job.h"

void ct_job_progress(const struct ct_job *job, const char *stage, double share) {
  const struct ct_progress *p = &job->progress;
  if (p->fn) p->fn(p->user, stage, p->from + share * (p->span > 0 ? p->span : 1));
}

// SPDX-License-Identifier: MIT
// Check: every input validated, without a map drawn.
#ifndef CT_CHECK_H
#define CT_CHECK_H

#include <stdbool.h>

#include "cartouche.h"

// The heart of ct_job_check.
bool ct_check(struct ct_job *job, struct ct_check_summary *summary, struct ct_err *err);

#endif

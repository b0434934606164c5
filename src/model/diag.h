// SPDX-License-Identifier: MIT
// Diagnostics: findings about inputs on their way to the caller.
#ifndef CT_MODEL_DIAG_H
#define CT_MODEL_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "cartouche.h"

// Where findings go. Counts are kept even without a callback.
struct ct_diags {
  ct_diag_fn *fn;
  void *user;
  size_t count[3];  // by enum ct_severity
};

// Sends one finding. Pointers in `d` need live only during the call.
void ct_diag_send(struct ct_diags *diags, const struct ct_diagnostic *d);

// Sends a finding with only code, severity, file, line and a printf message.
void ct_diag_say(struct ct_diags *diags, const char *code, enum ct_severity severity, const char *file,
                 long line, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

#endif

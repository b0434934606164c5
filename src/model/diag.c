// SPDX-License-Identifier: MIT
// Diagnostics: findings about inputs on their way to the caller.
#include "model/diag.h"

#include <stdarg.h>
#include <stdio.h>

void ct_diag_send(struct ct_diags *diags, const struct ct_diagnostic *d) {
  if (!diags) return;
  diags->count[d->severity]++;
  if (diags->fn) diags->fn(diags->user, d);
}

void ct_diag_say(struct ct_diags *diags, const char *code, enum ct_severity severity, const char *file,
                 long line, const char *fmt, ...) {
  char message[1024];
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(message, sizeof message, fmt, ap);
  va_end(ap);
  struct ct_diagnostic d = {
      .code = code, .severity = severity, .file = file, .line = line, .message = message};
  ct_diag_send(diags, &d);
}

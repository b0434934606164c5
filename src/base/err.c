// SPDX-License-Identifier: MIT
// Errors: the first failure of a call, as one line a person can act on.
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

bool ct_fail(struct ct_err *err, const char *fmt, ...) {
  if (!err || err->failed) return false;
  err->failed = true;
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(err->message, sizeof err->message, fmt, ap);
  va_end(ap);
  for (char *p = err->message; *p; p++)
    if ((unsigned char)*p < 0x20 || *p == 0x7f) *p = ' ';
  return false;
}

// SPDX-License-Identifier: MIT
// Run: what the parts of one load share.
#include "load/run.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "coord/coord.h"
#include "load/load.h"
#include "model/diag.h"

static void tell(const struct ct_load_run *r, const struct ct_load_finding *f, enum ct_severity severity,
                 const char *fmt, va_list ap) {
  char message[512];
  if (!r->diags || r->req->quiet_rows) return;
  vsnprintf(message, sizeof message, fmt, ap);
  struct ct_diagnostic d = {.code = f->code,
                            .severity = severity,
                            .file = r->place,
                            .line = f->row,
                            .field = f->field,
                            .value = f->value,
                            .message = message,
                            .suggestion = f->suggestion};
  ct_diag_send(r->diags, &d);
}

void ct_load_row_warn(const struct ct_load_run *r, const struct ct_load_finding *f, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  tell(r, f, CT_WARNING, fmt, ap);
  va_end(ap);
}

void ct_load_row_note(const struct ct_load_run *r, const struct ct_load_finding *f, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  tell(r, f, CT_NOTE, fmt, ap);
  va_end(ap);
}

bool ct_load_coords(struct ct_load_run *r) {
  if (!r->handles.coords) r->handles.coords = ct_coord_reader_new();
  return r->handles.coords || ct_fail(r->err, "%s: out of memory", r->place);
}

bool ct_load_wants(const struct ct_load_run *r, const char *column) {
  if (r->req->all_columns) return true;
  for (size_t i = 0; i < r->req->ncolumns; i++)
    if (strcmp(r->req->columns[i], column) == 0) return true;
  return false;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool ct_load_mentions(const char *text, const char *word) {
  size_t n = strlen(word);
  for (; *text; text++) {
    size_t k = 0;
    while (k < n && text[k] && lower(text[k]) == lower(word[k])) k++;
    if (k == n) return true;
  }
  return false;
}

const char *ct_load_names(struct ct_arena *a, const char *const *names, size_t n) {
  enum { SHOWN = 12 };
  struct ct_str s = {.arena = a};
  for (size_t i = 0; i < n && i < SHOWN; i++) ct_str_addf(&s, "%s'%.60s'", i ? ", " : "", names[i]);
  if (n > SHOWN) ct_str_addf(&s, " and %zu more", n - SHOWN);
  return ct_str_text(&s);
}

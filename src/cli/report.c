// SPDX-License-Identifier: MIT
// Report: diagnostics as text or JSON.
#include "report.h"

#include <cartouche.h>
#include <stdlib.h>
#include <string.h>

#include "say.h"

enum { SHOWN = 20 };

struct ct_cli_kind {
  char *code, *file;
  enum ct_severity severity;
  size_t count;
};

static const char *severity_name(enum ct_severity s) {
  return s == CT_ERROR ? "error" : s == CT_WARNING ? "warning" : "note";
}

static bool same(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

// NULL when memory is short: the finding is then shown, uncounted.
static struct ct_cli_kind *kind_of(struct ct_cli_report *r, const struct ct_diagnostic *d) {
  for (size_t i = 0; i < r->n_kinds; i++) {
    struct ct_cli_kind *k = &r->kinds[i];
    if (k->severity == d->severity && same(k->code, d->code) && same(k->file, d->file)) return k;
  }
  if (r->n_kinds == r->cap_kinds) {
    size_t cap = r->cap_kinds ? r->cap_kinds * 2 : 16;
    struct ct_cli_kind *grown = realloc(r->kinds, cap * sizeof *grown);
    if (!grown) return NULL;
    r->kinds = grown;
    r->cap_kinds = cap;
  }
  struct ct_cli_kind *k = &r->kinds[r->n_kinds++];
  *k = (struct ct_cli_kind){.severity = d->severity};
  if (d->code) k->code = strdup(d->code);
  if (d->file) k->file = strdup(d->file);
  return k;
}

static void put_place(FILE *to, const struct ct_diagnostic *d) {
  ct_cli_put_text(to, d->file ? d->file : "cartouche");
  if (d->line > 0) fprintf(to, ":%ld", d->line);
  if (d->line > 0 && d->column > 0) fprintf(to, ":%ld", d->column);
  fprintf(to, ": %s: ", severity_name(d->severity));
}

static void put_text(FILE *to, const struct ct_diagnostic *d) {
  put_place(to, d);
  ct_cli_put_text(to, d->message ? d->message : "");
  if (d->suggestion) {
    fputs(" (", to);
    ct_cli_put_text(to, d->suggestion);
    fputc(')', to);
  }
  if (d->code) fprintf(to, " [%s]", d->code);
  fputc('\n', to);
}

static void put_member(FILE *to, const char *key, const char *text) {
  fprintf(to, ",\"%s\":", key);
  ct_cli_put_json(to, text);
}

// "column" is the data column or document key when there is one, else the character's number.
static void put_json(FILE *to, const struct ct_diagnostic *d) {
  fputs("{\"code\":", to);
  ct_cli_put_json(to, d->code);
  put_member(to, "severity", severity_name(d->severity));
  put_member(to, "file", d->file);
  if (d->line > 0)
    fprintf(to, ",\"row\":%ld", d->line);
  else
    fputs(",\"row\":null", to);
  if (!d->field && d->column > 0)
    fprintf(to, ",\"column\":%ld", d->column);
  else
    put_member(to, "column", d->field);
  put_member(to, "value", d->value);
  put_member(to, "message", d->message ? d->message : "");
  put_member(to, "suggestion", d->suggestion);
  fputs("}\n", to);
}

void ct_cli_report_add(void *user, const struct ct_diagnostic *d) {
  struct ct_cli_report *r = user;
  if (r->quiet && d->severity != CT_ERROR) return;
  if (r->json) {
    put_json(r->to, d);
    return;
  }
  if (r->whole && d->line > 0 && d->column > 0) {
    put_text(r->to, d);
    return;
  }
  struct ct_cli_kind *k = kind_of(r, d);
  if (!k || ++k->count <= SHOWN) put_text(r->to, d);
}

void ct_cli_report_finish(struct ct_cli_report *r) {
  for (size_t i = 0; i < r->n_kinds; i++) {
    struct ct_cli_kind *k = &r->kinds[i];
    if (k->count > SHOWN) {
      struct ct_diagnostic place = {.file = k->file, .severity = k->severity};
      put_place(r->to, &place);
      fprintf(r->to, "and %zu more", k->count - SHOWN);
      if (k->code) fprintf(r->to, " [%s]", k->code);
      fputc('\n', r->to);
    }
    free(k->code);
    free(k->file);
  }
  free(r->kinds);
  r->kinds = NULL;
  r->n_kinds = r->cap_kinds = 0;
}

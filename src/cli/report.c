// SPDX-License-Identifier: MIT
// Report: diagnostics as text or JSON.
#include "report.h"

#include <cartouche.h>
#include <stdlib.h>
#include <string.h>

#include "say.h"
#include "title.h"

static const char *severity_name(int s) {
  return s == CT_ERROR ? "error" : s == CT_WARNING ? "warning" : "note";
}

static void put_place(FILE *to, const struct ct_diagnostic *d) {
  ct_cli_put_text(to, d->file ? d->file : "cartouche");
  if (d->line > 0) fprintf(to, ":%ld", d->line);
  if (d->line > 0 && d->column > 0) fprintf(to, ":%ld", d->column);
  fputs(": ", to);
}

static void put_words(FILE *to, const struct ct_diagnostic *d) {
  ct_cli_put_text(to, d->message ? d->message : "");
  if (!d->suggestion) return;
  fputs(" (", to);
  ct_cli_put_text(to, d->suggestion);
  fputc(')', to);
}

static void put_line(FILE *to, const struct ct_diagnostic *d) {
  put_place(to, d);
  fprintf(to, "%s: ", severity_name((int)d->severity));
  put_words(to, d);
  if (d->code) fprintf(to, " [%s]", d->code);
  fputc('\n', to);
}

static void put_member(FILE *to, const char *key, const char *text) {
  fwrite_unlocked(key, 1, strlen(key), to);
  ct_cli_put_json(to, text);
}

// "column" is the data column or document key when there is one, else the character's number.
static void put_json(FILE *to, const struct ct_diagnostic *d) {
  put_member(to, "{\"code\":", d->code);
  put_member(to, ",\"severity\":", severity_name((int)d->severity));
  put_member(to, ",\"file\":", d->file);
  if (d->line > 0)
    fprintf(to, ",\"row\":%ld", d->line);
  else
    fputs(",\"row\":null", to);
  if (!d->field && d->column > 0)
    fprintf(to, ",\"column\":%ld", d->column);
  else
    put_member(to, ",\"column\":", d->field);
  put_member(to, ",\"value\":", d->value);
  put_member(to, ",\"message\":", d->message ? d->message : "");
  put_member(to, ",\"suggestion\":", d->suggestion);
  fputs("}\n", to);
}

// The finding as a line of its group, kept until the groups are in order. False when memory is short.
static bool keep(struct ct_cli_kind *k, const struct ct_diagnostic *d) {
  char *text = NULL;
  size_t size;
  FILE *to = open_memstream(&text, &size);
  if (!to) return false;
  fputs("  ", to);
  put_place(to, d);
  put_words(to, d);
  fputc('\n', to);
  bool ok = !ferror(to);
  ok = fclose(to) == 0 && ok && ct_cli_kind_keep(k, text, size);
  free(text);
  return ok;
}

static void add_text(struct ct_cli_report *r, const struct ct_diagnostic *d) {
  bool groups = r->form == CT_CLI_REPORT_GROUPS, whole = groups && d->line > 0 && d->column > 0;
  struct ct_cli_kind *k = ct_cli_kinds_of(&r->kinds, d);
  if (!k) {
    put_line(r->to, d);
    return;
  }
  k->count++;
  if (!whole && k->count - k->whole > CT_CLI_KIND_SHOWN) return;
  k->whole += whole;
  if (!groups || !keep(k, d)) put_line(r->to, d);
}

void ct_cli_report_add(void *user, const struct ct_diagnostic *d) {
  struct ct_cli_report *r = user;
  if (r->quiet && d->severity != CT_ERROR) return;
  if (r->sarif.to) ct_cli_sarif_add(&r->sarif, d);
  if (r->form == CT_CLI_REPORT_JSON)
    put_json(r->to, d);
  else if (r->form != CT_CLI_REPORT_NONE)
    add_text(r, d);
}

static size_t hidden(const struct ct_cli_kind *k) {
  size_t shown = k->whole + CT_CLI_KIND_SHOWN;
  return k->count > shown ? k->count - shown : 0;
}

// "2 errors in sites.csv: latitude outside -90..90 [CT-D113]"
static void put_heading(FILE *to, const struct ct_cli_kind *k) {
  const char *title = ct_cli_title(k->code);
  fprintf(to, "%zu %s%s", k->count, severity_name(k->severity), k->count == 1 ? "" : "s");
  if (k->file) {
    fputs(" in ", to);
    ct_cli_put_text(to, k->file);
  }
  if (title) fprintf(to, ": %s", title);
  if (k->code) fprintf(to, " [%s]", k->code);
  fputc('\n', to);
}

static void put_group(FILE *to, const struct ct_cli_kind *k) {
  put_heading(to, k);
  if (k->size) fwrite(k->text, 1, k->size, to);
  if (hidden(k)) fprintf(to, "  and %zu more\n", hidden(k));
  fputc('\n', to);
}

static void put_more(FILE *to, const struct ct_cli_kind *k) {
  if (!hidden(k)) return;
  struct ct_diagnostic place = {.file = k->file};
  put_place(to, &place);
  fprintf(to, "%s: and %zu more", severity_name(k->severity), hidden(k));
  if (k->code) fprintf(to, " [%s]", k->code);
  fputc('\n', to);
}

void ct_cli_report_finish(struct ct_cli_report *r, const struct ct_check_summary *summary) {
  bool groups = r->form == CT_CLI_REPORT_GROUPS;
  if (groups) ct_cli_kinds_sort(&r->kinds);
  for (size_t i = 0; i < r->kinds.n; i++) (groups ? put_group : put_more)(r->to, &r->kinds.v[i]);
  ct_cli_kinds_release(&r->kinds);
  if (r->sarif.to) ct_cli_sarif_finish(&r->sarif, summary);
}

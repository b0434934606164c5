// SPDX-License-Identifier: MIT
// SARIF: findings as one run of the Static Analysis Results Interchange Format 2.1.0, for build servers.
#include "sarif.h"

#include <cartouche.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "say.h"
#include "title.h"

static const char schema[] = "https://json.schemastore.org/sarif-2.1.0.json";

static const char *level(int severity) {
  return severity == CT_ERROR ? "error" : severity == CT_WARNING ? "warning" : "note";
}

static void begin(struct ct_cli_sarif *s) {
  if (s->begun) return;
  s->begun = true;
  fprintf(s->to, "{\"$schema\":\"%s\",\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":\"unicodeCodePoints\",",
          schema);
  fputs("\"results\":[", s->to);
}

// The index of the code's rule; -1 when memory is short: a result does without.
static long rule_of(struct ct_cli_sarif *s, const struct ct_diagnostic *d) {
  for (size_t i = s->n_rules; i-- > 0;) {
    if (strcmp(s->rules[i].code, d->code) != 0) continue;
    if (s->rules[i].severity < (int)d->severity) s->rules[i].severity = (int)d->severity;
    return (long)i;
  }
  if (s->n_rules == s->cap_rules) {
    size_t cap = s->cap_rules ? s->cap_rules * 2 : 16;
    struct ct_cli_rule *grown = realloc(s->rules, cap * sizeof *grown);
    if (!grown) return -1;
    s->rules = grown;
    s->cap_rules = cap;
  }
  char *code = strdup(d->code);
  if (!code) return -1;
  s->rules[s->n_rules] = (struct ct_cli_rule){code, (int)d->severity};
  return (long)s->n_rules++;
}

// A path as a URI reference: below the working folder it is relative, as build servers want it.
static void put_uri(FILE *to, const char *path) {
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  char cwd[PATH_MAX];
  size_t n;
  if (path[0] == '/' && getcwd(cwd, sizeof cwd) && (n = strlen(cwd)) > 1 && strncmp(path, cwd, n) == 0 &&
      path[n] == '/')
    path += n + 1;
  fputc('"', to);
  if (path[0] == '/') fputs("file://", to);
  for (; *path; path++)
    if (strchr(plain, *path))
      fputc(*path, to);
    else
      fprintf(to, "%%%02X", (unsigned char)*path);
  fputc('"', to);
}

static void put_location(FILE *to, const struct ct_diagnostic *d) {
  if (!d->file) return;
  fputs(",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":", to);
  put_uri(to, d->file);
  fputc('}', to);
  if (d->line > 0) fprintf(to, ",\"region\":{\"startLine\":%ld", d->line);
  if (d->line > 0 && d->column > 0) fprintf(to, ",\"startColumn\":%ld", d->column);
  fputs(d->line > 0 ? "}}}]" : "}}]", to);
}

static void put_properties(FILE *to, const struct ct_diagnostic *d) {
  const char *const members[][2] = {{"column", d->field}, {"value", d->value}, {"suggestion", d->suggestion}};
  const char *before = ",\"properties\":{";
  for (int i = 0; i < 3; i++) {
    if (!members[i][1]) continue;
    fprintf(to, "%s\"%s\":", before, members[i][0]);
    ct_cli_put_json(to, members[i][1]);
    before = ",";
  }
  if (before[1] == '\0') fputc('}', to);
}

void ct_cli_sarif_add(struct ct_cli_sarif *s, const struct ct_diagnostic *d) {
  bool first = !s->begun;
  begin(s);
  fputs(first ? "\n{" : ",\n{", s->to);
  if (d->code) {
    long rule = rule_of(s, d);
    fputs("\"ruleId\":", s->to);
    ct_cli_put_json(s->to, d->code);
    if (rule >= 0) fprintf(s->to, ",\"ruleIndex\":%ld", rule);
    fputc(',', s->to);
  }
  fprintf(s->to, "\"level\":\"%s\",\"message\":{\"text\":", level((int)d->severity));
  ct_cli_put_json(s->to, d->message ? d->message : "");
  fputc('}', s->to);
  put_location(s->to, d);
  put_properties(s->to, d);
  fputc('}', s->to);
}

static void put_rules(struct ct_cli_sarif *s) {
  for (size_t i = 0; i < s->n_rules; i++) {
    const struct ct_cli_rule *r = &s->rules[i];
    const char *title = ct_cli_title(r->code);
    fputs(i ? ",\n{\"id\":" : "\n{\"id\":", s->to);
    ct_cli_put_json(s->to, r->code);
    fputs(",\"shortDescription\":{\"text\":", s->to);
    ct_cli_put_json(s->to, title ? title : r->code);
    fprintf(s->to, "},\"defaultConfiguration\":{\"level\":\"%s\"}}", level(r->severity));
    free(r->code);
  }
  free(s->rules);
}

void ct_cli_sarif_finish(struct ct_cli_sarif *s, const struct ct_check_summary *summary) {
  begin(s);
  fprintf(s->to, "\n],\"tool\":{\"driver\":{\"name\":\"cartouche\",\"version\":\"%s\",\"rules\":[",
          CT_VERSION);
  put_rules(s);
  fprintf(s->to, "\n]}},\"invocations\":[{\"executionSuccessful\":%s}]", summary ? "true" : "false");
  if (summary)
    fprintf(s->to, ",\"properties\":{\"rows\":%zu,\"placed\":%zu,\"approximate\":%zu,\"unplaced\":%zu}",
            summary->rows, summary->placed, summary->approximate, summary->unplaced);
  fputs("}]}\n", s->to);
  *s = (struct ct_cli_sarif){0};
}

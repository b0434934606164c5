// SPDX-License-Identifier: MIT
// check: findings about inputs, their counts, and the clean table.
#include <cartouche.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "args.h"
#include "command.h"
#include "file.h"
#include "say.h"
#include "session.h"

static const char *const tables[] = {"csv", "geojson", "gpkg"};

static int wrong(const char *fmt, const char *word) {
  ct_cli_say_usage("check", fmt, word);
  return CT_CLI_USAGE;
}

static bool ends_with(const char *path, const char *extension) {
  size_t n = strlen(path), m = strlen(extension);
  return n > m + 1 && path[n - m - 1] == '.' && strcasecmp(path + n - m, extension) == 0;
}

static bool is_table(const char *path) {
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    if (ends_with(path, tables[i])) return true;
  return false;
}

static int check_usage(const struct ct_cli_args *args) {
  size_t reports = 0;
  for (size_t i = 0; i < args->n_outputs; i++) {
    const char *path = args->outputs[i];
    if (!*path) return wrong("'-o' needs a file name%s", "");
    if (strcmp(path, "-") == 0)
      return wrong("'check' writes its table to a file ('-o %s' is where the report goes)", path);
    if (!is_table(path) && !ends_with(path, "sarif"))
      return wrong("%s: 'check' writes .csv, .geojson, .gpkg or .sarif", path);
    reports += ends_with(path, "sarif");
  }
  if (reports > 1) return wrong("%s can be written once", "a .sarif file");
  if (args->sarif && args->json && !reports)
    return wrong("'--json' and '%s' are two reports for one place", "--sarif");
  return CT_CLI_DONE;
}

static bool same_file(const char *a, const char *b) {
  struct stat x, y;
  return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static int open_sarif(struct ct_cli_file *f, const struct ct_cli_args *args, const char *path) {
  for (size_t i = 0; i < args->n_inputs; i++) {
    if (!same_file(path, args->inputs[i])) continue;
    ct_cli_say_error("%s: is an input, which is not overwritten (give another name)", path);
    return CT_CLI_FAILED;
  }
  return ct_cli_file_open(f, path) ? CT_CLI_DONE : CT_CLI_FAILED;
}

// Tables are the library's, the report in SARIF is ours: to its file, or in place of the text.
static int add_outputs(struct ct_cli_session *s, const struct ct_cli_args *args, struct ct_cli_file *sarif) {
  struct ct_err err = {0};
  int rc = CT_CLI_DONE;
  s->report.form = args->json ? CT_CLI_REPORT_JSON : CT_CLI_REPORT_GROUPS;
  for (size_t i = 0; i < args->n_outputs && rc == CT_CLI_DONE; i++) {
    if (!is_table(args->outputs[i])) {
      rc = open_sarif(sarif, args, args->outputs[i]);
    } else if (!ct_job_add_output(s->job, args->outputs[i], NULL, &err)) {
      ct_cli_say_error("%s", err.message);
      rc = CT_CLI_FAILED;
    }
  }
  if (sarif->to) {
    s->report.sarif.to = sarif->to;
  } else if (args->sarif) {
    s->report.sarif.to = stdout;
    s->report.form = CT_CLI_REPORT_NONE;
  }
  return rc;
}

static void put_count(size_t n, const char *one, const char *many) {
  printf("%zu %s", n, n == 1 ? one : many);
}

static void put_summary(const struct ct_check_summary *s, enum ct_cli_report_form form) {
  if (form == CT_CLI_REPORT_NONE) return;
  if (form == CT_CLI_REPORT_JSON) {
    printf("{\"summary\":{\"rows\":%zu,\"placed\":%zu,\"approximate\":%zu,\"unplaced\":%zu}}\n", s->rows,
           s->placed, s->approximate, s->unplaced);
    return;
  }
  put_count(s->errors, "error", "errors");
  fputs(", ", stdout);
  put_count(s->warnings, "warning", "warnings");
  fputs("; ", stdout);
  put_count(s->rows, "row", "rows");
  printf(": %zu placed, %zu approximate, %zu not placed\n", s->placed, s->approximate, s->unplaced);
}

static int check(struct ct_cli_session *s, const struct ct_cli_args *args, struct ct_cli_file *sarif) {
  struct ct_err err = {0};
  struct ct_check_summary summary;
  bool checked = ct_job_check(s->job, &summary, &err);
  ct_cli_report_finish(&s->report, checked ? &summary : NULL);
  if (checked) put_summary(&summary, s->report.form);
  if (!ct_cli_out_finish()) return CT_CLI_FAILED;
  if (!checked) {
    ct_cli_say_error("%s", err.message);
    return CT_CLI_FAILED;
  }
  if (sarif->to && !ct_cli_file_commit(sarif)) return CT_CLI_FAILED;
  return summary.errors || (args->strict && summary.warnings) ? CT_CLI_FAILED : CT_CLI_DONE;
}

int ct_cmd_check(const struct ct_cli_args *args) {
  int rc = check_usage(args);
  if (rc != CT_CLI_DONE) return rc;
  struct ct_cli_session s;
  struct ct_cli_file sarif = {0};
  rc = ct_cli_session_begin(&s, args, stdout);
  if (rc == CT_CLI_DONE) rc = add_outputs(&s, args, &sarif);
  if (rc == CT_CLI_DONE) rc = check(&s, args, &sarif);
  ct_cli_file_drop(&sarif);
  s.report.sarif.to = NULL;
  s.report.quiet = true;  // what a render would assume is no finding
  return ct_cli_session_end(&s, rc);
}

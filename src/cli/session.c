// SPDX-License-Identifier: MIT
// Session: from arguments to a job.
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "args.h"
#include "command.h"
#include "fonts.h"
#include "say.h"
#include "share.h"

static bool is_path(const char *style) {
  size_t n = strlen(style);
  return strchr(style, '/') || (n > 5 && strcmp(style + n - 5, ".json") == 0);
}

static int set_options(struct ct_job *job, const struct ct_cli_args *args) {
  for (size_t i = 0; i < args->n_settings; i++) {
    const struct ct_cli_setting *o = &args->settings[i];
    struct ct_err err = {0};
    if (ct_job_set(job, o->name, o->value, &err)) continue;
    ct_cli_say_error("%s", err.message);
    // A style file that cannot be read is an input that failed, not a slip on the command line.
    return strcmp(o->name, "style") == 0 && is_path(o->value) ? CT_CLI_FAILED : CT_CLI_USAGE;
  }
  return CT_CLI_DONE;
}

static int set_params(struct ct_job *job, const struct ct_cli_args *args) {
  char name[256];
  for (size_t i = 0; i < args->n_own; i++) {
    const char *text = args->own[i].value, *equals = strchr(text, '=');
    struct ct_err err = {0};
    if (strcmp(args->own[i].name, "param") != 0) continue;
    size_t n = equals ? (size_t)(equals - text) : 0;
    if (!n || n >= sizeof name) {
      ct_cli_say_usage(args->command->name, "--param: '%s' (expected NAME=VALUE)", text);
      return CT_CLI_USAGE;
    }
    memcpy(name, text, n);
    name[n] = '\0';
    if (ct_job_set_param(job, name, equals + 1, &err)) continue;
    ct_cli_say_error("--param: %s", err.message);
    return CT_CLI_USAGE;
  }
  return CT_CLI_DONE;
}

static bool add_fonts(void *user, const char *folder, struct ct_err *err) {
  return ct_job_set(user, "fonts", folder, err);
}

// The machine's fonts come last: only names that are found nowhere else are looked up there.
static int add_machine_fonts(struct ct_job *job) {
  struct ct_err err = {0};
  if (ct_cli_fonts_each(add_fonts, job, &err)) return CT_CLI_DONE;
  ct_cli_say_error("%s", err.message);
  return CT_CLI_FAILED;
}

int ct_cli_session_begin(struct ct_cli_session *s, const struct ct_cli_args *args, FILE *to) {
  char share[PATH_MAX];
  *s = (struct ct_cli_session){.report = {.to = to, .quiet = args->quiet}};
  if (args->json) s->report.form = CT_CLI_REPORT_JSON;
  for (size_t i = 0; i < args->n_inputs; i++) {
    if (*args->inputs[i]) continue;
    ct_cli_say_error("'' is not a file");
    return CT_CLI_USAGE;
  }
  if (!ct_cli_share_find(share)) return CT_CLI_FAILED;
  s->job = ct_job_new(share);
  if (!s->job) {
    ct_cli_say_error("out of memory");
    return CT_CLI_FAILED;
  }
  ct_job_on_diagnostic(s->job, ct_cli_report_add, &s->report);
  int rc = set_options(s->job, args);
  if (rc == CT_CLI_DONE) rc = set_params(s->job, args);
  if (rc == CT_CLI_DONE) rc = add_machine_fonts(s->job);
  for (size_t i = 0; i < args->n_inputs && rc == CT_CLI_DONE; i++) {
    struct ct_err err = {0};
    if (ct_job_add_input(s->job, args->inputs[i], &err)) continue;
    ct_cli_say_error("%s", err.message);
    rc = CT_CLI_FAILED;
  }
  return rc;
}

// Findings are lines of their own, above the bar.
static void add_finding(void *user, const struct ct_diagnostic *d) {
  struct ct_cli_session *s = user;
  ct_cli_progress_hold(&s->progress);
  ct_cli_report_add(&s->report, d);
  ct_cli_progress_go_on(&s->progress);
}

void ct_cli_session_show_progress(struct ct_cli_session *s) {
  if (s->report.quiet || s->report.form == CT_CLI_REPORT_JSON || !ct_cli_progress_begin(&s->progress)) return;
  ct_job_on_progress(s->job, ct_cli_progress_tell, &s->progress);
  ct_job_on_diagnostic(s->job, add_finding, s);
}

int ct_cli_session_end(struct ct_cli_session *s, int code) {
  ct_cli_report_finish(&s->report, NULL);
  if (code == CT_CLI_DONE && !s->report.quiet) ct_cli_say_assumed(ct_job_assumptions(s->job));
  ct_job_free(s->job);
  s->job = NULL;
  return code;
}

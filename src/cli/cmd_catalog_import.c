// SPDX-License-Identifier: MIT
// catalog import: rows of files become versions in a catalogue, and how many of what.
#include <cartouche.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "args.h"
#include "command.h"
#include "say.h"
#include "session.h"

static int usage(const char *message) {
  ct_cli_say_usage("catalog import", "%s", message);
  return CT_CLI_USAGE;
}

static bool is_catalog(const char *path) {
  size_t n = strlen(path);
  return n > 5 && strcasecmp(path + n - 5, ".gpkg") == 0;
}

static int check_usage(const struct ct_cli_args *args) {
  const char *into = ct_cli_args_own(args, "into");
  if (!into || !*into) return usage("the catalogue to import into is missing (--into FILE.gpkg)");
  if (!is_catalog(into)) return usage("the catalogue is a GeoPackage (--into FILE.gpkg)");
  return CT_CLI_DONE;
}

static void put_json(const struct ct_catalog_summary *s) {
  printf(
      "{\"summary\":{\"rows\":%zu,\"added\":%zu,\"changed\":%zu,\"moved\":%zu,\"removed\":%zu,\"same\":%zu,"
      "\"unplaced\":%zu}}\n",
      s->rows, s->added, s->changed, s->moved, s->removed, s->same, s->unplaced);
}

// `day`: the one that was assumed; NULL: none.
static void put_summary(const char *into, const char *day, const struct ct_catalog_summary *s) {
  ct_cli_put_text(stdout, into);
  printf(": %zu row%s: %zu added, %zu changed, %zu moved, %zu removed, %zu the same", s->rows,
         s->rows == 1 ? "" : "s", s->added, s->changed, s->moved, s->removed, s->same);
  if (s->unplaced) printf("; %zu without position", s->unplaced);
  if (day) printf("; recorded %s", day);
  putchar('\n');
}

// The day it is, in UTC: what is imported became known today unless somebody says otherwise.
static const char *today(char day[16]) {
  time_t now = time(NULL);
  struct tm parts;
  if (!gmtime_r(&now, &parts) || !strftime(day, 16, "%Y-%m-%d", &parts)) return NULL;
  return day;
}

static int import(struct ct_cli_session *s, const struct ct_cli_args *args) {
  char day[16];
  const char *recorded = ct_cli_args_own(args, "recorded");
  struct ct_catalog_import request = {.files = args->inputs,
                                      .nfiles = args->n_inputs,
                                      .into = ct_cli_args_own(args, "into"),
                                      .layer = ct_cli_args_own(args, "layer"),
                                      .id = ct_cli_args_own(args, "id"),
                                      .source = ct_cli_args_own(args, "source"),
                                      .recorded = recorded ? recorded : today(day),
                                      .complete = ct_cli_args_own(args, "complete") != NULL,
                                      .refuse_unplaced = ct_cli_args_own(args, "refuse-unplaced") != NULL};
  struct ct_catalog_summary summary;
  struct ct_err err = {0};
  bool done = ct_catalog_import(s->job, &request, &summary, &err);
  ct_cli_report_finish(&s->report, NULL);
  if (done && args->json)
    put_json(&summary);
  else if (done && !args->quiet)
    put_summary(request.into, recorded ? NULL : request.recorded, &summary);
  if (!ct_cli_out_finish()) return CT_CLI_FAILED;
  if (done) return CT_CLI_DONE;
  ct_cli_say_error("%s", err.message);
  // A message that begins with an option is about what was given for it.
  return strncmp(err.message, "--", 2) == 0 ? CT_CLI_USAGE : CT_CLI_FAILED;
}

int ct_cmd_catalog_import(const struct ct_cli_args *args) {
  int rc = check_usage(args);
  if (rc != CT_CLI_DONE) return rc;
  struct ct_cli_session s;
  rc = ct_cli_session_begin(&s, args, args->json ? stdout : stderr);
  if (rc == CT_CLI_DONE) rc = import(&s, args);
  return ct_cli_session_end(&s, rc);
}

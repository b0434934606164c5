// SPDX-License-Identifier: MIT
// render: inputs to pictures.
#include <cartouche.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "args.h"
#include "command.h"
#include "memory.h"
#include "say.h"
#include "session.h"

static bool to_stdout(void *user, const void *data, size_t size) {
  (void)user;
  return ct_cli_out_write(data, size);
}

// Asks the library on a job of its own, so that a wrong format can be told from a wrong place.
static bool format_known(const char *format, struct ct_err *err) {
  struct ct_job *probe = ct_job_new("");
  bool ok = probe && ct_job_add_output_stream(probe, to_stdout, NULL, format, err);
  ct_job_free(probe);
  return ok;
}

static const char *extension(const char *path) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
  return dot && dot != name ? dot + 1 : "";
}

// The library knows them, but they are not to be drawn.
static bool is_table(const char *path) {
  const char *e = extension(path);
  return !strcasecmp(e, "csv") || !strcasecmp(e, "geojson") || !strcasecmp(e, "gpkg");
}

static int wrong(const char *message) {
  ct_cli_say_usage("render", "%s", message);
  return CT_CLI_USAGE;
}

// --format settles standard output, a single output, and names without a known extension.
static int add_output(struct ct_job *job, const struct ct_cli_args *args, const char *path) {
  struct ct_err err = {0}, by_name = {0};
  bool stream = strcmp(path, "-") == 0;
  const char *format = args->format;
  if (stream && !format) return wrong("'-o -' needs --format (png, jpeg, webp, tif, pdf or svg)");
  if (!*path) return wrong("'-o' needs a file name");
  if (format && !format_known(format, &err)) return wrong(err.message);
  if (!stream && (!format || args->n_outputs > 1)) {
    bool named = format_known(extension(path), &by_name);
    if (!named && !format && is_table(path)) {
      ct_cli_say_usage("render",
                       "%s: is a table, which 'check' writes (render draws png, jpeg, webp, tif, pdf or "
                       "svg)",
                       path);
      return CT_CLI_USAGE;
    }
    if (!named && !format) {
      // The library's own words for the path.
      ct_job_add_output(job, path, NULL, &err);
      return wrong(err.message);
    }
    if (named) format = NULL;
  }
  bool ok = stream ? ct_job_add_output_stream(job, to_stdout, NULL, format, &err)
                   : ct_job_add_output(job, path, format, &err);
  if (ok) return CT_CLI_DONE;
  ct_cli_say_error("%s", err.message);
  return CT_CLI_FAILED;
}

static int check_outputs(const struct ct_cli_args *args) {
  size_t streams = 0;
  const char *manifest = ct_cli_args_own(args, "manifest");
  if (!args->n_outputs && !args->report && !manifest) return wrong("'render' needs an output (-o FILE)");
  for (size_t i = 0; i < args->n_outputs; i++) {
    streams += strcmp(args->outputs[i], "-") == 0;
    if (args->report && strcmp(args->report, "-") != 0 && strcmp(args->outputs[i], args->report) == 0)
      return wrong("'-o' and '--report' name the same file");
    if (manifest && strcmp(args->outputs[i], manifest) == 0)
      return wrong("'-o' and '--manifest' name the same file");
  }
  if (manifest && (!*manifest || strcmp(manifest, "-") == 0)) return wrong("'--manifest' needs a file name");
  if (manifest && args->report && strcmp(args->report, manifest) == 0)
    return wrong("'--report' and '--manifest' name the same file");
  if (args->report && !*args->report) return wrong("'--report' needs a file name");
  if (streams && args->report && strcmp(args->report, "-") == 0)
    return wrong("'-o -' and '--report -' cannot both be on standard output");
  return streams > 1 ? wrong("'-o -' can be given once") : CT_CLI_DONE;
}

static int set_report(struct ct_job *job, const char *path) {
  struct ct_err err = {0};
  bool ok = strcmp(path, "-") == 0 ? ct_job_set_report_stream(job, to_stdout, NULL, &err)
                                   : ct_job_set_report(job, path, &err);
  if (ok) return CT_CLI_DONE;
  ct_cli_say_error("%s", err.message);
  return CT_CLI_FAILED;
}

static int set_manifest(struct ct_job *job, const char *path) {
  struct ct_err err = {0};
  if (ct_job_set_manifest(job, path, &err)) return CT_CLI_DONE;
  ct_cli_say_error("%s", err.message);
  return CT_CLI_FAILED;
}

// The one thing of the environment that may be in a file (reproducible-builds.org/specs/source-date-epoch).
static int set_date(struct ct_job *job) {
  const char *date = getenv("SOURCE_DATE_EPOCH");
  struct ct_err err = {0};
  if (!date || !*date || ct_job_set(job, "source-date-epoch", date, &err)) return CT_CLI_DONE;
  ct_cli_say_error("SOURCE_DATE_EPOCH is '%s' (expected seconds since 1970, in digits)", date);
  return CT_CLI_FAILED;
}

static int render(struct ct_cli_session *s) {
  struct ct_err err = {0};
  ct_cli_session_show_progress(s);
  bool ok = ct_job_render(s->job, &err);
  ct_cli_progress_end(&s->progress);
  if (!ok) {
    // When standard output failed, its own error says more than the library can know.
    if (ct_cli_out_finish()) ct_cli_say_error("%s", err.message);
    return CT_CLI_FAILED;
  }
  return ct_cli_out_finish() ? CT_CLI_DONE : CT_CLI_FAILED;
}

int ct_cmd_render(const struct ct_cli_args *args) {
  ct_cli_memory_in_large_pages();
  int rc = check_outputs(args);
  if (rc != CT_CLI_DONE) return rc;
  struct ct_cli_session s;
  rc = ct_cli_session_begin(&s, args, stderr);
  for (size_t i = 0; i < args->n_outputs && rc == CT_CLI_DONE; i++)
    rc = add_output(s.job, args, args->outputs[i]);
  if (rc == CT_CLI_DONE && args->report) rc = set_report(s.job, args->report);
  const char *manifest = ct_cli_args_own(args, "manifest");
  if (rc == CT_CLI_DONE && manifest) rc = set_manifest(s.job, manifest);
  if (rc == CT_CLI_DONE) rc = set_date(s.job);
  if (rc == CT_CLI_DONE) rc = render(&s);
  return ct_cli_session_end(&s, rc);
}

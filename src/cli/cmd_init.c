// SPDX-License-Identifier: MIT
// init: the document that render would assume.
#include <cartouche.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "command.h"
#include "file.h"
#include "say.h"
#include "session.h"

static bool folder_of(const char *path, char out[PATH_MAX]) {
  const char *slash = strrchr(path, '/');
  size_t n = slash ? (size_t)(slash - path) : 0;
  if (n >= PATH_MAX) return false;
  if (!slash)
    strcpy(out, ".");
  else if (n == 0)
    strcpy(out, "/");
  else
    memcpy(out, path, n), out[n] = '\0';
  return true;
}

static bool write_file(const char *path, const char *text) {
  struct ct_cli_file f;
  if (!ct_cli_file_open(&f, path)) return false;
  fputs(text, f.to);
  return ct_cli_file_commit(&f);
}

static int make(struct ct_job *job, const char *path) {
  struct ct_err err = {0};
  char folder[PATH_MAX] = ".";
  const char *yaml;
  if (path && !folder_of(path, folder)) {
    ct_cli_say_error("%s: name too long", path);
    return CT_CLI_FAILED;
  }
  if (!ct_job_document(job, folder, &yaml, &err)) {
    ct_cli_say_error("%s", err.message);
    return CT_CLI_FAILED;
  }
  if (path) return write_file(path, yaml) ? CT_CLI_DONE : CT_CLI_FAILED;
  ct_cli_out_write(yaml, strlen(yaml));
  return ct_cli_out_finish() ? CT_CLI_DONE : CT_CLI_FAILED;
}

int ct_cmd_init(const struct ct_cli_args *args) {
  if (args->n_outputs > 1) {
    ct_cli_say_usage("init", "'init' writes one file ('%s' is the second)", args->outputs[1]);
    return CT_CLI_USAGE;
  }
  const char *path = args->n_outputs ? args->outputs[0] : NULL;
  if (path && strcmp(path, "-") == 0) path = NULL;
  struct ct_cli_session s;
  int rc = ct_cli_session_begin(&s, args, stderr);
  if (rc == CT_CLI_DONE) rc = make(s.job, path);
  return ct_cli_session_end(&s, rc);
}

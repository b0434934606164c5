// SPDX-License-Identifier: MIT
// init: the document that render would assume.
#include <cartouche.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "args.h"
#include "command.h"
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

static bool failed(const char *path) {
  ct_cli_say_error("%s: %s", path, strerror(errno));
  return false;
}

static bool write_all(int fd, const char *text) {
  size_t size = strlen(text);
  while (size) {
    ssize_t n = write(fd, text, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text += n;
    size -= (size_t)n;
  }
  return true;
}

// Whole or not at all: beside the file first, then renamed.
static bool write_file(const char *path, const char *text) {
  char beside[PATH_MAX];
  int n = snprintf(beside, sizeof beside, "%s.XXXXXX", path);
  if (n < 0 || n >= (int)sizeof beside) {
    errno = ENAMETOOLONG;
    return failed(path);
  }
  struct stat st;
  if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
    errno = EISDIR;
    return failed(path);
  }
  int fd = mkstemp(beside);
  if (fd < 0) return failed(path);
  mode_t mask = umask(0);
  umask(mask);
  bool ok = write_all(fd, text) && fchmod(fd, 0666 & ~mask) == 0 && fsync(fd) == 0;
  int saved = errno;
  ok = close(fd) == 0 && ok;
  if (ok && rename(beside, path) == 0) return true;
  if (ok) saved = errno;
  unlink(beside);
  errno = saved;
  return failed(path);
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

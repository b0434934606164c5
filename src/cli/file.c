// SPDX-License-Identifier: MIT
// File: an output of the command's own that appears whole or not at all.
#include "file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "say.h"

static bool failed(const char *path, int error) {
  ct_cli_say_error("%s: %s", path, strerror(error));
  return false;
}

bool ct_cli_file_open(struct ct_cli_file *f, const char *path) {
  struct stat st;
  *f = (struct ct_cli_file){.path = path};
  if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) return failed(path, EISDIR);
  size_t size = strlen(path) + sizeof ".XXXXXX";
  f->beside = malloc(size);
  if (!f->beside) return failed(path, ENOMEM);
  snprintf(f->beside, size, "%s.XXXXXX", path);
  int fd = mkstemp(f->beside);
  if (fd < 0) {
    int error = errno;
    free(f->beside);
    f->beside = NULL;
    return failed(path, error);
  }
  mode_t mask = umask(0);
  umask(mask);
  if (fchmod(fd, 0666 & ~mask) == 0 && (f->to = fdopen(fd, "w"))) return true;
  int error = errno;
  close(fd);
  ct_cli_file_drop(f);
  return failed(path, error);
}

bool ct_cli_file_commit(struct ct_cli_file *f) {
  errno = 0;
  bool ok = !ferror(f->to) && fflush(f->to) == 0 && fsync(fileno(f->to)) == 0;
  int error = errno ? errno : EIO;
  if (fclose(f->to) != 0 && ok) {
    ok = false;
    error = errno;
  }
  f->to = NULL;
  if (ok && rename(f->beside, f->path) != 0) {
    ok = false;
    error = errno;
  }
  if (ok) {
    free(f->beside);
    f->beside = NULL;
    return true;
  }
  ct_cli_file_drop(f);
  return failed(f->path, error);
}

void ct_cli_file_drop(struct ct_cli_file *f) {
  if (f->to) fclose(f->to);
  if (f->beside) unlink(f->beside);
  free(f->beside);
  f->to = NULL;
  f->beside = NULL;
}

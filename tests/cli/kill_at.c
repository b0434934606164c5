// SPDX-License-Identifier: MIT
// Kill at: preloaded into a command, ends it by SIGKILL before or after its n-th call that changes a file, or lets such calls
// fail as a full disk does. CT_TEST_COMMAND is the command's word, CT_TEST_CALLS what counts ("rename", or "all").
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long left, counted;
static int after, only_rename;
static const char *full, *count_into;

__attribute__((constructor)) static void begin(int argc, char **argv) {
  const char *command = getenv("CT_TEST_COMMAND"), *at = getenv("CT_TEST_AT"),
             *calls = getenv("CT_TEST_CALLS");
  if (argc < 2 || !command || strcmp(argv[1], command) != 0) return;
  left = at ? atol(at) : 0;
  after = getenv("CT_TEST_AFTER") != NULL;
  only_rename = calls && strcmp(calls, "rename") == 0;
  full = getenv("CT_TEST_FULL");
  count_into = getenv("CT_TEST_COUNT");
}

__attribute__((destructor)) static void end(void) {
  FILE *f = count_into ? fopen(count_into, "w") : NULL;
  if (!f) return;
  fprintf(f, "%ld\n", counted);
  fclose(f);
}

// True: the moment is after the call that comes.
static int tick(int is_rename) {
  if (only_rename && !is_rename) return 0;
  counted++;
  if (left == 0 || --left > 0) return 0;
  if (!after) kill(getpid(), SIGKILL);
  return 1;
}

static void tock(int now) {
  int error = errno;
  if (now) kill(getpid(), SIGKILL);
  errno = error;
}

// Is it a file whose name ends in CT_TEST_FULL?
static int is_full(int fd) {
  char link[64], name[4096];
  if (!full) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, name, sizeof name - 1);
  size_t tail = strlen(full);
  return n > 0 && (size_t)n >= tail && memcmp(name + n - tail, full, tail) == 0;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define WRAP(result, name, is_rename, params, args) \
  result name params {                              \
    int now = tick(is_rename);                      \
    result out = NEXT(name) args;                   \
    tock(now);                                      \
    return out;                                     \
  }

#define WRAP_FD(result, name, params, args) \
  result name params {                      \
    if (is_full(fd)) {                      \
      errno = ENOSPC;                       \
      return -1;                            \
    }                                       \
    int now = tick(0);                      \
    result out = NEXT(name) args;           \
    tock(now);                              \
    return out;                             \
  }

WRAP(int, rename, 1, (const char *from, const char *to), (from, to))
WRAP(int, unlink, 0, (const char *path), (path))
WRAP(int, rmdir, 0, (const char *path), (path))
WRAP(int, mkdir, 0, (const char *path, mode_t mode), (path, mode))
WRAP(int, fsync, 0, (int fd), (fd))
WRAP(int, fdatasync, 0, (int fd), (fd))
WRAP_FD(int, ftruncate, (int fd, off_t size), (fd, size))
WRAP_FD(int, ftruncate64, (int fd, off64_t size), (fd, size))
WRAP_FD(ssize_t, write, (int fd, const void *data, size_t n), (fd, data, n))
WRAP_FD(ssize_t, pwrite, (int fd, const void *data, size_t n, off_t at), (fd, data, n, at))
WRAP_FD(ssize_t, pwrite64, (int fd, const void *data, size_t n, off64_t at), (fd, data, n, at))

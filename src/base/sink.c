// SPDX-License-Identifier: MIT
// Sink: where an output's bytes go: a file that appears whole, or memory.
#include "base/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/sink_held.h"
#include "base/temp.h"

enum { BUFFER = 256 * 1024, MAX_LINKS = 40 };

static _Thread_local bool names_pass;

void ct_sink_names_pass(bool pass) {
  names_pass = pass;
}

void ct_sink_open_memory(struct ct_sink *s) {
  *s = (struct ct_sink){.fd = -1};
}

// The folder part of a path, with its last slash; "" for none.
static char *folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  return strndup(path, slash ? (size_t)(slash - path) + 1 : 0);
}

static char *join(const char *folder, const char *name) {
  char *out = NULL;
  return asprintf(&out, "%s%s", folder, name) < 0 ? NULL : out;
}

// Follows symbolic links, so that a link stays one and its target is replaced.
static char *follow(const char *path) {
  char *at = strdup(path);
  for (int i = 0; at && i < MAX_LINKS; i++) {
    char to[PATH_MAX];
    ssize_t n = readlink(at, to, sizeof to - 1);
    if (n <= 0) return at;
    to[n] = 0;
    char *folder = folder_of(at), *next = to[0] == '/' ? strdup(to) : folder ? join(folder, to) : NULL;
    free(folder);
    free(at);
    at = next;
  }
  return at;
}

// The first thing that is wrong with the place, in words.
static bool check_place(const char *path, const char *target, struct stat *st, bool *exists,
                        struct ct_err *err) {
  size_t n = strlen(target);
  *exists = stat(target, st) == 0;
  if (n == 0) return ct_fail(err, "output path is empty (expected a file name)");
  if ((*exists && S_ISDIR(st->st_mode)) || target[n - 1] == '/')
    return ct_fail(err, "%s: is a folder (expected a file name)", path);
  char *folder = folder_of(target);
  const char *in = folder && *folder ? folder : ".";
  struct stat fs;
  bool ok = true;
  if (!folder)
    ok = ct_fail(err, "%s: out of memory", path);
  else if (stat(in, &fs) != 0)
    ok =
        ct_fail(err, errno == ENOENT ? "%s: folder '%s' does not exist" : "%s: folder '%s' cannot be reached",
                path, in);
  else if (!S_ISDIR(fs.st_mode))
    ok = ct_fail(err, "%s: '%s' is not a folder", path, in);
  else if (*exists && access(target, W_OK) != 0)
    ok = ct_fail(err, "%s: cannot write: %s", path, strerror(errno));
  else if (!(*exists && !S_ISREG(st->st_mode)) && access(in, W_OK | X_OK) != 0)
    ok = ct_fail(err, "%s: cannot write in folder '%s': %s", path, in, strerror(errno));
  free(folder);
  return ok;
}

bool ct_sink_check(const char *path, struct ct_err *err) {
  char *target = follow(path);
  if (!target) return ct_fail(err, "%s: out of memory", path);
  struct stat st;
  bool exists, ok = check_place(path, target, &st, &exists, err);
  free(target);
  return ok;
}

// Where to begin to look for a free name: many files may be in the making in one folder.
static unsigned first_try(const char *target) {
  unsigned h = 0;
  for (const char *p = target; *p; p++) h = h * 31 + (unsigned char)*p;
  return h % 1000000;
}

// Opens a new file beside the target. The name is the process's own, so that two runs don't
// meet, and in the same folder, so that the rename stays on one file system.
static int open_temp(const char *target, bool held, char **temp) {
  char *folder = folder_of(target);
  if (!folder) return -1;
  int fd = -1;
  unsigned first = first_try(target);
  for (unsigned i = 0; i < 1000 && fd < 0; i++) {
    char name[64];
    if (held)
      snprintf(name, sizeof name, CT_SINK_HELD "%u-%ld-%u.tmp", first, (long)getpid(), i);
    else
      snprintf(name, sizeof name, ".cartouche-%ld-%u.tmp", (long)getpid(), first + i);
    *temp = join(folder, name);
    if (!*temp) break;
    // Noted first: a signal may come as soon as the file is there.
    ct_temp_note(*temp);
    fd = open(*temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0) break;
    int error = errno;
    ct_temp_release(*temp);
    *temp = NULL;
    errno = error;
    if (error != EEXIST) break;
  }
  int error = errno;
  free(folder);
  errno = error;
  return fd;
}

// A held file that another process took for a dead one's, in the moment before it was locked, is made again.
static int open_held(const char *target, char **temp) {
  char *folder = folder_of(target);
  if (folder) ct_sink_held_sweep(*folder ? folder : ".", first_try(target));
  free(folder);
  for (int i = 0; i < 10; i++) {
    int fd = open_temp(target, true, temp);
    if (fd < 0 || ct_sink_held_lock(fd)) return fd;
    close(fd);
    ct_temp_release(*temp);
    *temp = NULL;
  }
  errno = EAGAIN;
  return -1;
}

static bool open_sink(struct ct_sink *s, const char *path, bool held, struct ct_err *err) {
  ct_sink_open_memory(s);
  s->target = follow(path);
  struct stat st;
  bool exists;
  if (!s->target) return ct_fail(err, "%s: out of memory", path);
  if (!check_place(path, s->target, &st, &exists, err)) {
    ct_sink_drop(s);
    return false;
  }
  s->direct = exists && !S_ISREG(st.st_mode);
  s->only_new = held;
  if (s->direct)
    s->fd = open(s->target, O_WRONLY | O_CLOEXEC);
  else
    s->fd = held ? open_held(s->target, &s->temp) : open_temp(s->target, false, &s->temp);
  if (s->fd >= 0) return true;
  ct_fail(err, "%s: cannot write: %s", path, strerror(errno));
  ct_sink_drop(s);
  return false;
}

bool ct_sink_open_file(struct ct_sink *s, const char *path, struct ct_err *err) {
  return open_sink(s, path, false, err);
}

bool ct_sink_open_held(struct ct_sink *s, const char *path, struct ct_err *err) {
  if (!open_sink(s, path, true, err)) return false;
  if (!s->direct) return true;
  ct_sink_drop(s);
  return ct_fail(err, "%s: is no regular file (this format is written at many places at once)", path);
}

bool ct_sink_open_name(struct ct_sink *s, const char *path, struct ct_err *err) {
  if (!ct_sink_open_file(s, path, err)) return false;
  if (s->direct) {
    ct_sink_drop(s);
    return ct_fail(err, "%s: is no regular file (this format is written at many places at once)", path);
  }
  close(s->fd);
  s->fd = -1;
  unlink(s->temp);
  return true;
}

static void flush(struct ct_sink *s) {
  size_t done = 0;
  while (!s->error && done < s->n) {
    ssize_t k = write(s->fd, s->data + done, s->n - done);
    if (k > 0)
      done += (size_t)k;
    else if (k < 0 && errno != EINTR)
      s->error = errno;
    else if (k == 0)
      s->error = ENOSPC;
  }
  s->n = 0;
}

static bool reserve(struct ct_sink *s, size_t size) {
  if (size <= s->cap - s->n) return true;
  size_t want = s->cap ? s->cap * 2 : BUFFER;
  if (want < s->n + size) want = s->n + size;
  unsigned char *p = want < s->n ? NULL : realloc(s->data, want);
  if (!p) {
    s->error = ENOMEM;
    return false;
  }
  s->data = p;
  s->cap = want;
  return true;
}

bool ct_sink_put(struct ct_sink *s, const void *data, size_t size) {
  if (s->fd >= 0 && s->n + size > BUFFER) flush(s);
  if (s->error || !reserve(s, size)) return false;
  if (size) memcpy(s->data + s->n, data, size);
  s->n += size;
  return true;
}

bool ct_sink_rest(struct ct_sink *s) {
  if (s->fd < 0 || s->direct) return !s->error;
  flush(s);
  if (!s->error && fsync(s->fd) != 0) s->error = errno;
  if (close(s->fd) != 0 && !s->error) s->error = errno;
  s->fd = -1;
  free(s->data);
  s->data = NULL;
  s->cap = 0;
  return !s->error;
}

// Makes the new name last too, where the file system can; the bytes are safe either way.
static void sync_folder(const char *target) {
  char *folder = folder_of(target);
  int fd = folder ? open(*folder ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  if (fd >= 0) {
    fsync(fd);
    close(fd);
  }
  free(folder);
}

// File systems that cannot tell whether the name is free as they give it are asked before.
static bool put_in_place(const struct ct_sink *s) {
  struct stat st;
  if (!s->only_new) return rename(s->temp, s->target) == 0;
  if (renameat2(AT_FDCWD, s->temp, AT_FDCWD, s->target, RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  errno = EEXIST;
  return lstat(s->target, &st) != 0 && rename(s->temp, s->target) == 0;
}

bool ct_sink_commit(struct ct_sink *s, const char *path, struct ct_err *err) {
  if (s->fd < 0) s->fd = open(s->temp, O_WRONLY | O_CLOEXEC);
  if (s->fd < 0) {
    ct_fail(err, "%s: cannot write: %s", path, strerror(errno));
    ct_sink_drop(s);
    return false;
  }
  flush(s);
  if (!s->error && !s->direct && fsync(s->fd) != 0) s->error = errno;
  // The lock goes with the file.
  if (!s->error && s->only_new && !put_in_place(s)) s->error = errno;
  if (close(s->fd) != 0 && !s->error) s->error = errno;
  s->fd = -1;
  if (!s->error && !s->direct && !s->only_new && !put_in_place(s)) s->error = errno;
  if (s->error) {
    if (s->only_new && s->error == EEXIST)
      ct_fail(err, "%s: was made by another program in the meantime (try again)", path);
    else
      ct_fail(err, "%s: cannot write: %s", path, strerror(s->error));
    ct_sink_drop(s);
    return false;
  }
  ct_temp_release(s->temp);
  s->temp = NULL;
  if (!s->direct && !names_pass) sync_folder(s->target);
  return true;
}

void ct_sink_drop(struct ct_sink *s) {
  if (s->fd >= 0) close(s->fd);
  if (s->temp) unlink(s->temp);
  ct_temp_release(s->temp);
  free(s->target);
  free(s->data);
  *s = (struct ct_sink){.fd = -1};
}

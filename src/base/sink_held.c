// SPDX-License-Identifier: MIT
// Sink, held: temporary files that tell by a lock whether their process lives.
#include "base/sink_held.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// A byte far behind those that SQLite locks; of the open file, so that the library's closing does not let go of it.
bool ct_sink_held_lock(int fd) {
  struct stat st;
  struct flock f = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)1 << 40, .l_len = 1};
  return fcntl(fd, F_OFD_SETLK, &f) == 0 && fstat(fd, &st) == 0 && st.st_nlink > 0;
}

// The file itself last: without it nobody would find what lies beside it.
static void remove_dead(int folder, const char *name) {
  static const char *const ends[] = {"-wal", "-shm", "-journal", ""};
  char path[512];
  int fd = openat(folder, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  bool is_dead = fd >= 0 && ct_sink_held_lock(fd);
  for (size_t i = 0; is_dead && i < sizeof ends / sizeof *ends; i++) {
    snprintf(path, sizeof path, "%s%s", name, ends[i]);
    unlinkat(folder, path, 0);
  }
  if (fd >= 0) close(fd);
}

void ct_sink_held_sweep(const char *folder, unsigned number) {
  char prefix[64];
  DIR *d = opendir(folder);
  if (!d) return;
  int n = snprintf(prefix, sizeof prefix, CT_SINK_HELD "%u-", number);
  for (struct dirent *e; (e = readdir(d));) {
    size_t length = strlen(e->d_name);
    bool is_held = length > 4 && strcmp(e->d_name + length - 4, ".tmp") == 0;
    if (is_held && strncmp(e->d_name, prefix, (size_t)n) == 0) remove_dead(dirfd(d), e->d_name);
  }
  closedir(d);
}

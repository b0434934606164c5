// SPDX-License-Identifier: MIT
// Share: finds layers/ and styles/ from where the program runs.
#include "share.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "say.h"

#ifndef CT_SHARE_DIR
#define CT_SHARE_DIR "/usr/local/share/cartouche"
#endif

static bool is_folder(const char *folder, const char *name) {
  char path[PATH_MAX];
  struct stat st;
  int n = snprintf(path, sizeof path, "%s/%s", folder, name);
  return n > 0 && n < (int)sizeof path && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

// Resolved, so that paths in messages do not say bin/../share.
static bool try_folder(const char *path, char out[PATH_MAX]) {
  return is_folder(path, "layers") && is_folder(path, "styles") && realpath(path, out);
}

static bool program_folder(char out[PATH_MAX]) {
  ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
  if (n <= 0) return false;
  out[n] = '\0';
  char *slash = strrchr(out, '/');
  if (!slash) return false;
  *slash = '\0';
  return true;
}

bool ct_cli_share_find(char out[PATH_MAX]) {
  // build/cartouche, build/asan/cartouche
  static const char *const beside[] = {"../share/cartouche", "..", "../.."};
  const char *env = getenv("CARTOUCHE_SHARE");
  char program[PATH_MAX], path[PATH_MAX];
  if (env && *env) {
    if (try_folder(env, out)) return true;
    ct_cli_say_error("%s: no layers/ and styles/ in it (CARTOUCHE_SHARE names it)", env);
    return false;
  }
  if (program_folder(program)) {
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
      int n = snprintf(path, sizeof path, "%s/%s", program, beside[i]);
      if (n > 0 && n < (int)sizeof path && try_folder(path, out)) return true;
    }
  }
  if (try_folder(CT_SHARE_DIR, out)) return true;
  ct_cli_say_error("layers/ and styles/ are neither near the program nor in %s (set CARTOUCHE_SHARE)",
                   CT_SHARE_DIR);
  return false;
}

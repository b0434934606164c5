// SPDX-License-Identifier: MIT
// Fonts: where Linux machines keep them.
#include "fonts.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

bool ct_cli_fonts_each(ct_cli_font_fn *fn, void *user, struct ct_err *err) {
  static const char *const folders[] = {"/usr/local/share/fonts", "/usr/share/fonts"};
  const char *home = getenv("HOME");
  char own[PATH_MAX];
  bool ok = true;
  if (home && snprintf(own, sizeof own, "%s/.local/share/fonts", home) < (int)sizeof own)
    ok = fn(user, own, err);
  for (size_t i = 0; ok && i < sizeof folders / sizeof *folders; i++) ok = fn(user, folders[i], err);
  return ok;
}

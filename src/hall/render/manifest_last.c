// SPDX-License-Identifier: MIT
// Manifest, last: members of the manifest that a map had, as they stand in its text.
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "hall/render/manifest.h"

#define FEATURES ",\n\"features\":[\n"

static const char *find(const struct ct_manifest_last *last, const char *what) {
  return memmem(last->text, last->n, what, strlen(what));
}

bool ct_manifest_last_read(struct ct_arena *a, const char *path, struct ct_manifest_last *out,
                           struct ct_err *err) {
  enum { BLOCK = 1 << 16 };
  struct ct_str s = {.arena = a};
  FILE *f = fopen(path, "rbe");
  if (!f) return ct_fail(err, "%s: %s", path, strerror(errno));
  char *block = ct_arena_alloc(a, BLOCK, 1);
  for (size_t n; (n = fread(block, 1, BLOCK, f)) > 0;) ct_str_add_n(&s, block, n);
  bool ok = !ferror(f);
  fclose(f);
  *out = (struct ct_manifest_last){s.v, s.n};
  if (!ok) return ct_fail(err, "%s: cannot be read", path);
  return (s.n && find(out, FEATURES)) || ct_fail(err, "%s: is no manifest of this program", path);
}

// Texts have their line breaks escaped, so that a quote at a line's beginning is a member's.
void ct_manifest_last_put(const struct ct_manifest_last *last, const char *key, struct ct_str *out) {
  char begin[64];
  snprintf(begin, sizeof begin, ",\n\"%s\":", key);
  const char *from = find(last, begin), *end = last->text + last->n, *to;
  if (!from) return;
  for (to = from + 2; to < end && strncmp(to, ",\n\"", 3) != 0;) to++;
  ct_str_add_n(out, from, (size_t)(to - from));
}

struct ct_manifest_last ct_manifest_last_features(const struct ct_manifest_last *last) {
  const char *from = find(last, FEATURES) + sizeof FEATURES - 1;
  return (struct ct_manifest_last){from, (size_t)(last->text + last->n - from)};
}

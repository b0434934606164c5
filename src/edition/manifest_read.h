// SPDX-License-Identifier: MIT
// Manifest read: what a manifest file says, checked.
#ifndef CT_EDITION_MANIFEST_READ_H
#define CT_EDITION_MANIFEST_READ_H

#include <stdbool.h>

#include "model/edition.h"

struct ct_arena;
struct ct_err;
struct ct_value;

// The form of manifest that this program writes, and the newest it reads.
enum { CT_MANIFEST_VERSION = 1 };

struct ct_manifest {
  struct ct_edition edition;
  const struct ct_value *head;  // all but the features
};

// Everything lives in the arena. Fails, with the place, for what is no manifest, is cut off, is of a newer form, has
// two features of one id, or one whose hash is not that of what it says.
bool ct_manifest_read(const char *path, struct ct_arena *a, struct ct_manifest *out, struct ct_err *err);

#endif

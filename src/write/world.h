// SPDX-License-Identifier: MIT
// World: the files beside a picture that say where it lies.
#ifndef CT_WRITE_WORLD_H
#define CT_WRITE_WORLD_H

#include <stdbool.h>

#include "base/sink.h"

struct ct_err;
struct ct_scene;
struct ct_write_options;

struct ct_world_part {
  char *path;  // NULL: there is none
  struct ct_sink sink;
};

// A world file, and the CRS in NAME.aux.xml unless the picture knows it itself. Zeroed there are none.
struct ct_world {
  struct ct_world_part parts[2];
};

// What they are to be called by.
struct ct_world_names {
  const char *path;       // the picture's
  const char *extension;  // the world file's
  bool with_crs;
};

// Makes them under temporary names, closed and on the disk. False leaves nothing.
bool ct_world_make(const struct ct_scene *scene, const struct ct_write_options *options,
                   struct ct_world_names names, struct ct_world *out, struct ct_err *err);
// Puts them in their places; drop it after that too.
bool ct_world_commit(struct ct_world *world, struct ct_err *err);
void ct_world_drop(struct ct_world *world);

#endif

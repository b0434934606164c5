// SPDX-License-Identifier: MIT
// World: the files beside a picture that say where it lies.
#include "write/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "write/ground.h"

// "map.png" as "map.pgw".
static char *world_path(const char *path, const char *extension) {
  const char *had = ct_path_extension(path);
  size_t stem = strlen(path) - (*had ? strlen(had) + 1 : 0);
  char *out = NULL;
  return asprintf(&out, "%.*s.%s", (int)stem, path, extension) < 0 ? NULL : out;
}

static char *aux_path(const char *path) {
  char *out = NULL;
  return asprintf(&out, "%s.aux.xml", path) < 0 ? NULL : out;
}

static bool open_part(struct ct_world_part *part, char *path, struct ct_err *err) {
  part->path = path;
  if (!path) return ct_fail(err, "out of memory");
  return ct_sink_open_file(&part->sink, path, err);
}

// Closes the part, `ok` when all of it has been put.
static bool finish(struct ct_world_part *part, bool ok, struct ct_err *err) {
  if ((ok && ct_sink_rest(&part->sink)) || err->failed) return ok;
  return ct_fail(err, "%s: cannot write: %s", part->path,
                 part->sink.error ? strerror(part->sink.error) : "unknown failure");
}

bool ct_world_make(const struct ct_scene *scene, const struct ct_write_options *o,
                   struct ct_world_names names, struct ct_world *out, struct ct_err *err) {
  struct ct_world_part *world = &out->parts[0], *aux = &out->parts[1];
  double gt[6];
  *out = (struct ct_world){0};
  ct_sink_open_memory(&world->sink);
  ct_sink_open_memory(&aux->sink);
  ct_ground_transform(scene, o, gt);
  bool ok = open_part(world, world_path(names.path, names.extension), err) &&
            finish(world, ct_ground_world(gt, &world->sink), err);
  if (ok && names.with_crs)
    ok = open_part(aux, aux_path(names.path), err) &&
         finish(aux, ct_ground_aux(scene, gt, &aux->sink, err), err);
  if (!ok) ct_world_drop(out);
  return ok;
}

bool ct_world_commit(struct ct_world *world, struct ct_err *err) {
  for (int i = 0; i < 2; i++) {
    struct ct_world_part *part = &world->parts[i];
    if (part->path && !ct_sink_commit(&part->sink, part->path, err)) return false;
  }
  return true;
}

void ct_world_drop(struct ct_world *world) {
  for (int i = 0; i < 2; i++) {
    struct ct_world_part *part = &world->parts[i];
    if (part->path) ct_sink_drop(&part->sink);
    free(part->path);
    part->path = NULL;
  }
}

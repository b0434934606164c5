// SPDX-License-Identifier: MIT
// Version: PROJ's, and of its database.
#include <proj.h>

#include "base/arena.h"
#include "project/project.h"

const char *ct_project_proj_version(void) {
  return proj_info().version;
}

const char *ct_project_database_version(struct ct_arena *a) {
  PJ_CONTEXT *ctx = proj_context_create();
  if (!ctx) return NULL;
  proj_log_level(ctx, PJ_LOG_NONE);
  proj_context_set_enable_network(ctx, 0);
  // Belongs to the context.
  const char *version = proj_context_get_database_metadata(ctx, "EPSG.VERSION");
  version = version ? ct_arena_strdup(a, version) : NULL;
  proj_context_destroy(ctx);
  return version;
}

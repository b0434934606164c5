// SPDX-License-Identifier: MIT
// Version: PROJ's.
#include <proj.h>

#include "project/project.h"

const char *ct_project_proj_version(void) {
  return proj_info().version;
}

// SPDX-License-Identifier: MIT
// Render: marks that share a place, layer by layer.
#include "render.h"

bool ct_render_stacks(struct ct_render *r, struct ct_err *err) {
  (void)r;
  (void)err;
  return true;
}

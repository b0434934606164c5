// SPDX-License-Identifier: MIT
// Render: what the document asks of single labels.
#include "render.h"

void ct_render_wishes(struct ct_render *r) {
  (void)r;
}

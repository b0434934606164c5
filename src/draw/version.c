// SPDX-License-Identifier: MIT
// Version: librsvg's.
#include <librsvg/rsvg.h>

#include "base/arena.h"
#include "draw/draw.h"

const char *ct_draw_librsvg_version(struct ct_arena *a) {
  return ct_arena_printf(a, "%u.%u.%u", rsvg_major_version, rsvg_minor_version, rsvg_micro_version);
}

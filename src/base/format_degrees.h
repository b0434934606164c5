// SPDX-License-Identifier: MIT
// Degrees as they stand at a map's edge.
#ifndef CT_BASE_FORMAT_DEGREES_H
#define CT_BASE_FORMAT_DEGREES_H

#include <stdbool.h>

struct ct_arena;

// A multiple of `step` with as many places as the step needs: "40° N", "127°30′ E", "38°45′10″ N". `format` is
// "dms", "dm" (38°45.5′ N), "decimal" (38.75° N), or NULL for dms. The equator, and the meridians of 0 and 180,
// have no letter.
const char *ct_format_degrees(struct ct_arena *a, double deg, bool is_lat, double step, const char *format);

#endif

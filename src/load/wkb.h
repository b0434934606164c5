// SPDX-License-Identifier: MIT
// WKB: well-known binary geometry into a table under construction.
#ifndef CT_LOAD_WKB_H
#define CT_LOAD_WKB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_build;

// Which kinds the geometry holds, as bits 1 << enum ct_geom_type; 0 when empty. False
// when it is malformed or of a type that must be turned into points, lines and
// polygons first (curves, surfaces).
bool ct_wkb_kinds(const unsigned char *wkb, size_t size, unsigned *kinds);

// Appends the parts of one kind to the build's last row; Z and M are dropped. The
// bytes must have passed ct_wkb_kinds. Rings keep their order: exterior, then holes.
void ct_wkb_parts(const unsigned char *wkb, size_t size, unsigned kind, struct ct_build *b);

// A plain point, the commonest case: its x and y. False for anything else.
bool ct_wkb_point(const unsigned char *wkb, size_t size, double xy[2]);

#endif

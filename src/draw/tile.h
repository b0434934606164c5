// SPDX-License-Identifier: MIT
// Tile: an image laid side by side, as a Cairo pattern.
#ifndef CT_DRAW_TILE_H
#define CT_DRAW_TILE_H

struct ct_icons;
struct ct_pattern;
typedef struct _cairo_pattern cairo_pattern_t;

// The pattern in user space (page points); NULL when there is no such image. The caller destroys it.
cairo_pattern_t *ct_tile_pattern(struct ct_icons *icons, const struct ct_pattern *p);

#endif

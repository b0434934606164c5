// SPDX-License-Identifier: MIT
// Tile entry: where a line comes into the tile in which MapLibre begins its dashes.
#include "project/tile_entry.h"

#include <math.h>

// geojson-vt: the deepest zoom of its tiles, and the margin around them in tiles.
#define DEEPEST 18.0
#define MARGIN 0.25

static float mark_between(const struct ct_vertex *p, const struct ct_vertex *q, double t) {
  return (float)(p->mark + t * ((double)q->mark - p->mark));
}

static struct ct_box tile_around(double x, double y, double zoom) {
  double size = 360 / exp2(fmin(fmax(floor(zoom), 0), DEEPEST)), margin = MARGIN * size;
  double west = floor((x + 180) / size) * size - 180, south = floor((y + 180) / size) * size - 180;
  return (struct ct_box){west - margin, south - margin, west + size + margin, south + size + margin};
}

float ct_tile_entry(const struct ct_chain *c, const struct ct_box *shown, double zoom) {
  double t[2];
  size_t first = 0;
  while (first + 1 < c->n && !ct_chain_clip_segment(&c->v[first], &c->v[first + 1], shown, t)) first++;
  if (first + 1 >= c->n) return 0;
  const struct ct_vertex *p = &c->v[first], *q = p + 1;
  struct ct_box tile = tile_around(p->x + t[0] * (q->x - p->x), p->y + t[0] * (q->y - p->y), zoom);
  // Back from there to where the line is no longer in the tile.
  for (size_t i = first + 1; i-- > 0;) {
    p = &c->v[i];
    if (!ct_chain_clip_segment(p, p + 1, &tile, t)) return p[1].mark;
    if (t[0] > 0) return mark_between(p, p + 1, t[0]);
  }
  return 0;
}

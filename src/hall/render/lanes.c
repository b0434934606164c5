// SPDX-License-Identifier: MIT
// Lanes: links between the same two places, side by side.
#include "hall/render/lanes.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "hall/render/render.h"
#include "project/project.h"

// Between lines side by side.
#define LANE_GAP_PT 1.1
// How much later a line begins beside the arrowhead of one that comes, in widths of it, and points.
#define HEAD_WIDTHS 1.9
#define HEAD_PT 3.0

struct ct_link_ends ct_link_ends_of(const struct ct_render *r, const struct ct_table *t, size_t row) {
  const struct ct_geoms *g = &t->geoms;
  size_t from = g->coord0[g->part0[row]], to = g->coord0[g->part0[row + 1]] - 1;
  struct ct_link_ends e;
  memcpy(e.at, g->lonlat + 2 * from, 2 * sizeof *e.at);
  memcpy(e.at + 2, g->lonlat + 2 * to, 2 * sizeof *e.at);
  for (int i = 0; i < 2; i++)
    e.seen[i] = ct_project_point(&r->view, e.at[2 * i], e.at[2 * i + 1], &e.xy[2 * i], &e.xy[2 * i + 1]);
  return e;
}

// Lines between the same two places stand side by side, those of one direction together, each keeping to the right.
struct lane {
  uint32_t next;  // item of the same two places, plus one; 0: none
  bool back;
};

static const char *places_key(struct ct_arena *a, const double at[4], bool *back) {
  // Longitudes run on along a line: 181 is -179.
  double p[4] = {remainder(at[0], 360), at[1], remainder(at[2], 360), at[3]};
  *back = p[0] > p[2] || (p[0] == p[2] && p[1] > p[3]);
  int f = *back ? 2 : 0, t = *back ? 0 : 2;
  return ct_arena_printf(a, "%.6f %.6f %.6f %.6f", p[f], p[f + 1], p[t], p[t + 1]);
}

static float width_of(const struct ct_items *items, size_t i) {
  return items->styles.line[items->style ? items->style[i] : 0].width;
}

static void set_lanes(const struct ct_items *items, const struct lane *lanes, uint32_t first,
                      struct ct_link_place *out) {
  double all = -LANE_GAP_PT, at, widest[2] = {0, 0};
  for (uint32_t k = first; k; k = lanes[k - 1].next) {
    double w = width_of(items, k - 1), *most = &widest[lanes[k - 1].back];
    all += w + LANE_GAP_PT;
    *most = fmax(*most, w);
  }
  at = -all / 2;
  for (int forth = 0; forth < 2; forth++)
    for (uint32_t k = first; k; k = lanes[k - 1].next) {
      if (lanes[k - 1].back == (forth == 1)) continue;
      double w = width_of(items, k - 1);
      double against = widest[!lanes[k - 1].back];
      out[k - 1].side = (lanes[k - 1].back ? -1 : 1) * (at + w / 2);
      out[k - 1].later = against > 0 ? HEAD_WIDTHS * against + HEAD_PT : 0;
      at += w + LANE_GAP_PT;
    }
}

struct ct_link_place *ct_link_places(struct ct_render *r, const struct ct_render_layer *l) {
  const struct ct_items *items = &l->items;
  struct ct_link_place *out = CT_NEW_N(r->a, struct ct_link_place, items->n);
  struct lane *lanes = CT_NEW_N(r->a, struct lane, items->n);
  struct ct_map pairs = {.arena = r->a};
  for (size_t i = 0; i < items->n; i++) {
    size_t row = items->feature[i];
    if (ct_table_geom_type(l->table, row) != CT_GEOM_LINE) continue;
    struct ct_link_ends e = ct_link_ends_of(r, l->table, row);
    bool added = false;
    const char *key = places_key(r->a, e.at, &lanes[i].back);
    struct ct_map_entry *m = ct_map_add_string(&pairs, key, 0, &added);
    lanes[i].next = added ? 0 : (uint32_t)m->value;
    m->value = i + 1;
  }
  // Each chain begins at its last item.
  bool *follows = CT_NEW_N(r->a, bool, items->n + 1);
  for (size_t i = 0; i < items->n; i++) follows[lanes[i].next] = true;
  for (size_t i = 0; i < items->n; i++)
    if (!follows[i + 1] && lanes[i].next) set_lanes(items, lanes, (uint32_t)i + 1, out);
  return out;
}

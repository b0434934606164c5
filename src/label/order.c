// SPDX-License-Identifier: MIT
// Order: in which order symbols are drawn, and which of a way's names counts.
#include <stdlib.h>

#include "label/solver.h"

bool ct_label_by_y(const struct ct_items *items, const struct ct_symbol_style *st) {
  bool by_y = st->z_order == CT_Z_VIEWPORT_Y || (st->z_order == CT_Z_AUTO && !items->sort_key);
  return by_y && (st->text_overlap != CT_OVERLAP_NEVER || st->icon_overlap != CT_OVERLAP_NEVER ||
                  st->text_ignore_placement || st->icon_ignore_placement);
}

struct drawn {
  uint32_t unit, layer;
  float y;
};

// The lower on the page the later, else as the layer has them.
static int compare(const void *va, const void *vb) {
  const struct drawn *a = va, *b = vb;
  if (a->layer != b->layer) return a->layer < b->layer ? -1 : 1;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  return a->unit < b->unit ? -1 : 1;
}

uint32_t *ct_order_drawn(struct ct_solver *s) {
  uint32_t *out = CT_NEW_N(s->arena, uint32_t, s->units.n + 1);
  struct drawn *d = CT_NEW_N(s->arena, struct drawn, s->units.n + 1);
  for (uint32_t i = 0; i < s->units.n; i++) {
    const struct ct_unit *u = &s->units.v[i];
    d[i] = (struct drawn){i, u->layer, 0};
    if (ct_label_by_y(s->in->layers[u->layer].items, u->style)) d[i].y = u->y;
  }
  if (s->units.n) qsort(d, s->units.n, sizeof *d, compare);
  for (uint32_t i = 0; i < s->units.n; i++) out[i] = d[i].unit;
  return out;
}

void ct_order_repeats(struct ct_solver *s) {
  for (size_t i = 0; i < s->units.n; i++) {
    struct ct_unit *first = &s->units.v[i];
    if (!first->way || first->repeat || first->at != CT_DROPPED) continue;
    // Units of a way are one after the other.
    for (size_t k = i + 1; k < s->units.n && s->units.v[k].way == first->way; k++) {
      struct ct_unit *u = &s->units.v[k];
      if (u->at == CT_DROPPED) continue;
      u->repeat = false;
      first->repeat = true;
      break;
    }
  }
}

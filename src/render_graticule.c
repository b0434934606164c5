// SPDX-License-Identifier: MIT
// Render: the graticule of a view, and where in the map it is drawn.
#include "page/page.h"
#include "project/graticule.h"
#include "render.h"

bool ct_render_graticule(struct ct_render *r, bool *again, struct ct_err *err) {
  struct ct_graticule *g = &r->doc.graticule;
  bool first = !(g->fit.step_lat > 0);
  *again = false;
  if (!g->on) return true;
  r->graticule = CT_NEW(r->a, struct ct_graticule_net);
  if (!ct_project_graticule(&r->view, g, r->a, r->graticule, err)) return false;
  ct_page_graticule(r->page, r->graticule, r->a);
  if (!first || !g->labels || r->doc.page.bare) return true;
  // Steps stay as they are now, so that the labels fit what is kept for them.
  ct_page_graticule_bands(r->page, &g->fit);
  *again = g->fit.top > 0 || g->fit.right > 0 || g->fit.bottom > 0 || g->fit.left > 0;
  return true;
}

// Over the base map and coloured areas, under everything that stands out.
size_t ct_render_graticule_at(const struct ct_render *r) {
  size_t i = 0;
  while (i < r->nlayers) {
    enum ct_layer_type type = r->layers[i].info.type;
    bool of_base = type != CT_LAYER_SYMBOL && type != CT_LAYER_CIRCLE && type != CT_LAYER_HEATMAP;
    if (!of_base || (r->layers[i].of_data && type == CT_LAYER_LINE)) break;
    i++;
  }
  return i;
}

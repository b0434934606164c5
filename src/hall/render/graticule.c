// SPDX-License-Identifier: MIT
// Render: the graticule of a view, and where in the map it is drawn.
#include "project/graticule.h"
#include "hall/render/render.h"
#include "model/diag.h"
#include "page/page.h"
#include "project/guide.h"

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

// Degrees by which north may turn for an arrow to have a meaning.
#define TURN_MOST_DEG 60

void ct_render_guide(struct ct_render *r) {
  const struct ct_document *d = &r->doc;
  if (!ct_view_guide(&r->view, d->has_scale_lat, d->scale_lat) && d->scale_bar && !d->page.bare)
    ct_diag_say(r->diags, "CT-G201", CT_WARNING, d->file, 0,
                "'scale_bar' is to be true at latitude %g, which is not on the map: it is true at the centre",
                d->scale_lat);
  double turn = r->view.north_most_deg - r->view.north_least_deg;
  if (d->north == CT_NORTH_ALWAYS && turn > TURN_MOST_DEG && !d->page.bare)
    ct_diag_say(r->diags, "CT-G202", CT_WARNING, d->file, 0,
                "north turns by %.0f degrees across the map: no arrow is drawn (a graticule tells it)", turn);
}

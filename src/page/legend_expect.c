// SPDX-License-Identifier: MIT
// Legend expectation: the legend a document's data will probably have, to make room for it.
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "model/document.h"
#include "model/page.h"
#include "page/legend.h"

// What themes draw at most; kept by pointer, so constants.
static const struct ct_circle_style dot = {.radius = 4, .stroke_width = 0.5f};
static const struct ct_fill_style area = {.color = {0, 0, 0, 1}};
static const struct ct_line_style track = {.color = {0, 0, 0, 1}, .width = 1};

struct expectation {
  struct ct_arena *a;
  bool counts;
  ct_vec(struct ct_legend_entry) v;
};

static struct ct_legend_entry *push(struct expectation *x, const char *heading, const char *label) {
  struct ct_legend_entry e = {.heading = heading, .label = label, .kind = CT_KEY_CIRCLE};
  e.style.circle = &dot;
  e.count = 100;
  e.show_count = x->counts;
  ct_vec_push(x->a, &x->v, e);
  return &x->v.v[x->v.n - 1];
}

static void push_classes(struct expectation *x, const struct ct_data *d) {
  size_t n = d->nclasses ? d->nclasses : 6;
  for (size_t i = 0; i < n; i++) {
    const struct ct_class *c = d->nclasses ? &d->classes[i] : NULL;
    push(x, d->heading, c && c->label ? c->label : c && c->value ? c->value : "A class of the data");
  }
}

static void push_shades(struct expectation *x, const struct ct_data *d) {
  size_t n = d->shade.nbreaks ? d->shade.nbreaks + 1 : 5;
  for (size_t i = 0; i < n; i++) {
    struct ct_legend_entry *e = push(x, d->shade.label ? d->shade.label : d->heading, "10000\u201320000");
    e->kind = CT_KEY_FILL;
    e->style.fill = &area;
    e->joined = true;
  }
}

static void push_sizes(struct expectation *x, const struct ct_data *d) {
  static const char *const labels[] = {"1000", "200", "50"};
  struct ct_legend_scale *scale = CT_NEW(x->a, struct ct_legend_scale);
  double *at = CT_NEW_N(x->a, double, 3);
  for (int i = 0; i < 3; i++) at[i] = d->size.max_px / 2 * CT_PX_PT * (3 - i) / 3;
  *scale = (struct ct_legend_scale){.n = 3, .at = at, .label = labels};
  struct ct_legend_entry *e = push(x, d->size.label ? d->size.label : d->size.column, NULL);
  e->kind = CT_KEY_SIZES;
  e->scale = scale;
  e->show_count = false;
}

static void push_ring(struct expectation *x, const struct ct_data *d) {
  struct ct_legend_entry *e =
      push(x, d->heading, d->uncertainty_label ? d->uncertainty_label : "Area within which it may lie");
  e->kind = CT_KEY_RING;
  e->style.line = &track;
}

// Raw layers with a legend line of their own; two words stand for a bar's labels.
static void push_layer(struct expectation *x, const struct ct_value *layer) {
  static const double ends[] = {0, 1};
  static const char *const words[] = {"1000", "3000"};
  static const struct ct_legend_scale bar = {.n = 2, .at = ends, .label = words};
  const struct ct_value *spec = ct_value_get(ct_value_get(layer, "metadata"), "cartouche:legend");
  const char *label = ct_value_string(ct_value_get(spec, "label"));
  const char *type = ct_value_string(ct_value_get(layer, "type"));
  if (!label || !type) return;
  bool ramp = strcmp(type, "color-relief") == 0 || strcmp(type, "heatmap") == 0;
  struct ct_legend_entry *e = push(x, ramp ? label : NULL, ramp ? NULL : label);
  if (!ramp) return;
  e->kind = CT_KEY_RAMP;
  e->scale = &bar;
  e->show_count = false;
}

static void push_line(struct expectation *x, const char *heading, const char *label) {
  struct ct_legend_entry *e = push(x, heading, label);
  e->kind = CT_KEY_LINE;
  e->style.line = &track;
  e->arrow = true;
}

// Tracks, rings, sectors and links; three samples where widths show a number.
static void push_lines(struct expectation *x, const struct ct_data *d) {
  const char *link = d->links.label ? d->links.label : "Link";
  if (d->tracks.bearing) push_line(x, NULL, d->tracks.label ? d->tracks.label : "Track");
  if (d->rings.n || d->rings.column)
    push_line(x, NULL, d->rings.legend ? d->rings.legend : "Distance 100 km");
  if (d->sectors.given) push_line(x, NULL, d->sectors.label ? d->sectors.label : "Sector");
  if (d->links.from) push_line(x, NULL, link);
  const char *const sized[2] = {d->tracks.width.column ? d->tracks.width.label : NULL,
                                d->links.from ? d->links.width.label ? d->links.width.label : link : NULL};
  for (int i = 0; i < 6; i++)
    if (sized[i / 3]) push_line(x, sized[i / 3], "100");
}

void ct_legend_expect(const struct ct_document *doc, struct ct_arena *a, struct ct_legend *out) {
  struct expectation x = {.a = a, .counts = doc->legend_counts};
  for (size_t i = 0; i < doc->ndata; i++) {
    const struct ct_data *d = &doc->data[i];
    if (d->shade.column)
      push_shades(&x, d);
    else if (d->class_column || d->styles == CT_STYLES_OWN)
      push_classes(&x, d);
    else if (!d->size.column)
      push(&x, NULL, d->heading ? d->heading : d->name);
    if (d->stack > CT_STACK_NONE)
      push(&x, d->class_column ? d->heading : NULL, "Several at one place (number)");
    if (d->size.column) push_sizes(&x, d);
    if (d->uncertainty) push_ring(&x, d);
    push_lines(&x, d);
  }
  for (size_t i = 0; doc->extra_layers && i < doc->extra_layers->n; i++)
    push_layer(&x, doc->extra_layers->items[i]);
  out->n = x.v.n;
  out->v = x.v.v;
}

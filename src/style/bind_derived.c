// SPDX-License-Identifier: MIT
// Derived roles: rings, sectors, tracks and links bound to the data entry they come from.
#include "style/bind_derived.h"

#include <string.h>

#include "model/document.h"
#include "style/bind.h"
#include "style/bind_label.h"
#include "style/bind_role.h"
#include "style/make.h"

static const struct {
  const char *role, *suffix;
  const char *color;  // paint property that has the entry's colours; NULL: as the theme has it
} roles[] = {{"track", ":tracks", NULL},
             {"ring", ":rings", "line-color"},
             {"ring-fill", ":rings", "fill-color"},
             {"range-ring", ":range", "line-color"},
             {"range-label", ":range-names", "text-color"},
             {"sector", ":sectors", "fill-color"},
             {"sector-edge", ":sectors", "line-color"},
             {"link", ":links", "line-color"}};

// Between a link and what runs along it.
#define CASING_PX 2.6

enum { ROLES = sizeof roles / sizeof *roles };

static int find(const char *role) {
  for (int i = 0; i < ROLES; i++)
    if (!strcmp(role, roles[i].role)) return i;
  return -1;
}

const char *ct_bind_derived_suffix(const char *role) {
  int i = find(role);
  return i < 0 ? NULL : roles[i].suffix;
}

static bool has_rings(const struct ct_data *s) {
  return s->rings.n > 0 || s->rings.column;
}

bool ct_bind_derived_applies(const char *role, const struct ct_bind_data *d) {
  const struct ct_data *s = d->spec;
  if (!strcmp(role, "track")) return s->tracks.bearing != NULL;
  if (!strcmp(role, "ring") || !strcmp(role, "ring-fill")) return s->uncertainty != NULL;
  if (!strcmp(role, "range-ring")) return has_rings(s);
  if (!strcmp(role, "range-label")) return has_rings(s) && s->rings.label && *s->rings.label;
  if (!strcmp(role, "sector") || !strcmp(role, "sector-edge")) return s->sectors.given;
  return !strcmp(role, "link") && s->links.from;
}

// How lines show a number by their width; column NULL: they don't.
struct width {
  const struct ct_data_width *look;
  const char *column;
  double most;
};

static struct width width_of(const char *role, const struct ct_bind_data *d) {
  const struct ct_data *s = d->spec;
  if (!strcmp(role, "link") && d->link_max > 0)
    return (struct width){&s->links.width, CT_DERIVED_WIDTH, d->link_max};
  if (!strcmp(role, "track") && d->track_max > 0)
    return (struct width){&s->tracks.width, s->tracks.width.column, d->track_max};
  return (struct width){0};
}

// Widths as their numbers, never under the least; wide lines lie under narrow ones.
static const struct ct_value *set_width(struct ct_arena *a, const struct ct_value *layer,
                                        const struct width *w, bool casing) {
  const struct ct_value *number =
      CT_LIST(a, ct_make_s(a, "to-number"), ct_make_get(a, w->column), ct_make_n(a, 0));
  const struct ct_value *width =
      CT_LIST(a, ct_make_s(a, "max"), ct_make_n(a, w->look->min_px),
              CT_LIST(a, ct_make_s(a, "*"), ct_make_n(a, w->look->max_px / w->most), number));
  const char *paint = "line-width";
  // What runs along both sides of a link.
  if (casing) {
    paint = "line-gap-width";
    width = CT_LIST(a, ct_make_s(a, "+"), width, ct_make_n(a, CASING_PX));
  }
  layer = ct_make_set(a, layer, "paint", paint, width);
  return ct_make_set(a, layer, "layout", "line-sort-key", CT_LIST(a, ct_make_s(a, "-"), number));
}

const struct ct_value *ct_bind_derived(const struct ct_bind_theme *t, const struct ct_value *layer,
                                       const char *role, const struct ct_bind_data *d, struct ct_arena *a) {
  const struct ct_data *s = d->spec;
  int i = find(role);
  if (!strcmp(role, "edition-link") && ct_value_get(ct_value_get(layer, "paint"), "line-gap-width")) {
    struct width w = width_of("link", d);
    return w.column ? set_width(a, layer, &w, true) : layer;
  }
  if (i < 0) return layer;
  const char *key = roles[i].color;
  // Tracks, links and rings have a colour of the theme's own until classes tell them apart.
  bool own = !strcmp(role, "ring") || !strcmp(role, "ring-fill") || s->nclasses ||
             (s->color && strcmp(role, "track") != 0);
  if (!strcmp(role, "track") && s->nclasses) key = "line-color";
  if (key && own) {
    const struct ct_value *was = ct_value_get(ct_value_get(layer, "paint"), key);
    layer = ct_make_set(a, layer, "paint", key, ct_bind_colors(a, t, s, was));
  }
  if (!strcmp(role, "range-label"))
    layer = ct_make_set(a, layer, "layout", "text-field", ct_bind_template(a, s->rings.label));
  if (!strcmp(role, "link") && s->links.arrow)
    layer = ct_make_set(a, layer, "metadata", "cartouche:arrow", ct_value_of_bool(a, true));
  struct width w = width_of(role, d);
  return w.column ? set_width(a, layer, &w, false) : layer;
}

static const char *label_of(const char *role, const struct ct_data *s) {
  if (!strcmp(role, "track")) return s->tracks.label ? s->tracks.label : "Track";
  if (!strcmp(role, "ring"))
    return s->uncertainty_label ? s->uncertainty_label : "Area within which it may lie";
  if (!strcmp(role, "range-ring")) return s->rings.legend ? s->rings.legend : "Range";
  if (!strcmp(role, "sector")) return s->sectors.label ? s->sectors.label : "Sector";
  if (!strcmp(role, "link")) return s->links.label ? s->links.label : "Link";
  return NULL;
}

// ["class"] of lines whose colours tell classes apart: themselves in the legend, where no marks do it.
static const struct ct_value *add_classes(const struct ct_value *v, const struct ct_bind_data *d,
                                          struct ct_arena *a) {
  const struct ct_data *s = d->spec;
  if (!s->nclasses || d->points) return v;
  v = ct_value_with(a, v, "column", ct_make_s(a, s->class_column));
  v = ct_value_with(a, v, "heading",
                    ct_make_s(a, s->links.label ? s->links.label
                                 : s->heading   ? s->heading
                                                : s->name));
  return ct_value_with(a, v, "values", ct_bind_class_labels(a, s));
}

const struct ct_value *ct_bind_derived_legend(const struct ct_value *v, const char *role,
                                              const struct ct_bind_data *d, struct ct_arena *a) {
  const char *label = label_of(role, d->spec);
  if (!label) return NULL;
  v = ct_value_with(a, v, "label", ct_make_s(a, label));
  // Beside marks that are one entry without a heading, so are these.
  if (d->points && !d->spec->nclasses && !d->spec->size.column)
    v = ct_value_with(a, v, "heading", ct_make_s(a, ""));
  if (!strcmp(role, "ring")) v = ct_value_with(a, v, "kind", ct_make_s(a, "ring"));
  // Said by the rings that are in the frame.
  if (!strcmp(role, "range-ring") && d->spec->rings.n && !d->spec->rings.legend)
    v = ct_value_with(a, v, "kind", ct_make_s(a, "radii"));
  if (!strcmp(role, "link")) v = add_classes(v, d, a);
  struct width w = width_of(role, d);
  if (!w.column) return v;
  v = ct_value_with(a, v, "kind", ct_make_s(a, "width"));
  v = ct_value_with(a, v, "width_max", ct_make_n(a, w.most));
  v = ct_value_with(a, v, "width_min_px", ct_make_n(a, w.look->min_px));
  v = ct_value_with(a, v, "width_max_px", ct_make_n(a, w.look->max_px));
  return w.look->label ? ct_value_with(a, v, "width_label", ct_make_s(a, w.look->label)) : v;
}

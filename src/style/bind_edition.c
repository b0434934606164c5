// SPDX-License-Identifier: MIT
// Edition roles: what a theme draws at marks, lines and areas that are new, changed, moved or gone.
#include "style/bind_edition.h"

#include <string.h>

#include "model/document.h"
#include "model/edition.h"
#include "style/bind.h"
#include "style/bind_derived.h"
#include "style/make.h"

static const struct {
  const char *word, *label;
} editions[CT_BIND_EDITIONS] = {[CT_BIND_NEW] = {CT_EDITION_NEW, "New"},
                                [CT_BIND_CHANGED] = {CT_EDITION_CHANGED, "Changed"},
                                [CT_BIND_MOVED] = {CT_EDITION_MOVED, "Moved"},
                                [CT_BIND_REMOVED] = {CT_EDITION_REMOVED, "Removed"}};

static const char *meta(const struct ct_value *layer, const char *key) {
  return ct_value_string(ct_value_get(ct_value_get(layer, "metadata"), key));
}

static int edition_of(const struct ct_value *layer) {
  const char *word = meta(layer, "cartouche:edition");
  for (int i = 0; word && i < CT_BIND_EDITIONS; i++)
    if (!strcmp(word, editions[i].word)) return i;
  return -1;
}

static bool is_move(const char *role) {
  return !strcmp(role, "move") || !strcmp(role, "moved-from");
}

bool ct_bind_edition_is(const char *role) {
  return !strncmp(role, "edition-", 8) || ct_bind_edition_suffix(role);
}

const char *ct_bind_edition_suffix(const char *role) {
  if (!strcmp(role, "edition-link")) return ":links";
  return is_move(role) ? (!strcmp(role, "move") ? ":moves" : ":moved") : NULL;
}

bool ct_bind_edition_applies(const struct ct_value *template, const char *role,
                             const struct ct_bind_data *d) {
  int edition = edition_of(template);
  if (is_move(role)) return d->moves;
  if (edition < 0 || !(d->editions & 1U << edition)) return false;
  bool bubble = d->spec->size.column != NULL, removed = edition == CT_BIND_REMOVED;
  bool points = removed ? d->points_removed : d->points;
  // Links of what has marks are told by these.
  if (!strcmp(role, "edition-link")) return d->spec->links.from && !d->points;
  // Of a bubble that is gone the name and the cross are as of any mark.
  if (!strcmp(role, "edition-mark")) return points && (!bubble || removed);
  if (!strcmp(role, "edition-bubble")) return points && bubble;
  if (!strcmp(role, "edition-line")) return removed ? d->lines_removed : d->lines;
  return !strcmp(role, "edition-area") && (removed ? d->polygons_removed : d->polygons);
}

const struct ct_value *ct_bind_edition_rows(struct ct_arena *a, const struct ct_value *layer,
                                            const char *role, const struct ct_bind_data *d) {
  int edition = edition_of(layer);
  bool own = ct_bind_edition_is(role);
  bool link = !strcmp(role, "link");
  if ((ct_bind_derived_suffix(role) && !link) || is_move(role)) return NULL;
  if (own && edition >= 0)
    return CT_LIST(a, ct_make_s(a, "=="), ct_make_get(a, CT_EDITION_COLUMN),
                   ct_make_s(a, editions[edition].word));
  if (!(d->editions & 1U << CT_BIND_REMOVED)) return NULL;
  return CT_LIST(a, ct_make_s(a, "!="), ct_make_get(a, CT_EDITION_COLUMN), ct_make_s(a, CT_EDITION_REMOVED));
}

const struct ct_value *ct_bind_edition_legend(const struct ct_value *layer, const struct ct_bind_data *d,
                                              struct ct_arena *a) {
  const struct ct_value *own = ct_value_get(ct_value_get(layer, "metadata"), "cartouche:legend");
  const char *label = ct_value_string(ct_value_get(own, "label"));
  int edition = edition_of(layer);
  if (!own || edition < 0) return layer;
  const struct ct_value *v = ct_value_with(a, NULL, "data", ct_make_s(a, d->spec->name));
  v = ct_value_with(a, v, "kind", ct_make_s(a, "edition"));
  v = ct_value_with(a, v, "heading", ct_make_s(a, d->edition_heading ? d->edition_heading : ""));
  v = ct_value_with(a, v, "order", ct_make_n(a, edition));
  if (ct_value_get(own, "over")) v = ct_value_with(a, v, "over", ct_value_get(own, "over"));
  v = ct_value_with(a, v, "label", ct_make_s(a, label ? label : editions[edition].label));
  return ct_make_set(a, layer, "metadata", "cartouche:legend", v);
}

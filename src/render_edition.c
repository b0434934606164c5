// SPDX-License-Identifier: MIT
// Render, edition: what an earlier edition of the document has to do with this one's page.
#include "render_edition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/str.h"
#include "base/value.h"
#include "model/diag.h"
#include "model/edition.h"
#include "render.h"
#include "sources_edition.h"
#include "style/bind.h"

static const char *const words[CT_BIND_EDITIONS] = {[CT_BIND_NEW] = CT_EDITION_NEW,
                                                    [CT_BIND_CHANGED] = CT_EDITION_CHANGED,
                                                    [CT_BIND_MOVED] = CT_EDITION_MOVED,
                                                    [CT_BIND_REMOVED] = CT_EDITION_REMOVED};

// The edition of a row as an index of `words`, or -1.
static int edition_of(const struct ct_table *t, int column, size_t row) {
  const char *v = column >= 0 ? t->columns[column].string[row] : NULL;
  for (int i = 0; v && i < CT_BIND_EDITIONS; i++)
    if (!strcmp(v, words[i])) return i;
  return -1;
}

void ct_render_bind_edition(struct ct_render *r, const struct ct_source_data *d, struct ct_bind_data *out) {
  const struct ct_table *t = d->table;
  int column = ct_table_column(t, CT_EDITION_COLUMN);
  for (size_t i = 0; column >= 0 && i < t->n; i++) {
    int edition = edition_of(t, column, i);
    if (edition < 0) continue;
    out->editions |= 1U << edition;
    if (edition == CT_BIND_REMOVED && ct_table_geom_type(t, i) == CT_GEOM_POINT) out->points_removed = true;
  }
  out->moves = d->derived[CT_DERIVED_MOVES].rows != NULL;
  out->edition_heading = r->doc.edition.heading;
}

// ---- What is told of all

static const char *heading_of(struct ct_render *r) {
  const struct ct_document_edition *e = &r->doc.edition;
  const struct ct_edition *before = r->sources.before;
  const char *date = !e->manifest ? e->since : before ? before->as_of : NULL;
  if (date && *date) return ct_arena_printf(r->a, "Since %s", ct_format_date(r->a, date));
  return "Since the last edition";
}

// A theme may have no layers for editions: nothing would be marked, and what is gone is not to be seen.
static void check_theme(struct ct_render *r) {
  const struct ct_value *layers = ct_value_get(r->theme, "layers");
  for (size_t i = 0; layers && i < layers->n; i++)
    if (ct_value_get(ct_value_get(layers->items[i], "metadata"), "cartouche:edition")) return;
  ct_diag_say(r->diags, "CT-E104", CT_WARNING, r->theme_file, 0,
              "the theme has no layers for editions (cartouche:edition): what is new, changed, moved or "
              "removed is not marked");
}

// A date alone tells nothing of data that keep no history.
static void check_date(struct ct_render *r) {
  bool any = r->doc.edition.manifest != NULL;
  for (size_t i = 0; i < r->sources.ndata; i++) any = any || r->sources.data[i].own;
  if (any) return;
  struct ct_diagnostic d = {.code = "CT-E103",
                            .severity = CT_WARNING,
                            .file = r->doc.file,
                            .line = r->doc.edition.line,
                            .value = r->doc.edition.since,
                            .message =
                                "no data entry is a catalogue, which alone knows what was known on a day: "
                                "nothing is marked",
                            .suggestion = "the manifest of that day's edition (last.json)"};
  ct_diag_send(r->diags, &d);
}

struct change_list {
  ct_vec(struct ct_document_change) v;
};

static void list_changes(struct ct_render *r, const struct ct_source_data *d, struct change_list *out) {
  const struct ct_table *t = d->raw;
  int kind = ct_table_column(t, CT_EDITION_COLUMN), name = ct_table_column(t, CT_EDITION_NAME),
      what = ct_table_column(t, CT_EDITION_TEXT);
  for (size_t i = 0; kind >= 0 && name >= 0 && what >= 0 && i < t->n; i++) {
    int edition = edition_of(t, kind, i);
    if (edition < 0) continue;
    const char *called = t->columns[name].string[i], *text = t->columns[what].string[i];
    ct_vec_push(r->a, &out->v,
                ((struct ct_document_change){words[edition], called ? called : "", text ? text : ""}));
  }
}

static int rank_of(const char *kind) {
  int i = 0;
  while (i < CT_BIND_EDITIONS && strcmp(words[i], kind) != 0) i++;
  return i;
}

static int by_kind_and_name(const void *vx, const void *vy) {
  const struct ct_document_change *x = vx, *y = vy;
  int a = rank_of(x->kind), b = rank_of(y->kind), c;
  if (a != b) return a - b;
  if ((c = strcmp(x->name, y->name)) != 0) return c;
  return strcmp(x->what, y->what);
}

void ct_render_edition(struct ct_render *r) {
  struct ct_document_edition *e = &r->doc.edition;
  struct change_list list = {0};
  if (!e->since) return;
  if (!e->heading) e->heading = heading_of(r);
  if (!r->doc.style_value) check_theme(r);
  check_date(r);
  for (size_t i = 0; i < r->sources.ndata; i++) list_changes(r, &r->sources.data[i], &list);
  if (list.v.n) qsort(list.v.v, list.v.n, sizeof *list.v.v, by_kind_and_name);
  e->changes = list.v.v;
  e->nchanges = list.v.n;
}

// ---- Rings follow their marks

static const char *role_of(const struct ct_render_layer *l) {
  const char *role = ct_value_string(ct_value_get(l->info.metadata, "cartouche:role"));
  return role ? role : "";
}

// Where the marks of rows stand now, by row of the table; NaN: as they did.
struct standing {
  float *xy;
};

static void stand(const struct ct_stacked *s, size_t item, uint32_t row, struct standing *out) {
  size_t k;
  if (!ct_shapes_find(s->shapes, s->items.feature[item], &k)) return;
  const float *p = ct_render_point(s->shapes, k);
  out->xy[2 * (size_t)row] = p[0];
  out->xy[2 * (size_t)row + 1] = p[1];
}

static struct standing where(struct ct_render *r, const struct ct_render_layer *marks) {
  const struct ct_stacked *s = &marks->stacked;
  size_t n = marks->table->n;
  struct standing out = {CT_NEW_N(r->a, float, 2 * n + 2)};
  for (size_t i = 0; i < n; i++) out.xy[2 * i] = NAN;
  for (size_t i = 0; i < s->nstacks; i++)
    for (size_t k = 0; s->stacks[i].mode != CT_STACK_FAN && k < s->stacks[i].n; k++)
      stand(s, s->stacks[i].item, marks->items.feature[s->stacks[i].member[k]], &out);
  for (size_t i = 0; i < s->items.n; i++) stand(s, i, s->items.feature[i], &out);
  return out;
}

// The ring layer's items at the places of the marks that stand for them.
static void follow(struct ct_render *r, struct ct_render_layer *l, const struct ct_render_layer *marks) {
  struct standing at = where(r, marks);
  struct ct_shapes *shapes = CT_NEW(r->a, struct ct_shapes);
  uint32_t *feature = CT_NEW_N(r->a, uint32_t, l->items.n + 1);
  uint32_t *style = l->items.style ? CT_NEW_N(r->a, uint32_t, l->items.n + 1) : NULL;
  float *xy = CT_NEW_N(r->a, float, 2 * l->items.n + 2);
  size_t n = 0, k;
  for (size_t i = 0; i < l->items.n; i++) {
    uint32_t row = l->items.feature[i];
    if (!ct_shapes_find(l->shapes, row, &k)) continue;
    const float *p = isnan(at.xy[2 * (size_t)row]) ? ct_render_point(l->shapes, k) : at.xy + 2 * (size_t)row;
    memcpy(xy + 2 * n, p, 2 * sizeof *xy);
    if (style) style[n] = l->items.style[i];
    feature[n++] = row;
  }
  *shapes = (struct ct_shapes){.n = n, .feature = feature, .ncoords = n, .xy = xy};
  l->items.n = n;
  l->items.feature = feature;
  l->items.style = style;
  l->shapes = shapes;
}

void ct_render_edition_follow(struct ct_render *r) {
  for (size_t i = 0; i < r->nlayers; i++) {
    struct ct_render_layer *l = &r->layers[i];
    if (l->info.type != CT_LAYER_CIRCLE || strcmp(role_of(l), "edition-mark") != 0) continue;
    for (size_t k = 0; k < r->nlayers; k++) {
      const struct ct_render_layer *m = &r->layers[k];
      if (m->is_stacked && m->data == l->data && m->table == l->table) follow(r, l, m);
    }
  }
}

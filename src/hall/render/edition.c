// SPDX-License-Identifier: MIT
// Render, edition: what an earlier edition of the document has to do with this one's page.
#include "hall/render/edition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/str.h"
#include "base/value.h"
#include "hall/render/atlas.h"
#include "hall/render/render.h"
#include "hall/sources/edition.h"
#include "model/diag.h"
#include "model/edition.h"
#include "page/page.h"
#include "project/project.h"
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
    enum ct_geom_type type = edition == CT_BIND_REMOVED ? ct_table_geom_type(t, i) : CT_GEOM_NONE;
    out->points_removed = out->points_removed || type == CT_GEOM_POINT;
    out->lines_removed = out->lines_removed || type == CT_GEOM_LINE;
    out->polygons_removed = out->polygons_removed || type == CT_GEOM_POLYGON;
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

static bool in_frame(const struct ct_render *r, double lon, double lat) {
  double x, y;
  return !isnan(lon) && !isnan(lat) && ct_project_point(&r->view, lon, lat, &x, &y) &&
         ct_rect_has(&r->view.frame, x, y);
}

// The coordinates of a row.
struct reach {
  const double *lonlat;
  size_t part0, part1;
  const uint32_t *coord0;
};

static struct reach reach_of(const struct ct_table *t, size_t row) {
  const struct ct_geoms *g = &t->geoms;
  size_t part0 = g->part0 ? g->part0[row] : row, part1 = g->part0 ? g->part0[row + 1] : row + 1;
  return (struct reach){g->lonlat, part0, g->lonlat ? part1 : part0, g->coord0};
}

static bool any_in_frame(const struct ct_render *r, const struct reach *x) {
  for (size_t p = x->part0; p < x->part1; p++)
    for (size_t k = x->coord0 ? x->coord0[p] : p, n = x->coord0 ? x->coord0[p + 1] : p + 1; k < n; k++)
      if (in_frame(r, x->lonlat[2 * k], x->lonlat[2 * k + 1])) return true;
  return false;
}

// By even and odd crossings.
static bool holds(const struct reach *x, double lon, double lat) {
  bool in = false;
  for (size_t p = x->part0; x->coord0 && p < x->part1; p++)
    for (size_t k = x->coord0[p]; k + 1 < x->coord0[p + 1]; k++) {
      const double *v = x->lonlat + 2 * k;
      if ((v[1] > lat) != (v[3] > lat) && lon < v[0] + (lat - v[1]) / (v[3] - v[1]) * (v[2] - v[0])) in = !in;
    }
  return in;
}

// Does an area reach into the frame, or have it all inside?
static bool covers_frame(const struct ct_render *r, const struct reach *x) {
  const struct ct_rect *f = &r->view.frame;
  if (any_in_frame(r, x)) return true;
  for (int i = 0; i < 9; i++) {
    int column = i % 3, row = i / 3;
    double lon, lat;
    if (ct_unproject_point(&r->view, f->x + f->w * column / 2, f->y + f->h * row / 2, &lon, &lat) &&
        holds(x, lon, lat))
      return true;
  }
  return false;
}

// Of rows that are drawn as areas of a base layer: is one of that name and kind on the page?
static bool is_joined_on_page(const struct ct_render *r, const struct ct_source_data *d, size_t row) {
  const struct ct_table *t = d->table;
  int name = ct_table_column(t, CT_EDITION_NAME), kind = ct_table_column(t, CT_EDITION_COLUMN),
      own = ct_table_column(d->raw, CT_EDITION_NAME), own_kind = ct_table_column(d->raw, CT_EDITION_COLUMN);
  if (name < 0 || kind < 0 || own < 0 || own_kind < 0) return true;
  const char *called = d->raw->columns[own].string[row], *became = d->raw->columns[own_kind].string[row];
  for (size_t i = 0; called && i < t->n; i++) {
    const char *n = t->columns[name].string[i], *k = t->columns[kind].string[i];
    if (!n || !k || strcmp(n, called) != 0 || strcmp(k, became) != 0) continue;
    struct reach x = reach_of(t, i);
    if (covers_frame(r, &x)) return true;
  }
  return false;
}

// Has the page of an atlas anything of the row? Where it was counts too.
static bool is_on_page(const struct ct_render *r, const struct ct_source_data *d, size_t row) {
  const struct ct_table *t = d->raw;
  int lon = ct_table_column(t, CT_EDITION_FROM_LON), lat = ct_table_column(t, CT_EDITION_FROM_LAT);
  if (d->spec->join.layer) return is_joined_on_page(r, d, row);
  if (lon >= 0 && lat >= 0 && in_frame(r, t->columns[lon].number[row], t->columns[lat].number[row]))
    return true;
  struct reach x = reach_of(t, row);
  return ct_table_geom_type(t, row) == CT_GEOM_POLYGON ? covers_frame(r, &x) : any_in_frame(r, &x);
}

// The table's kind says it already.
static const char *without_moved(const char *kind, const char *text) {
  static const char moved[] = "moved ";
  return !strcmp(kind, CT_EDITION_MOVED) && ct_starts_with(text, moved) ? text + sizeof moved - 1 : text;
}

static void list_changes(struct ct_render *r, const struct ct_source_data *d, bool of_page,
                         struct change_list *out) {
  const struct ct_table *t = d->raw;
  int kind = ct_table_column(t, CT_EDITION_COLUMN), name = ct_table_column(t, CT_EDITION_NAME),
      what = ct_table_column(t, CT_EDITION_TEXT);
  for (size_t i = 0; kind >= 0 && name >= 0 && what >= 0 && i < t->n; i++) {
    int edition = edition_of(t, kind, i);
    if (edition < 0 || (of_page && !is_on_page(r, d, i))) continue;
    const char *called = t->columns[name].string[i], *text = t->columns[what].string[i];
    ct_vec_push(r->a, &out->v,
                ((struct ct_document_change){words[edition], called ? called : "",
                                             without_moved(words[edition], text ? text : "")}));
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

static struct change_list all_changes(struct ct_render *r, bool of_page) {
  struct change_list list = {0};
  for (size_t i = 0; i < r->sources.ndata; i++) list_changes(r, &r->sources.data[i], of_page, &list);
  if (list.v.n) qsort(list.v.v, list.v.n, sizeof *list.v.v, by_kind_and_name);
  for (size_t i = 0; i < list.v.n; i++) {
    struct ct_document_change *c = &list.v.v[i];
    c->name = ct_format_dates_in(r->a, c->name);
    c->what = ct_format_dates_in(r->a, c->what);
  }
  return list;
}

void ct_render_edition(struct ct_render *r) {
  struct ct_document_edition *e = &r->doc.edition;
  if (!e->since) return;
  if (!e->heading) e->heading = heading_of(r);
  if (!r->doc.style_value) check_theme(r);
  check_date(r);
  const struct change_list list = all_changes(r, false);
  e->changes = list.v.v;
  e->nchanges = list.v.n;
}

static bool same_changes(const struct ct_document_edition *e, const struct change_list *list) {
  bool same = e->nchanges == list->v.n;
  for (size_t i = 0; same && i < e->nchanges; i++) same = !by_kind_and_name(&e->changes[i], &list->v.v[i]);
  return same;
}

bool ct_render_edition_of_page(struct ct_render *r) {
  struct ct_document_edition *e = &r->doc.edition;
  if (!e->since || !e->table || !r->atlas || !r->atlas->number) return false;
  const struct change_list list = all_changes(r, true);
  if (same_changes(e, &list)) return false;
  e->changes = list.v.v;
  e->nchanges = list.v.n;
  return true;
}

void ct_render_edition_check(struct ct_render *r) {
  const struct ct_document_edition *e = &r->doc.edition;
  if (!e->since || !e->table || r->doc.page.bare || r->inset || ct_page_has_changes(r->page)) return;
  struct ct_diagnostic d = {.code = "CT-E150",
                            .severity = CT_WARNING,
                            .file = r->doc.file,
                            .line = e->line,
                            .suggestion = "a larger page, or no 'table'"};
  d.message = ct_arena_printf(r->a, "the page has no room for a table of %zu change%s: it is left out",
                              e->nchanges, e->nchanges == 1 ? "" : "s");
  ct_diag_send(r->diags, &d);
}

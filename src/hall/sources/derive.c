// SPDX-License-Identifier: MIT
// Sources: lines and areas computed from a data entry's points: rough ones to fit a view, then as fine as it needs.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/format.h"
#include "base/map.h"
#include "base/str.h"
#include "hall/sources/edition.h"
#include "hall/sources/sources.h"
#include "model/diag.h"
#include "model/document.h"
#include "project/project.h"
#include "select/select.h"

// By enum ct_derived_kind: what follows the entry's name in the name of the source.
static const char *const suffixes[CT_DERIVED_KINDS] = {":tracks",  ":rings", ":range", ":range-names",
                                                       ":sectors", ":links", ":moves", ":moved"};

static const struct ct_table *keep(struct ct_arena *a, const struct ct_table *t) {
  struct ct_table *copy = CT_NEW(a, struct ct_table);
  *copy = *t;
  return copy;
}

static bool asks(const struct ct_data *d, enum ct_derived_kind kind) {
  const struct ct_data_rings *r = &d->rings;
  switch (kind) {
    case CT_DERIVED_TRACKS:
      return d->tracks.bearing != NULL;
    case CT_DERIVED_RINGS:
      return d->uncertainty != NULL;
    case CT_DERIVED_RANGE:
      return r->n > 0 || r->column;
    case CT_DERIVED_RANGE_NAMES:
      return (r->n > 0 || r->column) && r->label;
    case CT_DERIVED_SECTORS:
      return d->sectors.given;
    case CT_DERIVED_LINKS:
      return d->links.from != NULL;
    default:
      return false;
  }
}

bool ct_sources_derives(const struct ct_data *d) {
  for (int k = 0; k < CT_DERIVED_KINDS; k++)
    if (asks(d, (enum ct_derived_kind)k)) return true;
  return false;
}

// ---- what they are computed from

// Cells that hold something which cannot be drawn; empty ones ask for nothing.
static void tell_odd(struct ct_sources *s, const struct ct_table *t, const char *column,
                     const double range[2], const char *what) {
  int c = column ? ct_table_column_like(t, column) : -1;
  char buf[32];
  for (size_t i = 0; c >= 0 && i < t->n; i++) {
    const char *text = ct_table_text(t, c, i, buf);
    double x = ct_table_number(t, c, i);
    if (!text || !*text || (x >= range[0] && x <= range[1])) continue;
    struct ct_diagnostic d = {.code = "CT-D306",
                              .severity = CT_WARNING,
                              .file = t->file,
                              .line = t->row ? (long)t->row[i] : (long)i + 1,
                              .field = t->columns[c].name,
                              .value = text,
                              .suggestion = "kilometres, less than half the way round the globe"};
    d.message = ct_arena_printf(s->a, "'%.60s' makes no %s", text, what);
    ct_diag_send(s->diags, &d);
  }
}

// A column of lengths as labels print them.
static struct ct_column lengths(struct ct_arena *a, const char *name, const double *m, size_t n,
                                double unit_m) {
  const char **texts = CT_NEW_N(a, const char *, n);
  for (size_t i = 0; i < n; i++)
    texts[i] =
        isfinite(m[i]) ? ct_format_rounded(a, m[i] / unit_m, unit_m == 1 || unit_m == 1000 ? 6 : 3) : NULL;
  return (struct ct_column){.name = name, .type = CT_COLUMN_STRING, .string = texts};
}

// Does its name say nothing of a ring but its radius?
static bool names_radius_only(const char *label) {
  static const char *const made[] = {"{km}", "{m}", "{mi}", "{nm}"};
  if (!label) return true;
  for (const char *p = strchr(label, '{'); p; p = strchr(p + 1, '{')) {
    bool own = false;
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) own = own || ct_starts_with(p, made[i]);
    if (!own) return false;
  }
  return strchr(label, '{') != NULL;
}

// Rings that are drawn already: of one place, radius and class.
struct drawn {
  struct ct_map rings;
  int class_column;
  bool all_differ;  // by their names
};

static bool is_new(struct ct_sources *s, struct drawn *d, const struct ct_table *t, size_t i,
                   double radius_m) {
  char buf[32];
  bool added = true;
  if (d->all_differ || ct_table_geom_type(t, i) != CT_GEOM_POINT || !ct_table_placed(t, i)) return true;
  size_t part = t->geoms.part0 ? t->geoms.part0[i] : i, at = t->geoms.coord0 ? t->geoms.coord0[part] : part;
  const char *class = d->class_column >= 0 ? ct_table_text(t, d->class_column, i, buf) : NULL;
  const char *key = ct_arena_printf(s->a, "%.9g %.9g %.9g %s", t->geoms.lonlat[2 * at],
                                    t->geoms.lonlat[2 * at + 1], radius_m, class ? class : "");
  ct_map_add_string(&d->rings, key, 0, &added);
  return added;
}

// One row for each ring, large ones first, with its radius.
static const struct ct_table *ring_rows(struct ct_sources *s, const struct ct_data *d,
                                        const struct ct_table *all) {
  const struct ct_data_rings *r = &d->rings;
  size_t each = r->column ? 1 : r->n, n = 0;
  int column = r->column ? ct_table_column_like(all, r->column) : -1;
  uint32_t *index = CT_NEW_N(s->a, uint32_t, all->n * each);
  double *radius_m = CT_NEW_N(s->a, double, all->n *each);
  struct drawn drawn = {.rings = {.arena = s->a}, .all_differ = !names_radius_only(r->label)};
  drawn.class_column = d->class_column ? ct_table_column_like(all, d->class_column) : -1;
  for (size_t k = each; k-- > 0;)
    for (size_t i = 0; i < all->n; i++) {
      double m = 1000 * (r->column ? ct_table_number(all, column, i) : r->radii_km[k]);
      if (!is_new(s, &drawn, all, i, m)) continue;
      index[n] = (uint32_t)i;
      radius_m[n++] = m;
    }
  struct ct_table t;
  ct_select_take(all, &(struct ct_rows){.n = n, .v = index}, s->a, &t);
  const struct ct_column radius = {.name = CT_DERIVED_RADIUS_M, .type = CT_COLUMN_NUMBER, .number = radius_m};
  const struct ct_table *out = ct_sources_with_column(s->a, &t, radius);
  static const struct {
    const char *name;
    double m;
  } units[] = {{"km", 1000}, {"m", 1}, {"mi", 1609.344}, {"nm", 1852}};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (ct_table_column(out, units[i].name) < 0)
      out = ct_sources_with_column(s->a, out, lengths(s->a, units[i].name, radius_m, n, units[i].m));
  return ct_sources_label_columns(s->a, r->label, all, out);
}

// Lines from where rows were in an earlier edition. Rows of areas they are joined to stay there.
static void moves_of(struct ct_sources *s, struct ct_source_data *e, const struct ct_table *all) {
  struct ct_derived *v = e->derived;
  const double *ends;
  const struct ct_table *rows = e->spec->join.layer ? NULL : ct_sources_moves(all, s->a, &ends);
  if (!rows) return;
  v[CT_DERIVED_MOVES] = v[CT_DERIVED_MOVED] = (struct ct_derived){.rows = rows, .ends = ends};
}

static bool rows_of(struct ct_sources *s, struct ct_source_data *e, const struct ct_table *all,
                    struct ct_err *err) {
  const struct ct_data *d = e->spec;
  struct ct_derived *v = e->derived;
  const struct ct_table *with_removed = all;
  moves_of(s, e, all);
  all = ct_sources_without_removed(all, s->a);
  const double round[2] = {1e-9, CT_RADIUS_MAX_KM};
  for (int k = 0; k < CT_DERIVED_KINDS; k++)
    if (asks(d, (enum ct_derived_kind)k)) v[k].rows = all;
  if (v[CT_DERIVED_TRACKS].rows) tell_odd(s, all, d->tracks.distance_km, (double[]){0, 20000}, "track");
  if (v[CT_DERIVED_SECTORS].rows) tell_odd(s, all, d->sectors.radius_km.column, round, "sector");
  if (v[CT_DERIVED_RANGE].rows) {
    tell_odd(s, all, d->rings.column, round, "ring");
    v[CT_DERIVED_RANGE].rows = ring_rows(s, d, all);
    if (v[CT_DERIVED_RANGE_NAMES].rows) v[CT_DERIVED_RANGE_NAMES].rows = v[CT_DERIVED_RANGE].rows;
  }
  return !v[CT_DERIVED_LINKS].rows || ct_sources_links(s, e, with_removed, &v[CT_DERIVED_LINKS], err);
}

// ---- their shapes

static bool shape(struct ct_sources *s, const struct ct_source_data *e, int kind, const struct ct_view *view,
                  struct ct_table *out, struct ct_err *err) {
  const struct ct_data *d = e->spec;
  const struct ct_derived *v = &e->derived[kind];
  switch (kind) {
    case CT_DERIVED_TRACKS:
      return ct_geodesic_tracks(v->rows, &d->tracks, view, s->a, out, err);
    case CT_DERIVED_RINGS:
      return ct_geodesic_rings(v->rows, d->uncertainty, view, s->a, out, err);
    case CT_DERIVED_RANGE:
      return ct_geodesic_rings(v->rows, CT_DERIVED_RADIUS_M, view, s->a, out, err);
    case CT_DERIVED_RANGE_NAMES:
      return ct_geodesic_ring_names(v->rows, CT_DERIVED_RADIUS_M, view, s->a, out, err);
    case CT_DERIVED_SECTORS:
      return ct_geodesic_sectors(v->rows, &d->sectors, view, s->a, out, err);
    case CT_DERIVED_MOVED:
      *out = *ct_sources_moved_from(v->rows, v->ends, s->a);
      return true;
    default:
      return ct_geodesic_links(v->rows, v->ends, view, s->a, out, err);
  }
}

bool ct_sources_derive(struct ct_sources *s, struct ct_source_data *e, const struct ct_table *all,
                       struct ct_err *err) {
  if (!rows_of(s, e, all, err)) return false;
  for (int k = 0; k < CT_DERIVED_KINDS; k++) {
    struct ct_table t;
    // Names of rings have no place before there is a view.
    if (!e->derived[k].rows || k == CT_DERIVED_RANGE_NAMES) continue;
    if (!shape(s, e, k, NULL, &t, err)) return false;
    e->derived[k].rough = keep(s->a, &t);
  }
  return true;
}

const struct ct_table *ct_sources_derived(struct ct_sources *s, const struct ct_source_data *e,
                                          const char *suffix, const struct ct_view *view,
                                          struct ct_err *err) {
  for (int k = 0; k < CT_DERIVED_KINDS; k++) {
    struct ct_table t;
    if (strcmp(suffix, suffixes[k]) != 0 || !e->derived[k].rows) continue;
    if (!view) return e->derived[k].rough;
    return shape(s, e, k, view, &t, err) ? keep(s->a, &t) : NULL;
  }
  return NULL;
}

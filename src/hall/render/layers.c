// SPDX-License-Identifier: MIT
// Render: the style bound, compiled and resolved layer by layer into items and shapes.
#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/columns.h"
#include "draw/draw.h"
#include "hall/render/edition.h"
#include "hall/render/render.h"
#include "model/diag.h"
#include "model/simplestyle.h"
#include "project/project.h"
#include "style/bind.h"
#include "style/style.h"

// Beyond the frame so much is looked at: of a style's symbols more, as they reach in from outside,
// and of the points of heatmaps.
// Symbols along lines are counted from where the line comes into a tile, which is up to 768 pt away.
enum { MARGIN_PT = 24, SYMBOLS_MARGIN_PT = 150, HEAT_MARGIN_PT = 240, TILES_MARGIN_PT = 1100 };

// Shapes made once per table and mode.
struct projected {
  const struct ct_table *table;
  enum ct_project_mode mode;
  double margin_pt;
  const struct ct_shapes *shapes;
};

struct shape_cache {
  ct_vec(struct projected) v;
};

static const struct ct_shapes *project(struct ct_render *r, struct shape_cache *c, const struct ct_table *t,
                                       enum ct_project_mode mode, double margin_pt, struct ct_err *err) {
  for (size_t i = 0; i < c->v.n; i++)
    if (c->v.v[i].table == t && c->v.v[i].mode == mode && c->v.v[i].margin_pt == margin_pt)
      return c->v.v[i].shapes;
  struct ct_rows all = {.all = true, .n = t->n};
  struct ct_shapes *s = CT_NEW(r->a, struct ct_shapes);
  if (!ct_project(&r->view, t, &all, mode, margin_pt, r->a, s, err)) return NULL;
  struct projected p = {t, mode, margin_pt, s};
  ct_vec_push(r->a, &c->v, p);
  return s;
}

// Classes seen in the data when the document names only the column.
static const struct ct_data *with_classes(struct ct_render *r, const struct ct_source_data *d,
                                          size_t palette) {
  struct ct_data *spec = CT_NEW(r->a, struct ct_data);
  *spec = *d->spec;
  if (!spec->class_column || spec->nclasses) return spec;
  struct ct_column_classes seen;
  // Links may be all that its rows are drawn as.
  const struct ct_table *links = d->derived[CT_DERIVED_LINKS].rough, *drawn = d->whole ? d->whole : d->table;
  if (!ct_columns_values(links && !drawn->placed ? links : drawn, spec->class_column,
                         palette > 1 ? palette - 1 : 1, r->a, &seen))
    return spec;
  struct ct_class *classes = CT_NEW_N(r->a, struct ct_class, seen.n);
  for (size_t i = 0; i < seen.n; i++) classes[i] = (struct ct_class){.value = seen.value[i], .size = 1};
  spec->classes = classes;
  spec->nclasses = seen.n;
  return spec;
}

static void fill_numbers(struct ct_render *r, const struct ct_source_data *d, struct ct_bind_data *b) {
  const struct ct_table *t = d->whole ? d->whole : d->table;
  int size = b->spec->size.column ? ct_table_column(t, b->spec->size.column) : -1;
  for (size_t i = 0; size >= 0 && i < t->n; i++) b->size_max = fmax(b->size_max, ct_table_number(t, size, i));
  int shade = b->spec->shade.column ? ct_table_column(t, b->spec->shade.column) : -1;
  b->nbreaks = b->spec->shade.nbreaks;
  b->breaks = b->spec->shade.breaks;
  if (shade < 0 || b->nbreaks) return;
  double *values = CT_NEW_N(r->a, double, t->n);
  for (size_t i = 0; i < t->n; i++) values[i] = ct_table_number(t, shade, i);
  b->nbreaks =
      ct_bind_breaks(values, t->n, b->spec->shade.ncolors ? b->spec->shade.ncolors : 5, r->a, &b->breaks);
}

// The largest number of the column; 0 when there are not two different ones, and widths would tell nothing.
static double width_max(const struct ct_table *t, const char *column) {
  int c = t && column ? ct_table_column(t, column) : -1;
  double least = INFINITY, most = 0;
  for (size_t i = 0; c >= 0 && i < t->n; i++) {
    double x = ct_table_number(t, c, i);
    if (!isfinite(x)) continue;
    least = fmin(least, x);
    most = fmax(most, x);
  }
  return most > least ? most : 0;
}

static bool any_true(const struct ct_table *t, const char *column) {
  int c = ct_table_column(t, column);
  for (size_t i = 0; c >= 0 && i < t->n; i++)
    if (t->columns[c].boolean[i] == 1) return true;
  return false;
}

// Names of symbols that the icon set does not have: maps for the web bring other sets.
static void note_symbols(struct ct_render *r, const struct ct_data *d, const struct ct_table *t) {
  enum { SHOWN = 5 };
  int c = ct_table_column(t, ct_simplestyle_names[CT_SIMPLE_MARKER_SYMBOL]);
  struct ct_map seen = {.arena = r->a};
  struct ct_str names = {.arena = r->a};
  size_t n = 0;
  char buf[32];
  for (size_t i = 0; c >= 0 && i < t->n && seen.n < 1000; i++) {
    struct ct_image_info info;
    const char *name = ct_table_text(t, c, i, buf);
    bool added = false;
    if (name && *name) ct_map_add_string(&seen, name, 0, &added);
    if (!added || ct_draw_image_info(r->draw, name, &info)) continue;
    if (n++ < SHOWN) ct_str_addf(&names, "%s'%.40s'", names.n ? ", " : "", name);
  }
  if (n)
    ct_diag_say(r->diags, "CT-D186", CT_NOTE, ct_path_shown(r->a, d->path), 0,
                "no icon of the set is called as 'marker-symbol' has it: %s%s; plain marks are drawn",
                ct_str_text(&names), n > SHOWN ? " and others" : "");
}

// The columns of their own looks that rows are drawn by; 0: the theme's way.
static unsigned own_look(struct ct_render *r, const struct ct_data *d, const struct ct_table *t) {
  bool styled = d->class_column || d->color || d->icon || d->size.column || d->shade.column;
  if (d->styles == CT_STYLES_THEME || (d->styles == CT_STYLES_AUTO && styled)) return 0;
  unsigned own = ct_simplestyle_of(t);
  if (!own && d->styles == CT_STYLES_OWN)
    ct_diag_say(
        r->diags, "CT-D184", CT_WARNING, ct_path_shown(r->a, d->path), 0,
        "no row says how it is drawn (no marker-color, marker-symbol, stroke or fill): the theme decides");
  if (own & 1U << CT_SIMPLE_MARKER_SYMBOL) note_symbols(r, d, t);
  return own;
}

// Lines and areas that the document asks for and the theme has no layers for ("NAME:range", but not ":range-names").
static void note_undrawn(struct ct_render *r, const struct ct_value *style) {
  const struct ct_value *sources = ct_value_get(style, "sources"), *layers = ct_value_get(style, "layers");
  for (size_t i = 0; sources && i < sources->n; i++) {
    const char *name = sources->members[i].key, *kind = strchr(name, ':');
    const char *data = ct_value_string(ct_value_get(sources->members[i].value, "data"));
    bool used = !kind || !data || !ct_starts_with(data, "data:");
    for (size_t k = 0; layers && k < layers->n && !used; k++) {
      const char *source = ct_value_string(ct_value_get(layers->items[k], "source"));
      used = source && !strcmp(source, name);
    }
    if (!used)
      ct_diag_say(r->diags, "CT-D307", CT_WARNING, r->theme_file, 0,
                  "the theme has no layers for the %s of '%.*s': they are not drawn", kind + 1,
                  (int)(kind - name), name);
  }
}

static bool check_color(struct ct_render *r, const struct ct_data *d, const char *text, struct ct_err *err) {
  struct ct_color unused;
  if (!text || ct_color_parse(text, &unused)) return true;
  return ct_fail(err,
                 "%s:%d: data '%s' has the color '%.80s', which is none (expected #c8102e or a CSS name)",
                 r->doc.file ? r->doc.file : "data", d->line, d->name, text);
}

// Said of the document, before they are part of a style.
static bool check_colors(struct ct_render *r, const struct ct_data *d, struct ct_err *err) {
  bool ok = check_color(r, d, d->color, err);
  for (size_t i = 0; ok && i < d->nclasses; i++) ok = check_color(r, d, d->classes[i].color, err);
  for (size_t i = 0; ok && i < d->shade.ncolors; i++) ok = check_color(r, d, d->shade.colors[i], err);
  return ok;
}

static bool bind(struct ct_render *r, const struct ct_value **style, struct ct_err *err) {
  *style = r->theme;
  if (r->doc.style_value) return true;
  // Coarser than the mark is large: 1.25 mm on the page. A ring that is clear of it: 2 mm.
  ct_sources_mark_approximate(&r->sources, r->view.scale * 0.00125, r->view.scale * 0.002);
  size_t palette = ct_bind_palette_size(r->theme);
  struct ct_bind_data *data = CT_NEW_N(r->a, struct ct_bind_data, r->sources.ndata);
  for (size_t i = 0; i < r->sources.ndata; i++) {
    const struct ct_source_data *d = &r->sources.data[i];
    if (!check_colors(r, d->spec, err)) return false;
    data[i] = (struct ct_bind_data){.spec = with_classes(r, d, palette),
                                    .points = d->points,
                                    .lines = d->lines,
                                    .polygons = d->polygons,
                                    .own = own_look(r, d->spec, d->table),
                                    .approximate = any_true(d->table, "ct_approx"),
                                    .wide = any_true(d->table, "ct_wide"),
                                    .placed = d->table->placed,
                                    .enlarge = ct_template_enlarge(&r->doc).marks};
    const struct ct_derived *v = d->derived;
    data[i].track_max = width_max(v[CT_DERIVED_TRACKS].rows, d->spec->tracks.width.column);
    data[i].link_max = width_max(v[CT_DERIVED_LINKS].rows, CT_DERIVED_WIDTH);
    fill_numbers(r, d, &data[i]);
    ct_render_bind_edition(r, d, &data[i]);
  }
  if (!ct_bind(r->theme, &r->doc, data, r->sources.ndata, r->a, style, err)) return false;
  note_undrawn(r, *style);
  return true;
}

static enum ct_project_mode mode_for(const struct ct_render *r, const struct ct_style_layer_info *info) {
  enum ct_layer_type type = info->type;
  if (type == CT_LAYER_FILL || type == CT_LAYER_FILL_EXTRUSION) return CT_AS_AREAS;
  if (type == CT_LAYER_LINE && info->measured)
    return info->metrics ? CT_AS_MEASURED_LINES : CT_AS_DASHED_LINES;
  if (type == CT_LAYER_LINE) return CT_AS_LINES;
  if (type == CT_LAYER_CIRCLE || type == CT_LAYER_HEATMAP) return CT_AS_POINTS;
  if (info->along) return CT_AS_LINES;
  return r->doc.style_value ? CT_AS_STARTS : CT_AS_LABELS;
}

static double margin_for(const struct ct_render *r, enum ct_layer_type type, enum ct_project_mode mode) {
  if (type == CT_LAYER_HEATMAP) return HEAT_MARGIN_PT;
  if (type == CT_LAYER_SYMBOL && mode == CT_AS_LINES && ct_render_as_screen(r)) return TILES_MARGIN_PT;
  bool symbols = mode == CT_AS_STARTS || mode == CT_AS_LABELS || mode == CT_AS_POINTS;
  return r->doc.style_value && symbols ? SYMBOLS_MARGIN_PT : MARGIN_PT;
}

static bool find_source(struct ct_render *r, const char *name, struct ct_style_source *out) {
  for (size_t i = 0; name && i < ct_style_nsources(r->style); i++) {
    ct_style_source(r->style, i, out);
    if (!strcmp(out->name, name)) return true;
  }
  return false;
}

static bool has_outline(const struct ct_items *items) {
  for (size_t i = 0; i < items->nstyles; i++)
    if (items->styles.fill[i].outline.a > 0) return true;
  return false;
}

static bool same_text(const char *x, const char *y) {
  return x == y || (x && y && strcmp(x, y) == 0);
}

// What the visible layers of a source (or of a layer inside it) read.
static struct ct_wanted_columns wanted_columns(struct ct_render *r, const char *source, const char *inner) {
  struct ct_wanted_columns w = {0};
  ct_vec(const char *) names = {0};
  for (size_t i = 0; i < ct_style_nlayers(r->style) && !w.all; i++) {
    struct ct_style_layer_info info;
    ct_style_layer(r->style, i, ct_render_zoom(r), r->a, &info);
    if (!info.visible || !same_text(info.source, source)) continue;
    if (inner && !same_text(info.source_layer, inner)) continue;
    w.all = info.all_columns || ct_value_get(ct_value_get(info.metadata, "cartouche:legend"), "column");
    for (size_t k = 0; k < info.ncolumns; k++) ct_vec_push(r->a, &names, info.columns[k]);
  }
  w.n = names.n;
  w.v = names.v;
  return w;
}

static struct ct_wanted_layers wanted_layers(struct ct_render *r, const char *source) {
  ct_vec(struct ct_wanted_layer) layers = {0};
  for (size_t i = 0; i < ct_style_nlayers(r->style); i++) {
    struct ct_style_layer_info info;
    ct_style_layer(r->style, i, ct_render_zoom(r), r->a, &info);
    if (!info.visible || !same_text(info.source, source) || !info.source_layer) continue;
    bool known = false;
    for (size_t k = 0; k < layers.n; k++) known |= same_text(layers.v[k].name, info.source_layer);
    struct ct_wanted_layer l = {.name = info.source_layer};
    if (known) continue;
    l.columns = wanted_columns(r, source, info.source_layer);
    ct_vec_push(r->a, &layers, l);
  }
  return (struct ct_wanted_layers){layers.n, layers.v};
}

// The table of the layer's source; NULL without an error when it has none.
static const struct ct_table *table_of(struct ct_render *r, const struct ct_style_layer_info *info,
                                       const struct ct_style_source *source, struct ct_err *err) {
  if (same_text(source->type, "vector")) {
    struct ct_wanted_layers wanted = wanted_layers(r, info->source);
    return ct_sources_layer(&r->sources, source, info->source_layer, &r->view, &wanted);
  }
  struct ct_wanted_columns wanted = wanted_columns(r, info->source, NULL);
  return ct_sources_table(&r->sources, source, &r->view, &wanted, err);
}

// The document's entry that "NAME" or "NAME:tracks" comes from.
static const struct ct_data *entry_of(const struct ct_render *r, const char *name) {
  for (size_t i = 0; i < r->doc.ndata; i++) {
    size_t n = strlen(r->doc.data[i].name);
    if (!strncmp(name, r->doc.data[i].name, n) && (!name[n] || name[n] == ':')) return &r->doc.data[i];
  }
  return NULL;
}

// Layers of which nothing is in the frame may have a line in a legend of all.
static bool in_legend(const struct ct_render *r, const struct ct_render_layer *l) {
  return r->doc.legend_all && l->of_data && ct_value_get(l->info.metadata, "cartouche:legend");
}

// Resolves layer i; *drawn tells whether there is anything.
static bool resolve(struct ct_render *r, size_t i, struct shape_cache *cache, struct ct_render_layer *l,
                    bool *drawn, struct ct_err *err) {
  *drawn = false;
  ct_style_layer(r->style, i, ct_render_zoom(r), r->a, &l->info);
  if (!l->info.visible) return true;
  struct ct_rows rows = {0};
  struct ct_style_source source;
  bool pixels = ct_render_is_pixels(l->info.type) && l->info.type != CT_LAYER_HEATMAP;
  if (l->info.type != CT_LAYER_BACKGROUND && !find_source(r, l->info.source, &source)) return true;
  if (pixels) {
    l->source = source;
  } else if (l->info.type != CT_LAYER_BACKGROUND) {
    l->table = table_of(r, &l->info, &source, err);
    if (!l->table) return !err->failed;
    l->of_data = ct_starts_with(ct_value_string(source.data) ? ct_value_string(source.data) : "", "data:");
    if (l->of_data) l->data = entry_of(r, ct_value_string(source.data) + strlen("data:"));
    l->derived = l->data && strcmp(l->data->name, ct_value_string(source.data) + strlen("data:")) != 0;
    enum ct_project_mode mode = mode_for(r, &l->info);
    l->shapes = project(r, cache, l->table, mode, margin_for(r, l->info.type, mode), err);
    if (!l->shapes) return false;
    rows = (struct ct_rows){.all = l->shapes->n == l->table->n, .n = l->shapes->n, .v = l->shapes->feature};
    if (!rows.n) {
      l->items = (struct ct_items){
          .layer_id = l->info.id, .type = l->info.type, .metadata = l->info.metadata, .table = l->table};
      *drawn = in_legend(r, l);
      return true;
    }
  }
  if (!ct_style_resolve(r->style, i, l->table, &rows, ct_render_zoom(r), r->a, r->diags, &l->items, err))
    return false;
  if (l->info.type == CT_LAYER_FILL && has_outline(&l->items) &&
      !(l->outlines = project(r, cache, l->table, CT_AS_LINES, MARGIN_PT, err)))
    return false;
  *drawn = l->info.type == CT_LAYER_BACKGROUND || pixels || l->items.n > 0 || in_legend(r, l);
  return true;
}

bool ct_render_layers(struct ct_render *r, struct ct_err *err) {
  if (!bind(r, &r->style_value, err)) return false;
  // A style that is the input has been checked when it was read.
  const struct ct_value *own = r->doc.style_value ? NULL : r->doc.extra_layers;
  struct ct_style_tail tail = {.n = own ? own->n : 0, .file = r->doc.file};
  if (!r->doc.style_value && !ct_style_check_bound(r->style_value, r->theme_file, &tail, r->a, r->diags, err))
    return false;
  ct_style_build_bound(r->style_value, r->theme_file, &tail, r->a, r->diags, &r->style);
  ct_render_know_images(r);
  ct_style_set_turn(r->style, r->view.rotation_deg);
  struct ct_enlarge larger = ct_template_enlarge(&r->doc);
  ct_style_set_enlarge(r->style, larger.names, larger.marks);
  size_t n = ct_style_nlayers(r->style);
  struct shape_cache cache = {0};
  r->layers = CT_NEW_N(r->a, struct ct_render_layer, n);
  for (size_t i = 0; i < n; i++) {
    bool drawn;
    struct ct_render_layer *l = &r->layers[r->nlayers];
    memset(l, 0, sizeof *l);
    l->index = i;
    if (!resolve(r, i, &cache, l, &drawn, err)) return false;
    if (drawn) r->nlayers++;
  }
  if (!r->doc.style_value) {
    ct_render_reword(r);
    ct_render_name_notes(r);
  }
  return true;
}

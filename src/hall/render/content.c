// SPDX-License-Identifier: MIT
// Content: what decides on a map, added up while it is made: document, style, view, legend, rows that are shown.
#include "hall/render/content.h"

#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/str.h"
#include "base/value.h"
#include "hall/render/render.h"
#include "model/table.h"
#include "style/style.h"
#include "write/write.h"

static void add_count(struct ct_digest *d, size_t n) {
  ct_digest_add_number(d, (double)n);
}

static void add_numbers(struct ct_digest *d, const double *v, size_t n) {
  for (size_t i = 0; i < n; i++) ct_digest_add_number(d, v[i]);
}

static void add_list(struct ct_digest *d, const char *const *v, size_t n) {
  add_count(d, n);
  for (size_t i = 0; i < n; i++) ct_digest_add_text(d, v[i]);
}

// ---- Once

// Nothing will be known of this map.
static void give_up(struct ct_render *r) {
  ct_digest_free(r->content);
  r->content = NULL;
}

// Files that are read into something else than values and rows.
static void add_files(struct ct_render *r) {
  struct ct_job *job = r->job;
  for (size_t i = 0; r->content && i < job->reads.v.n; i++) {
    const struct ct_read *read = &job->reads.v.v[i];
    if (read->kind != CT_READ_TEMPLATE && read->kind != CT_READ_EDITION) continue;
    const char *hash = ct_reads_hash(ct_job_hashes(job), read);
    ct_digest_add_text(r->content, hash);
    if (hash && !*hash) give_up(r);
  }
}

static void add_outputs(struct ct_digest *d, const struct ct_job *job) {
  add_count(d, job->outputs.n);
  for (size_t i = 0; i < job->outputs.n; i++) ct_digest_add_text(d, ct_writer_name(job->outputs.v[i].writer));
  const double flags[] = {job->strict, job->allow_network, job->outline_text,
                          job->png8,   job->world_file,    job->quality};
  add_numbers(d, flags, sizeof flags / sizeof *flags);
  ct_digest_add_text(d, job->date);
}

// Elements of an SVG have ids by the numbers of their rows.
static bool is_numbered(const struct ct_render *r) {
  return ct_job_writes(r->job, "svg");
}

static void add_all_rows(struct ct_digest *d, const struct ct_table *t) {
  if (t) ct_content_rows(d, t, &(struct ct_rows){.all = true, .n = t->n}, true);
}

// Reports and tables of changes tell of rows that the map does not show.
static bool tells_all(const struct ct_render *r) {
  const struct ct_job_output *report = &r->job->report;
  return report->path || report->fn || r->doc.edition.table;
}

void ct_content_begin(struct ct_render *r) {
  if (!r->job->wants_content || !(r->content = ct_digest_new())) return;
  struct ct_digest *d = r->content;
  ct_digest_add_text(d, CT_VERSION);
  ct_content_value(d, r->doc_value);
  ct_digest_add_text(d, r->doc.file ? ct_path_stem(r->a, r->doc.file) : NULL);
  ct_content_value(d, r->theme);
  add_outputs(d, r->job);
  add_count(d, r->sources.ndata);
  for (size_t i = 0; i < r->sources.ndata; i++)
    if (tells_all(r)) add_all_rows(d, r->sources.data[i].raw);
  add_files(r);
  if (!r->content) return;
  char base[CT_DIGEST_SIZE];
  ct_digest_finish(d, base);
  ct_digest_add_text(d, base);
  ct_content_given(r, base);
}

void ct_content_end(struct ct_render *r) {
  give_up(r);
}

void ct_content_layout(struct ct_render *r) {
  struct ct_digest *d = r->content;
  if (!d) return;
  add_list(d, r->doc.sources, r->doc.nsources);
  add_list(d, r->doc.keyed, r->doc.nkeyed);
  ct_digest_add_text(d, r->doc.furniture.disclaimer);
}

// ---- Rows that are shown

struct shown {
  const struct ct_table *table;
  uint8_t *is;  // n of the table
};

struct shown_list {
  struct ct_arena *a;
  ct_vec(struct shown) v;
};

static uint8_t *rows_of(struct shown_list *l, const struct ct_table *t) {
  for (size_t i = 0; i < l->v.n; i++)
    if (l->v.v[i].table == t) return l->v.v[i].is;
  struct shown s = {t, CT_NEW_N(l->a, uint8_t, t->n + 1)};
  ct_vec_push(l->a, &l->v, s);
  return s.is;
}

static void show(uint8_t *is, const uint32_t *rows, size_t n) {
  for (size_t i = 0; i < n; i++) is[rows ? rows[i] : i] = 1;
}

// Base layers are files, and told by these.
static bool is_base(const struct ct_render *r, const char *name) {
  for (size_t i = 0; name && i < ct_style_nsources(r->style); i++) {
    struct ct_style_source s;
    ct_style_source(r->style, i, &s);
    const char *data = ct_value_string(s.data);
    if (!strcmp(s.name, name)) return data && ct_starts_with(data, "base:");
  }
  return false;
}

// What a legend of all classes tries its looks with (hall/render/legend.c).
static void show_tried(uint8_t *is, const struct ct_table *t) {
  enum { TRIED = 200 };
  show(is, NULL, t->n < TRIED ? t->n : TRIED);
}

static void add_rows(struct ct_render *r, const struct ct_render_layer *layers, size_t n) {
  struct shown_list l = {.a = r->a};
  for (size_t i = 0; i < n; i++) {
    const struct ct_render_layer *layer = &layers[i];
    if (!layer->table || is_base(r, layer->info.source)) continue;
    uint8_t *is = rows_of(&l, layer->table);
    if (layer->shapes) show(is, layer->shapes->feature, layer->shapes->n);
    show(is, layer->items.feature, layer->items.n);
    if (r->doc.legend_all && layer->of_data) show_tried(is, layer->table);
  }
  for (size_t i = 0; i < l.v.n; i++) {
    const struct shown *s = &l.v.v[i];
    uint32_t *v = CT_NEW_N(r->a, uint32_t, s->table->n + 1);
    struct ct_rows rows = {.v = v};
    for (size_t k = 0; k < s->table->n; k++)
      if (s->is[k]) v[rows.n++] = (uint32_t)k;
    ct_content_rows(r->content, s->table, &rows, is_numbered(r));
  }
}

// ---- The map

static void add_color(struct ct_digest *d, struct ct_color c) {
  const double v[] = {c.r, c.g, c.b, c.a};
  add_numbers(d, v, 4);
}

// As far as rows may have a say in it; the rest is the style's.
static void add_key(struct ct_digest *d, const struct ct_legend_entry *e) {
  if (e->kind == CT_KEY_FILL && e->style.fill) {
    add_color(d, e->style.fill->color);
    ct_digest_add_text(d, e->style.fill->pattern);
  } else if ((e->kind == CT_KEY_LINE || e->kind == CT_KEY_RING) && e->style.line) {
    add_color(d, e->style.line->color);
    ct_digest_add_number(d, e->style.line->width);
  } else if ((e->kind == CT_KEY_CIRCLE || e->kind == CT_KEY_SIZES) && e->style.circle) {
    const struct ct_circle_style *c = e->style.circle;
    const double v[] = {c->radius, c->stroke_width, c->blur};
    add_color(d, c->color);
    add_color(d, c->stroke_color);
    add_numbers(d, v, 3);
  } else if ((e->kind == CT_KEY_SYMBOL || e->kind == CT_KEY_STACK) && e->style.symbol) {
    const struct ct_symbol_style *s = e->style.symbol;
    ct_digest_add_text(d, s->icon);
    ct_digest_add_number(d, s->icon_size);
    ct_digest_add_number(d, s->icon_rotate_deg);
    add_color(d, s->icon_color);
    add_color(d, s->icon_halo_color);
  }
}

static void add_legend(struct ct_digest *d, const struct ct_legend *l) {
  add_count(d, l->n);
  for (size_t i = 0; i < l->n; i++) {
    const struct ct_legend_entry *e = &l->v[i];
    const double v[] = {e->kind,  e->arrow,  (double)e->count, e->show_count,
                        e->stack, e->joined, e->scale != NULL};
    ct_digest_add_text(d, e->heading);
    ct_digest_add_text(d, e->label);
    ct_digest_add_text(d, e->exact_label);
    add_numbers(d, v, sizeof v / sizeof *v);
    add_key(d, e);
    if (!e->scale) continue;
    add_numbers(d, e->scale->at, e->scale->n);
    add_list(d, e->scale->label, e->scale->n);
  }
}

static void add_rect(struct ct_digest *d, const struct ct_rect *r) {
  const double v[] = {r->x, r->y, r->w, r->h};
  add_numbers(d, v, 4);
}

static void add_view(struct ct_digest *d, const struct ct_view *v) {
  const double numbers[] = {
      v->page_w_pt,       v->page_h_pt,      v->crs_auto,        v->as_web,       v->center_lon,
      v->center_lat,      v->center_x,       v->center_y,        v->units_per_pt, v->rotation_deg,
      v->anchor_x,        v->anchor_y,       v->scale,           v->zoom,         v->north_deg,
      v->north_least_deg, v->north_most_deg, v->scale_variation, v->bar_scale,    v->bar_lat,
      v->bar_at,          v->west,           v->south,           v->east,         v->north,
      v->tolerance_pt};
  add_rect(d, &v->frame);
  ct_digest_add_text(d, v->crs);
  ct_digest_add_text(d, v->crs_name);
  add_numbers(d, numbers, sizeof numbers / sizeof *numbers);
}

static void add_texts(struct ct_digest *d, const struct ct_items *items) {
  for (size_t i = 0; items->text && i < items->n; i++)
    for (size_t k = 0; k < items->text[i].n; k++) {
      ct_digest_add_text(d, items->text[i].spans[k].text);
      ct_digest_add_text(d, items->text[i].spans[k].image);
    }
}

static void add_layers(struct ct_render *r) {
  struct ct_digest *d = r->content;
  add_count(d, r->nlayers);
  for (size_t i = 0; i < r->nlayers; i++) {
    const struct ct_render_layer *l = &r->layers[i];
    ct_digest_add_text(d, l->info.id);
    if (ct_render_is_pixels(l->info.type) && l->info.type != CT_LAYER_HEATMAP)
      ct_render_pixels_digest(r, l, d);
    if (!l->table || is_base(r, l->info.source)) continue;
    add_count(d, l->items.n);
    add_texts(d, &l->items);
    for (size_t k = 0; l->items.sort_key && k < l->items.n; k++)
      ct_digest_add_number(d, l->items.sort_key[k]);
  }
  add_rows(r, r->layers, r->nlayers);
}

void ct_content_map(struct ct_render *r) {
  struct ct_digest *d = r->content;
  if (!d) return;
  add_view(d, &r->view);
  ct_content_layout(r);
  if (r->style_value != r->theme) ct_content_value(d, r->style_value);
  add_legend(d, &r->legend);
  add_layers(r);
  add_count(d, r->ninsets);
  for (size_t i = 0; i < r->ninsets; i++) {
    struct ct_render *map = r->insets[i].map;
    add_rect(d, &r->insets[i].at);
    if (!map) continue;
    map->content = d;
    ct_content_map(map);
    map->content = NULL;
  }
}

// ---- Atlases

static bool is_file(const char *path) {
  struct stat st;
  return path && stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

// The one file that a source of the theme is read from; "": none, NULL: not to be told.
static const char *file_of(struct ct_render *r, const struct ct_value *source) {
  const struct ct_value *data = ct_value_get(source, "data");
  const char *text = ct_value_string(data), *url = ct_value_string(ct_value_get(source, "url"));
  if (data && !text) return "";
  // What a document may put a raster of its own in place of, and has not.
  if (url && ct_starts_with(url, "bundled:")) return "";
  if (text && (ct_starts_with(text, "base:") || ct_starts_with(text, "data:"))) return "";
  const char *said = text ? text : url;
  if (!said || ct_value_get(source, "tiles")) return NULL;
  const char *path = ct_starts_with(said, CT_STYLE_OF_DOCUMENT)
                         ? said + strlen(CT_STYLE_OF_DOCUMENT)
                         : ct_path_of_url(r->a, r->sources.style_folder, said);
  return is_file(path) && !ct_same_nocase(ct_path_extension(path), "json") ? path : NULL;
}

void ct_content_atlas(struct ct_render *r) {
  if (!r->content) return;
  for (size_t i = 0; i < r->sources.ndata; i++) add_all_rows(r->content, r->sources.data[i].raw);
  const struct ct_value *sources = ct_value_get(r->theme, "sources");
  for (size_t i = 0; sources && r->content && i < sources->n; i++) {
    const char *path = file_of(r, sources->members[i].value);
    char hex[CT_DIGEST_SIZE];
    struct ct_err ignored = {0};
    if (path && !*path) continue;
    if (!path || !ct_digest_of_file(path, hex, &ignored))
      give_up(r);
    else
      ct_digest_add_text(r->content, hex);
  }
}

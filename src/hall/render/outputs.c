// SPDX-License-Identifier: MIT
// Render: what the writers are told, and whether what was asked for goes together.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "hall/render/render.h"
#include "model/diag.h"
#include "model/table.h"
#include "write/write.h"

struct ct_write_options ct_render_write_options(const struct ct_render *r) {
  const struct ct_document *d = &r->doc;
  const struct ct_job *job = r->job;
  return (struct ct_write_options){.width_px = (int)lround(d->page.w_pt / 72 * d->page.dpi),
                                   .height_px = (int)lround(d->page.h_pt / 72 * d->page.dpi),
                                   .dpi = d->page.dpi,
                                   .program = "Cartouche " CT_VERSION,
                                   .outline_text = job->outline_text,
                                   .pin_widths = d->svg_pin_widths,
                                   .nsvg_columns = d->nsvg_columns,
                                   .svg_columns = d->svg_columns,
                                   .png8 = job->png8,
                                   .quality = job->quality,
                                   .world_file = job->world_file};
}

static bool writes_pixels(const struct ct_job *job) {
  for (size_t i = 0; i < job->outputs.n; i++)
    if (job->outputs.v[i].path && ct_writer_is_pixels(job->outputs.v[i].writer)) return true;
  return false;
}

bool ct_render_check_outputs(const struct ct_job *job, struct ct_err *err) {
  if (job->png8 && !ct_job_writes(job, "png")) return ct_fail(err, "--png8 is of png, and no output is one");
  if (job->quality > 0 && !ct_job_writes(job, "jpeg") && !ct_job_writes(job, "webp"))
    return ct_fail(err, "--quality is of jpeg and webp, and no output is one");
  if (job->world_file && !writes_pixels(job))
    return ct_fail(err, "--world-file goes with a file of pixels (png, jpeg, webp or tif)");
  return true;
}

// ---- Columns that elements of an SVG are to have

// "class, name, precision_m": what there is instead.
static const char *known_columns(struct ct_render *r) {
  enum { MOST = 40 };
  struct ct_str s = {.arena = r->a};
  size_t told = 0;
  for (size_t i = 0; i < r->sources.ndata; i++)
    for (size_t k = 0; k < r->sources.data[i].table->ncolumns && told < MOST; k++, told++)
      ct_str_addf(&s, "%s%s", told ? ", " : "", r->sources.data[i].table->columns[k].name);
  return told ? ct_str_text(&s) : "none";
}

void ct_render_check_columns(struct ct_render *r) {
  for (size_t c = 0; c < r->doc.nsvg_columns; c++) {
    bool found = r->sources.ndata == 0;
    for (size_t i = 0; i < r->sources.ndata; i++)
      found = found || ct_table_column(r->sources.data[i].table, r->doc.svg_columns[c]) >= 0;
    if (found) continue;
    const char *message = ct_arena_printf(
        r->a, "no data has the column '%s' that elements of the svg are to have", r->doc.svg_columns[c]);
    const char *suggestion = ct_arena_printf(r->a, "columns: %s", known_columns(r));
    ct_diag_send(r->diags, &(struct ct_diagnostic){.code = "CT-W101",
                                                   .severity = CT_WARNING,
                                                   .file = r->doc.file,
                                                   .field = "svg",
                                                   .value = r->doc.svg_columns[c],
                                                   .message = message,
                                                   .suggestion = suggestion});
  }
}

// ---- What features are called

struct name_list {
  const struct ct_table *table;
  const char **v;
};

// The table's names, found in the list or begun there.
static const char **names_of(struct ct_render *r, struct name_list *lists, size_t *n,
                             const struct ct_table *table) {
  for (size_t i = 0; i < *n; i++)
    if (lists[i].table == table) return lists[i].v;
  lists[*n] = (struct name_list){table, CT_NEW_N(r->a, const char *, table->n)};
  return lists[(*n)++].v;
}

static const char *in_one_line(const char *text, struct ct_arena *a) {
  char *out = ct_arena_strdup(a, text);
  for (char *p = out; *p; p++)
    if (*p == '\n') *p = ' ';
  return out;
}

static bool is_named(const struct ct_render *r, const struct ct_render_layer *l) {
  return l->table && (l->of_data || (r->doc.style_value && r->doc.nsvg_columns));
}

static void take_names(struct ct_render *r, const struct ct_render_layer *l, const char **v) {
  const struct ct_items *items = &l->items;
  for (size_t i = 0; items->text && i < items->n; i++) {
    uint32_t row = items->feature[i];
    if (v[row] || !items->text[i].n) continue;
    const char *text = ct_render_plain_text(r, &items->text[i]);
    if (*text) v[row] = in_one_line(text, r->a);
  }
}

void ct_render_name_features(struct ct_render *r) {
  size_t n = 0;
  struct name_list *lists = CT_NEW_N(r->a, struct name_list, r->nlayers + 1);
  if (!ct_job_writes(r->job, "svg")) return;
  for (size_t i = 0; i < r->nlayers; i++) {
    struct ct_render_layer *l = &r->layers[i];
    if (is_named(r, l)) l->names = names_of(r, lists, &n, l->table);
    if (l->names && l->info.type == CT_LAYER_SYMBOL) take_names(r, l, (const char **)l->names);
  }
}

// SPDX-License-Identifier: MIT
// Render: layers of pixels, from their sources to images on the page.
#include <math.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "hall/render/render.h"
#include "load/raster.h"
#include "model/diag.h"
#include "paint/paint.h"
#include "project/raster.h"
#include "style/style.h"
#include "write/write.h"

// What vector outputs are drawn with, and the most pixels an image may have (a side: Cairo's
// limit): beyond, they are drawn larger.
#define VECTOR_DPI 300.0
#define MAX_PIXELS (40.0 * 1024 * 1024)
enum { MAX_TILES = 1024, MAX_SIDE = 32000 };

// ---- device pixels

bool ct_render_is_pixels(enum ct_layer_type type) {
  return type >= CT_LAYER_RASTER && type <= CT_LAYER_COLOR_RELIEF;
}

double ct_render_dpi(const struct ct_render *r, const struct ct_job_output *out) {
  double dpi = r->doc.page.dpi;
  return ct_writer_is_pixels(out->writer) ? dpi : fmax(dpi, VECTOR_DPI);
}

// Whole pixels of the page that cover the frame.
static struct ct_grain grain_of(const struct ct_render *r, double dpi) {
  const struct ct_rect *f = &r->view.frame;
  double step = 72 / dpi;
  while (f->w / step * (f->h / step) > MAX_PIXELS || fmax(f->w, f->h) / step > MAX_SIDE) step *= 2;
  double x0 = floor(f->x / step + 1e-6), y0 = floor(f->y / step + 1e-6);
  double x1 = ceil((f->x + f->w) / step - 1e-6), y1 = ceil((f->y + f->h) / step - 1e-6);
  return (struct ct_grain){x0 * step, y0 * step, step, (int)(x1 - x0), (int)(y1 - y0)};
}

// ---- sources

static void say(struct ct_render *r, const struct ct_style_source *source, const char *code,
                enum ct_severity severity, const char *message) {
  ct_diag_send(r->diags, &(struct ct_diagnostic){.code = code,
                                                 .severity = severity,
                                                 .file = r->theme_file,
                                                 .line = source->value->line,
                                                 .column = source->value->col,
                                                 .field = source->name,
                                                 .message = message});
}

static const char *folder_of(struct ct_render *r) {
  return r->theme_file ? ct_path_folder(r->a, r->theme_file) : ".";
}

static bool read_tile_json(struct ct_render *r, struct ct_raster_source *s, struct ct_err *err) {
  const struct ct_value *v;
  if (!s->tile_json || strstr(s->path, "://")) return true;
  ct_reads_note(CT_READ_DATA, s->path);
  if (!ct_value_read(r->a, s->path, &v, err)) return false;
  ct_style_raster_tiles(v, ct_path_folder(r->a, s->path), r->a, s);
  return true;
}

static void report_tiles(struct ct_render *r, const struct ct_style_source *source,
                         const struct ct_raster_report *n) {
  if (n->broken)
    say(r, source, "CT-S311", CT_WARNING,
        ct_arena_printf(r->a, "source '%s': %zu tile%s cannot be read, the first is %s", source->name,
                        n->broken, n->broken == 1 ? "" : "s", n->first_broken));
  if (n->missing)
    say(r, source, "CT-S312", n->read ? CT_NOTE : CT_WARNING,
        ct_arena_printf(r->a, "source '%s': %zu tile%s not there, the first is %s", source->name, n->missing,
                        n->missing == 1 ? " is" : "s are", n->first_missing));
}

static bool prepare(struct ct_render *r, const struct ct_style_source *source, struct ct_raster_source *s,
                    struct ct_err *err) {
  if (!ct_style_raster(source, folder_of(r), r->a, s))
    return ct_fail(err, "the source has no pixels (expected 'tiles' or 'url')");
  return read_tile_json(r, s, err) && ct_raster_prepare(s, r->job->allow_network, r->a, err);
}

bool ct_render_raster_box(struct ct_render *r, const struct ct_style_source *source, double box[4]) {
  struct ct_raster_source s;
  struct ct_err later = {0};  // said when the source is drawn
  return prepare(r, source, &s, &later) && ct_raster_box(&s, r->job->allow_network, r->a, box, &later);
}

static bool load(struct ct_render *r, const struct ct_style_source *source, const struct ct_grain *grain,
                 struct ct_raster *out, bool told, struct ct_err *err) {
  struct ct_raster_source s;
  struct ct_raster_report report;
  if (!prepare(r, source, &s, err)) return false;
  struct ct_tile_cover cover = {0};
  double zoom = ct_project_tile_zoom(&r->view);
  int z = ct_raster_tile_zoom(&s, zoom);
  bool tiles = s.kind == CT_RASTER_TILES || s.kind == CT_RASTER_MBTILES;
  if (tiles && z >= 0 && !ct_project_cover(&r->view, grain, z, MAX_TILES, r->a, &cover, err)) return false;
  struct ct_raster_request q = {.source = &s,
                                .cover = &cover,
                                .west = r->view.west,
                                .south = r->view.south,
                                .east = r->view.east,
                                .north = r->view.north,
                                .m_per_px = r->view.scale * (0.0254 / 72) * grain->step,
                                .lon_mid = r->view.center_lon,
                                .zoom = zoom,
                                .fine = grain->step < CT_PX_PT * 0.999,
                                .allow_network = r->job->allow_network};
  if (!ct_raster_load(&q, r->a, out, &report, err)) return false;
  if (!told) report_tiles(r, source, &report);
  return true;
}

struct ct_render_raster {
  struct ct_render_raster *next;
  const char *source;
  double step;
  struct ct_raster raster;
};

// Each source is read once for each fineness; one that cannot be read is empty.
static const struct ct_raster *raster_of(struct ct_render *r, const struct ct_style_source *source,
                                         const struct ct_grain *grain) {
  bool told = false;
  for (const struct ct_render_raster *k = r->rasters; k; k = k->next) {
    if (strcmp(k->source, source->name) != 0) continue;
    if (k->step == grain->step) return &k->raster;
    told = true;
  }
  struct ct_render_raster *k = CT_NEW(r->a, struct ct_render_raster);
  k->next = r->rasters;
  k->source = source->name;
  k->step = grain->step;
  r->rasters = k;
  struct ct_err why = {0};
  if (load(r, source, grain, &k->raster, told, &why)) return &k->raster;
  if (!told)
    say(r, source, "CT-S310", CT_WARNING,
        ct_arena_printf(r->a, "source '%s' is left out: %s", source->name, why.message));
  k->raster = (struct ct_raster){0};
  return &k->raster;
}

void ct_render_heights(struct ct_render *r, const struct ct_render_layer *l, double *lo, double *hi) {
  // As fine as the first output, which then finds it read.
  struct ct_grain grain =
      grain_of(r, r->job->outputs.n ? ct_render_dpi(r, &r->job->outputs.v[0]) : r->doc.page.dpi);
  const struct ct_raster *raster = raster_of(r, &l->source, &grain);
  double least = INFINITY, most = -INFINITY;
  for (size_t i = 0; raster->elevation && i < raster->n; i++) {
    const struct ct_raster_piece *p = &raster->pieces[i];
    for (size_t k = 0; p->elevation && k < (size_t)p->w * (size_t)p->h; k++) {
      if (!isfinite(p->elevation[k])) continue;
      least = fmin(least, p->elevation[k]);
      most = fmax(most, p->elevation[k]);
    }
  }
  *lo = most >= least ? least : NAN;
  *hi = most >= least ? most : NAN;
}

void ct_render_pixels_digest(struct ct_render *r, const struct ct_render_layer *l, struct ct_digest *d) {
  for (size_t i = 0; i < r->job->outputs.n; i++) {
    struct ct_grain grain = grain_of(r, ct_render_dpi(r, &r->job->outputs.v[i]));
    const struct ct_raster *raster = raster_of(r, &l->source, &grain);
    ct_digest_add_number(d, (double)raster->n);
    ct_digest_add_text(d, raster->crs);
    for (size_t k = 0; k < raster->n; k++) {
      const struct ct_raster_piece *p = &raster->pieces[k];
      size_t n = (size_t)p->w * (size_t)p->h;
      const double v[] = {p->w, p->h, p->u[0], p->u[1], p->u[2], p->v[0], p->v[1], p->v[2]};
      for (size_t j = 0; j < sizeof v / sizeof *v; j++) ct_digest_add_number(d, v[j]);
      if (p->pixels) ct_digest_add(d, p->pixels, n * sizeof *p->pixels);
      if (p->elevation) ct_digest_add(d, p->elevation, n * sizeof *p->elevation);
    }
    size_t cover = raster->piece_of ? (size_t)raster->cover.nx * (size_t)raster->cover.ny : 0;
    if (cover) ct_digest_add(d, raster->piece_of, cover * sizeof *raster->piece_of);
  }
}

// ---- painting

static bool paint_raster(struct ct_render *r, const struct ct_render_layer *l, const struct ct_grain *grain,
                         struct ct_arena *scratch, struct ct_op *body, struct ct_err *err) {
  const struct ct_raster *raster = raster_of(r, &l->source, grain);
  bool hills = l->info.type == CT_LAYER_HILLSHADE, colors = l->info.type == CT_LAYER_RASTER;
  if (!raster->n || raster->elevation == colors) return true;
  if (colors) {
    uint8_t *rgba;
    if (!ct_project_raster(&r->view, raster, grain, l->items.styles.raster[0].nearest, scratch, &rgba, err))
      return false;
    ct_paint_raster(r->a, body, &l->items, grain, rgba);
    return true;
  }
  struct ct_relief relief;
  enum ct_relief_mode mode = CT_RELIEF_BLENDED;
  if (hills && l->items.styles.hillshade[0].nearest) mode = CT_RELIEF_FACETS;
  if (!hills && l->items.styles.relief[0].nearest) mode = CT_RELIEF_SQUARES;
  if (!ct_project_relief(&r->view, raster, grain, mode, scratch, &relief, err)) return false;
  ct_paint_relief(r->a, body, &l->items, grain, &relief);
  return true;
}

bool ct_render_pixels(struct ct_render *r, const struct ct_render_layer *l, double dpi, struct ct_op *body,
                      struct ct_err *err) {
  struct ct_grain grain = grain_of(r, dpi);
  struct ct_arena scratch = {.oom = r->a->oom};
  bool ok = true;
  if (l->info.type == CT_LAYER_HEATMAP)
    ct_paint_heatmap(r->a, body, &l->items, l->shapes, &grain);
  else
    ok = paint_raster(r, l, &grain, &scratch, body, err);
  ct_arena_release(&scratch);
  return ok;
}

// SPDX-License-Identifier: MIT
// Render: calls the stages in order, load -> select -> project -> style -> label -> paint -> page -> write.
#include "hall/render/render.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/value.h"
#include "doc/doc.h"
#include "draw/draw.h"
#include "hall/cache/cache.h"
#include "hall/render/atlas.h"
#include "hall/render/content.h"
#include "hall/render/edition.h"
#include "hall/render/manifest.h"
#include "page/page.h"
#include "project/project.h"
#include "text/text.h"
#include "write/write.h"

static const char *share(struct ct_render *r, const char *what) {
  return ct_arena_printf(r->a, "%s/%s", r->job->share_dir, what);
}

bool ct_render_as_screen(const struct ct_render *r) {
  return r->doc.style_value && r->doc.page.in_pixels;
}

// Fonts take a while to open: bare maps without names do without.
static bool needs_text(const struct ct_render *r) {
  const struct ct_value *layers = ct_value_get(r->theme, "layers");
  if (!r->doc.page.bare || r->doc.extra_layers) return true;
  for (size_t i = 0; layers && i < layers->n; i++) {
    const char *type = ct_value_string(ct_value_get(layers->items[i], "type"));
    if (type && strcmp(type, "symbol") == 0) return true;
  }
  return false;
}

static bool open_tools(struct ct_render *r, struct ct_err *err) {
  if (needs_text(r)) {
    if (!ct_cache_text(r->job->cache, r->a, share(r, "styles/fonts"), r->diags, &r->text, &r->text_is_lent,
                       err))
      return false;
    for (size_t i = 0; i < r->job->fonts.n; i++) ct_text_add_fonts(r->text, r->job->fonts.v[i]);
  }
  if (!ct_draw_new(share(r, "styles/icons"), r->diags, &r->draw, err)) return false;
  ct_render_images(r);
  return true;
}

bool ct_render_layout(struct ct_render *r, struct ct_err *err) {
  ct_render_sources(r);
  ct_render_expect_key(r);
  ct_content_layout(r);
  return ct_page_layout(&r->doc, &r->page_theme, r->text, r->a, &r->page, err);
}

static bool has_pixels(const struct ct_render *r) {
  for (size_t i = 0; i < r->nlayers; i++)
    if (ct_render_is_pixels(r->layers[i].info.type)) return true;
  for (size_t i = 0; i < r->ninsets; i++)
    if (r->insets[i].map && has_pixels(r->insets[i].map)) return true;
  return false;
}

bool ct_render_scene_for(struct ct_render *r, const struct ct_job_output *out, struct ct_err *err) {
  // Paper wants finer pixels than a screen: each output has its own, whatever goes with it.
  double dpi = ct_render_dpi(r, out);
  bool made = r->scene_dpi > 0 && (dpi == r->scene_dpi || !has_pixels(r));
  return made || ct_render_scene(r, dpi, err);
}

static bool write_outputs(struct ct_render *r, struct ct_err *err) {
  const struct ct_write_options o = ct_render_write_options(r);
  for (size_t i = 0; i < r->job->outputs.n; i++) {
    const struct ct_job_output *out = &r->job->outputs.v[i];
    ct_job_progress(r->job, "writing", 0.75 + 0.25 * (double)i / (double)r->job->outputs.n);
    if (!ct_render_scene_for(r, out, err)) return false;
    bool ok = out->path ? ct_write_file(out->writer, &r->scene, r->draw, &o, out->path, err)
                        : ct_write_stream(out->writer, &r->scene, r->draw, &o, out->fn, out->user, err);
    if (!ok) return false;
    ct_manifest_file(r, out->path, false);
  }
  return true;
}

bool ct_render_check_strict(struct ct_render *r, struct ct_err *err) {
  size_t n = r->diags->count[CT_WARNING] + r->diags->count[CT_ERROR];
  if (!r->job->strict || !n) return true;
  return ct_fail(err, "%zu warning%s and --strict is set: nothing written", n, n == 1 ? "" : "s");
}

// A pattern in an output's path is for the pages of an atlas.
static bool check_paths(const struct ct_render *r, struct ct_err *err) {
  for (size_t i = 0; i < r->job->outputs.n; i++) {
    const char *path = r->job->outputs.v[i].path;
    if (ct_atlas_is_pattern(path))
      return ct_fail(err, "%s: {name} and {page} in a file's name are for atlases, and the document is none",
                     path);
  }
  return true;
}

static bool open_all(struct ct_render *r, struct ct_err *err) {
  struct ct_job_document doc;
  if (!ct_job_read(r->job, &doc, err)) return false;
  if (!ct_job_template(r->job, &doc, &r->doc, err)) return false;
  r->doc.style_value = doc.style_value;
  r->doc_value = doc.value;
  ct_job_find_edition(r->job, &r->doc);
  r->sources = (struct ct_sources){.a = r->a,
                                   .diags = r->diags,
                                   .share_dir = r->job->share_dir,
                                   .cache = r->job->cache,
                                   .doc = &r->doc,
                                   .places = &r->job->places,
                                   .allow_network = r->job->allow_network,
                                   .nread = r->job->tables.n,
                                   .read = r->job->tables.v};
  if (!ct_render_theme(r, &doc, err) || !open_tools(r, err) || !ct_render_open_furniture(r, err) ||
      !ct_sources_load(&r->sources, err))
    return false;
  ct_render_check_columns(r);
  ct_render_edition(r);
  ct_content_begin(r);
  return true;
}

void ct_render_fork(const struct ct_render *of, struct ct_arena *a, struct ct_render *out) {
  *out = (struct ct_render){.job = of->job,
                            .a = a,
                            .diags = of->diags,
                            .doc = of->doc,
                            .theme = of->theme,
                            .theme_file = of->theme_file,
                            .policy = of->policy,
                            .disclaimer = of->disclaimer,
                            .page_theme = of->page_theme,
                            .text = of->text,
                            .draw = of->draw,
                            .manifest = of->manifest};
  ct_sources_fork(&of->sources, &out->doc, a, &out->sources);
}

double ct_render_zoom(const struct ct_render *r) {
  double larger = ct_template_enlarge(&r->doc).names;
  return larger == 1 ? r->view.zoom : r->view.zoom - log2(larger);
}

static bool settle(struct ct_render *r, bool *again, struct ct_err *err) {
  bool changed = false;
  if (!ct_render_layout(r, err) || !ct_render_view(r, err)) return false;
  ct_render_disclaim(r, &changed);
  if (!ct_render_graticule(r, again, err)) return false;
  *again = *again || changed;
  return true;
}

// The page and its view. What the boundaries' policy has to say at the foot, and the labels of a graticule are known
// from the view alone: with room for them the page is laid out again.
static bool ground(struct ct_render *r, struct ct_err *err) {
  bool again = false;
  r->doc.graticule.fit = (struct ct_graticule_fit){0};
  r->graticule = NULL;
  if (!settle(r, &again, err)) return false;
  if (again) {
    ct_render_end(r);
    if (!settle(r, &again, err)) return false;
  }
  ct_render_guide(r);
  return true;
}

// From the layout to the furniture in the frame.
static bool prepare(struct ct_render *r, struct ct_err *err) {
  if (!ground(r, err)) return false;
  ct_render_sources(r);
  if (!ct_render_layers(r, err) || !ct_render_stacks(r, err) || !ct_render_furniture(r, err)) return false;
  ct_content_map(r);
  return true;
}

// Once more, when the legend outside the map is another than was expected: a room that is too large or too small
// for it would be seen. What is told of the map has been told.
static bool prepare_again(struct ct_render *r, struct ct_err *err) {
  struct ct_diags quiet = {0}, *told = r->diags;
  struct ct_foreknown *known = CT_NEW(r->a, struct ct_foreknown);
  struct ct_legend *legend = CT_NEW(r->a, struct ct_legend);
  *legend = r->legend;
  bool outside = ct_page_hides_data(r->page) || (r->doc.foreknown && r->doc.foreknown->outside);
  *known = (struct ct_foreknown){legend, outside, r->view.crs_name, r->view.crs_auto};
  r->doc.foreknown = known;
  ct_render_end(r);
  r->nlayers = r->nsymbols = 0;
  // Pixels are read for a view.
  r->rasters = NULL;
  r->legend = (struct ct_legend){0, NULL};
  ct_sources_forget(&r->sources);
  r->diags = r->sources.diags = &quiet;
  bool ok = prepare(r, err);
  r->diags = r->sources.diags = told;
  return ok;
}

// Of maps with very many marks some are hidden wherever the legend stands, and once is long enough.
static bool is_outgrown(struct ct_render *r) {
  enum { POINTS_MOST = 6000 };
  size_t n;
  ct_render_data_points(r, &n);
  return n <= POINTS_MOST && ct_page_is_outgrown(r->page, &r->legend, r->a);
}

// Takes blank paper above and below a whole world off the page, where its template has pages of any height.
static bool trim(struct ct_render *r) {
  const struct ct_template *t = r->doc.furniture.as_template;
  const struct ct_rect *f = &r->view.frame;
  if (!t || !t->trim || r->doc.page.bare || !r->sphere->ncoords) return false;
  double top = f->y + f->h, bottom = f->y;
  for (size_t i = 0; i < r->sphere->ncoords; i++) {
    top = fmin(top, fmax(f->y, r->sphere->xy[2 * i + 1]));
    bottom = fmax(bottom, fmin(f->y + f->h, r->sphere->xy[2 * i + 1]));
  }
  // The frame's middle stays.
  double middle = f->y + f->h / 2, blank = f->h - 2 * fmin(middle - top, bottom - middle), least = 0.3 * f->w;
  if (blank < 0.01 * f->h) return false;
  r->doc.page.h_pt -= floor(fmin(blank, f->h - least) / CT_PX_PT) * CT_PX_PT;
  return true;
}

// Of an atlas: the page's own marks, after the legend has shown them as they are.
static bool stress(struct ct_render *r, struct ct_err *err) {
  if (r->atlas) ct_atlas_stress(r);
  return !r->atlas || r->atlas->number || ct_atlas_index_begin(r, err);
}

bool ct_render_page(struct ct_render *r, struct ct_err *err) {
  enum { AGAIN_MOST = 3 };
  ct_job_progress(r->job, "layers", 0.2);
  if (!prepare(r, err)) return false;
  // A trimmed page has another room for its legend, and a legend in its room another for its map.
  for (int i = 0; i < AGAIN_MOST; i++) {
    bool other = ct_render_edition_of_page(r);
    if (!trim(r) && !other && !is_outgrown(r)) break;
    if (!prepare_again(r, err)) return false;
  }
  if (ct_content_is_expected(r)) return ct_render_check_strict(r, err);
  ct_render_edition_check(r);
  ct_render_name_features(r);
  ct_job_progress(r->job, "labels", 0.4);
  return ct_render_locator(r, err) && stress(r, err) && ct_render_labels(r, err);
}

// Before the first of them is written.
static bool accept(struct ct_render *r, struct ct_err *err) {
  const struct ct_write_options o = ct_render_write_options(r);
  for (size_t i = 0; i < r->job->outputs.n; i++) {
    const struct ct_job_output *out = &r->job->outputs.v[i];
    if (!ct_writer_accepts(out->writer, &r->scene, &o, out->path, err)) return false;
  }
  return true;
}

static bool run(struct ct_render *r, struct ct_err *err) {
  ct_job_progress(r->job, "data", 0);
  if (!ct_render_check_outputs(r->job, err) || !open_all(r, err)) return false;
  if (ct_content_is_given(r)) return ct_render_check_strict(r, err) && ct_manifest_renew(r, err);
  if (!ct_manifest_begin(r, err)) return false;
  if (r->doc.atlas.over) {
    ct_content_atlas(r);
    // What a manifest says of pages is known when they are drawn.
    if (r->manifest) r->job->expected[0] = '\0';
    return ct_content_is_expected(r) ? ct_render_check_strict(r, err) : ct_render_atlas(r, err);
  }
  if (!check_paths(r, err) || !ct_render_page(r, err)) return false;
  ct_manifest_page(r, 0, NULL);
  if (r->job->is_unchanged) return ct_manifest_renew(r, err);
  ct_manifest_fonts(r);
  return (!r->job->outputs.n || ct_render_scene(r, ct_render_dpi(r, &r->job->outputs.v[0]), err)) &&
         ct_render_check_strict(r, err) && accept(r, err) && write_outputs(r, err) &&
         ct_render_report(r, err) && ct_manifest_write(r, err);
}

void ct_render_end(struct ct_render *r) {
  for (size_t i = 0; i < r->ninsets; i++)
    if (r->insets[i].map) ct_render_end(r->insets[i].map);
  if (r->has_view) ct_view_release(&r->view);
  if (r->locator.has_view) ct_view_release(&r->locator.view);
  r->has_view = r->locator.has_view = false;
}

static void close_tools(struct ct_render *r) {
  ct_content_end(r);
  ct_manifest_end(r);
  ct_render_end(r);
  ct_draw_free(r->draw);
  if (!r->text_is_lent) ct_text_free(r->text);
}

bool ct_render(struct ct_job *job, struct ct_err *err) {
  struct ct_render *r = CT_NEW(&job->arena, struct ct_render);
  r->job = job;
  r->a = &job->arena;
  r->diags = &job->diags;
  if (!job->outputs.n && !job->report.path && !job->report.fn && !job->manifest)
    return ct_fail(err, "no output (expected -o FILE.png, -o FILE.pdf or -o FILE.svg)");
  bool ok = run(r, err);
  close_tools(r);
  return ok;
}

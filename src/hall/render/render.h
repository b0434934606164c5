// SPDX-License-Identifier: MIT
// Render: the state of one map on its way through the stages.
#ifndef CT_RENDER_H
#define CT_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"
#include "cartouche.h"
#include "hall/job/job.h"
#include "hall/sources/sources.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/item.h"
#include "model/page.h"
#include "model/placement.h"
#include "model/scene.h"
#include "model/shapes.h"
#include "model/view.h"
#include "page/page.h"
#include "style/style.h"
#include "write/write.h"

struct ct_digest;
struct ct_draw;
struct ct_page;
struct ct_render_atlas;
struct ct_render_manifest;
struct ct_render_raster;
struct ct_str;
struct ct_style;
struct ct_text;
struct ct_write_options;

// A style layer that is drawn.
struct ct_render_layer {
  struct ct_style_layer_info info;
  size_t index;  // in the style
  const struct ct_table *table;
  struct ct_items items;
  const struct ct_shapes *shapes;    // by the layer's type
  const struct ct_shapes *outlines;  // fill layers with an outline
  struct ct_style_source source;     // raster, hillshade and color-relief layers
  bool of_data;                      // drawn from the document's data
  const struct ct_data *data;        // the entry it is drawn from, or NULL
  bool derived;                      // from what is computed of that entry's rows
  // Symbol layers: marks that share a place taken apart, and what the document asks of single labels.
  bool is_stacked;
  struct ct_stacked stacked;
  struct ct_label_wish *wishes;  // one an item of ct_render_symbols; NULL: none
  struct ct_rich_text *texts;    // items.text where names were changed, else NULL
  const char **renamed;          // items.n, what such texts were; NULL: none
  const char *const *names;      // the table's rows, as an SVG calls them; NULL: not asked for
  const char **hidden;           // items.n, what such texts were that are not to be drawn; NULL: none
};

// A smaller map on the page: a render of its own, whose frame is a part of this page's.
struct ct_render_inset {
  const struct ct_inset *spec;
  struct ct_render *map;  // NULL: it is not drawn
  struct ct_rect at;      // where `map` was made for
};

// A name that the document speaks of and the main map does not have: perhaps an inset has it.
struct ct_render_unknown {
  const char *name;
  struct ct_diagnostic told;
};

struct ct_rects {
  ct_vec(struct ct_rect) v;
};

// The locator, and what is told of it before it is made.
struct ct_render_locator {
  double span_m;  // how much of the world it shows
  bool has_view;
  struct ct_view view;
  struct ct_page_locator_map map;
};

struct ct_render {
  struct ct_job *job;
  struct ct_arena *a;
  struct ct_diags *diags;

  // What is opened and loaded once, and shared with forks.
  struct ct_document doc;
  const struct ct_value *theme;
  const char *theme_file;
  const struct ct_value *policy;  // the boundaries', of layers/policies.json; NULL: none
  const char *disclaimer;         // the document's own, NULL: the policy's
  struct ct_page_theme page_theme;
  struct ct_text *text;
  bool text_is_lent;  // by the cache
  struct ct_draw *draw;
  struct ct_sources sources;
  struct ct_render_manifest *manifest;  // what is taken down for it; NULL: none is asked for

  const struct ct_value *doc_value;  // the document with its template and options
  struct ct_digest
      *content;  // of what is shown (hall/render/content.h); NULL: nobody asks, or it is no map of its own

  // What kind of map it is.
  struct ct_render_atlas *atlas;  // what it is in an atlas; NULL: a map of its own
  const struct ct_inset *inset;   // what this is the map of; NULL: the page's main map

  // The page and the view, settled before anything is projected.
  struct ct_page *page;
  struct ct_graticule_net *graticule;  // NULL: none
  bool has_view;
  struct ct_view view;
  struct ct_shapes *sphere;  // the part of the frame that shows the world

  // The bound style and its layers that are drawn.
  const struct ct_value *style_value;
  struct ct_style *style;
  size_t nlayers;
  struct ct_render_layer *layers;
  struct ct_render_raster *rasters;  // sources of pixels that have been read

  // Furniture and names.
  struct ct_legend legend;
  struct ct_render_locator locator;
  size_t nsymbols;
  struct ct_render_layer **symbols;  // the layers that placements count by
  struct ct_placements placements;

  // Insets.
  size_t ninsets;
  struct ct_render_inset *insets;
  struct ct_page_inset *on_page;  // ninsets: the same as the page knows them
  struct ct_diags quiet;          // where insets' findings go: the main map has told them
  ct_vec(struct ct_render_unknown) unknown;

  // All of it painted, with pixels of that fineness; 0: not yet.
  double scene_dpi;
  struct ct_scene scene;
};

// A render of another page (of an atlas, an inset) with what `of` has opened and loaded: document, theme, fonts,
// icons, tables. The caller changes out->doc as it likes, then calls ct_render_page. It is to be ended before
// `of`; what it makes lives in `a`.
void ct_render_fork(const struct ct_render *of, struct ct_arena *a, struct ct_render *out);
// From the layout of the page to placed labels; ct_render_scene is next.
bool ct_render_page(struct ct_render *r, struct ct_err *err);
// Releases the views.
void ct_render_end(struct ct_render *r);
// Reads the theme the document names ("briefing" or a path) and its page colours.
bool ct_render_theme(struct ct_render *r, const struct ct_job_document *doc, struct ct_err *err);
// Changes the theme's base map as the document asks: boundaries and names by policy, rasters under it.
bool ct_render_base(struct ct_render *r, struct ct_err *err);
// Puts the disclaimer that the policy has for what the view shows on the page; *changed tells whether the page is to
// be laid out anew.
void ct_render_disclaim(struct ct_render *r, bool *changed);
// Adds the images of the theme's sprites; those that cannot be had are diagnostics.
void ct_render_images(struct ct_render *r);
// Tells the compiled style which images there are.
void ct_render_know_images(struct ct_render *r);
// Adds what the style's sources ask to be credited with to the document's sources.
void ct_render_credit(struct ct_render *r);
// The page divided, from which the view follows.
bool ct_render_layout(struct ct_render *r, struct ct_err *err);
// Opens the document's logo and checks the colours of its classification.
bool ct_render_open_furniture(struct ct_render *r, struct ct_err *err);
// Puts the sources that the data name first, in the order in which they are first used, and numbers them in legend
// headings; once the view is settled by the rows that it shows only.
void ct_render_sources(struct ct_render *r);
// Adds the numbers to the names of marks, where the document asks for that.
void ct_render_name_notes(struct ct_render *r);
// MapLibre's zoom for the style: that of the view, less by what the template enlarges names.
double ct_render_zoom(const struct ct_render *r);
// Settles the view from the document and the data.
bool ct_render_view(struct ct_render *r, struct ct_err *err);
// Meridians and parallels of the view, handed to the page; *again: their labels need another layout first.
bool ct_render_graticule(struct ct_render *r, bool *again, struct ct_err *err);
// What the scale bar and the north arrow tell of the view; what cannot be told as asked is a diagnostic.
void ct_render_guide(struct ct_render *r);
// Before which layer its lines are drawn.
size_t ct_render_graticule_at(const struct ct_render *r);
// Insets. Planned: how large they may be, and where on the main map what they show lies (before furniture is
// placed). Made: those that have found a place become maps, up to their stacks. Then their classes join the
// legend; their names are placed, and those need not be said again on the main map; what a text of the main map
// must keep off because of them.
bool ct_render_insets_plan(struct ct_render *r, struct ct_err *err);
// West, south, east, north of about what the inset will show; false: nothing, or not to be told.
bool ct_render_inset_reach(struct ct_render *r, const struct ct_inset *in, double box[4]);
bool ct_render_insets_make(struct ct_render *r, struct ct_err *err);
void ct_render_insets_legend(struct ct_render *r);
bool ct_render_insets_names(struct ct_render *r, struct ct_err *err);
void ct_render_insets_spare(struct ct_render *r);
void ct_render_insets_boxes(struct ct_render *r, struct ct_rects *out);
bool ct_render_insets_paint(struct ct_render *r, struct ct_op *root, struct ct_err *err);
// What a message calls the inset.
const char *ct_render_inset_name(struct ct_render *r, const struct ct_inset *in);
// Of an inset: the positions of the rows it names, n pairs of lon and lat. With `tell`, names that no row has are
// diagnostics.
const double *ct_render_inset_points(struct ct_render *r, bool tell, size_t *n);
// Where a view is fitted to data, the points: n pairs of lon and lat.
const double *ct_render_fit_points(struct ct_render *r, size_t *n);
// A frame's outline in lon/lat, as a table of one line.
struct ct_table *ct_render_outline(struct ct_arena *a, const struct ct_view *view);
// A label's text for a row, before any style: a column, or a template.
const char *ct_render_label_of(struct ct_render *r, const struct ct_data *d, const struct ct_table *t,
                               size_t row);
// Paints the map's layers into the group.
bool ct_render_paint(struct ct_render *r, struct ct_op *body, struct ct_err *err);
// What the locator is to show, before furniture is placed; then its own view, land and frame box.
bool ct_render_locator_plan(struct ct_render *r, struct ct_err *err);
bool ct_render_locator(struct ct_render *r, struct ct_err *err);
// Binds and compiles the style; projects and resolves every visible layer.
bool ct_render_layers(struct ct_render *r, struct ct_err *err);
// Where a source of pixels lies: west, south, east, north; false when it does not say.
bool ct_render_raster_box(struct ct_render *r, const struct ct_style_source *source, double box[4]);
// Is this a style's own picture of so many pixels, to be as MapLibre shows it on a screen?
bool ct_render_as_screen(const struct ct_render *r);
// Is the layer painted pixel by pixel?
bool ct_render_is_pixels(enum ct_layer_type type);
// Adds the pixels that the layer is drawn from in all outputs, which are read for it.
void ct_render_pixels_digest(struct ct_render *r, const struct ct_render_layer *l, struct ct_digest *d);
// Device pixels an inch that an output is drawn with.
double ct_render_dpi(const struct ct_render *r, const struct ct_job_output *out);
// Paints a raster, hillshade, color-relief or heatmap layer; a source that cannot be read is a
// diagnostic.
bool ct_render_pixels(struct ct_render *r, const struct ct_render_layer *l, double dpi, struct ct_op *body,
                      struct ct_err *err);
// The lowest and highest ground that a layer of heights shows; NaN when there is none.
void ct_render_heights(struct ct_render *r, const struct ct_render_layer *l, double *lo, double *hi);
// The legend of what is drawn.
void ct_render_legend(struct ct_render *r);
// Stacks, legend, furniture and labels, which depend on each other in this order.
bool ct_render_stacks(struct ct_render *r, struct ct_err *err);
bool ct_render_furniture(struct ct_render *r, struct ct_err *err);
bool ct_render_labels(struct ct_render *r, struct ct_err *err);
// What the document asks of single labels: new names and none before marks are stacked, wishes after that; names that there
// are not are diagnostics.
void ct_render_reword(struct ct_render *r);
// Of stacks: badges by symbol (NULL: none), boxes round hairlines, and legend entries that explain them.
const struct ct_rect *ct_render_badges(struct ct_render *r, const struct ct_render_layer *l);
void ct_render_stack_boxes(struct ct_render *r, struct ct_rects *out);
// What a message calls the text of a symbol that stands for several.
const char *ct_render_stack_said(struct ct_render *r, const struct ct_render_layer *l, uint32_t item,
                                 const char *text);
void ct_render_stack_keys(struct ct_render *r);
// Places everything, with the wishes as they are and around the furniture as it stands.
bool ct_render_solve(struct ct_render *r, struct ct_err *err);
// Is that a name of the document's own data in the frame, not asked to be hidden, and on the page nowhere?
bool ct_render_is_missing(struct ct_render *r, const struct ct_placement *p);
// The numbered key. Before layout: what it will hold if all names are to be numbers. Before labels are
// placed: makes them all numbers. After: names without a place are made numbers, and the rest placed again.
void ct_render_expect_key(struct ct_render *r);
void ct_render_number_all(struct ct_render *r);
bool ct_render_key(struct ct_render *r, struct ct_err *err);
// Points of the document's own marks and lines, n pairs: furniture keeps clear of them.
const float *ct_render_data_points(struct ct_render *r, size_t *n);
void ct_render_wishes(struct ct_render *r);
// The layer's wishes, made when there are none yet.
struct ct_label_wish *ct_render_wishes_of(struct ct_render *r, struct ct_render_layer *l);
// A symbol layer's items as they are placed and painted: with stacks taken apart.
const struct ct_items *ct_render_symbols(const struct ct_render_layer *l);
// The first point of a shape.
const float *ct_render_point(const struct ct_shapes *s, size_t k);
// The box round the k-th shape, which has points.
struct ct_rect ct_render_shape_box(const struct ct_shapes *s, size_t k);
// A text without its looks.
const char *ct_render_plain_text(struct ct_render *r, const struct ct_rich_text *text);
// Writes the report on the labels, when one is asked for.
bool ct_render_report(struct ct_render *r, struct ct_err *err);
// For reports of many pages: adds one's, and sends the whole to where the report goes.
void ct_render_report_text(struct ct_render *r, size_t number, const char *name, struct ct_str *out);
bool ct_render_report_send(struct ct_render *r, const struct ct_str *text, struct ct_err *err);
// What of a placed icon or text can be seen; false: nothing.
bool ct_render_icon_area(const struct ct_render *r, const struct ct_placement *p, struct ct_rect *out);
bool ct_render_text_area(const struct ct_render *r, const struct ct_placement *p, struct ct_rect *out);
// Adds the links of names and marks to what the document says that they lead to.
bool ct_render_links(struct ct_render *r, struct ct_op *root, struct ct_err *err);
// Rings of uncertainty that are all under their marks are not painted: by shape of such a layer, is it one?
const bool *ct_render_hidden_rings(struct ct_render *r, const struct ct_render_layer *l);
// Lines as they are painted: links side by side and ended at the marks they join, rings parted under their names,
// arrowheads only where lines truly end. The layer's own shapes where there is nothing to do.
const struct ct_shapes *ct_render_cut(struct ct_render *r, const struct ct_render_layer *l);
// What the writers are told.
struct ct_write_options ct_render_write_options(const struct ct_render *r);
// Do the outputs and what was asked of them go together?
bool ct_render_check_outputs(const struct ct_job *job, struct ct_err *err);
// Columns asked for in an SVG that no data have are diagnostics.
void ct_render_check_columns(struct ct_render *r);
// Sets the layers' names, where an SVG is written.
void ct_render_name_features(struct ct_render *r);
// Everything as one scene, with pixels of that fineness.
bool ct_render_scene(struct ct_render *r, double dpi, struct ct_err *err);
// The scene as the output wants it, made anew only where it has pixels of another fineness.
bool ct_render_scene_for(struct ct_render *r, const struct ct_job_output *out, struct ct_err *err);
// Renders everything; the heart of ct_job_render.
bool ct_render(struct ct_job *job, struct ct_err *err);
// Fails when there have been warnings and the job is strict.
bool ct_render_check_strict(struct ct_render *r, struct ct_err *err);

#endif

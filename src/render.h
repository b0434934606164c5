// SPDX-License-Identifier: MIT
// Render: the state of one map on its way through the stages.
#ifndef CT_RENDER_H
#define CT_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"
#include "cartouche.h"
#include "job.h"
#include "model/document.h"
#include "model/item.h"
#include "model/page.h"
#include "model/placement.h"
#include "model/scene.h"
#include "model/shapes.h"
#include "model/view.h"
#include "page/page.h"
#include "sources.h"
#include "style/style.h"

struct ct_draw;
struct ct_page;
struct ct_render_raster;
struct ct_style;
struct ct_text;

// A style layer that is drawn.
struct ct_render_layer {
  struct ct_style_layer_info info;
  const struct ct_table *table;
  struct ct_items items;
  const struct ct_shapes *shapes;    // by the layer's type
  const struct ct_shapes *outlines;  // fill layers with an outline
  struct ct_style_source source;     // raster, hillshade and color-relief layers
  bool of_data;                      // drawn from the document's data
  const struct ct_data *data;        // the entry it is drawn from, or NULL
  // Symbol layers: marks that share a place taken apart, and what the document asks of single labels.
  bool is_stacked;
  struct ct_stacked stacked;
  struct ct_label_wish *wishes;  // one an item of ct_render_symbols; NULL: none
  struct ct_rich_text *texts;    // items.text where names were changed, else NULL
  const char **renamed;          // items.n, what such texts were; NULL: none
  const char **hidden;           // items.n, what such texts were that are not to be drawn; NULL: none
};

struct ct_rects {
  ct_vec(struct ct_rect) v;
};

struct ct_render {
  struct ct_job *job;
  struct ct_arena *a;
  struct ct_diags *diags;
  struct ct_document doc;
  const struct ct_value *theme;
  const char *theme_file;
  struct ct_page_theme page_theme;
  struct ct_text *text;
  struct ct_draw *draw;
  struct ct_page *page;
  struct ct_sources sources;
  struct ct_view view, locator_view;
  bool has_view, has_locator;
  const struct ct_value *style_value;  // the bound style
  struct ct_style *style;
  size_t nlayers;
  struct ct_render_layer *layers;
  struct ct_shapes *sphere;  // the part of the frame that shows the world
  struct ct_legend legend;
  size_t nsymbols;
  struct ct_render_layer **symbols;  // the layers that placements count by
  struct ct_placements placements;
  struct ct_page_locator_map locator;
  struct ct_scene scene;
  double scene_dpi;
  struct ct_render_raster *rasters;  // sources of pixels that have been read
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
// Adds the images of the theme's sprites; those that cannot be had are diagnostics.
void ct_render_images(struct ct_render *r);
// Tells the compiled style which images there are.
void ct_render_know_images(struct ct_render *r);
// Adds what the style's sources ask to be credited with to the document's sources.
void ct_render_credit(struct ct_render *r);
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
// The locator's own view, land and frame box.
bool ct_render_locator(struct ct_render *r, struct ct_err *err);
// Binds and compiles the style; projects and resolves every visible layer.
bool ct_render_layers(struct ct_render *r, struct ct_err *err);
// Where a source of pixels lies: west, south, east, north; false when it does not say.
bool ct_render_raster_box(struct ct_render *r, const struct ct_style_source *source, double box[4]);
// Is this a style's own picture of so many pixels, to be as MapLibre shows it on a screen?
bool ct_render_as_screen(const struct ct_render *r);
// Is the layer painted pixel by pixel?
bool ct_render_is_pixels(enum ct_layer_type type);
// Device pixels an inch that an output is drawn with.
double ct_render_dpi(const struct ct_render *r, const struct ct_job_output *out);
// Paints a raster, hillshade, color-relief or heatmap layer; a source that cannot be read is a
// diagnostic.
bool ct_render_pixels(struct ct_render *r, const struct ct_render_layer *l, double dpi, struct ct_op *body,
                      struct ct_err *err);
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
// A text without its looks.
const char *ct_render_plain_text(struct ct_render *r, const struct ct_rich_text *text);
// Writes the report on the labels, when one is asked for.
bool ct_render_report(struct ct_render *r, struct ct_err *err);
// Everything as one scene, with pixels of that fineness.
bool ct_render_scene(struct ct_render *r, double dpi, struct ct_err *err);

#endif

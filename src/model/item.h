// SPDX-License-Identifier: MIT
// Items: one style layer's features with every expression evaluated to plain values.
#ifndef CT_MODEL_ITEM_H
#define CT_MODEL_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_table;
struct ct_value;

// sRGB 0..1, not premultiplied.
struct ct_color {
  float r, g, b, a;
};

static inline bool ct_color_same(struct ct_color x, struct ct_color y) {
  return x.r == y.r && x.g == y.g && x.b == y.b && x.a == y.a;
}

enum ct_layer_type {
  CT_LAYER_BACKGROUND,
  CT_LAYER_FILL,
  CT_LAYER_LINE,
  CT_LAYER_CIRCLE,
  CT_LAYER_SYMBOL,
  CT_LAYER_RASTER,
  CT_LAYER_HEATMAP,
  CT_LAYER_HILLSHADE,
  CT_LAYER_COLOR_RELIEF,
  CT_LAYER_FILL_EXTRUSION,
  CT_LAYER_OTHER
};

// Colours along 0..1, straight between stops; two stops at one place are a step.
struct ct_gradient {
  size_t n;
  const float *at;
  const struct ct_color *color;
};

// All lengths in page points; y down. Opacity properties are already in the alphas.
struct ct_background_style {
  struct ct_color color;
  const char *pattern;  // image name or NULL: `color`
  float opacity;        // of the pattern
  float pattern_scale;  // page points a style pixel of the pattern
};

struct ct_fill_style {
  struct ct_color color;
  struct ct_color outline;  // a == 0: no outline of its own
  bool antialias;
  float translate_x, translate_y;
  const char *pattern;  // image name or NULL: `color`
  float opacity;        // of the pattern
  float pattern_scale;  // page points a style pixel of the pattern
  float fade;           // the whole layer's: 1 minus fill-layer-opacity
};

enum ct_cap { CT_CAP_BUTT, CT_CAP_ROUND, CT_CAP_SQUARE };
enum ct_join { CT_JOIN_MITER, CT_JOIN_ROUND, CT_JOIN_BEVEL };

struct ct_line_style {
  struct ct_color color;
  float width, gap_width, offset, blur;
  enum ct_cap cap;
  enum ct_join join;
  float miter_limit, round_limit;
  size_t dash_n;  // 0: solid; else even, lengths in points
  const float *dash;
  float dash_start;  // where in the dashes a line begins, points
  bool dash_butt;    // dashes have no caps, whatever the line has
  bool dash_shared;  // dashes and patterns are measured as in a line of CT_METRICS_PX in all, then fitted
  float translate_x, translate_y;
  const char *pattern;                 // image name or NULL: `color`
  float opacity;                       // of the pattern and of the gradient
  float pattern_width;                 // the line's width at the whole zoom below, points
  float pattern_scale;                 // by which what is measured along the line has grown since that zoom
  const struct ct_gradient *gradient;  // by the line's progress, or NULL: `color`
  float fade;                          // the whole layer's: 1 minus line-layer-opacity
};

// What MapLibre takes a line of a source with lineMetrics to be long, in pixels of its tile, when it
// lays out dashes and patterns: 2^15 - 1 units of which 16 are a pixel.
#define CT_METRICS_PX (32767.0 / 16)

struct ct_circle_style {
  struct ct_color color, stroke_color;
  float radius, stroke_width, blur;
  float translate_x, translate_y;
};

struct ct_heatmap_style {
  float radius, weight;
  float intensity, opacity;  // of the layer: the same in every style
};

// A layer of pixels has one style; values as the specification has them.
struct ct_raster_style {
  float opacity, hue_rotate_deg, brightness_min, brightness_max, saturation, contrast;
  bool nearest;
};

enum ct_hillshade_method {
  CT_HILLSHADE_STANDARD,
  CT_HILLSHADE_BASIC,
  CT_HILLSHADE_COMBINED,
  CT_HILLSHADE_IGOR,
  CT_HILLSHADE_MULTIDIRECTIONAL
};

struct ct_light {
  float azimuth_deg, altitude_deg;
  struct ct_color shadow, highlight;
};

struct ct_hillshade_style {
  enum ct_hillshade_method method;
  bool of_map;  // azimuths from north, not from the page's top
  float exaggeration;
  struct ct_color accent;
  size_t nlights;
  const struct ct_light *lights;
  bool nearest;
};

struct ct_relief_style {
  float opacity;
  bool nearest;
};

// Colours at rising values, blended between; multiplied by alpha.
struct ct_ramp {
  size_t n;
  const double *at;
  const struct ct_color *color;
};

// Nine anchors; the name tells which part of the text or icon lies at the point.
enum ct_anchor {
  CT_ANCHOR_CENTER,
  CT_ANCHOR_LEFT,
  CT_ANCHOR_RIGHT,
  CT_ANCHOR_TOP,
  CT_ANCHOR_BOTTOM,
  CT_ANCHOR_TOP_LEFT,
  CT_ANCHOR_TOP_RIGHT,
  CT_ANCHOR_BOTTOM_LEFT,
  CT_ANCHOR_BOTTOM_RIGHT
};
enum ct_justify { CT_JUSTIFY_AUTO, CT_JUSTIFY_LEFT, CT_JUSTIFY_CENTER, CT_JUSTIFY_RIGHT };
enum ct_overlap { CT_OVERLAP_NEVER, CT_OVERLAP_ALWAYS, CT_OVERLAP_COOPERATIVE };
enum ct_symbol_placement { CT_PLACE_POINT, CT_PLACE_LINE, CT_PLACE_LINE_CENTER };
// What an icon or text turns with; VIEWPORT_GLYPH: along a line, each letter upright.
enum ct_alignment { CT_ALIGN_AUTO, CT_ALIGN_MAP, CT_ALIGN_VIEWPORT, CT_ALIGN_VIEWPORT_GLYPH };
enum ct_icon_fit { CT_ICON_FIT_NONE, CT_ICON_FIT_WIDTH, CT_ICON_FIT_HEIGHT, CT_ICON_FIT_BOTH };
enum ct_z_order { CT_Z_AUTO, CT_Z_VIEWPORT_Y, CT_Z_SOURCE };
// text-writing-mode: which are allowed, and which comes first.
enum ct_writing { CT_WRITING_HORIZONTAL, CT_WRITING_VERTICAL, CT_WRITING_BOTH, CT_WRITING_VERTICAL_FIRST };

// How lines are broken and led: into lines of about one length, or as the specification's reference does.
enum ct_setting { CT_SET_BALANCED, CT_SET_AS_SPEC };

// How a text is set. Everything that shapes the run; positions are elsewhere.
struct ct_text_style {
  const char *const *fonts;  // the text-font stack, nfonts names, e.g. "Source Sans 3 Semibold"
  size_t nfonts;
  float size;       // points
  float max_width;  // points; 0: no wrapping
  enum ct_setting setting;
  float line_height;     // in ems
  float letter_spacing;  // in ems
  enum ct_justify justify;
  struct ct_color color, halo_color;
  float halo_width, halo_blur;
};

struct ct_anchor_offset {
  enum ct_anchor anchor;
  float dx, dy;  // points; of text-variable-anchor-offset, else 0
};

struct ct_symbol_style {
  // Icon: a name in the icon set, "" for none (then is_icon is false).
  bool has_icon;
  const char *icon;
  float icon_size;  // scale: 1 = the icon's own size in style pixels
  float icon_rotate_deg;
  struct ct_color icon_color, icon_halo_color;  // for one-colour icons; icon_color.a carries icon-opacity
  float icon_halo_width, icon_halo_blur;
  enum ct_anchor icon_anchor;
  float icon_dx, icon_dy;  // icon-offset, grown with the icon
  float icon_tx, icon_ty;  // icon-translate
  bool icon_translate_viewport;
  enum ct_alignment icon_alignment;
  bool icon_keep_upright;
  enum ct_icon_fit icon_fit;
  float icon_fit_padding[4];  // top, right, bottom, left; points
  enum ct_overlap icon_overlap;
  bool icon_ignore_placement, icon_optional;
  float icon_padding;      // the largest
  float icon_paddings[4];  // top, right, bottom, left
  // Text: the spans themselves are per feature (ct_items.text).
  bool has_text;
  struct ct_text_style text;
  float
      text_close_up;  // text-size at zoom 18, by which texts are spread along lines at every zoom; 0: the size
  float text_rotate_deg;
  enum ct_anchor text_anchor;
  float text_dx, text_dy;  // text-offset
  float text_tx, text_ty;  // text-translate
  bool text_translate_viewport;
  enum ct_alignment text_alignment;
  enum ct_writing writing;
  bool has_radial_offset;  // given, be it 0: variable anchors then know no text-offset
  float text_radial_offset;
  bool variable_offsets;  // of text-variable-anchor-offset
  size_t nvariable;       // text-variable-anchor(-offset), in order of preference
  const struct ct_anchor_offset *variable;
  enum ct_overlap text_overlap;
  bool text_ignore_placement, text_optional;
  float text_padding;
  bool keep_upright;
  enum ct_symbol_placement placement;
  float spacing, max_angle_deg;
  bool avoid_edges;
  enum ct_z_order z_order;
};

// Where a part that is lower than its line stands in it.
enum ct_row_align { CT_ROW_BOTTOM, CT_ROW_CENTER, CT_ROW_TOP };

// A part of a text with its own look (the `format` expression); plain texts are one span.
struct ct_span {
  const char *text;
  const char *image;         // an icon instead of text, or NULL
  const char *const *fonts;  // NULL: the style's
  size_t nfonts;
  float scale;  // 1: the style's size; of images their own
  enum ct_row_align align;
  bool has_color;
  struct ct_color color;
  bool is_note;  // the number of a footnote: no part of the name
};

struct ct_rich_text {
  size_t n;
  const struct ct_span *spans;
};

struct ct_items {
  const char *layer_id;
  enum ct_layer_type type;
  const struct ct_value *metadata;  // the layer's, or NULL
  const struct ct_table *table;     // NULL for background
  size_t n;                         // in drawing order
  const uint32_t *feature;          // row in the table
  const uint32_t *style;            // index into the styles below; NULL: all 0
  const struct ct_rich_text *text;  // n, symbol layers only; n == 0 in it: no text
  const float *sort_key;            // n, symbol-sort-key and the like; NULL: none
  const struct ct_ramp *ramp;       // heatmap: over 0..1; color-relief: over metres
  size_t nstyles;
  union {
    const struct ct_fill_style *fill;
    const struct ct_line_style *line;
    const struct ct_circle_style *circle;
    const struct ct_symbol_style *symbol;
    const struct ct_background_style *background;
    const struct ct_heatmap_style *heatmap;
    const struct ct_raster_style *raster;
    const struct ct_hillshade_style *hillshade;
    const struct ct_relief_style *relief;
  } styles;
};

#endif

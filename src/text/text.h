// SPDX-License-Identifier: MIT
// Text: shaping and measuring with Pango, once and in page points.
#ifndef CT_TEXT_TEXT_H
#define CT_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/image.h"
#include "model/item.h"
#include "model/view.h"

struct ct_arena;
struct ct_diags;
struct ct_err;
struct ct_map;
struct ct_run;
struct ct_text;
typedef struct _cairo cairo_t;

// The font set: the fonts under `fonts_dir`, and no others, so that output does not depend on
// the machine, unless folders are added. Release with ct_text_free.
bool ct_text_new(const char *fonts_dir, struct ct_diags *diags, struct ct_text **out, struct ct_err *err);
void ct_text_free(struct ct_text *t);
// As a new one of the same folder, with the fonts open already. False: fonts of other folders are among them, and it is of
// no use to others.
bool ct_text_lend(struct ct_text *t, struct ct_diags *diags);
// A folder in which families are looked for that a style names and that are not bundled; a
// family taken from there is a diagnostic. Must come before the first text.
void ct_text_add_fonts(struct ct_text *t, const char *dir);

// Where images in texts (the `format` expression) come from; without, they are left out.
void ct_text_set_images(struct ct_text *t, ct_image_info_fn *info, void *user);

// Extents in points, y down, from the run's top left.
struct ct_run_box {
  float w, h;      // logical box of all lines
  float baseline;  // of the first line, from the top
  float last_baseline;
  float cap_height;    // of the base font
  float top, bottom;   // by the fonts' ascent and descent: what a PDF's reader takes for its height
  struct ct_rect ink;  // what is inked, without halo
  int lines;
};

// Shapes a text. The same (text, style) gives the same run (cached in `t`, which owns
// it). A missing glyph or font is a diagnostic once a text. `where` names the layer.
const struct ct_run *ct_text_shape(struct ct_text *t, const struct ct_rich_text *text,
                                   const struct ct_text_style *style, const char *where);
// The text with its punctuation in the forms for vertical lines, where its neighbours stand upright too.
struct ct_rich_text ct_text_verticalized(struct ct_arena *a, const struct ct_rich_text *text);
// Ends all runs made so far: nothing may hold one any more. Fonts stay open.
void ct_text_forget(struct ct_text *t);
// Adds the files of the fonts that letters of the runs made so far are from.
void ct_text_used_fonts(const struct ct_text *t, struct ct_map *files);
// Plain text with the given font, size (points) and colour; no wrapping when max_width is 0.
const struct ct_run *ct_text_plain(struct ct_text *t, const char *text, const char *font, float size,
                                   struct ct_color color, float max_width);
const struct ct_run_box *ct_run_box(const struct ct_run *run);
// What PDF readers take its words to cover: its advances between its fonts' ascents and descents. From the run's
// top left; w == 0: it has no words.
struct ct_rect ct_run_words(const struct ct_run *run);
// The boxes of bytes from..to of the run's text, one a line, from the run's top left; at most `most`. Returns how many.
size_t ct_run_part(const struct ct_run *run, size_t from, size_t to, struct ct_rect *out, size_t most);
// The text itself, lines joined by a space, for reports and the printed scene.
const char *ct_run_text(const struct ct_run *run);
struct ct_color ct_run_color(const struct ct_run *run);

// An image in the text: its box in points from the run's top left.
struct ct_run_image {
  const char *name;
  float x, y, w, h;
};
size_t ct_run_images(const struct ct_run *run, const struct ct_run_image **out);

// A cluster: letters that are drawn as one, in drawing order from the left of their line.
struct ct_cluster {
  int line;
  float x, w;    // left edge from the run's left, and advance: points
  float scale;   // of its part
  bool upright;  // stands upright in vertical text (ideographs, kana, Hangul ...)
  bool image, blank;
  bool complex;  // shaped by its neighbours (Arabic, Indic ...): never stood upright by itself
};
// The run's clusters; belongs to the run's text.
size_t ct_run_clusters(struct ct_text *t, const struct ct_run *run, const struct ct_cluster **out);

// Where a cluster goes: the middle of its advance at half of its line's height, in user space, and its turn.
struct ct_cluster_spot {
  float x, y, deg;
};
// Draws the run's clusters one by one, each at its spot; halos first.
void ct_run_draw_spots(const struct ct_run *run, const struct ct_cluster_spot *spots, cairo_t *cr);

// Draws the run with its top left at the current user-space 0,0: halo first, then the
// text (as text: selectable in PDF). User space is page points.
void ct_run_draw(const struct ct_run *run, cairo_t *cr);

// "1.50.12"
const char *ct_text_pango_version(void);
const char *ct_text_cairo_version(void);
const char *ct_text_harfbuzz_version(void);
// In the arena; NULL: cannot be told.
const char *ct_text_fontconfig_version(struct ct_arena *a);
const char *ct_text_freetype_version(struct ct_arena *a);
const char *ct_text_icu_version(struct ct_arena *a);

#endif

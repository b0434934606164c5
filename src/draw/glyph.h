// SPDX-License-Identifier: MIT
// Glyph: marks as glyphs of a font of their own, small and quick in PDF.
#ifndef CT_DRAW_GLYPH_H
#define CT_DRAW_GLYPH_H

#include <stddef.h>

struct ct_arena;
struct ct_icons;
struct ct_marks_op;
struct ct_mark_font;
typedef struct _cairo cairo_t;

// The font of one document; its glyphs come with use. It lives on in the surface after
// ct_mark_font_free. NULL when out of memory.
struct ct_mark_font *ct_mark_font_new(struct ct_icons *icons);
void ct_mark_font_free(struct ct_mark_font *f);

// Draws the marks. Where two overlap the later one is on top, as on images; others may be
// drawn in another order, many with one colour at a time.
void ct_mark_font_draw(struct ct_mark_font *f, struct ct_arena *scratch, const struct ct_marks_op *op,
                       cairo_t *cr);

#endif

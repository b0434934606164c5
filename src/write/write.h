// SPDX-License-Identifier: MIT
// Write: a scene to a picture in one of the formats, whole or not at all, the same bytes every time.
#ifndef CT_WRITE_WRITE_H
#define CT_WRITE_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "cartouche.h"

struct ct_arena;
struct ct_draw;
struct ct_scene;

struct ct_writer;  // one a format

// By format name ("png", "pdf", "tiff") or NULL and an error naming those that are known.
const struct ct_writer *ct_writer_find(const char *format, struct ct_err *err);
// By the path's extension.
const struct ct_writer *ct_writer_for_path(const char *path, struct ct_err *err);

struct ct_write_options {
  int width_px, height_px;  // of formats of pixels
  double dpi;               // of those
  const char *program;      // "Cartouche 0.1.0"
  bool outline_text;        // SVG: letters as outlines
  bool pin_widths;          // SVG: texts keep their widths, whatever font stands in
  size_t nsvg_columns;      // SVG: data-* of elements of groups that have a table
  const char *const *svg_columns;
  bool png8;        // PNG: 256 colours at most
  double quality;   // JPEG and WebP: 1 to 100; 0: 90, and WebP without loss
  bool world_file;  // beside files of pixels: where they lie
};

// Is the format one of pixels, drawn at the page's own fineness?
bool ct_writer_is_pixels(const struct ct_writer *w);
// Is it the one of that name?
bool ct_writer_is(const struct ct_writer *w, const char *format);
// Can the format hold the scene? Fails in words, before anything is written. path NULL: a stream.
bool ct_writer_accepts(const struct ct_writer *w, const struct ct_scene *scene,
                       const struct ct_write_options *options, const char *path, struct ct_err *err);

// A file: written beside `path` under a temporary name, synced, renamed. On failure
// an existing file is untouched and nothing is left, nor a world file. path must not be a folder.
bool ct_write_file(const struct ct_writer *w, const struct ct_scene *scene, struct ct_draw *draw,
                   const struct ct_write_options *options, const char *path, struct ct_err *err);
// A stream: the whole document is made first, then handed over.
bool ct_write_stream(const struct ct_writer *w, const struct ct_scene *scene, struct ct_draw *draw,
                     const struct ct_write_options *options, ct_write_fn *fn, void *user, struct ct_err *err);
// A file in the making that appears only when it is asked to, of many pages where the format has them. The order:
// open, one page or more, close, then commit; drop at any time, and always in the end. After a failure only drop.
struct ct_book;
const char *ct_writer_name(const struct ct_writer *w);
bool ct_writer_has_pages(const struct ct_writer *w);
// path is copied; NULL: for ct_book_send. The options must outlive the book.
bool ct_book_open(const struct ct_writer *w, const struct ct_write_options *options, const char *path,
                  struct ct_book **out, struct ct_err *err);
// Formats of one page take one.
bool ct_book_page(struct ct_book *b, const struct ct_scene *scene, struct ct_draw *draw, struct ct_err *err);
// Everything is made, and waits under a temporary name without an open file.
bool ct_book_close(struct ct_book *b, struct ct_err *err);
// Puts the file in its place.
bool ct_book_commit(struct ct_book *b, struct ct_err *err);
// Or hands its bytes over.
bool ct_book_send(struct ct_book *b, ct_write_fn *fn, void *user, struct ct_err *err);
void ct_book_drop(struct ct_book *b);

// Is the place writable? Checked before a long render starts.
bool ct_write_check(const char *path, struct ct_err *err);

// "1.2.4", in the arena.
const char *ct_write_webp_version(struct ct_arena *a);
const char *ct_write_spng_version(void);

#endif

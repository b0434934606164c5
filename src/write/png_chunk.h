// SPDX-License-Identifier: MIT
// PNG chunks: the parts of a PNG file, put one after the other.
#ifndef CT_WRITE_PNG_CHUNK_H
#define CT_WRITE_PNG_CHUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_err;
struct ct_pixels;
struct ct_sink;

void ct_png_set_u32(unsigned char *p, uint32_t v);
// All return false when the sink has failed.
bool ct_png_put_begin(struct ct_sink *sink, int w, int h, bool opaque);
// `depth` bits a pixel that are numbers of colours.
bool ct_png_put_begin_indexed(struct ct_sink *sink, int w, int h, int depth);
bool ct_png_put_chunk(struct ct_sink *sink, const char *type, const void *data, size_t n);
// Rows, each with its filter byte, as they go into the file: compressed, as IDAT.
bool ct_png_put_rows(struct ct_sink *sink, const unsigned char *rows, size_t n, struct ct_err *err);
bool ct_png_put_pixels(struct ct_sink *sink, const struct ct_pixels *pixels, struct ct_err *err);
// A whole file without metadata.
bool ct_png_put_image(struct ct_sink *sink, const struct ct_pixels *pixels, struct ct_err *err);

#endif

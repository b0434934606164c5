// SPDX-License-Identifier: MIT
// About: what a picture's file says of itself, as Exif and XMP.
#ifndef CT_WRITE_ABOUT_H
#define CT_WRITE_ABOUT_H

#include <stdbool.h>
#include <stddef.h>

struct ct_scene;
struct ct_sink;
struct ct_write_options;

// The next of keywords that are parted by commas or semicolons, n bytes; NULL at the end. *text moves behind it.
const char *ct_about_keyword(const char **text, size_t *n);
// Exif, without a format's own head: a TIFF with title, author, program, date and dots an inch.
bool ct_about_exif(const struct ct_scene *scene, const struct ct_write_options *options,
                   struct ct_sink *sink);
// An XMP packet: title, description, author, keywords, date.
bool ct_about_xmp(const struct ct_scene *scene, const struct ct_write_options *options, struct ct_sink *sink);

#endif

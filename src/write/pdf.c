// SPDX-License-Identifier: MIT
// PDF: a scene as one page by Cairo, with metadata and without the time of day.
#include <cairo-pdf.h>
#include <cairo.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "write/format.h"
#include "write/sink.h"
#include "write/write.h"

// PDF's own limit for a page's side.
#define MAX_SIDE_PT 14400.0

static cairo_status_t put(void *closure, const unsigned char *data, unsigned length) {
  return ct_sink_put(closure, data, length) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void set(cairo_surface_t *s, cairo_pdf_metadata_t key, const char *text) {
  if (text && *text) cairo_pdf_surface_set_metadata(s, key, text);
}

// Cairo would write the current time as the creation date; a fixed one stands in where
// the scene has none.
static void set_metadata(cairo_surface_t *s, const struct ct_scene *scene, const char *program) {
  char day[11], date[32];
  if (!ct_scene_date(scene, day)) memcpy(day, "2000-01-01", sizeof day);
  snprintf(date, sizeof date, "%sT00:00:00Z", day);
  set(s, CAIRO_PDF_METADATA_TITLE, scene->title);
  set(s, CAIRO_PDF_METADATA_AUTHOR, scene->author);
  set(s, CAIRO_PDF_METADATA_SUBJECT, scene->subject);
  set(s, CAIRO_PDF_METADATA_KEYWORDS, scene->keywords);
  set(s, CAIRO_PDF_METADATA_CREATOR, program);
  set(s, CAIRO_PDF_METADATA_CREATE_DATE, date);
  set(s, CAIRO_PDF_METADATA_MOD_DATE, date);
}

bool ct_pdf_write(const struct ct_scene *scene, struct ct_draw *draw, const struct ct_write_options *options,
                  struct ct_sink *sink, struct ct_err *err) {
  if (!(scene->w_pt > 0 && scene->w_pt <= MAX_SIDE_PT && scene->h_pt > 0 && scene->h_pt <= MAX_SIDE_PT))
    return ct_fail(err, "page of %.0f x %.0f points does not fit a pdf (at most %.0f a side)", scene->w_pt,
                   scene->h_pt, MAX_SIDE_PT);
  cairo_surface_t *s = cairo_pdf_surface_create_for_stream(put, sink, scene->w_pt, scene->h_pt);
  cairo_pdf_surface_restrict_to_version(s, CAIRO_PDF_VERSION_1_5);
  cairo_surface_set_fallback_resolution(s, 300, 300);
  set_metadata(s, scene, options->program);
  cairo_t *cr = cairo_create(s);
  bool ok = ct_draw_scene(draw, scene, cr, 0, err);
  if (ok) cairo_show_page(cr);
  cairo_status_t status = cairo_status(cr);
  cairo_destroy(cr);
  cairo_surface_finish(s);
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(s);
  cairo_surface_destroy(s);
  if (!ok || sink->error) return false;
  if (status != CAIRO_STATUS_SUCCESS) return ct_fail(err, "pdf: %s", cairo_status_to_string(status));
  return true;
}

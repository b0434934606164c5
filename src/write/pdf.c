// SPDX-License-Identifier: MIT
// PDF: a scene as one page by Cairo, with metadata and without the time of day.
#include <cairo-pdf.h>
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "write/format.h"
#include "write/write.h"

// PDF's own limit for a page's side.
#define MAX_SIDE_PT 14400.0

// Cairo 1.16 leaves out the "D:" that PDF dates begin with (ISO 32000-1, 7.9.4). Both
// texts are of one length, so that the offsets in the file stay right.
enum { DATE_SIZE = 17, HELD = 64 };

struct output {
  struct ct_sink *sink;
  char wrong[DATE_SIZE + 1], right[DATE_SIZE + 1];
  unsigned char held[HELD];  // the last bytes, in which a date may have begun
  size_t nheld;
};

static void mend_dates(const struct output *o, unsigned char *v, size_t n) {
  unsigned char *at = v;
  while ((at = memmem(at, n - (size_t)(at - v), o->wrong, DATE_SIZE))) memcpy(at, o->right, DATE_SIZE);
}

static cairo_status_t put(void *closure, const unsigned char *data, unsigned length) {
  struct output *o = closure;
  size_t n = o->nheld + length;
  unsigned char *v = malloc(n ? n : 1);
  if (!v) return CAIRO_STATUS_NO_MEMORY;
  memcpy(v, o->held, o->nheld);
  if (length) memcpy(v + o->nheld, data, length);
  mend_dates(o, v, n);
  o->nheld = n < HELD ? n : HELD;
  memcpy(o->held, v + n - o->nheld, o->nheld);
  bool ok = ct_sink_put(o->sink, v, n - o->nheld);
  free(v);
  return ok ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void set(cairo_surface_t *s, cairo_pdf_metadata_t key, const char *text) {
  if (text && *text) cairo_pdf_surface_set_metadata(s, key, text);
}

// Cairo would write the current time as the creation date; a fixed one stands in where
// the scene has none.
static void set_metadata(cairo_surface_t *s, const struct ct_scene *scene, const char *program,
                         struct output *o) {
  char day[11], date[32];
  if (!ct_scene_date(scene, day)) memcpy(day, "2000-01-01", sizeof day);
  snprintf(date, sizeof date, "%sT00:00:00Z", day);
  snprintf(o->wrong, sizeof o->wrong, "(%.4s%.2s%.2s000000Z)", day, day + 5, day + 8);
  snprintf(o->right, sizeof o->right, "(D:%.4s%.2s%.2s0000Z)", day, day + 5, day + 8);
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
  struct output out = {.sink = sink};
  cairo_surface_t *s = cairo_pdf_surface_create_for_stream(put, &out, scene->w_pt, scene->h_pt);
  cairo_pdf_surface_restrict_to_version(s, CAIRO_PDF_VERSION_1_5);
  cairo_surface_set_fallback_resolution(s, 300, 300);
  set_metadata(s, scene, options->program, &out);
  cairo_t *cr = cairo_create(s);
  bool ok = ct_draw_scene(draw, scene, cr, 0, err);
  if (ok) cairo_show_page(cr);
  cairo_status_t status = cairo_status(cr);
  cairo_destroy(cr);
  cairo_surface_finish(s);
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(s);
  cairo_surface_destroy(s);
  if (!ok || sink->error || !ct_sink_put(sink, out.held, out.nheld)) return false;
  if (status != CAIRO_STATUS_SUCCESS) return ct_fail(err, "pdf: %s", cairo_status_to_string(status));
  return true;
}

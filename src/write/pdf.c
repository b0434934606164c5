// SPDX-License-Identifier: MIT
// PDF: scenes as pages by Cairo, with metadata and bookmarks and without the clock's time.
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
#include "write/pdf_tail.h"
#include "write/write.h"

// PDF's own limit for a page's side.
#define MAX_SIDE_PT 14400.0

// Cairo 1.16 leaves out the "D:" that PDF dates begin with (ISO 32000-1, 7.9.4). Both
// texts are of one length, so that the offsets in the file stay right.
enum { DATE_SIZE = 22, HELD = 64 };

struct output {
  struct ct_pdf_tail *tail;
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
  bool ok = ct_pdf_tail_put(o->tail, v, n - o->nheld);
  free(v);
  return ok ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void set(cairo_surface_t *s, cairo_pdf_metadata_t key, const char *text) {
  if (text && *text) cairo_pdf_surface_set_metadata(s, key, text);
}

// A document in the making.
struct pages {
  cairo_surface_t *surface;
  cairo_t *cr;
  struct output out;
  struct ct_sink *sink;
  const char *program;
  size_t n;
  struct ct_pdf_about about;  // its texts are `texts`
  char *texts[4], date[32];
};

// The page may be gone when the file ends.
static const char *keep(char **copy, const char *text) {
  *copy = text && *text ? strdup(text) : NULL;
  return *copy;
}

// Cairo would write the current time as the creation date; a fixed one stands in where
// the scene has none.
static void set_metadata(struct pages *p, const struct ct_scene *scene) {
  cairo_surface_t *s = p->surface;
  struct output *o = &p->out;
  char t[21];
  if (!ct_scene_time(scene, t)) memcpy(t, "2000-01-01T00:00:00Z", sizeof t);
  snprintf(p->date, sizeof p->date, "%s", t);
  // With an offset for the Z there is room for the "D:".
  char iso[32], digits[15];
  snprintf(iso, sizeof iso, "%.19s+00:00", t);
  snprintf(digits, sizeof digits, "%.4s%.2s%.2s%.2s%.2s%.2s", t, t + 5, t + 8, t + 11, t + 14, t + 17);
  snprintf(o->wrong, sizeof o->wrong, "(%s+00'00)", digits);
  snprintf(o->right, sizeof o->right, "(D:%sZ)   ", digits);
  struct ct_pdf_about *about = &p->about;
  about->title = keep(&p->texts[0], scene->file_title ? scene->file_title : scene->title);
  about->author = keep(&p->texts[1], scene->author);
  about->subject = keep(&p->texts[2], scene->file_title ? scene->file_subject : scene->subject);
  about->keywords = keep(&p->texts[3], scene->keywords);
  about->program = p->program;
  about->date = p->date;
  set(s, CAIRO_PDF_METADATA_TITLE, about->title);
  set(s, CAIRO_PDF_METADATA_AUTHOR, about->author);
  set(s, CAIRO_PDF_METADATA_SUBJECT, about->subject);
  set(s, CAIRO_PDF_METADATA_KEYWORDS, about->keywords);
  set(s, CAIRO_PDF_METADATA_CREATOR, p->program);
  set(s, CAIRO_PDF_METADATA_CREATE_DATE, iso);
  set(s, CAIRO_PDF_METADATA_MOD_DATE, iso);
}

static void *open_pages(struct ct_sink *sink, const struct ct_write_options *options, struct ct_err *err) {
  struct pages *p = calloc(1, sizeof *p);
  struct ct_pdf_tail *tail = ct_pdf_tail_new(sink);
  if (!p || !tail) {
    free(p);
    ct_pdf_tail_free(tail);
    ct_fail(err, "out of memory");
    return NULL;
  }
  p->sink = sink;
  p->out.tail = tail;
  p->program = options->program;
  // Each page brings its own size.
  p->surface = cairo_pdf_surface_create_for_stream(put, &p->out, 72, 72);
  cairo_pdf_surface_restrict_to_version(p->surface, CAIRO_PDF_VERSION_1_5);
  cairo_surface_set_fallback_resolution(p->surface, 300, 300);
  return p;
}

static bool is_plain(const char *name) {
  return name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] == '\0';
}

// What links, outline and viewers know the page by.
static void name_page(struct pages *p, const struct ct_scene *scene) {
  char attributes[96];
  if (scene->page_label) cairo_pdf_surface_set_page_label(p->surface, scene->page_label);
  if (!scene->dest || !is_plain(scene->dest) || strlen(scene->dest) > 60) return;
  snprintf(attributes, sizeof attributes, "name='%s' x=0 y=0", scene->dest);
  cairo_tag_begin(p->cr, CAIRO_TAG_DEST, attributes);
  cairo_tag_end(p->cr, CAIRO_TAG_DEST);
  if (!scene->bookmark || !*scene->bookmark) return;
  snprintf(attributes, sizeof attributes, "dest='%s'", scene->dest);
  cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT, scene->bookmark, attributes,
                                CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

static bool cairo_is_well(const struct pages *p, struct ct_err *err) {
  cairo_status_t status = p->cr ? cairo_status(p->cr) : cairo_surface_status(p->surface);
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(p->surface);
  if (status == CAIRO_STATUS_SUCCESS || p->sink->error) return !p->sink->error;
  return ct_fail(err, "pdf: %s", cairo_status_to_string(status));
}

static bool put_page(void *state, const struct ct_scene *scene, struct ct_draw *draw, struct ct_err *err) {
  struct pages *p = state;
  if (!(scene->w_pt > 0 && scene->w_pt <= MAX_SIDE_PT && scene->h_pt > 0 && scene->h_pt <= MAX_SIDE_PT))
    return ct_fail(err, "page of %.0f x %.0f points does not fit a pdf (at most %.0f a side)", scene->w_pt,
                   scene->h_pt, MAX_SIDE_PT);
  if (!p->n++) set_metadata(p, scene);
  cairo_pdf_surface_set_size(p->surface, scene->w_pt, scene->h_pt);
  if (!p->cr) p->cr = cairo_create(p->surface);
  if (!ct_draw_scene(draw, scene, p->cr, 0, err)) return false;
  // Not before: where paper is painted over all, Cairo forgets what came before it.
  name_page(p, scene);
  cairo_show_page(p->cr);
  return cairo_is_well(p, err);
}

static bool close_pages(void *state, struct ct_err *err) {
  struct pages *p = state;
  if (p->cr) cairo_destroy(p->cr);
  p->cr = NULL;
  cairo_surface_finish(p->surface);
  if (!cairo_is_well(p, err)) return false;
  bool ok =
      ct_pdf_tail_put(p->out.tail, p->out.held, p->out.nheld) && ct_pdf_tail_finish(p->out.tail, &p->about);
  return ok || p->sink->error ? ok : ct_fail(err, "pdf: out of memory");
}

static void drop_pages(void *state) {
  struct pages *p = state;
  if (p->cr) cairo_destroy(p->cr);
  cairo_surface_finish(p->surface);
  cairo_surface_destroy(p->surface);
  ct_pdf_tail_free(p->out.tail);
  for (int i = 0; i < 4; i++) free(p->texts[i]);
  free(p);
}

const struct ct_pages_format ct_pdf_pages = {open_pages, put_page, close_pages, drop_pages};

bool ct_pdf_write(const struct ct_scene *scene, struct ct_draw *draw, const struct ct_write_options *options,
                  struct ct_sink *sink, struct ct_err *err) {
  void *p = open_pages(sink, options, err);
  if (!p) return false;
  bool ok = put_page(p, scene, draw, err) && close_pages(p, err);
  drop_pages(p);
  return ok;
}

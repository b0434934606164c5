// SPDX-License-Identifier: MIT
// Write: a scene to a PNG, PDF or SVG, whole or not at all, the same bytes every time.
#include "write/write.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "base/str.h"
#include "model/scene.h"
#include "write/format.h"

static const struct ct_writer writers[] = {
    {"png", ct_png_write, NULL},
    {"pdf", ct_pdf_write, &ct_pdf_pages},
    {"svg", ct_svg_write, NULL},
};

enum { NWRITERS = sizeof writers / sizeof *writers };

static const struct ct_writer *find(const char *name) {
  for (size_t i = 0; i < NWRITERS; i++)
    if (ct_same_nocase(writers[i].name, name)) return &writers[i];
  return NULL;
}

// "png, pdf or svg" from the table.
static const char *known_formats(char *buf, size_t size) {
  size_t n = 0;
  buf[0] = 0;
  for (size_t i = 0; i < NWRITERS && n < size; i++)
    n += (size_t)snprintf(buf + n, size - n, "%s%s",
                          i == 0             ? ""
                          : i + 1 < NWRITERS ? ", "
                                             : " or ",
                          writers[i].name);
  return buf;
}

const struct ct_writer *ct_writer_find(const char *format, struct ct_err *err) {
  const struct ct_writer *w = find(format);
  char known[64];
  if (!w) ct_fail(err, "unknown format '%s' (expected %s)", format, known_formats(known, sizeof known));
  return w;
}

const struct ct_writer *ct_writer_for_path(const char *path, struct ct_err *err) {
  const char *extension = ct_path_extension(path);
  const struct ct_writer *w = find(extension);
  char known[64];
  if (w) return w;
  known_formats(known, sizeof known);
  if (*extension)
    ct_fail(err, "%s: unknown format '%s' (expected %s)", path, extension, known);
  else
    ct_fail(err, "%s: no extension to tell the format by (expected %s)", path, known);
  return NULL;
}

bool ct_scene_date(const struct ct_scene *scene, char buf[11]) {
  static const char shape[] = "dddd-dd-dd", full[] = "0000-01-01";
  const char *s = scene->date;
  if (!s) return false;
  size_t n = 0;
  for (; n < 10 && s[n]; n++)
    if (shape[n] == 'd' ? s[n] < '0' || s[n] > '9' : s[n] != '-') return false;
  if (n != 4 && n != 7 && n != 10) return false;
  memcpy(buf, full, 11);
  memcpy(buf, s, n);
  return true;
}

// A writer's failure that left no message came from the sink.
static bool blame_sink(const struct ct_sink *s, const char *place, struct ct_err *err) {
  return ct_fail(err, "%s: cannot write: %s", place, s->error ? strerror(s->error) : "unknown failure");
}

bool ct_write_file(const struct ct_writer *w, const struct ct_scene *scene, struct ct_draw *draw,
                   const struct ct_write_options *options, const char *path, struct ct_err *err) {
  struct ct_sink sink;
  if (!ct_sink_open_file(&sink, path, err)) return false;
  bool ok = w->write(scene, draw, options, &sink, err) || blame_sink(&sink, path, err);
  if (ok) ok = ct_sink_commit(&sink, path, err);
  ct_sink_drop(&sink);
  return ok;
}

bool ct_write_stream(const struct ct_writer *w, const struct ct_scene *scene, struct ct_draw *draw,
                     const struct ct_write_options *options, ct_write_fn *fn, void *user,
                     struct ct_err *err) {
  struct ct_sink sink;
  ct_sink_open_memory(&sink);
  bool ok = w->write(scene, draw, options, &sink, err) || blame_sink(&sink, "output stream", err);
  if (ok && !fn(user, sink.data, sink.n)) ok = ct_fail(err, "output stream: cannot write");
  ct_sink_drop(&sink);
  return ok;
}

bool ct_write_check(const char *path, struct ct_err *err) {
  return ct_sink_check(path, err);
}

// SPDX-License-Identifier: MIT
// Write: a scene to a picture in one of the formats, whole or not at all, the same bytes every time.
#include "write/write.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "base/str.h"
#include "model/scene.h"
#include "write/format.h"
#include "write/ground.h"
#include "write/world.h"

static const struct ct_writer writers[] = {
    {"png", NULL, ct_png_write, "pgw", true, false, NULL},
    {"jpeg", "jpg", ct_jpeg_write, "jgw", false, false, NULL},
    {"webp", NULL, ct_webp_write, "wpw", true, false, NULL},
    {"tif", "tiff", ct_geotiff_write, "tfw", true, true, NULL},
    {"pdf", NULL, ct_pdf_write, NULL, true, false, &ct_pdf_pages},
    {"svg", NULL, ct_svg_write, NULL, true, false, NULL},
};

enum { NWRITERS = sizeof writers / sizeof *writers };

static const struct ct_writer *find(const char *name) {
  for (size_t i = 0; i < NWRITERS; i++)
    if (ct_same_nocase(writers[i].name, name) || (writers[i].alias && ct_same_nocase(writers[i].alias, name)))
      return &writers[i];
  return NULL;
}

// "png, pdf or svg" from the table; of those with alpha only.
static const char *known_formats(char *buf, size_t size, bool alpha) {
  size_t n = 0, left = 0;
  buf[0] = 0;
  for (size_t i = 0; i < NWRITERS; i++) left += !alpha || writers[i].has_alpha;
  for (size_t i = 0; i < NWRITERS && n < size; i++) {
    if (alpha && !writers[i].has_alpha) continue;
    n += (size_t)snprintf(buf + n, size - n, "%s%s", n == 0 ? "" : left > 1 ? ", " : " or ", writers[i].name);
    left--;
  }
  return buf;
}

const struct ct_writer *ct_writer_find(const char *format, struct ct_err *err) {
  const struct ct_writer *w = find(format);
  char known[64];
  if (!w)
    ct_fail(err, "unknown format '%s' (expected %s)", format, known_formats(known, sizeof known, false));
  return w;
}

const struct ct_writer *ct_writer_for_path(const char *path, struct ct_err *err) {
  const char *extension = ct_path_extension(path);
  const struct ct_writer *w = find(extension);
  char known[64];
  if (w) return w;
  known_formats(known, sizeof known, false);
  if (*extension)
    ct_fail(err, "%s: unknown format '%s' (expected %s)", path, extension, known);
  else
    ct_fail(err, "%s: no extension to tell the format by (expected %s)", path, known);
  return NULL;
}

bool ct_writer_is_pixels(const struct ct_writer *w) {
  return w->world != NULL;
}

bool ct_writer_is(const struct ct_writer *w, const char *format) {
  return w == find(format);
}

// Has the map's projection words for a file beside the picture?
static bool has_words(const struct ct_scene *scene, struct ct_err *err) {
  struct ct_sink words;
  ct_sink_open_memory(&words);
  bool ok = ct_ground_text(scene, &words, err);
  ct_sink_drop(&words);
  return ok;
}

bool ct_writer_accepts(const struct ct_writer *w, const struct ct_scene *scene,
                       const struct ct_write_options *options, const char *path, struct ct_err *err) {
  char known[64];
  if (!w->has_alpha && scene->paper.a < 1)
    return ct_fail(err, "%s: a %s cannot be transparent (expected %s)", path ? path : "output stream",
                   w->name, known_formats(known, sizeof known, true));
  if (w->has_crs) return ct_geotiff_accepts(scene, err);
  return !(w->world && path && options->world_file) || has_words(scene, err);
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

bool ct_scene_time(const struct ct_scene *scene, char buf[21]) {
  static const char shape[] = "Tdd:dd:ddZ";
  if (!ct_scene_date(scene, buf)) return false;
  memcpy(buf + 10, "T00:00:00Z", 11);
  const char *s = scene->date;
  if (strlen(s) != 20) return true;
  for (size_t i = 0; i < 10; i++)
    if (shape[i] == 'd' ? s[10 + i] < '0' || s[10 + i] > '9' : s[10 + i] != shape[i]) return true;
  memcpy(buf + 10, s + 10, 11);
  return true;
}

const char *ct_scene_when(const struct ct_scene *scene, char buf[21]) {
  if (!ct_scene_time(scene, buf)) return NULL;
  if (strlen(scene->date) <= 10) buf[10] = 0;
  return buf;
}

// A writer's failure that left no message came from the sink.
static bool blame_sink(const struct ct_sink *s, const char *place, struct ct_err *err) {
  return ct_fail(err, "%s: cannot write: %s", place, s->error ? strerror(s->error) : "unknown failure");
}

bool ct_write_file(const struct ct_writer *w, const struct ct_scene *scene, struct ct_draw *draw,
                   const struct ct_write_options *options, const char *path, struct ct_err *err) {
  struct ct_sink sink;
  struct ct_world world = {0};
  const struct ct_world_names names = {path, w->world, !w->has_crs};
  if (!ct_sink_open_file(&sink, path, err)) return false;
  bool ok = w->write(scene, draw, options, &sink, err) || blame_sink(&sink, path, err);
  // All is on the disk before the first of them takes its place, and the picture comes last: it never stands without them.
  if (ok && options->world_file && w->world)
    ok = ct_world_make(scene, options, names, &world, err) &&
         (ct_sink_rest(&sink) || blame_sink(&sink, path, err)) && ct_world_commit(&world, err);
  ok = ok && ct_sink_commit(&sink, path, err);
  ct_world_drop(&world);
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

// SPDX-License-Identifier: MIT
// Sheet: a style's sprite, an index of named images in one PNG.
#include "draw/sheet.h"

#include <cairo.h>
#include <errno.h>
#include <math.h>
#include <spng.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"

enum { MAX_SIDE_PX = 16384, MAX_ZONES = 64 };
// 256 MB of pixels: a small file may claim any size.
#define MAX_BYTES ((size_t)256 << 20)

struct ct_sheet {
  int w, h;
  uint8_t *rgba;  // not premultiplied
  struct ct_map names;
  struct ct_sheet_image *images;
};

// ---- Pixels

static bool decode(FILE *f, struct ct_sheet *s, const char **why) {
  struct spng_ihdr head;
  size_t size = 0;
  spng_ctx *c = spng_ctx_new(0);
  *why = "out of memory";
  if (!c) return false;
  spng_set_image_limits(c, MAX_SIDE_PX, MAX_SIDE_PX);
  spng_set_png_file(c, f);
  int e = spng_get_ihdr(c, &head);
  if (!e) e = spng_decoded_image_size(c, SPNG_FMT_RGBA8, &size);
  if (!e && size > MAX_BYTES) e = SPNG_EOVERFLOW;
  s->rgba = e ? NULL : malloc(size);
  if (s->rgba) e = spng_decode_image(c, s->rgba, size, SPNG_FMT_RGBA8, SPNG_DECODE_TRNS);
  if (e) *why = spng_strerror(e);
  s->w = e ? 0 : (int)head.width;
  s->h = e ? 0 : (int)head.height;
  spng_ctx_free(c);
  return !e && s->rgba;
}

static bool read_pixels(const char *path, struct ct_sheet *s, struct ct_err *err) {
  ct_reads_note(CT_READ_ICON, path);
  FILE *f = fopen(path, "rbe");
  if (!f) return ct_fail(err, "%s: %s", path, strerror(errno));
  const char *why;
  bool ok = decode(f, s, &why);
  fclose(f);
  return ok || ct_fail(err, "%s: is no PNG that can be read: %s", path, why);
}

// ---- Index

static int whole(const struct ct_value *v, const char *key) {
  double x = ct_value_number(ct_value_get(v, key), -1);
  return x >= 0 && x <= MAX_SIDE_PX ? (int)x : -1;
}

static float item(const struct ct_value *v, size_t i) {
  return v && v->kind == CT_ARRAY && i < v->n ? (float)ct_value_number(v->items[i], 0) : 0;
}

// Zones in order and within the image, as the specification wants them; else none.
static size_t read_zones(struct ct_arena *a, const struct ct_value *v, int size,
                         const struct ct_stretch_zone **out) {
  if (!v || v->kind != CT_ARRAY || !v->n || v->n > MAX_ZONES) return 0;
  struct ct_stretch_zone *zones = CT_NEW_N(a, struct ct_stretch_zone, v->n);
  float last = 0;
  for (size_t i = 0; i < v->n; i++) {
    zones[i] = (struct ct_stretch_zone){item(v->items[i], 0), item(v->items[i], 1)};
    if (!(zones[i].from >= last && zones[i].to >= zones[i].from && zones[i].to <= (float)size)) return 0;
    last = zones[i].to;
  }
  *out = zones;
  return v->n;
}

static enum ct_text_fit read_fit(const struct ct_value *v) {
  const char *s = ct_value_string(v);
  if (s && !strcmp(s, "stretchOnly")) return CT_FIT_STRETCH_ONLY;
  return s && !strcmp(s, "proportional") ? CT_FIT_PROPORTIONAL : CT_FIT_STRETCH_OR_SHRINK;
}

static void read_content(const struct ct_value *v, struct ct_sheet_image *m) {
  const struct ct_value *content = ct_value_get(v, "content");
  if (!content || content->kind != CT_ARRAY || content->n != 4) return;
  m->has_content = m->info.has_content = true;
  for (size_t i = 0; i < 4; i++) {
    m->content[i] = item(content, i);
    m->info.content[i] = m->content[i] / m->ratio;
  }
}

// What of from..to no zone stretches, in style pixels; 0 without zones on either axis.
static float fixed_size(const struct ct_sheet_image *m, const struct ct_stretch_zone *z, size_t n, float from,
                        float to) {
  float zones = 0;
  if (!n) return 0;
  for (size_t i = 0; i < n; i++) zones += fmaxf(from, fminf(to, z[i].to)) - fmaxf(from, fminf(to, z[i].from));
  return (to - from - zones) / m->ratio;
}

static void set_fixed(struct ct_sheet_image *m) {
  const float all[4] = {0, 0, (float)m->w, (float)m->h}, *c = m->has_content ? m->content : all;
  m->info.fixed_w = fixed_size(m, m->stretch_x, m->nstretch_x, c[0], c[2]);
  m->info.fixed_h = fixed_size(m, m->stretch_y, m->nstretch_y, c[1], c[3]);
}

// False when the entry is no image within the sheet.
static bool read_image(struct ct_arena *a, const struct ct_sheet *s, const char *name,
                       const struct ct_value *v, struct ct_sheet_image *m) {
  *m = (struct ct_sheet_image){.name = name,
                               .x = whole(v, "x"),
                               .y = whole(v, "y"),
                               .w = whole(v, "width"),
                               .h = whole(v, "height"),
                               .ratio = (float)ct_value_number(ct_value_get(v, "pixelRatio"), 1)};
  if (m->x < 0 || m->y < 0 || m->w < 1 || m->h < 1 || m->x + m->w > s->w || m->y + m->h > s->h) return false;
  if (!(m->ratio > 0.01F && m->ratio < 100)) return false;
  const struct ct_value *sdf = ct_value_get(v, "sdf");
  m->sdf = sdf && sdf->kind == CT_BOOL && sdf->boolean;
  m->info.w = (float)m->w / m->ratio;
  m->info.h = (float)m->h / m->ratio;
  m->info.one_color = m->sdf;
  m->nstretch_x = read_zones(a, ct_value_get(v, "stretchX"), m->w, &m->stretch_x);
  m->nstretch_y = read_zones(a, ct_value_get(v, "stretchY"), m->h, &m->stretch_y);
  m->info.fit_width = read_fit(ct_value_get(v, "textFitWidth"));
  m->info.fit_height = read_fit(ct_value_get(v, "textFitHeight"));
  read_content(v, m);
  set_fixed(m);
  return true;
}

static bool read_index(struct ct_arena *a, const char *path, struct ct_sheet *s, struct ct_err *err) {
  const struct ct_value *v;
  if (!ct_value_read(a, path, &v, err)) return false;
  if (v->kind != CT_OBJECT)
    return ct_fail(err, "%s: is no sprite index (expected an object of images)", path);
  s->images = CT_NEW_N(a, struct ct_sheet_image, v->n + 1);
  s->names.arena = a;
  for (size_t i = 0; i < v->n; i++)
    if (read_image(a, s, v->members[i].key, v->members[i].value, &s->images[s->names.n]))
      ct_map_add_string(&s->names, v->members[i].key, s->names.n, NULL);
  return true;
}

bool ct_sheet_read(struct ct_arena *a, const char *base, bool fine, struct ct_sheet **out,
                   struct ct_err *err) {
  const char *at = fine ? "@2x" : "";
  ct_reads_note(CT_READ_ICON, ct_arena_printf(a, "%s.json", base));
  ct_reads_note(CT_READ_ICON, ct_arena_printf(a, "%s@2x.json", base));
  // The other resolution is better than none.
  if (access(ct_arena_printf(a, "%s%s.json", base, at), R_OK) != 0 &&
      access(ct_arena_printf(a, "%s%s.json", base, fine ? "" : "@2x"), R_OK) == 0)
    at = fine ? "" : "@2x";
  struct ct_sheet *s = CT_NEW(a, struct ct_sheet);
  if (!read_pixels(ct_arena_printf(a, "%s%s.png", base, at), s, err) ||
      !read_index(a, ct_arena_printf(a, "%s%s.json", base, at), s, err)) {
    ct_sheet_release(s);
    return false;
  }
  *out = s;
  return true;
}

bool ct_sheet_read_picture(struct ct_arena *a, const char *name, const char *path, struct ct_sheet **out,
                           struct ct_err *err) {
  struct ct_sheet *s = CT_NEW(a, struct ct_sheet);
  if (!read_pixels(path, s, err)) {
    ct_sheet_release(s);
    return false;
  }
  s->names.arena = a;
  s->images = CT_NEW(a, struct ct_sheet_image);
  s->images[0] = (struct ct_sheet_image){.name = name, .w = s->w, .h = s->h, .ratio = 1};
  s->images[0].info.w = (float)s->w;
  s->images[0].info.h = (float)s->h;
  ct_map_add_string(&s->names, name, 0, NULL);
  *out = s;
  return true;
}

void ct_sheet_release(struct ct_sheet *s) {
  if (!s) return;
  free(s->rgba);
  s->rgba = NULL;
}

const struct ct_sheet_image *ct_sheet_find(const struct ct_sheet *s, const char *name) {
  const struct ct_map_entry *e = ct_map_find_string(&s->names, name);
  return e ? &s->images[e->value] : NULL;
}

size_t ct_sheet_size(const struct ct_sheet *s) {
  return s->names.n;
}

static uint32_t premultiplied(const uint8_t *p) {
  uint32_t a = p[3], v = a << 24;
  for (int k = 0; k < 3; k++) v |= ((p[k] * a + 127) / 255) << (16 - 8 * k);
  return v;
}

cairo_surface_t *ct_sheet_surface(const struct ct_sheet *s, const struct ct_sheet_image *m) {
  cairo_surface_t *out = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, m->w, m->h);
  if (cairo_surface_status(out) != CAIRO_STATUS_SUCCESS || !s->rgba) {
    cairo_surface_destroy(out);
    return NULL;
  }
  uint32_t *pixels = (uint32_t *)(void *)cairo_image_surface_get_data(out);
  int stride = cairo_image_surface_get_stride(out) / 4;
  for (int y = 0; y < m->h; y++)
    for (int x = 0; x < m->w; x++) {
      const uint8_t *p = s->rgba + 4 * ((size_t)(m->y + y) * (size_t)s->w + (size_t)(m->x + x));
      pixels[(size_t)y * (size_t)stride + (size_t)x] = premultiplied(p);
    }
  cairo_surface_mark_dirty(out);
  return out;
}

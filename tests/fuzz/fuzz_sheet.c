// SPDX-License-Identifier: MIT
// Fuzz: a sprite's index (or, after the signature of PNG, its pixels), and every image of it drawn in a few ways.
#include <cairo.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "draw/draw.h"
#include "draw/sheet.h"
#include "model/scene.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char dir[] = "/tmp/fuzz_sheet_XXXXXX";
static char index_file[64], pixel_file[64], base[64];

static void clean(void) {
  unlink(index_file);
  unlink(pixel_file);
  rmdir(dir);
}

static void write_file(const char *path, const void *bytes, size_t n) {
  FILE *f = fopen(path, "wb");
  if (!f) abort();
  fwrite(bytes, 1, n, f);
  fclose(f);
}

static void write_pixels(void) {
  cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 16, 16);
  cairo_t *cr = cairo_create(s);
  cairo_set_source_rgba(cr, 1, 0.5, 0, 0.75);
  cairo_paint(cr);
  cairo_destroy(cr);
  cairo_surface_write_to_png(s, pixel_file);
  cairo_surface_destroy(s);
}

static void write_index(void) {
  static const char text[] = "{\"a\":{\"x\":0,\"y\":0,\"width\":2,\"height\":2}}";
  write_file(index_file, text, sizeof text - 1);
}

static void start(void) {
  if (base[0]) return;
  if (!mkdtemp(dir)) abort();
  snprintf(base, sizeof base, "%s/s", dir);
  snprintf(index_file, sizeof index_file, "%s.json", base);
  snprintf(pixel_file, sizeof pixel_file, "%s.png", base);
  atexit(clean);
}

static void draw(struct ct_draw *d, struct ct_arena *a, const char *name) {
  static const float xy[] = {10, 10};
  struct ct_image_info m;
  struct ct_err err = {0};
  if (!ct_draw_image_info(d, name, &m)) return;
  for (int k = 0; k < 4; k++) {
    struct ct_symbol s = {.kind = CT_SYMBOL_ICON,
                          .color = {1, 0, 0, 0.5F},
                          .edge_color = {0, 0, 1, 1},
                          .edge_width = k & 1 ? 2 : 0,
                          .icon = name,
                          .icon_w = k & 2 ? 17 : m.w,
                          .icon_h = k & 2 ? 3 : m.h,
                          .icon_scale = 1,
                          .fit = k & 2,
                          .rotate_deg = k & 1 ? 33 : 0};
    struct ct_scene scene;
    ct_scene_init(&scene, 20, 20);
    ct_scene_add(a, &scene.root, CT_OP_MARKS)->marks = (struct ct_marks_op){&s, 1, NULL, 1, xy, NULL};
    cairo_surface_t *to = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 20, 20);
    cairo_t *cr = cairo_create(to);
    ct_draw_scene(d, &scene, cr, 1, &err);
    cairo_destroy(cr);
    cairo_surface_destroy(to);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 64 << 20};
  struct ct_err err = {0};
  struct ct_draw *d;
  jmp_buf oom;
  start();
  if (size > 0 && data[0] == 0x89) {
    write_file(pixel_file, data, size);
    write_index();
  } else {
    write_pixels();
    write_file(index_file, data, size);
  }
  if (!ct_draw_new("styles/icons", NULL, &d, &err)) return 0;
  a.oom = &oom;
  if (!setjmp(oom) && ct_draw_add_sprite(d, NULL, base, false, &err)) {
    const struct ct_value *v;
    size_t most = 8;
    if (ct_value_read(&a, index_file, &v, &err) && v->kind == CT_OBJECT)
      for (size_t i = 0; i < v->n && i < most; i++) draw(d, &a, v->members[i].key);
  }
  ct_draw_free(d);
  ct_arena_release(&a);
  return 0;
}

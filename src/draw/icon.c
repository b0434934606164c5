// SPDX-License-Identifier: MIT
// Icon: a style's sprites, and SVG files loaded on demand and drawn as vectors by librsvg.
#include "draw/icon.h"

#include <cairo.h>
#include <dirent.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/vec.h"
#include "draw/sheet.h"
#include "model/scene.h"

enum { MAX_SVG_BYTES = 1 << 20, MAX_FOLDERS = 64 };

// Either an SVG file or an image of a sprite.
struct ct_icon {
  RsvgHandle *svg;
  struct ct_image_info info;
  const struct ct_sheet_image *image;
  cairo_surface_t *plain;
};

struct source {
  const char *id;  // NULL: names stand alone
  struct ct_sheet *sheet;
  const char *dir;   // of SVG files, where there is no sheet
  const char *file;  // or one, whose name is the id
};

struct ct_icons {
  struct ct_arena *arena;
  const char *dir;
  size_t nfolders;
  const char *folders[MAX_FOLDERS];
  ct_vec(struct source) sources;  // the style's own
  struct ct_map names;
  struct ct_map said;                    // names reported as missing
  ct_vec(const struct ct_icon *) found;  // by the value in names; NULL: no such icon
};

static int compare_names(const void *x, const void *y) {
  return strcmp(*(const char *const *)x, *(const char *const *)y);
}

// Our own folders first, then any other in name order, then the folder itself.
static void list_folders(struct ct_icons *set) {
  static const char *const first[] = {"shapes", "cartouche", "maki"};
  for (size_t i = 0; i < 3; i++) set->folders[set->nfolders++] = first[i];
  ct_reads_note(CT_READ_ICON, set->dir);
  DIR *d = opendir(set->dir);
  if (!d) return;
  size_t from = set->nfolders;
  struct dirent *e;
  while ((e = readdir(d)) && set->nfolders < MAX_FOLDERS - 1) {
    if (e->d_name[0] == '.' || !strcmp(e->d_name, first[0]) || !strcmp(e->d_name, first[1]) ||
        !strcmp(e->d_name, first[2]))
      continue;
    struct stat st;
    if (stat(ct_path_join(set->arena, set->dir, e->d_name), &st) || !S_ISDIR(st.st_mode)) continue;
    set->folders[set->nfolders++] = ct_arena_strdup(set->arena, e->d_name);
  }
  closedir(d);
  qsort(set->folders + from, set->nfolders - from, sizeof *set->folders, compare_names);
  set->folders[set->nfolders++] = ".";
}

struct ct_icons *ct_icons_new(struct ct_arena *a, const char *dir) {
  struct ct_icons *set = CT_NEW(a, struct ct_icons);
  set->arena = a;
  set->dir = ct_arena_strdup(a, dir ? dir : "");
  set->names.arena = a;
  set->said.arena = a;
  if (dir) list_folders(set);
  return set;
}

void ct_icons_release(struct ct_icons *set) {
  if (!set) return;
  for (size_t i = 0; i < set->found.n; i++) {
    const struct ct_icon *icon = set->found.v[i];
    if (icon && icon->svg) g_object_unref(icon->svg);
    if (icon && icon->plain) cairo_surface_destroy(icon->plain);
  }
  for (size_t i = 0; i < set->sources.n; i++) ct_sheet_release(set->sources.v[i].sheet);
  set->found.n = set->sources.n = 0;
}

void ct_icons_add_sheet(struct ct_icons *set, const char *id, struct ct_sheet *sheet) {
  ct_vec_push(set->arena, &set->sources, ((struct source){.id = id, .sheet = sheet}));
}

void ct_icons_add_folder(struct ct_icons *set, const char *id, const char *dir) {
  ct_vec_push(set->arena, &set->sources, ((struct source){.id = id, .dir = dir}));
}

void ct_icons_add_file(struct ct_icons *set, const char *name, const char *path) {
  ct_vec_push(set->arena, &set->sources, ((struct source){.id = name, .file = path}));
}

// A name is a stem, or a folder and a stem: it never leads out of the icon folder.
static bool name_is_plain(const char *name) {
  if (!*name || strlen(name) > 200 || name[0] == '.' || name[0] == '/' || strstr(name, "/.")) return false;
  for (const char *p = name; *p; p++)
    if ((unsigned char)*p < 0x20 || *p == '\\') return false;
  return true;
}

static void unref_bytes(void *bytes) {
  g_bytes_unref(bytes);
}

// The file's document, with a second one for its halo as data of the first: style sheets pile
// up on a handle, and what one sets the other must not see.
static RsvgHandle *parse_svg(const unsigned char *bytes, size_t n) {
  // From memory, without a base address: the file can refer to no other.
  RsvgHandle *svg = rsvg_handle_new_from_data(bytes, n, NULL);
  RsvgHandle *halo = svg ? rsvg_handle_new_from_data(bytes, n, NULL) : NULL;
  if (halo) g_object_set_data_full(G_OBJECT(svg), "halo", halo, g_object_unref);
  if (svg) g_object_set_data_full(G_OBJECT(svg), "source", g_bytes_new(bytes, n), unref_bytes);
  return svg;
}

static RsvgHandle *read_svg(const char *path) {
  ct_reads_note(CT_READ_ICON, path);
  FILE *f = fopen(path, "rbe");
  if (!f) return NULL;
  RsvgHandle *svg = NULL;
  unsigned char *bytes = malloc(MAX_SVG_BYTES);
  size_t n = bytes ? fread(bytes, 1, MAX_SVG_BYTES, f) : 0;
  if (n > 0 && n < MAX_SVG_BYTES) svg = parse_svg(bytes, n);
  free(bytes);
  fclose(f);
  return svg;
}

// Bundled shapes have margins; icon-text-fit goes by what is inked.
static void set_content(struct ct_icons *set, struct ct_icon *icon) {
  struct ct_image_info *m = &icon->info;
  RsvgRectangle ink, all = {0, 0, m->w, m->h};
  if (!rsvg_handle_get_geometry_for_layer(icon->svg, NULL, &all, &ink, NULL, NULL)) return;
  if (!(ink.width > 0) || !(ink.height > 0)) return;
  m->has_ink = true;
  m->ink[0] = (float)ink.x;
  m->ink[1] = (float)ink.y;
  m->ink[2] = (float)(ink.x + ink.width);
  m->ink[3] = (float)(ink.y + ink.height);
  m->has_content = true;
  m->content[0] = (float)ink.x;
  m->content[1] = (float)ink.y;
  m->content[2] = (float)(ink.x + ink.width);
  m->content[3] = (float)(ink.y + ink.height);
  RsvgRectangle *kept = CT_NEW(set->arena, RsvgRectangle);
  *kept = ink;
  g_object_set_data(G_OBJECT(icon->svg), "content", kept);
}

static const struct ct_icon *make_svg_icon(struct ct_icons *set, RsvgHandle *svg) {
  struct ct_icon *icon = CT_NEW(set->arena, struct ct_icon);
  double w, h;
  icon->svg = svg;
  rsvg_handle_set_dpi(svg, 96);
  RsvgRectangle ink = {0, 0, 0, 0}, logical = {0, 0, 0, 0};
  if (!rsvg_handle_get_intrinsic_size_in_pixels(svg, &w, &h) || !(w > 0) || !(h > 0)) {
    bool known =
        rsvg_handle_get_geometry_for_layer(svg, NULL, &(RsvgRectangle){0, 0, 15, 15}, &ink, &logical, NULL);
    w = known && logical.width > 0 ? logical.width : 15;
    h = known && logical.height > 0 ? logical.height : 15;
  }
  bool own = g_object_get_data(G_OBJECT(svg), "own") != NULL;
  icon->info = (struct ct_image_info){.w = (float)w, .h = (float)h, .one_color = !own};
  if (!own) set_content(set, icon);
  return icon;
}

static const struct ct_icon *make_image_icon(struct ct_icons *set, const struct ct_sheet *sheet,
                                             const struct ct_sheet_image *image) {
  struct ct_icon *icon = CT_NEW(set->arena, struct ct_icon);
  *icon = (struct ct_icon){.info = image->info, .image = image, .plain = ct_sheet_surface(sheet, image)};
  return icon;
}

// A style's own files keep their colours, as its images do: icon-color is for distance fields.
static const struct ct_icon *make_picture(struct ct_icons *set, const char *path) {
  RsvgHandle *svg = read_svg(path);
  if (!svg) return NULL;
  g_object_set_data(G_OBJECT(svg), "own", svg);
  return make_svg_icon(set, svg);
}

// From one of the style's own sources; NULL when it has no such image.
static const struct ct_icon *load_from(struct ct_icons *set, const struct source *from, const char *name) {
  size_t n = from->id ? strlen(from->id) : 0;
  if (from->file) return n && strcmp(name, from->id) == 0 ? make_picture(set, from->file) : NULL;
  if (n && (strncmp(name, from->id, n) != 0 || name[n] != ':')) return NULL;
  if (n) name += n + 1;
  if (from->sheet) {
    const struct ct_sheet_image *image = ct_sheet_find(from->sheet, name);
    return image ? make_image_icon(set, from->sheet, image) : NULL;
  }
  if (!name_is_plain(name)) return NULL;
  return make_picture(set, ct_path_join(set->arena, from->dir, ct_arena_printf(set->arena, "%s.svg", name)));
}

static const struct ct_icon *load(struct ct_icons *set, const char *name) {
  const struct ct_icon *icon = NULL;
  for (size_t i = 0; !icon && i < set->sources.n; i++) icon = load_from(set, &set->sources.v[i], name);
  if (icon || !name_is_plain(name)) return icon;
  const char *file = ct_arena_printf(set->arena, "%s.svg", name);
  RsvgHandle *svg = NULL;
  if (strchr(name, '/')) {
    svg = read_svg(ct_path_join(set->arena, set->dir, file));
  } else {
    for (size_t i = 0; !svg && i < set->nfolders; i++)
      svg = read_svg(ct_path_join(set->arena, ct_path_join(set->arena, set->dir, set->folders[i]), file));
  }
  return svg ? make_svg_icon(set, svg) : NULL;
}

const struct ct_icon *ct_icon_find(struct ct_icons *set, const char *name) {
  if (!name) return NULL;
  bool added;
  size_t at = ct_map_add_string(&set->names, name, set->found.n, &added)->value;
  // In this order also when memory runs out while it is loaded.
  if (added) ct_vec_push(set->arena, &set->found, (const struct ct_icon *)NULL);
  if (added && at < set->found.n) set->found.v[at] = load(set, name);
  return at < set->found.n ? set->found.v[at] : NULL;
}

bool ct_icon_missing(struct ct_icons *set, const char *name) {
  if (!name) name = "";
  bool added = false;
  if (!ct_icon_find(set, name)) ct_map_add_string(&set->said, name, 0, &added);
  return added;
}

void ct_icon_info(const struct ct_icon *icon, struct ct_image_info *out) {
  *out = icon->info;
}

const struct ct_sheet_image *ct_icon_image(const struct ct_icon *icon, cairo_surface_t **plain) {
  if (plain) *plain = icon->plain;
  return icon->image;
}

const char *ct_icon_source(const struct ct_icon *icon, size_t *n) {
  *n = 0;
  GBytes *bytes = icon->svg ? g_object_get_data(G_OBJECT(icon->svg), "source") : NULL;
  return bytes ? g_bytes_get_data(bytes, n) : NULL;
}

bool ct_icon_is_picture(const struct ct_icon *icon) {
  return icon->image || !icon->info.one_color;
}

void *ct_icon_ref(const struct ct_icon *icon) {
  return g_object_ref(icon->svg);
}

void ct_icon_unref(void *document) {
  if (document) g_object_unref(document);
}

static int byte_of(float v) {
  return v <= 0 ? 0 : v >= 1 ? 255 : (int)lroundf(v * 255);
}

// Icons drawn as open strokes (fill="none") keep their stroke and get no fill.
static bool set_look(RsvgHandle *svg, struct ct_color c, double stroke_px) {
  char css[320], color[8];
  snprintf(color, sizeof color, "#%02x%02x%02x", (unsigned)byte_of(c.r), (unsigned)byte_of(c.g),
           (unsigned)byte_of(c.b));
  int n = 0;
  if (stroke_px > 0)
    n = snprintf(css, sizeof css,
                 "*{fill:%s;stroke:%s;stroke-width:%d.%04d;stroke-linejoin:round;stroke-linecap:round}"
                 "[fill=\"none\"]{fill:none}",
                 color, color, (int)stroke_px, (int)((stroke_px - floor(stroke_px)) * 1e4));
  else
    n = snprintf(css, sizeof css,
                 "*{fill:%s;stroke:none}[fill=\"none\"]{fill:none}[stroke]:not([stroke=\"none\"]){stroke:%s}",
                 color, color);
  return rsvg_handle_set_stylesheet(svg, (const guint8 *)css, (gsize)n, NULL);
}

// icon-text-fit: its content (or all of it) fills icon_w x icon_h, each way by itself. The box to draw it in.
static RsvgRectangle stretch(void *document, const struct ct_symbol *s, double w_px, cairo_t *cr) {
  double w, h;
  if (!rsvg_handle_get_intrinsic_size_in_pixels(document, &w, &h) || !(h > 0)) h = w_px;
  RsvgRectangle all = {0, 0, w_px, h};
  const RsvgRectangle *kept = g_object_get_data(G_OBJECT(document), "content"), *c = kept ? kept : &all;
  cairo_scale(cr, s->icon_w / c->width, s->icon_h / c->height);
  cairo_translate(cr, -c->x - c->width / 2, -c->y - c->height / 2);
  return all;
}

bool ct_icon_draw(void *document, const struct ct_symbol *s, enum ct_icon_part part, bool colored,
                  cairo_t *cr) {
  RsvgHandle *svg = document;
  struct ct_color c = part == CT_ICON_HALO ? s->edge_color : s->color;
  if (!colored) c = (struct ct_color){0, 0, 0, 1};
  double w_px, h_px;
  if (!rsvg_handle_get_intrinsic_size_in_pixels(svg, &w_px, &h_px) || !(w_px > 0)) w_px = 15;
  // The halo is a stroke on the shape's edge, so twice its width, in the file's units.
  double stroke_px =
      part == CT_ICON_HALO && s->icon_w > 0 ? fmin(2 * s->edge_width * w_px / s->icon_w, 1e4) : 0;
  if (stroke_px > 0) svg = g_object_get_data(G_OBJECT(svg), "halo");
  if (!svg) return false;
  bool own = g_object_get_data(G_OBJECT(document), "own") != NULL;
  if (own && part == CT_ICON_HALO) return true;
  if (!own && !set_look(svg, c, stroke_px)) return false;
  cairo_save(cr);
  cairo_rotate(cr, s->rotate_deg * (M_PI / 180));
  bool group = c.a < 1;
  if (group) cairo_push_group(cr);
  RsvgRectangle box = {-s->icon_w / 2.0, -s->icon_h / 2.0, s->icon_w, s->icon_h};
  if (s->fit) box = stretch(document, s, w_px, cr);
  bool ok = rsvg_handle_render_document(svg, cr, &box, NULL);
  if (group) {
    cairo_pop_group_to_source(cr);
    cairo_paint_with_alpha(cr, c.a > 0 ? c.a : 0);
  }
  cairo_restore(cr);
  return ok;
}

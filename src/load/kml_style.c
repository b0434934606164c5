// SPDX-License-Identifier: MIT
// KML styles: what styles say, followed through maps and addresses, as columns of the simplestyle specification.
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "load/kml.h"
#include "load/run.h"

static bool read_text(struct ct_kml *k) {
  return ct_xml_text(k->xml, &k->buf);
}

static void read_number(struct ct_kml *k, struct ct_kml_style *s, unsigned bit, double *out) {
  double x;
  if (!read_text(k) || !ct_number_read(ct_str_text(&k->buf), k->buf.n, &x) || x < 0) return;
  *out = x;
  s->says |= bit;
}

// "ff0000ff", with a '#' before it in files of some programs.
static void read_color(struct ct_kml *k, struct ct_kml_style *s, unsigned bit, uint32_t *out) {
  if (!read_text(k)) return;
  const char *p = ct_str_text(&k->buf);
  size_t n = k->buf.n;
  if (n && p[0] == '#') {
    p++;
    n--;
  }
  uint32_t c = n == 6 ? 0xFF : 0;
  for (size_t i = 0; i < n; i++) {
    char d = p[i] >= 'a' && p[i] <= 'f' ? (char)(p[i] - 32) : p[i];
    if (!((d >= '0' && d <= '9') || (d >= 'A' && d <= 'F'))) return;
    c = c << 4 | (uint32_t)(d <= '9' ? d - '0' : d - 'A' + 10);
  }
  if (n != 8 && n != 6) return;
  *out = c;
  s->says |= bit;
}

static void read_flag(struct ct_kml *k, struct ct_kml_style *s, unsigned bit, bool *out) {
  if (!read_text(k)) return;
  *out = strcmp(ct_str_text(&k->buf), "0") != 0 && !ct_same_nocase(ct_str_text(&k->buf), "false");
  s->says |= bit;
}

static void read_icon(struct ct_kml *k, struct ct_kml_style *s) {
  while (ct_xml_child(k->xml)) {
    if (!ct_xml_is(k->xml, "href"))
      ct_xml_skip(k->xml);
    else if (read_text(k))
      s->href = ct_arena_strndup(&k->r->scratch, ct_str_text(&k->buf), k->buf.n);
  }
}

static void read_icon_style(struct ct_kml *k, struct ct_kml_style *s) {
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "color"))
      read_color(k, s, CT_KML_ICON_COLOR, &s->icon_color);
    else if (ct_xml_is(k->xml, "scale"))
      read_number(k, s, CT_KML_ICON_SCALE, &s->icon_scale);
    else if (ct_xml_is(k->xml, "Icon"))
      read_icon(k, s);
    else
      ct_xml_skip(k->xml);
  }
}

static void read_line_style(struct ct_kml *k, struct ct_kml_style *s) {
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "color"))
      read_color(k, s, CT_KML_LINE_COLOR, &s->line_color);
    else if (ct_xml_is(k->xml, "width"))
      read_number(k, s, CT_KML_LINE_WIDTH, &s->line_width);
    else
      ct_xml_skip(k->xml);
  }
}

static void read_poly_style(struct ct_kml *k, struct ct_kml_style *s) {
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "color"))
      read_color(k, s, CT_KML_POLY_COLOR, &s->poly_color);
    else if (ct_xml_is(k->xml, "fill"))
      read_flag(k, s, CT_KML_POLY_FILL, &s->fill);
    else if (ct_xml_is(k->xml, "outline"))
      read_flag(k, s, CT_KML_POLY_OUTLINE, &s->outline);
    else
      ct_xml_skip(k->xml);
  }
}

static void read_label_style(struct ct_kml *k, struct ct_kml_style *s) {
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "scale"))
      read_number(k, s, CT_KML_LABELS, &s->label_scale);
    else
      ct_xml_skip(k->xml);
  }
}

static void read_style(struct ct_kml *k, struct ct_kml_style *s) {
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "IconStyle"))
      read_icon_style(k, s);
    else if (ct_xml_is(k->xml, "LineStyle"))
      read_line_style(k, s);
    else if (ct_xml_is(k->xml, "PolyStyle"))
      read_poly_style(k, s);
    else if (ct_xml_is(k->xml, "LabelStyle"))
      read_label_style(k, s);
    else
      ct_xml_skip(k->xml);
  }
}

static void over(struct ct_kml_style *out, const struct ct_kml_style *s);

// The pair of the key "normal"; the other is for the pointer that hovers.
static void read_map(struct ct_kml *k, struct ct_kml_style *s) {
  while (ct_xml_child(k->xml)) {
    if (!ct_xml_is(k->xml, "Pair")) {
      ct_xml_skip(k->xml);
      continue;
    }
    struct ct_kml_style pair = {.file = k->file};
    bool normal = true;
    while (ct_xml_child(k->xml)) {
      if (ct_xml_is(k->xml, "key") && read_text(k))
        normal = strcmp(ct_str_text(&k->buf), "normal") == 0;
      else if (ct_xml_is(k->xml, "styleUrl") && read_text(k))
        pair.url = ct_arena_strndup(&k->r->scratch, ct_str_text(&k->buf), k->buf.n);
      else if (ct_xml_is(k->xml, "Style"))
        read_style(k, &pair);
      else
        ct_xml_skip(k->xml);
    }
    if (normal) over(s, &pair);
  }
}

// Of Google Earth on the web: <gx:CascadingStyle kml:id=""><Style>.
static void read_cascading(struct ct_kml *k, struct ct_kml_style *s) {
  while (ct_xml_child(k->xml)) {
    if (ct_xml_is(k->xml, "Style"))
      read_style(k, s);
    else if (ct_xml_is(k->xml, "styleUrl") && read_text(k))
      s->url = ct_arena_strndup(&k->r->scratch, ct_str_text(&k->buf), k->buf.n);
    else
      ct_xml_skip(k->xml);
  }
}

static void read_any(struct ct_kml *k, struct ct_kml_style *s) {
  if (ct_xml_is(k->xml, "StyleMap"))
    read_map(k, s);
  else if (ct_xml_is(k->xml, "CascadingStyle"))
    read_cascading(k, s);
  else
    read_style(k, s);
}

void ct_kml_style_keep(struct ct_kml *k) {
  struct ct_kml_style s = {.file = k->file};
  struct ct_str id = {.arena = &k->r->scratch};
  bool named = ct_xml_attribute(k->xml, "id", &id) && id.n;
  read_any(k, &s);
  if (!named) return;
  k->key.n = 0;
  ct_str_addf(&k->key, "%s#%s", k->files.v[k->file].name, ct_str_text(&id));
  ct_map_add(&k->styles, k->key.v, k->key.n, k->looks.n, NULL);
  ct_map_add(&k->ids, id.v, id.n, k->looks.n, NULL);
  ct_vec_push(&k->r->scratch, &k->looks, s);
}

// What `s` says laid over what *out says.
static void over(struct ct_kml_style *out, const struct ct_kml_style *s) {
  if (s->says & CT_KML_ICON_COLOR) out->icon_color = s->icon_color;
  if (s->says & CT_KML_ICON_SCALE) out->icon_scale = s->icon_scale;
  if (s->says & CT_KML_LINE_COLOR) out->line_color = s->line_color;
  if (s->says & CT_KML_LINE_WIDTH) out->line_width = s->line_width;
  if (s->says & CT_KML_POLY_COLOR) out->poly_color = s->poly_color;
  if (s->says & CT_KML_POLY_FILL) out->fill = s->fill;
  if (s->says & CT_KML_POLY_OUTLINE) out->outline = s->outline;
  if (s->says & CT_KML_LABELS) out->label_scale = s->label_scale;
  if (s->href) out->href = s->href;
  if (s->url) {
    out->url = s->url;
    out->file = s->file;
  }
  out->says |= s->says;
}

void ct_kml_style_inline(struct ct_kml *k, struct ct_kml_style *look) {
  struct ct_kml_style s = {.file = k->file};
  read_any(k, &s);
  over(look, &s);
}

// "#id", "id", "doc.kml#id", "../style.kml#id": the style, or NULL.
static const struct ct_kml_style *find(struct ct_kml *k, const struct ct_kml_style *from) {
  const char *hash = strchr(from->url, '#'), *id = hash ? hash + 1 : from->url;
  const char *own = k->files.v[from->file].name;
  if (strstr(from->url, "://")) return NULL;
  k->key.n = 0;
  if (hash && hash > from->url) {
    const char *name = ct_arena_strndup(&k->r->scratch, from->url, (size_t)(hash - from->url));
    const char *slash = strrchr(own, '/');
    ct_str_addf(&k->key, "%.*s%s#%s", slash ? (int)(slash - own + 1) : 0, own, name, id);
  } else {
    ct_str_addf(&k->key, "%s#%s", own, id);
  }
  const struct ct_map_entry *e = ct_map_find(&k->styles, k->key.v, k->key.n);
  // Paths are written in many ways and documents renamed: the id alone is as good where it is found.
  if (!e) e = ct_map_find_string(&k->ids, id);
  return e ? &k->looks.v[e->value] : NULL;
}

void ct_kml_style_resolve(struct ct_kml *k, struct ct_kml_style *look) {
  enum { DEEPEST = 8 };  // maps of maps; also ends circles
  struct ct_kml_style chain[DEEPEST];
  int n = 0;
  chain[n++] = *look;
  while (n < DEEPEST && chain[n - 1].url) {
    const struct ct_kml_style *s = find(k, &chain[n - 1]);
    if (!s) {
      k->lost_styles++;
      break;
    }
    chain[n++] = *s;
  }
  struct ct_kml_style out = {0};
  while (n > 0) over(&out, &chain[--n]);
  out.url = NULL;
  *look = out;
}

static void color_cell(struct ct_kml *k, enum ct_kml_fixed column, uint32_t c, bool with_alpha) {
  char text[40];
  unsigned red = c & 255, green = c >> 8 & 255, blue = c >> 16 & 255, alpha = c >> 24;
  if (with_alpha && alpha < 255)
    snprintf(text, sizeof text, "rgba(%u, %u, %u, %u.%02u)", red, green, blue, 0U, alpha * 100 / 255);
  else
    snprintf(text, sizeof text, "#%02x%02x%02x", red, green, blue);
  ct_kml_cell(k, column, text);
}

static void number_cell(struct ct_kml *k, enum ct_kml_fixed column, double x) {
  char buf[32];
  ct_kml_cell(k, column, ct_format_number(x, buf));
}

static void opacity_cell(struct ct_kml *k, enum ct_kml_fixed column, uint32_t color) {
  uint32_t percent = (color >> 24) * 100 / 255;
  number_cell(k, column, percent / 100.0);
}

static void note_picture(struct ct_kml *k, const char *href) {
  if (!k->nicons++) ct_str_add(&k->icons, href);
}

// Google Earth on the web asks for its icons by colour: ".../icon?color=1976d2&id=2000".
static bool asked_color(const char *href, char out[8]) {
  const char *p = strstr(href, "icon?color=");
  if (!p || strspn(p += 11, "0123456789abcdefABCDEF") != 6) return false;
  out[0] = '#';
  memcpy(out + 1, p, 6);
  out[7] = '\0';
  return true;
}

static void marker_cells(struct ct_kml *k, const struct ct_kml_style *s) {
  const char *symbol = NULL, *color = NULL;
  char asked[8];
  if (s->href && s->href[0] && !ct_kml_symbol(s->href, &symbol, &color)) note_picture(k, s->href);
  if (s->href && asked_color(s->href, asked)) color = asked;
  bool tinted = s->says & CT_KML_ICON_COLOR;
  // The colour multiplies the picture: white leaves it as it is.
  bool white = tinted && (s->icon_color & 0xFFFFFF) == 0xFFFFFF;
  if (color && (!tinted || white))
    ct_kml_cell(k, CT_KML_MARKER_COLOR, color);
  else if (tinted && !white)
    color_cell(k, CT_KML_MARKER_COLOR, s->icon_color, true);
  if (symbol) ct_kml_cell(k, CT_KML_MARKER_SYMBOL, symbol);
  if (!(s->says & CT_KML_ICON_SCALE)) return;
  const char *size = s->icon_scale < 0.75 ? "small" : s->icon_scale > 1.45 ? "large" : "medium";
  ct_kml_cell(k, CT_KML_MARKER_SIZE, size);
}

static void stroke_cells(struct ct_kml *k, const struct ct_kml_style *s) {
  if (s->says & CT_KML_LINE_COLOR) {
    color_cell(k, CT_KML_STROKE, s->line_color, false);
    opacity_cell(k, CT_KML_STROKE_OPACITY, s->line_color);
  }
  if (s->says & CT_KML_LINE_WIDTH) number_cell(k, CT_KML_STROKE_WIDTH, s->line_width);
}

void ct_kml_style_cells(struct ct_kml *k, const struct ct_kml_style *s, enum ct_geom_type type) {
  if (type == CT_GEOM_POINT) marker_cells(k, s);
  if (type == CT_GEOM_LINE || type == CT_GEOM_POLYGON) stroke_cells(k, s);
  if (s->says & CT_KML_LABELS) number_cell(k, CT_KML_LABEL_SCALE, s->label_scale);
  if (type != CT_GEOM_POLYGON) return;
  if (s->says & CT_KML_POLY_OUTLINE && !s->outline) number_cell(k, CT_KML_STROKE_OPACITY, 0);
  if (s->says & CT_KML_POLY_COLOR) {
    color_cell(k, CT_KML_FILL, s->poly_color, false);
    opacity_cell(k, CT_KML_FILL_OPACITY, s->poly_color);
  }
  if (s->says & CT_KML_POLY_FILL && !s->fill) number_cell(k, CT_KML_FILL_OPACITY, 0);
}

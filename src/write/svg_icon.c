// SPDX-License-Identifier: MIT
// SVG icon: the shapes of an icon's own SVG file, to be put into another document.
#include "write/svg_icon.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "write/svg_out.h"

// A name or value in the file.
struct part {
  const char *v;
  size_t n;
};

enum tag_kind { TAG_END, TAG_OPEN, TAG_CLOSE, TAG_EMPTY, TAG_BAD };

// One tag; attributes are read on from `at`.
struct tag {
  enum tag_kind kind;
  struct part name;
  const char *at, *end;  // of its attributes
};

static const char *const shapes[] = {"g",       "path", "circle",   "ellipse", "rect",
                                     "polygon", "line", "polyline", NULL};
static const char *const skipped[] = {"title", "desc", "metadata", NULL};
static const char *const geometry[] = {"d",  "cx", "cy", "r",     "rx",     "ry",     "x",         "y", "x1",
                                       "y1", "x2", "y2", "width", "height", "points", "transform", NULL};
static const char *const looks[] = {
    "fill-rule", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray",
    NULL};
static const char *const paints[] = {"fill", "stroke", "fill-opacity", "stroke-opacity", "opacity", NULL};
static const char *const dropped[] = {"id", "class", "xml:space", NULL};

static bool is_in(struct part p, const char *const *list) {
  for (; *list; list++)
    if (strlen(*list) == p.n && memcmp(*list, p.v, p.n) == 0) return true;
  return false;
}

static bool is(struct part p, const char *word) {
  return strlen(word) == p.n && memcmp(word, p.v, p.n) == 0;
}

static bool same(struct part a, struct part b) {
  return a.n == b.n && memcmp(a.v, b.v, a.n) == 0;
}

static bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *find(const char *at, const char *end, const char *what) {
  return memmem(at, (size_t)(end - at), what, strlen(what));
}

// The next tag from *at on. Comments and the XML declaration are passed over; a document type, which may
// define entities, is not for us.
static struct tag next_tag(const char **at, const char *end) {
  struct tag t = {.kind = TAG_END};
  for (const char *p = *at;;) {
    p = memchr(p, '<', (size_t)(end - p));
    if (!p) return t;
    bool comment = end - p > 4 && memcmp(p, "<!--", 4) == 0, declaration = end - p > 2 && p[1] == '?';
    const char *close = find(p, end, comment ? "-->" : declaration ? "?>" : ">");
    if (!close || (p[1] == '!' && !comment)) return (struct tag){.kind = TAG_BAD};
    if (comment || declaration) {
      p = close + 2;
      continue;
    }
    t.kind = p[1] == '/' ? TAG_CLOSE : close[-1] == '/' ? TAG_EMPTY : TAG_OPEN;
    t.name.v = p + 1 + (t.kind == TAG_CLOSE);
    t.end = t.kind == TAG_EMPTY ? close - 1 : close;
    while (t.name.v + t.name.n < t.end && !is_space(t.name.v[t.name.n])) t.name.n++;
    t.at = t.name.v + t.name.n;
    *at = close + 1;
    return t;
  }
}

// The tag's next attribute; false at the end. A value that holds '<' or '>' is none of ours.
static bool next_attribute(struct tag *t, struct part *name, struct part *value) {
  const char *p = t->at;
  while (p < t->end && is_space(*p)) p++;
  name->v = p;
  while (p < t->end && *p != '=' && !is_space(*p)) p++;
  name->n = (size_t)(p - name->v);
  while (p < t->end && (is_space(*p) || *p == '=')) p++;
  if (!name->n || p >= t->end || (*p != '"' && *p != '\'')) return false;
  const char *close = memchr(p + 1, *p, (size_t)(t->end - p - 1));
  if (!close) return false;
  *value = (struct part){p + 1, (size_t)(close - p - 1)};
  t->at = close + 1;
  return true;
}

static bool number_of(struct part p, double *out) {
  char buf[64];
  if (p.n >= sizeof buf) return false;
  memcpy(buf, p.v, p.n);
  buf[p.n] = 0;
  if (p.n > 2 && memcmp(buf + p.n - 2, "px", 2) == 0) buf[p.n - 2] = 0;
  return ct_parse_number(buf, out);
}

static bool read_box(struct part value, double box[4]) {
  const char *p = value.v, *end = p + value.n;
  for (int i = 0; i < 4; i++) {
    while (p < end && (is_space(*p) || *p == ',')) p++;
    struct part one = {p, 0};
    while (p < end && !is_space(*p) && *p != ',') p++;
    one.n = (size_t)(p - one.v);
    if (!number_of(one, &box[i])) return false;
  }
  return box[2] > 0 && box[3] > 0;
}

// Colours of the file's own may not refer to anything or be the surroundings'.
static bool is_plain_paint(struct part value) {
  return !memchr(value.v, '(', value.n) && !is(value, "currentColor") && !is(value, "inherit");
}

static bool check_shape(struct tag t, bool own_colors, bool root) {
  struct part name, value;
  while (next_attribute(&t, &name, &value)) {
    bool spaces = name.n > 5 && memcmp(name.v, "xmlns", 5) == 0;
    if (memchr(value.v, '<', value.n) || memchr(value.v, '>', value.n)) return false;
    if (is_in(name, paints)) {
      bool none = is(name, "stroke") && is(value, "none");
      // A shape that is drawn as a line in one colour has its stroke from the set's style sheet.
      if (!own_colors && is(name, "stroke") && !none) return false;
      if (own_colors && !is_plain_paint(value)) return false;
      continue;
    }
    if (is_in(name, geometry) || is_in(name, looks) || is_in(name, dropped)) continue;
    bool of_root = is(name, "viewBox") || is(name, "version") || is(name, "xmlns") || spaces;
    if (!root || !of_root) return false;
  }
  while (t.at < t.end && is_space(*t.at)) t.at++;
  return t.at == t.end;
}

static bool read_root(struct tag t, struct ct_svg_icon *icon) {
  struct part name, value;
  double box[4] = {0, 0, 0, 0}, w = 0, h = 0;
  bool has_box = false;
  while (next_attribute(&t, &name, &value)) {
    if (is(name, "viewBox")) has_box = read_box(value, box);
    if (is(name, "width") && !number_of(value, &w)) return false;
    if (is(name, "height") && !number_of(value, &h)) return false;
    // What the root's paint is its shapes inherit.
    if (is_in(name, paints) || is_in(name, looks) || is(name, "transform")) return false;
  }
  icon->x = box[0], icon->y = box[1];
  icon->w = has_box ? box[2] : w;
  icon->h = has_box ? box[3] : h;
  return icon->w > 0 && icon->h > 0;
}

bool ct_svg_icon_read(const char *text, size_t n, bool own_colors, struct ct_svg_icon *out) {
  *out = (struct ct_svg_icon){.text = text, .n = n, .own_colors = own_colors};
  const char *at = text, *end = text + n;
  enum { DEEPEST = 64 };
  struct part open[DEEPEST];
  size_t depth = 0;
  for (bool root = true;; root = false) {
    struct tag t = next_tag(&at, end);
    if (t.kind == TAG_BAD || (root && (t.kind != TAG_OPEN || !is(t.name, "svg")))) return false;
    if (t.kind == TAG_END) return depth == 0;
    // Ends are copied as they are: each must be that of what is open.
    if (t.kind == TAG_CLOSE && (depth == 0 || !same(open[--depth], t.name))) return false;
    if (t.kind == TAG_OPEN && depth == DEEPEST) return false;
    if (t.kind == TAG_OPEN) open[depth++] = t.name;
    if (t.kind == TAG_CLOSE || is_in(t.name, skipped)) continue;
    if (!root && !is_in(t.name, shapes)) return false;
    if (!check_shape(t, own_colors, root) || (root && !read_root(t, out))) return false;
  }
}

static void put_attribute(struct ct_svg *s, struct part name, struct part value) {
  // In double quotes, so one that stood in single ones is escaped.
  ct_svg_put(s, " ");
  ct_svg_put_n(s, name.v, name.n);
  ct_svg_put(s, "=\"");
  for (size_t i = 0; i < value.n; i++) {
    if (value.v[i] == '"')
      ct_svg_put(s, "&quot;");
    else
      ct_svg_put_n(s, value.v[i] == '\n' || value.v[i] == '\t' || value.v[i] == '\r' ? " " : &value.v[i], 1);
  }
  ct_svg_put(s, "\"");
}

static void put_shape(struct ct_svg *s, const struct ct_svg_icon *icon, struct tag t, bool edge) {
  struct part name, value;
  ct_svg_put(s, "<");
  ct_svg_put_n(s, t.name.v, t.name.n);
  while (next_attribute(&t, &name, &value)) {
    bool no_fill = is(name, "fill") && is(value, "none");
    bool kept = is_in(name, geometry) || (is_in(name, looks) && !(edge && is(name, "stroke-width")));
    if (kept || no_fill || (icon->own_colors && is_in(name, paints))) put_attribute(s, name, value);
  }
  ct_svg_put(s, t.kind == TAG_EMPTY ? "/>" : ">");
}

void ct_svg_icon_put(struct ct_svg *s, const struct ct_svg_icon *icon, bool edge) {
  const char *at = icon->text, *end = icon->text + icon->n;
  size_t skip = 0;
  next_tag(&at, end);
  for (;;) {
    struct tag t = next_tag(&at, end);
    if (t.kind == TAG_END || is(t.name, "svg")) return;
    if (is_in(t.name, skipped)) {
      if (t.kind == TAG_OPEN) skip++;
      if (t.kind == TAG_CLOSE) skip--;
      continue;
    }
    if (skip) continue;
    if (t.kind == TAG_CLOSE) {
      ct_svg_put(s, "</");
      ct_svg_put_n(s, t.name.v, t.name.n);
      ct_svg_put(s, ">");
    } else {
      put_shape(s, icon, t, edge);
    }
  }
}

// SPDX-License-Identifier: MIT
// About: what a picture's file says of itself, as Exif and XMP.
#include "write/about.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/sink.h"
#include "model/scene.h"
#include "write/format.h"
#include "write/write.h"

// ---- Exif (CIPA DC-008): a little-endian TIFF of one directory

enum { EXIF_HEAD = 8, ENTRY = 12, MOST_ENTRIES = 8 };
enum { ASCII = 2, SHORT = 3, RATIONAL = 5 };

struct entry {
  uint16_t tag, type;
  const char *text;  // of ASCII
  uint32_t value;    // of the others; of RATIONAL in thousandths
};

struct directory {
  struct entry v[MOST_ENTRIES];
  size_t n;
};

static void add_text(struct directory *d, uint16_t tag, const char *text) {
  if (text && *text) d->v[d->n++] = (struct entry){tag, ASCII, text, 0};
}

static void add_value(struct directory *d, uint16_t tag, uint16_t type, uint32_t value) {
  d->v[d->n++] = (struct entry){tag, type, NULL, value};
}

static bool put16(struct ct_sink *s, uint32_t v) {
  const unsigned char b[] = {(unsigned char)v, (unsigned char)(v >> 8)};
  return ct_sink_put(s, b, 2);
}

static bool put32(struct ct_sink *s, uint32_t v) {
  return put16(s, v & 0xFFFF) && put16(s, v >> 16);
}

static uint32_t text_size(const struct entry *e) {
  return (uint32_t)strlen(e->text) + 1;
}

// What does not fit the entry itself lies behind the directory, at even offsets.
static uint32_t size_behind(const struct entry *e) {
  if (e->type == RATIONAL) return 8;
  uint32_t n = e->type == ASCII ? text_size(e) : 0;
  return n > 4 ? n + n % 2 : 0;
}

static bool put_entry(struct ct_sink *s, const struct entry *e, uint32_t behind) {
  if (!put16(s, e->tag) || !put16(s, e->type) || !put32(s, e->type == ASCII ? text_size(e) : 1)) return false;
  if (size_behind(e)) return put32(s, behind);
  if (e->type == SHORT) return put32(s, e->value);
  char text[4] = {0};
  memcpy(text, e->text, strlen(e->text));
  return ct_sink_put(s, text, 4);
}

static bool put_behind(struct ct_sink *s, const struct entry *e) {
  if (e->type == RATIONAL) return put32(s, e->value) && put32(s, 1000);
  uint32_t n = size_behind(e), have = e->type == ASCII ? text_size(e) : 0;
  return !n || (ct_sink_put(s, e->text, have) && (n == have || ct_sink_put(s, "", 1)));
}

static bool put_directory(struct ct_sink *s, const struct directory *d) {
  uint32_t behind = EXIF_HEAD + 2 + (uint32_t)d->n * ENTRY + 4;
  bool ok = ct_sink_put(s, "II*\0", 4) && put32(s, EXIF_HEAD) && put16(s, (uint32_t)d->n);
  for (size_t i = 0; ok && i < d->n; i++) {
    ok = put_entry(s, &d->v[i], behind);
    behind += size_behind(&d->v[i]);
  }
  ok = ok && put32(s, 0);
  for (size_t i = 0; ok && i < d->n; i++) ok = put_behind(s, &d->v[i]);
  return ok;
}

// "2019:09:05 00:00:00"
static bool exif_time(const struct ct_scene *scene, char buf[20]) {
  char time[21];
  if (!ct_scene_time(scene, time)) return false;
  memcpy(buf, time, 19);
  buf[4] = buf[7] = ':';
  buf[10] = ' ';
  buf[19] = 0;
  return true;
}

bool ct_about_exif(const struct ct_scene *scene, const struct ct_write_options *o, struct ct_sink *sink) {
  struct directory d = {.n = 0};
  char time[20];
  bool dots = o->dpi > 0 && o->dpi < 1e5;
  uint32_t dpi = dots ? (uint32_t)lround(o->dpi * 1000) : 0;
  // Tags ascend, as TIFF has it.
  add_text(&d, 0x010E, scene->title);
  if (dots) add_value(&d, 0x011A, RATIONAL, dpi);
  if (dots) add_value(&d, 0x011B, RATIONAL, dpi);
  if (dots) add_value(&d, 0x0128, SHORT, 2);  // inches
  add_text(&d, 0x0131, o->program);
  if (exif_time(scene, time)) add_text(&d, 0x0132, time);
  add_text(&d, 0x013B, scene->author);
  return put_directory(sink, &d);
}

// ---- XMP (ISO 16684-1)

static void put(struct ct_sink *s, const char *text) {
  ct_sink_put(s, text, strlen(text));
}

static void put_escaped(struct ct_sink *s, const char *text, size_t n) {
  for (const char *p = text; p < text + n; p++) {
    unsigned char c = (unsigned char)*p;
    if (c == '&')
      put(s, "&amp;");
    else if (c == '<')
      put(s, "&lt;");
    else if (c == '>')
      put(s, "&gt;");
    else if (c >= 0x20 || c == '\t' || c == '\n')
      ct_sink_put(s, p, 1);
  }
}

// A text in one of RDF's containers.
static void put_in(struct ct_sink *s, const char *name, const char *container, const char *text) {
  if (!text || !*text) return;
  bool alt = strcmp(container, "Alt") == 0;
  char buf[96];
  snprintf(buf, sizeof buf, "<%s><rdf:%s><rdf:li%s>", name, container, alt ? " xml:lang=\"x-default\"" : "");
  put(s, buf);
  put_escaped(s, text, strlen(text));
  snprintf(buf, sizeof buf, "</rdf:li></rdf:%s></%s>", container, name);
  put(s, buf);
}

const char *ct_about_keyword(const char **text, size_t *n) {
  for (const char *p = *text; p && *p;) {
    size_t to = strcspn(p, ",;"), from = strspn(p, " ");
    const char *word = p + from;
    p += to + (p[to] != 0);
    *text = p;
    if (to <= from) continue;
    for (*n = to - from; word[*n - 1] == ' ';) --*n;
    return word;
  }
  return NULL;
}

static void put_keywords(struct ct_sink *s, const char *text) {
  size_t n;
  if (!text || !*text) return;
  put(s, "<dc:subject><rdf:Bag>");
  for (const char *word; (word = ct_about_keyword(&text, &n));) {
    put(s, "<rdf:li>");
    put_escaped(s, word, n);
    put(s, "</rdf:li>");
  }
  put(s, "</rdf:Bag></dc:subject>");
}

bool ct_about_xmp(const struct ct_scene *scene, const struct ct_write_options *o, struct ct_sink *sink) {
  char time[21];
  put(sink,
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">");
  put_in(sink, "dc:title", "Alt", scene->title);
  put_in(sink, "dc:description", "Alt", scene->subject);
  put_in(sink, "dc:creator", "Seq", scene->author);
  put_keywords(sink, scene->keywords);
  if (ct_scene_time(scene, time)) {
    put(sink, "<xmp:CreateDate>");
    put(sink, time);
    put(sink, "</xmp:CreateDate>");
  }
  if (o->program) {
    put(sink, "<xmp:CreatorTool>");
    put_escaped(sink, o->program, strlen(o->program));
    put(sink, "</xmp:CreatorTool>");
  }
  put(sink, "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>");
  return !sink->error;
}

// SPDX-License-Identifier: MIT
// Value texts: what to-string and JSON.stringify of the reference give.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "expr/collate.h"
#include "expr/val.h"

// Shortest digits that read back as x, in d[], with x = 0.d * 10^point.
static int shortest(double x, char d[20], int *point) {
  char buf[32];
  double back;
  for (int p = 0; p < 17; p++) {
    snprintf(buf, sizeof buf, "%.*e", p, x);
    char *sep = buf + 1;
    if (p) *sep = '.';  // whatever the locale's
    if (ct_parse_number(buf, &back) && back == x) break;
  }
  char *e = strchr(buf, 'e');
  int n = 0;
  for (const char *s = buf; s < e; s++)
    if (*s >= '0' && *s <= '9') d[n++] = *s;
  while (n > 1 && d[n - 1] == '0') n--;
  d[n] = '\0';
  *point = (int)strtol(e + 1, NULL, 10) + 1;
  return n;
}

const char *ct_val_number_text(double x, char buf[64]) {
  if (isnan(x)) return "NaN";
  if (isinf(x)) return x < 0 ? "-Infinity" : "Infinity";
  if (x == 0) return "0";
  if (x == floor(x) && fabs(x) < 1e15) {
    snprintf(buf, 64, "%.0f", x);
    return buf;
  }
  char d[20], *o = buf;
  int point, n = shortest(fabs(x), d, &point);
  if (x < 0) *o++ = '-';
  if (point > 21 || point < -5) {
    *o++ = d[0];
    if (n > 1) o += snprintf(o, 24, ".%s", d + 1);
    snprintf(o, 24, "e%c%d", point > 0 ? '+' : '-', abs(point - 1));
  } else if (point <= 0) {
    snprintf(o, 60, "0.%.*s%s", -point, "00000", d);
  } else if (point >= n) {
    snprintf(o, 60, "%s%.*s", d, point - n, "0000000000000000000000");
  } else {
    snprintf(o, 60, "%.*s.%s", point, d, d + point);
  }
  return buf;
}

static void write_string(const char *s, struct ct_str *out) {
  ct_str_add_n(out, "\"", 1);
  for (; *s; s++) {
    unsigned char c = (unsigned char)*s;
    const char *esc = c == '"'    ? "\\\""
                      : c == '\\' ? "\\\\"
                      : c == '\n' ? "\\n"
                      : c == '\r' ? "\\r"
                      : c == '\t' ? "\\t"
                      : c == '\b' ? "\\b"
                      : c == '\f' ? "\\f"
                                  : NULL;
    if (esc)
      ct_str_add(out, esc);
    else if (c < 0x20)
      ct_str_addf(out, "\\u%04x", c);
    else
      ct_str_add_n(out, s, 1);
  }
  ct_str_add_n(out, "\"", 1);
}

static void write_number(double x, struct ct_str *out) {
  char buf[64];
  ct_str_add(out, isfinite(x) ? ct_val_number_text(x, buf) : "null");
}

static void write_list(const struct ct_val *v, struct ct_str *out) {
  ct_str_add(out, "[");
  for (uint32_t i = 0; i < v->n; i++) {
    if (i) ct_str_add(out, ",");
    ct_val_write_json(&v->u.list.items[i], out);
  }
  ct_str_add(out, "]");
}

static void write_color(const struct ct_rgba *c, struct ct_str *out) {
  const char *const names[] = {"{\"r\":", ",\"g\":", ",\"b\":", ",\"a\":"};
  double v[4] = {c->r * (c->a != 0), c->g * (c->a != 0), c->b * (c->a != 0), c->a};
  for (int i = 0; i < 4; i++) {
    ct_str_add(out, names[i]);
    write_number(v[i], out);
  }
  ct_str_add(out, "}");
}

static void write_document(const struct ct_value *v, struct ct_str *out) {
  struct ct_val x;
  switch (v->kind) {
    case CT_ARRAY:
      ct_str_add(out, "[");
      for (size_t i = 0; i < v->n; i++) {
        if (i) ct_str_add(out, ",");
        write_document(v->items[i], out);
      }
      ct_str_add(out, "]");
      break;
    case CT_OBJECT:
      ct_str_add(out, "{");
      for (size_t i = 0; i < v->n; i++) {
        if (i) ct_str_add(out, ",");
        write_string(v->members[i].key, out);
        ct_str_add(out, ":");
        write_document(v->members[i].value, out);
      }
      ct_str_add(out, "}");
      break;
    default:
      x = ct_val_of(v, out->arena);
      ct_val_write_json(&x, out);
  }
}

static void write_image(const struct ct_val *v, struct ct_str *out) {
  ct_str_add(out, "{\"name\":");
  write_string(v->u.image.name, out);
  ct_str_addf(out, ",\"available\":%s}", v->u.image.available ? "true" : "false");
}

static void write_section(const struct ct_section *s, struct ct_str *out) {
  ct_str_add(out, "{\"text\":");
  write_string(s->text, out);
  ct_str_add(out, ",\"image\":");
  struct ct_val image = {.kind = CT_KIND_IMAGE, .u.image = {s->image, s->image_available}};
  if (s->image)
    write_image(&image, out);
  else
    ct_str_add(out, "null");
  ct_str_add(out, ",\"scale\":");
  write_number(s->scale, out);
  ct_str_add(out, ",\"fontStack\":");
  struct ct_str fonts = {.arena = out->arena};
  for (size_t i = 0; i < s->nfonts; i++) ct_str_addf(&fonts, "%s%s", i ? "," : "", s->fonts[i]);
  if (s->fonts)
    write_string(ct_str_text(&fonts), out);
  else
    ct_str_add(out, "null");
  ct_str_add(out, ",\"textColor\":");
  if (s->color)
    write_color(s->color, out);
  else
    ct_str_add(out, "null");
  ct_str_add(out, ",\"verticalAlign\":");
  if (s->vertical_align)
    write_string(s->vertical_align, out);
  else
    ct_str_add(out, "null");
  ct_str_add(out, "}");
}

static void write_collator(const struct ct_collator *c, struct ct_str *out) {
  static const char *const names[2][2] = {{"base", "accent"}, {"case", "variant"}};
  ct_str_addf(out, "{\"sensitivity\":\"%s\",\"locale\":", names[c->case_sensitive][c->diacritic_sensitive]);
  if (c->locale)
    write_string(c->locale, out);
  else
    ct_str_add(out, "null");
  ct_str_add(out, ",\"collator\":{}}");
}

void ct_val_write_json(const struct ct_val *v, struct ct_str *out) {
  switch (v->kind) {
    case CT_KIND_NUMBER:
      write_number(v->u.number, out);
      break;
    case CT_KIND_STRING:
      write_string(v->u.string, out);
      break;
    case CT_KIND_BOOLEAN:
      ct_str_add(out, v->u.boolean ? "true" : "false");
      break;
    case CT_KIND_COLOR:
      write_color(&v->u.color, out);
      break;
    case CT_KIND_OBJECT:
      if (v->u.object)
        write_document(v->u.object, out);
      else
        ct_str_add(out, "{}");
      break;
    case CT_KIND_ARRAY:
      write_list(v, out);
      break;
    case CT_KIND_PADDING:
    case CT_KIND_NUMBER_ARRAY:
    case CT_KIND_COLOR_ARRAY:
    case CT_KIND_ANCHORS:
      ct_str_add(out, "{\"values\":");
      write_list(v, out);
      ct_str_add(out, "}");
      break;
    case CT_KIND_FORMATTED:
      ct_str_add(out, "{\"sections\":[");
      for (uint32_t i = 0; i < v->n; i++) {
        if (i) ct_str_add(out, ",");
        write_section(&v->u.sections[i], out);
      }
      ct_str_add(out, "]}");
      break;
    case CT_KIND_IMAGE:
      write_image(v, out);
      break;
    case CT_KIND_PROJECTION:
      ct_str_add(out, "{\"from\":");
      write_string(v->u.projection.from, out);
      ct_str_add(out, ",\"to\":");
      write_string(v->u.projection.to, out);
      ct_str_add(out, ",\"transition\":");
      write_number(v->u.projection.transition, out);
      ct_str_add(out, "}");
      break;
    case CT_KIND_COLLATOR:
      write_collator(v->u.collator, out);
      break;
    default:
      ct_str_add(out, "null");
  }
}

const char *ct_val_json(const struct ct_val *v, struct ct_arena *a) {
  struct ct_str out = {.arena = a};
  ct_val_write_json(v, &out);
  return ct_str_text(&out);
}

static const char *color_text(const struct ct_rgba *c, struct ct_arena *a) {
  double p[4];
  char buf[64];
  ct_rgba_split(c, p);
  return ct_arena_printf(a, "rgba(%.0f,%.0f,%.0f,%s)", floor(p[0] * 255 + .5), floor(p[1] * 255 + .5),
                         floor(p[2] * 255 + .5), ct_val_number_text(p[3], buf));
}

static const char *formatted_text(const struct ct_val *v, struct ct_arena *a) {
  if (v->n == 1) return v->u.sections[0].text;
  struct ct_str out = {.arena = a};
  for (uint32_t i = 0; i < v->n; i++) ct_str_add(&out, v->u.sections[i].text);
  return ct_str_text(&out);
}

static const char *projection_text(const struct ct_val *v, struct ct_arena *a) {
  if (strcmp(v->u.projection.from, v->u.projection.to) == 0 && v->u.projection.transition == 1)
    return v->u.projection.from;
  const struct ct_val parts[] = {ct_val_string(v->u.projection.from), ct_val_string(v->u.projection.to),
                                 ct_val_number(v->u.projection.transition)};
  struct ct_val list = ct_val_list(CT_KIND_ARRAY, parts, 3);
  return ct_val_json(&list, a);
}

const char *ct_val_text(const struct ct_val *v, struct ct_arena *a) {
  char buf[64];
  switch (v->kind) {
    case CT_KIND_NULL:
      return "";
    case CT_KIND_NUMBER:
      return ct_arena_strdup(a, ct_val_number_text(v->u.number, buf));
    case CT_KIND_STRING:
      return v->u.string;
    case CT_KIND_BOOLEAN:
      return v->u.boolean ? "true" : "false";
    case CT_KIND_COLOR:
      return color_text(&v->u.color, a);
    case CT_KIND_FORMATTED:
      return formatted_text(v, a);
    case CT_KIND_IMAGE:
      return v->u.image.name;
    case CT_KIND_PROJECTION:
      return projection_text(v, a);
    case CT_KIND_PADDING:
    case CT_KIND_NUMBER_ARRAY:
    case CT_KIND_COLOR_ARRAY:
    case CT_KIND_ANCHORS: {
      struct ct_val list = *v;
      list.kind = CT_KIND_ARRAY;
      return ct_val_json(&list, a);
    }
    default:
      return ct_val_json(v, a);
  }
}

const char *ct_val_script_text(const struct ct_val *v, struct ct_arena *a) {
  if (v->kind == CT_KIND_NULL) return "null";
  if (v->kind == CT_KIND_OBJECT) return "[object Object]";
  if (v->kind != CT_KIND_ARRAY) return ct_val_text(v, a);
  struct ct_str s = {.arena = a};
  for (uint32_t i = 0; i < v->n; i++) {
    const struct ct_val *item = &v->u.list.items[i];
    ct_str_addf(&s, "%s%s", i ? "," : "", item->kind == CT_KIND_NULL ? "" : ct_val_script_text(item, a));
  }
  return ct_str_text(&s);
}

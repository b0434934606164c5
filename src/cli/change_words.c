// SPDX-License-Identifier: MIT
// Change, words: one change in words and as JSON.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "say.h"

const char *ct_cli_change_name(enum ct_change_kind kind) {
  static const char *const names[CT_CHANGE_KINDS] = {
      [CT_ADDED] = "added", [CT_CHANGED] = "changed", [CT_MOVED] = "moved", [CT_REMOVED] = "removed"};
  return names[kind];
}

// ---- JSON

// The shortest digits that read back as the number.
static void put_number(FILE *to, double x) {
  char buf[40];
  int digits = 15;
  do snprintf(buf, sizeof buf, "%.*g", digits, x);
  while (strtod(buf, NULL) != x && ++digits <= 17);
  fputs(buf, to);
}

static void put_place(FILE *to, const char *key, double lon, double lat) {
  fputs(key, to);
  if (isnan(lon) || isnan(lat)) {
    fputs("null", to);
    return;
  }
  fputc('[', to);
  put_number(to, lon);
  fputc(',', to);
  put_number(to, lat);
  fputc(']', to);
}

void ct_cli_change_put_members(FILE *to, const struct ct_change *c) {
  fprintf(to, "\"change\":\"%s\",\"data\":", ct_cli_change_name(c->kind));
  ct_cli_put_json(to, c->data);
  fputs(",\"id\":", to);
  ct_cli_put_json(to, c->id);
  fputs(",\"name\":", to);
  ct_cli_put_json(to, c->name);
  put_place(to, ",\"from\":", c->from_lon, c->from_lat);
  put_place(to, ",\"to\":", c->to_lon, c->to_lat);
  if (isnan(c->moved_m))
    fputs(",\"moved_m\":null", to);
  else
    fprintf(to, ",\"moved_m\":%.3f", c->moved_m);
  fputs(",\"fields\":[", to);
  for (size_t i = 0; i < c->nfields; i++) {
    fputs(i ? ",{\"name\":" : "{\"name\":", to);
    ct_cli_put_json(to, c->fields[i].name);
    fputs(",\"from\":", to);
    ct_cli_put_json(to, c->fields[i].from);
    fputs(",\"to\":", to);
    ct_cli_put_json(to, c->fields[i].to);
    fputc('}', to);
  }
  fputs("]", to);
}

// ---- Words

static void put_distance(FILE *to, double m) {
  if (m < 10)
    fprintf(to, "%.1f m", m);
  else if (m < 999.5)
    fprintf(to, "%.0f m", m);
  else if (m < 99950)
    fprintf(to, "%.1f km", m / 1000);
  else
    fprintf(to, "%.0f km", m / 1000);
}

static void put_where(FILE *to, double lon, double lat) {
  fprintf(to, "%.4f %s, %.4f %s", fabs(lat), lat < 0 ? "S" : "N", fabs(lon), lon < 0 ? "W" : "E");
}

static bool put_moves(FILE *to, const struct ct_change *c) {
  bool was = !isnan(c->from_lon), is = !isnan(c->to_lon);
  if (c->kind == CT_ADDED && is) {
    put_where(to, c->to_lon, c->to_lat);
  } else if (c->kind == CT_MOVED && was && is) {
    put_distance(to, c->moved_m);
    if (c->moved_to) fprintf(to, " %s", c->moved_to);
  } else if (c->kind == CT_MOVED && is) {
    fputs("now placed, at ", to);
    put_where(to, c->to_lon, c->to_lat);
  } else if (c->kind == CT_MOVED) {
    fputs("no longer placed, was at ", to);
    put_where(to, c->from_lon, c->from_lat);
  } else if (c->kind == CT_ADDED) {
    fputs("without a position", to);
  } else if (c->kind == CT_CHANGED && !c->nfields) {
    fputs("how its position is told", to);
  } else {
    return false;
  }
  return true;
}

static void put_value(FILE *to, const char *text, bool whole) {
  enum { MOST = 60 };
  char buf[4 * MOST + 8];
  size_t n = 0, length = 0;
  if (!text) {
    fputs("(none)", to);
    return;
  }
  for (; text[n] && length < MOST; length++)
    for (n++; ((unsigned char)text[n] & 0xc0) == 0x80;) n++;
  if (whole || !text[n] || n > 4 * MOST) {
    ct_cli_put_text(to, text);
    return;
  }
  memcpy(buf, text, n);
  memcpy(buf + n, "\u2026", 4);
  ct_cli_put_text(to, buf);
}

void ct_cli_change_put_words(FILE *to, const struct ct_change *c, int indent, bool whole) {
  bool begun = put_moves(to, c);
  for (size_t i = 0; i < c->nfields; i++) {
    const struct ct_change_field *f = &c->fields[i];
    if (begun) fprintf(to, "\n%*s", indent, "");
    begun = true;
    // The geometry of lines and areas, told by digests that nobody reads.
    if (strcmp(f->name, "(shape)") == 0) {
      fputs("shape", to);
      if (c->moved_m >= 0.5) {
        fputs(", its middle by ", to);
        put_distance(to, c->moved_m);
      }
      continue;
    }
    ct_cli_put_text(to, f->name);
    fputs(": ", to);
    put_value(to, f->from, whole);
    fputs(" -> ", to);
    put_value(to, f->to, whole);
  }
}

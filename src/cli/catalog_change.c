// SPDX-License-Identifier: MIT
// Change: what became of a feature, for people and for programs.
#include "catalog_change.h"

#include <cartouche.h>
#include <math.h>
#include <string.h>

#include "say.h"

static const char *const words[CT_CHANGE_KINDS] = {"added", "changed", "moved", "removed"};

const char *ct_cli_catalog_change_word(const struct ct_change *c) {
  return words[c->kind];
}

// Where it went, by the eight winds; bearings of a rhumb line, which near and far are what a map shows.
static const char *wind(const struct ct_change *c) {
  static const char *const winds[] = {"N", "NE", "E", "SE", "S", "SW", "W", "NW"};
  const double degree = acos(-1) / 180;
  double dlon = remainder(c->to_lon - c->from_lon, 360);
  double up = asinh(tan(c->to_lat * degree)) - asinh(tan(c->from_lat * degree));
  double turn = atan2(dlon * degree, up) / degree;
  return winds[((int)floor((turn + 382.5) / 45)) % 8];
}

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

// Long texts are cut at a character.
static void put_value(FILE *to, const char *text) {
  enum { MOST = 60 };
  char cut[MOST + 8];
  if (!text) {
    fputs("(none)", to);
    return;
  }
  size_t n = strlen(text);
  if (n > MOST) {
    for (n = MOST; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;) n--;
    memcpy(cut, text, n);
    strcpy(cut + n, " ...");
    text = cut;
  }
  ct_cli_put_text(to, text);
}

static void put_place(FILE *to, double lon, double lat) {
  if (isnan(lon))
    fputs("no position", to);
  else
    fprintf(to, "%.5f, %.5f", lat, lon);
}

static void put_move(FILE *to, const struct ct_change *c) {
  if (isnan(c->moved_m)) {
    fputs("moved from ", to);
    put_place(to, c->from_lon, c->from_lat);
    fputs(" to ", to);
    put_place(to, c->to_lon, c->to_lat);
    return;
  }
  fputs("moved ", to);
  put_distance(to, c->moved_m);
  fprintf(to, " %s", wind(c));
}

void ct_cli_catalog_change_put_text(FILE *to, const struct ct_change *c) {
  if (c->kind == CT_MOVED)
    put_move(to, c);
  else
    fputs(words[c->kind], to);
  if (c->kind == CT_ADDED) {
    fputs(isnan(c->to_lon) ? ", " : " at ", to);
    put_place(to, c->to_lon, c->to_lat);
  }
  if (c->kind == CT_CHANGED && !c->nfields) fputs(" in how its position is told", to);
  if (c->kind != CT_CHANGED && c->kind != CT_MOVED) return;
  for (size_t i = 0; i < c->nfields; i++) {
    fputs(i ? "; " : c->kind == CT_MOVED ? "; " : ": ", to);
    put_value(to, c->fields[i].name);
    if (c->fields[i].name[0] == '(') continue;  // the shape, whose values are digests
    fputs(": ", to);
    put_value(to, c->fields[i].from);
    fputs(" -> ", to);
    put_value(to, c->fields[i].to);
  }
}

static void put_json_place(FILE *to, const char *key, double lon, double lat) {
  if (isnan(lon))
    fprintf(to, ",\"%s\":null", key);
  else
    fprintf(to, ",\"%s\":[%.9g,%.9g]", key, lon, lat);
}

void ct_cli_catalog_change_put_json(FILE *to, const struct ct_change *c) {
  fprintf(to, "\"change\":\"%s\",\"data\":", words[c->kind]);
  ct_cli_put_json(to, c->data);
  fputs(",\"id\":", to);
  ct_cli_put_json(to, c->id);
  fputs(",\"name\":", to);
  ct_cli_put_json(to, c->name);
  put_json_place(to, "from", c->from_lon, c->from_lat);
  put_json_place(to, "to", c->to_lon, c->to_lat);
  if (c->kind == CT_MOVED && !isnan(c->moved_m)) fprintf(to, ",\"moved_m\":%.2f", c->moved_m);
  fputs(",\"fields\":[", to);
  for (size_t i = 0; i < c->nfields; i++) {
    fputs(i ? ",{\"name\":" : "{\"name\":", to);
    ct_cli_put_json(to, c->fields[i].name);
    fputs(",\"from\":", to);
    ct_cli_put_json(to, c->fields[i].from);
    fputs(",\"to\":", to);
    ct_cli_put_json(to, c->fields[i].to);
    fputs("}", to);
  }
  fputs("]", to);
}

void ct_cli_catalog_change_put_counts(FILE *to, const size_t count[], int json) {
  for (int i = 0; i < CT_CHANGE_KINDS; i++) {
    if (json)
      fprintf(to, "%s\"%s\":%zu", i ? "," : "{\"summary\":{", words[i], count[i]);
    else
      fprintf(to, "%s%zu %s", i ? ", " : "", count[i], words[i]);
  }
  fputs(json ? "}}\n" : "\n", to);
}

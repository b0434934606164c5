// SPDX-License-Identifier: MIT
// SVG features: what elements are told of the rows they are drawn from: id, columns, name.
#include "write/svg_feature.h"

#include <string.h>

#include "base/str.h"
#include "model/scene.h"
#include "model/table.h"
#include "write/svg_out.h"

// Letters that every version of XML allows in a name: those of Latin, Cyrillic, Hangul, kana and the common Han.
static bool is_letter(unsigned c) {
  static const unsigned ranges[][2] = {{0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x131},
                                       {0x410, 0x44F},   {0x3041, 0x3094}, {0x30A1, 0x30FA},
                                       {0x4E00, 0x9FA5}, {0xAC00, 0xD7A3}};
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.') return true;
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (c >= ranges[i][0] && c <= ranges[i][1]) return true;
  return false;
}

// "Dprk Vessel" as data-dprk_vessel: scripts know no capitals there.
static const char *attribute_of(struct ct_arena *a, const char *column) {
  struct ct_str out = {.arena = a};
  ct_str_add(&out, "data-");
  for (const char *p = column; *p;) {
    const char *from = p;
    unsigned c = ct_utf8_next(&p);
    char lower = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (c < 0x80 && is_letter((unsigned char)lower))
      ct_str_add_n(&out, &lower, 1);
    else if (c >= 0x80 && is_letter(c))
      ct_str_add_n(&out, from, (size_t)(p - from));
    else
      ct_str_add(&out, "_");
  }
  return ct_str_text(&out);
}

static bool is_taken(const struct ct_svg *s, const char *name, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(s->data_names[i], name) == 0) return true;
  return false;
}

void ct_svg_columns_begin(struct ct_svg *s, const char *const *columns, size_t n) {
  s->columns = columns;
  s->ncolumns = n;
  s->data_names = CT_NEW_N(s->arena, const char *, n + 1);
  for (size_t i = 0; i < n; i++) {
    const char *plain = attribute_of(s->arena, columns[i]), *name = plain;
    for (int k = 2; is_taken(s, name, i); k++) name = ct_arena_printf(s->arena, "%s-%d", plain, k);
    s->data_names[i] = name;
  }
}

struct ct_svg_rows ct_svg_rows_of(struct ct_svg *s, const struct ct_group *g) {
  if (!g->table) return s->rows;
  struct ct_svg_rows rows = {g->table, g->names, CT_NEW_N(s->arena, int, s->ncolumns + 1)};
  for (size_t i = 0; i < s->ncolumns; i++) rows.columns[i] = ct_table_column(g->table, s->columns[i]);
  return rows;
}

void ct_svg_feature_id(struct ct_svg *s, size_t row) {
  const char *id = ct_svg_id(s, ct_arena_printf(&s->scratch, "%s-%zu", s->layer, row + 1));
  ct_svg_put(s, " id=\"");
  ct_svg_put(s, id);
  ct_svg_put(s, "\"");
}

void ct_svg_feature_data(struct ct_svg *s, size_t row) {
  const struct ct_svg_rows *r = &s->rows;
  if (!r->table || row >= r->table->n) return;
  for (size_t i = 0; i < s->ncolumns; i++) {
    char buf[32];
    const char *text = r->columns[i] >= 0 ? ct_table_text(r->table, r->columns[i], row, buf) : NULL;
    if (text) ct_svg_attr_text(s, s->data_names[i], text);
  }
}

bool ct_svg_feature_title(struct ct_svg *s, size_t row) {
  const struct ct_svg_rows *r = &s->rows;
  const char *name = r->table && r->names && row < r->table->n ? r->names[row] : NULL;
  if (!name) return false;
  ct_svg_put(s, "<title>");
  ct_svg_text(s, name, strlen(name));
  ct_svg_put(s, "</title>");
  return true;
}

void ct_svg_feature_end(struct ct_svg *s, const char *element, size_t row) {
  const struct ct_svg_rows *r = &s->rows;
  if (!r->table || !r->names || row >= r->table->n || !r->names[row]) {
    ct_svg_put(s, "/>");
    return;
  }
  ct_svg_put(s, ">");
  ct_svg_feature_title(s, row);
  ct_svg_put(s, "</");
  ct_svg_put(s, element);
  ct_svg_put(s, ">");
}

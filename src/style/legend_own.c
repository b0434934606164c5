// SPDX-License-Identifier: MIT
// Own looks in the legend: what rows that bring their own look have in common.
#include "style/legend_own.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "model/item.h"
#include "model/simplestyle.h"
#include "model/table.h"
#include "style/style.h"

enum { MOST = 12 };

// Every item with the number of its look and of its value.
struct sorted {
  const struct ct_items *items;
  const char *name;
  struct ct_arena *a;
  uint32_t *look;
  size_t nlooks;
};

static const struct ct_color *color_of(const struct ct_items *it, uint32_t style) {
  switch (it->type) {
    case CT_LAYER_FILL:
      return &it->styles.fill[style].color;
    case CT_LAYER_LINE:
      return &it->styles.line[style].color;
    case CT_LAYER_CIRCLE:
      return &it->styles.circle[style].color;
    case CT_LAYER_SYMBOL:
      return &it->styles.symbol[style].icon_color;
    default:
      return NULL;
  }
}

static uint32_t style_at(const struct ct_items *it, size_t k) {
  return it->style ? it->style[k] : 0;
}

static const char *icon_of(const struct ct_items *it, uint32_t style) {
  return it->type == CT_LAYER_SYMBOL ? it->styles.symbol[style].icon : "";
}

// The colour of an area's edge as the row has it; "" for none.
static const char *edge_at(const struct ct_items *it, size_t k) {
  int c = it->type == CT_LAYER_FILL ? ct_table_column(it->table, ct_simplestyle_names[CT_SIMPLE_STROKE]) : -1;
  if (c < 0 || it->table->columns[c].type != CT_COLUMN_STRING) return "";
  const char *s = it->table->columns[c].string[it->feature[k]];
  return s ? s : "";
}

// What is seen of an item, but for its name.
static size_t print_look(const struct ct_items *it, size_t k, char *out, size_t size) {
  uint32_t s = style_at(it, k);
  const struct ct_color *c = color_of(it, s);
  double more = it->type == CT_LAYER_LINE     ? it->styles.line[s].width
                : it->type == CT_LAYER_SYMBOL ? it->styles.symbol[s].icon_size
                                              : 0;
  int n = snprintf(out, size, "%.3f %.3f %.3f %.3f %.2f %.60s %.40s", c->r, c->g, c->b, c->a, more,
                   icon_of(it, s), edge_at(it, k));
  return n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1;
}

static void sort_looks(struct sorted *s) {
  struct ct_map looks = {.arena = s->a};
  s->look = CT_NEW_N(s->a, uint32_t, s->items->n);
  for (size_t k = 0; k < s->items->n; k++) {
    char text[256];
    size_t n = print_look(s->items, k, text, sizeof text);
    s->look[k] = (uint32_t)ct_map_add(&looks, text, n, looks.n, NULL)->value;
  }
  s->nlooks = looks.n;
}

static const char *value_at(const struct sorted *s, int column, size_t k) {
  const struct ct_column *c = &s->items->table->columns[column];
  const char *v = c->string[s->items->feature[k]];
  return v && *v ? v : s->name;
}

// Do the column's values, few of them, go with one look each? Their entries, or 0.
static size_t by_value(const struct sorted *s, int column, struct ct_own_entry *out) {
  struct ct_map values = {.arena = s->a};
  uint32_t look[MOST];
  for (size_t k = 0; k < s->items->n; k++) {
    const char *v = value_at(s, column, k);
    bool added;
    size_t i = ct_map_add_string(&values, v, values.n, &added)->value;
    if (i >= MOST || strlen(v) > 60) return 0;
    if (added) {
      look[i] = s->look[k];
      out[i] = (struct ct_own_entry){.first = k, .label = v};
    }
    if (look[i] != s->look[k]) return 0;
    out[i].n++;
  }
  return values.n;
}

static bool may_name(const struct ct_table *t, int column) {
  const char *name = t->columns[column].name;
  if (t->columns[column].type != CT_COLUMN_STRING) return false;
  for (int i = 0; i < CT_SIMPLE_COLUMNS; i++)
    if (strcmp(name, ct_simplestyle_names[i]) == 0) return false;
  return !ct_same_nocase(name, "name") && !ct_same_nocase(name, "title") &&
         !ct_same_nocase(name, "description");
}

static const char *color_word(const struct ct_color *c) {
  double most = fmax(c->r, fmax(c->g, c->b)), least = fmin(c->r, fmin(c->g, c->b)), range = most - least;
  if (range < 0.12) return most > 0.9 ? "white" : most < 0.25 ? "black" : "grey";
  double hue = most == c->r   ? 60 * fmod((c->g - c->b) / range + 6, 6)
               : most == c->g ? 60 * ((c->b - c->r) / range + 2)
                              : 60 * ((c->r - c->g) / range + 4);
  static const struct {
    double below;
    const char *word;
  } hues[] = {{15, "red"},   {42, "orange"},  {68, "yellow"}, {165, "green"}, {200, "light blue"},
              {255, "blue"}, {290, "purple"}, {340, "pink"},  {361, "red"}};
  if (hue >= 15 && hue < 42 && most < 0.65) return "brown";
  size_t i = 0;
  while (hue >= hues[i].below) i++;
  return hues[i].word;
}

// "airport, red"; plain marks by colour alone.
static const char *look_word(const struct sorted *s, size_t k) {
  uint32_t style = style_at(s->items, k);
  const struct ct_color *c = color_of(s->items, style);
  const char *icon = icon_of(s->items, style);
  const char *word = color_word(c);
  if (c->a == 0) {
    struct ct_color edge;
    word = ct_color_parse(edge_at(s->items, k), &edge) ? color_word(&edge) : "no fill";
  }
  bool plain = !icon[0] || strcmp(icon, "circle") == 0;
  return plain ? word : ct_arena_printf(s->a, "%s, %s", icon, word);
}

static const char *look_label(const struct sorted *s, int folder, size_t k, bool shared) {
  const char *word = look_word(s, k);
  if (folder < 0 || shared) return ct_arena_printf(s->a, "%s (%s)", s->name, word);
  return ct_arena_printf(s->a, "%s (%s)", value_at(s, folder, k), word);
}

static size_t by_look(const struct sorted *s, int folder, struct ct_own_entry *out) {
  size_t n = s->nlooks > MOST ? MOST + 1 : s->nlooks;
  bool *shared = CT_NEW_N(s->a, bool, n);
  memset(out, 0, n * sizeof *out);
  for (size_t k = 0; k < s->items->n; k++) {
    size_t i = s->look[k] < MOST ? s->look[k] : MOST;
    if (out[i].n++ == 0) out[i].first = k;
    if (folder >= 0 && strcmp(value_at(s, folder, k), value_at(s, folder, out[i].first)) != 0)
      shared[i] = true;
  }
  for (size_t i = 0; i < n; i++)
    out[i].label = i == MOST ? "Others, each in its own look"
                   : n == 1  ? s->name
                             : look_label(s, folder, out[i].first, shared[i]);
  return n;
}

// "My places / Ports", "My places / Mines": what all folders of the table have in front tells
// nothing. *common is a folder that begins with it; returns its length.
static size_t common_folders(const struct ct_column *folder, size_t rows, const char **common) {
  const char *first = NULL;
  for (size_t i = 0; i < rows && !first; i++) first = folder->string[i];
  *common = first;
  for (size_t size = 0;;) {
    const char *slash = first ? strstr(first + size, " / ") : NULL;
    if (!slash) return size;
    size_t longer = (size_t)(slash - first) + 3;
    for (size_t i = 0; i < rows; i++)
      if (folder->string[i] && strncmp(folder->string[i], first, longer) != 0) return size;
    size = longer;
  }
}

static void strip_folders(const struct sorted *s, int folder, struct ct_own_entry *v, size_t n) {
  const char *common;
  size_t size = common_folders(&s->items->table->columns[folder], s->items->table->n, &common);
  for (size_t i = 0; size && i < n; i++)
    if (strncmp(v[i].label, common, size) == 0) v[i].label += size;
}

static void add_edges(const struct sorted *s, struct ct_own_entry *v, size_t n) {
  if (s->items->type != CT_LAYER_FILL) return;
  for (size_t i = 0; i < n; i++) {
    struct ct_fill_style *f = CT_NEW(s->a, struct ct_fill_style);
    *f = s->items->styles.fill[style_at(s->items, v[i].first)];
    ct_color_parse(edge_at(s->items, v[i].first), &f->outline);
    v[i].fill = f;
  }
}

size_t ct_legend_own(const struct ct_items *items, const char *name, struct ct_arena *a,
                     struct ct_own_entry **out) {
  struct sorted s = {.items = items, .name = name, .a = a};
  struct ct_own_entry *v = *out = CT_NEW_N(a, struct ct_own_entry, MOST + 1);
  if (!items->n || !items->table || !color_of(items, 0)) return 0;
  sort_looks(&s);
  int folder = ct_table_column(items->table, "folder");
  if (folder >= 0 && !may_name(items->table, folder)) folder = -1;
  size_t n = folder >= 0 ? by_value(&s, folder, v) : 0;
  if (s.nlooks == 1 && n > 1) n = 0;  // one look, one entry
  for (int c = 0; !n && s.nlooks > 1 && c < (int)items->table->ncolumns; c++)
    if (may_name(items->table, c)) n = by_value(&s, c, v);
  if (!n) n = by_look(&s, folder, v);
  if (folder >= 0) strip_folders(&s, folder, v, n);
  add_edges(&s, v, n);
  return n;
}

// SPDX-License-Identifier: MIT
// Stack texts: what one mark says for all that it stands for.
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "label/stack.h"
#include "model/item.h"

#define TIMES "\u00d7"
#define EN_SPACE "\u2002"
#define EM_SPACE "\u2003"

enum { NAMES_MOST = 3, NAME_LETTERS_MOST = 24, LINES_MOST = 14 };

// A text that n members have.
struct line {
  const struct ct_rich_text *text;  // NULL: none
  const char *date;                 // NULL: none
  size_t n, letters;
  uint32_t look;
};

struct lines {
  ct_vec(struct line) v;
};

static const char *plain(struct ct_arena *a, const struct ct_rich_text *t) {
  if (t->n == 1 && t->spans[0].text) return t->spans[0].text;
  struct ct_str s = {.arena = a};
  for (size_t i = 0; i < t->n; i++)
    if (t->spans[i].text) ct_str_add(&s, t->spans[i].text);
  return ct_str_text(&s);
}

static size_t letters(const char *s) {
  size_t n = 0;
  for (; *s; s++) n += ((unsigned char)*s & 0xC0) != 0x80;
  return n;
}

// Equal lines once, in the order of the first of each. Returns how many members have a text or a date.
static size_t collect(struct ct_arena *a, const struct ct_items *items, size_t n, const uint32_t *item,
                      const char *const *dates, bool looks, struct lines *out) {
  struct ct_map seen = {.arena = a};
  size_t filled = 0;
  for (size_t i = 0; i < n; i++) {
    struct line l = {.n = 1, .date = dates ? dates[i] : NULL};
    const char *words = items->text ? plain(a, &items->text[item[i]]) : "";
    if (words[strspn(words, " \n")]) l.text = &items->text[item[i]];
    if (!l.text && !l.date) continue;
    filled++;
    l.letters = letters(words);
    l.look = looks && items->style ? items->style[item[i]] : 0;
    bool added;
    const char *key = ct_arena_printf(a, "%u %s\n%s", l.look, l.date ? l.date : "", words);
    struct ct_map_entry *e = ct_map_add_string(&seen, key, out->v.n, &added);
    if (added)
      ct_vec_push(a, &out->v, l);
    else if (out->v.v)
      out->v.v[e->value].n++;
  }
  return filled;
}

// ---- Putting texts together

struct spans {
  struct ct_arena *a;
  ct_vec(struct ct_span) v;
};

static void add_words(struct spans *s, const char *words) {
  ct_vec_push(s->a, &s->v, ((struct ct_span){.text = words, .scale = 1}));
}

static void add_line(struct spans *s, const struct line *l) {
  if (l->date) add_words(s, l->date);
  if (l->date && l->text) add_words(s, EN_SPACE);
  for (size_t i = 0; l->text && i < l->text->n; i++) ct_vec_push(s->a, &s->v, l->text->spans[i]);
  if (l->n > 1) add_words(s, ct_arena_printf(s->a, CT_NB_SPACE TIMES "%s", ct_format_count(s->a, l->n)));
}

static const struct ct_rich_text *finish(const struct spans *s) {
  struct ct_rich_text *t = CT_NEW(s->a, struct ct_rich_text);
  *t = (struct ct_rich_text){s->v.n, s->v.v};
  return t;
}

// The commonest first; among equals the order stays (few lines: sorting by insertion).
static void commonest_first(struct lines *l) {
  for (size_t i = 1; i < l->v.n; i++) {
    struct line x = l->v.v[i];
    size_t k = i;
    for (; k > 0 && l->v.v[k - 1].n < x.n; k--) l->v.v[k] = l->v.v[k - 1];
    l->v.v[k] = x;
  }
}

static bool any_comma(struct ct_arena *a, const struct lines *l, size_t shown) {
  for (size_t i = 0; i < shown; i++)
    if (strchr(plain(a, l->v.v[i].text), ',')) return true;
  return false;
}

const struct ct_rich_text *ct_stack_names(struct ct_arena *a, const struct ct_items *items, size_t n,
                                          const uint32_t *item, bool *own_lines) {
  struct lines l = {0};
  size_t filled = collect(a, items, n, item, NULL, false, &l), longest = 0, told = 0;
  *own_lines = false;
  if (!l.v.n) return NULL;
  if (l.v.n == 1) return l.v.v[0].text;
  commonest_first(&l);
  size_t shown = l.v.n <= NAMES_MOST ? l.v.n : NAMES_MOST - 1;
  for (size_t i = 0; i < shown; i++) longest = l.v.v[i].letters > longest ? l.v.v[i].letters : longest;
  *own_lines = longest <= NAME_LETTERS_MOST;
  const char *between = *own_lines ? "\n" : any_comma(a, &l, shown) ? "; " : ", ";
  struct spans s = {.a = a};
  for (size_t i = 0; i < shown; i++) {
    if (i) add_words(&s, between);
    add_line(&s, &l.v.v[i]);
    told += l.v.v[i].n;
  }
  if (told < filled)
    add_words(
        &s, ct_arena_printf(a, "%sand %s more", *own_lines ? "\n" : " ", ct_format_count(a, filled - told)));
  return finish(&s);
}

void ct_stack_list(struct ct_arena *a, const struct ct_items *items, size_t n, const uint32_t *item,
                   const char *const *dates, bool looks, struct ct_stack_list *out) {
  struct lines l = {0};
  size_t filled = collect(a, items, n, item, dates, looks, &l), told = 0;
  *out = (struct ct_stack_list){0};
  if (!l.v.n) return;
  size_t shown = l.v.n <= LINES_MOST ? l.v.n : LINES_MOST - 1;
  struct spans s = {.a = a};
  uint32_t *look = CT_NEW_N(a, uint32_t, shown + 1);
  for (size_t i = 0; i < shown; i++) {
    if (i) add_words(&s, "\n");
    if (looks) add_words(&s, EM_SPACE EN_SPACE);
    add_line(&s, &l.v.v[i]);
    look[i] = l.v.v[i].look;
    told += l.v.v[i].n;
  }
  look[shown] = UINT32_MAX;
  if (told < filled)
    add_words(&s, ct_arena_printf(a, "\n%sand %s more, %s in all", looks ? EM_SPACE EN_SPACE : "",
                                  ct_format_count(a, filled - told), ct_format_count(a, n)));
  *out = (struct ct_stack_list){finish(&s), shown + (told < filled), look};
}

// SPDX-License-Identifier: MIT
// Change: lines kept until their group is whole, then put in columns.
#include "change.h"

#include <stdlib.h>
#include <string.h>

#include "say.h"

struct ct_cli_change_line {
  enum ct_change_kind kind;
  size_t number;  // as it came
  size_t group;   // of its data
  char *name;
  char *words;  // a line each
};

static const char signs[CT_CHANGE_KINDS] = {
    [CT_ADDED] = '+', [CT_CHANGED] = '~', [CT_MOVED] = '>', [CT_REMOVED] = '-'};

// ---- Keeping

static struct ct_cli_change_line *room(struct ct_cli_changes *c, struct ct_cli_change_line **v, size_t *n,
                                       size_t *cap) {
  if (*n == *cap) {
    size_t more = *cap ? *cap * 2 : 64;
    struct ct_cli_change_line *grown = realloc(*v, more * sizeof *grown);
    if (!grown) {
      c->short_of_memory = true;
      return NULL;
    }
    *v = grown;
    *cap = more;
  }
  struct ct_cli_change_line *l = &(*v)[(*n)++];
  *l = (struct ct_cli_change_line){.number = *n};
  return l;
}

// What a person calls it, with the id where that says more.
static void put_name(FILE *to, const struct ct_change *c) {
  bool told = c->name && *c->name;
  if (told && strncmp(c->id, c->name, strlen(c->name)) != 0) {
    ct_cli_put_text(to, c->name);
    fputs(" (", to);
    ct_cli_put_text(to, c->id);
    fputc(')', to);
  } else {
    ct_cli_put_text(to, c->id);
  }
}

typedef void put_fn(FILE *to, const struct ct_change *c, bool whole);

static void name_of(FILE *to, const struct ct_change *c, bool whole) {
  (void)whole;
  put_name(to, c);
}

static void words_of(FILE *to, const struct ct_change *c, bool whole) {
  ct_cli_change_put_words(to, c, 0, whole);
}

static char *text_of(put_fn *put, const struct ct_change *c, bool whole) {
  char *text = NULL;
  size_t size;
  FILE *to = open_memstream(&text, &size);
  if (!to) return NULL;
  put(to, c, whole);
  if (fclose(to) == 0) return text;
  free(text);
  return NULL;
}

// The number of that data entry, by when the first of it came.
static size_t group_of(struct ct_cli_changes *c, const char *data) {
  size_t i = 0;
  while (i < c->ngroups && strcmp(c->groups[i], data) != 0) i++;
  if (i < c->ngroups) return i;
  char **grown = realloc(c->groups, (c->ngroups + 1) * sizeof *grown), *copy = strdup(data);
  if (grown) c->groups = grown;
  if (!grown || !copy) {
    c->short_of_memory = true;
    free(copy);
    return 0;
  }
  c->groups[c->ngroups] = copy;
  return c->ngroups++;
}

void ct_cli_changes_take(void *user, const struct ct_change *change) {
  struct ct_cli_changes *c = user;
  if (c->quiet) return;
  if (c->json) {
    putchar('{');
    ct_cli_change_put_members(stdout, change);
    puts("}");
    return;
  }
  struct ct_cli_change_line *l = room(c, &c->v, &c->n, &c->cap);
  if (!l) return;
  l->kind = change->kind;
  l->group = group_of(c, change->data);
  l->name = text_of(name_of, change, c->all);
  l->words = text_of(words_of, change, c->all);
  if (!l->name || !l->words) c->short_of_memory = true;
}

static bool is_digest(const char *text) {
  return text && strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

// Twelve digits of a digest tell as much to a reader.
static void put_side(FILE *to, const char *text) {
  if (!text || !*text)
    fputs(text ? "(no digest)" : "(none)", to);
  else if (is_digest(text))
    fprintf(to, "%.12s", text);
  else
    ct_cli_put_text(to, text);
}

void ct_cli_changes_made(void *user, const char *what, const char *from, const char *to) {
  struct ct_cli_changes *c = user;
  if (c->quiet) return;
  if (c->json) {
    fputs("{\"made\":", stdout);
    ct_cli_put_json(stdout, what);
    fputs(",\"from\":", stdout);
    ct_cli_put_json(stdout, from);
    fputs(",\"to\":", stdout);
    ct_cli_put_json(stdout, to);
    fputs("}\n", stdout);
    return;
  }
  struct ct_cli_change_line *l = room(c, &c->made, &c->nmade, &c->made_cap);
  size_t size;
  FILE *words = l ? open_memstream(&l->words, &size) : NULL;
  if (words) {
    put_side(words, from);
    fputs(" -> ", words);
    put_side(words, to);
  }
  if (l) l->name = strdup(what);
  if (!words || fclose(words) != 0 || !l->name || !l->words) c->short_of_memory = true;
}

// ---- Columns

// Of a letter in a terminal: East Asian ones and Hangul are two wide, marks none.
static int width_of_char(unsigned c) {
  if ((c >= 0x300 && c < 0x370) || c == 0x200b) return 0;
  bool wide = (c >= 0x1100 && c < 0x1160) || (c >= 0x2e80 && c < 0xa4d0) || (c >= 0xac00 && c < 0xd7a4) ||
              (c >= 0xf900 && c < 0xfb00) || (c >= 0xff00 && c < 0xff61);
  return wide ? 2 : 1;
}

static int width_of(const char *text) {
  int width = 0;
  for (const unsigned char *s = (const unsigned char *)text; *s;) {
    unsigned c = *s < 0x80 ? *s : *s < 0xe0 ? *s & 0x1f : *s < 0xf0 ? *s & 0xf : *s & 7;
    for (s++; (*s & 0xc0) == 0x80; s++) c = c << 6 | (*s & 0x3f);
    width += width_of_char(c);
  }
  return width;
}

enum { MOST_WIDE = 60 };

// As wide as the widest name that is not too wide.
static int column_of(const struct ct_cli_change_line *v, size_t n) {
  int column = 0;
  for (size_t i = 0; i < n; i++) {
    int width = width_of(v[i].name);
    if (*v[i].words && width > column && width <= MOST_WIDE) column = width;
  }
  return column;
}

static void put_line(const struct ct_cli_change_line *l, const char *sign, int column) {
  printf("  %s%s", sign, l->name);
  int indent = 2 + (int)strlen(sign) + column + 2, gap = column - width_of(l->name) + 2;
  // A name too long for the column has its words below.
  if (gap < 2 && *l->words) putchar('\n');
  for (const char *p = l->words; *p;) {
    size_t n = strcspn(p, "\n");
    printf("%*s%.*s\n", p == l->words && gap >= 2 ? gap : indent, "", (int)n, p);
    p += n + (p[n] == '\n');
  }
  if (!*l->words) putchar('\n');
}

static void put_count(size_t n, const char *what, const char **between) {
  if (n) printf("%s%zu %s", *between, n, what);
  if (n) *between = ", ";
}

// Added, moved, changed, removed: the gravest for a map's reader first.
static int rank_of(enum ct_change_kind kind) {
  return kind == CT_ADDED ? 0 : kind == CT_MOVED ? 1 : kind == CT_CHANGED ? 2 : 3;
}

static int by_group(const void *x, const void *y) {
  const struct ct_cli_change_line *a = x, *b = y;
  int order = (a->group > b->group) - (a->group < b->group);
  if (!order) order = rank_of(a->kind) - rank_of(b->kind);
  return order ? order : (a->number > b->number) - (a->number < b->number);
}

// One data entry's lines.
static void put_group(const struct ct_cli_changes *c, const struct ct_cli_change_line *v, size_t n) {
  enum { FEW = 20 };
  static const enum ct_change_kind order[] = {CT_ADDED, CT_MOVED, CT_CHANGED, CT_REMOVED};
  const char *between = ": ";
  int column = 0;
  ct_cli_put_text(stdout, c->groups[v->group]);
  for (size_t k = 0, i = 0; k < CT_CHANGE_KINDS; k++) {
    size_t from = i;
    while (i < n && v[i].kind == order[k]) i++;
    put_count(i - from, ct_cli_change_name(order[k]), &between);
    size_t told = c->all || i - from <= FEW ? i - from : FEW;
    int width = column_of(v + from, told);
    if (width > column) column = width;
  }
  putchar('\n');
  for (size_t k = 0, i = 0; k < CT_CHANGE_KINDS; k++) {
    size_t from = i;
    while (i < n && v[i].kind == order[k]) i++;
    size_t told = c->all || i - from <= FEW ? i - from : FEW;
    const char sign[] = {signs[order[k]], ' ', 0};
    for (size_t m = from; m < from + told; m++) put_line(&v[m], sign, column);
    if (told < i - from)
      printf("  %s... and %zu more %s (--all shows them)\n", sign, i - from - told,
             ct_cli_change_name(order[k]));
  }
  putchar('\n');
}

static void put_made(const struct ct_cli_changes *c) {
  if (!c->nmade) return;
  int column = column_of(c->made, c->nmade);
  puts("made of:");
  for (size_t i = 0; i < c->nmade; i++) put_line(&c->made[i], "", column);
  putchar('\n');
}

static void put_text(struct ct_cli_changes *c, const size_t count[CT_CHANGE_KINDS], size_t nmade) {
  if (c->n) qsort(c->v, c->n, sizeof *c->v, by_group);
  for (size_t i = 0, from = 0; i < c->n; from = i) {
    while (i < c->n && c->v[i].group == c->v[from].group) i++;
    put_group(c, c->v + from, i - from);
  }
  put_made(c);
  const char *between = "";
  static const enum ct_change_kind order[] = {CT_ADDED, CT_MOVED, CT_CHANGED, CT_REMOVED};
  for (size_t k = 0; k < CT_CHANGE_KINDS; k++)
    put_count(count[order[k]], ct_cli_change_name(order[k]), &between);
  if (*between && nmade) fputs("; ", stdout);
  if (nmade) printf("%zu other difference%s", nmade, nmade == 1 ? "" : "s");
  puts(*between || nmade ? "" : "no differences");
}

static void free_lines(struct ct_cli_change_line *v, size_t n) {
  for (size_t i = 0; i < n; i++) {
    free(v[i].name);
    free(v[i].words);
  }
  free(v);
}

bool ct_cli_changes_finish(struct ct_cli_changes *c, const size_t count[CT_CHANGE_KINDS], size_t nmade) {
  bool ok = !c->short_of_memory;
  if (!ok)
    ct_cli_say_error("out of memory");
  else if (!c->quiet && c->json)
    printf("{\"summary\":{\"added\":%zu,\"changed\":%zu,\"moved\":%zu,\"removed\":%zu,\"made\":%zu}}\n",
           count[CT_ADDED], count[CT_CHANGED], count[CT_MOVED], count[CT_REMOVED], nmade);
  else if (!c->quiet)
    put_text(c, count, nmade);
  for (size_t i = 0; i < c->ngroups; i++) free(c->groups[i]);
  free(c->groups);
  free_lines(c->v, c->n);
  free_lines(c->made, c->nmade);
  *c = (struct ct_cli_changes){0};
  return ok;
}

// SPDX-License-Identifier: MIT
// Report: gathers the names of a map, also those of marks that stand under others.
#include <string.h>

#include "base/str.h"
#include "hall/render/render.h"
#include "hall/render/report.h"

static const char *text_of(struct ct_render *r, const struct ct_items *items, uint32_t item) {
  return items->text && items->text[item].n ? ct_render_plain_text(r, &items->text[item]) : "";
}

static const char *notes_of(struct ct_render *r, const struct ct_items *items, uint32_t item) {
  const struct ct_rich_text *t = items->text ? &items->text[item] : NULL;
  struct ct_str s = {.arena = r->a};
  for (size_t i = 0; t && i < t->n; i++)
    if (t->spans[i].is_note) ct_str_add(&s, t->spans[i].text);
  return s.n ? ct_str_text(&s) : NULL;
}

static bool has_words(const char *text) {
  return text[strspn(text, " \t\r\n")] != '\0';
}

// Those whose point lies beyond the frame are on no map of this frame, unless they are drawn all the same.
static bool is_wanted(const struct ct_render *r, const struct ct_placement *p) {
  return p->state != CT_LABEL_DROPPED || (ct_rect_has(&r->view.frame, p->x, p->y) && !p->repeat);
}

static uint32_t item_was(const struct ct_render_layer *l, uint32_t item) {
  return l->is_stacked && l->stacked.was ? l->stacked.was[item] : item;
}

// By item of the layer as it was: the stack it is in, or NULL.
static const struct ct_stack **stacks_of(struct ct_render *r, const struct ct_render_layer *l) {
  if (!l->is_stacked) return NULL;
  const struct ct_stack **of = CT_NEW_N(r->a, const struct ct_stack *, l->items.n + 1);
  for (size_t i = 0; i < l->stacked.nstacks; i++) {
    const struct ct_stack *s = &l->stacked.stacks[i];
    for (size_t k = 0; k < s->n; k++) of[s->member[k]] = s;
  }
  return of;
}

// ---- Marks that stand under another's

// May a name of several begin here: on its line, after a comma or semicolon, in a list also after a date?
static bool begins(const char *drawn, const char *p, bool list) {
  if (p == drawn || p[-1] == '\n') return true;
  if (p - drawn >= 2 && p[-1] == ' ' && (p[-2] == ',' || p[-2] == ';')) return true;
  bool wide = p - drawn >= 3 && (ct_starts_with(p - 3, "\u2002") || ct_starts_with(p - 3, "\u2003"));
  return list && (wide || p[-1] == ' ');
}

// And end here: with its line, before the next, or before how many there are of it?
static bool ends(const char *p) {
  static const char *const after[] = {"\n", ", ", "; ", "\u00a0", " and ", " +", " ("};
  bool end = !*p;
  for (size_t i = 0; i < sizeof after / sizeof *after; i++) end = end || ct_starts_with(p, after[i]);
  return end;
}

static bool says(const char *drawn, const char *name, bool list) {
  size_t n = strlen(name);
  for (const char *p = drawn; n && (p = strstr(p, name)); p++)
    if (begins(drawn, p, list) && ends(p + n)) return true;
  return false;
}

// A name that is not to be drawn, though its mark is.
static void add_hidden(struct ct_report_lines *out, struct ct_report_line line, const char *text,
                       struct ct_arena *a) {
  line.text = text;
  line.was = NULL;
  line.state = CT_LABEL_DROPPED;
  line.reason = "hidden by the document";
  line.shown = line.stack ? "counted" : NULL;
  line.counted = line.stack != NULL;
  ct_vec_push(a, &out->v, line);
}

static const char *hidden_text(const struct ct_render_layer *l, uint32_t item) {
  return l->hidden && !l->items.text[item].n ? l->hidden[item] : NULL;
}

static void add_member(struct ct_render *r, struct ct_report_lines *out, const struct ct_report_line *mark,
                       uint32_t member) {
  const struct ct_render_layer *l = r->symbols[mark->symbols];
  struct ct_report_line line = *mark;
  line.item = member;
  line.was = line.notes = NULL;
  line.counted = true;
  line.text = text_of(r, &l->items, member);
  if (hidden_text(l, member)) add_hidden(out, line, hidden_text(l, member), r->a);
  if (!has_words(line.text)) return;
  bool list = mark->stack->mode == CT_STACK_LIST;
  bool drawn = mark->state != CT_LABEL_DROPPED && says(mark->text, line.text, list);
  if (line.elsewhere) {
    line.shown = "counted";
  } else if (drawn) {
    line.shown = list ? "listed" : "shared";
    line.reason = ct_arena_printf(r->a, "one of %zu at one place that share a label", mark->stack->n);
  } else {
    line.shown = "counted";
    line.state = CT_LABEL_DROPPED;
    line.reason = ct_arena_printf(r->a, "one of %zu at one place: its mark is counted, its name is not drawn",
                                  mark->stack->n);
  }
  ct_vec_push(r->a, &out->v, line);
}

// ---- All names

static const struct ct_placement *placement_of(const struct ct_render *r, uint32_t layer, uint32_t item) {
  for (size_t i = 0; i < r->placements.n; i++)
    if (r->placements.v[i].layer == layer && r->placements.v[i].item == item) return &r->placements.v[i];
  return NULL;
}

// Marks beside those of the same name at their place, which is there once.
static void add_unsaid(struct ct_render *r, struct ct_report_lines *out, struct ct_report_line line) {
  const struct ct_stack *s = line.stack;
  const struct ct_render_layer *l = r->symbols[line.symbols];
  uint32_t self = line.item;
  line.at = placement_of(r, line.symbols, s->named_by - 1);
  if (!line.at) return;
  line.text = text_of(r, ct_render_symbols(l), line.at->item);
  line.state = line.at->state;
  for (size_t k = 0; k < s->n; k++)
    if (s->mode != CT_STACK_FAN || s->member[k] == self) add_member(r, out, &line, s->member[k]);
}

static void add_placement(struct ct_render *r, struct ct_report_lines *out, const struct ct_placement *p,
                          const struct ct_stack *const *stacks) {
  const struct ct_render_layer *l = r->symbols[p->layer];
  const struct ct_items *items = ct_render_symbols(l);
  struct ct_report_line line = {.symbols = p->layer, .item = item_was(l, p->item), .at = p};
  line.text = text_of(r, items, p->item);
  line.state = p->state;
  // A number in the key's place has none.
  if (p->state != CT_LABEL_DROPPED && !p->key) line.notes = notes_of(r, items, p->item);
  line.reason = p->reason;
  line.elsewhere = l->wishes && l->wishes[p->item].elsewhere && p->state == CT_LABEL_DROPPED;
  const char *own = text_of(r, &l->items, line.item);
  if (*own && strcmp(own, line.text) != 0) line.was = own;
  if (l->renamed && l->renamed[line.item]) line.was = l->renamed[line.item];
  line.stack = stacks ? stacks[line.item] : NULL;
  line.shown = line.stack ? "own" : NULL;
  if (has_words(line.text)) ct_vec_push(r->a, &out->v, line);
  if (hidden_text(l, line.item)) add_hidden(out, line, hidden_text(l, line.item), r->a);
  if (!has_words(line.text) && line.stack && line.stack->named_by) {
    add_unsaid(r, out, line);
    return;
  }
  // Along a line a name may stand several times; stacks are of points.
  if (!line.stack || line.stack->mode == CT_STACK_FAN || line.stack->item != p->item) return;
  for (size_t k = 0; k < line.stack->n; k++)
    if (line.stack->member[k] != line.item) add_member(r, out, &line, line.stack->member[k]);
}

void ct_report_collect(struct ct_render *r, struct ct_report_lines *out) {
  const struct ct_stack ***stacks = CT_NEW_N(r->a, const struct ct_stack **, r->nsymbols + 1);
  for (size_t i = 0; i < r->nsymbols; i++) stacks[i] = stacks_of(r, r->symbols[i]);
  for (size_t i = 0; i < r->placements.n; i++) {
    const struct ct_placement *p = &r->placements.v[i];
    if (is_wanted(r, p)) add_placement(r, out, p, stacks[p->layer]);
  }
}

struct ct_report_count ct_report_count(const struct ct_report_lines *lines, size_t symbols) {
  struct ct_report_count c = {0};
  for (size_t i = 0; i < lines->v.n; i++) {
    const struct ct_report_line *l = &lines->v.v[i];
    if (symbols != SIZE_MAX && l->symbols != symbols) continue;
    c.wanted++;
    c.by_state[l->state]++;
    c.in_inset += l->elsewhere;
    c.stacked += l->counted && l->state == CT_LABEL_DROPPED;
  }
  return c;
}

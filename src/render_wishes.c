// SPDX-License-Identifier: MIT
// Render: what the document asks of single labels.
#include <string.h>

#include "base/format.h"
#include "base/str.h"
#include "model/diag.h"
#include "render.h"
#include "render_names.h"

static void say_unknown(struct ct_render *r, struct ct_render_names *names, const char *key, const char *name,
                        int line) {
  const char *near = ct_render_names_near(names, name);
  struct ct_diagnostic d = {.code = "CT-L421",
                            .severity = CT_WARNING,
                            .file = r->doc.file,
                            .line = line,
                            .field = "labels",
                            .value = name};
  d.message = ct_arena_printf(r->a, "'%s' under '%s' is the name of no label on this map", name, key);
  d.suggestion = near ? ct_arena_printf(r->a, "did you mean '%s'?", near)
                      : "names are written as the map has them; --report lists them all";
  ct_diag_send(r->diags, &d);
}

static void say_several(struct ct_render *r, const char *key, const char *name, int line, size_t n) {
  struct ct_diagnostic d = {.code = "CT-L422",
                            .severity = CT_NOTE,
                            .file = r->doc.file,
                            .line = line,
                            .field = "labels",
                            .value = name};
  d.message =
      ct_arena_printf(r->a, "'%s' under '%s' is the name of %zu labels: it goes for all", name, key, n);
  ct_diag_send(r->diags, &d);
}

// ---- New names

// `to` as the label has its letters: in capitals where those of `from` were put in capitals.
static const char *as_set(struct ct_render *r, const char *was, const char *from, const char *to) {
  bool capitals = !strcmp(was, ct_format_capitals(r->a, was));
  bool asked = strcmp(from, ct_format_capitals(r->a, from)) != 0;
  return capitals && asked ? ct_format_capitals(r->a, to) : to;
}

// The text with its words (of the first line only: `line`) replaced; looks and images stay.
static struct ct_rich_text reworded(struct ct_render *r, const struct ct_rich_text *was, bool line,
                                    const char *to) {
  struct ct_span *spans = CT_NEW_N(r->a, struct ct_span, was->n + 1);
  bool said = false, kept = false;
  size_t n = 0;
  for (size_t i = 0; i < was->n; i++) {
    struct ct_span s = was->spans[i];
    if (s.text && !kept) {
      const char *rest = line ? strchr(s.text, '\n') : NULL;
      kept = rest != NULL;
      if (said && !rest) continue;
      s.text = said ? rest : ct_arena_printf(r->a, "%s%s", to, rest ? rest : "");
      said = true;
    }
    spans[n++] = s;
  }
  return (struct ct_rich_text){.n = n, .spans = spans};
}

static void rename_one(struct ct_render *r, const struct ct_render_name *at,
                       const struct ct_label_rename *w) {
  struct ct_items *items = &at->layer->items;
  if (!at->layer->renamed) {
    struct ct_rich_text *texts = CT_NEW_N(r->a, struct ct_rich_text, items->n + 1);
    memcpy(texts, items->text, items->n * sizeof *texts);
    at->layer->renamed = CT_NEW_N(r->a, const char *, items->n + 1);
    items->text = at->layer->texts = texts;
  }
  struct ct_rich_text *text = &at->layer->texts[at->item];
  at->layer->renamed[at->item] = at->text;
  *text = reworded(r, text, at->line, as_set(r, at->text, w->from, w->to));
}

void ct_render_rename(struct ct_render *r) {
  const struct ct_labels *l = &r->doc.labels;
  struct ct_render_names names;
  struct ct_render_matches found = {0};
  if (!l->nrename) return;
  // All by their old names: two may change places.
  ct_render_names_list(r, false, &names);
  for (size_t i = 0; i < l->nrename; i++) {
    const struct ct_label_rename *w = &l->rename[i];
    ct_render_names_find(&names, w->from, &found);
    if (!found.v.n) say_unknown(r, &names, "rename", w->from, w->line);
    if (found.v.n > 1) say_several(r, "rename", w->from, w->line, found.v.n);
    for (size_t k = 0; k < found.v.n; k++) rename_one(r, found.v.v[k], w);
  }
}

// ---- Wishes

struct asking {
  struct ct_render *r;
  struct ct_render_names names;
  struct ct_render_matches found;
};

// The index in the layer as it was before stacks were taken apart.
static uint32_t item_was(const struct ct_render_layer *l, uint32_t item) {
  return l->is_stacked && l->stacked.was ? l->stacked.was[item] : item;
}

// What has a new name, by its old one.
static void find_before(struct asking *a, const char *name) {
  for (size_t i = 0; i < a->names.v.n; i++) {
    const struct ct_render_name *x = &a->names.v.v[i];
    if (!x->layer->renamed || x->line) continue;
    const char *old = x->layer->renamed[item_was(x->layer, x->item)];
    if (old && ct_same_nocase(old, name)) ct_vec_push(a->r->a, &a->found.v, x);
  }
}

// What stands for a stack of marks, by what it is called on its own.
static void find_stacked(struct asking *a, const char *name) {
  for (size_t i = 0; i < a->names.v.n; i++) {
    const struct ct_render_name *x = &a->names.v.v[i];
    if (!x->layer->is_stacked || x->line) continue;
    const struct ct_rich_text *own = &x->layer->items.text[item_was(x->layer, x->item)];
    if (ct_same_nocase(ct_render_plain_text(a->r, own), name)) ct_vec_push(a->r->a, &a->found.v, x);
  }
}

static bool find(struct asking *a, const char *key, const char *name, int line) {
  ct_render_names_find(&a->names, name, &a->found);
  if (!a->found.v.n) find_before(a, name);
  if (!a->found.v.n) find_stacked(a, name);
  if (!a->found.v.n) say_unknown(a->r, &a->names, key, name, line);
  return a->found.v.n > 0;
}

// Where the document's own data have the name, base labels that share it are not meant.
static void keep_own(struct asking *a) {
  size_t own = 0, n = 0;
  for (size_t i = 0; i < a->found.v.n; i++) own += a->found.v.v[i]->layer->of_data;
  for (size_t i = 0; own && i < a->found.v.n; i++)
    if (a->found.v.v[i]->layer->of_data) a->found.v.v[n++] = a->found.v.v[i];
  if (own) a->found.v.n = n;
}

static struct ct_label_wish *wish(struct asking *a, size_t k) {
  const struct ct_render_name *x = a->found.v.v[k];
  return &ct_render_wishes_of(a->r, x->layer)[x->item];
}

void ct_render_wishes(struct ct_render *r) {
  const struct ct_labels *l = &r->doc.labels;
  struct asking a = {.r = r};
  if (!l->nhide && !l->npins && !l->npriority) return;
  ct_render_names_list(r, true, &a.names);
  for (size_t i = 0; i < l->nhide; i++)
    if (find(&a, "hide", l->hide[i].text, l->hide[i].line))
      for (size_t k = 0; k < a.found.v.n; k++) wish(&a, k)->hidden = true;
  for (size_t i = 0; i < l->npins; i++) {
    const struct ct_label_pin *pin = &l->pins[i];
    if (!find(&a, "pin", pin->text, pin->line)) continue;
    keep_own(&a);
    if (a.found.v.n > 1) say_several(r, "pin", pin->text, pin->line, a.found.v.n);
    for (size_t k = 0; k < a.found.v.n; k++) wish(&a, k)->pin = pin;
  }
  for (size_t i = 0; i < l->npriority; i++) {
    if (!find(&a, "priority", l->priority[i].text, l->priority[i].line)) continue;
    keep_own(&a);
    for (size_t k = 0; k < a.found.v.n; k++)
      if (!wish(&a, k)->priority) wish(&a, k)->priority = (uint32_t)i + 1;
  }
}

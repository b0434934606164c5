// SPDX-License-Identifier: MIT
// Render: what the document asks of single labels.
#include <string.h>

#include "base/str.h"
#include "hall/render/edition.h"
#include "hall/render/names.h"
#include "hall/render/render.h"

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

// What stands for a stack of marks, by what one of them is called on its own.
static bool has_member(struct asking *a, const struct ct_render_layer *l, uint32_t item, const char *name) {
  for (size_t i = 0; i < l->stacked.nstacks; i++) {
    const struct ct_stack *s = &l->stacked.stacks[i];
    for (size_t k = 0; s->item == item && s->mode != CT_STACK_FAN && k < s->n; k++)
      if (ct_same_nocase(ct_render_plain_text(a->r, &l->items.text[s->member[k]]), name)) return true;
  }
  return false;
}

static void find_stacked(struct asking *a, const char *name) {
  for (size_t i = 0; i < a->names.v.n; i++) {
    const struct ct_render_name *x = &a->names.v.v[i];
    if (x->layer->is_stacked && !x->line && has_member(a, x->layer, x->item, name))
      ct_vec_push(a->r->a, &a->found.v, x);
  }
}

static bool find(struct asking *a, const char *key, const char *name, int line) {
  ct_render_names_find(&a->names, name, &a->found);
  if (!a->found.v.n) find_before(a, name);
  if (!a->found.v.n) find_stacked(a, name);
  if (!a->found.v.n) ct_render_names_unknown(a->r, &a->names, key, name, line);
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

// Names to be hidden that still have their words.
static void hide_placed(struct ct_render *r) {
  for (size_t i = 0; i < r->nlayers; i++) {
    struct ct_render_layer *l = &r->layers[i];
    const struct ct_items *items = ct_render_symbols(l);
    for (uint32_t k = 0; l->hidden && k < items->n; k++)
      if (l->hidden[item_was(l, k)] && l->items.text[item_was(l, k)].n)
        ct_render_wishes_of(r, l)[k].hidden = true;
  }
}

void ct_render_wishes(struct ct_render *r) {
  const struct ct_labels *l = &r->doc.labels;
  struct asking a = {.r = r};
  hide_placed(r);
  ct_render_edition_wishes(r);
  if (!l->npins && !l->npriority) return;
  ct_render_names_list(r, true, &a.names);
  for (size_t i = 0; i < l->npins; i++) {
    const struct ct_label_pin *pin = &l->pins[i];
    if (!find(&a, "pin", pin->text, pin->line)) continue;
    keep_own(&a);
    if (a.found.v.n > 1) ct_render_names_several(r, "pin", pin->text, pin->line, a.found.v.n);
    for (size_t k = 0; k < a.found.v.n; k++) wish(&a, k)->pin = pin;
  }
  for (size_t i = 0; i < l->npriority; i++) {
    if (!find(&a, "priority", l->priority[i].text, l->priority[i].line)) continue;
    keep_own(&a);
    for (size_t k = 0; k < a.found.v.n; k++)
      if (!wish(&a, k)->priority) wish(&a, k)->priority = (uint32_t)i + 1;
  }
}

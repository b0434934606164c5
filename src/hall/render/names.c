// SPDX-License-Identifier: MIT
// Names: the labels of a map found by what they say, as a person would write it.
#include "hall/render/names.h"

#include <string.h>

#include "base/fold.h"
#include "base/str.h"
#include "hall/render/render.h"
#include "model/diag.h"

static bool is_blank(unsigned c) {
  return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x202F || c == 0x3000 ||
         c == 0xFEFF;
}

// Line breaks and blanks of any kind are one blank; with `loose` letters lose case and accents.
static const char *plain(struct ct_arena *a, const char *s, size_t n, bool loose) {
  struct ct_str out = {.arena = a};
  const char *end = s + n;
  bool gap = false;
  while (s < end) {
    unsigned two[2], c = ct_fold_next(&s, end);
    if (is_blank(c)) {
      gap = out.n > 0;
      continue;
    }
    size_t k = loose ? ct_fold_char(c, two) : 1;
    if (gap && k) ct_str_add(&out, " ");
    gap = gap && !k;
    for (size_t i = 0; i < k; i++) ct_str_add_char(&out, loose ? two[i] : c);
  }
  return ct_str_text(&out);
}

static void add(struct ct_render_names *n, struct ct_render_layer *l, uint32_t item, const char *text) {
  const char *feed = strchr(text, '\n');
  struct ct_render_name name = {.layer = l, .item = item, .text = plain(n->a, text, strlen(text), false)};
  if (!*name.text) return;
  ct_vec_push(n->a, &n->v, name);
  if (!feed) return;
  name.line = true;
  name.text = plain(n->a, text, (size_t)(feed - text), false);
  if (*name.text) ct_vec_push(n->a, &n->v, name);
}

void ct_render_names_list(struct ct_render *r, bool stacked, struct ct_render_names *out) {
  *out = (struct ct_render_names){.a = r->a};
  for (size_t i = 0; i < r->nlayers; i++) {
    struct ct_render_layer *l = &r->layers[i];
    const struct ct_items *items = stacked ? ct_render_symbols(l) : &l->items;
    if (l->info.type != CT_LAYER_SYMBOL || !items->text) continue;
    for (uint32_t k = 0; k < items->n; k++)
      if (items->text[k].n) add(out, l, k, ct_render_plain_text(r, &items->text[k]));
  }
}

// A text without case that says the same.
static const char *folded(struct ct_render_names *n, struct ct_render_name *name) {
  if (!name->folded) name->folded = plain(n->a, name->text, strlen(name->text), true);
  return name->folded;
}

void ct_render_names_find(struct ct_render_names *n, const char *name, struct ct_render_matches *out) {
  const char *exact = plain(n->a, name, strlen(name), false);
  const char *loose = plain(n->a, name, strlen(name), true);
  out->v.n = 0;
  for (int pass = 0; pass < 4 && !out->v.n; pass++)
    for (size_t i = 0; i < n->v.n; i++) {
      struct ct_render_name *x = &n->v.v[i];
      if (x->line != (pass >= 2)) continue;
      bool same = pass % 2 ? *loose && !strcmp(folded(n, x), loose) : !strcmp(x->text, exact);
      if (same) ct_vec_push(n->a, &out->v, x);
    }
}

const char *ct_render_names_near(struct ct_render_names *n, const char *name) {
  const char **texts = CT_NEW_N(n->a, const char *, n->v.n + 1);
  for (size_t i = 0; i < n->v.n; i++) texts[i] = folded(n, &n->v.v[i]);
  const char *near = ct_nearest_name(plain(n->a, name, strlen(name), true), texts, n->v.n);
  for (size_t i = 0; near && i < n->v.n; i++)
    if (texts[i] == near) return n->v.v[i].text;
  return NULL;
}

void ct_render_names_unknown(struct ct_render *r, struct ct_render_names *names, const char *key,
                             const char *name, int line) {
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
  if (r->doc.ninsets)
    ct_vec_push(r->a, &r->unknown, ((struct ct_render_unknown){name, d}));
  else
    ct_diag_send(r->diags, &d);
}

static bool has_name(struct ct_render *r, const char *name) {
  struct ct_render_names names;
  struct ct_render_matches found = {0};
  for (int stacked = 0; stacked < 2 && !found.v.n; stacked++) {
    ct_render_names_list(r, stacked, &names);
    ct_render_names_find(&names, name, &found);
  }
  for (size_t i = 0; i < r->nlayers && !found.v.n; i++)
    for (size_t k = 0; r->layers[i].renamed && k < r->layers[i].items.n; k++) {
      const char *was = r->layers[i].renamed[k], *hidden = r->layers[i].hidden[k];
      if ((was && ct_same_nocase(was, name)) || (hidden && ct_same_nocase(hidden, name))) return true;
    }
  return found.v.n > 0;
}

void ct_render_names_settle(struct ct_render *r) {
  for (size_t i = 0; i < r->unknown.n; i++) {
    bool known = false;
    for (size_t k = 0; k < r->ninsets && !known; k++)
      known = r->insets[k].map && has_name(r->insets[k].map, r->unknown.v[i].name);
    if (!known) ct_diag_send(r->diags, &r->unknown.v[i].told);
  }
  r->unknown.n = 0;
}

void ct_render_names_several(struct ct_render *r, const char *key, const char *name, int line, size_t n) {
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

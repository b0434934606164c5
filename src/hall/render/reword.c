// SPDX-License-Identifier: MIT
// Render: names that the document changes or hides, before marks are stacked by what they are called.
#include <string.h>

#include "base/format.h"
#include "base/str.h"
#include "hall/render/names.h"
#include "hall/render/render.h"

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

// The layer's texts, to be changed.
static struct ct_rich_text *own_texts(struct ct_render *r, struct ct_render_layer *l) {
  if (l->texts) return l->texts;
  l->texts = CT_NEW_N(r->a, struct ct_rich_text, l->items.n + 1);
  memcpy(l->texts, l->items.text, l->items.n * sizeof *l->texts);
  l->renamed = CT_NEW_N(r->a, const char *, l->items.n + 1);
  l->hidden = CT_NEW_N(r->a, const char *, l->items.n + 1);
  l->items.text = l->texts;
  return l->texts;
}

static void rename_one(struct ct_render *r, const struct ct_render_name *at,
                       const struct ct_label_rename *w) {
  struct ct_rich_text *text = &own_texts(r, at->layer)[at->item];
  at->layer->renamed[at->item] = at->text;
  *text = reworded(r, text, at->line, as_set(r, at->text, w->from, w->to));
}

// A mark without its name stays, and stacks with others; a name without a mark is kept from being placed, by a wish.
static void hide_one(struct ct_render *r, const struct ct_render_name *at) {
  const struct ct_items *items = &at->layer->items;
  struct ct_rich_text *text = &own_texts(r, at->layer)[at->item];
  at->layer->hidden[at->item] = ct_render_plain_text(r, text);
  if (items->styles.symbol[items->style ? items->style[at->item] : 0].has_icon)
    *text = (struct ct_rich_text){0, NULL};
}

static void hide_names(struct ct_render *r, struct ct_render_names *names, struct ct_render_matches *found) {
  const struct ct_labels *l = &r->doc.labels;
  for (size_t i = 0; i < l->nhide; i++) {
    ct_render_names_find(names, l->hide[i].text, found);
    if (!found->v.n) ct_render_names_unknown(r, names, "hide", l->hide[i].text, l->hide[i].line);
    for (size_t k = 0; k < found->v.n; k++) hide_one(r, found->v.v[k]);
  }
}

void ct_render_reword(struct ct_render *r) {
  const struct ct_labels *l = &r->doc.labels;
  struct ct_render_names names;
  struct ct_render_matches found = {0};
  if (!l->nrename && !l->nhide) return;
  // All by their old names: two may change places.
  ct_render_names_list(r, false, &names);
  for (size_t i = 0; i < l->nrename; i++) {
    const struct ct_label_rename *w = &l->rename[i];
    ct_render_names_find(&names, w->from, &found);
    if (!found.v.n) ct_render_names_unknown(r, &names, "rename", w->from, w->line);
    if (found.v.n > 1) ct_render_names_several(r, "rename", w->from, w->line, found.v.n);
    for (size_t k = 0; k < found.v.n; k++) rename_one(r, found.v.v[k], w);
  }
  hide_names(r, &names, &found);
}

// SPDX-License-Identifier: MIT
// Render: the attributions of a style's sources, as words for the page's foot.
#include <string.h>

#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "hall/render/render.h"

static const char *entity(const char *p, const char **text) {
  static const char *const known[][2] = {{"&copy;", "©"}, {"&amp;", "&"}, {"&quot;", "\""},
                                         {"&lt;", "<"},   {"&gt;", ">"},  {"&nbsp;", " "}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (!ct_starts_with(p, known[i][0])) continue;
    *text = known[i][1];
    return p + strlen(known[i][0]);
  }
  return NULL;
}

// HTML without its tags: `<a href="...">&copy; OpenStreetMap</a>` is "© OpenStreetMap".
static const char *plain(struct ct_arena *a, const char *html) {
  struct ct_str s = {.arena = a};
  for (const char *p = html; *p;) {
    const char *close = *p == '<' ? strchr(p, '>') : NULL, *text = NULL;
    const char *next = *p == '&' ? entity(p, &text) : NULL;
    if (next) ct_str_add(&s, text);
    if (!next && !close) ct_str_add_n(&s, p, 1);
    p = next ? next : close ? close + 1 : p + 1;
  }
  const char *out = ct_str_text(&s);
  size_t n = strlen(out);
  while (n && strchr(" \t\r\n", out[n - 1])) n--;
  while (n && strchr(" \t\r\n", *out)) out++, n--;
  return ct_arena_strndup(a, out, n);
}

static bool is_used(const struct ct_value *style, const char *source) {
  const struct ct_value *layers = ct_value_get(style, "layers");
  for (size_t i = 0; layers && i < layers->n; i++) {
    const char *s = ct_value_string(ct_value_get(layers->items[i], "source"));
    if (s && strcmp(s, source) == 0) return true;
  }
  return false;
}

void ct_render_credit(struct ct_render *r) {
  const struct ct_value *sources = ct_value_get(r->theme, "sources");
  ct_vec(const char *) list = {0};
  for (size_t i = 0; i < r->doc.nsources; i++) ct_vec_push(r->a, &list, r->doc.sources[i]);
  for (size_t i = 0; sources && i < sources->n; i++) {
    const char *html = ct_value_string(ct_value_get(sources->members[i].value, "attribution"));
    if (!html || !is_used(r->theme, sources->members[i].key)) continue;
    const char *text = plain(r->a, html);
    bool said = !*text;
    for (size_t k = 0; k < list.n; k++) said |= strcmp(list.v[k], text) == 0;
    if (!said) ct_vec_push(r->a, &list, text);
  }
  r->doc.sources = list.v;
  r->doc.nsources = list.n;
}

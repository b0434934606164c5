// SPDX-License-Identifier: MIT
// Atlas diagnostics: findings of pages, each said once and with its page.
#include "hall/render/atlas_diags.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"

static const char *copy(struct ct_arena *a, const char *s) {
  return s ? ct_arena_strdup(a, s) : NULL;
}

// Its texts live only during the call.
static struct ct_diagnostic kept(struct ct_arena *a, const struct ct_diagnostic *d) {
  struct ct_diagnostic c = *d;
  c.code = copy(a, d->code);
  c.file = copy(a, d->file);
  c.field = copy(a, d->field);
  c.value = copy(a, d->value);
  c.message = copy(a, d->message);
  c.suggestion = copy(a, d->suggestion);
  return c;
}

// A document speaks of names on all of its pages, so none has to have them all.
static bool is_unknown_name(const struct ct_diagnostic *d) {
  return d->code && (strcmp(d->code, "CT-L421") == 0 || strcmp(d->code, "CT-G304") == 0);
}

static void hold(struct ct_atlas_diags *x, const char *key, const struct ct_diagnostic *d) {
  bool added;
  size_t at = ct_map_add_string(&x->missing, key, x->unknown.n, &added)->value;
  if (added) ct_vec_push(x->a, &x->unknown, ((struct ct_atlas_unknown){kept(x->a, d), 0}));
  x->unknown.v[at].pages++;
}

static void forward(void *user, const struct ct_diagnostic *d) {
  struct ct_atlas_diags *x = user;
  bool added;
  // Of one place in the document or style one word is enough; of a row of data each may be another.
  bool of_place = d->field && d->line > 0 && !is_unknown_name(d);
  const char *key =
      ct_arena_printf(x->a, "%s\n%s\n%ld\n%s", d->code ? d->code : "", d->file ? d->file : "", d->line,
                      of_place     ? d->field
                      : d->message ? d->message
                                   : "");
  if (is_unknown_name(d)) {
    hold(x, key, d);
    return;
  }
  // What is wrong with the data or the base map is so on every page.
  ct_map_add_string(&x->seen, key, 0, &added);
  if (!added) return;
  struct ct_diagnostic said = *d;
  said.message = x->number ? ct_arena_printf(x->a, "page %zu '%.80s': %s", x->number, x->page, d->message)
                           : ct_arena_printf(x->a, "the index: %s", d->message);
  ct_diag_send(x->to, &said);
}

void ct_atlas_diags_init(struct ct_atlas_diags *d, struct ct_diags *to, struct ct_arena *a) {
  *d = (struct ct_atlas_diags){.to_page = {.fn = forward, .user = d}, .to = to, .a = a};
  d->seen.arena = d->missing.arena = a;
}

void ct_atlas_diags_page(struct ct_atlas_diags *d, size_t number, const char *name) {
  d->number = number;
  d->page = name;
}

void ct_atlas_diags_finish(struct ct_atlas_diags *d, size_t n) {
  for (size_t i = 0; i < d->unknown.n; i++)
    if (d->unknown.v[i].pages >= n) ct_diag_send(d->to, &d->unknown.v[i].d);
}

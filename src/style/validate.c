// SPDX-License-Identifier: MIT
// Validation: style documents checked against the specification, in the reference's words.
#include "style/validate.h"

#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "model/diag.h"
#include "style/check_value.h"

// What the specification does not know at the root is left to others.
static bool root_member(struct ct_check *c, const char *key, const struct ct_member *m, void *user) {
  (void)user;
  if (strcmp(m->key, "glyphs") == 0) {
    ct_check_glyphs(c, key, m->value);
    return true;
  }
  return !ct_spec_find(ct_spec_group("$root"), m->key);
}

// Findings without a line are equal to every other.
static bool before(const struct ct_finding *x, const struct ct_finding *y) {
  return x->reference_line && y->reference_line && x->reference_line < y->reference_line;
}

static void swap_ends(struct ct_finding *v, size_t n) {
  for (size_t i = 0; i < n / 2; i++) {
    struct ct_finding x = v[i];
    v[i] = v[n - 1 - i];
    v[n - 1 - i] = x;
  }
}

// The length of the sorted run that v begins with; a falling one is turned round.
static size_t first_run(struct ct_finding *v, size_t n) {
  size_t run = 2;
  bool falling = before(&v[1], &v[0]);
  while (run < n && before(&v[run], &v[run - 1]) == falling) run++;
  if (falling) swap_ends(v, run);
  return run;
}

// By line, in the reference's order. That is not settled by the lines alone, as some have none: it is the one that
// JavaScript's sort (a run, then binary insertion) comes to.
static void sort_findings(struct ct_findings *f) {
  if (f->n < 2) return;
  for (size_t i = first_run(f->v, f->n); i < f->n; i++) {
    struct ct_finding x = f->v[i];
    size_t low = 0, high = i;
    while (low < high) {
      size_t mid = (low + high) / 2;
      if (before(&x, &f->v[mid]))
        high = mid;
      else
        low = mid + 1;
    }
    memmove(&f->v[low + 1], &f->v[low], (i - low) * sizeof *f->v);
    f->v[low] = x;
  }
}

// JavaScript takes the last of members with one key, so styles with such members work; they are hardly meant.
static void find_repeated(struct ct_check *c, const struct ct_value *v) {
  if (v->repeated && !ct_check_full(c)) {
    struct ct_finding *f =
        ct_check_say(c, "CT-S111", "", NULL, "key '%.80s' stands twice in one object: the last one counts",
                     v->repeated->key);
    f->severity = CT_WARNING;
    f->line = v->repeated->line;
    f->col = v->repeated->col;
    f->own = true;
  }
  for (size_t i = 0; i < v->n && v->kind == CT_ARRAY; i++) find_repeated(c, v->items[i]);
  for (size_t i = 0; i < v->n && v->kind == CT_OBJECT; i++) find_repeated(c, v->members[i].value);
}

void ct_validate_document(const struct ct_value *root, struct ct_arena *a, struct ct_findings *out) {
  struct ct_check c = {.a = a, .root = root, .out = out};
  ct_check_object(&c, "", root, ct_spec_group("$root"), root_member, NULL, NULL);
  const struct ct_value *constants = ct_value_get(root, "constants");
  if (ct_check_given(constants))
    ct_check_say(&c, "CT-S109", "constants", constants, "constants have been deprecated as of v8");
  sort_findings(out);
  find_repeated(&c, root);
  if (!ct_check_full(&c)) return;
  struct ct_finding last = {.code = "CT-S110", .severity = CT_ERROR, .own = true};
  last.message =
      ct_arena_printf(a, "more than %d findings: the rest of the style is not checked", CT_MOST_FINDINGS);
  ct_vec_push(a, out, last);
}

void ct_validate_send(const struct ct_finding *f, const char *file, struct ct_diags *diags) {
  struct ct_diagnostic d = {.code = f->code,
                            .severity = f->severity,
                            .file = file,
                            .line = f->line,
                            .column = f->col,
                            .message = f->message,
                            .suggestion = f->suggestion};
  ct_diag_send(diags, &d);
}

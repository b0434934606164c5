// SPDX-License-Identifier: MIT
// Stage test of src/label: runs the cases of tests/stage/label.test.
#include "test_label_help.h"

#define CASES "tests/stage/label.test"

struct run {
  struct scene *s;
  char expected[4096];
  int line, named;  // where the case begins; -1: not asked
  float key;
};

static size_t numbers(const char *text, float *v, size_t max) {
  size_t n = 0;
  for (char *end; n < max; text = end) {
    v[n] = strtof(text, &end);
    if (end == text) break;
    n++;
  }
  return n;
}

static void add_symbol(struct run *r, int layer, const char *rest) {
  float x, y;
  int at = 0;
  assert_int_equal(sscanf(rest, "%f %f %n", &x, &y, &at), 2);
  scene_add(r->s, layer, x, y, rest + at, r->key);
}

static void read_line(struct run *r, const char *word, const char *rest) {
  float v[4] = {0};
  struct scene *s = r->s;
  if (!strcmp(word, "frame")) {
    numbers(rest, v, 2);
    s->view.frame = (struct ct_rect){0, 0, v[0], v[1]};
  } else if (!strcmp(word, "mark") || !strcmp(word, "town") || !strcmp(word, "area")) {
    add_symbol(r, word[0] == 'm' ? MARK : word[0] == 't' ? TOWN : AREA, rest);
  } else if (!strcmp(word, "furniture")) {
    numbers(rest, v, 4);
    s->furniture[s->nfurniture++] = (struct ct_rect){v[0], v[1], v[2], v[3]};
  } else if (!strcmp(word, "circle")) {
    numbers(rest, v, 3);
    s->circles[s->ncircles++] = (struct ct_rect){v[0] - v[2], v[1] - v[2], 2 * v[2], 2 * v[2]};
  } else if (!strcmp(word, "line")) {
    s->nline = numbers(rest, s->line, 100) / 2;
  } else if (!strcmp(word, "along")) {
    s->nalong = numbers(rest, s->along, 100) / 2;
  } else if (!strcmp(word, "name")) {
    s->along_name = ct_arena_strdup(&s->arena, rest);
  } else if (!strcmp(word, "icon")) {
    s->icon_pt = strtof(rest, NULL);
  } else if (!strcmp(word, "key")) {
    r->key = strtof(rest, NULL);
  } else if (!strcmp(word, "leaders")) {
    s->leaders = true;
  } else if (!strcmp(word, "named")) {
    r->named = atoi(rest);
  } else if (!strcmp(word, "gives")) {
    strcat(strcat(r->expected, rest), "\n");
  } else {
    fail_msg("%s:%d: unknown word '%s'", CASES, r->line, word);
  }
}

static void print_one(const struct scene *s, const struct ct_placement *p, char *out) {
  static const char *const states[] = {"placed", "moved", "leader", "keyed", "dropped"};
  const struct layer *l = &s->layers[p->layer];
  if (!l->text[p->item].n) return;
  out += sprintf(out, "%s %s", l->text[p->item].spans[0].text, states[p->state]);
  if (p->state == CT_LABEL_DROPPED) {
    sprintf(out, ": %s\n", p->reason);
    return;
  }
  struct ct_rect box = p->text_rotate_deg != 0 ? p->box : scene_ink(p);
  double cx = box.x + box.w / 2 - p->x, cy = box.y + box.h / 2 - p->y;
  const char *x = fabs(cx) < box.w / 4 ? "middle" : cx > 0 ? "right" : "left";
  const char *y = fabs(cy) < box.h / 4 ? "middle" : cy > 0 ? "below" : "above";
  out += sprintf(out, " %s %s", x, y);
  if (fabsf(p->text_rotate_deg) > 0.5F) out += sprintf(out, " at %.0f", p->text_rotate_deg);
  sprintf(out, "\n");
}

static void finish(struct run *r) {
  if (!r->s) return;
  char got[8192] = "";
  scene_solve(r->s);
  for (size_t i = 0; i < r->s->out.n; i++) print_one(r->s, &r->s->out.v[i], got + strlen(got));
  if (r->named >= 0) {
    if ((int)(r->s->out.wanted - r->s->out.dropped) != r->named)
      fail_msg("%s:%d: gives\n%s", CASES, r->line, got);
  } else if (strcmp(got, r->expected) != 0) {
    fail_msg("%s:%d: gives\n%snot\n%s", CASES, r->line, got, r->expected);
  }
  scene_free(r->s);
  r->s = NULL;
}

static void cases_hold(void **state) {
  (void)state;
  FILE *f = fopen(CASES, "r");
  assert_non_null(f);
  struct run r = {0};
  char line[512];
  for (int n = 1; fgets(line, sizeof line, f); n++) {
    line[strcspn(line, "\n")] = '\0';
    if (line[0] == '#') continue;
    if (!line[0]) {
      finish(&r);
      continue;
    }
    if (!r.s) r = (struct run){.s = scene_new(100, 100), .line = n, .named = -1};
    char *rest = line + strcspn(line, " ");
    if (*rest) *rest++ = '\0';
    read_line(&r, line, rest);
  }
  finish(&r);
  fclose(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cases_hold)};
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}

// SPDX-License-Identifier: MIT
// The `labels` part of a document: how names are placed, and what an editor says of single ones.
#include "doc/labels.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/field.h"
#include "model/document.h"

// In the order of enum ct_label_mode.
static const char *const modes[] = {"auto", "near", "leaders", "callouts", "numbers"};
enum { NMODES = sizeof modes / sizeof *modes };

static const struct {
  const char *word;
  int x, y;
} sides[] = {{"left", -1, 0},       {"right", 1, 0},        {"above", 0, -1},
             {"below", 0, 1},       {"above-left", -1, -1}, {"above-right", 1, -1},
             {"below-left", -1, 1}, {"below-right", 1, 1},  {"center", 0, 0}};
enum { NSIDES = sizeof sides / sizeof *sides };

#define PT_PER_MM (72 / 25.4)

static bool read_mode(struct ct_field_reader *r, const struct ct_value *x, enum ct_label_mode *out) {
  const char *word = ct_field_scalar(x);
  for (int i = 0; word && i < NMODES; i++)
    if (strcmp(word, modes[i]) == 0) {
      *out = (enum ct_label_mode)i;
      return true;
    }
  const char *near = word ? ct_nearest_name(word, modes, NMODES) : NULL;
  if (near) return ct_field_fail(r, x, "unknown mode of labels '%.80s' (did you mean '%s'?)", word, near);
  if (word)
    return ct_field_fail(
        r, x, "unknown mode of labels '%.80s' (expected auto, near, leaders, callouts or numbers)", word);
  return ct_field_fail(r, x, "the mode of labels must be auto, near, leaders, callouts or numbers");
}

// "above-left", also written above_left or above left.
static bool same_side(const char *word, const char *known) {
  for (; *word && *known; word++, known++)
    if (*word != *known && !(*known == '-' && (*word == '_' || *word == ' '))) return false;
  return *word == *known;
}

static bool read_side(struct ct_field_reader *r, const struct ct_value *x, struct ct_label_pin *pin) {
  const char *word = ct_field_scalar(x), *known[NSIDES];
  for (int i = 0; i < NSIDES; i++) {
    known[i] = sides[i].word;
    if (!word || !same_side(word, sides[i].word)) continue;
    pin->has_side = true;
    pin->side_x = sides[i].x;
    pin->side_y = sides[i].y;
    return true;
  }
  const char *near = word ? ct_nearest_name(word, known, NSIDES) : NULL;
  if (near) return ct_field_fail(r, x, "unknown side '%.80s' (did you mean '%s'?)", word, near);
  return ct_field_fail(r, x,
                       "unknown side '%.80s' (expected left, right, above, below, above-left, above-right, "
                       "below-left, below-right or center)",
                       word ? word : ct_value_kind_name(x->kind));
}

static bool read_offset(struct ct_field_reader *r, const struct ct_value *v, struct ct_label_pin *pin) {
  enum { MOST_MM = 500 };
  double mm[2] = {0, 0};
  if (!ct_field_numbers(r, v, "offset", 2, mm, &pin->has_offset)) return false;
  for (int i = 0; i < 2; i++)
    if (!(mm[i] >= -MOST_MM && mm[i] <= MOST_MM))
      return ct_field_fail(r, ct_value_get(v, "offset"),
                           "'offset' is %g, %g (expected millimetres to the right and down, -%d to %d)",
                           mm[0], mm[1], MOST_MM, MOST_MM);
  pin->dx_pt = (float)(mm[0] * PT_PER_MM);
  pin->dy_pt = (float)(mm[1] * PT_PER_MM);
  return true;
}

static bool read_pin(struct ct_field_reader *r, const struct ct_member *m, struct ct_label_pin *pin) {
  static const char *const keys[] = {"side", "offset"};
  const struct ct_value *x = m->value;
  *pin = (struct ct_label_pin){.text = m->key, .line = m->line};
  if (!ct_value_is(x, CT_OBJECT)) return read_side(r, x, pin);
  const struct ct_value *side = ct_value_get(x, "side");
  if (!ct_field_known(r, x, "a pin", keys, 2) || !read_offset(r, x, pin) ||
      (side && side->kind != CT_NULL && !read_side(r, side, pin)))
    return false;
  if (pin->has_side || pin->has_offset) return true;
  return ct_field_fail(r, x, "the pin of '%.80s' says nothing (expected 'side', 'offset' or both)", m->key);
}

static bool read_pins(struct ct_field_reader *r, const struct ct_value *v, struct ct_labels *out) {
  const struct ct_value *x;
  if (!ct_field_object(r, v, "pin", &x)) return false;
  if (!x) return true;
  struct ct_label_pin *pins = CT_NEW_N(r->a, struct ct_label_pin, x->n + 1);
  for (size_t i = 0; i < x->n; i++)
    if (!read_pin(r, &x->members[i], &pins[i])) return false;
  out->npins = x->n;
  out->pins = pins;
  return true;
}

static bool read_rename(struct ct_field_reader *r, const struct ct_value *v, struct ct_labels *out) {
  const struct ct_value *x;
  if (!ct_field_object(r, v, "rename", &x)) return false;
  if (!x) return true;
  struct ct_label_rename *list = CT_NEW_N(r->a, struct ct_label_rename, x->n + 1);
  for (size_t i = 0; i < x->n; i++) {
    const struct ct_member *m = &x->members[i];
    const char *to = ct_field_scalar(m->value);
    if (!to) return ct_field_fail(r, m->value, "the new name of '%.80s' must be a text", m->key);
    if (!to[strspn(to, " \t\n")])
      return ct_field_fail(r, m->value, "the new name of '%.80s' is empty ('hide' takes a name off the map)",
                           m->key);
    list[i] = (struct ct_label_rename){.from = m->key, .to = to, .line = m->line};
  }
  out->nrename = x->n;
  out->rename = list;
  return true;
}

// One name or a list of them.
static bool read_names(struct ct_field_reader *r, const struct ct_value *v, const char *key, size_t *n,
                       const struct ct_label_name **out) {
  const char *const *texts;
  size_t count = 0;
  if (!ct_field_texts(r, v, key, &texts, &count)) return false;
  const struct ct_value *x = ct_value_get(v, key);
  struct ct_label_name *names = CT_NEW_N(r->a, struct ct_label_name, count + 1);
  for (size_t i = 0; i < count; i++)
    names[i] =
        (struct ct_label_name){.text = texts[i], .line = x->kind == CT_ARRAY ? x->items[i]->line : x->line};
  *n = count;
  *out = names;
  return true;
}

bool ct_doc_read_labels(struct ct_field_reader *r, const struct ct_value *doc, struct ct_document *out) {
  static const char *const keys[] = {"mode", "pin", "hide", "rename", "priority"};
  struct ct_labels *l = &out->labels;
  const struct ct_value *x = ct_value_get(doc, "labels");
  if (!x || x->kind == CT_NULL) return true;
  if (x->kind != CT_OBJECT) return read_mode(r, x, &l->mode);
  const struct ct_value *mode = ct_value_get(x, "mode");
  return ct_field_known(r, x, "'labels'", keys, sizeof keys / sizeof *keys) &&
         (!mode || mode->kind == CT_NULL || read_mode(r, mode, &l->mode)) && read_pins(r, x, l) &&
         read_rename(r, x, l) && read_names(r, x, "hide", &l->nhide, &l->hide) &&
         read_names(r, x, "priority", &l->npriority, &l->priority);
}

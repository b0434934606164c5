// SPDX-License-Identifier: MIT
// Checks: the parts of the style validator and what they share.
#ifndef CT_STYLE_CHECK_VALUE_H
#define CT_STYLE_CHECK_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/value.h"
#include "style/spec_tables.h"
#include "style/validate.h"

struct ct_check {
  struct ct_arena *a;
  const struct ct_value *root;
  struct ct_findings *out;
  struct ct_map ids;     // of the layers so far
  struct ct_map layers;  // ids to index, once a layer refers to another
};

// Where expressions stand decides what they may read.
enum ct_check_context { CT_IN_OTHER, CT_IN_PAINT, CT_IN_LAYOUT, CT_IN_FILTER, CT_IN_CLUSTER };

// One value to check.
struct ct_checked {
  const char *key;  // "layers[0].paint.fill-color"
  const struct ct_value *value;
  const struct ct_spec *spec;
  enum ct_check_context context;
  const char *name;  // the property's
};

// Adds a finding about `value` (may be NULL). Returns it, for a suggestion; it is valid
// until the next.
struct ct_finding *ct_check_say(struct ct_check *c, const char *code, const char *key,
                                const struct ct_value *value, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
bool ct_check_full(const struct ct_check *c);  // no more findings are taken
// "array", "null" ...
const char *ct_check_kind(const struct ct_value *v);
// As JavaScript's `${v}`.
const char *ct_check_text(struct ct_check *c, const struct ct_value *v);
// Has an equal value been seen in this map before?
bool ct_check_repeats(struct ct_check *c, struct ct_map *seen, const struct ct_value *v);
// Is it there and not null? The reference, which reads texts into objects that know their line, takes 0, false and
// an empty text as given.
bool ct_check_given(const struct ct_value *v);
const char *ct_check_key(struct ct_check *c, const char *key, const char *member);
const char *ct_check_index(struct ct_check *c, const char *key, size_t i);

// A value by its spec.
void ct_check_value(struct ct_check *c, const struct ct_checked *v);
// The same without a context.
void ct_check_plain(struct ct_check *c, const char *key, const struct ct_value *value,
                    const struct ct_spec *spec);
void ct_check_number(struct ct_check *c, const char *key, const struct ct_value *value,
                     const struct ct_spec *spec);
bool ct_check_string(struct ct_check *c, const char *key, const struct ct_value *value);
void ct_check_enum(struct ct_check *c, const char *key, const struct ct_value *value,
                   const struct ct_spec *spec);
void ct_check_expression(struct ct_check *c, const struct ct_checked *v);
void ct_check_function(struct ct_check *c, const struct ct_checked *v);
void ct_check_filter(struct ct_check *c, const char *key, const struct ct_value *value);
void ct_check_layer(struct ct_check *c, const char *key, const struct ct_value *layer, size_t index);
void ct_check_source(struct ct_check *c, const char *key, const struct ct_value *source);
// light, sky, terrain, projection: parts whose keys stand alone in messages.
void ct_check_part(struct ct_check *c, const char *name, const struct ct_value *value);
void ct_check_sprite(struct ct_check *c, const char *key, const struct ct_value *value);
void ct_check_font_faces(struct ct_check *c, const char *key, const struct ct_value *value);
void ct_check_glyphs(struct ct_check *c, const char *key, const struct ct_value *value);

// Returns true when it has dealt with the member.
typedef bool ct_check_member(struct ct_check *c, const char *key, const struct ct_member *m, void *user);
// Members one by one: by `member` (may be NULL), else by their spec in `group`; then
// what is missing, but for the names in `own` (NULL-terminated, may be NULL).
void ct_check_object(struct ct_check *c, const char *key, const struct ct_value *value,
                     const struct ct_spec_group *group, ct_check_member *member, void *user,
                     const char *const *own);
typedef void ct_check_item(struct ct_check *c, const char *key, const struct ct_value *item, void *user);
// Items by `item` (may be NULL: by the spec).
void ct_check_array(struct ct_check *c, const char *key, const struct ct_value *value,
                    const struct ct_spec *spec, ct_check_item *item, void *user);

#endif

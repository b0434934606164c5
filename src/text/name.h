// SPDX-License-Identifier: MIT
// Font name: a MapLibre text-font name taken apart into family, weight and slant.
#ifndef CT_TEXT_NAME_H
#define CT_TEXT_NAME_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;

// family keeps the name's own spelling; weight is 100..900 (400 when not named).
struct ct_font_name {
  const char *family;
  int weight;
  bool italic;
};

// "Source Sans 3 Semibold Italic" -> "Source Sans 3", 600, italic. Style words are taken
// off the end, in any case; a name of nothing else keeps its first word as the family.
void ct_font_name_parse(struct ct_arena *a, const char *name, struct ct_font_name *out);
// The bundled family's name for one that is known under another ("Source Sans Pro"), or the name itself.
const char *ct_font_name_alias(const char *family);

#endif
